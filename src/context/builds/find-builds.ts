import type { Tree } from '../tree.ts'
import { bakeReader } from './bake.ts'
import type { Build, BuildReader } from './build.ts'
import { composeReader } from './compose.ts'
import { devcontainerReader } from './devcontainer.ts'
import { flyReader } from './fly.ts'
import { renderReader } from './render.ts'
import { skaffoldReader } from './skaffold.ts'
import { tiltReader } from './tilt.ts'

/** Every kind of file that says how an image is built. */
export const readers: readonly BuildReader[] = [
  bakeReader,
  composeReader,
  devcontainerReader,
  flyReader,
  renderReader,
  skaffoldReader,
  tiltReader,
]

/** The builds that the files of a repository describe, in the order of their places. Texts that are not at hand are asked for. */
export function findBuilds(tree: Tree): Build[] {
  return tree.under('.').flatMap((path) => {
    const reader = readers.find((one) => one.matches(path))
    const text = reader && tree.text(path)
    return reader && typeof text === 'string' ? reader.read(path, text, tree) : []
  })
}
