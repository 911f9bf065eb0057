import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readPatch } from '../../scripts/embedded-github/diff.mjs'
import { Anchors } from '../../src/review/anchor.ts'
import { parsePatch } from '../../src/review/hunks.ts'
import type { LineRange } from '../../src/text/lines.ts'
import { gitPatch } from './git-patch.ts'

const anchorsOf = (base: string, head: string) => new Anchors(parsePatch(gitPatch(base, head)))
const range = (start: number, end = start): LineRange => ({ start, end })
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`)
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`

const base = text(numbered(30))
/** Line 5 is another one, line 11 is new, what was line 20 is gone. */
const head = text(numbered(30).with(4, 'other').toSpliced(10, 0, 'new').toSpliced(20, 1))
const anchors = anchorsOf(base, head)

describe('a range is touched', () => {
  test('when one of its lines was changed or added', () => {
    expect(anchors.isTouched([range(5)])).toBe(true)
    expect(anchors.isTouched([range(9, 12)])).toBe(true)
    expect(anchors.isTouched([range(1), range(11)])).toBe(true)
  })

  test('when a line was taken out of its middle', () => {
    expect(anchors.isTouched([range(20, 21)])).toBe(true)
  })

  test('not when the change is beside it', () => {
    expect(anchors.isTouched([range(4), range(6), range(10), range(12)])).toBe(false)
    expect(anchors.isTouched([range(18, 20), range(21, 25)])).toBe(false)
  })

  test('everywhere in a new file', () => {
    const added = anchorsOf('', head)
    expect(Array.from({ length: 30 }, (_, index) => added.isTouched([range(index + 1)]))).not.toContain(false)
  })

  test('nowhere without a diff', () => {
    expect(new Anchors([]).isTouched([range(1, 100)])).toBe(false)
  })
})

describe('a suggestion', () => {
  test('fits on lines of one hunk, those around the change included', () => {
    expect(anchors.fitOf(range(5))).toBe('fits')
    expect(anchors.fitOf(range(2, 4))).toBe('fits')
  })

  test('does not fit on lines outside of the diff, wholly or in part (R7: parkerbxyz/suggest-changes#28)', () => {
    expect(anchors.fitOf(range(1))).toBe('outside-diff')
    expect(anchors.fitOf(range(24, 25))).toBe('outside-diff')
    const far = anchorsOf(text(numbered(40)), text(numbered(40).with(4, 'x').with(29, 'y')))
    expect(far.fitOf(range(5, 30))).toBe('outside-diff')
  })

  test('does not fit over a deleted line (R11: parkerbxyz/suggest-changes#50)', () => {
    expect(anchors.fitOf(range(19, 22))).toBe('deleted-lines')
    expect(anchors.fitOf(range(4, 5))).toBe('deleted-lines')
    expect(anchors.fitOf(range(5, 6))).toBe('fits')
  })
})

describe('a comment', () => {
  test('stands on what the pull request changed rather than on what it left alone', () => {
    expect(anchors.place([range(8), range(11)])).toEqual(range(11))
    expect(anchors.place([range(8), range(9)])).toEqual(range(8))
  })

  test('is cut to the hunk that holds the change', () => {
    const far = anchorsOf(text(numbered(40)), text(numbered(40).with(4, 'x').with(29, 'y')))
    expect(far.place([range(7, 40)])).toEqual(range(27, 33))
    expect(far.place([range(1, 40)])).toEqual(range(2, 8))
  })

  test('has no place when no line is in the diff', () => {
    expect(anchors.place([range(1), range(28, 31)])).toBeNull()
    expect(anchors.place([])).toBeNull()
  })
})

/** A text and another one that grew out of it, as an editor's changes do. */
const change = fc
  .tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.nat({ max: 3 })), { maxLength: 6 }),
  )
  .map(([count, edits]) => {
    const before = numbered(count)
    const after = [...before]
    for (const [at, gone, come] of edits) {
      after.splice(at % (after.length + 1), gone, ...Array.from({ length: come }, (_, index) => `new ${at} ${index}`))
    }
    return { base: text(before), head: after.length === 0 ? '' : text(after), lines: after.length }
  })

test('every place is one that GitHub takes, whatever is changed and asked for', () => {
  fc.assert(
    fc.property(
      change,
      fc.array(fc.tuple(fc.nat({ max: 45 }), fc.nat({ max: 10 })), { minLength: 1, maxLength: 3 }),
      (one, some) => {
        const patch = gitPatch(one.base, one.head)
        const { rows } = readPatch(patch)
        const found = new Anchors(parsePatch(patch))
        const candidates = some.map(([start, more]) => range(start + 1, start + 1 + more))
        const between = ({ start, end }: LineRange) => {
          const first = rows.findIndex(({ right }) => right === start)
          const last = rows.findIndex(({ right }) => right === end)
          return first === -1 || last === -1 ? null : rows.slice(first, last + 1)
        }
        const place = found.place(candidates)
        if (place) {
          const there = between(place)
          expect(new Set(there?.map(({ hunk }) => hunk)).size).toBe(1)
          expect(candidates.some(({ start, end }) => start <= place.start && place.end <= end)).toBe(true)
        } else {
          const inDiff = rows.some(({ right }) =>
            candidates.some(({ start, end }) => right !== null && right >= start && right <= end),
          )
          expect(inDiff).toBe(false)
        }
        for (const candidate of candidates) {
          const there = between(candidate)
          const oneHunk = there !== null && new Set(there.map(({ hunk }) => hunk)).size === 1
          const cut = there?.some(({ type }) => type === '-')
          expect(found.fitOf(candidate)).toBe(!oneHunk ? 'outside-diff' : cut ? 'deleted-lines' : 'fits')
        }
      },
    ),
    { numRuns: 100 },
  )
})
