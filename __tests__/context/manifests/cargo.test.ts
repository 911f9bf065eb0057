import { describe, expect, test } from '@jest/globals'
import cargo from '../../../src/managers/cargo.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const reads = (command: string, files: Files, place?: Place) => readsBy(cargo, command, files, place)
const TARGET = '[[bin]]\nname = "a"\npath = "src/main.rs"\n'
const pack = (name: string, more = TARGET): string => `[package]\nname = "${name}"\nversion = "0.1.0"\n${more}`
const LIB = '[lib]\npath = "src/lib.rs"\n'
const crate = (manifest = pack('a'), more: Files = {}): Files => ({
  'Cargo.toml': manifest,
  'Cargo.lock': '',
  'src/main.rs': '',
  ...more,
})
const workspace = (more: Files = {}): Files => ({
  'Cargo.toml': '[workspace]\nmembers = ["crates/*", "cli"]\nexclude = ["crates/old"]\n',
  'Cargo.lock': '',
  'crates/a/Cargo.toml': pack('a', `${LIB}[dependencies]\nb = { path = "../b" }\nserde = "1"\n`),
  'crates/b/Cargo.toml': pack('b', LIB),
  'crates/old/Cargo.toml': pack('old', ''),
  'cli/Cargo.toml': pack('cli'),
  ...more,
})

/**
 * What must not be said: that a fetch reads manifests alone, when
 * - cargo looks for the sources of a target whose path is not written down,
 * - there is no lock file, which it would write,
 * - a package lies elsewhere, or cannot be told,
 * - settings put other sources in place of the registry,
 * - the command compiles, or installs what lies here.
 */
describe('more than manifests', () => {
  test.each<[string, string, Files, RegExp]>([
    ['there is no manifest', 'fetch', { 'Cargo.lock': '' }, /Cargo\.toml is not copied/],
    ['there is no lock file', 'fetch', { 'Cargo.toml': pack('a') }, /no Cargo\.lock/],
    ['it is no TOML', 'fetch', crate('[package'), /cannot be read/],
    ['it is no text', 'fetch', crate(undefined, { 'Cargo.toml': null }), /cannot be read/],
    ['it names no target', 'fetch', crate(pack('a', '')), /look for src\/main\.rs or src\/lib\.rs/],
    [
      'it names a library without a path',
      'fetch',
      crate(pack('a', '[lib]\ncrate-type = ["cdylib"]\n')),
      /sources of a lib/,
    ],
    [
      'it names a bench without a path',
      'fetch',
      crate(pack('a', `${TARGET}[[bench]]\nname = "x"\n`)),
      /sources of a bench/,
    ],
    ['it names tests alone', 'fetch', crate(pack('a', '[[test]]\nname = "x"\npath = "x.rs"\n')), /look for src/],
    ['a target is no table', 'fetch', crate('bin = [1]\n[package]\nname = "a"\n'), /sources of a bin/],
    [
      'a member names no target',
      'fetch',
      workspace({ 'cli/Cargo.toml': pack('cli', '') }),
      /cli\/Cargo\.toml makes cargo look/,
    ],
    [
      'a member is not there',
      'fetch',
      workspace({ 'Cargo.toml': '[workspace]\nmembers = ["x"]\n' }),
      /x\/Cargo\.toml cannot be read/,
    ],
    [
      'members go through folders',
      'fetch',
      workspace({ 'Cargo.toml': '[workspace]\nmembers = ["**"]\n' }),
      /cannot be told/,
    ],
    ['members are no list', 'fetch', workspace({ 'Cargo.toml': '[workspace]\nmembers = "a"\n' }), /cannot be read/],
    [
      'a package lies outside',
      'fetch',
      crate(pack('a', `${TARGET}[dependencies]\nb = { path = "../b" }\n`)),
      /depends on \.\.\/b/,
    ],
    [
      'a patch is not there',
      'fetch',
      crate(pack('a', `${TARGET}[patch.crates-io]\nb = { path = "b" }\n`)),
      /b\/Cargo\.toml cannot be read/,
    ],
    [
      'a package for one platform names no target',
      'fetch',
      crate(pack('a', `${TARGET}[target.'cfg(unix)'.dependencies]\nb = { path = "b" }\n`), {
        'b/Cargo.toml': pack('b', ''),
      }),
      /look for/,
    ],
    ['a path is no text', 'fetch', crate(pack('a', `${TARGET}[dependencies]\nb = { path = 1 }\n`)), /cannot be read/],
    ['it names its workspace', 'fetch', crate('[package]\nname = "a"\nworkspace = ".."\n'), /names its workspace/],
    [
      'crates lie in the project',
      'fetch',
      crate(undefined, { '.cargo/config.toml': '[source.crates-io]\nreplace-with = "v"\n' }),
      /sets source/,
    ],
    ['its settings cannot be read', 'fetch', crate(undefined, { '.cargo/config.toml': '[' }), /cannot be read/],
    ['it has another manifest', 'fetch --manifest-path x/Cargo.toml', crate(), /has the option/],
    ['its target is a file', 'fetch --target ./x.json', crate(), /has the option/],
    ['it writes a folder', 'vendor', crate(), /more than fetch/],
    ['it writes the lock file', 'update', crate(), /more than fetch/],
    [
      'it writes stubs',
      'chef cook --recipe-path recipe.json',
      crate(undefined, { 'recipe.json': '{}' }),
      /writes manifests/,
    ],
    ['it compiles', 'build --release', crate(), /compiles the sources/],
    ['it installs the project', 'install --path .', crate(), /may read the project/],
    ['it installs the folder', 'install', crate(), /installs the project/],
    ['it installs from a folder', 'install --git file:///src a', crate(), /installs the project/],
    ['it installs by settings', 'install --config x.toml a', crate(), /may read the project/],
  ])('since %s', (_, command, files, why) => {
    expect(reads(command, files)).toMatch(why)
  })

  test('since it has more packages than anybody would list', () => {
    const members = Array.from({ length: 13 }, (_, index) => [`crates/p${index}/Cargo.toml`, pack('p')])
    expect(reads('fetch', workspace(Object.fromEntries(members)))).toMatch(/1\d packages/)
  })
})

