import { diffArrays } from 'diff'
import type { Suggestion } from '../text/edit.ts'
import type { LineRange, Lines } from '../text/lines.ts'
import { printable } from '../text/printable.ts'

/** A suggestion with the lines it replaces at hand. */
export interface Change {
  readonly lines: LineRange
  readonly before: readonly string[]
  /** Null when the lines go. */
  readonly after: readonly string[] | null
  readonly safety: Suggestion['safety']
}

/** The change that a suggestion makes, or null when it makes none or is not about this text. */
export function changeOf(lines: Lines, { lines: range, replacement, safety }: Suggestion): Change | null {
  if (range.start < 1 || range.end < range.start || range.end > lines.count) return null
  const before: string[] = []
  for (let line = range.start; line <= range.end; line++) before.push(lines.textOf(line))
  if (replacement === before.join('\n')) return null
  return { lines: range, before, after: replacement === null ? null : replacement.split('\n'), safety }
}

/**
 * Whether some lines of a text end with CRLF and some with LF. What a committed suggestion makes of such lines is not
 * known, and committing on the web has turned LF into CRLF before (w3c-fedid/digital-credentials#572).
 */
export function mixesLineEnds(text: string): boolean {
  const all = text.split('\n').length - 1
  const crlf = text.split('\r\n').length - 1
  return crlf > 0 && crlf < all
}

/** Whether a line holds something that a reader cannot see, and that a suggestion would carry along unseen. */
export function hasInvisible({ before, after }: Change): boolean {
  return [...before, ...(after ?? [])].some((line) => printable(line, { tabs: true }) !== line)
}

/** A change as the lines of a unified diff, printable. The header counts the lines of the file. */
export function diffOf({ lines, before, after }: Change): string[] {
  const rows = differenceOf(before, after ?? [])
  const header = `@@ -${lines.start},${before.length} +${lines.start},${after?.length ?? 0} @@`
  return [header, ...rows.map((row) => printable(row, { tabs: true }))]
}

function differenceOf(before: readonly string[], after: readonly string[]): string[] {
  const parts = diffArrays([...before], [...after], { maxEditLength: 2_000 })
  if (!parts) return [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)]
  return parts.flatMap(({ value, added, removed }) => value.map((line) => (added ? '+' : removed ? '-' : ' ') + line))
}
