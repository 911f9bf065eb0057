import { expect, test } from '@jest/globals'
import {
  askingFrom,
  missingInNpmLock,
  missingInPnpmLock,
  missingInYarnLock,
} from '../../../src/context/manifests/lock-in-step.ts'

/**
 * What must not be said: that a lock file is out of step of which that is not certain. It is not where its form has no place
 * for what the manifests ask for, where a resolution or a workspace decides, or where it is no lock file at all.
 */
const asking = (manifest: object, member: object = {}) =>
  askingFrom('app', [
    ['app/package.json', manifest as never],
    ['app/packages/a/package.json', { name: 'a', ...member } as never],
  ])
const wanted = { dependencies: { one: '^1.0.0' }, devDependencies: { two: '2.x' } }

test('manifests are named by their folders below the one of the lock file', () => {
  expect(asking({}).map(({ folder }) => folder)).toEqual(['.', 'packages/a'])
  expect(askingFrom('.', [['package.json', {}]]).map(({ folder }) => folder)).toEqual(['.'])
  expect(askingFrom('.', [['x/package.json', {}]]).map(({ folder }) => folder)).toEqual(['x'])
})

test('package-lock.json', () => {
  const lock = (root: object) => JSON.stringify({ packages: { '': root, 'packages/a': { name: 'a' } } })
  expect(missingInNpmLock(lock(wanted), asking(wanted))).toBeNull()
  expect(missingInNpmLock(lock({ dependencies: wanted.dependencies }), asking(wanted))).toBe('two')
  expect(missingInNpmLock(lock(wanted), asking({}))).toBe('two')
  expect(missingInNpmLock(lock(wanted), asking(wanted, { dependencies: { three: '*' } }))).toBe('three')
  expect(missingInNpmLock(JSON.stringify({ packages: { '': wanted } }), asking(wanted))).toBe('packages/a')
  // The form of npm 6 says nothing of the manifests.
  for (const text of ['{"lockfileVersion":1}', '{"packages":[]}', 'null', '[', '', '{"packages":{"__proto__":{}}}']) {
    expect(missingInNpmLock(text, asking(wanted))).toBeNull()
  }
})

test('yarn.lock', () => {
  const classic =
    '# yarn lockfile v1\n\n\none@^1.0.0, one@^1.1.0:\n  version "1.1.0"\n\n"two@2.x":\n  version "2.0.0"\n'
  expect(missingInYarnLock(classic, asking(wanted))).toBeNull()
  expect(missingInYarnLock(classic, asking(wanted, { dependencies: { three: '3' } }))).toBe('three')
  expect(
    missingInYarnLock(classic, asking({ ...wanted, resolutions: {} }, { dependencies: { three: '3' } })),
  ).toBeNull()
  expect(
    missingInYarnLock(classic, asking({ dependencies: { a: '1', x: 'link:./x', y: 'git/hub', z: '' } })),
  ).toBeNull()
  expect(missingInYarnLock('"one@npm:^1.0.0, one@npm:1":\n"two@npm:2.x":\n', asking(wanted))).toBeNull()
  expect(missingInYarnLock('', asking(wanted))).toBeNull()
})

test('pnpm-lock.yaml', () => {
  const root = { dependencies: { one: { specifier: '^1.0.0' } }, devDependencies: { two: { specifier: '2.x' } } }
  expect(missingInPnpmLock({ importers: { '.': root, 'packages/a': {} } }, asking(wanted))).toBeNull()
  expect(
    missingInPnpmLock({ importers: { '.': { specifiers: { one: '^1.0.0', two: '2.x' } } } }, asking(wanted)),
  ).toBeNull()
  expect(missingInPnpmLock({ importers: { '.': root } }, asking({ dependencies: { one: '^2.0.0' } }))).toBe('one')
  expect(
    missingInPnpmLock({ importers: { '.': root }, overrides: {} }, asking({ dependencies: { x: '1' } })),
  ).toBeNull()
  expect(missingInPnpmLock({}, asking(wanted))).toBeNull()
  expect(missingInPnpmLock({ importers: null }, asking({}))).toBeNull()
})
