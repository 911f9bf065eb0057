import { textBehind } from '../build-context.ts'
import { folderOf } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader } from './build.ts'
import { readers } from './registry.ts'
import { ancestorsOf, depthOf } from './where.ts'

/**
 * As many files are read for one Dockerfile, and so many more for each other one: a repository may have thousands of them,
 * and each has to be fetched before it is known whether it builds anything.
 */
const MOST_FILES = 150
const MORE_FOR_EACH = 10
const MOST_AT_ALL = 3_000

/** The files of a repository that may say how some Dockerfiles are built. */
export interface BuildFiles {
  readonly dockerfiles: readonly string[]
  /** Sorted. */
  readonly read: readonly { readonly path: string; readonly reader: BuildReader }[]
  /** Of the files in the folders above a Dockerfile, those that are too many, the nearest first. */
  readonly left: readonly string[]
}

/**
 * Finds the files to read. First come those in the folders above a Dockerfile, then those elsewhere, both from the root on
 * downwards. Of kinds of which there are many only those count that have one of the Dockerfiles near by.
 */
export function buildFilesFor(tree: Tree, dockerfiles: readonly string[]): BuildFiles {
  const folders = new Set(dockerfiles.flatMap((path) => ancestorsOf(folderOf(path))))
  const hasDockerfile = (folder: string): boolean => folders.has(folder)
  // A name may be that of several kinds: `.github/workflows/skaffold.yaml`. What is of another kind describes no build.
  const found = [...tree.files].flatMap((path) =>
    readers
      .filter((one) => one.matches(path, hasDockerfile))
      .map((reader) => ({ path, reader, elsewhere: folders.has(folderOf(path)) ? 0 : 1, depth: depthOf(path) })),
  )
  found.sort((a, b) => a.elsewhere - b.elsewhere || a.depth - b.depth || (a.path < b.path ? -1 : 1))
  const most = Math.min(MOST_FILES + MORE_FOR_EACH * (dockerfiles.length - 1), MOST_AT_ALL)
  return {
    dockerfiles,
    read: found.slice(0, most).sort((a, b) => (a.path < b.path ? -1 : 1)),
    left: found.slice(most).flatMap(({ path, elsewhere }) => (elsewhere ? [] : [path])),
  }
}

/**
 * The builds that files describe, in the order of their places. Texts that are not at hand are asked for.
 *
 * @param known what files say that have had all the texts that they need, by the name of the reader and the path: not read again
 */
export function buildsIn(
  tree: Tree,
  { dockerfiles, read, left }: BuildFiles,
  known = new Map<string, readonly Build[]>(),
): Build[] {
  const said = read.flatMap(({ path, reader }) => {
    const key = `${reader.name} ${path}`
    const builds = known.get(key)
    if (builds) return builds
    const before = tree.unanswered
    const text = textBehind(tree, path)
    const all = typeof text === 'string' ? reader.read(path, text, tree) : []
    const found = all.filter(({ dockerfile }) => !tree.known || tree.has(dockerfile))
    if (tree.unanswered === before) known.set(key, found)
    return found
  })
  if (left.length === 0) return said
  // One that is not read may name another context: then what is said of a build is not all.
  const first = new Map([...left].reverse().map((path) => [folderOf(path), path]))
  const unread = dockerfiles.flatMap((dockerfile): Build[] => {
    const path = ancestorsOf(folderOf(dockerfile)).flatMap((folder) => first.get(folder) ?? [])[0]
    return path === undefined ? [] : [unreadBuild(dockerfile, path)]
  })
  return [...said, ...unread]
}

const unreadBuild = (dockerfile: string, path: string): Build => ({
  dockerfile,
  context: { kind: 'unread' },
  named: new Map(),
  args: new Map(),
  target: null,
  tool: 'a file that is not read',
  place: { path, line: 1 },
})

/** The builds of some Dockerfiles that the files of a repository describe. Texts that are not at hand are asked for. */
export const findBuilds = (tree: Tree, dockerfiles: readonly string[]): Build[] =>
  buildsIn(tree, buildFilesFor(tree, dockerfiles))
