import { describe, expect, test } from '@jest/globals'
import deno from '../../../src/managers/deno.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const reads = (command: string, files: Files, place?: Place) => readsBy(deno, command, files, place)
const project = (configuration: object = {}, more: Files = {}): Files => ({
  'deno.json': JSON.stringify(configuration),
  'deno.lock': '',
  'main.ts': '',
  ...more,
})
const PLAIN = ['deno.json', 'deno.lock']

/**
 * What must not be said: that an install reads manifests alone, when
 * - it starts from a source, or changes the manifests,
 * - an import map leads to a module of the project, which is read with all that it imports,
 * - packages on disk are linked, scripts of packages may run, or what is downloaded lies in the project,
 * - it may belong to a workspace above.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    ['cache main.ts', /reads the sources/],
    ['add npm:a', /changes the manifests/],
    ['install --entrypoint main.ts', /--entrypoint/],
    ['install npm:a', /installs npm:a/],
    ['install --allow-scripts', /--allow-scripts/],
    ['install -g main.ts', /program of the project/],
    ['install --global -c deno.json npm:a', /program of the project/],
  ])('deno %s', (command, why) => {
    expect(reads(command, project())).toMatch(why)
  })

  test.each<[string, Files, RegExp]>([
    ['there is no manifest', { 'deno.lock': '' }, /neither/],
    ['it is broken', { 'deno.json': '{' }, /cannot be read/],
    ['it is no table', { 'deno.json': '[]' }, /cannot be read/],
    ['it maps a module', project({ imports: { x: './x.ts' } }), /maps \.\/x\.ts/],
    ['a scope maps a module', project({ scopes: { './': { x: './x.ts' } } }), /maps/],
    ['an import map maps one', project({ importMap: 'm.json' }, { 'm.json': '{"imports":{"x":"./x.ts"}}' }), /maps/],
    ['the import map is not there', project({ importMap: 'm.json' }), /import map/],
    ['the import map lies elsewhere', project({ importMap: 'https://x.example/m.json' }), /import map/],
    ['it links packages', project({ links: ['../a'] }), /links packages/],
    ['it keeps what it downloads', project({ vendor: true }), /keeps/],
    ['it moves the lock file', project({ lock: 'x.lock' }), /moves/],
    ['it names types', project({ compilerOptions: { types: ['./x.d.ts'] } }), /types/],
    ['packages run scripts', project({ allowScripts: ['npm:a'] }), /scripts/],
    ['a package lies on disk', project({}, { 'package.json': '{"dependencies":{"a":"file:a"}}' }), /depends on/],
    [
      'a member maps a module',
      project({ workspace: ['a'] }, { 'a/deno.json': '{"imports":{"x":"./x.ts"}}' }),
      /a\/deno\.json maps/,
    ],
  ])('since %s', (_, files, why) => {
    expect(reads('install', files)).toMatch(why)
  })

  test('since it may belong to a workspace above', () => {
    expect(reads('install', project({}, { 'web/deno.json': '{}' }), { folder: 'web' })).toMatch(/may belong/)
  })
})

describe('an install reads its manifests alone', () => {
  test.each(['install', 'i --frozen', 'install --quiet --node-modules-dir=auto'])('deno %s', (command) => {
    expect(reads(command, project({ imports: { '@/': './src/', a: 'npm:a@1', b: 'jsr:@b/b' } }))).toEqual(PLAIN)
  })

  test('with comments, an import map, package.json and settings', () => {
    const files = {
      'deno.jsonc': '// mine\n{ "importMap": "./m.json", }',
      'm.json': '{}',
      'package.json': '{"scripts":{"postinstall":"node x.js"}}',
      '.npmrc': '',
    }
    expect(reads('install', files)).toEqual(['deno.jsonc', 'package.json', '.npmrc', 'm.json'])
  })

  test('and those of its members, of either list', () => {
    const files = project(
      { workspace: { members: ['./a'] } },
      { 'package.json': '{"workspaces":["b"]}', 'a/deno.json': '{}', 'a/package.json': '{}', 'b/package.json': '{}' },
    )
    expect(foundBy(deno, 'install', files)).toEqual({
      files: ['deno.json', 'package.json', 'deno.lock', 'a/deno.json', 'a/package.json', 'b/package.json'],
      writes: ['node_modules', 'a/node_modules', 'b/node_modules'],
    })
  })

  test('and a program for everybody reads the settings alone', () => {
    expect(reads('install -gA npm:a', project())).toEqual(['deno.json'])
  })
})

test.each(['deno.json', 'a/deno.json', 'package.json'])('the text of %s is asked for', (file) => {
  const files = project({ workspace: ['a'] }, { 'a/deno.json': '{}', 'package.json': '{}', [file]: undefined })
  expect(reads('install', files)).toBe('missing')
})
