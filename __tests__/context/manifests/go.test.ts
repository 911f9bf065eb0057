import { describe, expect, test } from '@jest/globals'
import { readGoMod } from '../../../src/context/manifests/go-mod.ts'
import go from '../../../src/managers/go.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const GO_MOD = 'module example.com/a\n\ngo 1.22\n\nrequire github.com/pkg/errors v0.9.1\n'
const GO_SUM = 'github.com/pkg/errors v0.9.1 h1:x=\ngithub.com/pkg/errors v0.9.1/go.mod h1:y=\n'
const module = (more: Files = {}): Files => ({ 'go.mod': GO_MOD, 'go.sum': GO_SUM, 'main.go': '', ...more })
const workspace = (more: Files = {}): Files => ({
  'go.work': 'go 1.22\n\nuse (\n\t./api\n\t./lib // shared\n)\n',
  'api/go.mod': GO_MOD,
  'api/go.sum': GO_SUM,
  'lib/go.mod': 'module example.com/lib\n\ngo 1.22\n',
  ...more,
})

const found = (command: string, files: Files, place?: Place) => foundBy(go, command, files, place)
const reads = (command: string, files: Files, place?: Place) => readsBy(go, command, files, place)

/**
 * What must not be said: that a download reads go.mod and go.sum alone, when
 * - a module lies in a folder whose go.mod is not there, or its path is not plain,
 * - it writes sums or the version of Go, which the later copy would take back,
 * - the modules lie in `vendor`, or a flag or a variable leads elsewhere,
 * - it belongs to a workspace that cannot be told,
 * - the command compiles, or writes go.mod.
 */
describe('more than manifests', () => {
  test.each([
    ['there is no go.mod', 'mod download', { 'main.go': '' }, /go\.mod is not copied/],
    ['go.mod is no text', 'mod download', module({ 'go.mod': null }), /cannot be read/],
    ['go.mod is not understood', 'mod download', module({ 'go.mod': 'modul x\ngo 1.22\n' }), /cannot be read/],
    ['go.mod names no version', 'mod download', module({ 'go.mod': 'module x\n' }), /names no version of Go/],
    ['there is no go.sum', 'mod download', { 'go.mod': GO_MOD }, /go\.sum lacks github\.com\/pkg\/errors v0\.9\.1/],
    ['go.sum lacks a go.mod', 'mod download', module({ 'go.sum': GO_SUM.split('\n')[0] as string }), /go\.sum lacks/],
    [
      'go.sum lacks what is named',
      'mod download github.com/pkg/errors',
      module({ 'go.sum': GO_SUM.split('\n')[1] as string }),
      /go\.sum lacks/,
    ],
    [
      'go.sum has another version',
      'mod download',
      module({ 'go.sum': GO_SUM.replaceAll('0.9.1', '0.9.0') }),
      /go\.sum lacks/,
    ],
    [
      'a folder that is not there',
      'mod download',
      module({ 'go.mod': `${GO_MOD}replace example.com/x => ../x\n` }),
      /takes a module from \.\.\/x/,
    ],
    [
      'a folder without a go.mod',
      'mod download',
      module({ 'go.mod': `${GO_MOD}replace example.com/x => ./x\n`, 'x/x.go': '' }),
      /takes a module from \.\/x/,
    ],
    [
      'a folder of Windows',
      'mod download',
      module({ 'go.mod': `${GO_MOD}replace example.com/x => .\\x\n` }),
      /cannot be read/,
    ],
    ['vendor', 'mod download', module({ 'vendor/modules.txt': '' }), /lie in vendor/],
    ['an option that is not known', 'mod download -reuse=x.json', module(), /has an option/],
    [
      'a workspace with a module that is not there',
      'mod download',
      workspace({ 'go.work': 'go 1.22\nuse ./web\n' }),
      /web\/go\.mod is not copied/,
    ],
    ['a workspace without modules', 'mod download', workspace({ 'go.work': 'go 1.22\n' }), /0 modules/],
    ['a workspace outside', 'mod download', workspace({ 'go.work': 'go 1.22\nuse ../x\n' }), /names \.\.\/x/],
    [
      'a workspace that lacks sums',
      'mod download',
      workspace({ 'api/go.sum': GO_SUM.split('\n')[1] as string }),
      /lacks/,
    ],
    ['a workspace with vendor', 'mod download', workspace({ 'vendor/modules.txt': '' }), /lie in vendor/],
    ['it tidies', 'mod tidy', module(), /writes into the project/],
    ['it adds a module', 'get example.com/x', module(), /writes into the project/],
    ['it makes vendor', 'mod vendor', module(), /writes into the project/],
    ['it compiles', 'build ./...', module(), /compiles the sources/],
    ['it compiles a program of the project', 'install ./cmd/a', module(), /compiles the sources/],
    ['it compiles a folder with an at sign', 'install ./a@b', module(), /compiles the sources/],
    ['it runs a program', 'run example.com/a@v1', module(), /compiles the sources/],
  ])('since %s', (_, command, files, why) => {
    expect(reads(command, files as Files)).toMatch(why)
  })

  test.each([
    ['GOFLAGS', '-mod=vendor'],
    ['GOFLAGS', '-mod=mod'],
    ['GOFLAGS', '-trimpath -modfile=go.alt.mod'],
    ['GOWORK', '/src/go.work'],
    ['GO111MODULE', 'off'],
    ['GOENV', '/src/go.env'],
  ])('since %s is %s', (name, value) => {
    expect(reads('mod download', module(), { variables: { [name]: value } })).toBe(`${name} is set`)
  })

  test('since a workspace has more modules than anybody would list', () => {
    const folders = Array.from({ length: 13 }, (_, index) => `m${index}`)
    const files = Object.fromEntries(folders.map((folder) => [`${folder}/go.mod`, GO_MOD]))
    expect(reads('mod download', { 'go.work': `use (\n${folders.join('\n')}\n)\n`, ...files })).toMatch(/13 modules/)
  })
})

