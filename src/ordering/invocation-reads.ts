import type { RunStep } from '../caching/installs.ts'
import type { Ahead, ImageFiles, InstallReads } from '../context/manifests/reads.ts'
import { type ShellWord, wordValue } from '../dockerfile/shell.ts'
import { joinPath } from '../dockerfile/state.ts'
import { FilesOfLayout, type ReadFile, withoutSlash } from '../layers/files-in-image.ts'
import type { Layout } from '../layers/layout.ts'
import { type Invocation, programName } from '../managers/invocation.ts'
import type { Span } from '../text/lines.ts'
import { choicesIn, type ShellLookup } from './shell-variables.ts'

/** What one command of a package manager reads of the build context. */
export interface Reads {
  /** Those of its commands that read files, for what else they would read. */
  readonly readings: readonly Reading[]
  readonly files: readonly ReadFile[]
  /** Folders that are read as a whole. */
  readonly folders: readonly ReadFile[]
  /** Folders of the image that are written. */
  readonly writes: readonly string[]
}

/** An install that reads files of the project. */
export interface Reading {
  readonly invocation: Invocation
  /** Paths of the image where it looked for a file and found none. */
  readonly missed: readonly string[]
  /** Whether it would read more, or otherwise, if a file lay at a path of the image too. */
  readonly readsToo: (at: string) => boolean
}

/** A step that can stand above the sources in the place of an install that cannot, with what it reads. */
export interface AheadStep {
  /** The commands go over to it from the step that they stand in today; null where that stays as it is. */
  readonly taken: Span | null
  readonly invocation: Invocation
  /** The command as it stands in a `RUN`. */
  readonly command: string
  /** The folder of the image in which it runs. */
  readonly folder: string
  readonly says: string
  readonly files: readonly ReadFile[]
  readonly folders: readonly ReadFile[]
  readonly readings: readonly Reading[]
  /** Folders of the image that it writes and that nothing below writes again. */
  readonly writes: readonly string[]
}

export type Or<R> = R | { readonly unknown: string; readonly ahead?: AheadStep } | { readonly missing: true }

