import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseDockerfile } from '../src/dockerfile/parse.ts'
import { commitSuggestions } from '../src/text/compose.ts'
import { Lines } from '../src/text/lines.ts'
import { casesIn, reportOn } from './fixture-cases.ts'

/** Looks at every part of a few suggestions, and at as many parts of more as `runs` says. */
function forSome<One>(all: readonly One[], runs: number, look: (some: One[]) => void): void {
  if (2 ** all.length > runs) {
    fc.assert(
      fc.property(fc.subarray([...all]), (some) => look(some)),
      { numRuns: runs },
    )
    return
  }
  for (let part = 0; part < 2 ** all.length; part++) look(all.filter((_, at) => part & (1 << at)))
}

/** What must be true of every answer, over every fixture. */
describe.each(casesIn().map((one) => [one.name, one] as const))('%s', (_, fixture) => {
  const { before } = fixture
  const report = reportOn(fixture, before)
  const safe = report.suggestions.filter(({ safety }) => safety === 'safe')

  test('the result parses, whatever suggestions are committed', () => {
    forSome(safe, 100, (some) => {
      expect(() => parseDockerfile(commitSuggestions(before, some))).not.toThrow()
    })
  })

  test('committing all of them is what `fix` writes, in whatever order they are committed', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(safe, { minLength: safe.length }), (order) => {
        let text = before
        let rest = order
        for (let next = rest[0]; next; next = rest[0]) {
          text = commitSuggestions(text, [next])
          rest = rest.slice(1).map((later) => moved(later, next))
        }
        expect(text).toBe(report.fixed)
        expect(commitSuggestions(before, order)).toBe(report.fixed)
      }),
      { numRuns: safe.length < 2 ? 1 : 5 * safe.length },
    )
  })

  test('after committing all of them nothing more is suggested, but what had no button before', () => {
    const again = reportOn(fixture, report.fixed)
    expect(again.suggestions.filter(({ safety }) => safety === 'safe')).toEqual([])
    const left = report.findings.filter(({ remedy }) => 'unknown' in remedy || remedy.safety === 'unsafe')
    const words = left.map(({ rule, manager }) => `${rule} ${manager}`)
    expect(again.findings.filter(({ rule, manager }) => !words.includes(`${rule} ${manager}`))).toEqual([])
  })

  test('a person who makes the changes without a button too has none left after two rounds', () => {
    const once = commitSuggestions(before, report.suggestions)
    const twice = commitSuggestions(once, reportOn(fixture, once).suggestions)
    expect(reportOn(fixture, twice).suggestions).toEqual([])
  })

  test('after committing some of them nothing new is found', () => {
    const known = new Set(report.findings.map(({ rule, manager }) => `${rule} ${manager}`))
    forSome(safe, 20, (some) => {
      const after = reportOn(fixture, commitSuggestions(before, some))
      expect(after.findings.filter(({ rule, manager }) => !known.has(`${rule} ${manager}`))).toEqual([])
    })
  })

  test('every line outside the suggestions keeps its bytes, and so do line ends and the end of the file', () => {
    const lines = new Lines(before)
    const touched = new Set(safe.flatMap(({ lines: { start, end } }) => range(start, end)))
    const kept = range(1, lines.count)
      .filter((line) => !touched.has(line))
      .map((line) => before.slice(lines.start(line), lines.next(line)))
    let at = 0
    for (const line of kept) {
      const found = report.fixed.indexOf(line, at)
      expect(found).toBeGreaterThanOrEqual(at)
      at = found + line.length
    }
    expect(report.fixed.endsWith('\n')).toBe(before.endsWith('\n'))
    const bare = (text: string) => (text.match(/(?<!\r)\n/g) ?? []).length
    if (bare(before) === 0) expect(bare(report.fixed)).toBe(0)
    if (!before.includes('\r')) expect(report.fixed).not.toContain('\r')
  })

  test('suggestions change something and do not overlap', () => {
    let end = 0
    for (const { lines, replacement } of report.suggestions) {
      expect(lines.start).toBeGreaterThan(end)
      const now = new Lines(before)
      const text = range(lines.start, lines.end)
        .map((line) => now.textOf(line))
        .join('\n')
      expect(replacement).not.toBe(text)
      end = lines.end
    }
  })
})

const range = (start: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => start + index)

/** Where a suggestion stands once another one, which lies elsewhere, is committed. */
function moved<Suggestion extends { lines: { start: number; end: number } }>(
  later: Suggestion,
  { lines, replacement }: { lines: { start: number; end: number }; replacement: string | null },
): Suggestion {
  if (later.lines.start < lines.start) return later
  const grown = (replacement === null ? 0 : replacement.split('\n').length) - (lines.end - lines.start + 1)
  return { ...later, lines: { start: later.lines.start + grown, end: later.lines.end + grown } }
}
