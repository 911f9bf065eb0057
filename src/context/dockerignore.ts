import { compilePattern } from './ignore-pattern.ts'

/** A `.dockerignore` as BuildKit reads it. https://docs.docker.com/build/concepts/context/#dockerignore-files */
export class DockerIgnore {
  /** The first pattern that cannot be read, as it stands in the file; null when all can. BuildKit fails on most of these. */
  readonly unreadable: string | null
  readonly #patterns: readonly Pattern[]
  /** Whether all that lies below a folder that is left out can be passed over unless an exception begins with the folder's path. */
  readonly #plainExceptions: boolean
  readonly #folders = new Map<string, Folder>()

  /** @param source the text of the file, or patterns as `COPY --exclude` has them, which nothing but `!` is taken off */
  constructor(source: string | readonly string[]) {
    const lines = typeof source === 'string' ? readLines(source) : source.filter((pattern) => trim(pattern) !== '')
    const patterns = lines.map((line) => (typeof source === 'string' ? readLine(line) : readPattern(line)))
    this.unreadable = lines[patterns.indexOf(null)] ?? null
    this.#patterns = patterns.filter((pattern) => pattern !== null)
    this.#plainExceptions =
      typeof source === 'string'
        ? this.#patterns.every(({ exception, stem }) => !exception || !/[*[\]?^\\]/.test(stem))
        : this.#patterns.every(({ exception }) => !exception)
  }

  /**
   * Whether a path of the context is left out. A folder that is left out may still be there, with what an exception
   * (`!`) brings back below it.
   *
   * @param path relative to the context, with `/`
   */
  excludes(path: string): boolean {
    if (this.#patterns.length === 0) return false
    const slash = path.lastIndexOf('/')
    const folder = slash === -1 ? undefined : this.#folder(path.slice(0, slash))
    if (folder?.closed) return true
    let excluded = false
    for (let index = 0; index < this.#patterns.length; index++) {
      const { exception, test } = this.#patterns[index] as Pattern
      if (folder?.matches[index] || (exception === excluded && test(path))) excluded = !exception
    }
    return excluded
  }

  /** Below a folder that is closed there is nothing else to know. */
  #folder(name: string): Folder {
    const known = this.#folders.get(name)
    if (known) return known
    const slash = name.lastIndexOf('/')
    const parent = slash === -1 ? undefined : this.#folder(name.slice(0, slash))
    const folder = parent?.closed ? parent : this.#enter(name, parent)
    this.#folders.set(name, folder)
    return folder
  }

  /** A walk does not go into a folder where nothing can come back. https://github.com/tonistiigi/fsutil/blob/master/filter.go */
  #enter(name: string, parent: Folder | undefined): Folder {
    const { matches, excluded } = this.#match(name, parent)
    const closed =
      excluded &&
      this.#plainExceptions &&
      !this.#patterns.some(({ exception, stem }) => exception && `${stem}/`.startsWith(`${name}/`))
    return { matches, closed }
  }

  /**
   * Which patterns match a path, given which matched its folder: what is true of a folder is true of all below it. A
   * pattern that could not change the outcome is not looked at, and then does not count for what lies below either.
   * https://github.com/moby/patternmatcher/blob/main/patternmatcher.go (MatchesUsingParentResults)
   */
  #match(name: string, parent: Folder | undefined): { matches: boolean[]; excluded: boolean } {
    let excluded = false
    const matches = this.#patterns.map(({ exception, test }, index) => {
      const match = parent?.matches[index] || (exception === excluded && test(name))
      if (match) excluded = !exception
      return match
    })
    return { matches, excluded }
  }
}

interface Pattern {
  readonly exception: boolean
  /** The pattern without the wildcard that it ends in. */
  readonly stem: string
  readonly test: (path: string) => boolean
}

interface Folder {
  /** Which patterns match it. */
  readonly matches: readonly boolean[]
  /** Nothing below it is in the context. */
  readonly closed: boolean
}

/** The lines that are patterns, trimmed. https://github.com/moby/patternmatcher/blob/main/ignorefile/ignorefile.go */
function readLines(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map(trim)
    .filter((line) => line !== '')
}

function readLine(line: string): Pattern | null {
  const inverted = line.startsWith('!')
  let pattern = inverted ? trim(line.slice(1)) : line
  if (pattern !== '') {
    pattern = clean(pattern)
    if (pattern.length > 1 && pattern.startsWith('/')) pattern = pattern.slice(1)
  }
  return readPattern(inverted ? `!${pattern}` : pattern)
}

/** The matcher trims and cleans with the `!` in front: `!../*` becomes `*`. */
function readPattern(text: string): Pattern | null {
  let pattern = clean(trim(text))
  const exception = pattern.startsWith('!')
  if (exception) pattern = pattern.slice(1)
  if (pattern === '') return null
  const test = compilePattern(pattern)
  return test && { exception, stem: pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, ''), test }
}

/** Go's strings.TrimSpace: a byte order mark is no space, a next-line character is. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charAt(start))) start++
  while (end > start && isSpace(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

const isSpace = (char: string): boolean => char === '\x85' || (char !== '\uFEFF' && /\s/.test(char))

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
