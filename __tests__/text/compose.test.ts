import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { commitSuggestions, compose } from '../../src/text/compose.ts'
import type { Edit, Fix, Suggestion } from '../../src/text/edit.ts'
import { Lines } from '../../src/text/lines.ts'
import { casesIn } from '../fixture-cases.ts'

const replace = (start: number, end: number, text: string): Edit => ({ kind: 'replace', span: { start, end }, text })
const move = (start: number, end: number, to: number): Edit => ({ kind: 'move', span: { start, end }, to })
const fix = (...edits: Edit[]): Fix => ({ safety: 'safe', edits })

const text = 'FROM a\nCOPY . .\nRUN b\nRUN c\n'
const at = (word: string): number => text.indexOf(word)

describe('composing fixes', () => {
  test('gives a suggestion for the smallest range of whole lines that changes', () => {
    const { suggestions } = compose(text, [fix(replace(at('b\n'), at('b\n') + 1, 'x'))])
    expect(suggestions).toEqual([{ lines: { start: 3, end: 3 }, replacement: 'RUN x', safety: 'safe', fixes: [0] }])
  })

  test('repeats the line below an insertion, since a suggestion stands on a line of the file', () => {
    const { suggestions } = compose(text, [fix(replace(0, 0, '# syntax\n'))])
    expect(suggestions).toMatchObject([{ lines: { start: 1, end: 1 }, replacement: '# syntax\nFROM a' }])
  })

  test('says with null that lines go', () => {
    const { suggestions, text: result } = compose(text, [fix(replace(at('COPY'), at('RUN b'), ''))])
    expect(suggestions).toMatchObject([{ lines: { start: 2, end: 2 }, replacement: null }])
    expect(commitSuggestions(text, suggestions)).toBe(result)
    expect(result).toBe('FROM a\nRUN b\nRUN c\n')
  })

  test('moves whole lines together with what is changed in them', () => {
    const line = at('COPY')
    const { text: result, suggestions } = compose(text, [
      fix(replace(line, line, 'COPY m .\n'), move(line, at('RUN b'), at('RUN c')), replace(line + 5, line + 6, 'src')),
    ])
    expect(result).toBe('FROM a\nCOPY m .\nRUN b\nCOPY src .\nRUN c\n')
    expect(suggestions).toMatchObject([{ lines: { start: 2, end: 3 } }])
  })

  test('moves a line behind the last one, which has no line end', () => {
    const open = 'COPY . .\nRUN b'
    expect(compose(open, [fix(move(0, 9, 14))]).text).toBe('RUN b\nCOPY . .')
    expect(compose('COPY . .\r\nRUN b', [fix(move(0, 10, 15))]).text).toBe('RUN b\r\nCOPY . .')
  })

  test('makes fixes that touch the same lines one suggestion, and an edit that two of them share once', () => {
    const shared = replace(at('RUN b') + 3, at('RUN b') + 3, ' --mount=x')
    const { suggestions, text: result } = compose(text, [
      fix(shared),
      fix(shared, replace(at('c\n'), at('c\n') + 1, 'd')),
    ])
    expect(suggestions).toMatchObject([{ lines: { start: 3, end: 4 }, fixes: [0, 1] }])
    expect(result).toBe('FROM a\nCOPY . .\nRUN --mount=x b\nRUN d\n')
  })

  test('lets the later of two that contradict each other wait', () => {
    const one = fix(replace(at('b\n'), at('b\n') + 1, 'x'))
    const other = fix(replace(at('RUN b'), at('b\n') + 1, 'y'))
    expect(compose(text, [one, other])).toMatchObject({ waiting: [1], text: text.replace('RUN b', 'RUN x') })
  })

  test('never takes the button of a safe fix away for an unsafe one', () => {
    const unsafe: Fix = { safety: 'unsafe', edits: [replace(at('RUN b'), at('RUN b') + 3, 'run')] }
    const composed = compose(text, [unsafe, fix(replace(at('b\n'), at('b\n') + 1, 'x'))])
    expect(composed).toMatchObject({ waiting: [0], suggestions: [{ safety: 'safe', fixes: [1] }] })
  })

  test('drops what changes nothing', () => {
    expect(compose(text, [fix(replace(at('b\n'), at('b\n') + 1, 'b'))]).suggestions).toEqual([])
  })
})

