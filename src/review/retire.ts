import { commentMark, linesOf, readCommentMark } from './mark.ts'

/*
 * Our own comments that no longer hold. Their text is ours to change; what people wrote below it, and whether the thread
 * is resolved, is not.
 */

/** Why a comment is taken back. */
export type Why =
  /** What it is about is no longer found, or somebody told us to be silent of it. */
  | { readonly why: 'gone'; readonly headSha: string; readonly silenced?: boolean }
  /** A newer comment says it. */
  | { readonly why: 'superseded' }
  /** A person dismissed it, and its suggestion no longer fits. */
  | { readonly why: 'stale'; readonly suggestion: string }

/** The lines between the fences of a body's first suggestion; null when there is none. */
export function suggestionIn(body: string): string | null {
  const lines = linesOf(body)
  const start = lines.findIndex(({ opens, line }) => opens && isSuggestion(line))
  if (start === -1) return null
  const inside = lines.slice(start + 1)
  const end = inside.findIndex(({ fenced, opens }, index) => opens || !fenced || isClosing(inside, index))
  return inside
    .slice(0, end === -1 ? inside.length : end)
    .map(({ line }) => line)
    .join('\n')
}

/**
 * A comment that says in its first line that it no longer holds: its suggestion becomes a plain block, which has no button,
 * and its mark says so too. A body without a mark comes back as it is.
 */
export function retired(body: string, reason: Why): string {
  const mark = readCommentMark(body)
  if (!mark) return body
  const closed = reason.why !== 'stale'
  const suggestion = reason.why === 'stale' ? reason.suggestion : mark.suggestion
  const written = commentMark({ ...mark, suggestion, closed })
  const kept = linesOf(body)
    .filter(({ line, fenced }) => fenced || readCommentMark(line) === null)
    .map(({ line, opens }) => (opens && isSuggestion(line) ? line.replace(/suggestion\s*$/, 'dockerfile') : line))
  return `${sentence(reason)}\n\n${kept.join('\n').trim()}\n\n${written}`
}

function sentence(reason: Why): string {
  if (reason.why === 'gone' && reason.silenced)
    return `**Closed:** as of ${reason.headSha.slice(0, 7)} an ignore silences this, or it is no longer found.`
  if (reason.why === 'gone') return `**Done:** as of ${reason.headSha.slice(0, 7)} this is no longer found.`
  if (reason.why === 'superseded')
    return '**Out of date:** the file has changed since; a newer comment, or the summary, says what holds now.'
  return '**Out of date:** the file has changed since, so the change below is no longer offered as a suggestion.'
}

const isSuggestion = (line: string): boolean => /^ {0,3}`{3,}suggestion\s*$/.test(line)

/** Whether the fenced line at an index ends its block: the next one is outside of fences. */
const isClosing = (lines: ReturnType<typeof linesOf>, index: number): boolean =>
  lines[index]?.fenced === true && lines[index + 1]?.fenced !== true
