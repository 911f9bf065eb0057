import {
  type Command,
  choice,
  commands,
  type FailOn,
  type Format,
  failLevels,
  formats,
  type Option,
  OptionError,
  options,
} from '../options.ts'
import { instead } from '../text/nearest.ts'
import { quoted } from '../text/printable.ts'

/** What a command line asks for. */
export type Invocation =
  | Check
  | Fix
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
  readonly format: Format
  readonly failOn: FailOn
}

export interface Fix extends Selection {
  readonly command: 'fix'
  readonly dryRun: boolean
  readonly unsafe: boolean
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
  const { words, given } = sorted(argv)
  const [name, ...rest] = words
  if (given.has('version') || name === 'version') return { command: 'version' }
  if (name === 'help') return { command: 'help', about: rest[0] === undefined ? undefined : commandNamed(rest[0]) }
  if (given.has('help')) return { command: 'help', about: name === undefined ? undefined : commandNamed(name) }
  if (name === undefined) throw new OptionError('say what to do: "layerwise check", or "layerwise --help" for more.')
  const command = commandNamed(name)
  for (const flag of given.keys()) refuseForeign(flag, command)
  if (command === 'explain') {
    if (rest.length > 1) throw new OptionError('explain takes one rule or manager. Leave out the rest.')
    return { command, topic: rest[0] }
  }
  const value = (flag: string): string =>
    given.get(flag) ?? flags.find((option) => option.name === flag)?.flag?.default ?? ''
  const selection = { paths: rest, context: given.get('context'), config: given.get('config') }
  if (command === 'fix') return { command, ...selection, dryRun: given.has('dry-run'), unsafe: given.has('unsafe') }
  return {
    command,
    ...selection,
    format: choice('--format', value('format'), formats),
    failOn: choice('--fail-on', value('fail-on'), failLevels),
  }
}

/** Parts flags and words. A flag's value may follow it, or stand behind `=`; behind `--` all are words. */
function sorted(argv: readonly string[]): { words: string[]; given: Map<string, string> } {
  const words: string[] = []
  const given = new Map<string, string>()
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') return { words: [...words, ...rest], given }
    if (word === '-' || !word.startsWith('-')) {
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
    const value = equals === -1 ? rest.shift() : word.slice(equals + 1)
    if (value === undefined || value === '' || (equals === -1 && /^--?[a-z]/.test(value))) {
      throw new OptionError(
        `${name} needs a value. Write ${name} ${option.allowed?.[0] ?? option.flag?.value ?? 'VALUE'}.`,
      )
    }
    given.set(option.name, value)
  }
  return { words, given }
}

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
