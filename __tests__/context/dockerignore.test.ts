import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { DockerIgnore } from '../../src/context/dockerignore.ts'

// The answers are those of github.com/moby/patternmatcher v0.6.1 and of the filter that the client sends a context with, not ours.
const { cases } = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'dockerignore-answers.json'), 'utf8')) as {
  cases: readonly { name: string; file: string; excluded?: Record<string, boolean>; refused?: string }[]
}

describe('a .dockerignore leaves out what BuildKit leaves out', () => {
  const rows = cases.flatMap(({ name, file, excluded = {} }) =>
    Object.entries(excluded).map(([path_, is]) => [name, file, path_, is] as const),
  )

  test.each(rows)('%s: %j, %s: %j', (_, file, name, excluded) => {
    expect(new DockerIgnore(file).excludes(name)).toBe(excluded)
  })

  test('whatever was asked before', () => {
    for (const { file, excluded = {} } of cases) {
      const ignore = new DockerIgnore(file)
      const names = Object.keys(excluded)
      for (const name of [...names, ...names.reverse()]) expect(ignore.excludes(name)).toBe(excluded[name])
    }
  })
})

describe('an empty .dockerignore', () => {
  test.each(['', '\n\n', '# only a comment\n'])('%j leaves nothing out', (file) => {
    expect(['a', '.git/x', 'b/c'].filter((name) => new DockerIgnore(file).excludes(name))).toEqual([])
  })
})

describe('a pattern cannot be read', () => {
  test.each(cases.filter(({ refused }) => refused).map(({ name, file }) => [name, file] as const))(
    'where BuildKit refuses it: %s: %j',
    (_, file) => {
      expect(new DockerIgnore(file).unreadable).toBe(file.split('\n').at(-1))
    },
  )

  test.each([
    ['a caret beside a wildcard', '^a*'],
    ['a bar beside a wildcard, which is an alternative', 'a|b*'],
    ['a letter that is quoted', '\\d+'],
    ['a class by name', '[[:digit:]]'],
    ['a number of repetitions beside a wildcard', 'a{2}*'],
  ])('where only regular expressions know what it means: %s: %j', (_, file) => {
    expect(new DockerIgnore(`a\n  ${file}\n`).unreadable).toBe(file)
  })

  test('in no file that BuildKit reads', () => {
    for (const { file, refused } of cases) {
      if (!refused) expect([file, new DockerIgnore(file).unreadable]).toEqual([file, null])
    }
  })
})

describe('the time that a pattern takes', () => {
  test.each([
    ['stars', `${'*a'.repeat(30)}b`],
    ['folders', `${'**/a/'.repeat(20)}b`],
    ['both', `${'**/*a*/'.repeat(15)}b`],
  ])('is bounded for many %s', (_, pattern) => {
    const ignore = new DockerIgnore(pattern)
    const start = performance.now()
    expect(ignore.excludes(`${'aaaaaaaaaa/'.repeat(20)}${'a'.repeat(200)}`)).toBe(false)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})
