import { describe, expect, test } from '@jest/globals'
import { BuildContext } from '../../../src/context/build-context.ts'
import { readsOfNpm } from '../../../src/context/manifests/npm.ts'
import npm from '../../../src/managers/npm.ts'
import { type Files, treeOf } from '../repository.ts'
import { found, imageOf, project, reads, requestOf } from './project.ts'

/**
 * What must not be said: that an install reads manifests alone, when it
 * - installs something else than the project (`--prefix`, an operand), or does more (`update`, `install-test`),
 * - may belong to workspaces that lie above it,
 * - rewrites a file that the later copy puts back (`yarn.lock`),
 * - has no manifest, or no lock file where it needs one,
 * - runs life-cycle scripts, or compiles native code,
 * - depends on something on disk that is no member of its workspaces,
 * - reads files that its settings or options name,
 * - has workspaces that cannot be told, or that bring programs.
 */
describe('an install reads more than can be copied ahead', () => {
  test.each([
    ['another folder', 'ci --prefix web'],
    ['another folder, the short way', 'ci -C web'],
    ['a package by name, which it writes into the manifest', 'install express'],
    ['a package by name, behind an option with a value', 'install --omit dev express'],
    ['an archive', 'install ./a.tgz'],
    ['another folder, by an older option', 'ci --local-prefix=web'],
    ['local packages with their sources', 'ci --install-links'],
    ['a certificate of the project', 'ci --cafile ca.pem'],
    ['an update', 'update'],
    ['an install with the tests', 'install-test'],
    ['a clean install with the tests', 'cit'],
    ['an archive for everybody', 'install -g ./a.tgz'],
    ['the folder itself for everybody', 'install -g'],
  ])('%s', (_, command) => {
    expect(reads(command, project())).toEqual(expect.stringMatching(/./))
  })

  test.each([
    ['there is no manifest', 'ci', { 'package-lock.json': '{}' }, /package\.json is not copied from the build context/],
    ['the manifest is no JSON', 'ci', project({}, { 'package.json': '{' }), /package\.json cannot be read/],
    ['the manifest is no object', 'ci', project({}, { 'package.json': '[]' }), /package\.json cannot be read/],
    ['there is no lock file', 'ci', { 'package.json': '{}' }, /no lock file/],
    ['there is no lock file for an alias', 'clean-install', { 'package.json': '{}' }, /no lock file/],
    ['it has native code', 'ci', project({}, { 'binding.gyp': '' }), /native code/],
    ['its workspaces are no list', 'ci', project({ workspaces: 'a' }), /workspaces cannot be read/],
    ['its workspaces are no texts', 'ci', project({ workspaces: [1] }), /workspaces cannot be read/],
    ['its workspaces have alternatives in each other', 'ci', project({ workspaces: ['{a,{b,c}}'] }), /cannot be told/],
    ['its workspaces have a choice of letters', 'ci', project({ workspaces: ['[ab]'] }), /cannot be told/],
    ['its workspaces have many alternatives', 'ci', project({ workspaces: ['{a,b,c}'.repeat(20)] }), /cannot be told/],
    ['it has too many lists of workspaces', 'ci', project({ workspaces: Array(300).fill('a') }), /300 lists/],
    [
      'a member has members',
      'ci',
      project({ workspaces: ['a'] }, { 'a/package.json': '{"workspaces":["b"]}' }),
      /of its own/,
    ],
    ['its workspaces lie outside', 'ci', project({ workspaces: ['../a'] }), /cannot be told/],
    ['the root is a member of itself', 'ci', project({ workspaces: ['.'] }), /cannot be told/],
    [
      'it writes a lock file of npm 6 anew',
      'install',
      { 'package.json': '{}', 'package-lock.json': '{"lockfileVersion":1}' },
      /package-lock\.json has the form of an older npm/,
    ],
    ["it rewrites yarn's lock file", 'install', project({}, { 'yarn.lock': '' }), /yarn\.lock/],
    ['its settings are no text', 'ci', project({}, { '.npmrc': null }), /\.npmrc cannot be read/],
    ...[
      'cafile=ca.pem',
      '//a.example/:certfile=a.crt',
      'node-options=--require ./x.js',
      'prefix = x',
      'install-links',
    ].map(
      (line) =>
        [`its settings say ${line}`, 'ci', project({}, { '.npmrc': `a=b\n${line}\n` }), /\.npmrc sets /] as const,
    ),
    [
      'a member has programs',
      'ci',
      project({ workspaces: ['a'] }, { 'a/package.json': '{"bin":"x.js"}' }),
      /has programs/,
    ],
    [
      'a member has a folder of programs',
      'ci',
      project({ workspaces: ['a'] }, { 'a/package.json': '{"directories":{"bin":"x"}}' }),
      /has programs/,
    ],
    [
      'a member cannot be read',
      'ci',
      project({ workspaces: ['a'] }, { 'a/package.json': 'x' }),
      /a\/package\.json cannot be read/,
    ],
    [
      'a member runs a script',
      'ci',
      project({ workspaces: ['a'] }, { 'a/package.json': '{"scripts":{"prepare":"tsc"}}' }),
      /runs "prepare"/,
    ],
  ])('since %s', (_, command, files, why) => {
    expect(reads(command, files as Files)).toMatch(why)
  })

  test('since it has more workspaces than anybody would list', () => {
    const members = Object.fromEntries(
      Array.from({ length: 201 }, (_, index) => [`packages/p${index}/package.json`, '{}']),
    )
    expect(reads('ci', project({ workspaces: ['packages/*'] }, members))).toMatch(/201 workspaces/)
  })

  test.each([
    'preinstall',
    'install',
    'postinstall',
    'prepublish',
    'preprepare',
    'prepare',
    'postprepare',
    'dependencies',
  ])('since it runs the script %s', (name) => {
    expect(reads('ci', project({ scripts: { [name]: 'node x.js' } }))).toMatch(`runs "${name}"`)
  })

  test.each([
    'husky',
    'tsc',
    'prisma generate && tsc',
    'patch-package --reverse',
    'node x.js || true',
    'prisma generate --schema=x',
  ])('since the script %s may do so', (script) => {
    expect(reads('ci', project({ scripts: { postinstall: script } }))).toMatch(/runs "postinstall"/)
  })

  test.each([
    ['dependencies', 'file:../lib'],
    ['devDependencies', 'file:lib'],
    ['optionalDependencies', 'link:lib'],
    ['dependencies', './lib'],
    ['dependencies', '../lib'],
    ['dependencies', '/lib'],
    ['dependencies', '~/lib'],
    ['dependencies', 'file:a-1.0.tgz'],
    ['dependencies', 'a-1.0.tgz'],
    ['dependencies', 'FILE:lib'],
    ['dependencies', 'file:/lib'],
    ['dependencies', '..'],
    ['dependencies', 'git+file:///lib'],
    ['dependencies', 'lib/of/a'],
    ['dependencies', 'workspace:*'],
    ['overrides', 'file:lib'],
  ])('since one of its %s is %s', (field, spec) => {
    expect(reads('ci', project({ [field]: { lib: spec } }, { 'lib/package.json': '{}' }))).toMatch(/depends on/)
  })

  test('since an override deep inside is local', () => {
    expect(reads('ci', project({ overrides: { a: { b: 'file:lib' } } }))).toMatch(/depends on file:lib/)
  })

  test('but a clean install leaves a lock file of npm 6 as it is', () => {
    const files = { 'package.json': '{}', 'package-lock.json': '{"lockfileVersion":1}' }
    expect(reads('ci', files)).toEqual(['package.json', 'package-lock.json'])
  })

  test('since a file is left out of the context', () => {
    expect(reads('ci', project(), { ignore: 'package-lock.json' })).toMatch(/no lock file/)
    expect(reads('ci', project(), { ignore: 'package.json' })).toMatch(/not copied from the build context/)
  })
})

