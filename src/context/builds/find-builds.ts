import { baseName, folderOf } from '../paths.ts'
import type { Tree } from '../tree.ts'
import { azure } from './azure.ts'
import { bakeReader } from './bake.ts'
import { bitbucket } from './bitbucket.ts'
import type { Build, BuildReader } from './build.ts'
import { circleci } from './circleci.ts'
import { cloudbuild } from './cloudbuild.ts'
import { composeReader } from './compose.ts'
import { devcontainerReader } from './devcontainer.ts'
import { flyReader } from './fly.ts'
import { gitlab } from './gitlab.ts'
import { jenkinsfile } from './jenkinsfile.ts'
import { justfile } from './justfile.ts'
import { makefile } from './makefile.ts'
import { packageScripts } from './package-scripts.ts'
import { renderReader } from './render.ts'
import { shellScripts } from './shell-scripts.ts'
import { skaffoldReader } from './skaffold.ts'
import { taskfile } from './taskfile.ts'
import { tiltReader } from './tilt.ts'
import { travis } from './travis.ts'
import { ancestorsOf } from './where.ts'
import { workflow } from './workflow.ts'

/** Every kind of file that says how an image is built. */
export const readers: readonly BuildReader[] = [
  // One entry a line, sorted.
  bakeReader,
  bitbucket,
  circleci,
  cloudbuild,
  composeReader,
  devcontainerReader,
  flyReader,
  gitlab,
  jenkinsfile,
  justfile,
  makefile,
  packageScripts,
  renderReader,
  shellScripts,
  skaffoldReader,
  taskfile,
  tiltReader,
  travis,
  workflow,
  azure,
]

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

/** The builds that the files of a repository describe, in the order of their places. Texts that are not at hand are asked for. */
export function findBuilds(tree: Tree): Build[] {
  const folders = foldersOfDockerfiles(tree.all((path) => isDockerfile.test(baseName(path))))
  const hasDockerfile = (folder: string): boolean => folders.has(folder)
  return tree
    .all((path) => readers.some((reader) => reader.matches(path, hasDockerfile)))
    .flatMap((path) => {
      const reader = readers.find((one) => one.matches(path, hasDockerfile))
      const text = reader && tree.text(path)
      return reader && typeof text === 'string' ? reader.read(path, text, tree) : []
    })
}
