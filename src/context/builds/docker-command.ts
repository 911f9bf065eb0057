import { baseName } from '../paths.ts'
import { type BuildOptions, dockerOptions, globalOptions, podmanOptions } from './docker-options.ts'
import { hasPlaceholder, type Known, type Lookup, unknown } from './known.ts'

/** What a command line builds, in its own words: paths are still to be resolved against the folder that it runs in. */
export interface BuildCommand {
  /** `docker build`, as a person would say it. */
  readonly tool: string
  /** The Dockerfile that is named; null for the default one. */
  readonly file: Known | null
  /** The context. */
  readonly path: Known
  readonly args: ReadonlyMap<string, Known>
  readonly named: ReadonlyMap<string, Known>
  readonly target: Known | null
  /** Why the files of the context are not known although its folder is; null where they are. */
  readonly unusual: string | null
  /** It is of Podman's family, which has names of its own for a Dockerfile and looks for it in the context as well. */
  readonly podman: boolean
}

/** The verbs that build, of each program. */
const VERBS: ReadonlyMap<string, readonly string[]> = new Map([
  ['docker', ['build', 'image build', 'builder build', 'buildx build', 'buildx b']],
  ['nerdctl', ['build', 'image build', 'builder build']],
  ['podman', ['build', 'image build', 'buildx build']],
  ['buildah', ['build', 'bud', 'build-using-dockerfile']],
  ['depot', ['build']],
])

/** Programs that run the command which follows them, and the options that they may have. */
const WRAPPERS: ReadonlyMap<string, RegExp> = new Map([
  ['sudo', /^-[EHSnb]+$|^--preserve-env$/],
  ['time', /^-p$/],
  ['command', /^$/],
  ['exec', /^$/],
  ['nohup', /^$/],
  ['env', /^\w+=/],
])

/**
 * Reads the words of one command.
 *
 * @param lookup the environment, for `--build-arg NAME`
 * @returns null for a command that builds nothing, or of which something is not understood
 */
export function readBuildCommand(words: readonly Known[], lookup: Lookup): BuildCommand | null {
  const start = programAt(words)
  const program = baseName(words[start]?.value ?? '')
  const verbs = VERBS.get(program)
  if (!verbs) return null
  const read = new OptionReader(words)
  let at = read.options(start + 1, globalOptions, true)
  const first = words[at ?? -1]?.value
  if (at === null || first === null || first === undefined) return null
  at++
  let verb = first
  if (!verbs.includes(first)) {
    // Options may stand between the two: `docker buildx --builder x build`.
    at = read.options(at, globalOptions, true)
    verb = `${first} ${words[at ?? -1]?.value ?? ''}`
    if (at === null || !verbs.includes(verb)) return null
    at++
  }
  const podman = program === 'podman' || program === 'buildah'
  read.values.clear()
  if (read.options(at, podman ? podmanOptions : dockerOptions, false) === null) return null
  return commandOf(read, { tool: `${program} ${verb}`, podman }, lookup)
}

function programAt(words: readonly Known[]): number {
  let at = 0
  for (;;) {
    const allowed = WRAPPERS.get(words[at]?.value ?? '')
    if (!allowed) return at
    at++
    while (allowed.test(words[at]?.value ?? ' ')) at++
  }
}

function commandOf(
  { values, operands }: OptionReader,
  { tool, podman }: { readonly tool: string; readonly podman: boolean },
  lookup: Lookup,
): BuildCommand | null {
  const files = values.get('file') ?? []
  // Podman takes several files as one; Docker takes the last.
  if (podman && files.length > 1) return null
  if (operands.length > 1 || (operands.length === 0 && !podman)) return null
  const args = new Map<string, Known>()
  for (const arg of values.get('build-arg') ?? []) {
    const [name, value] = pairOf(arg)
    // Only a name: the value is that of the environment.
    if (name) args.set(name, value ?? { ...arg, ...(lookup(name) ?? unknown(arg.raw)) })
  }
  const named = new Map<string, Known>()
  for (const context of values.get('build-context') ?? []) {
    const [name, value] = pairOf(context)
    if (!name || !value) return null
    named.set(name, value)
  }
  return {
    tool,
    podman,
    file: files.at(-1) ?? null,
    path: operands[0] ?? { value: '.', raw: '.' },
    args,
    named,
    target: values.get('target')?.at(-1) ?? null,
    unusual: values.has('ignorefile') ? 'its ignore file is named on the command line' : null,
  }
}

