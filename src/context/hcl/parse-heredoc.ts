import { type Cursor, HclError } from './cursor.ts'
import type { Expression } from './syntax.ts'

/** Reads a here-document; one with expressions in it is not known. */
export function parseHeredoc(cursor: Cursor): Expression {
  const start = cursor.at
  const head = cursor.match(/<<-?[\p{L}_][\p{L}\p{N}_-]*\r?\n/uy)
  if (head === null) throw new HclError(`no here-document in line ${cursor.line}`)
  const word = head.replace(/^<<-?/, '').trim()
  const lines: string[] = []
  for (;;) {
    if (cursor.ended) throw new HclError(`${word} is missing`)
    const line = cursor.match(/[^\n]*/y) ?? ''
    if (line.trim() === word) break
    lines.push(`${line}\n`)
    cursor.takes('\n')
  }
  const raw = cursor.text.slice(start, cursor.at)
  const text = (head.startsWith('<<-') ? withoutIndent(lines) : lines).join('')
  return /[$%]\{/.test(text) ? { kind: 'unknown', raw } : { kind: 'literal', value: text, raw }
}

function withoutIndent(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0)
  const least = indents.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY)
  return lines.map((line) => (line.trim() === '' ? line.replace(/^ */, '') : line.slice(least)))
}
