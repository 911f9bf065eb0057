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
  /** As the catalogue spells it, several words among them: `ci`, `mod download`. */
  readonly verb: string | null
  /** Program and verb as the author wrote them: `python -m pip install`. */
  readonly said: string
  /** The program's word and everything behind it; the words of wrappers are not among them. */
  readonly words: readonly ShellWord[]
  /** The words behind the program: `python -m pip` is one. */
  readonly behind: readonly ShellWord[]
  /** The words that make up the verb. */
  readonly verbWords: readonly ShellWord[]
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
export function mayInvoke(text: string): boolean {
  for (const [word] of text.matchAll(/[A-Za-z][\w-]*/g)) {
    if (byProgram.has(word) || byModule.has(word) || (/\d$/.test(word) && managerOf(word))) return true
  }
  return false
}

/** The package managers whose programs a text names, whether it runs them or not. */
export function managersNamedIn(text: string): ReadonlySet<Manager> {
  const words = [...text.matchAll(/[A-Za-z][\w-]*/g)].map(([word]) => byModule.get(word) ?? managerOf(word))
  return new Set(words.filter((manager) => manager !== undefined))
}

export const programName = (path: string): string => path.replace(/^.*\//, '')

function managerOf(program: string): Manager | undefined {
  const exact = byProgram.get(program)
  if (exact) return exact
  const manager = byProgram.get(program.replace(/\d[\d.]*$/, ''))
  return manager?.versioned ? manager : undefined
}

/** Whether a program is one that the catalogue knows. */
export const isProgramOfCatalogue = (name: string): boolean => managerOf(name) !== undefined

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
  const written = verbOf(manager, behind, lookup)
  const program = words.slice(0, words.length - behind.length)
  const spoken = [...program, ...written.words].map(({ raw }) => raw.replace(/^"|[",]+$/g, ''))
  const { verb, kind } = written
  return {
    manager,
    command,
    kind,
    verb,
    words,
    behind,
    verbWords: written.words,
    args: behind.slice(written.end),
    as,
    env,
    said: spoken.join(' '),
  }
}

interface Verb {
  readonly verb: string | null
  readonly kind: Kind | null
  readonly words: readonly ShellWord[]
  /** Where the arguments begin among the words behind the program. */
  readonly end: number
}

/** What each verb of a manager does, by its words joined with one blank. */
const kindsOf = (manager: Manager): ReadonlyMap<string, Kind> => {
  let kinds = known.get(manager)
  if (!kinds) {
    const all = Object.entries(manager.verbs) as [Kind, readonly string[]][]
    kinds = new Map(all.flatMap(([kind, verbs]) => verbs.map((verb) => [verb, kind] as const)))
    known.set(manager, kinds)
  }
  return kinds
}
const known = new WeakMap<Manager, ReadonlyMap<string, Kind>>()

/** Of several verbs of one command the one that does the most counts. */
const RANK: Readonly<Record<Kind, number>> = { fetch: 1, install: 2, compile: 3 }

function verbOf(manager: Manager, behind: readonly ShellWord[], lookup: Lookup): Verb {
  const kinds = kindsOf(manager)
  const nothing: Verb = { verb: null, kind: null, words: [], end: behind.length }
  const operands: { word: ShellWord; value: string; at: number }[] = []
  let unknown = false
  for (let at = 0; at < behind.length; at++) {
    const word = behind[at] as ShellWord
    const value = wordValue(word, lookup)
    if (value === null) {
      unknown = true
      break
    }
    if (manager.expression?.options.includes(value)) {
      const next = behind[at + 1]
      const installs = next !== undefined && manager.expression.installs.test(next.raw)
      // `R -e "options(…)" -e "pak::pak()"`
      const more = behind.slice(at + 2).some(({ raw }) => manager.expression?.options.includes(raw))
      if (installs || !more) return { verb: value, kind: installs ? 'install' : null, words: [word], end: at + 1 }
    }
    if (kinds.has(value) || !value.startsWith('-')) operands.push({ word, value, at })
    else if (manager.valueOptions.includes(value)) at++
    if (operands.length === 3 && !manager.manyVerbs) break
  }
  const verb = (count: number, from = 0): Verb => {
    const own = operands.slice(from, from + count)
    const said = own.map(({ value }) => value).join(' ')
    return {
      verb: said,
      kind: kinds.get(said) ?? null,
      words: own.map(({ word }) => word),
      end: (own.at(-1)?.at ?? -1) + 1,
    }
  }
  if (operands.length === 0)
    return unknown || !kinds.has('') ? nothing : { ...nothing, verb: '', kind: kinds.get('') ?? null, end: 0 }
  if (manager.manyVerbs) {
    const all = operands.map((_, from) => verb(1, from)).filter(({ kind }) => kind !== null)
    all.sort((a, b) => RANK[b.kind as Kind] - RANK[a.kind as Kind])
    if (all[0]) return { ...all[0], end: 0 }
  }
  for (let count = Math.min(3, operands.length); count > 0; count--) {
    const found = verb(count)
    if (found.kind !== null) return found
  }
  const first = verb(1)
  const any = kinds.get('*')
  return any && !manager.usesNoCache.includes(first.verb ?? '') ? { ...first, kind: any } : first
}

/** Whether a command is one that the catalogue names, such as `npm cache clean`, whatever options stand in between. */
export function isCommand({ manager, words, behind }: Invocation, wanted: readonly string[], lookup: Lookup): boolean {
  const [program, ...rest] = wanted
  const name = programName((words[0] && wordValue(words[0], lookup)) ?? '')
  const own = manager.versioned ? name.replace(/\d[\d.]*$/, '') : name
  const called = words.length - behind.length > 1 ? manager.id : own
  if (called !== program) return false
  const said: (string | null)[] = []
  for (let at = 0; at < behind.length && said.length < rest.length; at++) {
    const value = wordValue(behind[at] as ShellWord, lookup)
    if (value === null || rest.includes(value) || !value.startsWith('-')) said.push(value)
    else if (manager.valueOptions.includes(value)) at++
  }
  return rest.every((word, at) => said[at] === word)
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
  return found === undefined ? valueInVariables(invocation, name, lookup) : found
}

/** The value that a variable of options gives: `MAVEN_OPTS=-Dmaven.repo.local=/m2`. */
function valueInVariables({ manager }: Invocation, name: string, lookup: Lookup): string | null | undefined {
  for (const variable of manager.optionVariables) {
    const value = lookup(variable)
    if (value === null) return null
    const options = value?.trim().split(/\s+/) ?? []
    const at = options.findIndex((option) => option === name || option.startsWith(`${name}=`))
    if (at !== -1) return options[at] === name ? (options[at + 1] ?? null) : options[at]?.slice(name.length + 1)
  }
  return undefined
}

/** Whether a command has one of some options, or a variable of options has it. */
export function hasOption(invocation: Invocation, names: readonly string[], lookup: Lookup): boolean {
  const { env, manager } = invocation
  if (optionWord(invocation, names, lookup)) return true
  return manager.optionVariables.some((name) => {
    const value = env.has(name) ? env.get(name) : lookup(name)
    return value?.split(/\s+/).some((option) => names.some((one) => option === one || option.startsWith(`${one}=`)))
  })
}
