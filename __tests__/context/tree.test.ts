import { describe, expect, test } from '@jest/globals'
import { baseName, below, folderOf, joinInside } from '../../src/context/paths.ts'
import { Tree } from '../../src/context/tree.ts'
import { treeOf } from './repository.ts'

describe('a path inside the repository', () => {
  test.each([
    ['.', 'a', 'a'],
    ['.', './a//b/', 'a/b'],
    ['a/b', '../c', 'a/c'],
    ['a', '..', '.'],
    ['a', '../..', null],
    ['.', '..', null],
    ['a', '', 'a'],
    ['.', '.', '.'],
    ['a', '/b', 'a/b'],
  ])('%j joined with %j is %j', (folder, path, joined) => {
    expect(joinInside(folder, path)).toBe(joined)
  })

  test.each([
    ['a/b/c', 'a/b', 'c'],
    ['c', '.', 'c'],
  ])('%s lies in %s and is called %s', (path, folder, name) => {
    expect([folderOf(path), baseName(path)]).toEqual([folder, name])
  })

  test.each([
    ['.', 'a/b', 'a/b'],
    ['a', 'a/b/c', 'b/c'],
    ['a', 'ab/c', null],
    ['a', 'a', null],
  ])('below %j, %j is %j', (folder, path, seen) => {
    expect(below(folder, path)).toBe(seen)
  })
})

describe('a tree', () => {
  const tree = treeOf({ 'a/b/x.txt': 'x', 'a/y.txt': null, 'z.txt': undefined, 'c/z.txt': 'z' })

  test('has its files, and the folders that they lie in', () => {
    expect(['z.txt', 'a/b/x.txt', 'a', 'a/b'].map((path) => tree.has(path))).toEqual([true, true, false, false])
    expect(['.', 'a', 'a/b', 'z.txt', 'b'].map((path) => tree.isFolder(path))).toEqual([true, true, true, false, false])
  })

  test('lists what lies below a folder, and what lies directly in it', () => {
    expect(tree.under('.')).toEqual(['a/b/x.txt', 'a/y.txt', 'c/z.txt', 'z.txt'])
    expect(tree.under('a')).toEqual(['a/b/x.txt', 'a/y.txt'])
    expect([...tree.in('.')].sort()).toEqual(['a', 'c', 'z.txt'])
    expect([...tree.in('a')].sort()).toEqual(['a/b', 'a/y.txt'])
    expect([tree.under('nowhere'), tree.in('nowhere')]).toEqual([[], []])
  })

  test('finds every file of a name', () => {
    expect(tree.named('z.txt').sort()).toEqual(['c/z.txt', 'z.txt'])
  })

  test('gives texts, and notes the one that is asked for and not at hand', () => {
    const asked = treeOf({ a: 'x', b: null, c: undefined })
    expect([asked.text('a'), asked.text('b'), asked.text('nowhere')]).toEqual(['x', null, null])
    expect([...asked.missing]).toEqual([])
    expect(asked.text('c')).toBeUndefined()
    expect([...asked.missing]).toEqual(['c'])
  })

  test('of which no list is known has nothing and asks for nothing', () => {
    const unknown = new Tree({ files: null, texts: new Map([['a', 'x']]) })
    expect([unknown.known, unknown.has('b'), unknown.under('.'), unknown.text('b')]).toEqual([false, false, [], null])
    expect(unknown.missing.size).toBe(0)
  })
})
