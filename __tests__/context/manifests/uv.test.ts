import { describe, expect, test } from '@jest/globals'
import uv from '../../../src/managers/uv.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const PROJECT = '[project]\nname = "a"\nversion = "1"\ndependencies = ["flask>=3"]\n'
const BUILD = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const LOCK = `version = 1

[[package]]
name = "a"
source = { virtual = "." }
dependencies = [
    { name = "flask" },
]

[[package]]
name = "flask"
version = "3.1.0"
source = { registry = "https://pypi.org/simple" }
sdist = { url = "https://files.pythonhosted.org/flask-3.1.0.tar.gz", hash = "sha256:0" }
`

/** A project that uv does not build; `more` of its pyproject.toml, and what else it has. */
const project = (more = '', files: Files = {}): Files => ({
  'pyproject.toml': `${PROJECT}${more}`,
  'uv.lock': LOCK,
  'src/a/__init__.py': '',
  'README.md': '',
  ...files,
})
/** One that it builds. */
const packaged = (more = '', files: Files = {}): Files =>
  project(`${BUILD}${more}`, { 'uv.lock': LOCK.replace('virtual', 'editable'), ...files })
/** A workspace with members, each with more of its pyproject.toml. */
const workspace = (members: Readonly<Record<string, string>>, more = '', files: Files = {}): Files =>
  project(`[tool.uv.workspace]\nmembers = ["packages/*"]\n${more}`, {
    'uv.lock': Object.keys(members).reduce(
      (lock, name) =>
        `${lock}\n[[package]]\nname = "${name}"\nversion = "1"\nsource = { editable = "packages/${name}" }\n`,
      LOCK,
    ),
    ...Object.fromEntries(
      Object.entries(members).map(([name, text]) => [
        `packages/${name}/pyproject.toml`,
        `[project]\nname = "${name}"\nversion = "1"\n${text}`,
      ]),
    ),
    ...files,
  })

const reads = (command: string, files: Files, place?: Place): readonly string[] | string =>
  readsBy(uv, command, files, place)
const MANIFESTS = ['pyproject.toml', 'uv.lock']
const UNKNOWN = expect.stringMatching(/./)

