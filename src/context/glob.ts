import { literal, many, matcherOf, maybe, one, type Part } from './matcher.ts'

/** Whether a source of `COPY` has wildcards: a quoted one is none. */
export const isGlob = (path: string): boolean => /[*?[]/.test(path.replace(/\\[\s\S]/g, ''))

/**
 * Go's filepath.Match, which `COPY` uses for wildcards: `*` and `?` do not cross a slash, `[^…]` negates, a backslash
 * quotes. Null when the pattern is malformed.
 * https://pkg.go.dev/path/filepath#Match
 */
export function compileGlob(pattern: string): ((path: string) => boolean) | null {
  const parts = readGlob([...pattern])
  return parts && matcherOf(parts)
}

/**
 * The same with `**` as a whole name, which stands for any number of folders, none among them, as the package managers of
 * JavaScript understand it.
 */
export function compileDeepGlob(pattern: string): ((path: string) => boolean) | null {
  const parts: Part[] = []
  const names = pattern.split('/').filter((name, at, all) => name !== '**' || all[at - 1] !== '**')
  for (const [at, name] of names.entries()) {
    const last = at === names.length - 1
    if (name === '**' && !last) parts.push(maybe(2), many(ANY), one(literal('/')))
    else {
      const read = name === '**' ? [many(ANY)] : readGlob([...name])
      if (read === null) return null
      parts.push(...read, ...(last ? [] : [one(literal('/'))]))
    }
  }
  return matcherOf(parts)
}

const ANY = '[\\s\\S]'

function readGlob(chars: readonly string[]): Part[] | null {
  const parts: Part[] = []
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] as string
    if (char === '*') {
      // Several in a row are one.
      if (chars[at - 1] !== '*' || parts.at(-1)?.take !== 'many') parts.push(many('[^/]'))
    } else if (char === '?') parts.push(one('[^/]'))
    else if (char === '[') {
      const read = readClass(chars, at + 1)
      if (read === null) return null
      parts.push(one(read.kind))
      at = read.end
    } else if (char === '\\') {
      at++
      if (at >= chars.length) return null
      parts.push(one(literal(chars[at] as string)))
    } else parts.push(one(literal(char)))
  }
  return parts
}

/** Reads a class from behind its bracket on; `end` is where the closing one stands. A range that runs backwards holds nothing. */
function readClass(chars: readonly string[], start: number): { kind: string; end: number } | null {
  let at = start
  const negated = chars[at] === '^'
  if (negated) at++
  const next = (): string | null => {
    let char = chars[at++]
    if (char === undefined || char === '-' || char === ']') return null
    if (char === '\\') char = chars[at++]
    return char ?? null
  }
  let items = ''
  for (let count = 0; count === 0 || chars[at] !== ']'; count++) {
    const low = next()
    if (low === null) return null
    let high: string | null = low
    if (chars[at] === '-') {
      at++
      high = next()
      if (high === null) return null
    }
    if ((low.codePointAt(0) as number) <= (high.codePointAt(0) as number)) {
      items += low === high ? literal(low) : `${literal(low)}-${literal(high)}`
    }
  }
  return { kind: `[${negated ? '^' : ''}${items}]`, end: at }
}
