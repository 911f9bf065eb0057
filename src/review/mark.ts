/*
 * The invisible marks by which a later run knows what was said. They are the last lines of what we write, outside every
 * fence. A mark counts only in what our own account wrote; even there the text around it comes from a pull request, so
 * nothing but these whole lines is read.
 *
 * Marks of version 1 (before 1.0) are still read: a comment's rules are known from them, a review's digest. Its hashes were
 * made of the file's path and cannot be compared.
 */

/** What a comment speaks of. */
export interface CommentMark {
  readonly version: 1 | 2
  /** For each of its findings a hash of the fingerprint, which does not hold the file's path: files are renamed. */
  readonly hashes: readonly string[]
  readonly rules: readonly string[]
  /** A hash of the change that it shows; null in version 1. */
  readonly suggestion: string | null
  /** Whether the comment itself says that it is done with, where its thread could not be resolved. */
  readonly closed: boolean
}

/** What the one review says whose body is the summary of the pull request. */
export interface SummaryMark {
  readonly version: 1 | 2
  /** The head commit that it was written for. */
  readonly headSha: string
  /** A hash over what it lists; null in a review of version 1 that lists nothing. */
  readonly digest: string | null
  /** The comments (by their REST ids) whose findings were seen to be gone: nothing is done about their threads any more. */
  readonly closed: readonly number[]
  /** The comments whose threads a person resolved although their findings were still there. */
  readonly dismissed: readonly number[]
  /** Files that were renamed between two pushes: hashes of the paths that threads have and of those that the files have now. */
  readonly moved: readonly (readonly [string, string])[]
  /** The findings (path and hash, hashed) that GitHub did not take as comments on `headSha`. */
  readonly refused: readonly string[]
}

const hash = '[0-9a-f]{16}'
const hashes = `${hash}(?:,${hash})*`
const rules = '[a-z0-9-]+(?:,[a-z0-9-]+)*'
const sha = '[0-9a-f]{40,64}'
const ids = '\\d{1,15}(?:,\\d{1,15})*'
const pairs = `${hash}:${hash}(?:,${hash}:${hash})*`
const noDigest = '0'.repeat(16)
const commentLine = new RegExp(`^<!-- layerwise:v2 (closed )?(${hashes}) (${rules}) (${hash}) -->$`)
const firstCommentLine = new RegExp(`^<!-- layerwise:v1 (${hashes}) (${rules}) -->$`)
const summaryLine = new RegExp(
  `^<!-- layerwise:v2 summary (${sha}) (${hash})(?: closed=(${ids}))?(?: dismissed=(${ids}))?(?: moved=(${pairs}))?(?: refused=(${hashes}))? -->$`,
)
const firstReviewLine = new RegExp(`^<!-- layerwise:v1 review (${sha}) (${hash})(?: ${hashes})? -->$`)
const reviewLine = new RegExp(`^<!-- layerwise:v2 review (${sha}) (${hash}) -->$`)

/** A mark names this many findings at most; nobody has more under one comment, unless they mean harm. */
export const mostMarked = 50

/** A summary remembers this many comments of each kind, the newest. */
export const mostRemembered = 400

/** The mark of a comment. Always of the current version. */
export function commentMark({ hashes, rules, suggestion, closed }: Omit<CommentMark, 'version'>): string {
  const named = [hashes, rules].map((list) => list.slice(0, mostMarked).join(','))
  return `<!-- layerwise:v2 ${closed ? 'closed ' : ''}${named.join(' ')} ${suggestion ?? noDigest} -->`
}

/** The mark of the review whose body is the summary. */
export function summaryMark({ headSha, digest, ...lists }: Omit<SummaryMark, 'version'>): string {
  const newest = (all: readonly number[]) => [...all].sort((a, b) => a - b).slice(-mostRemembered)
  const parts = { closed: newest(lists.closed), dismissed: newest(lists.dismissed) }
  const more = { moved: lists.moved.map((pair) => pair.join(':')), refused: lists.refused }
  const named = Object.entries({ ...parts, ...more })
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => ` ${name}=${list.slice(0, mostRemembered).join(',')}`)
  return `<!-- layerwise:v2 summary ${headSha} ${digest ?? noDigest}${named.join('')} -->`
}

/** The mark of a later review, which holds comments and no lists. `content` is a hash over its comments. */
export const reviewMark = ({ headSha, content }: { headSha: string; content: string }): string =>
  `<!-- layerwise:v2 review ${headSha} ${content} -->`

/** The mark in a comment of ours, or null. */
export function readCommentMark(body: string): CommentMark | null {
  const found = lastLine(body, commentLine)
  if (found) {
    const [, closed, marked = '', named = '', suggestion = ''] = found
    return { version: 2, hashes: marked.split(','), rules: named.split(','), suggestion, closed: closed !== undefined }
  }
  const first = lastLine(body, firstCommentLine)
  if (!first) return null
  const [, marked = '', named = ''] = first
  return { version: 1, hashes: marked.split(','), rules: named.split(','), suggestion: null, closed: false }
}

/** The mark in the body of a review of ours that is a summary, or null. */
export function readSummaryMark(body: string): SummaryMark | null {
  const found = lastLine(body, summaryLine)
  if (found) {
    const [, headSha = '', digest = '', closed, dismissed, moved, refused] = found
    const numbers = (list: string | undefined) => list?.split(',').map(Number) ?? []
    const remembered = { closed: numbers(closed), dismissed: numbers(dismissed), refused: refused?.split(',') ?? [] }
    const pairsOf = (list: string) => list.split(',').map((pair) => pair.split(':') as [string, string])
    return { version: 2, headSha, digest, ...remembered, moved: moved ? pairsOf(moved) : [] }
  }
  const first = lastLine(body, firstReviewLine)
  if (!first) return null
  const [, headSha = '', digest = ''] = first
  return {
    ...{ version: 1, headSha, digest: digest === noDigest ? null : digest },
    ...{ closed: [], dismissed: [], moved: [], refused: [] },
  }
}

/** Whether a body is that of a review of ours. */
export const isOwnReview = (body: string): boolean =>
  lastLine(body, reviewLine) !== null || readSummaryMark(body) !== null

/** The line of a body that is its mark; null when there is none. It tells one review of ours from another. */
export const markLineOf = (body: string): string | null =>
  [summaryLine, reviewLine, commentLine].map((pattern) => lastLine(body, pattern)?.[0]).find(Boolean) ?? null

/** The last line outside fences that matches. People may write below a mark, so it need not be the very last line. */
function lastLine(body: string, pattern: RegExp): RegExpExecArray | null {
  let found: RegExpExecArray | null = null
  for (const { line, fenced } of linesOf(body)) if (!fenced) found = pattern.exec(line) ?? found
  return found
}

/** The lines of a body, each with whether it belongs to a fenced block; `opens` is the line that begins one. */
export function linesOf(body: string): { readonly line: string; readonly fenced: boolean; readonly opens: boolean }[] {
  let fence: string | null = null
  return body.split(/\r?\n/).map((line) => {
    const sign = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
    if (fence === null) {
      const opens = sign !== null && !(sign[1]?.startsWith('`') && sign[2]?.includes('`'))
      if (opens) fence = sign[1] as string
      return { line, fenced: opens, opens }
    }
    if (sign?.[1]?.startsWith(fence) && sign[2]?.trim() === '') fence = null
    return { line, fenced: true, opens: false }
  })
}
