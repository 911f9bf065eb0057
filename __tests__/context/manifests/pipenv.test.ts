import { describe, expect, test } from '@jest/globals'
import pipenv from '../../../src/managers/pipenv.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const PIPFILE = '[[source]]\nurl = "https://pypi.org/simple"\nname = "pypi"\n[packages]\nflask = "*"\n'
const LOCK = { _meta: { sources: [{ url: 'https://pypi.org/simple' }] }, default: { flask: { version: '==3.1.0' } } }
/** `more` of its Pipfile, and what else it has. */
const project = (more = '', files: Files = {}): Files => ({
  Pipfile: PIPFILE + more,
  'Pipfile.lock': JSON.stringify(LOCK),
  'app.py': '',
  ...files,
})
const locked = (more: object): Files => ({ 'Pipfile.lock': JSON.stringify({ ...LOCK, ...more }) })
const reads = (command: string, files: Files, place?: Place): readonly string[] | string =>
  readsBy(pipenv, command, files, place)
const WITH_LIB = locked({ default: { ...LOCK.default, lib: {} } })
const MANIFESTS = ['Pipfile', 'Pipfile.lock']
const UNKNOWN = expect.stringMatching(/./)

/**
 * What must not be said: that `pipenv install` reads manifests alone, when it
 * - installs what it is given, which it writes into the Pipfile, or makes a Pipfile of a requirements file,
 * - depends on a folder, an archive or a repository on disk, or on something that is editable,
 * - has no lock file where it needs one, or one of another kind,
 * - looks for packages on disk.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    'install flask',
    'install -r requirements.txt',
    'install -e .',
    'install --new-option',
    'install --extra-pip-args=--find-links=wheels',
    'install --python ./python',
    'update',
    'upgrade flask',
    'lock',
  ])('pipenv %s', (command) => {
    expect(reads(command, project('', { 'requirements.txt': '' }))).toEqual(UNKNOWN)
  })

  test.each([
    ['there is no Pipfile', { 'requirements.txt': '' }, /Pipfile is not copied from the build context/],
    ['there is no lock file', { Pipfile: PIPFILE }, /no lock file beside Pipfile/],
    ['there is another lock file', project('', { 'pylock.toml': '' }), /pylock\.toml may be read/],
    ['the Pipfile is no TOML', project('['), /Pipfile cannot be read/],
    ['the lock file is no JSON', project('', { 'Pipfile.lock': '{' }), /Pipfile\.lock cannot be read/],
    ['the lock file is no object', project('', { 'Pipfile.lock': '[]' }), /Pipfile\.lock cannot be read/],
    ['it depends on a folder', project('lib = { path = "./lib" }\n'), /Pipfile names lib/],
    ['it is installed itself', project('a = { editable = true, path = "." }\n'), /Pipfile names a/],
    ['it depends on an archive', project('lib = { file = "lib.zip" }\n'), /Pipfile names lib/],
    ['it depends on a repository on disk', project('lib = { git = "../lib" }\n'), /Pipfile names lib/],
    ['one of its categories depends on a folder', project('[docs]\nlib = { path = "lib" }\n'), /Pipfile names lib/],
    [
      'the lock file names a folder',
      project('', locked({ develop: { lib: { path: './lib' } } })),
      /Pipfile\.lock names lib/,
    ],
    [
      'the lock file names an archive',
      project('', locked({ default: { lib: { file: 'a.whl' } } })),
      /Pipfile\.lock names lib/,
    ],
    ['an index is on disk', project('[[source]]\nurl = "file:///simple"\n'), /Pipfile names file:/],
    [
      'an index of the lock file is on disk',
      project('', locked({ _meta: { sources: [{ url: './simple' }] } })),
      /lock names \.\/simple/,
    ],
  ])('since %s', (_, files, why) => {
    expect(reads('install --deploy', files as Files)).toMatch(why)
  })
})

describe('an install reads its manifests alone', () => {
  test.each([
    'install',
    'install --system --deploy --ignore-pipfile',
    'install --dev --python 3.12 --clear',
    'install --categories docs',
    'sync --system',
  ])('pipenv %s', (command) => {
    expect(reads(command, project())).toEqual(MANIFESTS)
  })

  test.each([
    ['no lock file', { Pipfile: PIPFILE }, ['Pipfile']],
    ['variables, which hold for it too', project('', { '.env': 'PIP_NO_DEPS=1\n' }), [...MANIFESTS, '.env']],
    ['scripts', project('[scripts]\npath = "./run.sh"\n[requires]\npython_version = "3.12"\n'), MANIFESTS],
    ['a repository', project('lib = { git = "https://example.com/lib.git" }\n', WITH_LIB), MANIFESTS],
    ['an archive on the net', project('lib = { file = "https://example.com/lib.zip" }\n', WITH_LIB), MANIFESTS],
    ['tables that are none', project('', { Pipfile: 'packages = 1\nsource = 1\n' }), MANIFESTS],
  ])('with %s', (_, files, expected) => {
    expect(reads('install', files as Files)).toEqual(expected)
  })
})

describe('what else is known', () => {
  test.each([
    ['install', {}, []],
    ['install', { PIPENV_VENV_IN_PROJECT: '1' }, ['.venv']],
    ['install', { PIPENV_VENV_IN_PROJECT: 'false' }, []],
    ['install --system', { PIPENV_VENV_IN_PROJECT: '1' }, []],
  ])('where it writes: pipenv %s with %j', (command, variables, writes) => {
    expect(foundBy(pipenv, command, project(), { variables })).toHaveProperty('writes', writes)
  })

  test('its own settings say that too', () => {
    expect(foundBy(pipenv, 'sync', project('[pipenv]\nvenv_in_project = true\n'))).toHaveProperty('writes', ['.venv'])
  })

  test('texts that are not at hand are asked for, all of one round together', () => {
    expect(foundBy(pipenv, 'sync', { Pipfile: undefined, 'Pipfile.lock': undefined })).toEqual({ missing: true })
  })
})
