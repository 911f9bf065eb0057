import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { FileReport } from '../../src/analyse.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { commitSuggestions, compose } from '../../src/text/compose.ts'
import type { Edit, Fix, Suggestion } from '../../src/text/edit.ts'
import { Lines } from '../../src/text/lines.ts'
import { casesIn, reportOn } from '../fixture-cases.ts'

/** Ways of ending lines and files. */
const ENDINGS = [
  (text: string) => text,
  (text: string) => text.replace(/\r?\n$/, ''),
  (text: string) => text.replace(/\r?\n/g, '\r\n'),
]

/** Real Dockerfiles with the fixes that the rules make of them, each with one way of ending lines and files. */
const real = casesIn().flatMap((fixture, index): { text: string; fixes: Fix[] }[] => {
  const text = (ENDINGS[index % ENDINGS.length] as (typeof ENDINGS)[number])(fixture.before)
  const fixes = fixesOf(reportOn(fixture, text).findings)
  return fixes.length > 0 ? [{ text, fixes }] : []
})

function fixesOf(findings: FileReport['findings']): Fix[] {
  return findings.flatMap(({ remedy }) => ('unknown' in remedy ? [] : [remedy]))
}

/** Made-up Dockerfiles of one-line steps, with edits as rules make them: inside a line, of whole lines, and moves. */
const madeUp: fc.Arbitrary<{ text: string; fixes: Fix[] }> = fc
  .tuple(
    fc.array(fc.constantFrom('RUN a b', '# c', 'COPY . .', '', 'ENV D=e \\\n  F=g', 'RUN <<EOF\nh\nEOF'), {
      minLength: 1,
      maxLength: 7,
    }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .chain(([blocks, eol, closed]) => {
    // No rule moves lines so that an empty one would end a file without a final line end.
    const used = closed ? blocks : blocks.filter((block) => block !== '').concat('RUN z')
    const joined = ['FROM x', ...used].map((block) => block.replaceAll('\n', eol))
    const text = joined.join(eol) + (closed ? eol : '')
    const starts = joined.map((_, index) =>
      joined.slice(0, index).reduce((at, block) => at + block.length + eol.length, 0),
    )
    const block = fc.integer({ min: 1, max: joined.length - 1 })
    // No rule moves an empty line.
    const filled = fc.constantFrom(...[...joined.keys()].filter((index) => joined[index] !== ''))
    const edit = fc.oneof(
      block.map((index): Edit => ({ kind: 'replace', span: at(starts[index] as number), text: `LABEL new=1${eol}` })),
      fc.tuple(block, fc.constantFrom('x', ' --flag')).map(([index, added]): Edit => {
        const word = /^\S*/.exec(joined[index] as string)?.[0].length ?? 0
        return { kind: 'replace', span: at((starts[index] as number) + word), text: word > 0 ? ` ${added}` : '' }
      }),
      fc.tuple(filled, block).map(
        ([from, to]): Edit => ({
          kind: 'move',
          span: { start: starts[from] as number, end: starts[from + 1] ?? text.length },
          to: to === joined.length - 1 ? text.length : (starts[to] as number),
        }),
      ),
    )
    const safety = fc.constantFrom('safe' as const, 'safe' as const, 'unsafe' as const)
    return fc.record({
      text: fc.constant(text),
      fixes: fc.array(fc.record({ safety, edits: fc.array(edit, { minLength: 1, maxLength: 2 }) }), { maxLength: 5 }),
    })
  })

const at = (offset: number) => ({ start: offset, end: offset })
const given = fc.oneof(fc.constantFrom(...real), madeUp)
/** A text, its fixes, and a part of the suggestions that come of them. */
const withSome = given.chain(({ text, fixes }) => {
  const composed = compose(text, fixes)
  return fc.record({
    text: fc.constant(text),
    fixes: fc.constant(fixes),
    composed: fc.constant(composed),
    some: fc.shuffledSubarray([...composed.suggestions]),
  })
})

/** Where a suggestion stands once another one, which lies elsewhere, is committed. */
function moved(later: Suggestion, { lines, replacement }: Suggestion): Suggestion {
  if (later.lines.start < lines.start) return later
  const grown = (replacement === null ? 0 : replacement.split('\n').length) - (lines.end - lines.start + 1)
  return { ...later, lines: { start: later.lines.start + grown, end: later.lines.end + grown } }
}

const bareFeeds = (text: string): number => (text.match(/(?<!\r)\n/g) ?? []).length

describe('whatever is composed', () => {
  test('of real fixes, any part of the suggestions leaves a Dockerfile', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...real)
          .chain(({ text, fixes }) => fc.tuple(fc.constant(text), fc.subarray([...compose(text, fixes).suggestions]))),
        ([text, some]) => {
          expect(parseDockerfile(commitSuggestions(text, some)).instructions.length).toBeGreaterThan(0)
        },
      ),
    )
  })

  test('committing the suggestions one at a time, in any order, is committing them all at once', () => {
    fc.assert(
      fc.property(withSome, ({ text, composed, some }) => {
        const rest = composed.suggestions.filter((suggestion) => !some.includes(suggestion))
        let result = text
        let queue = [...some, ...rest]
        for (let next = queue.shift(); next; next = queue.shift()) {
          result = commitSuggestions(result, [next])
          const committed = next
          queue = queue.map((later) => moved(later, committed))
        }
        expect(result).toBe(composed.text)
      }),
      { numRuns: 300 },
    )
  })

  test('every suggestion changes something', () => {
    fc.assert(
      fc.property(withSome, ({ text, composed }) => {
        for (const suggestion of composed.suggestions) expect(commitSuggestions(text, [suggestion])).not.toBe(text)
      }),
    )
  })

  test('lines outside of the suggestions keep their bytes', () => {
    fc.assert(
      fc.property(withSome, ({ text, some }) => {
        const lines = new Lines(text)
        const result = commitSuggestions(text, some)
        let place = 0
        for (let line = 1; line <= lines.count; line++) {
          if (some.some(({ lines: range }) => line >= range.start && line <= range.end)) continue
          const kept = lines.textOf(line)
          const found = result.indexOf(kept, place)
          expect(found).toBeGreaterThanOrEqual(place)
          place = found + kept.length
        }
      }),
    )
  })

  test('line ends and the end of the file stay as they are', () => {
    fc.assert(
      fc.property(withSome, ({ text, some }) => {
        const result = commitSuggestions(text, some)
        if (bareFeeds(text) === 0) expect(bareFeeds(result)).toBe(0)
        if (!text.includes('\r')) expect(result).not.toContain('\r')
        if (some.every(({ replacement }) => replacement !== null))
          expect(result.endsWith('\n')).toBe(text.endsWith('\n'))
      }),
      { numRuns: 300 },
    )
  })

  test('a safe fix is never in one suggestion with an unsafe one', () => {
    fc.assert(
      fc.property(withSome, ({ fixes, composed }) => {
        for (const { safety, fixes: indexes } of composed.suggestions) {
          expect(new Set(indexes.map((index) => fixes[index]?.safety))).toEqual(new Set([safety]))
        }
      }),
    )
  })

  test('the first safe fix, when it does not contradict itself, does not wait', () => {
    fc.assert(
      fc.property(given, ({ text, fixes }) => {
        const first = fixes.findIndex(({ safety }) => safety === 'safe')
        if (first !== -1 && fixes[first]?.edits.length === 1) expect(compose(text, fixes).waiting).not.toContain(first)
      }),
    )
  })

  test('the same fixes twice give what they give once', () => {
    fc.assert(
      fc.property(given, ({ text, fixes }) => {
        const once = compose(text, fixes)
        const twice = compose(text, [...fixes, ...fixes])
        expect(twice.text).toBe(once.text)
        expect(twice.suggestions.map(({ lines, replacement }) => [lines, replacement])).toEqual(
          once.suggestions.map(({ lines, replacement }) => [lines, replacement]),
        )
      }),
    )
  })
})
