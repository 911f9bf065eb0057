import type { Command, ShellWord } from '../../dockerfile/shell.ts'
import type { Span } from '../../text/lines.ts'
import { baseName } from '../paths.ts'
import { pairOf } from './docker-command.ts'
import { type Known, unknown, WORKSPACE } from './known.ts'
import { resolveIn } from './place-build.ts'

export interface Script {
  readonly source: string
  readonly commands: readonly Command[]
  /** The functions that it declares, whose commands run when they are called. */
  readonly functions: readonly Span[]
}

/** Programs of the shell that set variables by their arguments. */
const DECLARING = new Set(['export', 'declare', 'local', 'readonly', 'typeset'])
/** Programs of the shell that set variables to what is not known. */
const READING = new Set(['read', 'mapfile', 'readarray', 'getopts', 'unset'])
/** Programs of the shell that may set any variable. */
const SOURCING = new Set(['source', '.', 'eval'])

/** Where a command stands so that it may be left out: behind `||`, in an `if`, behind `[ … ] &&`. */
function isConditional({ certainty, item }: Command, source: string): boolean {
  if (certainty === 'sometimes') return true
  const first = item && item.list.kind === 'and' && item.index > 0 ? item.list.items[0] : undefined
  return first !== undefined && /^(?:\[|test\s)/.test(source.slice(first.start, first.end))
}

/** The names that a command sets. */
export function assignedNames({ words, assignments }: Command): string[] {
  const names = words.length === 0 ? assignments.map(({ name }) => name) : []
  const program = words[0]?.raw ?? ''
  if (DECLARING.has(program) || READING.has(program)) {
    for (const { raw } of words.slice(1)) {
      const name = /^\w+/.exec(raw)?.[0]
      if (name) names.push(name)
    }
  }
  return names
}

interface Shell {
  folder: string | null
  readonly stack: (string | null)[]
  readonly variables: Map<string, Known>
}

/** The folder and the variables while the commands of a script run, one after the other. */
export class ShellState {
  readonly #script: Script
  /** How often each variable is set; infinitely often where that hangs on a condition or a loop. */
  readonly #times = new Map<string, number>()
  readonly #changesFolder: boolean
  readonly #shells = new Map<number, Shell>()
  /** Whether a file was read that may have set any variable. */
  #sourced = false
  #id = 0
  #shell: Shell

  constructor(script: Script, start: string | null) {
    this.#script = script
    for (const command of script.commands) {
      const more = isConditional(command, script.source) ? Number.POSITIVE_INFINITY : 1
      for (const name of assignedNames(command)) this.#times.set(name, (this.#times.get(name) ?? 0) + more)
    }
    for (const [, looped, defaulted] of script.source.matchAll(/\b(?:for|select)\s+(\w+)\b|\$\{(\w+):?=/g)) {
      this.#times.set((looped ?? defaulted) as string, Number.POSITIVE_INFINITY)
    }
    this.#changesFolder = script.commands.some(({ words }) => /^(?:cd|pushd|popd)$/.test(words[0]?.raw ?? ''))
    this.#shell = { folder: start, stack: [], variables: new Map() }
    this.#shells.set(0, this.#shell)
  }

  /** Goes on with the shell in which a command runs: what a subshell changes ends with it. */
  enter({ subshell }: Command): void {
    if (subshell === this.#id) return
    const main = this.#shells.get(0) as Shell
    let shell = subshell === -1 ? undefined : this.#shells.get(subshell)
    if (!shell) {
      // A subshell begins as a copy of the one around it, which is not told: the main one, or the one before.
      const folder = this.#id === 0 || this.#shell.folder === main.folder ? this.#shell.folder : null
      shell = { folder, stack: [], variables: subshell === -1 ? new Map() : new Map(main.variables) }
      this.#shells.set(subshell, shell)
    }
    this.#id = subshell
    this.#shell = shell
  }

  variable(name: string, command: Command): Known | undefined {
    if (name === 'PWD') {
      const folder = this.folderFor(command)
      return folder === null ? unknown('$PWD') : { value: `${WORKSPACE}/${folder}`, raw: '$PWD' }
    }
    const times = this.#times.get(name) ?? 0
    // In a function it is not known which of several assignments came before.
    if (times === Number.POSITIVE_INFINITY || (times > 1 && this.#inFunction(command))) return unknown(`$${name}`)
    const known = this.#shell.variables.get(name)
    return known ?? (this.#sourced ? unknown(`$${name}`) : undefined)
  }

  /** The folder in which a command runs; null when not known. */
  folderFor(command: Command): string | null {
    return this.#changesFolder && this.#inFunction(command) ? null : this.#shell.folder
  }

  #inFunction({ span }: Command): boolean {
    return this.#script.functions.some(({ start, end }) => start <= span.start && span.start < end)
  }

  /** @returns whether the command is one of the shell's own, which changes the folder or variables */
  follow(command: Command, words: readonly Known[], evaluate: (word: ShellWord) => Known): boolean {
    const program = baseName(words[0]?.value ?? '')
    if (command.piped) return words.length === 0
    if (words.length === 0) {
      for (const { name, value } of command.assignments) this.#set(name, value ? evaluate(value) : unknown(`$${name}`))
      return true
    }
    if (DECLARING.has(program)) {
      for (const word of words.slice(1)) {
        const [name, value] = pairOf(word)
        if (name && value) this.#set(name, value)
      }
      return true
    }
    if (READING.has(program)) {
      for (const name of assignedNames(command)) this.#set(name, unknown(`$${name}`))
      return true
    }
    if (SOURCING.has(program)) {
      this.#sourced = true
      this.#shell.variables.clear()
      return true
    }
    return this.#move(command, program, words)
  }

  #set(name: string, value: Known): void {
    this.#shell.variables.set(name, value)
  }

  #move(command: Command, program: string, words: readonly Known[]): boolean {
    const shell = this.#shell
    if (program === 'popd') {
      shell.folder = shell.stack.pop() ?? null
      return true
    }
    if (program !== 'cd' && program !== 'pushd') return false
    const [operand, ...more] = words.slice(1).filter(({ value }) => !/^-[PLe]+$|^--$/.test(value ?? ''))
    if (program === 'pushd') shell.stack.push(shell.folder)
    const known = operand?.value && more.length === 0 && operand.value !== '-'
    const folder = known ? resolveIn(shell.folder, operand.value as string) : null
    shell.folder = isConditional(command, this.#script.source) ? null : folder
    return true
  }
}
