import type { BuildContext } from '../context/build-context.ts'
import { compileGlob, isGlob } from '../context/glob.ts'
import { baseName, below, folderOf, fromRoot, joinInside } from '../context/paths.ts'
import { joinPath } from '../dockerfile/state.ts'
import type { ContextCopy } from './context-copy.ts'
import { type Copied, copiedBy } from './copied.ts'
import { isArchive } from './copy-sources.ts'
import { sortedUnion } from './sorted-union.ts'

/** A file of the context as a copy takes it along. */
export interface Landing {
  readonly copy: ContextCopy
  /** The copy takes a folder that holds it; `rest` is its path below that folder. */
  readonly folder: boolean
  readonly rest: string
  /** Its path in the image. */
  readonly at: string
}

/** A file or folder of the context, and where a copy puts it. */
interface Rule {
  readonly from: string
  readonly to: string
  readonly folder: boolean
  /** Whether a path below the folder comes along; null where all of them do. */
  readonly takes: ((rest: string) => boolean) | null
  readonly copy: ContextCopy
}

/** Where the files of the context lie in the image after some copies; a later copy wins. */
export class Layout {
  readonly context: BuildContext
  readonly #copies: ContextCopy[] = []
  readonly #rules: Rule[] = []
  /** Folders that are known to be in the image: a file that is copied there keeps its name. */
  readonly #folders = new Set<string>()

  constructor(context: BuildContext) {
    this.context = context
  }

  /** A folder that is in the image: the working folder of a step. */
  knows(folder: string | null): void {
    if (folder !== null) this.#folders.add(folder)
  }