describe('manifests alone', () => {
  test.each([
    'mod download',
    'mod download -x',
    'mod verify',
    'mod download github.com/pkg/errors',
    'mod download all',
  ])('go %s', (command) => {
    expect(reads(command, module())).toEqual(['go.mod', 'go.sum'])
  })

  test('without go.sum where nothing is required', () => {
    expect(reads('mod download', { 'go.mod': 'module x\n\ngo 1.22\n' })).toEqual(['go.mod'])
  })

  test('with the go.mod of modules that lie in folders, whose sums nobody reads', () => {
    const files = {
      'svc/go.mod': `${GO_MOD}replace (\n\texample.com/x => ../x\n\texample.com/y v1.0.0 => ./y\n)\n`,
      'svc/go.sum': GO_SUM,
      'svc/y/go.mod': '',
      'x/go.mod': '',
      'x/go.sum': '',
    }
    expect(reads('mod download', files, { folder: 'svc' })).toEqual([
      'svc/go.mod',
      'svc/go.sum',
      'svc/y/go.mod',
      'x/go.mod',
    ])
  })

  test('with a folder named from the root', () => {
    const files = { 'app/go.mod': `${GO_MOD}replace example.com/x => /lib\n`, 'app/go.sum': GO_SUM, 'lib/go.mod': '' }
    expect(reads('mod download', files, { folder: 'app' })).toEqual(['app/go.mod', 'app/go.sum', 'lib/go.mod'])
  })

  test('with a replacement by another module, whose sums count', () => {
    const text = `${GO_MOD}replace github.com/pkg/errors => github.com/fork/errors v1.0.0\n`
    expect(reads('mod download', module({ 'go.mod': text }))).toMatch(/lacks github\.com\/fork\/errors v1\.0\.0/)
    const sums = GO_SUM.replaceAll('pkg/errors v0.9.1', 'fork/errors v1.0.0')
    expect(reads('mod download', module({ 'go.mod': text, 'go.sum': sums }))).toEqual(['go.mod', 'go.sum'])
  })

  test('of all modules of a workspace, wherever in it the command runs', () => {
    const expected = ['go.work', 'go.work.sum', 'api/go.mod', 'api/go.sum', 'lib/go.mod']
    const files = workspace({ 'go.work.sum': '' })
    expect(reads('mod download', files)).toEqual(expected)
    expect(reads('mod download', files, { folder: 'api' })).toEqual(expected)
    expect(reads('mod download', files, { folder: 'api', variables: { GOWORK: 'off' } })).toEqual([
      'api/go.mod',
      'api/go.sum',
    ])
  })

  test('of the module that lies above', () => {
    expect(reads('mod download', module({ 'cmd/x/main.go': '' }), { folder: 'cmd/x' })).toEqual(['go.mod', 'go.sum'])
  })

  test('with flags that change nothing', () => {
    const variables = { GOFLAGS: '-buildvcs=false -mod=readonly -trimpath', GO111MODULE: 'on' }
    expect(reads('mod download', module(), { variables })).toEqual(['go.mod', 'go.sum'])
  })

  test('when their texts are at hand', () => {
    expect(reads('mod download', module({ 'go.mod': undefined }))).toBe('missing')
    expect(reads('mod download', module({ 'go.sum': undefined }))).toBe('missing')
    expect(reads('build', workspace({ 'lib/go.mod': undefined }))).toBe('missing')
  })

  test('and writes where the modules are kept', () => {
    const variables = { GOPATH: '/go' }
    expect(found('mod download', module(), { variables })).toHaveProperty('writes', ['go/pkg/mod'])
  })
})

