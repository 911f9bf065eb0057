import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { agree, type Hunk, hunksBetween, parsePatch } from '../../src/review/hunks.ts'
import { gitPatch } from './git-patch.ts'

const linesOf = (text: string): string[] => {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Puts the head together from the base and the hunks, as `git apply` would. */
function applied(base: string, hunks: readonly Hunk[]): string[] {
  const before = linesOf(base)
  const after: string[] = []
  let next = 1
  for (const { rows } of hunks) {
    const first = rows.find((row) => row.base !== null)?.base
    while (first !== undefined && first !== null && next < first) after.push(before[next++ - 1] as string)
    if (first === undefined) {
      const head = rows[0]?.head as number
      while (after.length < head - 1) after.push(before[next++ - 1] as string)
    }
    for (const row of rows) {
      if (row.base !== null) next = row.base + 1
      if (row.head !== null) after.push(row.text)
    }
  }
  while (next <= before.length) after.push(before[next++ - 1] as string)
  return after
}

const line = fc.constantFrom(
  ...[
    '',
    'FROM a',
    'RUN b',
    '  c \\',
    '@@ -1,2 +3,4 @@',
    '+plus',
    '-minus',
    '--- a',
    '+++ b',
    '\\ No newline at end of file',
    'é',
  ],
)
const text = fc.tuple(fc.array(line, { maxLength: 25 }), fc.boolean(), fc.boolean()).map(([lines, newline, crlf]) => {
  const end = crlf ? '\r\n' : '\n'
  return lines.join(end) + (newline && lines.length > 0 ? end : '')
})

describe('hunks of a patch', () => {
  test('have the line numbers of both sides', () => {
    const base = 'a\nb\nc\n'
    const [hunk] = parsePatch(gitPatch(base, 'a\nx\ny\nc\n'))
    expect(hunk?.rows).toEqual([
      { kind: 'context', base: 1, head: 1, text: 'a' },
      { kind: 'deleted', base: 2, head: null, text: 'b' },
      { kind: 'added', base: null, head: 2, text: 'x' },
      { kind: 'added', base: null, head: 3, text: 'y' },
      { kind: 'context', base: 3, head: 4, text: 'c' },
    ])
  })

  test('keep far changes apart', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`)
    const head = lines.with(2, 'new').with(20, 'new')
    const hunks = parsePatch(gitPatch(`${lines.join('\n')}\n`, `${head.join('\n')}\n`))
    expect(hunks.map(({ rows }) => [rows[0]?.head, rows.at(-1)?.head])).toEqual([
      [1, 6],
      [18, 24],
    ])
  })

  test('have no row for a missing final line end', () => {
    const patch = gitPatch('a\nb', 'a\nc')
    expect(patch).toContain('\\ No newline at end of file')
    expect(parsePatch(patch)[0]?.rows.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'context a',
      'deleted b',
      'added c',
    ])
  })

  test('keep the carriage returns of the file', () => {
    expect(parsePatch(gitPatch('a\r\n', 'b\r\n'))[0]?.rows.map(({ text }) => text)).toEqual(['a\r', 'b\r'])
  })

  test('take a context line that lost its space for an empty one', () => {
    const rows = parsePatch('@@ -1,3 +1,3 @@\n a\n\n-b\n+c')[0]?.rows
    expect(rows?.map(({ kind, head }) => [kind, head])).toEqual([
      ['context', 1],
      ['context', 2],
      ['deleted', null],
      ['added', 3],
    ])
  })

  test('end where a patch is cut off or holds something else', () => {
    expect(parsePatch('@@ -1,9 +1,9 @@\n a\n b')[0]?.rows).toHaveLength(2)
    expect(parsePatch('@@ -1,9 +1,9 @@\n a\nwhat is this\n+b')[0]?.rows).toHaveLength(1)
    expect(parsePatch('Binary files differ')).toEqual([])
    expect(parsePatch('')).toEqual([])
  })

  test('of git lead from the base to the head, whatever the lines look like', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom(0, 1, 3), (base, head, context) => {
        const hunks = parsePatch(gitPatch(base, head, context))
        expect(applied(base, hunks)).toEqual(linesOf(head))
        expect(agree(hunks, head)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('hunks that are reckoned', () => {
  test('lead from the base to the head too, and are about the head', () => {
    fc.assert(
      fc.property(text, text, (base, head) => {
        const hunks = hunksBetween(base, head)
        expect(applied(base, hunks)).toEqual(linesOf(head))
        expect(agree(hunks, head)).toBe(true)
      }),
    )
  })

  test('are those of git where there is one way to see the change', () => {
    const base = Array.from({ length: 40 }, (_, index) => `line ${index}\n`)
    const head = [...base.slice(0, 5), 'new\n', ...base.slice(5, 30), ...base.slice(32)]
    expect(hunksBetween(base.join(''), head.join(''))).toEqual(parsePatch(gitPatch(base.join(''), head.join(''))))
  })

  test('of a new file are all of its lines', () => {
    expect(hunksBetween(null, 'a\nb\n')[0]?.rows.map(({ kind, head }) => [kind, head])).toEqual([
      ['added', 1],
      ['added', 2],
    ])
    expect(hunksBetween(null, '')).toEqual([])
  })

  test('are none when the texts have next to nothing in common and are long', () => {
    const many = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word} ${index}`).join('\n')
    expect(hunksBetween(many('a'), many('b'))).toEqual([])
  })
})

test('hunks do not agree with a text that was pushed since', () => {
  const hunks = parsePatch(gitPatch('a\nb\n', 'a\nc\n'))
  expect(agree(hunks, 'a\nc\n')).toBe(true)
  expect(agree(hunks, 'z\na\nc\n')).toBe(false)
})