/** The name and the value of `name=value`; a name alone has no value. */
export function pairOf(word: Known): [string | null, Known | null] {
  const { value, raw } = word
  const text = value ?? raw
  const equals = text.indexOf('=')
  const name = equals === -1 ? text : text.slice(0, equals)
  if (!/^[\w.-]+$/.test(name) || hasPlaceholder(name)) return [null, null]
  if (equals === -1) return [name, null]
  return [
    name,
    { ...word, value: value === null ? null : text.slice(equals + 1), raw: raw.slice(raw.indexOf('=') + 1) },
  ]
}

/** Reads options as the Go programs do that all of these are. https://pkg.go.dev/github.com/spf13/pflag#hdr-Command_line_flag_syntax */
class OptionReader {
  readonly values = new Map<string, Known[]>()
  readonly operands: Known[] = []
  readonly #words: readonly Known[]

  constructor(words: readonly Known[]) {
    this.#words = words
  }

  /**
   * @param stop whether to stop at the first operand, instead of collecting all
   * @returns where it stopped; null where a word is not understood
   */
  options(start: number, options: BuildOptions, stop: boolean): number | null {
    let at = start
    for (; at < this.#words.length; at++) {
      const word = this.#words[at] as Known
      const text = word.value ?? startOf(word)
      if (text === null) {
        // A whole word that is not known may be an option, unless it stands last, where the context does.
        if (word.optional && at !== this.#words.length - 1) continue
        if (stop || at !== this.#words.length - 1 || this.operands.length > 0) return null
        this.operands.push(word)
      } else if (text === '--') {
        if (stop) return null
        this.operands.push(...this.#words.slice(at + 1))
        return this.#words.length
      } else if (!text.startsWith('-') || text === '-') {
        if (stop) return at
        this.operands.push(word)
      } else {
        const used = text.startsWith('--')
          ? this.#long(word, text, options, at)
          : this.#letters(word, text, options, at)
        if (used === null) return null
        at += used
      }
    }
    return stop ? null : at
  }

  #add(name: string, value: Known): void {
    const values = this.values.get(name)
    if (values) values.push(value)
    else this.values.set(name, [value])
  }

  /** @returns how many words behind this one belong to it */
  #long(word: Known, text: string, options: BuildOptions, at: number): number | null {
    const equals = text.indexOf('=')
    const name = text.slice(2, equals === -1 ? undefined : equals)
    if (options.flags.has(name)) return word.value === null && equals === -1 ? null : 0
    if (!options.valued.has(name)) return null
    if (equals === -1) return this.#next(name, at)
    const value = word.value === null ? null : text.slice(equals + 1)
    this.#add(name, { ...word, value, raw: word.raw.slice(word.raw.indexOf('=') + 1) })
    return 0
  }

  #letters(word: Known, text: string, options: BuildOptions, at: number): number | null {
    for (let index = 1; index < text.length; index++) {
      const name = options.letters.get(text[index] as string)
      if (name === undefined) return null
      if (options.flags.has(name)) continue
      if (index + 1 === text.length && word.value !== null) return this.#next(name, at)
      const skip = index + (text[index + 1] === '=' ? 2 : 1)
      this.#add(name, { ...word, value: word.value === null ? null : text.slice(skip), raw: word.raw.slice(skip) })
      return 0
    }
    return word.value === null ? null : 0
  }

  #next(name: string, at: number): number | null {
    const value = this.#words[at + 1]
    if (!value) return null
    this.#add(name, value)
    return 1
  }
}

/** What a word that is not wholly known begins with, as far as it says which option it is: `--tag=x:` of `--tag=x:$Y`. */
function startOf({ raw }: Known): string | null {
  const found = /^(?:--[a-z][a-z-]*=|-[A-Za-z](?=.))/.exec(raw.replace(/^["']/, ''))
  return found ? found[0] : null
}