describe('for any text and any fixes', () => {
  const texts = [...casesIn().map(({ before }) => before), text, text.trimEnd(), text.replaceAll('\n', '\r\n'), 'x']

  const edit = (lines: Lines): fc.Arbitrary<Edit> => {
    const line = fc.integer({ min: 1, max: lines.count })
    const span = fc.tuple(line, fc.nat(20), fc.nat(20)).map(([number, from, length]) => {
      // Inside a line: at its very start an insertion would belong to neither line.
      const start = Math.min(lines.start(number) + 1 + from, Math.max(lines.end(number), lines.start(number)))
      return { start, end: Math.min(start + length, lines.end(number)) }
    })
    const inside = span.filter(({ start }) => start > lines.start(lines.at(start)))
    const inserted = fc.constantFrom('', 'x', ' --flag')
    return fc.oneof(
      // A whole line is put in front of another one: what a fix may do.
      line.map((number): Edit => replace(lines.start(number), lines.start(number), `new line${lines.eol}`)),
      fc
        .tuple(lines.text.trim().length > 1 ? inside : fc.constant({ start: 1, end: 1 }), inserted)
        .map(([where, what]): Edit => ({ kind: 'replace', span: where, text: what })),
      fc.tuple(line, line).map(
        ([from, to]): Edit => ({
          kind: 'move',
          span: { start: lines.start(from), end: lines.next(from) },
          to: to === lines.count ? lines.text.length : lines.start(to),
        }),
      ),
    )
  }
  const given = fc.constantFrom(...texts).chain((one) =>
    fc.tuple(
      fc.constant(one),
      fc.array(
        fc.record({
          safety: fc.constantFrom('safe' as const, 'unsafe' as const),
          edits: fc.array(edit(new Lines(one)), { minLength: 1, maxLength: 3 }),
        }),
        { maxLength: 4 },
      ),
    ),
  )

  test('suggestions do not overlap, and every fix is in one, waits, or changes nothing', () => {
    fc.assert(
      fc.property(given, ([before, fixes]) => {
        const { suggestions, waiting } = compose(before, fixes)
        let end = 0
        for (const { lines } of suggestions) {
          expect(lines.start).toBeGreaterThan(end)
          expect(lines.end).toBeGreaterThanOrEqual(lines.start)
          end = lines.end
        }
        const placed = [...suggestions.flatMap((one) => one.fixes), ...waiting]
        expect(new Set(placed).size).toBe(placed.length)
      }),
    )
  })

  test('committing the suggestions gives the composed text', () => {
    fc.assert(
      fc.property(given, ([before, fixes]) => {
        const { suggestions, text: result } = compose(before, fixes)
        expect(commitSuggestions(before, suggestions)).toBe(result)
      }),
      { numRuns: 500 },
    )
  })

  test('what stands outside the suggestions keeps its bytes, whatever part of them is committed', () => {
    fc.assert(
      fc.property(
        given.chain(([before, fixes]) => {
          const { suggestions } = compose(before, fixes)
          return fc.tuple(fc.constant(before), fc.subarray([...suggestions]))
        }),
        ([before, some]) => {
          const lines = new Lines(before)
          let rest = commitSuggestions(before, some)
          let above = 1
          for (const { lines: range } of [...some, last(lines)]) {
            const kept = before.slice(lines.start(above), lines.start(range.start))
            const found = rest.indexOf(kept)
            expect(found).toBeGreaterThanOrEqual(0)
            rest = rest.slice(found + kept.length)
            above = range.end + 1
          }
        },
      ),
    )
  })

  const last = ({ count }: Lines): Pick<Suggestion, 'lines'> => ({ lines: { start: count + 1, end: count + 1 } })
})
