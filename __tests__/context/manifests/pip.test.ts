import { describe, expect, test } from '@jest/globals'
import pip from '../../../src/managers/pip.ts'
import type { Files } from '../repository.ts'
import { foundBy, readsBy } from './project.ts'

/** What `pip install` with these words reads of the files: the files in their order, or why that is not known. */
const reads = (command: string, files: Files, ignore = ''): readonly string[] | string =>
  readsBy(pip, `install ${command}`, files, { ignore })

const UNKNOWN = expect.stringMatching(/./)
const requirements = (text: string, more: Files = {}): Files => ({
  'requirements.txt': text,
  'a.txt': '',
  'lib/setup.py': '',
  ...more,
})

/**
 * What must not be said: that an install reads manifests alone, when it reads
 * - a project from its sources (`.`, `-e .`, `./lib`, `file:`, in the command or in a requirements file),
 * - an archive or a wheel of the context,
 * - a folder of packages (`--find-links ./wheels`),
 * - a file that is not in the context, or that a variable names,
 * - a file that an option names, or may name since it is not known,
 * - a pyproject.toml or a lock file, which name more files.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    ['the project itself', '.'],
    ['the project with extras', '.[dev]'],
    ['the project as editable', '-e .'],
    ['the project as editable, glued', '-e.'],
    ['the project as editable, the long way', '--editable=.'],
    ['a folder', './lib'],
    ['a folder above', '../lib'],
    ['a folder without a dot', 'lib/'],
    ['an absolute folder', '/src/lib'],
    ['a folder of the home', '~/lib'],
    ['a wheel', 'dist/a-1.0-py3-none-any.whl'],
    ['a wheel of the folder', 'a-1.0-py3-none-any.whl'],
    ['an archive', 'a-1.0.tar.gz'],
    ['a file address', 'file:///src/lib'],
    ['a name at a file address', 'lib@file:///src/lib'],
    ['an editable repository, which is cloned into the project', '-e git+https://example.com/a.git'],
    ['a repository on disk', 'git+file:///src/lib'],
    ['an archive of another kind', 'a-1.0.tar.bz2'],
    ['a file by its address', '-r file:requirements.txt'],
    ['a file in a word of options', '-Ur nowhere.txt'],
    ['an index on disk', '--index-url ./simple a'],
    ['another index on disk', '--extra-index-url=file:///simple a'],
    ['a group of a pyproject.toml that is not there', '--group lib/pyproject.toml:dev'],
    ['a certificate', '--cert ca.pem a'],
    ['constraints for builds', '--build-constraint a.txt a'],
    ['a report', '--report report.json a'],
    ['an option that is not known', '--new-option a'],
    ['an option that is cut short', '--req requirements.txt'],
    ['a short option that is not known', '-Z a'],
    ['a value that belongs to the name of the file', '-r=requirements.txt'],
    ['a folder behind the end of the options', '-- ./lib'],
    ['a folder of packages', '--find-links ./wheels a'],
    ['a folder of packages, the short way', '-f wheels a'],
    ['a file that is not in the context', '-r nowhere.txt'],
    ['a file that is no requirements file', '-r pyproject.toml'],
    ['constraints that are not in the context', '-c nowhere.txt a'],
  ])('%s', (_, command) => {
    expect(reads(command, requirements('', { 'pyproject.toml': '' }))).toEqual(UNKNOWN)
  })

  test.each([
    ['the project', '.'],
    ['the project as editable', '-e .'],
    ['the project as editable, the long way', '--editable ./lib'],
    ['a folder', './lib'],
    ['a folder with a marker', "./lib ; python_version > '3'"],
    ['a name at a file address', 'lib @ file:///src/lib'],
    ['a wheel', './a-1.0-py3-none-any.whl'],
    ['an archive with a hash', 'lib/a-1.0.tar.gz --hash=sha256:0'],
    ['a folder of packages', '--find-links ./wheels'],
    ['a folder of packages, the short way', '-f wheels'],
    ['a file that is not there', '-r nowhere.txt'],
    ['a file that a variable names', '-r ${NAME}.txt'],
    ['a file outside of the context', '-r ../other.txt'],
    ['an absolute file', '-r /etc/other.txt'],
    ['a folder, on a continued line', '.\\\n/lib'],
    ['a file, on a continued line', '-r no\\\nwhere.txt'],
    ['a project behind a comment that is no continued line', '# comment \\\n-e .'],
    ['a project behind a comment in a continued line', 'a \\\n# comment\n-e .'],
    ['two files in one line', '-r a.txt -c a.txt'],
    ['an option that is cut short', '--req a.txt'],
    ['an option that is not known', '--new-option a'],
    ['an index on disk', '--extra-index-url ./simple'],
    ['an index that a variable names', '--index-url ${INDEX}'],
    ['a file that stands in quotation marks with a blank', '-r "a b.txt"'],
    ['a repository on disk', 'git+file:///lib#egg=lib'],
    ['an archive', 'lib.zip'],
    ['a wheel that a variable places', '${WHEELS}/a-1.0-py3-none-any.whl'],
    ['something that a variable names', '${PACKAGE}'],
  ])('when a requirements file names %s', (_, text) => {
    expect(reads('-r requirements.txt', requirements(`${text}\n`))).toEqual(UNKNOWN)
  })

  test('when a file that it names names more', () => {
    expect(reads('-r requirements.txt', requirements('-r a.txt\n', { 'a.txt': '-e .\n' }))).toMatch(/a\.txt names/)
  })

  test('when a file is left out of the context', () => {
    expect(reads('-r requirements.txt', requirements(''), 'requirements.txt')).toEqual(UNKNOWN)
    expect(reads('-r requirements.txt', requirements('-r a.txt\n'), 'a.txt')).toMatch(/not in the build context/)
  })

  test('when a file is no text', () => {
    expect(reads('-r requirements.txt', { 'requirements.txt': null })).toEqual(UNKNOWN)
  })
})

describe('an install reads its manifests alone', () => {
  test.each([
    ['-r requirements.txt'],
    ['-rrequirements.txt'],
    ['--requirement requirements.txt'],
    ['--requirement=requirements.txt'],
    ['-r ./requirements.txt'],
    ['--no-cache-dir -r requirements.txt'],
    ['-r requirements.txt --no-deps'],
    ['-U -r requirements.txt wheel'],
    ['-Ur requirements.txt'],
    ['-qqUrrequirements.txt'],
    ['--no-index -r requirements.txt'],
    ['--require-hashes --only-binary :all: -r requirements.txt'],
    ['-r requirements.txt -r https://example.com/more.txt'],
    ['-r requirements.txt -- a'],
    ['--index-url https://example.com/simple -r requirements.txt'],
    ['-i https://example.com/simple/ -r requirements.txt'],
    ['--trusted-host example.com -r requirements.txt'],
    ['--find-links https://example.com/wheels/ -r requirements.txt'],
    ['--target /opt/lib -r requirements.txt'],
    ['-r requirements.txt -r requirements.txt'],
    ['-r requirements.txt git+https://github.com/a/b.git'],
    ['-r requirements.txt https://example.com/a-1.0.tar.gz'],
  ])('%s', (command) => {
    expect(reads(command, requirements('a==1\n'))).toEqual(['requirements.txt'])
  })

  test.each([
    ['names only', 'a==1\nb>=2,<3\nc[d]~=1.0 ; python_version > "3"\n'],
    ['comments', '# -e .\na # ./lib\n'],
    ['an index', '--index-url https://example.com/simple\n--extra-index-url https://example.com/simple\na\n'],
    ['hashes on continued lines', 'a==1 \\\n    --hash=sha256:0 \\\n    --hash=sha256:1\n'],
    ['addresses', 'https://example.com/a-1.0.tar.gz\na @ https://example.com/a.zip\ngit+https://github.com/a/b@c\n'],
    ['a folder of packages on the net', '--find-links https://example.com/wheels/\n'],
    ['a requirements file on the net', '-r https://example.com/requirements.txt\n'],
    ['CRLF and a byte order mark', '\uFEFFa==1\r\nb==2\r\n'],
    ['nothing', ''],
    ['an address that a variable completes', 'a @ git+https://${TOKEN}@github.com/a/b.git\n'],
    ['two indexes in one line', '-i https://example.com/simple --extra-index-url https://example.org/simple\n'],
    ['options that read nothing', '--no-index\n--pre\n--no-binary :all:\n--trusted-host example.com\n'],
    ['a project in a comment that goes on', 'a # comment \\\n-e .\n'],
  ])('when the file has %s', (_, text) => {
    expect(reads('-r requirements.txt', requirements(text))).toEqual(['requirements.txt'])
  })

  test.each([
    ['-r a.txt', ['requirements.txt', 'a.txt']],
    ['-ra.txt', ['requirements.txt', 'a.txt']],
    ['-c a.txt', ['requirements.txt', 'a.txt']],
    ['--requirement a.txt', ['requirements.txt', 'a.txt']],
    ['--requirement=a.txt', ['requirements.txt', 'a.txt']],
    ['--constraint a.txt', ['requirements.txt', 'a.txt']],
    ['-r "a.txt"', ['requirements.txt', 'a.txt']],
    ['-r ./deps/../a.txt', ['requirements.txt', 'a.txt']],
    ['-r requirements.txt', ['requirements.txt']],
  ])('and those that they name: %s', (line, files) => {
    expect(reads('-r requirements.txt', requirements(`${line}\nb\n`))).toEqual(files)
  })

  test('relative to the file that names them', () => {
    const files = { 'deps/dev.txt': '-r base.txt\n-c ../limits.txt\n', 'deps/base.txt': '', 'limits.txt': '' }
    expect(reads('-r deps/dev.txt', files)).toEqual(['deps/dev.txt', 'deps/base.txt', 'limits.txt'])
  })

  test('in a circle, each once', () => {
    const files = { 'x.txt': '-r y.txt\n', 'y.txt': '-r x.txt\n' }
    expect(reads('-r x.txt', files)).toEqual(['x.txt', 'y.txt'])
  })

  test('or none, when it names none', () => {
    expect(reads('flask gunicorn==22', {})).toEqual([])
  })

  test.each(['requirements.lock', 'deps/base', 'limits.pip'])('whatever its file is called: %s', (name) => {
    expect(reads(`-r ${name}`, { [name]: 'a\n' })).toEqual([name])
  })

  test('files that pip-tools compiles from are requirements files too', () => {
    expect(reads('-r requirements.in', { 'requirements.in': 'a\n' })).toEqual(['requirements.in'])
  })
})

describe('what else is known', () => {
  test.each(['download', 'wheel'])('pip %s writes files into the project', (verb) => {
    expect(foundBy(pip, `${verb} -r a.txt`, { 'a.txt': '' })).toEqual({ unknown: `pip ${verb} writes files` })
  })

  test('texts that are not at hand are asked for, all of one round together', () => {
    expect(foundBy(pip, 'install -r x.txt -c y.txt', { 'x.txt': undefined, 'y.txt': undefined })).toEqual({
      missing: true,
    })
  })

  test.each([
    ['--target /opt/lib a', ['opt/lib']],
    ['-t lib a', ['app/lib']],
    ['--prefix=/install a', ['install']],
    ['a', []],
  ])('where it writes: %s', (command, writes) => {
    expect(foundBy(pip, `install ${command}`, {}, { folder: 'app' })).toMatchObject({ files: [], writes })
  })
})