describe('an install reads its manifests alone', () => {
  test.each([
    'ci',
    'install',
    'i',
    'clean-install',
    'ci --omit=dev',
    'ci --omit dev',
    'install --registry https://example.com',
  ])('npm %s', (command) => {
    expect(reads(command, project({ dependencies: { a: '^1.0.0' } }))).toEqual(['package.json', 'package-lock.json'])
  })

  test.each([
    [
      'npm-shrinkwrap.json first',
      project({}, { 'npm-shrinkwrap.json': '{}' }),
      ['package.json', 'npm-shrinkwrap.json', 'package-lock.json'],
    ],
    [
      '.npmrc',
      project({}, { '.npmrc': 'registry=https://example.com\n' }),
      ['package.json', 'package-lock.json', '.npmrc'],
    ],
    [
      'a lock file of npm 7',
      { 'package.json': '{}', 'package-lock.json': '{"lockfileVersion":2,"packages":{"":{}}}' },
      ['package.json', 'package-lock.json'],
    ],
    ['no lock file, for install', { 'package.json': '{}' }, ['package.json']],
    [
      'a setting about a folder in a comment',
      project({}, { '.npmrc': '# prefix=x\n; cafile=y\n' }),
      ['package.json', 'package-lock.json', '.npmrc'],
    ],
    ['a byte order mark', project({}, { 'package.json': '\uFEFF{}' }), ['package.json', 'package-lock.json']],
  ])('with %s', (_, files, expected) => {
    expect(reads('install', files as Files)).toEqual(expected)
  })

  test.each([
    ['a name', { a: '^1.0.0' }],
    ['a tag', { a: 'latest' }],
    ['an alias', { a: 'npm:b@1' }],
    ['an address', { a: 'https://example.com/a.tgz' }],
    ['a repository', { a: 'github:a/b' }],
    ['a repository by address', { a: 'git+ssh://git@github.com/a/b.git' }],
  ])('when it depends on %s', (_, dependencies) => {
    expect(reads('ci', project({ dependencies }))).toEqual(['package.json', 'package-lock.json'])
  })

  test.each([
    ['scripts of other names', { scripts: { build: 'tsc', test: 'jest', prebuild: 'x' } }],
    ['an empty script', { scripts: { prepare: '' } }],
    ['programs of its own', { bin: './x.js' }],
    ['scripts that are no object', { scripts: 'x' }],
  ])('with %s', (_, manifest) => {
    expect(reads('ci', project(manifest))).toEqual(['package.json', 'package-lock.json'])
  })

  test('and those of its workspaces', () => {
    const members = {
      'packages/b/package.json': '{}',
      'packages/a/package.json': '{}',
      'packages/a/node_modules/c/package.json': '{}',
    }
    const files = project({ workspaces: ['packages/*'] }, members)
    expect(found('ci', files)).toEqual({
      files: ['package.json', 'package-lock.json', 'packages/a/package.json', 'packages/b/package.json'],
      writes: ['node_modules', 'packages/a/node_modules', 'packages/b/node_modules'],
    })
  })

  test('and those of its workspaces that depend on each other', () => {
    const members = { 'packages/a/package.json': '{"dependencies":{"b":"file:../b"}}', 'packages/b/package.json': '{}' }
    expect(reads('ci', project({ workspaces: { packages: ['packages/*'] } }, members))).toHaveLength(4)
  })

  test('but for hidden folders, which a star does not take', () => {
    const members = {
      'packages/.b/package.json': '{"bin":"x"}',
      '.c/package.json': '{}',
      'my_node_modules/package.json': '{}',
    }
    expect(reads('ci', project({ workspaces: ['./packages/*', '*'] }, members))).toEqual([
      'package.json',
      'package-lock.json',
      'my_node_modules/package.json',
    ])
  })

  test.each([
    ['packages/**', ['packages/a/package.json', 'packages/b/c/package.json', 'packages/package.json']],
    ['packages/{a,b/c}', ['packages/a/package.json', 'packages/b/c/package.json']],
    ['./packages/a/', ['packages/a/package.json']],
    ['pack*/a', ['packages/a/package.json']],
    ['**/c', ['packages/b/c/package.json']],
  ])('of which %s takes some', (glob, members) => {
    const more = Object.fromEntries(
      ['packages', 'packages/a', 'packages/b/c', 'other/d'].map((folder) => [`${folder}/package.json`, '{}']),
    )
    expect(reads('ci', project({ workspaces: [glob] }, more))).toEqual([
      'package.json',
      'package-lock.json',
      ...members,
    ])
  })

  test('but for those that are left out', () => {
    const more = {
      'packages/a/package.json': '{}',
      'packages/b/package.json': '{}',
      'packages/b/test/x/package.json': '{}',
    }
    const of = (workspaces: string[]) => reads('ci', project({ workspaces }, more))
    expect(of(['packages/**', '!packages/b/test/**'])).toHaveLength(4)
    expect(of(['packages/**', '!**/test/**', '!packages/b'])).toHaveLength(3)
    expect(of(['packages/*', '!packages/b', 'packages/b'])).toHaveLength(4)
  })

  test('and programs of members that are built later, so that none is linked, first or last', () => {
    const files = project({ workspaces: ['a'] }, { 'a/package.json': '{"bin":{"x":"./dist/x.js"}}' })
    expect(reads('ci', files, { ignore: '**/dist' })).toHaveLength(3)
    expect(reads('ci', files)).toMatch(/has programs/)
  })

  test('and an archive in the project', () => {
    const files = project({ dependencies: { a: 'file:vendor/a-1.0.0.tgz' } }, { 'vendor/a-1.0.0.tgz': null })
    expect(reads('ci', files)).toEqual(['package.json', 'package-lock.json', 'vendor/a-1.0.0.tgz'])
  })

  test("beside yarn's lock file, which a clean install leaves alone", () => {
    expect(reads('ci', project({}, { 'yarn.lock': '' }))).toEqual(['package.json', 'package-lock.json'])
  })

  test('and is not part of workspaces that lie above it', () => {
    const above = (text: string | undefined) =>
      found('ci', { 'package.json': text, 'web/package.json': '{}', 'web/package-lock.json': '{}' }, { folder: 'web' })
    expect(above('{"workspaces":["web"]}')).toEqual({ unknown: 'it may belong to the workspaces of package.json' })
    expect(above('{')).toEqual({ unknown: 'package.json cannot be read' })
    expect(above('{}')).toHaveProperty('files', ['web/package.json', 'web/package-lock.json'])
    expect(above(undefined)).toEqual({ missing: true })
  })

  test('in the folder where it runs', () => {
    const files = { 'web/package.json': '{}', 'web/package-lock.json': '{}' }
    expect(found('ci', files, { folder: 'web' })).toEqual({
      files: ['web/package.json', 'web/package-lock.json'],
      writes: ['web/node_modules'],
    })
  })
})

