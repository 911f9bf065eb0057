import { BuildContext } from '../../src/context/build-context.ts'
import { DockerIgnore } from '../../src/context/dockerignore.ts'
import { Tree } from '../../src/context/tree.ts'

/** Files with their texts. A text of `undefined` stands for one that is not at hand yet, null for one that is no text. */
export type Files = Readonly<Record<string, string | null | undefined>>

export function treeOf(files: Files): Tree {
  const texts = Object.entries(files).filter((entry): entry is [string, string | null] => entry[1] !== undefined)
  return new Tree({ files: new Set(Object.keys(files)), texts: new Map(texts) })
}

/** The folder of a repository as a build sees it. */
export const contextOf = (files: Files, { folder = '.', ignore = '' } = {}): BuildContext =>
  new BuildContext(
    treeOf(files),
    folder,
    ignore === '' ? null : '.dockerignore',
    ignore === '' ? null : new DockerIgnore(ignore),
  )
