import { describe, expect, test } from '@jest/globals'
import { readsOfNpm } from '../../../src/context/manifests/npm.ts'
import npm from '../../../src/managers/npm.ts'
import { contextOf } from '../repository.ts'
import { imageOf, project, reads, requestOf } from './project.ts'

describe('life-cycle scripts', () => {
  const scripts = { scripts: { prepare: 'tsc' } }

  test('do not run when the command says so, or .npmrc', () => {
    expect(reads('ci --ignore-scripts', project(scripts))).toEqual(['package.json', 'package-lock.json'])
    expect(reads('ci', project(scripts, { '.npmrc': 'ignore-scripts=true\n' }))).toHaveLength(3)
    expect(reads('ci', project(scripts, { '.npmrc': 'a=b\n ignore-scripts = true \n' }))).toHaveLength(3)
  })

  test.each([
    ['ci --no-ignore-scripts', ''],
    ['ci --ignore-scripts=false', ''],
    ['ci --no-ignore-scripts', 'ignore-scripts=true\n'],
    ['ci', 'ignore-scripts=false\n'],
    ['ci', '# ignore-scripts=true\n'],
    ['ci', 'ignore-scripts=true\nignore-scripts=false\n'],
  ])('run when that is not certain: npm %s, .npmrc %j', (command, npmrc) => {
    expect(reads(command, project(scripts, { '.npmrc': npmrc }))).toMatch(/runs "prepare"/)
  })

  test.each([
    ['husky', project({ scripts: { prepare: 'husky' } }), '.git', []],
    ['husky install', project({ scripts: { prepare: 'husky install' } }), '.git', []],
    ['husky || true', project({ scripts: { prepare: 'husky || true' } }), '.git', []],
    [
      'patch-package',
      project({ scripts: { postinstall: 'patch-package' } }, { 'patches/a.patch': '', 'patches/b.patch': '' }),
      '',
      ['patches/a.patch', 'patches/b.patch'],
    ],
  ])('of a known tool read what is known: %s', (_, files, ignore, extra) => {
    expect(reads('ci', files, { ignore })).toEqual(['package.json', 'package-lock.json', ...extra])
  })

  test.each([
    'npx only-allow npm',
    'npx -y only-allow npm',
    'exit 0',
    'echo "installed, now build"',
    'corepack enable',
    'patch-package --error-on-fail',
    'patch-package || true',
    'true',
  ])('%s reads nothing', (postinstall) => {
    expect(reads('ci', project({ scripts: { postinstall } }))).toHaveLength(2)
  })

  test('is-ci || husky is what husky does', () => {
    const files = project({ scripts: { prepare: 'is-ci || husky' } })
    expect(reads('ci', files)).toMatch(/runs "prepare": "husky"/)
    expect(reads('ci', files, { ignore: '.git' })).toHaveLength(2)
  })

  test('patch-package reads the folder that it is given', () => {
    const files = project(
      { scripts: { postinstall: 'patch-package --patch-dir etc/p' } },
      { 'etc/p/a.patch': '', 'patches/b.patch': '' },
    )
    expect(reads('ci', files)).toEqual(['package.json', 'package-lock.json', 'etc/p/a.patch'])
  })

  test.each([
    'echo $(cat x)',
    'echo "a" > src/x',
    'only-allow',
    'npm run build',
    'corepack use pnpm',
    'patch-package --patch-dir .',
  ])('%s may read more', (postinstall) => {
    expect(reads('ci', project({ scripts: { postinstall } }))).toMatch(/runs "postinstall"/)
  })

  test('of members are fewer: npm runs no dependencies script there', () => {
    const member = (scripts: object) =>
      reads('ci', project({ workspaces: ['a'] }, { 'a/package.json': JSON.stringify({ scripts }) }))
    expect(member({ dependencies: 'tsc' })).toHaveLength(3)
    expect(member({ postinstall: 'tsc' })).toMatch('a/package.json runs "postinstall"')
  })

  test('husky needs the folder .git to be left out, without which it does nothing', () => {
    expect(reads('ci', project({ scripts: { prepare: 'husky' } }))).toMatch(/runs "prepare": "husky"/)
  })

  test('husky does nothing where the context is a folder of the repository, which has no .git', () => {
    const files = { 'web/package.json': '{"scripts":{"prepare":"husky"}}', 'web/package-lock.json': '{}' }
    const image = { ...imageOf(contextOf(files, { folder: 'web' })), mayHold: () => false }
    expect(readsOfNpm(requestOf(npm, 'ci', image))).toHaveProperty('files', ['package.json', 'package-lock.json'])
  })

  test.each(['npx patch-package', 'npx --no-install patch-package'])('are known behind npx: %s', (postinstall) => {
    expect(reads('ci', project({ scripts: { postinstall } }, { 'patches/a.patch': '' }))).toContain('patches/a.patch')
  })

  test.each(['@prisma/client', 'prisma', 'puppeteer'])('of the package %s read the project', (name) => {
    expect(reads('ci', project({ devDependencies: { [name]: '1' } }))).toBe(
      `${name} reads the project when it is installed`,
    )
    expect(reads('ci --ignore-scripts', project({ dependencies: { [name]: '1' } }))).toHaveLength(2)
  })

  test.each(['lefthook', 'simple-git-hooks', 'pre-commit', 'yorkie'])('of the package %s write into .git', (name) => {
    const files = project({ devDependencies: { [name]: '1' } })
    expect(reads('ci', files)).toBe(`${name} writes into .git when it is installed`)
    expect(reads('ci', files, { ignore: '.git' })).toHaveLength(2)
  })

  test('of msw write into the folder that the manifest names', () => {
    expect(reads('ci', project({ msw: { workerDirectory: 'public' } }))).toMatch(/msw writes into/)
  })

  test('prisma reads its settings and writes where they say, so it is not known', () => {
    const manifest = { scripts: { postinstall: 'prisma generate' } }
    expect(reads('ci', project(manifest, { 'prisma/schema.prisma': '' }))).toMatch(/runs "postinstall"/)
  })

  test('are named short, whatever they say', () => {
    expect(reads('ci', project({ scripts: { prepare: `echo "${'x'.repeat(500)}"` } })).length).toBeLessThan(120)
  })
})
