import type { Lines, Span } from '../text/lines.ts'
import type { Comment } from './model.ts'

/**
 * A text from which Docker has taken something out (continuations, comment lines), together with where each of its
 * characters stands in the file.
 */
export class LogicalText {
  readonly text: string
  readonly #from: readonly number[]
  readonly #at: readonly number[]

  /** `pieces` are the stretches of the file that are left, in order. */
  constructor(file: string, pieces: readonly Span[]) {
    let text = ''
    const from: number[] = []
    const at: number[] = []
    for (const piece of pieces) {
      if (piece.end <= piece.start) continue
      from.push(text.length)
      at.push(piece.start)
      text += file.slice(piece.start, piece.end)
    }
    this.text = text
    this.#from = from
    this.#at = at
  }

  /** The file offset of the logical character `index`. */
  offset(index: number): number {
    let low = 0
    let high = this.#from.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#from[middle] as number) <= index) low = middle
      else high = middle - 1
    }
    return (this.#at[low] ?? 0) + index - (this.#from[low] ?? 0)
  }

  /** The stretch of the file from logical `start` to logical `end`, what was taken out between them included. */
  span(start: number, end: number): Span {
    if (end <= start) {
      const at = start > 0 ? this.offset(start - 1) + 1 : this.offset(0)
      return { start: at, end: at }
    }
    return { start: this.offset(start), end: this.offset(end - 1) + 1 }
  }
}

/** One line as BuildKit puts it together from continued lines, before it looks for here-documents. */
export interface HeadLine {
  readonly logical: LogicalText
  readonly firstLine: number
  readonly lastLine: number
  /** The comment lines in between. */
  readonly comments: readonly Comment[]
  /** True when the last line ends with a continuation and the file ends there. */
  readonly open: boolean
}

const isBlank = (text: string): boolean => /^\s*$/.test(text)
export const isComment = (text: string): boolean => /^\s*#/.test(text)

export function commentAt(lines: Lines, line: number): Comment {
  const start = lines.start(line)
  const text = lines.textOf(line)
  const hash = text.indexOf('#')
  return { span: { start: start + hash, end: lines.end(line) }, line, text: text.slice(hash + 1).trim() }
}

/**
 * Where the continuation character of a line stands, or -1. BuildKit asks that it be the last character but for blanks, and that it be not doubled.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (setEscapeToken)
 */
export function continuationAt(text: string, escapeChar: string): number {
  let at = text.length - 1
  while (at >= 0 && (text[at] === ' ' || text[at] === '\t')) at--
  if (at < 0 || text[at] !== escapeChar) return -1
  return at > 0 && text[at - 1] === escapeChar ? -1 : at
}

/** Puts the continued line that begins at `first` together: comment lines and empty lines in it are passed over, as BuildKit does. */
export function readHead(lines: Lines, first: number, escapeChar: string, from = lines.start(first)): HeadLine {
  const pieces: Span[] = []
  const comments: Comment[] = []
  let line = first
  let lastLine = first
  let open = true
  for (; line <= lines.count; line++) {
    const start = line === first ? from : lines.start(line)
    const text = lines.text.slice(start, lines.end(line))
    if (line > first) {
      if (isComment(text)) {
        comments.push(commentAt(lines, line))
        lastLine = line
        continue
      }
      if (isBlank(text)) {
        lastLine = line
        continue
      }
    }
    lastLine = line
    const continuation = continuationAt(text, escapeChar)
    if (continuation === -1) {
      pieces.push({ start, end: start + text.length })
      open = false
      break
    }
    pieces.push({ start, end: start + continuation })
  }
  return { logical: new LogicalText(lines.text, pieces), firstLine: first, lastLine, comments, open }
}
