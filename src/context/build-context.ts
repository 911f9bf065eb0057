import { DockerIgnore } from './dockerignore.ts'
import { compileGlob, isGlob } from './glob.ts'
import { below, folderOf, fromRoot, joinInside } from './paths.ts'
import type { Tree } from './tree.ts'

/** The folder that a build sees, without what its ignore file leaves out. Paths are relative to it; `.` is itself. */
export class BuildContext {
  /** The folder's path in the repository. */
  readonly folder: string
  /** The path of the ignore file in force, in the repository; null when there is none. */
  readonly ignoreFile: string | null
  readonly #tree: Tree
  readonly #ignore: DockerIgnore | null

  constructor(tree: Tree, folder: string, ignoreFile: string | null, ignore: DockerIgnore | null) {
    this.#tree = tree
    this.folder = folder
    this.ignoreFile = ignoreFile
    this.#ignore = ignore
  }

  /** The path in the repository of a path of the context. */
  inRepository(path: string): string {
    return joinInside(this.folder, path) ?? path
  }

  has(path: string): boolean {
    return this.#tree.has(this.inRepository(path)) && !this.ignores(path)
  }

  isFolder(path: string): boolean {
    return (
      this.#tree.isFolder(this.inRepository(path)) &&
      (path === '.' || !this.ignores(path) || this.under(path).length > 0)
    )
  }

  ignores(path: string): boolean {
    return this.#ignore?.excludes(path) ?? false
  }

  /** The files below a folder of the context, sorted. */
  under(folder: string): string[] {
    return this.#tree.under(this.inRepository(folder)).flatMap((file) => {
      const path = below(this.folder, file)
      return path !== null && !this.ignores(path) ? [path] : []
    })
  }

  /**
   * The files and folders that a source of `COPY` names: itself, or what its wildcards match, in the order in which they
   * are copied; wildcards may match nothing. Null when what it names is not there, which fails the build.
   * https://github.com/tonistiigi/fsutil/blob/master/copy/copy.go (ResolveWildcards)
   */
  matches(source: string): string[] | null {
    const path = fromRoot(source)
    const parts = path.split('/')
    const first = parts.findIndex(isGlob)
    if (first === -1) return this.has(path) || this.isFolder(path) ? [path] : null
    const folder = parts.slice(0, first).join('/') || '.'
    if (!this.has(folder) && !this.isFolder(folder)) return null
    const expression = compileGlob(parts.slice(first).join('/'))
    if (!expression) return null
    return this.#entries(folder, parts.length - first)
      .filter((entry) => expression(below(folder, entry) ?? entry))
      .sort(inWalkOrder)
  }

  /** What lies so many levels below a folder. */
  #entries(folder: string, depth: number): string[] {
    return this.#tree.in(this.inRepository(folder)).flatMap((entry) => {
      const path = below(this.folder, entry)
      if (path === null) return []
      if (depth > 1) return this.#tree.has(entry) ? [] : this.#entries(path, depth - 1)
      return this.has(path) || this.isFolder(path) ? [path] : []
    })
  }

  /** The text of a file of the context, as {@link Tree.text}. */
  text(path: string): string | null | undefined {
    return this.has(path) ? this.#tree.text(this.inRepository(path)) : null
  }
}

/** Folder by folder, each sorted: of two files that are copied to one place the later one stays. */
function inWalkOrder(one: string, other: string): number {
  const [a, b] = [one.replaceAll('/', '\0'), other.replaceAll('/', '\0')]
  return a < b ? -1 : a > b ? 1 : 0
}

/** The context, or in one clause why it is not known, or that texts must be had first. */
export type FoundContext =
  | { readonly context: BuildContext }
  | { readonly unknown: string }
  | { readonly missing: true }

/**
 * Finds the build context of a Dockerfile: the folder that the caller names, else the one folder, of the repository's root
 * and the Dockerfile's own, in which every `COPY` source exists. Both or neither mean that it is not known.
 *
 * @param sources the sources of all `COPY` and `ADD` instructions that read the context, expanded
 */
export function findContext(
  tree: Tree,
  dockerfile: string,
  sources: readonly string[],
  named: string | undefined,
): FoundContext {
  if (!tree.known) return { unknown: 'the files of the repository are not known' }
  const folders = named === undefined ? [...new Set(['.', folderOf(dockerfile)])] : [named]
  const contexts: BuildContext[] = []
  let missing = false
  for (const folder of folders) {
    const opened = openContext(tree, dockerfile, folder)
    if ('unknown' in opened) return opened
    if ('missing' in opened) missing = true
    else contexts.push(opened.context)
  }
  if (missing) return { missing }
  const [only] = contexts
  if (named !== undefined && only) return { context: only }
  const building = contexts.filter((context) => sources.every((source) => context.matches(source) !== null))
  // A wildcard may be there for a file that not every project has: it decides where names do not.
  const fitting =
    building.length < 2
      ? building
      : building.filter((context) => sources.every((source) => context.matches(source)?.length !== 0))
  const [found] = fitting
  if (fitting.length === 1 && found) return { context: found }
  return {
    unknown:
      fitting.length > 1
        ? `the build context may be the root of the repository or ${folderOf(dockerfile)}`
        : 'no folder holds everything that is copied',
  }
}

function openContext(tree: Tree, dockerfile: string, folder: string): FoundContext {
  const own = `${dockerfile}.dockerignore`
  const common = joinInside(folder, '.dockerignore') as string
  const path = tree.has(own) ? own : tree.has(common) ? common : null
  if (path === null) return { context: new BuildContext(tree, folder, null, null) }
  const text = tree.text(path)
  if (text === undefined) return { missing: true }
  if (text === null) return { unknown: `${path} cannot be read` }
  const ignore = new DockerIgnore(text)
  if (ignore.unreadable !== null)
    return { unknown: `${path} has the pattern ${ignore.unreadable}, which cannot be read` }
  return { context: new BuildContext(tree, folder, path, ignore) }
}
