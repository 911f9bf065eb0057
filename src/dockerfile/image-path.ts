import { expand, known } from './expand.ts'
import type { Dockerfile } from './model.ts'
import type { Command, Script, ShellWord } from './shell.ts'
import { homeOf, joinPath, lookupIn, type Step, shellLookupIn } from './state.ts'

/** How a variable that cannot be known stands in a path: `/app/target/${PROFILE}/app`. */
const OPEN = /\$\{\w*\}/

/** A path that names exactly one file or folder: without open variables and wildcards. */
export const isExact = (path: string): boolean => !OPEN.test(path) && !/[*?[\]]/.test(path)

/** The path of the image that a word of an instruction names; null when nothing can be said of it. */
export function pathOfWord(file: Dockerfile, { state, stage }: Step, raw: string, folder: string | null) {
  const lookup = lookupIn(state, stage)
  const text = expand(
    raw,
    (name) => {
      const value = lookup(name)
      return value === null || value?.assumed ? known(`\${${name}}`) : value
    },
    file.escape,
  )?.text
  return text ? joinPath(folder, text) : null
}

/** The paths of the image that the words of a script name, with the folder that it has moved to. */
export class ScriptPaths {
  readonly #step: Step
  readonly #folders = new Map<Command, string | null>()
  readonly #own = new Set<string>()
  /** It leaves the working folder of the step. */
  readonly moves: boolean

  constructor(script: Script, step: Step, workdir = step.state.workdir) {
    this.#step = step
    for (const { assignments, words } of script.commands) {
      for (const { name } of assignments) this.#own.add(name)
      for (const { parts } of words) {
        const name = typeof parts[0] === 'string' ? /^(\w+)=/.exec(parts[0])?.[1] : undefined
        if (name) this.#own.add(name)
      }
    }
    let folder: string | null = workdir
    let moves = false
    // What `cd` does in a subshell ends with it.
    const subshells = new Map<number, string | null>()
    for (const command of script.commands) {
      const { subshell, certainty, words } = command
      if (subshell !== 0 && !subshells.has(subshell)) subshells.set(subshell, folder)
      this.#folders.set(command, subshell === 0 ? folder : (subshells.get(subshell) ?? null))
      const program = words[0]?.raw
      if (program !== 'cd' && program !== 'pushd' && program !== 'popd') continue
      moves = true
      const to = program === 'cd' && words.length === 2 ? this.path(command, words[1] as ShellWord) : null
      const next = to !== null && isExact(to) && certainty === 'always' ? to : null
      if (subshell === 0) folder = next
      else subshells.set(subshell, next)
    }
    this.moves = moves
  }

  /** Where a command runs; null when that cannot be known. */
  folderOf(command: Command): string | null {
    return this.#folders.get(command) ?? null
  }

  /** A word's value, with `${NAME}` for each variable that cannot be known. */
  text({ parts, raw }: ShellWord): string {
    const { state, stage } = this.#step
    const lookup = shellLookupIn(state, stage)
    const home = homeOf(state)
    let text = ''
    for (const part of parts) {
      if (part === null) text += '${}'
      else if (typeof part === 'string') text += part
      else {
        const { variable: name, otherwise } = part
        const value = this.#own.has(name) ? null : name === 'HOME' ? home : lookup(name)
        text += value === null || value === undefined ? `\${${name}}` : value || (otherwise ?? '')
      }
    }
    return /^~(?:\/|$)/.test(raw) ? text.replace('~', home ?? '${HOME}') : text
  }

  /** The path that a word names; null when it is relative and the folder is not known. */
  path(command: Command, word: ShellWord | string, folder = this.folderOf(command)): string | null {
    const text = typeof word === 'string' ? word : this.text(word)
    if (text === '' || text.startsWith('${')) return null
    return joinPath(folder, text)
  }
}
