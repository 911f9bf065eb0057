import { baseName, folderOf } from './paths.ts'

/** What is known of a repository: every file, or null; and the texts at hand. */
interface Repository {
  readonly files: ReadonlySet<string> | null
  readonly texts: ReadonlyMap<string, string | null>
}

/** The files of a repository as far as they are known. A text that is not at hand is noted and can be asked for. */
export class Tree {
  /** False when there is no list of files: then nothing can be said of what is there. */
  readonly known: boolean
  readonly #files: ReadonlySet<string>
  readonly #texts: ReadonlyMap<string, string | null>
  readonly #missing = new Set<string>()

  constructor({ files, texts }: Repository) {
    this.known = files !== null
    this.#files = files ?? new Set()
    this.#texts = texts
  }

  has(path: string): boolean {
    return this.#files.has(path)
  }

  isFolder(path: string): boolean {
    return path === '.' || this.#index().has(path)
  }

  /** Every file below a folder, sorted. */
  under(folder: string): string[] {
    const found: string[] = []
    const queue = [folder]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const path of this.#index().get(next) ?? []) {
        if (this.#files.has(path)) found.push(path)
        else queue.push(path)
      }
    }
    return found.sort()
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
    return [...this.#files].filter((path) =>
      name.includes('/') ? `/${path}`.endsWith(`/${name}`) : baseName(path) === name,
    )
  }

  /** The text of a file: null when it is not there or is no text, undefined when it is not at hand (and now noted). */
  text(path: string): string | null | undefined {
    if (this.#texts.has(path)) return this.#texts.get(path)
    if (this.known && !this.#files.has(path)) return null
    if (!this.known) return null
    this.#missing.add(path)
    return undefined
  }

  /** The paths whose texts were asked for and are not at hand. */
  get missing(): ReadonlySet<string> {
    return this.#missing
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
