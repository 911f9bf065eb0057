import type { ImageFiles } from '../context/manifests/reads.ts'
import { below, folderOf } from '../context/paths.ts'
import type { Layout } from './layout.ts'
import { sortedUnion } from './sorted-union.ts'

/** A file or folder of the context that an install reads, and where it looks for it in the image. */
export interface ReadFile {
  /** Relative to the context. */
  readonly path: string
  /** Absolute. */
  readonly at: string
}

export const withoutSlash = (path: string): string => path.replace(/^\/+/, '') || '.'
const withSlash = (path: string): string => (path === '.' ? '/' : `/${path}`)

/** The files of the context where the copies above a step have put them. */
export class FilesOfLayout implements ImageFiles {
  readonly #layout: Layout
  readonly #missed = new Set<string>()

  constructor(layout: Layout) {
    this.#layout = layout
  }

  has(path: string): boolean {
    const found = this.#layout.fileAt(withSlash(path)) !== null
    if (!found) this.#missed.add(path)
    return found
  }

  /** The paths of the image that were asked for and where no listed file lies. */
  get missed(): string[] {
    return [...this.#missed].map(withSlash)
  }

  isFolder(path: string): boolean {
    return this.#layout.isFolder(withSlash(path))
  }

  under(folder: string): readonly string[] {
    return this.#layout.listed(withSlash(folder))
  }

  text(path: string): string | null | undefined {
    const source = this.#layout.fileAt(withSlash(path))
    return source === null ? null : this.#layout.context.text(source)
  }

  mayHold(path: string): boolean {
    return this.#layout.mayHold(withSlash(path))
  }

  /** The same with one more file, of which nothing but its place is known. */
  with(path: string): ImageFiles {
    const folder = folderOf(path)
    const isAbove = (one: string): boolean => one === folder || below(one, folder) !== null
    return {
      has: (one) => one === path || this.has(one),
      isFolder: (one) => isAbove(one) || this.isFolder(one),
      under: (one) => (isAbove(one) ? sortedUnion([this.under(one), [path]]) : this.under(one)),
      text: (one) => (one === path ? null : this.text(one)),
      mayHold: (one) => this.mayHold(one),
    }
  }

  /** The files or folders of the context that lie at paths of the image; null where one of them does not come from it. */
  sourcesOf(paths: readonly string[]): ReadFile[] | null {
    const sources = paths.flatMap((path): ReadFile[] => {
      const at = withSlash(path)
      const found = this.#layout.find(at)
      return found ? [{ path: found.path, at }] : []
    })
    return sources.length === paths.length ? sources : null
  }
}
