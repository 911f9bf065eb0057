import { type Known, type Placeholders, WORKSPACE } from './known.ts'
import type { Makefile } from './make-lines.ts'

/** How deep variables in variables are followed, and how long a text may become by that. */
const DEPTH = 8
const LONGEST = 20_000
/** How many references of one recipe line are followed. */
const MOST = 2000

type Definition = { readonly value: string; readonly sometimes: boolean }

/** The variables of a Makefile, as its recipes see them: after the whole file was read. */
export class MakeVariables {
  readonly #definitions = new Map<string, Definition>()
  readonly #includes: boolean
  /** The folder in which recipes run; null when it is not known here. */
  readonly #folder: string | null
  #left = MOST

  constructor({ assignments, includes }: Makefile, folder: string | null) {
    this.#includes = includes
    this.#folder = folder
    for (const { name, operator, value, sometimes } of assignments) {
      const before = this.#definitions.get(name)
      if (operator === '?=' && before) continue
      const appended = operator === '+=' && before ? `${before.value} ${value}` : value
      const text = operator === '!=' ? `$(shell ${value})` : appended
      // One that is set under a condition has one of several values.
      this.#definitions.set(name, { value: text, sometimes: sometimes || (before?.sometimes ?? false) })
    }
  }

  /** A recipe as the shell gets it. What cannot be known becomes a placeholder. */
  expand(text: string, target: string | null, placeholders: Placeholders): string {
    this.#left = MOST
    return this.#expand(text, target, placeholders, 0) ?? ''
  }

  /** Null where it grows without end. */
  #expand(text: string, target: string | null, placeholders: Placeholders, depth: number): string | null {
    let result = ''
    for (let at = 0; at < text.length; ) {
      const dollar = text.indexOf('$', at)
      if (dollar === -1 || dollar + 1 >= text.length) return result + text.slice(at)
      result += text.slice(at, dollar)
      const next = text[dollar + 1] as string
      const end = next === '(' || next === '{' ? closing(text, dollar + 1) : dollar + 2
      if (end === null) return result + text.slice(dollar)
      const written = text.slice(dollar, end)
      const replaced = next === '$' ? '$' : this.#replace(written, target, placeholders, depth)
      if (replaced === null || this.#left-- <= 0 || result.length + replaced.length > LONGEST) return null
      result += replaced
      at = end
    }
    return result
  }

  #replace(written: string, target: string | null, placeholders: Placeholders, depth: number): string | null {
    if (written.includes('\n')) return placeholders.add({ value: null, raw: written.replace(/\s+/g, ' ') })
    const name = written.length === 2 ? written.slice(1) : written.slice(2, -1).trim()
    if (name === '@' && target !== null) return target
    const folder = this.#folderOf(name)
    if (folder !== undefined) return placeholders.add(folder)
    if (!/^[\w.-]+$/.test(name)) return placeholders.add({ value: null, raw: written })
    const definition = this.#definitions.get(name)
    if (!definition) {
      const unset: Known = { value: null, raw: written }
      return placeholders.add(this.#includes || name.length === 1 ? unset : { ...unset, optional: true })
    }
    if (definition.sometimes || depth >= DEPTH)
      return placeholders.add({ value: null, raw: definition.value || written })
    return this.#expand(definition.value, target, placeholders, depth + 1)
  }

  /** https://www.gnu.org/software/make/manual/html_node/Recursion.html (CURDIR) */
  #folderOf(name: string): Known | undefined {
    const raw = `$(${name})`
    const folder = this.#folder === null ? null : this.#folder === '.' ? WORKSPACE : `${WORKSPACE}/${this.#folder}`
    if (/^(?:CURDIR|PWD|shell pwd|realpath \.|abspath \.)$/.test(name) && !this.#definitions.has(name)) {
      return { value: folder, raw }
    }
    if (/^shell git rev-parse --show-toplevel$/.test(name)) return { value: WORKSPACE, raw }
    const own =
      /^(?:patsubst %\/,%,\s*)?\$\(dir \$\((?:abspath|realpath) \$\((?:lastword|firstword) \$\(MAKEFILE_LIST\)\)\)\)$|^dir \$\((?:abspath|realpath) \$\((?:lastword|firstword) \$\(MAKEFILE_LIST\)\)\)$|^shell dirname \$\(realpath \$\((?:lastword|firstword) \$\(MAKEFILE_LIST\)\)\)$/
    return own.test(name) ? { value: folder, raw } : undefined
  }
}

/** Where a reference ends that opens at a place: behind its own closing bracket. */
function closing(text: string, open: number): number | null {
  const [opener, closer] = text[open] === '(' ? ['(', ')'] : ['{', '}']
  let depth = 0
  for (let at = open; at < text.length && at < open + 2000; at++) {
    if (text[at] === opener) depth++
    else if (text[at] === closer && --depth === 0) return at + 1
  }
  return null
}