describe('an install for everybody', () => {
  test.each(['install -g typescript', 'i --global typescript@5', 'install --location=global a b', 'update npm -g'])(
    '%s reads nothing',
    (command) => {
      expect(found(command, project())).toEqual({ files: [], writes: [] })
    },
  )

  test('may read an .npmrc beside it, which counts where that is the home of the user', () => {
    expect(reads('install -g a', project({}, { '.npmrc': '' }))).toEqual(['.npmrc'])
  })

  test.each(['install -g --cache /tmp/npm a', 'install --location global a', 'install -g @a/b a/c github:a/d'])(
    '%s names nothing of the project',
    (command) => {
      expect(reads(command, project())).toEqual([])
    },
  )

  test.each([
    'install -g a@file:../a',
    'install -g a/b/c',
    'install -g ~/a',
    'update -g',
    'update -g ./a',
    'install-test -g a',
  ])('%s may read more', (command) => {
    expect(reads(command, project())).toEqual(expect.stringMatching(/./))
  })
})

describe('texts that are not at hand are asked for', () => {
  test.each([
    ['the manifest', project({}, { 'package.json': undefined })],
    ['the settings', project({}, { '.npmrc': undefined })],
    ['that of a member', project({ workspaces: ['a'] }, { 'a/package.json': undefined })],
  ])('%s', (_, files) => {
    expect(found('ci', files)).toEqual({ missing: true })
  })

  test('those of all members in one round', () => {
    const tree = treeOf(project({ workspaces: ['*'] }, { 'a/package.json': undefined, 'b/package.json': undefined }))
    const context = new BuildContext(tree, '.', null, null)
    readsOfNpm(requestOf(npm, 'ci', imageOf(context)))
    expect([...tree.missing]).toEqual(['a/package.json', 'b/package.json'])
  })
})
