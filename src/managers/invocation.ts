import { type Command, type Script, type ShellWord, wordValue } from '../dockerfile/shell.ts'
import type { Kind, Manager } from './manager.ts'
import { managers } from './registry.ts'
import { type RunAs, runAsOf, WRAPPERS } from './run-as.ts'

/** A command that runs a package manager. */
export interface Invocation {
  readonly manager: Manager
  readonly command: Command
  /** Null for a verb that uses no cache, and for a command without one. */
  readonly kind: Kind | null
  readonly verb: string | null
  /** The program's word and everything behind it; the words of wrappers are not among them. */
  readonly words: readonly ShellWord[]
  /** The words behind the verb. */
  readonly args: readonly ShellWord[]
  readonly as: RunAs
  /** Variables that hold for this command: from the words in front of it and from earlier commands of the script. */
  readonly env: ReadonlyMap<string, string | null>
}

type Lookup = (name: string) => string | null | undefined

const byProgram = new Map<string, Manager>()
const byModule = new Map<string, Manager>()
for (const manager of managers) {
  for (const program of manager.programs) byProgram.set(program, manager)
  if (manager.module) byModule.set(manager.module, manager)
}

/** A text in which no program of the catalogue is named holds no invocation: most texts need not be read. */
export const mayInvoke = (text: string): boolean => MENTION.test(text)
const MENTION = new RegExp(
  [...byProgram.keys(), ...byModule.keys()].map((name) => name.replace(/\W/g, '\\$&')).join('|'),
)

