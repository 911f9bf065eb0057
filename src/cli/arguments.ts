import { isRepositoryName } from '../github/address.ts'
import {
  type Command,
  choice,
  commands,
  type FailOn,
  type Format,
  failLevels,
  formats,
  type GraphFormat,
  graphFormats,
  type Option,
  OptionError,
  options,
  type ReportFormat,
  reportFormats,
} from '../options.ts'
import { instead } from '../text/nearest.ts'
import { quoted } from '../text/printable.ts'

/** What a command line asks for. */
export type Invocation =
  | Check
  | Fix
  | Audit
  | MergeReports
  | Graph
  | { readonly command: 'explain'; readonly topic: string | undefined }
  | { readonly command: 'help'; readonly about: Command | undefined }
  | { readonly command: 'version' }

/** What `check` and `fix` have in common. */
export interface Selection {
  /** As they were written; none means every Dockerfile of the working tree, `-` is standard input. */
  readonly paths: readonly string[]
  readonly context: string | undefined
  readonly config: string | undefined
}

export interface Check extends Selection {
  readonly command: 'check'
  /** As it was written; undefined for none. */
  readonly baseline: string | undefined
  readonly format: Format
  readonly failOn: FailOn
}

export interface Fix extends Selection {
  readonly command: 'fix'
  readonly dryRun: boolean
  readonly unsafe: boolean
}

export interface Audit extends Selection {
  readonly command: 'audit'
  /** As it was written; undefined for none. */
  readonly baseline: string | undefined
  readonly writeBaseline: boolean
  readonly format: ReportFormat
  readonly failOn: FailOn
  /** As it was written; undefined for standard output. */
  readonly output: string | undefined
  /** `owner/name`; undefined where it was not named. */
  readonly repository: string | undefined
}

export interface MergeReports {
  readonly command: 'merge-reports'
  /** One at least, unless some are expected. */
  readonly files: readonly string[]
  readonly format: ReportFormat
  readonly output: string | undefined
  /** The names of repositories that must be in it. */
  readonly expected: readonly string[]
}

export interface Graph {
  readonly command: 'graph'
  /** As it was written; without one the Dockerfile of the working tree, if there is one only. */
  readonly path: string | undefined
  readonly context: string | undefined
  readonly config: string | undefined
  readonly format: GraphFormat
  /** As they were written; undefined where nothing was said of changes. */
  readonly changed: readonly string[] | undefined
  readonly target: string | undefined
  /** A value is undefined where the environment of the build gives it. */
  readonly args: ReadonlyMap<string, string | undefined>
}

/** The options that the command line has. */
export const flags: readonly Option[] = (options as readonly Option[]).filter((option) => option.flag !== undefined)

/** Whether a command takes a flag; the flags of no command in particular are taken by all. */
export const takes = (command: Command, { flag }: Option): boolean => flag?.commands?.includes(command) ?? true

/**
 * Reads a command line.
 *
 * @param argv the words behind the program's name
 * @throws {OptionError} on anything that is not understood
 */
export function readArguments(argv: readonly string[]): Invocation {
  const { words, given, lists } = sorted(argv)
  const [name, ...rest] = words
  if (given.has('version') || name === 'version') return { command: 'version' }
  if (name === 'help') return { command: 'help', about: rest[0] === undefined ? undefined : commandNamed(rest[0]) }
  if (given.has('help')) return { command: 'help', about: name === undefined ? undefined : commandNamed(name) }
  if (name === undefined) throw new OptionError('say what to do: "layerwise check", or "layerwise --help" for more.')
  const command = commandNamed(name)
  for (const flag of [...given.keys(), ...lists.keys()]) refuseForeign(flag, command)
  if (command === 'explain') {
    if (rest.length > 1) throw new OptionError('explain takes one rule, manager or line. Leave out the rest.')
    return { command, topic: rest[0] }
  }
  const value = (flag: string): string => {
    const known = flags.find((option) => option.name === flag)?.flag
    return given.get(flag) ?? known?.defaults?.[command] ?? known?.default ?? ''
  }
  if (command === 'graph') {
    if (rest.length > 1) throw new OptionError('graph takes one Dockerfile. Leave out the rest.')
    return {
      command,
      path: rest[0],
      context: given.get('context'),
      config: given.get('config'),
      format: choice('--format', value('format'), graphFormats),
      changed: lists.get('changed'),
      target: given.get('target'),
      args: new Map((lists.get('build-arg') ?? []).map(argument)),
    }
  }
  if (command === 'merge-reports') {
    // Where every repository failed, the names of those are the report.
    if (rest.length === 0 && !lists.get('expect')?.length) {
      throw new OptionError('merge-reports takes JSON reports. Write layerwise merge-reports one.json two.json.')
    }
    return {
      command,
      files: rest,
      format: choice('--format', value('format'), reportFormats),
      output: given.get('output'),
      expected: (lists.get('expect') ?? []).map((name) => repositoryName('--expect', name)),
    }
  }
  const selection = { paths: rest, context: given.get('context'), config: given.get('config') }
  if (command === 'fix') return { command, ...selection, dryRun: given.has('dry-run'), unsafe: given.has('unsafe') }
  if (command === 'audit') {
    const repository = given.get('repository')
    return {
      command,
      ...selection,
      format: choice('--format', value('format'), reportFormats),
      failOn: choice('--fail-on', value('fail-on'), failLevels),
      baseline: given.get('baseline'),
      writeBaseline: given.has('write-baseline'),
      output: given.get('output'),
      repository: repository === undefined ? undefined : repositoryName('--repository', repository),
    }
  }
  return {
    command,
    ...selection,
    format: choice('--format', value('format'), formats),
    failOn: choice('--fail-on', value('fail-on'), failLevels),
    baseline: given.get('baseline'),
  }
}

