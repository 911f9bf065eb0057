import { describe, expect, test } from '@jest/globals'
import { project, reads } from './project.ts'

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

  test('husky needs the folder .git to be left out, without which it does nothing', () => {
    expect(reads('ci', project({ scripts: { prepare: 'husky' } }))).toMatch(/runs "prepare": "husky"/)
  })

  test('prisma reads its settings and writes where they say, so it is not known', () => {
    const manifest = { scripts: { postinstall: 'prisma generate' } }
    expect(reads('ci', project(manifest, { 'prisma/schema.prisma': '' }))).toMatch(/runs "postinstall"/)
  })

  test('are named short, whatever they say', () => {
    expect(reads('ci', project({ scripts: { prepare: `echo "${'x'.repeat(500)}"` } })).length).toBeLessThan(120)
  })
})