/** Whether one of the words that a word becomes may be a file of the project: a package on disk, not one of a repository. */
function mayNameFile(
  word: ShellWord,
  lookup: ShellLookup,
  { localOperand }: Invocation['manager'],
  folder: string | null,
  layout: Layout,
): boolean {
  const value = wordValue(word, lookup)
  // `nodejs=${VERSION}`: a name stands in front.
  if (value === null) return !/^["']?[a-z0-9][\w.+-]*[=~<>:-]\$/.test(word.raw)
  return value.split(/\s+/).some((one) => {
    if (!/^\.{0,2}\//.test(one) && !(localOperand?.test(one) && !one.includes('://'))) return false
    const path = joinPath(folder, one.replace(/[*?[{].*$/, ''))
    return path === null || layout.reaches(path)
  })
}

/**
 * What one command of a package manager reads of the build context, and where it writes.
 *
 * @param folder the folder of the image in which it runs
 * @param layout where the files of the context lie when it runs
 * @param installed an install stands in front of it in the same step
 */
export function readsOfInvocation(
  invocation: Invocation,
  run: RunStep,
  folder: string | null,
  layout: Layout,
  lookup: ShellLookup,
  installed: boolean,
): Or<Reads> {
  const { step } = run
  const set = step.state.variables
  const { manager, kind, verb, args, command, words, env } = invocation
  const nothing = { files: [], folders: [], writes: [], readings: [] }
  if (
    command.words.some(substitutes) ||
    command.assignments.some(({ value }) => value === null || substitutes(value))
  ) {
    return { unknown: 'a word is made by another command' }
  }
  if (command.piped || command.outputs.some((word) => word?.raw !== '/dev/null')) {
    return { unknown: 'its output or input is another command or a file' }
  }
  if (invocation.as !== 'user' && invocation.as !== 'root') return { unknown: 'it runs as another user' }
  const reader = manager.reads
  const variable: ShellLookup = (name) => (env.has(name) ? env.get(name) : set.has(name) ? lookup(name) : undefined)
  if (kind === null) {
    const { settings } = manager
    if (settings && settings.verb === verb && folder !== null) {
      const local = variable(settings.unlessVariable) === undefined
      return { ...nothing, writes: local ? [joinPath(folder, settings.folder) ?? '/'] : [] }
    }
    const behind = manager.behindInstall.find(({ words }) => words.test(args.map(({ raw }) => raw).join(' ')))
    if (installed && behind && folder !== null && variable(behind.unlessVariable) === undefined) {
      return { ...nothing, writes: [joinPath(folder, behind.folder) ?? '/'] }
    }
    const sets = args.some((arg) => wordValue(arg, lookup) === 'set')
    if (verb === null || (manager.readsNothing.includes(verb) && !sets)) return nothing
    return { unknown: `it runs ${manager.id} ${verb}` }
  }
  if (reader === null) return { unknown: `what ${manager.id} reads is not known` }
  if (reader === 'nothing') {
    const local =
      words.some(({ raw }) => manager.mover?.test(raw) ?? false) ||
      args.some((arg) => mayNameFile(arg, choicesIn(run, lookup), manager, folder, layout))
    return local ? { unknown: `${manager.id} may read a file` } : nothing
  }
  if (command.certainty === 'sometimes') return { unknown: 'an install runs under a condition' }
  const moved = manager.readsByVariable.find((name) => {
    const value = variable(name)
    return value !== undefined && value !== ''
  })
  if (moved) return { unknown: `${moved} is set` }
  const values = optionsAndOperands(invocation).map(
    (word, at, all) => wordValue(word, lookup) ?? opaque(word, all[at - 1], manager),
  )
  if (values.includes(null) || folder === null) return { unknown: 'a word of the command is not known' }
  // An environment inside the project: the later copy may write over what is installed there.
  const first = wordValue(words[0] as ShellWord, lookup) ?? ''
  if (first.includes('/') && !first.startsWith('/') && !/^\.\/[\w.-]+w$/.test(first)) {
    return { unknown: 'its program lies in the project' }
  }
  const image = new FilesOfLayout(layout)
  const ask = (files: ImageFiles): InstallReads =>
    reader({
      files,
      folder: withoutSlash(folder),
      program: programName(first),
      verb: verb ?? '',
      args: values as string[],
      valueOptions: manager.valueOptions,
      variable,
      resolve: (path) => {
        const at = joinPath(folder, path)
        return at === null ? null : withoutSlash(at)
      },
    })
  const read = ask(image)
  const { missed } = image
  if ('missing' in read) return read
  const readsToo = (at: string): boolean => JSON.stringify(ask(image.with(withoutSlash(at)))) !== JSON.stringify(read)
  if ('unknown' in read) {
    const ahead = read.ahead && aheadOf(read.ahead, invocation, folder, image, readsToo)
    // A reader names files by their paths in the image.
    const why = folder === '/' ? read.unknown : read.unknown.replaceAll(`${withoutSlash(folder)}/`, '')
    return { unknown: why, ...(ahead ? { ahead } : {}) }
  }
  const environment = /^(\/.+)\/bin\/[^/]+$/.exec(first)?.[1]
  const more =
    environment && !/^\/usr(?:\/local)?$/.test(environment) && programName(first) !== first ? [environment] : []
  const files = image.sourcesOf(read.files)
  const folders = image.sourcesOf(read.folders ?? [])
  if (files === null || folders === null) return { unknown: 'where a file lies in the image is not known' }
  const readings = [{ invocation, missed, readsToo }]
  return { files, folders, readings, writes: [...read.writes.map((path) => joinPath('/', path) ?? '/'), ...more] }
}

/** The value of an option that a variable decides, as it is written: no reader takes it for a path that is there. */
function opaque(
  { raw }: ShellWord,
  before: ShellWord | undefined,
  { valueOptions }: Invocation['manager'],
): string | null {
  const text = raw.replace(/["']/g, '')
  const isValue = before !== undefined && valueOptions.includes(before.raw) && /^\$\{?\w+\}?$/.test(text)
  return isValue || /^-[\w-]+=[^\s`(]*\$\{?\w+\}?[^\s`(]*$/.test(text) ? text : null
}

/** A step that a tool offers, with the files of the context that it reads; null where one of them cannot be told. */
function aheadOf(
  ahead: Ahead,
  invocation: Invocation,
  folder: string,
  image: FilesOfLayout,
  readsToo: Reading['readsToo'],
): AheadStep | null {
  // What a variable decides may not be quoted as it was.
  if (/'[^']*\$/.test(ahead.command)) return null
  const [files, folders] = [image.sourcesOf(ahead.files), image.sourcesOf(ahead.folders ?? [])]
  if (files === null || folders === null) return null
  const readings = [{ invocation, missed: image.missed, readsToo }]
  const { command, says } = ahead
  return { taken: null, invocation, folder, command, says, files, folders, readings, writes: [] }
}

/** `$(cat VERSION)` in a word: what it reads is not known. */
const substitutes = ({ parts }: ShellWord): boolean => parts.includes(null)

/**
 * The words of a command without its program and its verb: options may stand in front of that too. Of a tool that takes many
 * verbs at once all of them are there.
 */
const optionsAndOperands = ({ behind, verbWords, manager }: Invocation): readonly ShellWord[] =>
  manager.manyVerbs ? behind : behind.filter((word) => !verbWords.includes(word))
