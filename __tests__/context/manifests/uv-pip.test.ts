import { describe, expect, test } from '@jest/globals'
import uv from '../../../src/managers/uv.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const PROJECT = '[project]\nname = "a"\nversion = "1"\ndependencies = ["flask"]\n'
const files = (more: Files = {}): Files => ({
  'requirements.txt': 'flask==3\n',
  'limits.txt': '',
  'other/pyproject.toml': PROJECT,
  'lib/pyproject.toml': PROJECT,
  ...more,
})
const reads = (command: string, all: Files, place?: Place): readonly string[] | string =>
  readsBy(uv, command, all, place)
const UNKNOWN = expect.stringMatching(/./)

/**
 * What must not be said: that `uv pip` and `uv tool` read manifests alone, when they
 * - install a project, an archive or a wheel from the context, in the command or in a file,
 * - read a file that is not there, or of which more must be known (a `pyproject.toml` that leaves its lists to the build),
 * - look for packages on disk, by an option, a variable, or settings in the folder or above.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    'pip install .',
    'pip install .[web]',
    'pip install -e .',
    'pip install --editable=./lib',
    'pip install ./lib',
    'pip install a-1.0-py3-none-any.whl',
    'pip install -r nowhere.txt',
    'pip install -r setup.py',
    'pip install -r pylock.toml',
    'pip install -r file:requirements.txt',
    'pip install -c nowhere.txt flask',
    'pip install --group nowhere/pyproject.toml:dev',
    'pip install --find-links wheels flask',
    'pip install --index local=./simple flask',
    'pip install --python .venv/bin/python flask',
    'pip install --config-file uv.toml flask',
    'pip install --cert ca.pem flask',
    'pip sync nowhere.txt',
    'tool install .',
    'tool install -e ./lib',
    'tool install flask --with ./lib',
    'tool install flask -w ruff,./lib',
    'tool install flask --with-requirements requirements.txt',
    'tool install flask --with-editable lib',
  ])('uv %s', (command) => {
    expect(reads(command, files({ 'setup.py': '', 'pylock.toml': '' }))).toEqual(UNKNOWN)
  })

  test.each([
    [
      'dependencies are said by the build',
      '[project]\nname = "a"\ndynamic = ["dependencies"]\n',
      /leaves dependencies to the build/,
    ],
    ['its form is the build back end’s', '[tool.poetry.dependencies]\nflask = "*"\n', /a form of its build back end/],
    ['it depends on a folder', `${PROJECT}[tool.uv.sources]\nlib = { path = "lib" }\n`, /depends on lib/],
    [
      'it depends on a member',
      `${PROJECT}[tool.uv.sources]\nlib = { workspace = true }\n`,
      /a member of its workspace/,
    ],
    ['it cannot be read', '[', /cannot be read/],
  ])('when a pyproject.toml is named of which %s', (_, text, why) => {
    expect(reads('pip install -r pyproject.toml', files({ 'pyproject.toml': text }))).toMatch(why)
  })

  test('when settings in the folder, or above it, look for packages on disk', () => {
    const set = '[tool.uv]\nfind-links = ["wheels"]\n'
    const all = { 'pyproject.toml': set, 'api/requirements.txt': 'flask\n' }
    expect(reads('pip install -r requirements.txt', all, { folder: 'api' })).toBe(
      'pyproject.toml looks for packages in wheels',
    )
    const own = files({ 'uv.toml': 'index-url = "./simple"\n' })
    expect(reads('pip install -r requirements.txt', own)).toBe('uv.toml looks for packages in ./simple')
  })

  test('when a variable names a folder', () => {
    expect(reads('pip install flask', files(), { variables: { UV_FIND_LINKS: 'wheels' } })).toEqual(UNKNOWN)
  })

  test('when a file names a project', () => {
    expect(reads('pip install -r requirements.txt', files({ 'requirements.txt': '-e .\n' }))).toMatch(/names -e \./)
  })
})

describe('an install reads its manifests alone', () => {
  test.each([
    ['pip install -r requirements.txt', ['requirements.txt']],
    ['pip install --requirements=requirements.txt --system', ['requirements.txt']],
    ['pip install --no-deps --compile-bytecode -r requirements.txt -c limits.txt', ['requirements.txt', 'limits.txt']],
    ['pip install --override limits.txt -b limits.txt flask', ['limits.txt']],
    ['pip sync requirements.txt limits.txt', ['requirements.txt', 'limits.txt']],
    ['pip install -r other/pyproject.toml --extra web --no-binary :all:', ['other/pyproject.toml']],
    ['pip install --group other/pyproject.toml:dev', ['other/pyproject.toml']],
    ['pip install flask ruff==1 -p 3.12', []],
    ['pip install -r https://example.com/requirements.txt', []],
    ['tool install ruff@latest --with a,b', []],
  ])('uv %s', (command, expected) => {
    expect(reads(command, files())).toEqual(expected)
  })

  test('and the settings around it, which hold for it too', () => {
    const more = { 'pyproject.toml': '[tool.uv]\nconstraint-dependencies = ["a<2"]\n', '.python-version': '3.12' }
    expect(reads('pip install -r requirements.txt', files(more))).toEqual([
      'requirements.txt',
      '.python-version',
      'pyproject.toml',
    ])
    expect(reads('pip install -r requirements.txt', files({ 'pyproject.toml': PROJECT }))).toEqual(['requirements.txt'])
    expect(reads('tool install ruff', files(more))).toEqual([])
  })
})

describe('what else is known', () => {
  test.each([
    ['pip install a', {}, ['app/.venv']],
    ['pip install a --system', {}, []],
    ['pip install a', { UV_SYSTEM_PYTHON: '1' }, []],
    ['pip install a', { UV_SYSTEM_PYTHON: '0' }, ['app/.venv']],
    ['pip install a', { VIRTUAL_ENV: '/opt/venv' }, ['opt/venv']],
    ['pip install a --target lib', {}, ['app/lib']],
    ['tool install a', {}, []],
  ])('where it writes: uv %s with %j', (command, variables, writes) => {
    expect(foundBy(uv, command, {}, { folder: 'app', variables })).toMatchObject({ files: [], writes })
  })

  test('texts that are not at hand are asked for, all of one round together', () => {
    const asked = { 'a.txt': undefined, 'pyproject.toml': undefined, 'uv.toml': undefined }
    expect(foundBy(uv, 'pip install -r a.txt -r pyproject.toml', asked)).toEqual({ missing: true })
  })
})
