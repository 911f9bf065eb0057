import type { RunStep } from '../caching/installs.ts'
import { type Command, wordValue } from '../dockerfile/shell.ts'
import { homeOf, type Step, shellLookupIn } from '../dockerfile/state.ts'

export type ShellLookup = (name: string) => string | null | undefined

/** The variables of a step: those that it sets itself to one value, `HOME`, and those of the stage. */
export function lookupOf({ state, stage }: Step, commands: readonly Command[]): ShellLookup {
  const lookup = shellLookupIn(state, stage)
  const home = homeOf(state)
  const own = assignedIn(commands, lookup)
  return (name) => {
    const [first, ...others] = own.get(name) ?? []
    if (first !== undefined) return others.length === 0 ? first : null
    return name === 'HOME' ? (home ?? lookup(name)) : lookup(name)
  }
}

/** The values that commands give to the variables of their shell. */
function assignedIn(commands: readonly Command[], lookup: ShellLookup): Map<string, Set<string | null>> {
  const own = new Map<string, Set<string | null>>()
  const add = (name: string, value: string | null) => own.set(name, (own.get(name) ?? new Set()).add(value))
  for (const { words, assignments } of commands) {
    if (words.length === 0) for (const { name, value } of assignments) add(name, value && wordValue(value, lookup))
    if (!/^(?:export|readonly|declare|typeset|local|read)$/.test(words[0]?.raw ?? '')) continue
    for (const word of words.slice(1)) {
      const [, name, isSet] = /^(\w+)(=)?/.exec(word.raw) ?? []
      if (name !== undefined && isSet) add(name, wordValue(word, lookup)?.slice(name.length + 1) ?? null)
      else if (name !== undefined && words[0]?.raw === 'read') add(name, null)
    }
  }
  return own
}

/** All the words that a variable may stand for: what branches give to it, and the default of a build argument. */
export function choicesIn({ script, step: { state } }: RunStep, lookup: ShellLookup): ShellLookup {
  const own = assignedIn(script.commands, lookup)
  return (name) => {
    const values = own.get(name)
    if (values) return values.has(null) ? null : [...values].join(' ')
    return lookup(name) ?? state.variables.get(name)?.text ?? null
  }
}