describe('a program that is installed by its version', () => {
  test('reads go.mod alone, by which the go command may fetch a newer one of itself', () => {
    expect(reads('install golang.org/x/tools/gopls@latest', module())).toEqual(['go.mod'])
    expect(reads('install -ldflags -s example.com/a@v1 example.com/b@v1', workspace(), { folder: 'api' })).toEqual([
      'go.work',
      'api/go.mod',
    ])
  })

  test('reads nothing where it may not do so', () => {
    const variables = { GOTOOLCHAIN: 'local', GOPATH: '/go' }
    const result = found('install example.com/a@v1', module(), { variables })
    expect(result).toEqual({ files: [], writes: ['go/pkg/mod', 'go/bin'] })
  })
})

describe('a compile', () => {
  test.each(['build -o /app ./...', 'test ./...', 'install ./cmd/a', 'vet ./...', 'run main.go'])(
    'go %s has a download to go ahead',
    (command) => {
      const result = found(command, module())
      expect(result).toHaveProperty('ahead.command', 'go mod download')
      expect(result).toHaveProperty('ahead.files', ['go.mod', 'go.sum'])
    },
  )

  test.each([
    ['build -mod=vendor', module()],
    ['build -mod vendor', module()],
    ['build -modfile=x.mod', module()],
    ['build -C api', module()],
    ['build', module({ 'vendor/modules.txt': '' })],
    ['build', { 'main.go': '' }],
    ['build', { 'go.mod': GO_MOD }],
  ])('go %s has none', (command, files) => {
    expect(found(command, files as Files)).not.toHaveProperty('ahead')
  })
})

test('xcaddy makes a module of its own', () => {
  const place = { program: 'xcaddy', folder: 'src' }
  expect(found('build --with github.com/a/b@v1 --output /usr/bin/caddy', {}, place)).toEqual({
    files: [],
    writes: ['usr/bin/caddy'],
  })
  expect(reads('build --with github.com/a/b=./b', {}, place)).toMatch(/takes github/)
  expect(reads('build --embed ./site', {}, place)).toMatch(/--embed/)
  expect(reads('run', {}, place)).toMatch(/runs the project/)
})

test('go.mod is read as the go command does', () => {
  expect(
    readGoMod(
      '// a comment\nmodule "example.com/a" // why\n\ngo 1.22\ntoolchain go1.22.1\nretract [v1.0.0, v1.1.0]\nexclude a v1.0.0\n' +
        'require (\n\ta v1.0.0 // indirect\n\n\t// b\n\t`b` v2.0.0\n)\nreplace a v1.0.0 => ../a\ntool example.com/t\n',
    ),
  ).toEqual({
    hasGoLine: true,
    required: ['a v1.0.0', 'b v2.0.0'],
    replaced: [{ path: 'a', version: 'v1.0.0', by: { folder: '../a' } }],
    used: [],
  })
  for (const text of ['require (', 'require a', 'replace a b', 'replace a => b', 'use a b', 'module "x', 'x y']) {
    expect(readGoMod(text)).toBeNull()
  }
})
