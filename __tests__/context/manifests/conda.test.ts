import { describe, expect, test } from '@jest/globals'
import conda from '../../../src/managers/conda.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const ENVIRONMENT = 'name: a\nchannels: [conda-forge]\ndependencies:\n  - python=3.12\n  - conda-forge::numpy>=2\n'
/** `more` of its environment.yml, and what else it has. */
const project = (more = '', files: Files = {}): Files => ({
  'environment.yml': ENVIRONMENT + more,
  'requirements.txt': 'flask\n',
  'packages.txt': 'numpy=2\n# ./lib\n',
  'lib/setup.py': '',
  ...files,
})
const pip = (...lines: readonly string[]): string => `  - pip:\n${lines.map((line) => `    - ${line}\n`).join('')}`
const reads = (command: string, files: Files, place?: Place): readonly string[] | string =>
  readsBy(conda, command, files, place)
const UNKNOWN = expect.stringMatching(/./)

/**
 * What must not be said: that an install reads manifests alone, when it
 * - has a `pip:` section that installs the project, a folder, a wheel, or names a file that is not there,
 * - looks for packages in a channel on disk, or installs packages from there,
 * - is given a file of another form: a recipe, a list of locked packages.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    'env create -f nowhere.yml',
    'env create user/environment',
    'env create --new-option',
    'env create --rc-file .condarc',
    'create --clone base',
    'install ./numpy-2.conda',
    'install numpy-2.tar.bz2',
    'install file:///numpy',
    'install -c ./channel numpy',
    'install --channel file:///channel numpy',
    'install --use-local -c local numpy',
    'install --file nowhere.txt',
    'install --file setup.toml',
  ])('conda %s', (command) => {
    expect(reads(command, project('', { 'setup.toml': '' }))).toEqual(UNKNOWN)
  })

  test.each([
    ['its pip installs the project', project(pip('-e .')), /names -e \./],
    ['its pip installs a folder', project(pip('./lib')), /names \.\/lib/],
    ['its pip names a file that is not there', project(pip('-r nowhere.txt')), /names nowhere\.txt/],
    ['its pip names a file outside', project(pip('-r ../requirements.txt')), /names \.\.\/requirements\.txt/],
    ['its pip looks for packages on disk', project(pip('--find-links wheels')), /names --find-links/],
    [
      'a file of its pip names a project',
      project(pip('-r requirements.txt'), { 'requirements.txt': '.\n' }),
      /requirements\.txt names \./,
    ],
    [
      'a channel is on disk',
      project('', { 'environment.yml': 'channels: [./channel]\ndependencies: [a]\n' }),
      /packages in \.\/channel/,
    ],
    ['a package is on disk', project('  - ./a-1.conda\n'), /names \.\/a-1\.conda/],
    ['its dependencies have another form', project('  - sel(linux): [a]\n'), /form that is not known/],
    ['it is no YAML', project('', { 'environment.yml': 'a: [' }), /cannot be read/],
    ['it is no table', project('', { 'environment.yml': '- a\n' }), /cannot be read/],
    [
      'it is a list of locked packages',
      project('', { 'environment.yml': 'metadata: {}\npackage: []\n' }),
      /is no environment/,
    ],
    ['its prefix is not known', project('prefix: env\n'), /names a prefix/],
    ['it is no text', project('', { 'environment.yml': null }), /cannot be read/],
  ])('since %s', (_, files, why) => {
    expect(reads('env create -f environment.yml', files as Files)).toMatch(why)
  })

  test('since a list of packages names one on disk', () => {
    expect(reads('install --file packages.txt', project('', { 'packages.txt': './a.conda\n' }))).toMatch(/names \.\/a/)
  })
})

describe('an install reads its manifests alone', () => {
  test.each([
    ['env create -f environment.yml', ['environment.yml']],
    ['env create', ['environment.yml']],
    ['env update --name base --file=environment.yml --prune', ['environment.yml']],
    ['create -y -n a -f environment.yml', ['environment.yml']],
    ['install --yes -n base --file packages.txt', ['packages.txt']],
    ['install -y -c conda-forge -c https://example.com/channel numpy=2', []],
    ['create --quiet --yes -p /opt/env python=3.12', []],
    ['update --all --yes', []],
  ])('conda %s', (command, expected) => {
    expect(reads(command, project())).toEqual(expected)
  })

  test('and those that its pip names, from the folder of the environment.yml on', () => {
    const files = {
      'deps/environment.yaml': ENVIRONMENT + pip('-r requirements.txt', '-c ../limits.txt', 'flask'),
      'deps/requirements.txt': '-r base.txt\n',
      'deps/base.txt': '',
      'limits.txt': '',
    }
    expect(reads('env create -f deps/environment.yaml', files)).toEqual([
      'deps/environment.yaml',
      'deps/requirements.txt',
      'limits.txt',
      'deps/base.txt',
    ])
  })

  test('and not those that lie around', () => {
    expect(reads('env create', project(pip('flask', '--extra-index-url https://example.com')))).toEqual([
      'environment.yml',
    ])
  })
})

describe('what else is known', () => {
  test.each([
    ['create -p ./env python', ['app/env']],
    ['create --prefix=/opt/env python', ['opt/env']],
    ['env create', ['opt/a']],
  ])('where it writes: conda %s', (command, writes) => {
    const files = { 'app/environment.yml': `${ENVIRONMENT}prefix: /opt/a\n` }
    expect(foundBy(conda, command, files, { folder: 'app' })).toHaveProperty('writes', writes)
  })

  test('texts that are not at hand are asked for, all of one round together', () => {
    expect(foundBy(conda, 'env create', { 'environment.yml': undefined })).toEqual({ missing: true })
    const files = {
      'environment.yml': ENVIRONMENT + pip('-r a.txt', '-r b.txt'),
      'a.txt': undefined,
      'b.txt': undefined,
    }
    expect(foundBy(conda, 'env create', files)).toEqual({ missing: true })
  })

  test('no environment makes it fail or slow', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(/./g, (name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]},`.repeat(9)}]\n`)}dependencies: *i\n`
    for (const text of [
      `dependencies: ${'['.repeat(90_000)}`,
      `dependencies: ${'["]",'.repeat(10_000)}`,
      `dependencies:\n${'- '.repeat(10_000)}`,
      `${Array.from({ length: 400 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')}`,
      'x: 1\n'.repeat(30_000),
      bomb,
      'dependencies: {a: 1}\n',
      'channels: a\ndependencies: [1, null, {}]\n',
    ]) {
      expect(reads('env create', { 'environment.yml': text })).toEqual(UNKNOWN)
    }
    const keys = Array.from({ length: 8_000 }, (_, at) => `a${at}: 1\n`).join('')
    expect(reads('env create', { 'environment.yml': keys })).toEqual(['environment.yml'])
  })
})
