/** A `.dockerignore` as BuildKit reads it. https://docs.docker.com/build/concepts/context/#dockerignore-files */
export class DockerIgnore {
  readonly #patterns: readonly Pattern[]
  readonly #results = new Map<string, readonly boolean[]>()

  constructor(text: string) {
    this.#patterns = readPatterns(text)
  }

  /** Whether a path of the context is left out. Paths are relative to the context, with `/`. */
  excludes(path: string): boolean {
    const parts = path.split('/')
    let matched = false
    let parents: readonly boolean[] = []
    for (let length = 1; length <= parts.length; length++) {
      const name = parts.slice(0, length).join('/')
      const known = this.#results.get(name)
      matched = false
      const results = known ?? this.#match(name, parents)
      if (!known) this.#results.set(name, results)
      for (const [index, result] of results.entries()) if (result) matched = !this.#patterns[index]?.exclusion
      parents = results
    }
    return matched
  }

  /**
   * Which patterns match a path, given which matched its folder: what is true of a folder is true of all below it. A
   * pattern that could not change the outcome is not looked at, and then does not count for what lies below either.
   * https://github.com/moby/patternmatcher/blob/main/patternmatcher.go (MatchesUsingParentResults)
   */
  #match(name: string, parents: readonly boolean[]): boolean[] {
    let matched = false
    return this.#patterns.map(({ exclusion, expression }, index) => {
      const match = parents[index] || (exclusion === matched && expression.test(name))
      if (match) matched = !exclusion
      return match
    })
  }
}

interface Pattern {
  readonly exclusion: boolean
  readonly expression: RegExp
}

/** https://github.com/moby/patternmatcher/blob/main/ignorefile/ignorefile.go */
function readPatterns(text: string): Pattern[] {
  const patterns: Pattern[] = []
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    if (line.startsWith('#')) continue
    let pattern = line.trim()
    const inverted = pattern.startsWith('!')
    if (inverted) pattern = pattern.slice(1).trim()
    if (pattern === '') continue
    pattern = clean(pattern)
    if (pattern.length > 1 && pattern.startsWith('/')) pattern = pattern.slice(1)
    // The matcher cleans once more, with the `!` in front: `!../*` becomes `*`.
    pattern = clean((inverted ? '!' : '') + pattern)
    const exclusion = pattern.startsWith('!')
    const expression = compile(exclusion ? pattern.slice(1) : pattern)
    if (expression) patterns.push({ exclusion, expression })
  }
  return patterns
}

/** Go's filepath.Clean: no empty parts, no `.`, and `..` takes the part before it along. */
function clean(path: string): string {
  const rooted = path.startsWith('/')
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (!rooted) parts.push('..')
  }
  return (rooted ? '/' : '') + parts.join('/') || (rooted ? '/' : '.')
}

/** https://github.com/moby/patternmatcher/blob/main/patternmatcher.go (compile) */
function compile(pattern: string): RegExp | null {
  let expression = '^'
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] as string
    if (char === '*') {
      if (pattern[at + 1] !== '*') {
        expression += '[^/]*'
        continue
      }
      at++
      // A slash behind `**` belongs to it.
      if (pattern[at + 1] === '/') at++
      expression += at + 1 >= pattern.length ? '.*' : '(?:.*/)?'
    } else if (char === '?') expression += '[^/]'
    else if ('.+()|{}$/'.includes(char)) expression += `\\${char}`
    else if (char === '\\') {
      const next = pattern[at + 1]
      at++
      if (next === undefined) return null
      expression += next.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
    } else expression += char
  }
  try {
    return new RegExp(`${expression}$`, 'u')
  } catch {
    return null
  }
}
