import type { LineRange, Span } from './lines.ts'

/**
 * One change of a text, as data.
 *
 * - `replace` puts `text` in the place of a span. An empty span inserts.
 * - `move` takes whole lines (the span starts at a line start and ends behind a line end or at the end of the text) to
 *   another line start. What `replace` edits say inside the span goes along.
 */
export type Edit =
  | { readonly kind: 'replace'; readonly span: Span; readonly text: string }
  | { readonly kind: 'move'; readonly span: Span; readonly to: number }

/** What a finding proposes. All its edits are made, or none. */
export interface Fix {
  /** `unsafe` when the result is not proven to be the same image; such a fix is never offered as a one-click suggestion. */
  readonly safety: 'safe' | 'unsafe'
  readonly edits: readonly Edit[]
}

/** A change as GitHub shows it: whole lines of the file and the lines that take their place. */
export interface Suggestion {
  readonly lines: LineRange
  /** The new lines, joined by `\n`, without a final line end; empty text means one empty line, `null` that the lines go. */
  readonly replacement: string | null
  readonly safety: 'safe' | 'unsafe'
  /** Which of the composed fixes it holds: their indexes, ascending. */
  readonly fixes: readonly number[]
}
