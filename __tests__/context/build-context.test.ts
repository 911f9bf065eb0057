import { describe, expect, test } from '@jest/globals'
import { openContext } from '../../src/context/build-context.ts'
import { findContexts } from '../../src/context/contexts.ts'
import { Tree } from '../../src/context/tree.ts'
import { contextOf, type Files, treeOf } from './repository.ts'

/** The folder that is found, or why there is none. */
function found(files: Files, dockerfile: string, sources: readonly string[], named?: string): string {
  const result = findContexts(treeOf(files), dockerfile, sources, named, [])
  if ('contexts' in result) {
    const [{ context }] = result.contexts
    return `${context.folder} (${context.ignoreFile ?? 'nothing left out'})`
  }
  return 'unknown' in result ? result.unknown : 'missing'
}

describe('the build context', () => {
  test.each([
    ['the root, where the Dockerfile lies', { Dockerfile: '', a: '' }, 'Dockerfile', ['a']],
    ['the root, when only it has all', { 'web/Dockerfile': '', a: '', 'web/b': '' }, 'web/Dockerfile', ['a', 'web']],
    ['the root, by a wildcard', { 'web/Dockerfile': '', 'a1.txt': '' }, 'web/Dockerfile', ['a*.txt']],
    [
      'the root, by a name beside a wildcard that matches nothing',
      { 'web/Dockerfile': '', a: '' },
      'web/Dockerfile',
      ['a', 'b*'],
    ],
    ['the root, above which nothing is', { 'web/Dockerfile': '', a: '' }, 'web/Dockerfile', ['../a']],
  ])('is %s', (_, files, dockerfile, sources) => {
    expect(found(files as Files, dockerfile, sources)).toBe('. (nothing left out)')
  })

  test.each([
    ['only it has all sources', { 'web/Dockerfile': '', 'web/a': '' }, ['a']],
    ['a folder is copied', { 'web/Dockerfile': '', 'web/src/a': '' }, ['src', 'src/a']],
  ])("is the Dockerfile's own folder when %s", (_, files, sources) => {
    expect(found(files as Files, 'web/Dockerfile', sources)).toBe('web (nothing left out)')
  })

  test('is the folder that is named, whatever it has', () => {
    expect(found({ 'web/Dockerfile': '', 'web/a': '' }, 'web/Dockerfile', ['a'], '.')).toBe('. (nothing left out)')
    expect(found({ 'web/Dockerfile': '', a: '' }, 'web/Dockerfile', ['a'], 'web')).toBe('web (nothing left out)')
  })

  test.each([
    [
      'both folders have all sources',
      { 'web/Dockerfile': '', a: '', 'web/a': '' },
      ['a'],
      /may be the root of the repository or web/,
    ],
    ['the whole context is copied', { 'web/Dockerfile': '', a: '' }, ['.'], /may be the root/],
    ['nothing is copied', { 'web/Dockerfile': '' }, [], /may be the root/],
    ['neither has them', { 'web/Dockerfile': '', a: '' }, ['b'], /no folder holds everything/],
    [
      'one source is here and one there',
      { 'web/Dockerfile': '', a: '', 'web/b': '' },
      ['a', 'b'],
      /no folder holds everything/,
    ],
  ])('is not known where %s', (_, files, sources, why) => {
    expect(found(files, 'web/Dockerfile', sources)).toMatch(why)
  })

  test('is not known where the files are not', () => {
    const tree = new Tree({ files: null, texts: new Map() })
    expect(findContexts(tree, 'Dockerfile', ['a'], undefined, [])).toEqual({
      unknown: 'the files of the repository are not known',
    })
    expect(findContexts(tree, 'Dockerfile', ['a'], '.', [])).toHaveProperty('unknown')
  })
})

