import { describe, expect, test } from '@jest/globals'
import { printable, quoted } from '../../src/text/printable.ts'

describe('printable', () => {
  test('shows what a terminal would obey', () => {
    expect(printable('\u001b[31mred\u0007\r\n')).toBe('\\x1b[31mred\\x07\\r\\n')
    expect(printable('\u009b31m')).toBe('\\x9b31m')
  })

  test('shows marks that reorder or hide text', () => {
    expect(printable('a\u202eb\u200bc\u2066d\u{e0041}\ufeff')).toBe('a\\u202eb\\u200bc\\u2066d\\u{e0041}\\ufeff')
  })

  test('leaves letters of every script alone', () => {
    expect(printable('RUN echo "héllo 世界 🐳"')).toBe('RUN echo "héllo 世界 🐳"')
  })

  test('keeps tabs only when asked', () => {
    expect(printable('a\tb')).toBe('a\\tb')
    expect(printable('a\tb', { tabs: true })).toBe('a\tb')
  })

  test('cuts a quoted word before it is longer than a line', () => {
    expect(quoted('x'.repeat(5000))).toBe(`"${'x'.repeat(80)}…"`)
    expect(quoted('a\nb')).toBe('"a\\nb"')
  })
})
