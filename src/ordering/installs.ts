import type { RunStep } from '../caching/installs.ts'
import type { Ahead } from '../context/manifests/reads.ts'
import { type Command, type ShellWord, wordValue } from '../dockerfile/shell.ts'
import { homeOf, joinPath, shellLookupIn } from '../dockerfile/state.ts'
import type { Layout } from '../layers/copies.ts'
import { FilesOfLayout, type ReadFile, withoutSlash } from '../layers/files-in-image.ts'
import { type Invocation, programName } from '../managers/invocation.ts'

interface Reads {
  readonly files: readonly ReadFile[]
  /** Folders that are read as a whole. */
  readonly folders: readonly ReadFile[]
  /** Folders of the image that are written. */
  readonly writes: readonly string[]
}

/** What the installs of one step read of the build context. */
export interface StepReads extends Reads {
  /** The install that reads the most of them. */
  readonly reader: Invocation | null
}

/** A step that the tool of an install offers, with what it reads. */
export interface AheadStep {
  readonly command: string
  readonly says: string
  readonly files: readonly ReadFile[]
  readonly folders: readonly ReadFile[]
}

type Or<R> = R | { readonly unknown: string; readonly ahead?: AheadStep | null } | { readonly missing: true }

/** Commands that read and write nothing of the project. */
const HARMLESS = new Set('set echo true : export printf sleep umask'.split(' '))

/**
 * What a step reads of the build context, when all its commands are known.
 *
 * @param layout where the files of the context lie when the step runs
 */
export function readsOf(run: RunStep, layout: Layout): Or<StepReads> {
  const { step, script } = run
  const lookup = shellLookupIn(step.state, step.stage)
  if (run.mounts.some(({ mount }) => mount.type === 'bind')) return { unknown: 'it mounts files' }
  const files: ReadFile[] = []
  const folders: ReadFile[] = []
  const writes: string[] = []
  let reader: { invocation: Invocation; count: number } | null = null
  let folder = step.state.workdir
  let missing = false
  const changed: string[] = []
  for (const command of script.commands) {
    const invocation = run.invocations.find((one) => one.command === command)
    const program = command.words[0] ? wordValue(command.words[0], lookup) : ''
    if (substitutes(command)) return { unknown: 'a word is made by another command' }
    if (command.piped || command.redirected) return { unknown: 'its output or input is another command or a file' }
    if (!invocation) {
      if (
        program === 'cd' &&
        !/\.\./.test(command.words[1]?.raw ?? '') &&
        command.certainty === 'always' &&
        !command.subshell &&
        command.words.length === 2
      ) {
        const target = wordValue(command.words[1] as ShellWord, lookup)
        folder = target === null || target.startsWith('~') ? null : joinPath(folder, target)
        if (folder !== null) changed.push(folder)
        if (folder === null) return { unknown: 'the folder that it changes to is not known' }
        continue
      }
      if (
        program === 'rm' &&
        command.words.slice(1).every((word) => isElsewhere(word, lookup, folder, layout, homeOf(step.state)))
      )
        continue
      if (program === null || (program !== '' && !HARMLESS.has(program)))
        return { unknown: `it runs ${program ?? 'a command that is not known'}` }
      continue
    }
    const read = readsOfInvocation(invocation, lookup, folder, layout)
    if ('unknown' in read) return read
    if ('missing' in read) missing = true
    else {
      files.push(...read.files)
      folders.push(...read.folders)
      writes.push(...read.writes)
      if (read.files.length > (reader?.count ?? 0)) reader = { invocation, count: read.files.length }
    }
  }
  if (missing) return { missing: true }
  // A folder that only the sources bring is not there yet when they are copied later.
  const absent = changed.find((one) => one !== step.state.workdir && !files.some(({ at }) => at.startsWith(`${one}/`)))
  if (absent) return { unknown: `it changes to ${absent}` }
  return {
    files: distinct(files),
    folders: distinct(folders),
    writes: [...new Set(writes)],
    reader: reader?.invocation ?? null,
  }
}

const distinct = (files: readonly ReadFile[]): ReadFile[] =>
  files.filter((file, index) => files.findIndex(({ path, at }) => path === file.path && at === file.at) === index)

type ShellLookup = (name: string) => string | null | undefined