/**
 * What must not be said: that `uv sync` reads manifests alone, when it
 * - builds the project or a member of its workspace (then the README, the version and the sources are read),
 * - depends on a folder, an archive or an index on disk, in whatever list, setting, option or variable,
 * - needs the build back end for what it depends on,
 * - may belong to a workspace above, or has one that cannot be told,
 * - works by an option or a setting that leads elsewhere,
 * - has a lock file that names something on disk.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    ['a word', 'sync other'],
    ['an option that is not known', 'sync --new-option'],
    ['an upgrade', 'sync --upgrade'],
    ['a script', 'sync --script a.py'],
    ['settings elsewhere', 'sync --config-file ../uv.toml'],
    ['packages on disk', 'sync --find-links ./wheels'],
    ['an index on disk', 'sync --index ./simple'],
    ['an index on disk with a name', 'sync --index local=./simple'],
    ['an interpreter of the project', 'sync --python tools/python'],
    ['a folder without a project', 'sync --project other'],
    ['a folder outside', 'sync --directory ../..'],
    ['a package that it adds', 'add flask'],
    ['a lock file that it writes', 'lock'],
    ['a build', 'build'],
  ])('%s', (_, command) => {
    expect(reads(command, project())).toEqual(UNKNOWN)
  })

  test.each([
    ['there is no manifest', { 'uv.lock': LOCK }, /pyproject\.toml is not copied from the build context/],
    ['the manifest is no TOML', project('', { 'pyproject.toml': '[' }), /pyproject\.toml cannot be read/],
    ['the manifest is no text', project('', { 'pyproject.toml': null }), /pyproject\.toml cannot be read/],
    ['the manifest describes no project', project('', { 'pyproject.toml': '[tool.black]\n' }), /describes no project/],
    ['the lock file is no text', project('', { 'uv.lock': null }), /uv\.lock cannot be read/],
    ['it is built', packaged(), /builds the project of pyproject\.toml/],
    ['it is built by a setting', project('[tool.uv]\npackage = true\n'), /builds the project/],
    [
      'it is built by its lock file',
      project('', { 'uv.lock': LOCK.replace('virtual', 'editable') }),
      /builds the project/,
    ],
    ['it is built without a lock file', { 'pyproject.toml': PROJECT + BUILD }, /builds the project/],
    ['a source is a folder', project('[tool.uv.sources]\nlib = { path = "../lib" }\n'), /depends on \.\.\/lib/],
    [
      'one of several sources is a wheel',
      project('[tool.uv.sources]\nlib = [{ index = "a" }, { path = "a.whl" }]\n'),
      /depends on a\.whl/,
    ],
    [
      'a source is a repository on disk',
      project('[tool.uv.sources]\nlib = { git = "../lib" }\n'),
      /depends on \.\.\/lib/,
    ],
    ['a source is no table', project('[tool.uv.sources]\nlib = "x"\n'), /depends on/],
    [
      'a group depends on a folder',
      project('[dependency-groups]\ndev = ["lib @ file:///src/lib"]\n'),
      /depends on lib @ file/,
    ],
    [
      'a constraint is on disk',
      project('[tool.uv]\nconstraint-dependencies = ["lib @ file:///lib"]\n'),
      /depends on lib/,
    ],
    [
      'an index is on disk',
      project('[[tool.uv.index]]\nname = "x"\nurl = "./simple"\n'),
      /looks for packages in \.\/simple/,
    ],
    ['packages are on disk', project('[tool.uv]\nfind-links = ["wheels"]\n'), /looks for packages in wheels/],
    [
      'packages are on disk for pip',
      project('[tool.uv.pip]\nfind-links = ["wheels"]\n'),
      /looks for packages in wheels/,
    ],
    ['the cache lies in the project', project('[tool.uv]\ncache-dir = ".uv-cache"\n'), /sets cache-dir/],
    [
      'settings beside it say so',
      project('', { 'uv.toml': 'find-links = ["wheels"]\n' }),
      /uv\.toml looks for packages in wheels/,
    ],
    ['settings beside it cannot be read', project('', { 'uv.toml': '=' }), /uv\.toml cannot be read/],
    [
      'the lock file names a folder',
      project('', { 'uv.lock': `${LOCK}\nsource = { directory = "../lib" }\n` }),
      /uv\.lock names \.\.\/lib/,
    ],
    [
      'the lock file names a wheel',
      project('', { 'uv.lock': `${LOCK}\nsource = { path = "a.whl" }\n` }),
      /uv\.lock names a\.whl/,
    ],
    [
      'the lock file names an index on disk',
      project('', { 'uv.lock': `${LOCK}\nsource = { registry = "wheels" }\n` }),
      /names wheels/,
    ],
  ])('since %s', (_, files, why) => {
    expect(reads('sync --locked', files as Files)).toMatch(why)
  })

  test.each(['dependencies', 'optional-dependencies'])('since its %s are said by the build', (field) => {
    const files = project('', { 'pyproject.toml': `[project]\nname = "a"\nversion = "1"\ndynamic = ["${field}"]\n` })
    expect(reads('sync --locked --no-install-project', files)).toBe(`pyproject.toml leaves ${field} to the build`)
    expect(reads('sync --frozen --no-install-project', files)).toEqual(MANIFESTS)
    expect(reads('sync --no-install-project', files, { variables: { UV_FROZEN: '1' } })).toEqual(MANIFESTS)
    expect(reads('sync --no-install-project', files, { variables: { UV_FROZEN: '0' } })).toEqual(UNKNOWN)
  })

  test('since its version is said by the build, and its lock file has it', () => {
    const manifest = `[project]\nname = "a"\ndynamic = ["version"]\n${BUILD}`
    const files = (lock: string): Files => packaged('', { 'pyproject.toml': manifest, 'uv.lock': lock })
    const editable = LOCK.replace('virtual', 'editable')
    expect(reads('sync --no-install-project', files(editable))).toEqual(MANIFESTS)
    const old = editable.replace('source', 'version = "1"\nsource')
    expect(reads('sync --no-install-project', files(old))).toMatch(/leaves its version to the build/)
    expect(reads('sync --frozen --no-install-project', files(old))).toEqual(MANIFESTS)
    expect(reads('sync --no-install-project', { 'pyproject.toml': manifest })).toMatch(/leaves its version/)
  })

  test('since it may belong to a workspace above', () => {
    const files = { 'pyproject.toml': PROJECT, 'api/pyproject.toml': PROJECT, 'api/uv.lock': LOCK }
    expect(reads('sync', files, { folder: 'api' })).toBe('it may belong to the workspace of pyproject.toml')
  })

  test.each(['UV_INDEX', 'UV_DEFAULT_INDEX', 'UV_INDEX_URL', 'UV_EXTRA_INDEX_URL', 'UV_FIND_LINKS'])(
    'since %s names a folder',
    (name) => {
      expect(reads('sync', project(), { variables: { [name]: './wheels' } })).toBe(`${name} may name a folder`)
      expect(reads('sync', project(), { variables: { [name]: 'https://example.com/simple' } })).toEqual(MANIFESTS)
      expect(reads('sync', project(), { variables: { [name]: 'a=https://example.com/simple' } })).toEqual(MANIFESTS)
    },
  )

  test.each([
    ['are no list', 'members = "a"'],
    ['are no texts', 'members = [1]'],
    ['go through folders', 'members = ["packages/**"]'],
    ['have alternatives', 'members = ["{a,b}"]'],
    ['lie outside', 'members = ["../a"]'],
    ['are left out by more', 'members = ["packages/*"]\nexclude = ["packages/[ab]"]'],
    ['are more than anybody would write', `members = [${'"a",'.repeat(60)}]`],
  ])('since the members of its workspace %s', (_, text) => {
    expect(reads('sync', project(`[tool.uv.workspace]\n${text}\n`))).toMatch(/workspace/)
  })

  test('since it has more members than anybody would list', () => {
    const members = Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`p${at}`, '']))
    expect(reads('sync --no-install-workspace', workspace(members))).toMatch(/13 workspace members/)
  })

  test('since a member depends on a folder', () => {
    const files = workspace({ b: '[tool.uv.sources]\nlib = { path = "lib" }\n' })
    expect(reads('sync --no-install-workspace', files)).toBe('packages/b/pyproject.toml depends on lib')
  })

  test('since it builds members', () => {
    const sources = '[tool.uv.sources]\nb = { workspace = true }\n'
    expect(reads('sync --no-install-project', workspace({ b: BUILD }, sources))).toMatch(/packages\/b/)
    expect(reads('sync --all-packages --no-install-project', workspace({ b: BUILD }))).toMatch(/packages\/b/)
    expect(reads('sync --package b', workspace({ b: BUILD }))).toMatch(/packages\/b/)
    const both = workspace({ b: BUILD }, `${sources}${BUILD}`)
    expect(reads('sync --no-install-project', both)).toMatch(/packages\/b/)
  })
})

describe('an install reads its manifests alone', () => {
  test.each([
    'sync',
    'sync --locked',
    'sync --frozen --no-dev',
    'sync --locked --no-install-project',
    'sync --extra web --group docs --no-editable',
    'sync --no-binary --no-build-package x -p 3.12 --python-preference only-system',
    'sync --index-url https://example.com/simple',
    'sync --index pytorch=https://example.com/simple',
    'sync --quiet --link-mode=copy --compile-bytecode --no-progress',
  ])('uv %s', (command) => {
    expect(reads(command, project())).toEqual(MANIFESTS)
  })

  test.each([
    ['--no-install-project', packaged()],
    ['--no-install-workspace', packaged()],
    ['--no-install-local', packaged()],
    ['--locked', project(`${BUILD}[tool.uv]\npackage = false\n`)],
  ])('when the project is not built: uv sync %s', (option, files) => {
    expect(reads(`sync ${option}`, files)).toEqual(MANIFESTS)
  })

  test.each([
    ['no lock file', { 'pyproject.toml': PROJECT }, ['pyproject.toml']],
    ['a version of Python', project('', { '.python-version': '3.12\n' }), [...MANIFESTS, '.python-version']],
    ['settings', project('', { 'uv.toml': 'compile-bytecode = true\n' }), [...MANIFESTS, 'uv.toml']],
    ['a byte order mark', project('', { 'pyproject.toml': `\uFEFF${PROJECT}` }), MANIFESTS],
    ['indexes on the net', project('[[tool.uv.index]]\nurl = "https://example.com/simple"\n'), MANIFESTS],
    ['a repository', project('[tool.uv.sources]\nlib = { git = "https://example.com/lib" }\n'), MANIFESTS],
    ['groups of groups', project('[dependency-groups]\na = ["flask"]\nc = [{ include-group = "a" }]\n'), MANIFESTS],
    [
      'a repository in its lock file',
      project('', { 'uv.lock': `${LOCK}source = { git = "https://example.com/a?rev=1#2" }\n` }),
      MANIFESTS,
    ],
    [
      'keys of a prototype',
      project('[tool.uv.sources]\n__proto__ = { index = "a" }\nconstructor = { index = "a" }\n'),
      MANIFESTS,
    ],
  ])('with %s', (_, files, expected) => {
    expect(reads('sync', files as Files)).toEqual(expected)
  })

  test('and those of the members of its workspace', () => {
    const all = [...MANIFESTS, 'packages/b/pyproject.toml', 'packages/c/pyproject.toml']
    const sources = '[tool.uv.sources]\nb = { workspace = true }\n'
    const files = workspace({ c: BUILD, b: BUILD }, sources, { 'packages/notes/README.md': '' })
    expect(reads('sync --locked --no-install-workspace', files)).toEqual(all)
    expect(reads('sync --no-install-project', workspace({ c: BUILD, b: BUILD }))).toEqual(all)
  })

  test('but for members that it leaves out', () => {
    const files = workspace({ b: '', c: '' }, 'exclude = ["packages/c"]\n', { 'uv.lock': '' })
    expect(reads('sync', files)).toEqual([...MANIFESTS, 'packages/b/pyproject.toml'])
  })

  test('of a workspace whose root is no project', () => {
    const files = workspace({ b: BUILD })
    const root = { ...files, 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["packages/*"]\n' }
    expect(reads('sync --no-install-workspace', root)).toEqual([...MANIFESTS, 'packages/b/pyproject.toml'])
  })

  test('in the folder that it is told, and with what lies above', () => {
    const files = { '.python-version': '3.12', 'api/pyproject.toml': PROJECT, 'api/uv.lock': LOCK }
    const expected = ['api/pyproject.toml', 'api/uv.lock', '.python-version']
    expect(reads('sync', files, { folder: 'api' })).toEqual(expected)
    expect(reads('sync --project api', files)).toEqual(expected)
    expect(reads('sync --directory=api', files)).toEqual(expected)
  })
})

describe('what else is known', () => {
  test.each([
    ['sync', {}, ['.venv']],
    ['sync --project .', {}, ['.venv']],
    ['sync', { UV_PROJECT_ENVIRONMENT: '/opt/venv' }, ['opt/venv']],
    ['sync', { UV_PROJECT_ENVIRONMENT: 'env' }, ['env']],
    ['sync --active', { VIRTUAL_ENV: '/opt/venv' }, ['opt/venv']],
  ])('where it writes: uv %s with %j', (command, variables, writes) => {
    expect(foundBy(uv, command, project(), { variables })).toHaveProperty('writes', writes)
  })

  test.each([
    ['sync --locked', packaged(), 'uv sync --locked --no-install-project'],
    ['sync --frozen --extra web', packaged(), 'uv sync --frozen --extra web --no-install-project'],
    ['sync --all-packages', workspace({ b: BUILD }), 'uv sync --all-packages --no-install-workspace'],
  ])('the step that uv offers: uv %s', (command, files, ahead) => {
    const manifests = Object.keys(files).filter((file) => /pyproject\.toml$|uv\.lock$/.test(file))
    expect(foundBy(uv, command, files)).toMatchObject({ ahead: { command: ahead, files: manifests } })
  })

  test('that step is called as uv is', () => {
    expect(foundBy(uv, 'sync', packaged(), { program: 'python3' })).toMatchObject({
      ahead: { command: 'python3 -m uv sync --no-install-project' },
    })
  })

  test('without a lock file there is no such step: it would resolve the versions at another time', () => {
    expect(foundBy(uv, 'sync', { 'pyproject.toml': PROJECT + BUILD })).not.toHaveProperty('ahead')
  })

  test('texts that are not at hand are asked for, all of one round together', () => {
    const asked = { 'pyproject.toml': undefined, 'uv.lock': undefined, 'uv.toml': undefined }
    expect(foundBy(uv, 'sync', asked)).toEqual({ missing: true })
    const member = workspace({ b: '' }, '', { 'packages/b/pyproject.toml': undefined })
    expect(foundBy(uv, 'sync', member)).toEqual({ missing: true })
  })

  test('no manifest makes it fail or slow', () => {
    const deep = `a = ${'['.repeat(50_000)}`
    const long = `[project]\nname = "a"\n[tool.uv]\nfind-links = [${'"https://example.com",'.repeat(10_000)}]\n`
    for (const text of [
      deep,
      long,
      'x = 1\n'.repeat(200_000),
      '[project]\n[tool]\nuv = 1\n',
      'project = 1\ntool = []\n',
    ]) {
      expect(reads('sync', project('', { 'pyproject.toml': text }))).toBeDefined()
    }
    expect(reads('sync', project('', { 'uv.lock': 'source = { '.repeat(50_000) }))).toEqual(MANIFESTS)
  })
})
