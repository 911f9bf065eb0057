import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { compileGlob, isGlob } from '../../src/context/glob.ts'

// The answers are those of path/filepath.Match of Go 1.26.8, which `COPY` uses, not ours.
const { cases } = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'glob-answers.json'), 'utf8')) as {
  cases: readonly { pattern: string; matches?: string[]; misses?: string[]; malformed?: true }[]
}

describe('a wildcard matches what Go matches', () => {
  const rows = cases.flatMap(({ pattern, matches = [], misses = [] }) => [
    ...matches.map((name) => [pattern, name, true] as const),
    ...misses.map((name) => [pattern, name, false] as const),
  ])

  test.each(rows)('%j, %j: %j', (pattern, name, matches) => {
    expect(compileGlob(pattern)?.(name)).toBe(matches)
  })

  test.each(cases.filter(({ malformed }) => malformed).map(({ pattern }) => pattern))(
    '%j is malformed, as in Go',
    (pattern) => {
      expect(compileGlob(pattern)).toBeNull()
    },
  )

  test('takes a time that is bounded, whatever the pattern', () => {
    const matches = compileGlob(`${'*a'.repeat(30)}b`)
    const start = performance.now()
    expect(matches?.('a'.repeat(200))).toBe(false)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

describe('a source has wildcards', () => {
  test.each([
    ['src', false],
    ['*.txt', true],
    ['a?', true],
    ['[ab]', true],
    ['\\*', false],
    ['a]', false],
  ])('%j: %j', (source, has) => {
    expect(isGlob(source)).toBe(has)
  })
})
