import { compileGlob } from './glob.ts'
import { literal, many, matcherOf, one, type Part } from './matcher.ts'

/**
 * What a pattern of an ignore file matches: itself, and nothing above or below it. Null where BuildKit refuses the pattern,
 * which fails the build, or where only the regular expressions that it is turned into know what it means: `^`, `|`,
 * `\d`, `[[:digit:]]`.
 * https://github.com/moby/patternmatcher/blob/main/patternmatcher.go
 */
export function compilePattern(pattern: string): ((path: string) => boolean) | null {
  // The pattern has to be one of filepath.Match, although it is read otherwise.
  if (compileGlob(pattern) === null) return null
  const { kind, expression } = readPattern([...pattern])
  if (kind === 'exact') return (path) => path === pattern
  if (kind === 'prefix') {
    const prefix = pattern.slice(0, -2)
    return (path) => path.startsWith(prefix)
  }
  if (kind === 'suffix') {
    const suffix = pattern.slice(2)
    return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1))
  }
  const parts = readExpression([...expression])
  return parts && matcherOf(parts)
}

interface Read {
  readonly kind: 'exact' | 'prefix' | 'suffix' | 'expression'
  /** A regular expression as Go writes it. */
  readonly expression: string
}

const ANY_FOLDERS = '(.*/)?'

/** Wildcards are replaced wherever they stand, inside brackets too. `**` at the very start or end makes a plain comparison do. */
function readPattern(chars: readonly string[]): Read {
  let kind: Read['kind'] = 'exact'
  let expression = ''
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] as string
    if (char === '*' && chars[at + 1] === '*') {
      const first = at === 0
      at++
      // A slash behind `**` belongs to it.
      if (chars[at + 1] === '/') at++
      const last = at + 1 >= chars.length
      if (last && kind === 'exact') kind = 'prefix'
      else {
        expression += last ? '.*' : ANY_FOLDERS
        kind = 'expression'
      }
      if (first) kind = 'suffix'
      continue
    }
    if (char === '*') expression += '[^/]*'
    else if (char === '?') expression += '[^/]'
    else if (char === '\\') expression += `\\${chars[++at] ?? ''}`
    else if ('.+()$'.includes(char)) expression += `\\${char}`
    else expression += char
    if ('*?\\[]'.includes(char)) kind = 'expression'
  }
  return { kind, expression }
}

/** A number of repetitions. Braces and bars are handed on as they are, so that they mean what they mean to Go. */
const REPETITION = /^\{\d+(?:,\d*)?\}/

/** Reads such an expression; null when Go refuses it, or when it has what cannot be read here. */
function readExpression(chars: readonly string[]): Part[] | null {
  const parts: Part[] = []
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] as string
    let kind = literal(char)
    if (char === '^' || char === '|') return null
    if (char === '{' && REPETITION.test(chars.slice(at).join(''))) return null
    if (char === '(') {
      parts.push({ take: 'maybe', length: 2 }, many('[^\\n]'), one('/'))
      at += ANY_FOLDERS.length - 1
      continue
    }
    if (char === '\\') {
      const quoted = quotedAt(chars, at++)
      if (quoted === null) return null
      kind = literal(quoted)
    } else if (char === '[') {
      const read = readClass(chars, at + 1)
      if (read === null) return null
      kind = read.kind
      at = read.end
    } else if (char === '.') kind = '[^\\n]'
    if (chars[at + 1] === '*') {
      at++
      parts.push(many(kind))
    } else parts.push(one(kind))
  }
  return parts
}

function readClass(chars: readonly string[], start: number): { kind: string; end: number } | null {
  let at = start
  const negated = chars[at] === '^'
  if (negated) at++
  const next = (): string | null => {
    const char = chars[at++]
    return char === '\\' ? quotedAt(chars, at++ - 1) : (char ?? null)
  }
  let items = ''
  for (let first = true; first || chars[at] !== ']'; first = false) {
    if (chars[at] === '[' && chars[at + 1] === ':') return null
    const low = next()
    if (low === null) return null
    let high: string | null = low
    if (chars[at] === '-' && chars[at + 1] !== ']') {
      at++
      high = next()
      if (high === null || (high.codePointAt(0) as number) < (low.codePointAt(0) as number)) return null
    }
    items += low === high ? literal(low) : `${literal(low)}-${literal(high)}`
  }
  return { kind: `[${negated ? '^' : ''}${items}]`, end: at }
}

/** What a backslash quotes: punctuation only, since letters and digits behind it mean something else. */
function quotedAt(chars: readonly string[], backslash: number): string | null {
  const char = chars[backslash + 1]
  return char !== undefined && char < '\u0080' && /^[^a-zA-Z0-9]$/.test(char) ? char : null
}
