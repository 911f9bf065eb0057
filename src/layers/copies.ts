import type { BuildContext } from '../context/build-context.ts'
import { below, joinInside } from '../context/paths.ts'
import { expand } from '../dockerfile/expand.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { joinPath, lookupIn, type Step } from '../dockerfile/state.ts'

/** A `COPY` or `ADD` of files of the build context. */
export interface ContextCopy {
  readonly step: Step
  /** As written, expanded: paths of the context, wildcards included. */
  readonly sources: readonly string[]
  /** The destination as it stands in the file. */
  readonly rawDestination: string
  /** The destination in the image. */
  readonly destination: string
  /** It ends in a slash, is `.`, or there are several sources: then it is a folder. */
  readonly intoFolder: boolean
}

/** Reads a step as a copy from the build context: null when it is none, undefined when it cannot be known what it copies. */
export function readCopy(file: Dockerfile, step: Step): ContextCopy | null | undefined {
  const { instruction, state, stage } = step
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return null
  if (instruction.flags.some(({ name }) => name === 'from')) return null
  if (instruction.heredocs.length > 0) return undefined
  const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw)
  const lookup = lookupIn(state, stage)
  const values = words.map((word) => expand(word, lookup, file.escape))
  const known = values.flatMap((value) => (value && !value.assumed ? [value.text] : []))
  if (known.length !== values.length || known.length < 2) return undefined
  const sources = known.slice(0, -1)
  const target = known.at(-1) as string
  // A URL or a Git address is no file of the context, and an archive is unpacked.
  if (
    instruction.keyword === 'ADD' &&
    sources.some((source) => /:\/\/|^git@|\.(?:tar|t?gz|bz2|xz|zst)\b/.test(source))
  ) {
    return undefined
  }
  const destination = joinPath(state.workdir, target)
  if (destination === null) return undefined
  return {
    step,
    sources,
    rawDestination: words.at(-1) as string,
    destination,
    intoFolder: /(?:^|\/)\.?$/.test(target) || target === '.' || sources.length > 1,
  }
}

/** Every source of a `COPY` or `ADD` that reads the build context, for finding out which folder that is. */
export function contextSources(file: Dockerfile, steps: readonly Step[]): string[] {
  return steps.flatMap((step) => readCopy(file, step)?.sources ?? [])
}

/** A file of the context as a copy takes it along. */
export interface Landing {
  readonly copy: ContextCopy
  /** The copy takes a folder that holds it; `rest` is its path below that folder. */
  readonly folder: boolean
  readonly rest: string
  /** Its path in the image. */
  readonly at: string
}

/** Where the files of the context lie in the image after some copies; a later copy wins. */
export class Layout {
  readonly context: BuildContext
  readonly #rules: {
    readonly from: string
    readonly to: string
    readonly folder: boolean
    readonly copy: ContextCopy
  }[] = []
  /** Folders that are known to be in the image: a file that is copied there keeps its name. */
  readonly #folders = new Set<string>()

  constructor(context: BuildContext) {
    this.context = context
  }

  /** A folder that is in the image: the working folder of a step. */
  knows(folder: string | null): void {
    if (folder !== null) this.#folders.add(folder)
  }

  /** Adds a copy. False when something it names is not in the context. */
  add(copy: ContextCopy): boolean {
    const { destination } = copy
    const single = copy.sources.length === 1
    for (const source of copy.sources) {
      const matches = this.context.matches(source)
      if (matches === null) return false
      for (const match of matches) {
        if (this.context.has(match)) {
          const keepsName = copy.intoFolder || !single || matches.length > 1 || this.#folders.has(destination)
          const name = match.slice(match.lastIndexOf('/') + 1)
          this.#rules.push({
            from: match,
            to: keepsName ? (joinPath(destination, name) ?? '/') : destination,
            folder: false,
            copy,
          })
        } else this.#rules.push({ from: match, to: destination, folder: true, copy })
      }
    }
    if (copy.intoFolder || this.#rules.some((rule) => rule.copy === copy && rule.folder)) this.#folders.add(destination)
    return true
  }

  /** The file or folder of the context that lies at a path of the image, and the copy that brought it. */
  find(path: string): { readonly path: string; readonly copy: ContextCopy; readonly rest: string } | null {
    for (const { from, to, folder, copy } of [...this.#rules].reverse()) {
      if (!folder) {
        if (path === to) return { path: from, copy, rest: '' }
        continue
      }
      const rest = path === to ? '.' : to === '/' ? path.slice(1) : below(to, path)
      if (rest === null) continue
      const inContext = joinInside(from, rest)
      if (inContext !== null && (this.context.has(inContext) || this.context.isFolder(inContext))) {
        return { path: inContext, copy, rest }
      }
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
    const inside = folder === '/' ? '/' : `${folder}/`
    const found = new Set<string>()
    for (const { from, to, folder: whole } of this.#rules) {
      if (!whole) {
        if (to.startsWith(inside)) found.add(to)
      } else if (to === folder || to.startsWith(inside)) {
        for (const path of this.context.under(from)) found.add(joinPath(to, below(from, path) ?? path) ?? '/')
      } else {
        const rest = to === '/' ? folder.slice(1) : below(to, folder)
        const start = rest === null ? null : joinInside(from, rest)
        if (start === null) continue
        for (const path of this.context.under(start)) found.add(joinPath(folder, below(start, path) ?? path) ?? '/')
      }
    }
    return [...found].sort()
  }

  /** Whether a copy of a folder would bring something at a path of the image that the list of files does not show. */
  mayHold(path: string): boolean {
    return this.#rules.some(({ from, to, folder }) => {
      if (!folder) return to === path
      const rest = to === '/' ? path.slice(1) : below(to, path)
      const source = rest === null ? null : joinInside(from, rest)
      return source !== null && this.context.mayHold(source)
    })
  }

  /** The files of the context that a copy takes. */
  takes(copy: ContextCopy): string[] {
    return this.#rules
      .filter((rule) => rule.copy === copy)
      .flatMap(({ from, folder }) => (folder ? this.context.under(from) : [from]))
  }

  /** The files that a copy takes, with the paths of the image where they land. */
  landings(copy: ContextCopy): { readonly path: string; readonly at: string }[] {
    return this.#rules
      .filter((rule) => rule.copy === copy)
      .flatMap(({ from, to, folder }) =>
        folder
          ? this.context.under(from).map((path) => ({ path, at: joinPath(to, below(from, path) ?? path) ?? '/' }))
          : [{ path: from, at: to }],
      )
  }

  /** The copies that take a file, in their order; `rest` is its path below the folder that is copied. */
  landingsOf(path: string): Landing[] {
    return this.#rules.flatMap(({ from, to, folder, copy }) => {
      const rest = folder ? below(from, path) : path === from ? path : null
      if (rest === null) return []
      return [{ copy, folder, rest, at: folder ? (joinPath(to, rest) ?? '/') : to }]
    })
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
      if (found !== null) return found
    }
    return null
  }
}
