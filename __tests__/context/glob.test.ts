import { describe, expect, test } from '@jest/globals'
import { compileGlob, isGlob } from '../../src/context/glob.ts'

// Answers of Go's filepath.Match, which `COPY` uses: pattern, path, whether it matches.
describe('a wildcard matches what Go matches', () => {
  test.each([
    ['*', 'a', true],
    ['*', 'a/b', false],
    ['*', '.a', true],
    ['*.txt', 'a.txt', true],
    ['*.txt', 'a/b.txt', false],
    ['*.txt', 'atxt', false],
    ['?', 'a', true],
    ['?', 'ab', false],
    ['?', '/', false],
    ['?.txt', '🐍.txt', true],
    ['a*b', 'ab', true],
    ['a*b', 'axxb', true],
    ['a*b', 'a/b', false],
    ['a?b', 'a/b', false],
    ['[ab]c', 'ac', true],
    ['[ab]c', 'cc', false],
    ['[a-c]x', 'bx', true],
    ['[a-c]x', 'dx', false],
    ['[^a]x', 'bx', true],
    ['[^a]x', 'ax', false],
    ['[^a-c]x', 'bx', false],
    ['[!a]x', '!x', true],
    ['[!a]x', 'bx', false],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a\\?', 'a?', true],
    ['a.b', 'a.b', true],
    ['a.b', 'axb', false],
    ['a+', 'a+', true],
    ['a+', 'aa', false],
    ['(a)', '(a)', true],
    ['{a,b}', 'a', false],
    ['a|b', 'a', false],
    ['^a$', 'a', false],
    ['^a$', '^a$', true],
    ['src/*/x', 'src/a/x', true],
    ['src/*/x', 'src/a/b/x', false],
    ['requirements*.txt', 'requirements.txt', true],
    ['requirements*.txt', 'requirements-dev.txt', true],
    ['package*.json', 'package-lock.json', true],
    ['**', 'a/b', false],
    ['**', 'a', true],
    ['**/a', 'x/a', true],
    ['**/a', 'a', false],
    ['a**', 'abc', true],
    ['*.[jt]s', 'a.ts', true],
    ['[\\]]', ']', true],
    ['[\\]]', 'a', false],
    ['[\\-]', '-', true],
    ['[[]x', '[x', true],
    ['[a\\-c]', 'b', false],
    ['[a-\\c]', 'b', true],
    ['', '', true],
    ['a', '', false],
    ['*', '', true],
    ['[^^]', 'a', true],
    ['[^^]', '^', false],
    ['a]', 'a]', true],
    ['[.]x', 'ax', false],
  ])('%j, %j: %j', (pattern, path, matches) => {
    expect(compileGlob(pattern)?.(path)).toBe(matches)
  })

  test.each(['[', '[-a]', '[]', '[]a]x', '[^]', '[a', '[a-]', 'a\\'])('%j is malformed, as in Go', (pattern) => {
    expect(compileGlob(pattern)).toBeNull()
  })

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
