import { folderOf, joinInside, upward } from './context/paths.ts'
import type { Tree } from './context/tree.ts'
import { managersNamedIn } from './managers/invocation.ts'
import type { Manager } from './managers/manager.ts'

/** Long files of which an analysis asks for few. */
const LOCK = /lock|shrinkwrap|snapshot|resolved|\.sum$/i

/**
 * The texts that the analysis of a Dockerfile most likely asks for, in the folders above it. They are read along with the
 * first ones, since each round of questions is a call to GitHub's API, and another look at the Dockerfile.
 */
export function firstTexts(tree: Tree, path: string, text: string): string[] {
  const named = [...managersNamedIn(text)]
  if (named.length === 0) return []
  const names = ['.dockerignore', '.gitignore', ...named.flatMap(namesOf)]
  const places = upward(folderOf(path)).flatMap((folder) => names.map((name) => joinInside(folder, name) as string))
  return [...new Set([`${path}.dockerignore`, ...places])].filter((place) => tree.has(place))
}

/** Manifests and settings, and what tells which version of the tool it is. */
function namesOf({ manifests, caches }: Manager): string[] {
  const settings = caches.flatMap(({ at, evidence }) => [
    ...at.flatMap((place) => ('file' in place ? [place.file] : [])),
    ...(evidence?.files.map(({ file }) => file) ?? []),
  ])
  return [...manifests.filter((name) => !LOCK.test(name) && !name.includes('*')), ...settings]
}