/** An operand of `rm` that no copy of the project reaches. */
function isElsewhere(
  word: ShellWord,
  lookup: ShellLookup,
  folder: string | null,
  layout: Layout,
  home: string | null,
): boolean {
  const value = wordValue(word, lookup)
  if (value === null) return false
  if (value.startsWith('-')) return true
  if (value.startsWith('~') && (home === null || !/^~(?:\/|$)/.test(value))) return false
  const plain = value.replace('~', home ?? '').replace(/[^/]*[*?[].*$/, '')
  const path = joinPath(folder, plain)
  return path !== null && !layout.reaches(path)
}

/** `$(cat VERSION)` in a word or an assignment: what it reads is not known. */
const substitutes = ({ words, assignments }: Command): boolean =>
  words.some(({ parts }) => parts.includes(null)) ||
  assignments.some(({ value }) => value === null || value.parts.includes(null))

function readsOfInvocation(
  invocation: Invocation,
  lookup: ShellLookup,
  folder: string | null,
  layout: Layout,
): Or<Reads> {
  const { manager, kind, verb, args, command, words, env } = invocation
  const nothing = { files: [], folders: [], writes: [] }
  if (invocation.as !== 'user' && invocation.as !== 'root') return { unknown: 'it runs as another user' }
  const reader = manager.reads
  if (kind === null) {
    const sets = args.some((arg) => wordValue(arg, lookup) === 'set')
    if (verb === null || (manager.readsNothing.includes(verb) && !sets)) return nothing
    return { unknown: `it runs ${manager.id} ${verb}` }
  }
  if (reader === null) return { unknown: `what ${manager.id} reads is not known` }
  if (reader === 'nothing') {
    const local =
      words.some(({ raw }) => manager.mover?.test(raw) ?? false) ||
      args.some((arg) => /^(?:\.{0,2}\/)|\$/.test(wordValue(arg, lookup) ?? '$'))
    return local ? { unknown: `${manager.id} may read a file` } : nothing
  }
  if (command.certainty === 'sometimes') return { unknown: 'an install runs under a condition' }
  const variable = (name: string): string | null | undefined => (env.has(name) ? env.get(name) : lookup(name))
  const moved = manager.readsByVariable.find((name) => {
    const value = variable(name)
    return value !== undefined && value !== ''
  })
  if (moved) return { unknown: `${moved} is set` }
  const values = optionsAndOperands(invocation).map((word) => wordValue(word, lookup))
  if (values.includes(null) || folder === null) return { unknown: 'a word of the command is not known' }
  // An environment inside the project: the later copy may write over what is installed there.
  const first = wordValue(words[0] as ShellWord, lookup) ?? ''
  if (first.includes('/') && !first.startsWith('/')) return { unknown: 'its program lies in the project' }
  const paths = lookup('PATH')
  if (paths === null || paths?.split(':').some((path) => path.startsWith('/') && layout.reaches(path))) {
    return { unknown: 'PATH may name a folder of the project' }
  }
  const image = new FilesOfLayout(layout)
  const read = reader({
    files: image,
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
  if ('missing' in read) return read
  if ('unknown' in read) return { unknown: read.unknown, ...(read.ahead ? { ahead: aheadOf(read.ahead, image) } : {}) }
  const environment = /^(\/.+)\/bin\/[^/]+$/.exec(first)?.[1]
  const more =
    environment && !/^\/usr(?:\/local)?$/.test(environment) && programName(first) !== first ? [environment] : []
  const files = image.sourcesOf(read.files)
  const folders = image.sourcesOf(read.folders ?? [])
  if (files === null || folders === null) return { unknown: 'where a file lies in the image is not known' }
  return { files, folders, writes: [...read.writes.map((path) => joinPath('/', path) ?? '/'), ...more] }
}

/** A step that a tool offers, with the files of the context that it reads; null where one of them cannot be told. */
function aheadOf({ command, files, folders = [], says }: Ahead, image: FilesOfLayout): AheadStep | null {
  const [read, whole] = [image.sourcesOf(files), image.sourcesOf(folders)]
  return read && whole && { command, says, files: read, folders: whole }
}

/** The words of a command without its program and its verb. */
const optionsAndOperands = ({ behind, args, verb }: Invocation): readonly ShellWord[] => [
  ...behind.slice(0, behind.length - args.length - (verb === null ? 0 : 1)),
  ...args,
]