describe('manifests alone', () => {
  test.each(['fetch', 'fetch --locked', 'fetch --target x86_64-unknown-linux-musl -q'])('cargo %s', (command) => {
    expect(reads(command, crate())).toEqual(['Cargo.toml', 'Cargo.lock'])
  })

  test('of a workspace, wherever in it the command runs', () => {
    const expected = ['Cargo.toml', 'Cargo.lock', 'cli/Cargo.toml', 'crates/a/Cargo.toml', 'crates/b/Cargo.toml']
    expect(reads('fetch', workspace())).toEqual(expected)
    expect(reads('fetch', workspace(), { folder: 'cli' })).toEqual(expected)
  })

  test('with the tool chain and settings', () => {
    const more = { 'rust-toolchain.toml': '', '.cargo/config.toml': '[net]\ngit-fetch-with-cli = true\n' }
    expect(reads('fetch', crate(undefined, more))).toEqual([
      'Cargo.toml',
      'Cargo.lock',
      'rust-toolchain.toml',
      '.cargo/config.toml',
    ])
  })

  test('when their texts are at hand', () => {
    expect(reads('fetch', crate(undefined, { 'Cargo.toml': undefined }))).toBe('missing')
    expect(reads('fetch', workspace({ 'cli/Cargo.toml': undefined }))).toBe('missing')
    expect(reads('build', crate(undefined, { '.cargo/config.toml': undefined }))).toBe('missing')
  })

  test('whatever keys a manifest has', () => {
    expect(reads('fetch', crate(pack('a', `${TARGET}[__proto__]\npath = "x"\n[constructor]\nlib = 1\n`)))).toHaveLength(
      2,
    )
  })
})

describe('a compile', () => {
  test.each([
    ['build --release', 'cargo fetch'],
    ['build --locked --target x86_64-unknown-linux-musl', 'cargo fetch --locked --target x86_64-unknown-linux-musl'],
    ['test -- --locked', 'cargo fetch'],
  ])('cargo %s has a fetch to go ahead where that needs no sources', (command, expected) => {
    expect(foundBy(cargo, command, crate())).toHaveProperty('ahead.command', expected)
  })

  test.each<[string, Files]>([
    ['build', crate(pack('a', ''))],
    ['build --offline', crate()],
    ['build --frozen', crate()],
    ['build --manifest-path=x/Cargo.toml', crate()],
    ['build --target ./x.json', crate()],
    ['chef cook', crate()],
    ['install --path .', crate()],
  ])('cargo %s has none', (command, files) => {
    expect(foundBy(cargo, command, files)).not.toHaveProperty('ahead')
  })
})

describe('a program', () => {
  test.each([
    'install ripgrep',
    'install --locked cargo-chef --version 0.1.0',
    'install --git https://example.com/a.git a',
    'binstall -y just@1.2.3',
  ])('cargo %s reads the file that names the tool chain, and no settings of the project', (command) => {
    const more = { '.cargo/config.toml': '[', 'rust-toolchain.toml': '' }
    expect(reads(command, crate('[', more))).toEqual(['rust-toolchain.toml'])
  })

  test('is written where it is told', () => {
    const place = { variables: { CARGO_HOME: '/usr/local/cargo' } }
    expect(foundBy(cargo, 'install --root /opt just', {}, place)).toEqual({
      files: [],
      writes: ['opt', 'usr/local/cargo'],
    })
  })
})
