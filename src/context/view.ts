import type { DockerIgnore } from './dockerignore.ts'

/** What was found out of a folder of a repository under an ignore file: many Dockerfiles see the same. */
export class View {
  readonly #views: Views
  readonly #lists = new Map<string, readonly string[]>()
  readonly #matches = new Map<string, string[] | null>()

  constructor(views: Views) {
    this.#views = views
  }

  /** A list that is worked out once. */
  list(key: string, compute: () => readonly string[]): readonly string[] {
    const known = this.#lists.get(key)
    if (known) return known
    const found = compute()
    this.#views.make(found.length)
    this.#lists.set(key, found)
    return found
  }

  /** What wildcards match. */
  matches(pattern: string, compute: () => string[] | null): string[] | null {
    let found = this.#matches.get(pattern)
    if (found === undefined) {
      found = compute()
      this.#matches.set(pattern, found)
    }
    return found && [...found]
  }

  forget(): void {
    this.#lists.clear()
    this.#matches.clear()
  }
}

/** The views of one list of files. They keep so much, and then begin anew: each Dockerfile may have an ignore file of its own. */
class Views {
  readonly #views = new Map<string, Map<DockerIgnore | null, View>>()
  #kept = 0

  of(folder: string, ignore: DockerIgnore | null): View {
    const same = this.#views.get(folder) ?? new Map<DockerIgnore | null, View>()
    this.#views.set(folder, same)
    const view = same.get(ignore) ?? new View(this)
    same.set(ignore, view)
    return view
  }

  /** Makes room for a list. */
  make(size: number): void {
    this.#kept += size
    if (this.#kept <= MOST_KEPT) return
    for (const same of this.#views.values()) for (const view of same.values()) view.forget()
    this.#kept = size
  }
}

/** In paths: some hundred megabytes at most. */
const MOST_KEPT = 1_500_000

const known = new WeakMap<ReadonlySet<string>, Views>()

/** The view of a folder, for a list of files; lists, and with them their views, go when nobody has them any more. */
export function viewOf(files: ReadonlySet<string>, folder: string, ignore: DockerIgnore | null): View {
  let views = known.get(files)
  if (views === undefined) {
    views = new Views()
    known.set(files, views)
  }
  return views.of(folder, ignore)
}
