import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { findRenames } from '../../src/gate/renames.ts'

const file = (path: string, ...lines: string[]) => ({ path, text: lines.map((line) => `${line}\n`).join('') })
const named = (...given: Parameters<typeof findRenames>) => Object.fromEntries(findRenames(...given))

describe('a file that was renamed', () => {
  test.each([
    ['with the same text', [file('a', '1', '2')], [file('b', '1', '2')], { b: 'a' }],
    ['with half of its text', [file('a', '1', '2', '3', '4')], [file('b', '1', '2', 'x', 'y')], { b: 'a' }],
    ['with less than half of it is new', [file('a', '1', '2', '3', '4')], [file('b', '1', 'x', 'y', 'z')], {}],
    ['empty, is found by being empty', [file('a')], [file('b')], { b: 'a' }],
  ])('%s', (_, removed, added, expected) => {
    expect(named(removed, added)).toEqual(expected)
  })

  test('is the one that is most alike, each file once', () => {
    const removed = [file('a', '1', '2', '3', '4'), file('b', '1', '2', '3', '5')]
    const added = [file('c', '1', '2', '3', '5'), file('d', '1', '2', '3', '4', '6'), file('e', '1', '2', '3', '4')]
    expect(named(removed, added)).toEqual({ c: 'b', e: 'a' })
  })

  test('keeps its name rather than its folder where two are equally alike', () => {
    expect(named([file('a/x', '1'), file('a/Dockerfile', '1')], [file('b/Dockerfile', '1')])).toEqual({
      'b/Dockerfile': 'a/Dockerfile',
    })
  })

  test('is one of those that went, whatever there is', () => {
    const files = (letter: string) =>
      fc
        .array(fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 4 }), { maxLength: 5 })
        .map((all) => all.map((lines, index) => file(`${letter}${index}`, ...lines)))
    fc.assert(
      fc.property(files('old'), files('new'), (removed, added) => {
        const renames = findRenames(removed, added)
        expect(new Set(renames.values()).size).toBe(renames.size)
        for (const [to, from] of renames) {
          expect(added.map(({ path }) => path)).toContain(to)
          expect(removed.map(({ path }) => path)).toContain(from)
        }
      }),
    )
  })
})
