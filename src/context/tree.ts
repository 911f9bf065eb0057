import { baseName, folderOf } from './paths.ts'

/** What is known of a repository: every file, or null; and the texts at hand. */
interface Repository {
  readonly files: ReadonlySet<string> | null
  readonly texts: ReadonlyMap<string, string | null>
  /** Which of the files are symbolic links: their texts are their targets, as Git keeps them. None when it is left out. */
  readonly links?: ReadonlySet<string> | undefined
}

/** The files of a repository as far as they are known. A text that is not at hand is noted and can be asked for. */
export class Tree {
  /** False when there is no list of files: then nothing can be said of what is there. */
  readonly known: boolean
  readonly #files: ReadonlySet<string>
  readonly #texts: ReadonlyMap<string, string | null>
  readonly #links: ReadonlySet<string>
  readonly #missing = new Set<string>()
  #unanswered = 0

  constructor({ files, texts, links = NONE }: Repository) {
    this.known = files !== null
    this.#files = files ?? NONE
    this.#texts = texts
    this.#links = links
  }

  /** The list of files itself: what is worked out from it can be kept with it. */
  get files(): ReadonlySet<string> {
    return this.#files
  }

  /** Whether a file is a symbolic link. */
  isLink(path: string): boolean {
    return this.#links.has(path)
  }

  get hasLinks(): boolean {
    return this.#links.size > 0
  }

  has(path: string): boolean {
    return this.#files.has(path)
  }

  isFolder(path: string): boolean {
    return path === '.' || this.#index().has(path)
  }

  /** Every file below a folder, sorted. */
  under(folder: string): string[] {
    const sorted = this.#sorted()
    if (folder === '.') return [...sorted]
    // What lies below one folder stands together: `a-b` before `a/`, `a0` behind it.
    return sorted.slice(firstFrom(sorted, `${folder}/`), firstFrom(sorted, `${folder}0`))
  }

  /** Every file of a kind, sorted. */
  all(isOfKind: (path: string) => boolean): string[] {
    return [...this.#files].filter(isOfKind).sort()
  }

  /** Files and folders directly in a folder. */
  in(folder: string): readonly string[] {
    return this.#index().get(folder) ?? []
  }

  /** Every file of a name, wherever it lies; the name may have a folder in front: `.bundle/config`. */
  named(name: string): string[] {
    let names = namings.get(this.#files)
    if (names === undefined) {
      names = new Map()
      for (const path of this.#files) {
        const same = names.get(baseName(path))
        if (same) same.push(path)
        else names.set(baseName(path), [path])
      }
      namings.set(this.#files, names)
    }
    const found = names.get(baseName(name)) ?? []
    return name.includes('/') ? found.filter((path) => `/${path}`.endsWith(`/${name}`)) : [...found]
  }

  /** The text of a file: null when it is not there or is no text, undefined when it is not at hand (and now noted). */
  text(path: string): string | null | undefined {
    if (this.#texts.has(path)) return this.#texts.get(path)
    if (this.known && !this.#files.has(path)) return null
    if (!this.known) return null
    this.#missing.add(path)
    this.#unanswered += 1
    return undefined
  }

  /** The paths whose texts were asked for and are not at hand. */
  get missing(): ReadonlySet<string> {
    return this.#missing
  }

  /** How often a text was asked for that is not at hand. */
  get unanswered(): number {
    return this.#unanswered
  }

  #sorted(): readonly string[] {
    let sorted = sortings.get(this.#files)
    if (sorted === undefined) {
      sorted = [...this.#files].sort()
      sortings.set(this.#files, sorted)
    }
    return sorted
  }

  #index(): Folders {
    const known = indexes.get(this.#files)
    if (known) return known
    const folders: Folders = new Map()
    for (const file of this.#files) {
      for (let path = file; path !== '.'; path = folderOf(path)) {
        const folder = folderOf(path)
        const entries = folders.get(folder)
        if (entries) {
          entries.push(path)
          break
        }
        folders.set(folder, [path])
      }
    }
    indexes.set(this.#files, folders)
    return folders
  }
}

/** What lies in each folder. */
type Folders = Map<string, string[]>

/** One list of files serves every Dockerfile of a repository, round after round. */
const indexes = new WeakMap<ReadonlySet<string>, Folders>()
const sortings = new WeakMap<ReadonlySet<string>, readonly string[]>()
const namings = new WeakMap<ReadonlySet<string>, Map<string, string[]>>()
const NONE: ReadonlySet<string> = new Set()

/** Where the first text stands that does not sort before another one. */
function firstFrom(sorted: readonly string[], text: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as string) < text) low = middle + 1
    else high = middle
  }
  return low
}