function repositoryName(flag: string, name: string): string {
  if (isRepositoryName(name)) return name
  throw new OptionError(`${flag}: ${quoted(name)} is no repository. Write ${flag} OWNER/NAME.`)
}

/** `NAME=VALUE`, or `NAME` alone for what the environment gives. */
function argument(text: string): [string, string | undefined] {
  const equals = text.indexOf('=')
  if (equals === 0) throw new OptionError(`--build-arg: ${quoted(text)} has no name. Write --build-arg NAME=VALUE.`)
  return equals === -1 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)]
}

interface Sorted {
  readonly words: string[]
  readonly given: Map<string, string>
  readonly lists: Map<string, string[]>
}

/** Parts flags and words. A flag's value may follow it, or stand behind `=`; behind `--` all are words. */
function sorted(argv: readonly string[]): Sorted {
  const words: string[] = []
  const given = new Map<string, string>()
  const lists = new Map<string, string[]>()
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') return { words: [...words, ...rest], given, lists }
    if (!isFlag(word)) {
      words.push(word)
      continue
    }
    const equals = word.indexOf('=')
    const name = equals === -1 ? word : word.slice(0, equals)
    const option = flags.find((candidate) => spellings(candidate).includes(name))
    if (option === undefined) throw new OptionError(unknown(name, words[0]))
    if (option.type === 'switch') {
      if (equals !== -1) throw new OptionError(`${name} takes no value. Write ${name} alone.`)
      given.set(option.name, '')
      continue
    }
    if (option.flag?.takes === 'all' && equals === -1) {
      // None is an answer too: `--changed $(git diff --name-only)`.
      const end = rest.findIndex(isFlag)
      lists.set(option.name, [...(lists.get(option.name) ?? []), ...rest.splice(0, end === -1 ? rest.length : end)])
      continue
    }
    const value = equals === -1 ? rest.shift() : word.slice(equals + 1)
    if (value === undefined || value === '' || (equals === -1 && /^--?[a-z]/.test(value))) {
      throw new OptionError(
        `${name} needs a value. Write ${name} ${option.allowed?.[0] ?? option.flag?.value ?? 'VALUE'}.`,
      )
    }
    if (option.type === 'list') lists.set(option.name, [...(lists.get(option.name) ?? []), value])
    else given.set(option.name, value)
  }
  return { words, given, lists }
}

const isFlag = (word: string): boolean => word !== '-' && word.startsWith('-')

const spellings = ({ name, flag }: Option): string[] => [`--${name}`, ...(flag?.short ? [`-${flag.short}`] : [])]

function unknown(name: string, word: string | undefined): string {
  const command = commands.find((candidate) => candidate === word)
  const known = flags.filter((option) => command === undefined || takes(command, option))
  const right = instead(
    name,
    known.map((option) => `--${option.name}`),
  )
  return `${quoted(name)} is not a flag${command ? ` of "${command}"` : ''}. ${right}`
}

function refuseForeign(name: string, command: Command): void {
  const option = flags.find((candidate) => candidate.name === name) as Option
  if (takes(command, option)) return
  const owners = (option.flag?.commands ?? []).map((owner) => `"${owner}"`).join(' and ')
  throw new OptionError(`--${name} is not a flag of "${command}". It belongs to ${owners}.`)
}

function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate === name)
  if (command !== undefined) return command
  const right = /[./]|file/i.test(name) ? `Did you mean "layerwise check ${name}"?` : instead(name, commands)
  throw new OptionError(
    `${quoted(name)} is not a command. ${/^[\w./-]{1,80}$/.test(name) ? right : instead(name, commands)}`,
  )
}