describe('the ignore file in force', () => {
  test("is the Dockerfile's own before that of the folder", () => {
    const files = { 'web/Dockerfile': '', 'web/Dockerfile.dockerignore': 'b', '.dockerignore': 'a', a: '', b: '' }
    expect(found(files, 'web/Dockerfile', ['a'], '.')).toBe('. (web/Dockerfile.dockerignore)')
  })

  test('is that of the context, not that beside the Dockerfile', () => {
    const files = { 'web/Dockerfile': '', 'web/.dockerignore': 'a', '.dockerignore': 'b', a: '' }
    expect(found(files, 'web/Dockerfile', ['a'], '.')).toBe('. (.dockerignore)')
    expect(found(files, 'web/Dockerfile', ['a'], 'web')).toBe('web (web/.dockerignore)')
  })

  test('must be at hand, and is asked for', () => {
    const tree = treeOf({ Dockerfile: '', '.dockerignore': undefined, a: '' })
    expect(findContexts(tree, 'Dockerfile', ['a'], undefined, [])).toEqual({ missing: true })
    expect([...tree.missing]).toEqual(['.dockerignore'])
  })

  test('is asked for in every folder that may be the context, in one round', () => {
    const tree = treeOf({ 'web/Dockerfile': '', '.dockerignore': undefined, 'web/.dockerignore': undefined, a: '' })
    expect(findContexts(tree, 'web/Dockerfile', ['a'], undefined, [])).toEqual({ missing: true })
    expect([...tree.missing]).toEqual(['.dockerignore', 'web/.dockerignore'])
  })

  test('makes the context unknown when it cannot be read', () => {
    expect(found({ Dockerfile: '', '.dockerignore': null, a: '' }, 'Dockerfile', ['a'])).toBe(
      '.dockerignore cannot be read',
    )
    expect(found({ Dockerfile: '', '.dockerignore': 'x\n[b\n', a: '' }, 'Dockerfile', ['a'])).toBe(
      '.dockerignore has the pattern [b, which cannot be read',
    )
  })

  test("is the Dockerfile's own also when that is empty", () => {
    const files = { Dockerfile: '', 'Dockerfile.dockerignore': '', '.dockerignore': 'a', a: '' }
    expect(found(files, 'Dockerfile', ['a'])).toBe('. (Dockerfile.dockerignore)')
  })

  test('decides which folder has the sources', () => {
    const files = { 'web/Dockerfile': '', 'web/a': '', a: '', 'web/.dockerignore': 'a' }
    expect(found(files, 'web/Dockerfile', ['a'])).toBe('. (nothing left out)')
  })
})

test('of a Git address everything is seen: no ignore file is applied', () => {
  const tree = treeOf({ Dockerfile: '', '.dockerignore': '*', 'web/a': '', b: '' })
  const opened = openContext(tree, 'Dockerfile', '.', 'git')
  if (!('context' in opened)) throw new Error('it is not opened')
  expect(opened.context).toMatchObject({ kind: 'git', ignoreFile: null })
  expect(opened.context.under('.')).toEqual(['.dockerignore', 'Dockerfile', 'b', 'web/a'])
})

describe('what a build sees of its context', () => {
  const context = contextOf(
    {
      'web/a.txt': 'A',
      'web/b.md': 'B',
      'web/src/c.txt': 'C',
      'web/node_modules/d/e.js': 'D',
      'f.txt': 'F',
      'web/.env': 'E',
    },
    { folder: 'web', ignore: 'node_modules\n*.md\n.env\n' },
  )

  test('are the files of its folder that are not left out', () => {
    expect(context.under('.')).toEqual(['a.txt', 'src/c.txt'])
    expect(context.under('src')).toEqual(['src/c.txt'])
    expect(['a.txt', 'b.md', 'f.txt', 'src/c.txt', '.env'].map((path) => context.has(path))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ])
  })

  test('are the folders that hold one', () => {
    expect(['.', 'src', 'node_modules', 'a.txt', 'nowhere'].map((path) => context.isFolder(path))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  test.each([
    ['a.txt', ['a.txt']],
    ['./a.txt', ['a.txt']],
    ['/a.txt', ['a.txt']],
    ['src/', ['src']],
    ['.', ['.']],
    ['*.txt', ['a.txt']],
    ['*', ['a.txt', 'src']],
    ['src/*.txt', ['src/c.txt']],
    ['*/c.txt', ['src/c.txt']],
    ['b.md', null],
    ['node_modules', null],
    ['nowhere', null],
    ['*.rs', []],
    ['src/*.rs', []],
    ['a.txt/*', []],
    ['nowhere/*', null],
    ['node_modules/*', null],
    ['../f.txt', null],
    ['../a.txt', ['a.txt']],
    ['src/../../a.txt', ['a.txt']],
    ['[', null],
  ])('a source %j names %j', (source, matches) => {
    expect(context.matches(source)?.sort() ?? null).toEqual(matches)
  })

  test('are matched in the order in which they are copied, so that the last one stays', () => {
    const files = { 'b/x': '', 'a-b/x': '', 'a/x': '', 'a.c/x': '' }
    expect(contextOf(files).matches('*/x')).toEqual(['a/x', 'a-b/x', 'a.c/x', 'b/x'])
  })

  test('are the texts of its files', () => {
    expect([context.text('a.txt'), context.text('b.md'), context.text('nowhere')]).toEqual(['A', null, null])
    expect(context.inRepository('a.txt')).toBe('web/a.txt')
    expect(contextOf({ a: undefined }).text('a')).toBeUndefined()
  })
})
