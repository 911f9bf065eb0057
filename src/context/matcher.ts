/**
 * A part of a pattern: one character of a kind, any number of them, or the mark that the next `length` parts may be left out.
 * Kinds are written as in regular expressions with the flag `u`.
 */
export type Part =
  | { readonly take: 'one' | 'many'; readonly kind: string }
  | { readonly take: 'maybe'; readonly length: number }

export const one = (kind: string): Part => ({ take: 'one', kind })
export const many = (kind: string): Part => ({ take: 'many', kind })
export const maybe = (length: number): Part => ({ take: 'maybe', length })

/** The kind of a character that stands for itself only. */
export const literal = (char: string): string =>
  /^\w$/.test(char) ? char : `\\u{${(char.codePointAt(0) as number).toString(16)}}`

/** From here on a regular expression may take a time that grows with the fourth power of the path's length. */
const MANY_REPETITIONS = 3

/** Tells whether parts make up a whole path. The time is bounded whatever the pattern: it may come from anybody. */
export function matcherOf(parts: readonly Part[]): (path: string) => boolean {
  if (parts.filter(({ take }) => take === 'many').length >= MANY_REPETITIONS) return walkerOf(parts)
  const expression = new RegExp(`^${expressionOf(parts)}$`, 'u')
  return (path) => expression.test(path)
}

function expressionOf(parts: readonly Part[]): string {
  let expression = ''
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as Part
    if (part.take === 'maybe') {
      expression += `(?:${expressionOf(parts.slice(at + 1, at + 1 + part.length))})?`
      at += part.length
    } else expression += part.take === 'many' ? `${part.kind}*` : part.kind
  }
  return expression
}

/** Goes along the path once, with every place of the pattern that it may have come to. */
function walkerOf(parts: readonly Part[]): (path: string) => boolean {
  const kinds = parts.map((part) => (part.take === 'maybe' ? '' : readKind(part.kind)))
  const fits = (char: string, kind: Kind | undefined): boolean =>
    typeof kind === 'function' ? kind(char) : kind === char
  const tail = tailOf(parts)
  const least = leastOf(parts)
  // The step in which each place was reached last: a place counts once a step.
  const reached = new Int32Array(parts.length + 1)
  let step = 0
  const reach = (places: number[], place: number): void => {
    if (reached[place] === step) return
    reached[place] = step
    places.push(place)
    const part = parts[place]
    if (part?.take === 'many' || part?.take === 'maybe') reach(places, place + 1)
    if (part?.take === 'maybe') reach(places, place + 1 + part.length)
  }
  return (path) => {
    const chars = [...path]
    if (chars.length < least) return false
    for (let back = 1; back <= tail; back++) {
      if (!fits(chars.at(-back) as string, kinds.at(-back))) return false
    }
    reached.fill(0)
    step = 1
    let places: number[] = []
    reach(places, 0)
    for (const char of chars) {
      step++
      const next: number[] = []
      for (const place of places) {
        if (fits(char, kinds[place])) reach(next, parts[place]?.take === 'many' ? place : place + 1)
      }
      places = next
    }
    return reached[parts.length] === step
  }
}

/** A character that stands for itself, or whether one is of a kind. */
type Kind = string | ((char: string) => boolean)

const notASlash = (char: string): boolean => char !== '/'
const notALineEnd = (char: string): boolean => char !== '\n'

/** A file may hold a hundred thousand patterns: what most of them are made of takes no memory of its own. */
function readKind(kind: string): Kind {
  if (kind === '[^/]') return notASlash
  if (kind === '[^\\n]') return notALineEnd
  if (/^\w$/.test(kind)) return kind
  const code = /^\\u\{([0-9a-f]+)\}$/.exec(kind)?.[1]
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
  const expression = new RegExp(`^${kind}$`, 'u')
  return (char) => expression.test(char)
}

/** How many parts at the end stand for one character each, whatever stands in front of them. */
function tailOf(parts: readonly Part[]): number {
  let from = 0
  for (const [at, part] of parts.entries()) {
    if (part.take === 'many') from = Math.max(from, at + 1)
    if (part.take === 'maybe') from = Math.max(from, at + 1 + part.length)
  }
  return parts.length - from
}

/** How many characters a path has at least. */
function leastOf(parts: readonly Part[]): number {
  let least = 0
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as Part
    if (part.take === 'one') least++
    else if (part.take === 'maybe') at += part.length
  }
  return least
}
