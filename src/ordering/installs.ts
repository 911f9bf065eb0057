import type { RunStep } from '../caching/installs.ts'
import type { Ahead } from '../context/manifests/reads.ts'
import { type Command, type ShellWord, wordValue } from '../dockerfile/shell.ts'
import { homeOf, joinPath } from '../dockerfile/state.ts'
import type { Layout } from '../layers/copies.ts'
import { FilesOfLayout, type ReadFile, withoutSlash } from '../layers/files-in-image.ts'
import { type Invocation, programName } from '../managers/invocation.ts'
import type { Span } from '../text/lines.ts'
import { effectOf } from './plain-commands.ts'
import { ledToProject, settingsIn } from './project-settings.ts'
import { choicesIn, lookupOf, type ShellLookup } from './shell-variables.ts'

interface Reads {
  readonly files: readonly ReadFile[]
  /** Folders that are read as a whole. */
  readonly folders: readonly ReadFile[]
  /** Folders of the image that are written. */
  readonly writes: readonly string[]
}

/** What one step reads of the build context. */
export interface StepReads extends Reads {
  /** The install that reads the most of it; without any, the first that is worth keeping. */
  readonly reader: Invocation | null
  /** What takes so long that it should not run again for nothing, as the author wrote it: `npm ci`, `curl`; null for nothing. */
  readonly expensive: string | null
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
  /** Folders of the image that it writes and that nothing below writes again. */
  readonly writes: readonly string[]
}

type Or<R> = R | { readonly unknown: string; readonly ahead?: AheadStep } | { readonly missing: true }

/**
 * What a step reads of the build context, when all its commands are known.
 *
 * @param layout where the files of the context lie when the step runs
 */
export function readsOf(run: RunStep, layout: Layout): Or<StepReads> {
  const whole = readsOfCommands(run, run.script.commands, layout)
  if (!('unknown' in whole) || whole.ahead) return whole
  const ahead = splitOff(run, layout)
  return ahead ? { ...whole, ahead } : whole
}

/** What may take away again what an install has brought: in a layer of its own that would stay in the image. */
const CLEANS = /\b(?:rm|del|purge|remove|clean|prune|autoremove|uninstall|cache|strip)\b/

/** The installs at the head of a step that goes on with what reads the sources: they can be a step of their own. */
function splitOff(run: RunStep, layout: Layout): AheadStep | null {
  const { script, step } = run
  const { commands, form } = script
  const list = commands[0]?.item?.list
  if (
    form !== 'shell' ||
    list?.kind !== 'and' ||
    list.parent?.list.parent ||
    (list.parent && list.parent.list.items.length > 1)
  )
    return null
  if (commands.some(({ item }) => item?.list !== list)) return null
  for (let count = commands.length - 1; count > 0; count--) {
    const head = commands.slice(0, count)
    const reads = readsOfCommands(run, head, layout)
    if (!('files' in reads) || reads.files.length === 0 || !reads.reader) continue
    // A shell keeps its folder and its variables for the commands that follow.
    const keeps = head.some(({ words }) => words.length === 0 || /^(?:cd|export|umask|set)$/.test(words[0]?.raw ?? ''))
    const rest = commands.slice(count)
    if (keeps || rest.some(({ words }) => words.some(({ raw }) => CLEANS.test(raw)))) return null
    const [from, to] = [head[0] as Command, rest[0] as Command]
    return {
      taken: { start: from.span.start, end: to.span.start },
      invocation: reads.reader,
      command: head.map((command) => command.words.map(({ raw }) => raw).join(' ')).join(' && '),
      folder: step.state.workdir ?? '/',
      says: 'The step is split: the install gets a layer of its own, and what stands behind it stays below the sources.',
      files: reads.files,
      folders: reads.folders,
      writes: reads.writes,
    }
  }
  return null
}

