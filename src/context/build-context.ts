import { DockerIgnore } from './dockerignore.ts'
import { compileGlob, isGlob } from './glob.ts'
import { baseName, below, folderOf, fromRoot, joinInside } from './paths.ts'
import { Tree } from './tree.ts'
import { viewOf } from './view.ts'

/**
 * A folder of the checkout, or a Git address, which BuildKit fetches itself: then no ignore file is applied and there are
 * only committed files. https://docs.docker.com/build/concepts/context/#git-repositories
 */
export type ContextKind = 'folder' | 'git'

/** The folder that a build sees, without what its ignore file leaves out. Paths are relative to it; `.` is itself. */
export class BuildContext {
  readonly kind: ContextKind
  /** The folder's path in the repository. */
  readonly folder: string
  /** The path of the ignore file in force, in the repository; null when there is none. */
  readonly ignoreFile: string | null
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
    this.#tree = tree
    this.kind = kind
    this.folder = folder
    this.ignoreFile = ignoreFile
    this.#ignore = ignore
  }

  /** The path in the repository of a path of the context. */
  inRepository(path: string): string {
    return joinInside(this.folder, path) ?? path
  }

  /** The path in the context of a path of the repository; null when it lies outside. */
  inContext(path: string): string | null {
    return /^(?:\.\.)?\//.test(path) ? null : below(this.folder, path)
  }

  /** Whether a file, which may be a symbolic link, is in the context. */
  has(path: string): boolean {
    return this.#tree.has(this.inRepository(path)) && !this.ignores(path)
  }

  /** Whether the repository has a file or folder at a path, left out or not. */
  isListed(path: string): boolean {
    const place = this.inRepository(path)
    return this.#tree.has(place) || this.#tree.isFolder(place)
  }

  isFolder(path: string): boolean {
    return (
      this.#tree.isFolder(this.inRepository(path)) &&
      (path === '.' || !this.ignores(path) || this.#under(path).length > 0)
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

  /** The files of a name, in any folder of the context. */
  named(name: string): string[] {
    return this.#tree.named(name).flatMap((file) => {
      const path = below(this.folder, file)
      return path === null || this.ignores(path) ? [] : [path]
    })
  }

  /** The files below a folder of the context, sorted. */
  under(folder: string): string[] {
    return [...this.#under(folder)]
  }

  /** As {@link under}, not to be changed: for what is worked out from a whole folder. */
  listed(folder: string): readonly string[] {
    return this.#under(folder)
  }

  /** A list that is worked out from the context, the same for all that see the same files under the same ignore file. */
  remembered(key: string, compute: () => readonly string[]): readonly string[] {
    return viewOf(this.#tree.files, this.folder, this.#ignore).list(`\0${key}`, compute)
  }

  #under(folder: string): readonly string[] {
    return viewOf(this.#tree.files, this.folder, this.#ignore).list(folder, () => {
      const start = this.folder === '.' ? 0 : this.folder.length + 1
      const found: string[] = []
      for (const file of this.#tree.under(this.inRepository(folder))) {
        const path = start === 0 ? file : file.slice(start)
        if (!this.ignores(path)) found.push(path)
      }
      return found
    })
  }

  /**
   * The files and folders that a source of `COPY` names: itself, or what its wildcards match, in the order in which they
   * are copied; wildcards may match nothing. Null when what it names is not there, which fails the build. A symbolic link
   * is named as it is; {@link resolve} says what it leads to.
   * https://github.com/tonistiigi/fsutil/blob/master/copy/copy.go (ResolveWildcards)
   */
  matches(source: string): string[] | null {
    const path = fromRoot(source)
    if (!isGlob(path)) {
      const place = this.resolve(path)?.path
      return place !== undefined && (this.has(place) || this.isFolder(place)) ? [path] : null
    }
    if (this.#tree.hasLinks) return this.#globbed(path)
    return viewOf(this.#tree.files, this.folder, this.#ignore).matches(path, () => this.#globbed(path))
  }

  #globbed(pattern: string): string[] | null {
    const expression = compileGlob(pattern)
    if (!expression) return null
    const parts = pattern.split('/')
    const first = parts.findIndex(isGlob)
    const start = this.resolve(parts.slice(0, first).join('/') || '.')?.path
    if (start === undefined || !(this.has(start) || this.isFolder(start))) return null
    const rest = parts.slice(first)
    // A class may match a slash: then the whole says more than its parts.
    const tests = rest.some((part) => part.includes('[')) ? null : rest.map(compileGlob)
    const whole = compileGlob(rest.join('/'))
    const found = this.#entries(start, rest.length, tests).filter((entry) => {
      const seen = below(start, entry)
      return seen !== null && (tests !== null || whole?.(seen)) && !(this.has(entry) && this.ignores(entry))
    })
    return found.sort(inWalkOrder)
  }

  #entries(
    folder: string,
    depth: number,
    tests: readonly (((name: string) => boolean) | null)[] | null,
  ): readonly string[] {
    const test = tests?.[tests.length - depth]
    return this.#tree.in(this.inRepository(folder)).flatMap((entry) => {
      const path = below(this.folder, entry)
      if (path === null || (test && !test(baseName(path)))) return []
      if (depth > 1) return this.#tree.has(entry) ? [] : this.#entries(path, depth - 1, tests)
      return this.has(path) || this.isFolder(path) ? [path] : []
    })
  }

  /**
   * Where a path leads when all symbolic links on the way are followed, as `COPY` follows those of its sources: inside the
   * context, whose root a link cannot leave. `links` are the ones on the way. Null where that cannot be known.
   * https://github.com/containerd/continuity/blob/main/fs/path.go (RootPath)
   */
  resolve(path: string): { readonly path: string; readonly links: readonly string[] } | null {
    if (!this.#tree.hasLinks || path === '.') return { path, links: [] }
    const links: string[] = []
    const rest = path.split('/')
    let place = '.'
    for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
      if (part === '' || part === '.') continue
      if (part === '..') {
        place = folderOf(place)
        continue
      }
      const next = place === '.' ? part : `${place}/${part}`
      const file = this.inRepository(next)
      if (!this.#tree.isLink(file)) {
        place = next
        continue
      }
      // A link that is left out leads nowhere, whatever it leads to.
      if (this.ignores(next)) return null
      const target = this.#tree.text(file)
      if (typeof target !== 'string' || target.length > LONGEST_TARGET || links.length >= MOST_LINKS) return null
      links.push(next)
      if (target.startsWith('/')) place = '.'
      rest.unshift(...target.split('/'))
    }
    return { path: place, links }
  }

  /** Whether a file of the context is a symbolic link. */
  isLink(path: string): boolean {
    return this.#tree.isLink(this.inRepository(path))
  }

  /** The text of a file of the context, as {@link Tree.text}; of a symbolic link the text of what it leads to. */
  text(path: string): string | null | undefined {
    if (!this.has(path)) return null
    if (!this.isLink(path)) return this.#tree.text(this.inRepository(path))
    const place = this.resolve(path)?.path
    if (place !== undefined) return this.has(place) ? this.#tree.text(this.inRepository(place)) : null
    return this.#tree.text(this.inRepository(path)) === undefined ? undefined : null
  }
}

