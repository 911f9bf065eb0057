import { describe, expect, test } from '@jest/globals'
import bun from '../../../src/managers/bun.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const reads = (command: string, files: Files, place?: Place) => readsBy(bun, command, files, place)
const project = (manifest: object = {}, more: Files = {}): Files => ({
  'package.json': JSON.stringify(manifest),
  'bun.lock': '',
  'index.ts': '',
  ...more,
})
const PLAIN = ['package.json', 'bun.lock']

/**
 * What must not be said: that an install reads manifests alone, when
 * - it changes the manifests, belongs to workspaces above, or takes over the lock file of another tool,
 * - scripts of the project or of members, or a scanner, may read more,
 * - Bun copies a local package with its sources, or links a program of a member,
 * - settings name files.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    ['add is-odd', /changes the manifests/],
    ['install is-odd', /installs is-odd/],
    ['install -c other.toml', /option -c/],
    ['install -g', /folder it runs in/],
    ['add -g ./a', /installs/],
  ])('bun %s', (command, why) => {
    expect(reads(command, project())).toMatch(why)
  })

  test.each<[string, Files, RegExp]>([
    ['there is no manifest', { 'bun.lock': '' }, /not copied/],
    ['there is no lock file', { 'package.json': '{}' }, /no lock file/],
    ['it takes over another lock file', { 'package.json': '{}', 'package-lock.json': '' }, /takes over package-lock/],
    ['it runs a script', project({ scripts: { postprepare: 'x' } }), /runs "postprepare"/],
    [
      'a member runs a script',
      project({ workspaces: ['a'] }, { 'a/package.json': '{"scripts":{"prepare":"x"}}' }),
      /runs/,
    ],
    ['it has native code', project({}, { 'binding.gyp': '' }), /native code/],
    ['a local package is copied', project({ dependencies: { a: 'file:a' } }, { 'a/package.json': '{}' }), /depends on/],
    ['a link is one of the machine', project({ dependencies: { a: 'link:a' } }), /depends on link:/],
    ['a catalogue leads elsewhere', project({ workspaces: { packages: [], catalog: { a: 'file:a' } } }), /depends on/],
    ['a scanner may read more', project({}, { 'bunfig.toml': '[install.security]\nscanner = "./x.ts"\n' }), /security/],
    ['the cache is moved', project({}, { 'bunfig.toml': '[install.cache]\ndir = "x"\n' }), /cache/],
    ['its settings are broken', project({}, { 'bunfig.toml': '[' }), /cannot be read/],
    ['its settings are no table', project({}, { 'bunfig.toml': 'install = 1\n' }), /install/],
    ['a patch is not there', project({ patchedDependencies: { a: 'patches/a.patch' } }), /patch/],
  ])('since %s', (_, files, why) => {
    expect(reads('install --frozen-lockfile', files)).toMatch(why)
  })

  test('since it belongs to workspaces above', () => {
    const files = project({ workspaces: ['web'] }, { 'web/package.json': '{}', 'web/bun.lock': '' })
    expect(reads('install', files, { folder: 'web' })).toMatch(/may belong/)
  })
})

describe('an install reads its manifests alone', () => {
  test.each(['install', 'i --frozen-lockfile --production', 'ci', 'install --cwd . --backend copyfile'])(
    'bun %s',
    (command) => {
      expect(reads(command, project())).toEqual(PLAIN)
    },
  )

  test('with its settings, what sets its environment, and patches', () => {
    const more = {
      'bun.lockb': null,
      'bunfig.toml': '[install]\nexact = true\n[test]\npreload = ["./x.ts"]\n',
      '.npmrc': '',
      '.env': '',
      'patches/a.patch': '',
    }
    expect(reads('install', project({ patchedDependencies: { a: 'patches/a.patch' } }, more))).toEqual([
      ...PLAIN,
      'bun.lockb',
      'bunfig.toml',
      '.npmrc',
      '.env',
      'patches/',
    ])
  })

  test('and those of its members', () => {
    const members = {
      'packages/a/package.json': '{"dependencies":{"b":"workspace:*"}}',
      'packages/b/package.json': '{}',
    }
    expect(foundBy(bun, 'install', project({ workspaces: ['packages/*'] }, members))).toEqual({
      files: [...PLAIN, 'packages/a/package.json', 'packages/b/package.json'],
      folders: [],
      writes: ['node_modules', 'packages/a/node_modules', 'packages/b/node_modules'],
    })
  })

  test('and one for everybody reads the settings alone', () => {
    expect(reads('add -g typescript', project({}, { 'bunfig.toml': '' }))).toEqual(['bunfig.toml'])
  })
})

test.each(['package.json', 'bunfig.toml', '.npmrc'])('the text of %s is asked for', (file) => {
  expect(reads('install', project({}, { 'bunfig.toml': '', '.npmrc': '', [file]: undefined }))).toBe('missing')
})