  /**
   * Adds a copy. False when something it names is not in the context, or is an archive that is unpacked, or when several files
   * go to a place of which it is not known whether it is a folder: if it is none, each is written over the one before.
   */
  add(copy: ContextCopy): boolean {
    const { destination } = copy
    let folders = false
    for (const source of copy.sources) {
      const copied = copiedBy(this.context, source, copy)
      if (copied === null) return false
      if (copy.unpacks && copied.some(({ folder, named, from }) => !folder && (isArchive(named) || isArchive(from)))) {
        return false
      }
      const intoFolder = copy.intoFolder || (!copy.link && this.#folders.has(destination))
      if (!intoFolder && copied.length > 1 && copied.some(({ folder }) => !folder)) return false
      for (const one of copied) {
        const { from, folder, takes } = one
        folders ||= folder
        this.#rules.push({
          from,
          to: placeOf(one, copy, intoFolder),
          folder,
          takes,
          copy,
        })
      }
    }
    this.#copies.push(copy)
    if (copy.intoFolder || folders) this.#folders.add(destination)
    return true
  }

  /** The file or folder of the context that lies at a path of the image, and the copy that brought it. */
  find(path: string): { readonly path: string; readonly copy: ContextCopy; readonly rest: string } | null {
    for (const rule of [...this.#rules].reverse()) {
      const { from, to, folder, copy } = rule
      if (!folder) {
        if (path === to) return { path: from, copy, rest: '' }
        continue
      }
      const rest = path === to ? '.' : to === '/' ? path.slice(1) : below(to, path)
      if (rest === null) continue
      const inContext = joinInside(from, rest)
      if (inContext === null) continue
      const found = this.context.has(inContext) ? (rule.takes?.(rest) ?? true) : this.#holds(rule, inContext)
      if (found) return { path: inContext, copy, rest }
    }
    return null
  }

  /** The file of the context that lies at a path of the image; null where none does. */
  fileAt(path: string): string | null {
    const found = this.find(path)
    return found && this.context.has(found.path) ? found.path : null
  }

  /** Whether a path of the image is a folder that a copy has filled. */
  isFolder(path: string): boolean {
    const found = this.find(path)
    if (found && !this.context.has(found.path)) return true
    const inside = path === '/' ? '/' : `${path}/`
    return this.#rules.some(({ to }) => to.startsWith(inside))
  }

  /** The paths of the image below a folder at which files of the context lie, sorted. */
  under(folder: string): string[] {
    return this.listed(folder).map((path) => `/${path}`)
  }

  /** As {@link under}, without the first slash, and not to be changed. */
  listed(folder: string): readonly string[] {
    const inside = folder === '/' ? '/' : `${folder}/`
    const rules = this.#rules.filter(({ to, folder: whole }) => {
      return (
        to.startsWith(inside) ||
        (whole && (to === folder || below(to === '/' ? '.' : to, folder) !== null || to === '/'))
      )
    })
    const compute = (): readonly string[] => sortedUnion(rules.map((rule) => this.#placesUnder(rule, folder, inside)))
    // Many Dockerfiles of a repository copy the same to the same place.
    if (rules.some(({ takes }) => takes !== null)) return compute()
    const key = JSON.stringify([folder, ...rules.map(({ from, to, folder: whole }) => [from, to, whole])])
    return this.context.remembered(key, compute)
  }

  /** Sorted, since the files of the context are. */
  #placesUnder(rule: Rule, folder: string, inside: string): readonly string[] {
    const { from, to, folder: whole } = rule
    if (!whole) return to.startsWith(inside) ? [to.slice(1)] : []
    const deeper = to === folder || to.startsWith(inside)
    const rest = deeper ? '.' : to === '/' ? folder.slice(1) : below(to, folder)
    const start = rest === null ? null : joinInside(from, rest)
    if (start === null) return []
    const place = (deeper ? (to === '/' ? '/' : `${to}/`) : inside).slice(1)
    const cut = start === '.' ? 0 : start.length + 1
    const files = this.#files(rule, start)
    return place === '' && cut === 0 ? files : files.map((path) => place + path.slice(cut))
  }

  /** Whether a copy of a folder would bring something at a path of the image that the list of files does not show. */
  mayHold(path: string): boolean {
    return this.#rules.some(({ from, to, folder, takes }) => {
      if (!folder) return to === path
      const rest = to === '/' ? path.slice(1) : below(to, path)
      const source = rest === null ? null : joinInside(from, rest)
      return rest !== null && source !== null && this.context.mayHold(source) && takes?.(rest) !== false
    })
  }

  /** The files of the context that some copies take, once and sorted. */
  takes(...copies: readonly ContextCopy[]): readonly string[] {
    return sortedUnion(this.#rules.filter(({ copy }) => copies.includes(copy)).map((rule) => this.#files(rule)))
  }

  /** Whether a copy takes a file that is called so, in any folder. */
  takesNamed(copy: ContextCopy, name: string): boolean {
    return this.context.named(name).some((path) => this.landingsOf(path).some((landing) => landing.copy === copy))
  }

  /** The files that a copy takes, with the paths of the image where they land. */
  landings(copy: ContextCopy): { readonly path: string; readonly at: string }[] {
    return this.#rules
      .filter((rule) => rule.copy === copy)
      .flatMap((rule) =>
        this.#files(rule).map((path) => ({
          path,
          at: rule.folder ? (joinPath(rule.to, below(rule.from, path) ?? path) ?? '/') : rule.to,
        })),
      )
  }

  /** The copies that take a file, in their order; `rest` is its path below the folder that is copied. */
  landingsOf(path: string): Landing[] {
    return this.#rules.flatMap(({ from, to, folder, takes, copy }) => {
      const rest = path === from ? (folder ? '.' : path) : folder ? below(from, path) : null
      if (rest === null || (folder && rest !== '.' && takes?.(rest) === false)) return []
      return [{ copy, folder, rest, at: folder ? (joinPath(to, rest) ?? '/') : to }]
    })
  }

  /**
   * A file that is not listed, and may lie in the folder that is built all the same: its path in the context, if copies would
   * bring it to a path of the image, and these copies. Null where they would not, or where a listed file lies there.
   */
  unlistedAt(path: string): { readonly path: string; readonly copies: readonly ContextCopy[] } | null {
    if (this.find(path)) return null
    const sources = this.#copies.flatMap((copy) => {
      const source = this.sourceOf(copy, path) ?? this.#matchedBy(copy, path)
      return source !== null && this.context.mayHold(source) ? [{ source, copy }] : []
    })
    const last = sources.at(-1)
    return last ? { path: last.source, copies: sources.map(({ copy }) => copy) } : null
  }

  /** The path of the context from which the wildcards of a copy would take what is called so: `package*.json`. */
  #matchedBy(copy: ContextCopy, path: string): string | null {
    const name = baseName(path)
    if (copy.parents || joinPath(copy.destination, name) !== path) return null
    for (const source of copy.sources.map(fromRoot)) {
      const found = joinInside(folderOf(source), name)
      if (isGlob(baseName(source)) && found !== null && compileGlob(source)?.(found)) return found
    }
    return null
  }

  /** Whether a path of the image is, lies below or holds a place where something is copied, whatever that brings. */
  reaches(path: string): boolean {
    return this.#rules.some(
      ({ to }) => path === to || path.startsWith(to === '/' ? to : `${to}/`) || to.startsWith(`${path}/`),
    )
  }

  /** Whether a copy takes a folder of the context, not only files that it names. */
  takesFolder(copy: ContextCopy): boolean {
    return this.#rules.some((rule) => rule.copy === copy && rule.folder)
  }

  /** The path of the context that a copy would put at a path of the image, whether it is there or not. */
  sourceOf(copy: ContextCopy, path: string): string | null {
    for (const rule of this.#rules) {
      if (rule.copy !== copy || !rule.folder) continue
      const rest = path === rule.to ? '.' : rule.to === '/' ? path.slice(1) : below(rule.to, path)
      const found = rest === null ? null : joinInside(rule.from, rest)
      if (found !== null && (rest === '.' || rule.takes?.(rest as string) !== false)) return found
    }
    return null
  }

  /** The files that a rule brings, or those of them below a folder. */
  #files({ from, folder, takes }: Rule, start = from): readonly string[] {
    if (!folder) return [from]
    const all = this.context.listed(start)
    return takes ? all.filter((path) => takes(below(from, path) ?? path)) : all
  }

  #holds(rule: Rule, folder: string): boolean {
    if (!this.context.isFolder(folder)) return false
    return folder === rule.from || rule.takes === null || this.#files(rule, folder).length > 0
  }
}

function placeOf({ named, folder, keeps }: Copied, { destination, parents }: ContextCopy, intoFolder: boolean): string {
  const inside = joinPath(destination, keeps) ?? '/'
  if (folder || parents) return inside
  return intoFolder ? (joinPath(destination, baseName(named)) ?? '/') : destination
}