/** The text of a file of the repository, as {@link Tree.text}; of a symbolic link the text of what it leads to. */
export const textBehind = (tree: Tree, path: string): string | null | undefined =>
  tree.isLink(path) ? new BuildContext(tree, '.', null, null).text(path) : tree.text(path)

/** A chain of more links than this leads nowhere; a longer target is no path on Linux (PATH_MAX). */
const MOST_LINKS = 40
const LONGEST_TARGET = 4096

/** Folder by folder, each sorted: of two files that are copied to one place the later one stays. */
function inWalkOrder(one: string, other: string): number {
  const [a, b] = [one.replaceAll('/', '\0'), other.replaceAll('/', '\0')]
  return a < b ? -1 : a > b ? 1 : 0
}

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
  if (kind === 'git') return { context: new BuildContext(tree, folder, null, null, kind) }
  const own = `${dockerfile}.dockerignore`
  const common = joinInside(folder, '.dockerignore') as string
  const path = tree.has(own) ? own : tree.has(common) ? common : null
  if (path === null) return { context: new BuildContext(tree, folder, null, null) }
  const text = ignoreTextOf(tree, path, folder)
  if (text === undefined) return { missing: true }
  if (text === null) return { unknown: `${path} cannot be read` }
  const ignore = ignoreOf(tree, text)
  if (ignore.unreadable !== null)
    return { unknown: `${path} has the pattern ${ignore.unreadable}, which cannot be read` }
  return { context: new BuildContext(tree, folder, path, ignore) }
}

/** The text of an ignore file; a symbolic link may lead to another file of the context. */
function ignoreTextOf(tree: Tree, path: string, folder: string): string | null | undefined {
  if (!tree.isLink(path)) return tree.text(path)
  const text = textBehind(tree, path)
  const place = new BuildContext(tree, '.', null, null).resolve(path)?.path
  return place !== undefined && below(folder, place) !== null ? text : text === undefined ? undefined : null
}

/** The same ignore file serves many Dockerfiles: it is read once, and keeps what it has found out. */
function ignoreOf(tree: Tree, text: string): DockerIgnore {
  let known = ignores.get(tree.files)
  if (known === undefined) {
    known = new Map()
    ignores.set(tree.files, known)
  }
  const ignore = known.get(text) ?? new DockerIgnore(text)
  known.set(text, ignore)
  return ignore
}

const ignores = new WeakMap<ReadonlySet<string>, Map<string, DockerIgnore>>()
