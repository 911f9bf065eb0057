import { realpath, stat } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { isInside, reasonOf } from '../local/read-texts.ts'
import { findCheckout, findRoot } from '../local/root.ts'
import { quoted } from '../text/printable.ts'
import { InputError } from './io.ts'

/** What a user named in one working tree. Paths are relative to its root, with `/`. */
export interface Tree {
  /** Absolute, all links followed. */
  readonly root: string
  /** Files that were named, whatever they are called. */
  readonly files: readonly string[]
  /** Folders whose Dockerfiles are meant; `''` is the whole tree. */
  readonly folders: readonly string[]
}

/**
 * Finds what the PATHs of a command line mean. Paths of one checkout come together, since they see the same files and
 * have the same configuration.
 *
 * @param paths as they were written, without `-`; none means the whole working tree around `cwd`
 * @throws {InputError} on a path that is not there, or that leads out of the tree in which it stands
 */
export async function select(paths: readonly string[], cwd: string): Promise<Tree[]> {
  const here = await realpath(cwd)
  const home = await findRoot(here)
  if (paths.length === 0) return [{ root: home, files: [], folders: [slashed(relative(home, here))] }]
  const trees = new Map<string, { root: string; files: Set<string>; folders: Set<string> }>()
  for (const written of paths) {
    const { place, isFolder } = await find(written, here, home)
    const folder = isFolder ? place : dirname(place)
    const root = (await findCheckout(folder)) ?? (isInside(home, folder) ? home : folder)
    const tree = trees.get(root) ?? { root, files: new Set(), folders: new Set() }
    trees.set(root, tree)
    const path = slashed(relative(root, place))
    if (isFolder) tree.folders.add(path)
    else tree.files.add(path)
  }
  return [...trees.values()].map(({ root, files, folders }) => ({ root, files: [...files], folders: [...folders] }))
}

/** Where a written path lies. A link may lead about in the working tree, and not out of it: a shell's `*` takes it along unseen. */
async function find(written: string, here: string, home: string): Promise<{ place: string; isFolder: boolean }> {
  const asked = resolve(here, written)
  try {
    const real = await realpath(asked)
    if (isInside(home, asked) && !isInside(home, real)) {
      throw new InputError(`${quoted(written)} leads out of the working tree. Name the file that it leads to.`)
    }
    const found = await stat(real)
    if (!found.isFile() && !found.isDirectory())
      throw new InputError(`${quoted(written)} is no file. Name a Dockerfile.`)
    return { place: real, isFolder: found.isDirectory() }
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`${quoted(written)} ${reasonOf(error)}. Check the path.`)
  }
}

/** A path of this system with `/` between its parts. */
export const slashed = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'))
