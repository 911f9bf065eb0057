import { describe, expect, test } from '@jest/globals'
import pnpm from '../../../src/managers/pnpm.ts'
import type { Files } from '../repository.ts'
import { foundBy, type Place, readsBy } from './project.ts'

const reads = (command: string, files: Files, place?: Place) => readsBy(pnpm, command, files, place)
const project = (manifest: object = {}, more: Files = {}): Files => ({
  'package.json': JSON.stringify(manifest),
  'pnpm-lock.yaml': '',
  'index.js': '',
  ...more,
})
const workspace = (settings: string, more: Files = {}, manifest: object = {}): Files =>
  project(manifest, { 'pnpm-workspace.yaml': settings, ...more })
const PLAIN = ['package.json', 'pnpm-lock.yaml']
const MEMBERS = 'packages: [packages/*]\n'

/**
 * What must not be said: that an install reads manifests alone, when
 * - it belongs to a workspace above, installs something by name, deploys, or asks Git,
 * - hooks, scripts or settings of the project may read more,
 * - packages of the workspace are copied with their sources,
 * - a program of a member is linked for another one,
 * - a patch or the lock file is not there, or a manifest has a form that is not read.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    ['add is-odd', /more than install/],
    ['update', /more than install/],
    ['deploy --prod /out', /more than install/],
    ['install is-odd', /installs is-odd/],
    ['install --filter=[origin/main]', /asks Git/],
    ['install --ignore-workspace', /--ignore-workspace/],
    ['install --modules-dir x', /--modules-dir/],
    ['install -C ../..', /not known/],
    ['add -g ./a', /installs \.\/a/],
    ['install -g', /folder it runs in/],
    ['update -g a', /more than install/],
  ])('pnpm %s', (command, why) => {
    expect(reads(command, project())).toMatch(why)
  })

  test.each<[string, Files, RegExp]>([
    ['there is no manifest', { 'pnpm-lock.yaml': '' }, /not copied/],
    ['there is no lock file', { 'package.json': '{}' }, /no lock file/],
    ['it runs a script', project({ scripts: { 'pnpm:devPreinstall': 'node x.js' } }), /runs "pnpm:devPreinstall"/],
    [
      'a member runs a script',
      workspace(MEMBERS, { 'packages/a/package.json': '{"scripts":{"prepare":"tsc"}}' }),
      /runs/,
    ],
    ['it has native code', project({}, { 'binding.gyp': '' }), /native code/],
    ['hooks read files', project({}, { '.pnpmfile.cjs': 'require("./x")' }), /may read more/],
    ['settings name a file', workspace('pnpmfile: x.cjs\n'), /pnpmfile/],
    ['settings name a folder', workspace('virtualStoreDir: x\n'), /virtualStoreDir/],
    ['settings bring hooks along', workspace('configDependencies:\n  a: 1.0.0\n'), /configDependencies/],
    ['packages are injected', workspace('injectWorkspacePackages: true\n'), /injectWorkspacePackages/],
    ['a package is injected', project({ dependenciesMeta: { a: { injected: true } } }), /copies packages/],
    ['.npmrc injects packages', project({}, { '.npmrc': 'inject-workspace-packages=true\n' }), /inject/],
    ['the settings are broken', workspace('a: [\n'), /cannot be read/],
    ['the settings are made of aliases', workspace('a: &a [x]\nb: [*a, *a]\n'), /cannot be read/],
    [
      'a patch is not there',
      project({ pnpm: { patchedDependencies: { a: 'patches/a.patch' } } }),
      /patches\/a\.patch is not/,
    ],
    ['patches are no list', workspace('patchedDependencies: x\n'), /a patch is not/],
    [
      'a local package is copied',
      project({ dependencies: { a: 'file:./a' } }, { 'a/package.json': '{}' }),
      /depends on file:/,
    ],
    ['an override leads elsewhere', workspace('overrides:\n  a: link:../a\n'), /depends on link:/],
    ['a catalogue leads elsewhere', workspace('catalogs:\n  x:\n    a: file:./a\n'), /depends on file:/],
    ['a manifest has another form', workspace(MEMBERS, { 'packages/a/package.yaml': '' }), /package\.yaml/],
    ['its members cannot be told', workspace('packages: ["a/+(b|c)"]\n'), /cannot be told/],
    [
      'a member links the program of another',
      workspace(MEMBERS, {
        'packages/a/package.json': '{"name":"a","bin":"a.js"}',
        'packages/b/package.json': '{"dependencies":{"a":"workspace:*"}}',
      }),
      /programs/,
    ],
  ])('since %s', (_, files, why) => {
    expect(reads('install --frozen-lockfile', files)).toMatch(why)
  })

  test('since it belongs to a workspace above', () => {
    const files = workspace('packages: [web]\n', { 'web/package.json': '{}' })
    expect(reads('install', files, { folder: 'web' })).toMatch(/may belong to the workspace of pnpm-workspace\.yaml/)
  })
})

describe('an install reads its manifests alone', () => {
  test.each(['install', 'i --frozen-lockfile --prod', 'install --filter web... -r --offline', 'ci', 'install --dir .'])(
    'pnpm %s',
    (command) => {
      expect(reads(command, project())).toEqual(PLAIN)
    },
  )

  test('with its settings, hooks and patches', () => {
    const files = workspace(
      `${MEMBERS}catalog:\n  path: 1.0.0\npatchedDependencies:\n  a: patches/a.patch\n  b: other/b.patch\n`,
      {
        '.npmrc': '',
        '.pnpmfile.cjs': 'module.exports = {}',
        'patches/a.patch': '',
        'other/b.patch': '',
        'other/c.js': '',
      },
    )
    expect(reads('install', files)).toEqual([
      ...PLAIN,
      'pnpm-workspace.yaml',
      '.npmrc',
      '.pnpmfile.cjs',
      'other/b.patch',
      'patches/',
    ])
  })

  test('and those of its members at every depth', () => {
    const members = ['packages/a', 'packages/b/c', 'packages/b/test/d', 'tools/x'].map((path) => [
      `${path}/package.json`,
      '{}',
    ])
    const files = workspace(
      "packages: ['.', 'packages/**', '!**/test/**', 'tools/{x,y}']\n",
      Object.fromEntries(members),
    )
    expect(foundBy(pnpm, 'install', files)).toEqual({
      files: [
        ...PLAIN,
        'pnpm-workspace.yaml',
        'packages/a/package.json',
        'packages/b/c/package.json',
        'tools/x/package.json',
      ],
      folders: [],
      writes: ['node_modules', 'packages/a/node_modules', 'packages/b/c/node_modules', 'tools/x/node_modules'],
    })
  })

  test('and not the programs of a member that no other asks for', () => {
    expect(
      reads(
        'install',
        workspace(MEMBERS, { 'packages/a/package.json': '{"name":"a","bin":"a.js"}', 'packages/a/a.js': '' }),
      ),
    ).toHaveLength(4)
  })

  test('and the workspaces of package.json, which pnpm does not know, are none', () => {
    expect(reads('install', project({ workspaces: ['a'] }, { 'a/package.json': 'x' }))).toEqual(PLAIN)
  })

  test('and a fetch no manifest of a member', () => {
    expect(reads('fetch --prod', workspace(MEMBERS, { 'packages/a/package.json': 'x' }))).toEqual([
      ...PLAIN,
      'pnpm-workspace.yaml',
    ])
    expect(reads('fetch', { 'package.json': '{}' })).toMatch(/no lock file/)
  })

  test('and one for everybody reads none', () => {
    expect(reads('add -g turbo --allow-build esbuild', project())).toEqual([])
  })
})

describe('pnpm fetch stands ahead', () => {
  const scripts = { scripts: { postinstall: 'node build.js' } }
  const ahead = (command: string, manifest: object, more: Files = {}, ignore = 'node_modules') =>
    foundBy(pnpm, command, project(manifest, more), { ignore })

  test('where scripts read the sources', () => {
    expect(ahead('install --frozen-lockfile --prod', scripts)).toHaveProperty('ahead', {
      command: 'pnpm fetch --prod',
      files: PLAIN,
      folders: [],
      says: expect.stringContaining('pnpm fetch'),
    })
  })

  test.each<[string, string, object, string]>([
    ['with a filter', 'install --frozen-lockfile --filter web', scripts, 'node_modules'],
    ['where the lock file may change', 'install', scripts, 'node_modules'],
    [
      'where a package runs its own script',
      'install --frozen-lockfile',
      { dependencies: { '@prisma/client': '6' } },
      'node_modules',
    ],
    [
      'where an archive lies in the project',
      'install --frozen-lockfile',
      { ...scripts, dependencies: { a: 'file:a.tgz' } },
      'node_modules',
    ],
    ['where a local node_modules is copied over it', 'install --frozen-lockfile', scripts, '.git'],
  ])('but not %s', (_, command, manifest, ignore) => {
    const found = ahead(command, manifest, { 'a.tgz': null }, ignore)
    expect(found).toHaveProperty('unknown')
    expect(found).not.toHaveProperty('ahead')
  })
})

test.each(['package.json', 'pnpm-workspace.yaml', '.npmrc', '.pnpmfile.cjs'])('the text of %s is asked for', (file) => {
  expect(reads('install', workspace('', { [file]: undefined }))).toBe('missing')
})
