import { DockerIgnore } from './dockerignore.ts'
import { compileGlob, isGlob } from './glob.ts'
import { below, joinInside } from './paths.ts'
import { Tree } from './tree.ts'

/** The folder that a build sees, without what its ignore file leaves out. Paths are relative to it; `.` is itself. */
export class BuildContext {
  /** The folder's path in the repository. */
  readonly folder: string
  /** The path of the ignore file in force, in the repository; null when there is none. */
  readonly ignoreFile: string | null
  readonly kind: ContextKind
  readonly #tree: Tree
  readonly #ignore: DockerIgnore | null

  /** One with nothing in it. */
  static get empty(): BuildContext {
    return new BuildContext(new Tree({ files: new Set(), texts: new Map() }), '.', null, null)
  }

  constructor(
    tree: Tree,
    folder: string,
    ignoreFile: string | null,
    ignore: DockerIgnore | null,
    kind: ContextKind = 'folder',
  ) {
    this.kind = kind
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

  /** Whether a path is a file or folder of the repository, whatever the ignore file says. */
  isTracked(path: string): boolean {
    const inRepository = this.inRepository(path)
    return this.#tree.has(inRepository) || this.#tree.isFolder(inRepository)
  }

  /** The folders directly in a folder of the context. */
  foldersIn(folder: string): string[] {
    return this.#tree.in(this.inRepository(folder)).flatMap((entry) => {
      const path = below(this.folder, entry)
      return path === null || this.#tree.has(entry) ? [] : [path]
    })
  }

  ignores(path: string): boolean {
    return this.#ignore?.excludes(path) ?? false
  }

  /**
   * Whether a build may find something at a path that the list of files does not show: what is not committed lies in the
   * folder of a checkout, unless the ignore file leaves it out. Of a repository only the root has a `.git`.
   */
  mayHold(path: string): boolean {
    const git = /(?:^|\/)\.git(?:\/|$)/.exec(this.inRepository(path))
    return this.kind === 'folder' && !this.ignores(path) && (git === null || git.index === 0)
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
   * are copied. Null when nothing is there.
   */
  matches(source: string): string[] | null {
    const path = joinInside('.', source)
    if (path === null) return null
    if (!isGlob(path)) return this.has(path) || this.isFolder(path) ? [path] : null
    const expression = compileGlob(path)
    if (!expression) return null
    const depth = path.split('/').length
    const found = this.#entries('.', depth).filter(
      (entry) => expression(entry) && !(this.has(entry) && this.ignores(entry)),
    )
    return found.length > 0 ? found.sort(inWalkOrder) : null
  }

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

/** What kind of context a folder is: one of the checkout, or the repository as BuildKit fetches it from its Git address. */
export type ContextKind = 'folder' | 'git'

/** The context, or in one clause why it is not known, or that texts must be had first. */
export type OpenedContext =
  | { readonly context: BuildContext }
  | { readonly unknown: string }
  | { readonly missing: true }

/**
 * Opens a folder as a build context, with its ignore file: that of the Dockerfile before that of the folder. None is applied
 * to a Git context, in which only committed files are.
 * https://docs.docker.com/build/concepts/context/#filename-and-location
 */
export function openContext(
  tree: Tree,
  dockerfile: string,
  folder: string,
  kind: ContextKind = 'folder',
): OpenedContext {
  const own = `${dockerfile}.dockerignore`
  const common = joinInside(folder, '.dockerignore') as string
  const path = tree.has(own) ? own : tree.has(common) ? common : null
  if (path === null || kind === 'git') return { context: new BuildContext(tree, folder, null, null, kind) }
  const text = tree.text(path)
  if (text === undefined) return { missing: true }
  if (text === null) return { unknown: `${path} cannot be read` }
  const ignore = new DockerIgnore(text)
  if (ignore.unreadable !== null)
    return { unknown: `${path} has the pattern ${ignore.unreadable}, which cannot be read` }
  return { context: new BuildContext(tree, folder, path, ignore) }
}
