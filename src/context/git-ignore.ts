import { baseName, folderOf, joinInside, upward } from './paths.ts'
import { wildmatch } from './wildmatch.ts'

/** A pattern of a `.gitignore`, and where it stands. */
export interface GitIgnored {
  /** The file that has it. */
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** It has wildcards: what it matches it may never have been meant for, as `*.rsp` in a list that many projects copy. */
  readonly isWild: boolean
}

/**
 * Which files git is told to leave out, by the `.gitignore` files of a repository. What stands in `.git/info/exclude` and in a
 * user's own settings is not known.
 * https://git-scm.com/docs/gitignore and https://github.com/git/git/blob/v2.39.5/dir.c
 */
export class GitIgnores {
  readonly #textAt: (path: string) => string | null | undefined
  readonly #read = new Map<string, readonly Pattern[]>()
  #missing = false

  /** @param textAt the text of a file: null when it is not there, undefined when it is not at hand */
  constructor(textAt: (path: string) => string | null | undefined) {
    this.#textAt = textAt
  }

  /** Texts were asked for that are not at hand: then an answer may be another one once they are. */
  get missing(): boolean {
    return this.#missing
  }

  /**
   * The pattern by which git leaves a file out, were it not tracked; null when none does.
   *
   * @param path relative to the repository's root, with `/`
   */
  ignores(path: string): GitIgnored | null {
    // Below a folder that is left out nothing can come back, and no other file is read.
    for (const folder of upward(folderOf(path)).reverse()) {
      const found = folder === '.' ? null : this.#last(folder, true)
      if (found && !found.negative) return found.place
    }
    const found = this.#last(path, false)
    return found && !found.negative ? found.place : null
  }

  /** The last pattern that matches, of the file that lies nearest. */
  #last(path: string, isFolder: boolean): Pattern | null {
    for (const folder of upward(folderOf(path))) {
      const below = bytesOf(folder === '.' ? path : path.slice(folder.length + 1))
      const found = this.#patternsOf(folder).findLast(
        ({ foldersOnly, matches }) => (isFolder || !foldersOnly) && matches(below),
      )
      if (found) return found
    }
    return null
  }

  #patternsOf(folder: string): readonly Pattern[] {
    const file = joinInside(folder, '.gitignore') as string
    let patterns = this.#read.get(file)
    if (patterns === undefined) {
      const text = this.#textAt(file)
      if (text === undefined) this.#missing = true
      patterns = typeof text === 'string' ? readPatterns(file, text) : []
      this.#read.set(file, patterns)
    }
    return patterns
  }
}

const WILD = /[*?[\\]/

interface Pattern {
  readonly negative: boolean
  readonly foldersOnly: boolean
  /** @param path as bytes, seen from the folder of the file */
  readonly matches: (path: string) => boolean
  readonly place: GitIgnored
}

/** Git compares bytes: a `?` is one of them. */
const bytesOf = (text: string): string => {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
}

const readPatterns = (file: string, text: string): Pattern[] =>
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, at) => {
      if (line === '' || line.startsWith('#')) return []
      const pattern = bytesOf(withoutBlanks(line.replace(/\r$/, '')))
      return [readPattern(pattern, { file, line: at + 1, isWild: WILD.test(pattern) })]
    })

/** Blanks at the end do not count unless a backslash quotes them. */
function withoutBlanks(line: string): string {
  let end = line.length
  for (let at = 0; at < line.length; at++) {
    if (line[at] === ' ') end = Math.min(end, at)
    else {
      if (line[at] === '\\') at++
      if (at >= line.length) return line
      end = line.length
    }
  }
  return line.slice(0, end)
}

function readPattern(line: string, place: GitIgnored): Pattern {
  const negative = line.startsWith('!')
  let pattern = negative ? line.slice(1) : line
  const foldersOnly = pattern.endsWith('/')
  if (foldersOnly) pattern = pattern.slice(0, -1)
  return { negative, foldersOnly, place, matches: pattern.includes('/') ? pathTest(pattern) : nameTest(pattern) }
}

function nameTest(pattern: string): Pattern['matches'] {
  if (!WILD.test(pattern)) return (path) => baseName(path) === pattern
  const rest = pattern.slice(1)
  if (pattern.startsWith('*') && !WILD.test(rest)) return (path) => baseName(path).endsWith(rest)
  return (path) => wildmatch(pattern, baseName(path), false)
}

/** What stands in front of the first wildcard is compared, and taken off, before the rest is read. */
function pathTest(written: string): Pattern['matches'] {
  const pattern = written.startsWith('/') ? written.slice(1) : written
  const first = pattern.search(WILD)
  if (first === -1) return (path) => path === pattern
  const rest = pattern.slice(first)
  return (path) => path.startsWith(pattern.slice(0, first)) && wildmatch(rest, path.slice(first), true)
}
