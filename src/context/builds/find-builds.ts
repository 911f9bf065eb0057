import { baseName, folderOf } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build } from './build.ts'
import { readers } from './registry.ts'
import { ancestorsOf } from './where.ts'

const isDockerfile = /dockerfile|containerfile/i

/** The folders that hold something which may be a Dockerfile, in themselves or below. */
function foldersOfDockerfiles(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const path of paths) {
    for (const folder of ancestorsOf(folderOf(path))) {
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return folders
}

/**
 * The builds that the files of a repository describe, in the order of their places, as far as their Dockerfiles are there.
 * Texts that are not at hand are asked for.
 */
export function findBuilds(tree: Tree): Build[] {
  const folders = foldersOfDockerfiles(tree.all((path) => isDockerfile.test(baseName(path))))
  const hasDockerfile = (folder: string): boolean => folders.has(folder)
  // A name may be that of several kinds: `.github/workflows/skaffold.yaml`. What is of another kind describes no build.
  const kindsOf = (path: string) => readers.filter((reader) => reader.matches(path, hasDockerfile))
  return tree
    .all((path) => kindsOf(path).length > 0)
    .flatMap((path) => {
      const text = tree.text(path)
      return typeof text === 'string' ? kindsOf(path).flatMap((reader) => reader.read(path, text, tree)) : []
    })
    .filter(({ dockerfile }) => !tree.known || tree.has(dockerfile))
}
