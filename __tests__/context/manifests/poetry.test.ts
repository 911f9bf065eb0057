import { describe, expect, test } from '@jest/globals'
import poetry from '../../../src/managers/poetry.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const PROJECT = '[tool.poetry]\nname = "a"\nversion = "1"\n[tool.poetry.dependencies]\npython = "^3.12"\nflask = "^3"\n'
const LOCK = '[[package]]\nname = "flask"\nversion = "3.1.0"\n\n[metadata]\nlock-version = "2.1"\n'
/** `more` of its pyproject.toml, and what else it has. */
const project = (more = '', files: Files = {}): Files => ({
  'pyproject.toml': PROJECT + more,
  'poetry.lock': LOCK,
  'a/__init__.py': '',
  'README.md': '',
  ...files,
})
const locked = (type: string, url: string): Files => ({
  'poetry.lock': `${LOCK}\n[package.source]\ntype = "${type}"\nurl = "${url}"\n`,
})
const reads = (command: string, files: Files, place?: Place): readonly string[] | string =>
  readsBy(poetry, command, files, place)
const MANIFESTS = ['pyproject.toml', 'poetry.lock']
const UNKNOWN = expect.stringMatching(/./)

/**
 * What must not be said: that `poetry install` reads manifests alone, when it
 * - installs the project itself (without `--no-root` and with `package-mode`),
 * - depends on a folder, an archive or a repository on disk, which the manifest or the lock file names,
 * - needs a plugin, of which one takes the version from Git,
 * - works by an option or a setting that leads elsewhere.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    'add flask',
    'update',
    'lock',
    'install flask',
    'install --no-root --only-root',
    'install --no-root --new-option',
    'install --no-root -C nowhere',
    'install --no-root -C ../other',
    'install --no-root -C a -P b',
  ])('poetry %s', (command) => {
    expect(reads(command, project())).toEqual(UNKNOWN)
  })

  test.each([
    ['there is no manifest', { 'poetry.lock': LOCK }, /pyproject\.toml is not copied from the build context/],
    ['the manifest is no TOML', project('['), /pyproject\.toml cannot be read/],
    ['the manifest describes no project', project('', { 'pyproject.toml': '[tool.black]\n' }), /describes no project/],
    ['the lock file is no text', project('', { 'poetry.lock': null }), /poetry\.lock cannot be read/],
    ['the settings cannot be read', project('', { 'poetry.toml': '[' }), /poetry\.toml cannot be read/],
    [
      'the settings move the cache',
      project('', { 'poetry.toml': 'cache-dir = ".cache"\n' }),
      /poetry\.toml sets cache-dir/,
    ],
    [
      'the settings move the environment',
      project('', { 'poetry.toml': '[virtualenvs]\npath = "x"\n' }),
      /sets virtualenvs\.path/,
    ],
    ['it depends on a folder', project('lib = { path = "../lib", develop = true }\n'), /depends on \.\.\/lib/],
    [
      'it depends on one of several folders',
      project('lib = [{ version = "1" }, { path = "lib" }]\n'),
      /depends on lib/,
    ],
    [
      'a group depends on a folder',
      project('[tool.poetry.group.dev.dependencies]\nlib = { path = "lib" }\n'),
      /depends on lib/,
    ],
    ['it depends on a wheel', project('lib = { path = "a.whl" }\n'), /depends on a\.whl/],
    ['it depends on a file of old', project('lib = { file = "lib.tar.gz" }\n'), /depends on lib\.tar\.gz/],
    ['it depends on a repository on disk', project('lib = { git = "../lib" }\n'), /depends on \.\.\/lib/],
    [
      'it depends on a file address',
      project('[project]\nname = "a"\ndependencies = ["lib @ file:///lib"]\n'),
      /depends on lib @/,
    ],
    ['the lock file names a folder', project('', locked('directory', 'lib')), /depends on lib/],
    ['the lock file names an archive', project('', locked('file', 'a.whl')), /depends on a\.whl/],
    [
      'an index is on disk',
      project('[[tool.poetry.source]]\nname = "x"\nurl = "file:///simple"\n'),
      /looks for packages in file:/,
    ],
    ['it asks for plugins', project('[tool.poetry.requires-plugins]\na = "*"\n'), /asks for plugins/],
    [
      'it takes its version from Git',
      project('[tool.poetry-dynamic-versioning]\nenable = true\n'),
      /takes its version from Git/,
    ],
    [
      'its license is not there',
      project('[project]\nname = "a"\nlicense = { file = "LICENSE" }\n'),
      /a license that is not/,
    ],
    [
      'its license lies outside',
      project('[project]\nname = "a"\nlicense = { file = "../LICENSE" }\n'),
      /a license that is not/,
    ],
  ])('since %s', (_, files, why) => {
    expect(reads('install --no-root', files as Files)).toMatch(why)
  })

  test.each(['install', 'sync', 'install --only main', 'install --no-directory'])(
    'since it installs the project itself: poetry %s',
    (command) => {
      expect(reads(command, project())).toBe('it installs the project itself')
    },
  )
})

describe('an install reads its manifests alone', () => {
  test.each([
    'install --no-root',
    'sync --no-root',
    'install --no-interaction --no-ansi --no-root --only main',
    'install --only=main --no-root -vvv',
    'install --no-root --with dev --without docs -E web --all-extras --compile --sync',
  ])('poetry %s', (command) => {
    expect(reads(command, project())).toEqual(MANIFESTS)
  })

  test('when it is no package', () => {
    const files = project('', { 'pyproject.toml': PROJECT.replace('name', 'package-mode = false\nname') })
    expect(reads('install', files)).toEqual(MANIFESTS)
  })

  test.each([
    ['no lock file', { 'pyproject.toml': PROJECT }, ['pyproject.toml']],
    ['settings', project('', { 'poetry.toml': '[virtualenvs]\nin-project = true\n' }), [...MANIFESTS, 'poetry.toml']],
    [
      'a license, of which it reads the text',
      project('[project]\nname = "a"\nlicense = { file = "LICENSE" }\n', { LICENSE: '' }),
      [...MANIFESTS, 'LICENSE'],
    ],
    ['a readme, which it does not', project('[project]\nname = "a"\nreadme = "README.md"\n'), MANIFESTS],
    [
      'a repository',
      project('lib = { git = "https://example.com/a.git" }\nb = { git = "git@github.com:a/b.git" }\n'),
      MANIFESTS,
    ],
    [
      'sources on the net',
      project('[[tool.poetry.source]]\nurl = "https://example.com"\n', locked('legacy', 'https://example.com')),
      MANIFESTS,
    ],
    ['groups of groups', project('[dependency-groups]\na = ["b", { include-group = "c" }]\n'), MANIFESTS],
  ])('with %s', (_, files, expected) => {
    expect(reads('install --no-root', files as Files)).toEqual(expected)
  })

  test('when it leaves folders out', () => {
    const files = project('lib = { path = "lib" }\n', locked('directory', 'lib'))
    expect(reads('install --no-root --no-directory', files)).toEqual(MANIFESTS)
    expect(reads('install --no-root --no-directory', { 'pyproject.toml': files['pyproject.toml'] })).toEqual(UNKNOWN)
  })

  test('in the folder that it is told', () => {
    const files = { 'api/pyproject.toml': PROJECT, 'api/poetry.lock': LOCK }
    expect(reads('install --no-root -C api', files)).toEqual(['api/pyproject.toml', 'api/poetry.lock'])
    expect(reads('install --no-root --project=api', files)).toHaveLength(2)
  })
})

describe('what else is known', () => {
  test.each([
    [{}, '', ['.venv']],
    [{}, '[virtualenvs]\nin-project = true\n', ['.venv']],
    [{}, '[virtualenvs]\ncreate = false\n', []],
    [{ POETRY_VIRTUALENVS_CREATE: 'false' }, '', []],
    [{ POETRY_VIRTUALENVS_IN_PROJECT: 'false' }, '', []],
    [{ POETRY_VIRTUALENVS_IN_PROJECT: '1' }, '[virtualenvs]\ncreate = false\n', ['.venv']],
  ])('where it may write, with %j and %j', (variables, settings, writes) => {
    const files = project('', settings === '' ? {} : { 'poetry.toml': settings })
    expect(foundBy(poetry, 'install --no-root', files, { variables })).toHaveProperty('writes', writes)
  })

  test.each([
    ['install --only main', project(), 'poetry install --only main --no-root'],
    ['sync', project('lib = { path = "lib" }\n'), 'poetry sync --no-root --no-directory'],
    ['install --no-root', project('lib = { path = "lib" }\n'), 'poetry install --no-root --no-directory'],
  ])('the step that Poetry offers: poetry %s', (command, files, ahead) => {
    expect(foundBy(poetry, command, files)).toMatchObject({ ahead: { command: ahead, files: MANIFESTS } })
  })

  test('there is none without a lock file, and none that leaves an archive out', () => {
    expect(foundBy(poetry, 'install', { 'pyproject.toml': PROJECT })).not.toHaveProperty('ahead')
    expect(foundBy(poetry, 'install', project('lib = { path = "a.whl" }\n'))).not.toHaveProperty('ahead')
  })

  test('texts that are not at hand are asked for, all of one round together', () => {
    const asked = { 'pyproject.toml': undefined, 'poetry.lock': undefined, 'poetry.toml': undefined }
    expect(foundBy(poetry, 'install --no-root', asked)).toEqual({ missing: true })
  })

  test('no manifest makes it fail', () => {
    for (const text of [
      '[tool.poetry]\ngroup = 1\n',
      '[tool.poetry]\ndependencies = []\nsource = 1\n',
      'project = [1]\ntool = 1\n',
    ]) {
      expect(reads('install --no-root', project('', { 'pyproject.toml': text }))).toBeDefined()
    }
  })
})