function readsOfCommands(run: RunStep, commands: readonly Command[], layout: Layout): Or<StepReads> {
  const { step } = run
  const home = homeOf(step.state)
  const lookup = lookupOf(step, commands)
  if (run.mounts.some(({ mount }) => mount.type === 'bind')) return { unknown: 'it mounts files' }
  const led = ledToProject(step, layout)
  if (led) return { unknown: `${led} may name something of the project` }
  const files: ReadFile[] = []
  const folders: ReadFile[] = []
  const writes: string[] = []
  let reader: { invocation: Invocation; count: number } | null = null
  let folder = step.state.workdir
  let missing = false
  let expensive: string | null = null
  const changed: string[] = []
  for (const command of commands) {
    const invocation = run.invocations.find((one) => one.command === command)
    if (invocation) {
      const read = readsOfInvocation(invocation, run, folder, layout, lookup, reader !== null)
      if ('unknown' in read) return read
      if ('missing' in read) missing = true
      else {
        files.push(...read.files)
        folders.push(...read.folders)
        writes.push(...read.writes)
        const worth = invocation.kind !== null
        if (worth) expensive ??= invocation.said
        const count = read.files.length + read.folders.length
        if (worth && count > (reader?.count ?? -1)) reader = { invocation, count }
      }
      continue
    }
    const [program, target] = command.words
    if (program?.raw === 'cd') {
      const value = target && wordValue(target, lookup)
      const known = command.certainty === 'always' && !command.subshell && command.words.length === 2
      if (!known || value === null || value === undefined || /\.\.|^~/.test(value)) {
        return { unknown: 'the folder that it changes to is not known' }
      }
      folder = joinPath(folder, value)
      if (folder === null) return { unknown: 'the folder that it changes to is not known' }
      changed.push(folder)
      continue
    }
    const effect = effectOf(command, { lookup, folder, home })
    if (effect === null) return { unknown: `it runs ${program?.raw ?? 'a command that is not known'}` }
    // What the step itself has written, a later copy must leave alone: that is looked at with all that it writes.
    const own = (path: string) => writes.some((folder) => path === folder || path.startsWith(`${folder}/`))
    const reached =
      effect.paths.find((path) => layout.reaches(path) && !own(path)) ?? effect.makes.find((path) => layout.find(path))
    if (reached !== undefined) return { unknown: `it works on ${reached}, which is copied` }
    if (effect.expensive) expensive ??= programName(program?.raw ?? '')
  }
  if (missing) return { missing: true }
  // A folder that only the sources bring is not there yet when they are copied later.
  const read = [...files, ...folders]
  const absent = changed.find(
    (one) => one !== step.state.workdir && layout.reaches(one) && !read.some(({ at }) => at.startsWith(`${one}/`)),
  )
  if (absent) return { unknown: `it changes to ${absent}` }
  const obeyed =
    home === null ? undefined : settingsIn(home, layout).find((path) => !read.some(({ at }) => at === path))
  if (obeyed) return { unknown: `${obeyed} may be a setting of the tool` }
  return {
    files: distinct(files),
    folders: distinct(folders),
    writes: [...new Set(writes)],
    reader: reader?.invocation ?? null,
    expensive,
  }
}

const distinct = (files: readonly ReadFile[]): ReadFile[] =>
  files.filter((file, index) => files.findIndex(({ path, at }) => path === file.path && at === file.at) === index)

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

function readsOfInvocation(
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
  const nothing = { files: [], folders: [], writes: [] }
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
  if ('unknown' in read) {
    const ahead = read.ahead && aheadOf(read.ahead, invocation, folder, image)
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
  return { files, folders, writes: [...read.writes.map((path) => joinPath('/', path) ?? '/'), ...more] }
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
function aheadOf(ahead: Ahead, invocation: Invocation, folder: string, image: FilesOfLayout): AheadStep | null {
  // What a variable decides may not be quoted as it was.
  if (/'[^']*\$/.test(ahead.command)) return null
  const [files, folders] = [image.sourcesOf(ahead.files), image.sourcesOf(ahead.folders ?? [])]
  return (
    files &&
    folders && { taken: null, invocation, folder, command: ahead.command, says: ahead.says, files, folders, writes: [] }
  )
}

/** `$(cat VERSION)` in a word: what it reads is not known. */
const substitutes = ({ parts }: ShellWord): boolean => parts.includes(null)

/**
 * The words of a command without its program and its verb: options may stand in front of that too. Of a tool that takes many
 * verbs at once all of them are there.
 */
const optionsAndOperands = ({ behind, verbWords, manager }: Invocation): readonly ShellWord[] =>
  manager.manyVerbs ? behind : behind.filter((word) => !verbWords.includes(word))
