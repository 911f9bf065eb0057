import type { BuildContext } from '../../../src/context/build-context.ts'
import type { ImageFiles, InstallReads, InstallRequest } from '../../../src/context/manifests/reads.ts'
import { joinInside } from '../../../src/context/paths.ts'
import type { Manager } from '../../../src/managers/manager.ts'
import npm from '../../../src/managers/npm.ts'
import { contextOf, type Files } from '../repository.ts'

export interface Place {
  /** The folder in which the command runs. */
  readonly folder?: string
  /** The text of `.dockerignore`. */
  readonly ignore?: string
  readonly variables?: Readonly<Record<string, string>>
  readonly program?: string
}

/** The files of a context that is copied to the root of an image. */
export const imageOf = (context: BuildContext): ImageFiles => ({
  has: (path) => context.has(path),
  isFolder: (path) => context.isFolder(path),
  under: (folder) => context.under(folder),
  text: (path) => context.text(path),
  mayHold: (path) => !context.ignores(path) && !path.includes('/.git/'),
})

/**
 * A command of a manager as its reader gets it; the verb is its first words that the catalogue knows as one, else the first.
 * Of a tool that takes many verbs they all are among the words.
 */
export function requestOf(manager: Manager, command: string, files: ImageFiles, place: Place = {}): InstallRequest {
  const { folder = '.', variables = {}, program = manager.programs[0] as string } = place
  const words = command.split(' ').filter((word) => word !== '')
  const verbs = Object.values(manager.verbs).flat()
  const bare = !manager.manyVerbs && verbs.includes('') && words[0]?.startsWith('-') === true
  const count = bare ? 0 : ([3, 2, 1].find((one) => verbs.includes(words.slice(0, one).join(' '))) ?? 1)
  return {
    files,
    folder,
    program,
    verb: words.slice(0, count).join(' '),
    args: manager.manyVerbs ? words : words.slice(count),
    valueOptions: manager.valueOptions,
    variable: (name) => variables[name],
    resolve: (path) => joinInside(path.startsWith('/') ? '.' : folder, path),
  }
}

/** What a command of a manager reads and writes. */
export function foundBy(manager: Manager, command: string, files: Files, place: Place = {}): InstallReads {
  if (typeof manager.reads !== 'function') throw new Error(`${manager.id} has no reader`)
  return manager.reads(requestOf(manager, command, imageOf(contextOf(files, { ignore: place.ignore ?? '' })), place))
}

/** What a command of a manager reads: the files and then the folders in their order, or why that is not known. */
export function readsBy(manager: Manager, command: string, files: Files, place?: Place): readonly string[] | string {
  const result = foundBy(manager, command, files, place)
  if ('files' in result) return [...result.files, ...(result.folders ?? []).map((folder) => `${folder}/`)]
  return 'unknown' in result ? result.unknown : 'missing'
}

/** What `npm` with these words reads and writes. */
export const found = (command: string, files: Files, place?: Place): InstallReads => foundBy(npm, command, files, place)

/** What `npm` with these words reads: the files in their order, or why that is not known. */
export const reads = (command: string, files: Files, place?: Place): readonly string[] | string =>
  readsBy(npm, command, files, place)

/** A project with a lock file; `manifest` is its package.json, `more` what else it has. */
export const project = (manifest: object = {}, more: Files = {}): Files => ({
  'package.json': JSON.stringify(manifest),
  'package-lock.json': '{}',
  'index.js': '',
  ...more,
})
