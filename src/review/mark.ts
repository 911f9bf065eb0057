/*
 * The invisible marks by which a later run knows what was said. They are the last lines of what we write, outside every
 * fence. A mark counts only in what our own account wrote; even there the text around it comes from a pull request, so
 * nothing but these whole lines is read.
 */

/** What a comment speaks of: for each of its findings the fingerprint's hash and the rule. */
export interface CommentMark {
  readonly hashes: readonly string[]
  readonly rules: readonly string[]
}

/** What the body of a review says. */
export interface ReviewMark {
  /** The head commit that it was written for. */
  readonly headSha: string
  /** A hash over what it lists; null when it lists nothing, because an earlier review does. */
  readonly digest: string | null
  /** The findings that it holds in full, because GitHub refused their comments. */
  readonly hashes: readonly string[]
}

const hash = '[0-9a-f]{16}'
const noDigest = '0'.repeat(16)
const commentLine = new RegExp(`^<!-- layerwise:v1 (${hash}(?:,${hash})*) ([a-z0-9-]+(?:,[a-z0-9-]+)*) -->$`)
const reviewLine = new RegExp(`^<!-- layerwise:v1 review ([0-9a-f]{40,64}) (${hash})(?: (${hash}(?:,${hash})*))? -->$`)

/** A mark names this many findings at most; nobody has more under one comment, unless they mean harm. */
export const mostMarked = 50

export function commentMark({ hashes, rules }: CommentMark): string {
  const named = [hashes, rules].map((list) => list.slice(0, mostMarked).join(','))
  return `<!-- layerwise:v1 ${named.join(' ')} -->`
}

export function reviewMark({ headSha, digest, hashes }: ReviewMark): string {
  const named = hashes.slice(0, 20 * mostMarked).join(',')
  return `<!-- layerwise:v1 review ${headSha} ${digest ?? noDigest}${named && ` ${named}`} -->`
}

/** The mark in a comment of ours, or null. */
export function readCommentMark(body: string): CommentMark | null {
  const found = lastLine(body, commentLine)
  return found && { hashes: (found[1] as string).split(','), rules: (found[2] as string).split(',') }
}

/** The mark in the body of a review of ours, or null. */
export function readReviewMark(body: string): ReviewMark | null {
  const found = lastLine(body, reviewLine)
  if (!found) return null
  const [, headSha = '', digest = '', hashes] = found
  return { headSha, digest: digest === noDigest ? null : digest, hashes: hashes?.split(',') ?? [] }
}

/** The last line outside fences that matches. People may write below a mark, so it need not be the very last line. */
function lastLine(body: string, pattern: RegExp): RegExpExecArray | null {
  let fence: string | null = null
  let found: RegExpExecArray | null = null
  for (const line of body.split(/\r?\n/)) {
    const sign = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
    if (fence === null) {
      if (sign && !(sign[1]?.startsWith('`') && sign[2]?.includes('`'))) fence = sign[1] as string
      else found = pattern.exec(line) ?? found
    } else if (sign?.[1]?.startsWith(fence) && sign[2]?.trim() === '') {
      fence = null
    }
  }
  return found
}

/**
 * A short name for a text that is the same on every machine: FNV-1a with 64 bits, as 16 hexadecimal digits
 * (http://www.isthe.com/chongo/tech/comp/fnv/). It tells texts apart and keeps no secret.
 */
export function hashOf(text: string): string {
  let value = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) {
    value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n)
  }
  return value.toString(16).padStart(16, '0')
}
