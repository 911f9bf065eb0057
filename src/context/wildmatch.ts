/**
 * Git's own wildcards, as `.gitignore` has them. A port, with what is found out kept: a pattern may come from anybody, and what
 * is not kept is asked again and again.
 * https://github.com/git/git/blob/v2.39.5/wildmatch.c
 *
 * @param pattern bytes, one a character
 * @param text bytes, one a character
 * @param isPath `*`, `?` and classes do not take a slash, and `**` between slashes stands for folders
 */
export const wildmatch = (pattern: string, text: string, isPath: boolean): boolean =>
  new Matcher(pattern, text, isPath).from(0, 0) === MATCH

/** What an attempt has come to: `TO_FOLDERS` ends those of single asterisks, `OVER` all. */
type Outcome = typeof MATCH | typeof NO_MATCH | typeof OVER | typeof TO_FOLDERS
const MATCH = 0
const NO_MATCH = 1
const OVER = -1
const TO_FOLDERS = -2

class Matcher {
  readonly #pattern: string
  readonly #text: string
  readonly #isPath: boolean
  readonly #known = new Map<number, Outcome>()

  constructor(pattern: string, text: string, isPath: boolean) {
    this.#pattern = pattern
    this.#text = text
    this.#isPath = isPath
  }

  /** Whether the rest of the pattern matches the rest of the text. */
  from(start: number, place: number): Outcome {
    const key = start * (this.#text.length + 1) + place
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const outcome = this.#match(start, place)
    this.#known.set(key, outcome)
    return outcome
  }

  #match(start: number, place: number): Outcome {
    const [pattern, text] = [this.#pattern, this.#text]
    let at = place
    for (let p = start; p < pattern.length; p++, at++) {
      let char = pattern[p] as string
      const own = text[at]
      if (own === undefined && char !== '*') return OVER
      if (char === '*') {
        const next = this.#star(start, p, at)
        if (typeof next === 'number') return next
        p = next.p
        at = next.at
      } else if (char === '?') {
        if (this.#isPath && own === '/') return NO_MATCH
      } else if (char === '[') {
        const read = readClass(pattern, p + 1, own as string)
        if (read === null) return OVER
        if (!read.matches || (this.#isPath && own === '/')) return NO_MATCH
        p = read.end
      } else {
        if (char === '\\') char = pattern[++p] ?? ''
        if (own !== char) return NO_MATCH
      }
    }
    return at < text.length ? NO_MATCH : MATCH
  }

  /** @returns where a single asterisk in front of a slash has led: to the slashes, in the pattern and in the text */
  #star(start: number, first: number, place: number): Outcome | { readonly p: number; readonly at: number } {
    const [pattern, text] = [this.#pattern, this.#text]
    let p = first + 1
    let slashes = !this.#isPath
    if (pattern[p] === '*') {
      while (pattern[p] === '*') p++
      // What stands in front of the place from which on the pattern is read does not count.
      const before = first === start || pattern[first - 1] === '/'
      const behind = p === pattern.length || pattern[p] === '/' || (pattern[p] === '\\' && pattern[p + 1] === '/')
      if (this.#isPath && before && behind) {
        if (pattern[p] === '/' && this.from(p + 1, place) === MATCH) return MATCH
        slashes = true
      }
    }
    if (p === pattern.length) return slashes || !text.includes('/', place) ? MATCH : NO_MATCH
    if (!slashes && pattern[p] === '/') {
      const slash = text.indexOf('/', place)
      return slash === -1 ? NO_MATCH : { p, at: slash }
    }
    for (let at = place; at < text.length; at++) {
      const outcome = this.from(p, at)
      if (outcome !== NO_MATCH) {
        if (!slashes || outcome !== TO_FOLDERS) return outcome
      } else if (!slashes && text[at] === '/') return TO_FOLDERS
    }
    return OVER
  }
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what the class is of
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
}

/** Reads a class from behind its bracket on; `end` is where the closing one stands. Null where it is malformed. */
function readClass(pattern: string, start: number, own: string): { matches: boolean; end: number } | null {
  let p = start
  const negated = pattern[p] === '!' || pattern[p] === '^'
  if (negated) p++
  let found = false
  let before: string | null = null
  do {
    let char: string | null = pattern[p] ?? null
    if (char === null) return null
    if (char === '\\') {
      char = pattern[++p] ?? null
      if (char === null) return null
      found ||= own === char
    } else if (char === '-' && before !== null && pattern[p + 1] !== undefined && pattern[p + 1] !== ']') {
      char = pattern[++p] as string
      if (char === '\\') char = pattern[++p] ?? null
      if (char === null) return null
      found ||= own <= char && own >= before
      char = null
    } else if (char === '[' && pattern[p + 1] === ':') {
      const end = pattern.indexOf(']', p + 2)
      if (end === -1) return null
      if (end < p + 3 || pattern[end - 1] !== ':') found ||= own === '['
      else {
        const kind = Object.entries(CLASSES).find(([name]) => name === pattern.slice(p + 2, end - 1))?.[1]
        if (kind === undefined) return null
        found ||= kind.test(own)
        p = end
        char = null
      }
    } else found ||= own === char
    before = char
    p++
  } while (pattern[p] !== ']')
  return { matches: found !== negated, end: p }
}
