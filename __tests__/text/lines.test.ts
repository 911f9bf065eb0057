import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Lines } from '../../src/text/lines.ts'

const textsOf = (text: string): string[] => {
  const lines = new Lines(text)
  return Array.from({ length: lines.count }, (_, index) => lines.textOf(index + 1))
}

describe('a text is split into lines', () => {
  test.each([
    ['a\nb\n', ['a', 'b']],
    ['a\nb', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\r\nb\nc', ['a', 'b', 'c']],
    ['a\n\nb\n\n', ['a', '', 'b', '']],
    ['a\rb\n', ['a\rb']],
    ['a\r', ['a\r']],
    ['\r\n', ['']],
    ['\n', ['']],
    ['', ['']],
    ['a\u2028b\u0085c\fd\n', ['a\u2028b\u0085c\fd']],
  ])('%j', (text, lines) => {
    expect(textsOf(text)).toEqual(lines)
  })
})

describe('places', () => {
  const text = 'ab\r\ncd\n\nef'
  const lines = new Lines(text)

  test.each([
    [1, 0, 2, 4],
    [2, 4, 6, 7],
    [3, 7, 7, 8],
    [4, 8, 10, 10],
  ])('line %d starts at %d, ends at %d and the next starts at %d', (line, start, end, next) => {
    expect([lines.start(line), lines.end(line), lines.next(line)]).toEqual([start, end, next])
  })

  test('the line behind the last one starts at the end of the text', () => {
    expect(lines.start(5)).toBe(text.length)
  })

  test('a line end belongs to the line it ends', () => {
    expect([0, 2, 3, 4, 6, 7, 8, 10].map((offset) => lines.at(offset))).toEqual([1, 1, 1, 2, 2, 3, 4, 4])
  })

  test.each([
    [
      { start: 0, end: 2 },
      { start: 1, end: 1 },
    ],
    [
      { start: 0, end: 4 },
      { start: 1, end: 1 },
    ],
    [
      { start: 1, end: 5 },
      { start: 1, end: 2 },
    ],
    [
      { start: 4, end: 4 },
      { start: 2, end: 2 },
    ],
    [
      { start: 0, end: 10 },
      { start: 1, end: 4 },
    ],
    [
      { start: 10, end: 10 },
      { start: 4, end: 4 },
    ],
  ])('%j touches the lines %j', (span, range) => {
    expect(lines.range(span)).toEqual(range)
  })
})

describe('the line end of a text', () => {
  test.each([
    ['a\nb\r\n', '\n'],
    ['a\r\nb\n', '\r\n'],
    ['a', '\n'],
    ['', '\n'],
    ['a\rb\nc\r\n', '\n'],
    ['\r\n', '\r\n'],
  ])('of %j is %j, that of the first line', (text, eol) => {
    expect(new Lines(text).eol).toBe(eol)
  })
})

describe('for any text', () => {
  const anyText = fc
    .array(fc.constantFrom('a', '\n', '\r\n', '\r', ' ', '\u{1f40d}', '\u2028'), { maxLength: 30 })
    .map((parts) => parts.join(''))

  test('the lines with their line ends are the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = new Lines(text)
        let all = ''
        for (let line = 1; line <= lines.count; line++) all += text.slice(lines.start(line), lines.next(line))
        expect(all).toBe(text)
      }),
    )
  })

  test('every character stands in the line that holds it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = new Lines(text)
        for (let offset = 0; offset < text.length; offset++) {
          const line = lines.at(offset)
          expect(lines.start(line)).toBeLessThanOrEqual(offset)
          expect(lines.next(line)).toBeGreaterThan(offset)
        }
      }),
    )
  })

  test('no line has a line end in its text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const line of textsOf(text)) expect(line).not.toMatch(/\n/)
      }),
    )
  })
})
