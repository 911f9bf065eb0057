import type { BuildContext } from '../context/build-context.ts'
import { DockerIgnore } from '../context/dockerignore.ts'
import { compileGlob, isGlob } from '../context/glob.ts'
import { below, folderOf, joinInside } from '../context/paths.ts'
import { type Copied, type CopyOptions, copiedBy, copiedFrom } from './copied.ts'
import { sortedUnion } from './sorted-union.ts'
import type { Outcome } from './variables.ts'

/** The files of the context that a step reads. Paths are those of the repository; nothing is listed before it is asked for. */
export class Selection {
  /** Why the list may lack something, in one clause; null when it is whole. */
  readonly unknown: string | null
  readonly context: BuildContext | null
  readonly #wanted: readonly Wanted[]
  #copied: (readonly Copied[] | null)[] | undefined
  #files: readonly string[] | undefined

  private constructor(context: BuildContext | null, wanted: readonly Wanted[], unknown: string | null) {
    this.context = context
    this.#wanted = wanted
    this.unknown = context === null ? 'the build context is not known' : unknown
  }

  /** What a `COPY` takes along. */
  static copied(
    context: BuildContext | null,
    sources: readonly string[],
    options: CopyOptions,
    unknown: string | null,
  ): Selection {
    return new Selection(
      context,
      sources.map((source) => ({ source, options })),
      unknown,
    )
  }

  /** What a bind mount shows: one file or folder, named without wildcards. */
  static mounted(context: BuildContext | null, path: string, unknown: string | null = null): Selection {
    return new Selection(context, [{ source: path, options: null }], unknown)
  }

  /** The files, sorted. */
  get files(): readonly string[] {
    this.#files ??= this.#list()
    return this.#files
  }

  /** Whether the step runs again when a file of the repository is edited, added or removed; null when it does not. */
  takes(file: string): Outcome | null {
    if (this.context === null) return 'may run'
    if (this.#readsFolder && isIgnoreFile(this.context, file)) return this.#certain(file) ?? 'may run'
    return this.#certain(file) ?? (this.unknown !== null && this.#inContext(file) ? 'may run' : null)
  }

  #certain(file: string): Outcome | null {
    const path = this.#inContext(file)
    if (path === null || this.context === null) return null
    const outcomes = this.#wanted.map((wanted, index) => this.#takenBy(wanted, this.#places[index] ?? null, path))
    if (outcomes.includes('runs')) return this.context.ignores(path) ? this.#emptyFolder(path) : 'runs'
    return null
  }

  #takenBy(wanted: Wanted, copied: readonly Copied[] | null, path: string): Outcome | null {
    for (const { from, folder, takes, links } of copied ?? []) {
      if (path === from || links.includes(path)) return 'runs'
      const rest = folder ? below(from, path) : null
      if (rest !== null && (takes === null || takes(rest))) return 'runs'
    }
    if (this.context?.has(path) || (copied !== null && !isPattern(wanted))) return null
    return wouldTake(wanted, path) ? 'runs' : null
  }

  /** A file that is left out and not there yet may bring a folder that is not left out. */
  #emptyFolder(path: string): Outcome | null {
    const { context } = this
    if (context === null || context.isListed(path)) return null
    for (let folder = folderOf(path); folder !== '.'; folder = folderOf(folder)) {
      if (!context.ignores(folder)) return context.isListed(folder) ? null : 'may run'
    }
    return null
  }

  #inContext(file: string): string | null {
    return this.context?.inContext(file) ?? null
  }

  get #readsFolder(): boolean {
    return this.#places.some((copied) => copied?.some(({ folder }) => folder)) || this.#wanted.some(isPattern)
  }

  get #places(): (readonly Copied[] | null)[] {
    const { context } = this
    this.#copied ??= this.#wanted.map(({ source, options }) => {
      if (context === null) return null
      if (options !== null) return copiedBy(context, source, options)
      const path = joinInside('.', source)
      const one = path === null ? null : copiedFrom(context, path)
      return one && [one]
    })
    return this.#copied
  }

  #list(): readonly string[] {
    const { context } = this
    if (context === null) return []
    const copied = this.#places.flatMap((places) => places ?? [])
    const single = copied.flatMap(({ from, folder, links }) => [
      ...links.filter((link) => context.has(link)),
      ...(folder ? [] : [from]),
    ])
    const lists = copied.flatMap(({ from, folder, takes }) => {
      const all = folder ? context.listed(from) : []
      return [takes ? all.filter((path) => takes(below(from, path) ?? path)) : all]
    })
    const paths = sortedUnion([...lists, [...new Set(single)].sort()])
    return context.folder === '.' ? paths : paths.map((path) => context.inRepository(path))
  }
}

interface Wanted {
  readonly source: string
  /** Null for the path of a mount. */
  readonly options: CopyOptions | null
}

const isPattern = ({ source, options }: Wanted): boolean => options !== null && isGlob(source)

/** Whether a source would take a file that is not there. */
function wouldTake({ source, options }: Wanted, path: string): boolean {
  const pattern = joinInside('.', source)
  if (pattern === null) return false
  if (options === null || !isGlob(pattern)) return path === pattern || below(pattern, path) !== null
  if (options.parents) return false
  const test = compileGlob(pattern)
  const parts = path.split('/')
  const depth = pattern.split('/').length
  if (test === null || parts.length < depth || !test(parts.slice(0, depth).join('/'))) return false
  const rest = parts.slice(depth).join('/')
  return rest === '' || !new DockerIgnore(options.excludes).excludes(rest)
}

function isIgnoreFile(context: BuildContext, file: string): boolean {
  if (context.ignoreFile !== null) return file === context.ignoreFile
  return context.kind === 'folder' && file === context.inRepository('.dockerignore')
}
