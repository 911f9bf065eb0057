import { describe, expect, test } from '@jest/globals'
import yarn from '../../../src/managers/yarn.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const reads = (command: string, files: Files, place?: Place) => readsBy(yarn, command, files, place)
const classic = (manifest: object = {}, more: Files = {}): Files => ({
  'package.json': JSON.stringify(manifest),
  'yarn.lock': '# yarn lockfile v1\n',
  'index.js': '',
  ...more,
})
const berry = (manifest: object = {}, more: Files = {}, settings = 'nodeLinker: node-modules\n'): Files =>
  classic(manifest, { 'yarn.lock': '__metadata:\n  version: 8\n', '.yarnrc.yml': settings, ...more })
const OF_CLASSIC = ['package.json', 'yarn.lock']
const OF_BERRY = ['package.json', 'yarn.lock', '.yarnrc.yml']

/**
 * What must not be said: that an install reads manifests alone, when
 * - it cannot be told which Yarn runs, or another folder may be the one that is installed,
 * - it changes the manifests, or its options are not known,
 * - Yarn 1 copies a local package, or compiles native code,
 * - scripts, plugins, constraints or settings of the project read more,
 * - members have programs, which are linked.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    ['add is-odd', /changes the manifests/],
    ['upgrade', /changes the manifests/],
    ['install --modules-folder x', /--modules-folder/],
    ['install --flat', /--flat/],
    ['install --focus', /--focus/],
    ['install x', /more than an install/],
    ['install --cwd ../..', /not known/],
    ['global add ./lib', /installs/],
    ['global add', /folder it runs in/],
  ])('yarn %s', (command, why) => {
    expect(reads(command, classic())).toMatch(why)
  })

  test.each<[string, Files, RegExp]>([
    ['there is no manifest', { 'yarn.lock': '' }, /package\.json is not copied/],
    ['there is no lock file', { 'package.json': '{}' }, /no yarn\.lock/],
    ['the lock file says nothing', classic({}, { 'yarn.lock': 'packages:\n' }), /which Yarn/],
    ['manifest and lock file disagree', classic({ packageManager: 'yarn@4.9.1' }), /which Yarn/],
    ['settings and lock file disagree', classic({}, { '.yarnrc.yml': '' }), /which Yarn/],
    ['it runs a script', classic({ scripts: { prepare: 'tsc' } }), /runs "prepare"/],
    ['it has native code', classic({}, { 'binding.gyp': '' }), /native code/],
    [
      'a local package is copied',
      classic({ dependencies: { a: 'file:./a' } }, { 'a/package.json': '{}' }),
      /depends on/,
    ],
    ['a member has programs', classic({ workspaces: ['a'] }, { 'a/package.json': '{"bin":"x.js"}' }), /programs/],
    ['a setting is not known', classic({}, { '.yarnrc': 'cafile ca.pem\n' }), /sets cafile/],
    ['the mirror is not there', classic({}, { '.yarnrc': 'yarn-offline-mirror "./mirror"\n' }), /names/],
    ['.npmrc names a file', classic({}, { '.npmrc': 'cafile=x\n' }), /sets cafile/],
    ['Yarn is a program of the project', berry({}, { 'x.cjs': '' }, 'yarnPath: x.cjs\n'), /yarnPath/],
    ['Yarn is not there', berry({}, {}, 'yarnPath: .yarn/releases/yarn-4.cjs\n'), /not in the build context/],
    ['a plugin is not known', berry({}, { 'p.cjs': '' }, 'plugins:\n  - p.cjs\n'), /plugin/],
    ['plugins are no list', berry({}, {}, 'plugins: x\n'), /plugins/],
    ['constraints are checked', berry({}, {}, 'enableConstraintsChecks: true\n'), /enableConstraintsChecks/],
    ['a certificate is named', berry({}, {}, 'networkSettings:\n  "*":\n    httpsCaFilePath: x\n'), /httpsCaFilePath/],
    ['the settings are broken', berry({}, {}, 'a: [\n'), /cannot be read/],
    ['the settings are no table', berry({}, {}, '- a\n'), /cannot be read/],
    ['a portal', berry({ dependencies: { a: 'portal:./a' } }, { 'a/package.json': '{}' }), /portal/],
    ['a program makes a package', berry({ dependencies: { a: 'exec:./a.js' } }), /exec/],
    ['a patch is not there', berry({ dependencies: { a: 'patch:a@npm%3A1.0.0#~/p/a.patch' } }), /depends on patch:/],
    [
      'a patch of a local package',
      berry({ resolutions: { a: 'patch:a@file%3Aa#~/p/a.patch' } }, { 'p/a.patch': '' }),
      /patch/,
    ],
    ['a catalogue names a folder', berry({}, {}, 'catalog:\n  a: file:./a\n'), /file:/],
    [
      'a member runs a script',
      berry({ workspaces: ['a'] }, { 'a/package.json': '{"scripts":{"install":"x"}}' }),
      /runs/,
    ],
  ])('since %s', (_, files, why) => {
    expect(reads('install', files)).toMatch(why)
  })

  test('since it may belong to workspaces that lie above it', () => {
    const files = {
      ...classic({ workspaces: ['web'] }),
      'web/package.json': '{}',
      'web/yarn.lock': '# yarn lockfile v1\n',
    }
    expect(reads('install', files, { folder: 'web' })).toMatch(/may belong/)
  })

  test('since settings lie above it', () => {
    const files = { '.yarnrc.yml': '', 'web/package.json': '{}', 'web/yarn.lock': '__metadata:\n' }
    expect(reads('install', files, { folder: 'web' })).toMatch(/above/)
  })
})

describe('an install of Yarn 1 reads its manifests alone', () => {
  test.each([
    '',
    'install',
    'install --frozen-lockfile --production=true',
    '--network-timeout 100000',
    'install --cwd .',
  ])('yarn %s', (command) => {
    expect(reads(command, classic())).toEqual(OF_CLASSIC)
  })

  test('with a lock file that is too large to be had', () => {
    expect(reads('install', { 'package.json': '{}', 'yarn.lock': '' })).toEqual(OF_CLASSIC)
  })

  test('with its settings, the program of Yarn and the archives that they name', () => {
    const yarnrc =
      '# mine\nyarn-path ".yarn/releases/yarn-1.22.22.js"\nyarn-offline-mirror "./mirror"\nregistry "https://x.example"\n'
    const files = classic(
      {},
      { '.yarnrc': yarnrc, '.yarn/releases/yarn-1.22.22.js': '', 'mirror/a-1.0.0.tgz': null, '.npmrc': '' },
    )
    expect(reads('install', files)).toEqual([...OF_CLASSIC, '.npmrc', '.yarnrc', '.yarn/releases/', 'mirror/'])
  })

  test('and those of its members, also of those that the list leaves out', () => {
    const members = { 'packages/a/package.json': '{"scripts":{"prepare":"tsc"}}', 'packages/b/package.json': '{}' }
    const found = foundBy(yarn, 'install', classic({ workspaces: ['packages/*', '!packages/b'] }, members))
    expect(found).toEqual({
      files: [...OF_CLASSIC, 'packages/a/package.json', 'packages/b/package.json'],
      folders: [],
      writes: ['node_modules', 'packages/a/node_modules', 'packages/b/node_modules'],
    })
  })

  test('without scripts, when it is told so', () => {
    expect(reads('install --ignore-scripts', classic({ scripts: { prepare: 'tsc' } }))).toEqual(OF_CLASSIC)
  })

  test('and a link to a member', () => {
    const files = classic({ workspaces: ['a'], dependencies: { a: 'link:./a' } }, { 'a/package.json': '{}' })
    expect(reads('install', files)).toEqual([...OF_CLASSIC, 'a/package.json'])
  })
})

describe('an install of Yarn 2 and later reads its manifests alone', () => {
  test.each(['', 'install --immutable', 'workspaces focus web --production', 'install --mode=skip-build'])(
    'yarn %s',
    (command) => {
      expect(reads(command, berry())).toEqual(OF_BERRY)
    },
  )

  test('with the releases and plugins that its settings name, patches and archives', () => {
    const settings =
      'yarnPath: .yarn/releases/yarn-4.9.1.cjs\nplugins:\n  - path: .yarn/plugins/@yarnpkg/plugin-exec.cjs\n'
    const manifest = {
      dependencies: {
        a: 'patch:a@npm%3A1.0.0#~/.yarn/patches/a.patch',
        b: 'patch:b@^1.0.0#optional!builtin<compat/b>',
      },
    }
    const more = {
      '.yarn/releases/yarn-4.9.1.cjs': '',
      '.yarn/plugins/@yarnpkg/plugin-exec.cjs': '',
      '.yarn/patches/a.patch': '',
      '.yarn/cache/c.zip': null,
      '.env.yarn': '',
    }
    expect(reads('install', berry(manifest, more, settings))).toEqual([
      ...OF_BERRY,
      '.env.yarn',
      '.yarn/releases/',
      '.yarn/plugins/',
      '.yarn/patches/',
      '.yarn/cache/',
    ])
  })

  test('and runs no prepare', () => {
    expect(reads('install', berry({ scripts: { prepare: 'tsc' } }))).toEqual(OF_BERRY)
    expect(reads('install', berry({ scripts: { postinstall: 'tsc' } }))).toMatch(/runs/)
    expect(reads('install --mode skip-build', berry({ scripts: { postinstall: 'tsc' } }))).toEqual(OF_BERRY)
  })

  test('and writes what a later copy would put back', () => {
    expect(foundBy(yarn, 'install', berry())).toHaveProperty('writes', ['node_modules', '.yarn/install-state.gz'])
    expect(foundBy(yarn, 'install', berry({}, {}, ''))).toHaveProperty('writes', [
      'node_modules',
      '.yarn/install-state.gz',
      '.yarn/unplugged',
      '.pnp.cjs',
      '.pnp.loader.mjs',
    ])
  })

  test('and what members ask of each other', () => {
    const members = { 'a/package.json': '{"dependencies":{"b":"workspace:^","c":"catalog:"}}', 'b/package.json': '{}' }
    expect(reads('install', berry({ workspaces: ['a', 'b'] }, members))).toHaveLength(5)
  })
})

test('an install for everybody reads the settings alone', () => {
  expect(reads('global add typescript --prefix /usr/local', classic({}, { '.npmrc': '' }))).toEqual(['.npmrc'])
})

test.each(['package.json', 'yarn.lock', '.yarnrc.yml'])('the text of %s is asked for', (file) => {
  expect(reads('install', berry({}, { [file]: undefined }))).toBe('missing')
})
