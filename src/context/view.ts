import type { DockerIgnore } from './dockerignore.ts'

/** What was found out of a folder of a repository under an ignore file: many Dockerfiles see the same. */
export class View {
  readonly #under = new Map<string, readonly string[]>()
  readonly #matches = new Map<string, string[] | null>()
  #size = 0

  under(folder: string, compute: () => readonly string[]): readonly string[] {
    const known = this.#under.get(folder)
    if (known) return known
    const found = compute()
    this.#size += found.length
    // A hostile file may ask for ever other folders.
    if (this.#size > MOST_KEPT) {
      this.#under.clear()
      this.#size = found.length
    }
    this.#under.set(folder, found)
    return found
  }

  matches(pattern: string, compute: () => string[] | null): string[] | null {
    let found = this.#matches.get(pattern)
    if (found === undefined) {
      found = compute()
      this.#matches.set(pattern, found)
    }
    return found && [...found]
  }
}

/** In paths. */
const MOST_KEPT = 1_000_000
/** In views: what else is asked for is worked out anew. */
const MOST_VIEWS = 40

const views = new WeakMap<ReadonlySet<string>, Map<string, Map<DockerIgnore | null, View>>>()

/** The view of a folder, for a list of files; lists, and with them their views, go when nobody has them any more. */
export function viewOf(files: ReadonlySet<string>, folder: string, ignore: DockerIgnore | null): View {
  let folders = views.get(files)
  if (folders === undefined) {
    folders = new Map()
    views.set(files, folders)
  }
  let own = folders.get(folder)
  if (own === undefined) {
    own = new Map()
    folders.set(folder, own)
  }
  let view = own.get(ignore)
  if (view === undefined) {
    if (own.size >= MOST_VIEWS) own.clear()
    view = new View()
    own.set(ignore, view)
  }
  return view
}