export const programName = (path: string): string => path.replace(/^.*\//, '')

function managerOf(program: string): Manager | undefined {
  const exact = byProgram.get(program)
  if (exact) return exact
  const manager = byProgram.get(program.replace(/\d[\d.]*$/, ''))
  return manager?.versioned ? manager : undefined
}

/** The package managers that a script runs, in its order. */
export function invocationsIn(script: Script, lookup: Lookup): Invocation[] {
  const invocations: Invocation[] = []
  const env = new Map<string, string | null>()
  for (const command of script.commands) {
    const scoped: Lookup = (name) => (env.has(name) ? env.get(name) : lookup(name))
    const invocation = invocationOf(command, env, scoped)
    if (invocation) invocations.push(invocation)
    remember(command, env, scoped)
  }
  return invocations
}

/** What `export X=1` and `X=1` leave for the commands that follow. */
function remember(command: Command, env: Map<string, string | null>, lookup: Lookup): void {
  const set = (name: string, value: string | null) =>
    env.set(name, command.certainty === 'always' && !command.subshell ? value : null)
  if (command.words.length === 0) {
    for (const { name, value } of command.assignments) set(name, value && wordValue(value, lookup))
  }
  const program = command.words[0] && wordValue(command.words[0])
  if (program !== 'export' && program !== 'unset') return
  for (const word of command.words.slice(1)) {
    const first = word.parts[0]
    const [, name] = typeof first === 'string' ? (/^(\w+)=?/.exec(first) ?? []) : []
    if (!name) continue
    if (program === 'unset') set(name, '')
    else if (word.raw.includes('=')) set(name, wordValue(word, lookup)?.slice(name.length + 1) ?? null)
  }
}

function invocationOf(command: Command, outer: ReadonlyMap<string, string | null>, lookup: Lookup): Invocation | null {
  const env = new Map(outer)
  for (const { name, value } of command.assignments) env.set(name, value && wordValue(value, lookup))
  let words = command.words
  let as: Invocation['as'] = 'user'
  for (let depth = 0; depth < 5 && words.length > 0; depth++) {
    const value = wordValue(words[0] as ShellWord, lookup)
    if (value === null) return null
    const program = programName(value)
    const manager = managerOf(program)
    if (manager) return read(manager, command, words, words.slice(1), as, env, lookup)
    if (/^python[\d.]*$/.test(program)) return readModule(command, words, as, env, lookup)
    const wrapper = Object.hasOwn(WRAPPERS, program) ? WRAPPERS[program] : undefined
    if (!wrapper) return null
    const options: string[] = []
    let at = 1
    for (; at < words.length; at++) {
      const word = wordValue(words[at] as ShellWord, lookup)
      if (word === null) return null
      const assigned = /^(\w+)=(.*)$/s.exec(word)
      if (word === '--') continue
      if (assigned && (program === 'env' || program === 'sudo')) {
        env.set(assigned[1] as string, assigned[2] as string)
        continue
      }
      if (!word.startsWith('-')) break
      options.push(word)
      if (!wrapper.values.includes(word) && !/^-\w*[ug]$|^--(?:user|group)$/.test(word)) continue
      const value = words[++at] && wordValue(words[at] as ShellWord, lookup)
      if (value === null || value === undefined) return null
      options.push(value)
    }
    const operands = words.slice(at, at + wrapper.operands).map((word) => wordValue(word, lookup))
    as = runAsOf(program, [...options, ...operands.map((operand) => operand ?? '')], as)
    if (wrapper.account && operands.includes(null)) as = 'other'
    // `HOME=/x gosu app …`: these set it anew.
    if (typeof as !== 'string') env.delete('HOME')
    words = words.slice(at + wrapper.operands)
  }
  return null
}

/** `python -m pip install …` */
function readModule(
  command: Command,
  words: readonly ShellWord[],
  as: Invocation['as'],
  env: ReadonlyMap<string, string | null>,
  lookup: Lookup,
): Invocation | null {
  for (let at = 1; at < words.length; at++) {
    const word = wordValue(words[at] as ShellWord, lookup)
    if (word === null || !word.startsWith('-')) return null
    if (/^-[bBdEhiIOqsSuvVWxX]*m$/.test(word)) {
      const module = words[at + 1] && wordValue(words[at + 1] as ShellWord, lookup)
      const manager = module ? byModule.get(module) : undefined
      return manager ? read(manager, command, words, words.slice(at + 2), as, env, lookup) : null
    }
  }
  return null
}

function read(
  manager: Manager,
  command: Command,
  words: readonly ShellWord[],
  behind: readonly ShellWord[],
  as: Invocation['as'],
  env: ReadonlyMap<string, string | null>,
  lookup: Lookup,
): Invocation {
  let verb: string | null = null
  let args: readonly ShellWord[] = []
  for (let at = 0; at < behind.length; at++) {
    const word = wordValue(behind[at] as ShellWord, lookup)
    if (word === null) break
    if (word.startsWith('-')) {
      if (manager.valueOptions.includes(word)) at++
      continue
    }
    verb = word
    args = behind.slice(at + 1)
    break
  }
  const kinds = Object.entries(manager.verbs) as [Kind, readonly string[]][]
  const kind = verb === null ? null : (kinds.find(([, verbs]) => verbs.includes(verb))?.[0] ?? null)
  return { manager, command, kind, verb, words, args, as, env }
}

/** The arguments that are neither options nor their values; null for one that cannot be known. */
export function operandsOf({ manager, args }: Invocation, lookup: Lookup): (string | null)[] {
  const operands: (string | null)[] = []
  for (let at = 0; at < args.length; at++) {
    const word = wordValue(args[at] as ShellWord, lookup)
    if (word?.startsWith('-')) {
      if (manager.valueOptions.includes(word)) at++
    } else operands.push(word)
  }
  return operands
}

/** The word of an option that is given, in whatever spelling; undefined when it is not. */
export function optionWord({ words }: Invocation, names: readonly string[], lookup: Lookup): ShellWord | undefined {
  return words.find((word) => {
    const value = wordValue(word, lookup)
    return value !== null && names.some((name) => value === name || value.startsWith(`${name}=`))
  })
}

/** The value of an option: `undefined` when it is not given, null when it cannot be known. */
export function optionValue(invocation: Invocation, name: string, lookup: Lookup): string | null | undefined {
  const { words } = invocation
  let found: string | null | undefined
  for (const [at, word] of words.entries()) {
    const value = wordValue(word, lookup)
    const first = word.parts[0]
    if (value === name) {
      const next = words[at + 1]
      found = next ? wordValue(next, lookup) : null
    } else if (value?.startsWith(`${name}=`)) found = value.slice(name.length + 1)
    else if (value === null && typeof first === 'string' && first.startsWith(`${name}=`)) found = null
  }
  return found
}
