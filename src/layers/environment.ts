import { expand, known, type Lookup, type Value } from '../dockerfile/expand.ts'
import type { Dockerfile, Instruction } from '../dockerfile/model.ts'
import { assignmentsOf } from '../dockerfile/state.ts'
import { expandedTexts, type Hangs, NOTHING, perhaps, together, variablesIn } from './variables.ts'

/** The build arguments that a build is given; null for a value that is not known. */
export type GivenArguments = ReadonlyMap<string, string | null>

interface Variable {
  /** Undefined where it has none, null where it cannot be known. */
  readonly value: Value | null | undefined
  readonly hangs: Hangs
  /** The instruction that set it last. */
  readonly by: 'ARG' | 'ENV' | 'image'
}

/**
 * The variables at a place of a Dockerfile, and which build arguments each hangs on.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go (dispatchArg, dispatchEnv)
 */
export class Environment {
  readonly #file: Dockerfile
  readonly #given: GivenArguments
  /** What stands above the first `FROM`; null there. */
  readonly #globals: Environment | null
  /** Whether a name that is set nowhere may be set by an image of which nothing is known. */
  readonly #open: boolean
  readonly #variables: Map<string, Variable>
  /** What the image of the stage has: a stage that is built on it gets this once more. */
  readonly #config: Map<string, Variable>

  constructor(
    file: Dockerfile,
    given: GivenArguments,
    globals: Environment | null,
    image: Readonly<Record<string, string>> | null,
  ) {
    this.#file = file
    this.#given = given
    this.#globals = globals
    this.#open = image === null
    const set = Object.entries(image ?? {}).map(([name, text]): [string, Variable] => [
      name,
      { value: known(text), hangs: NOTHING, by: 'image' },
    ])
    this.#config = new Map(set)
    this.#variables = new Map(set)
    if (globals === null) {
      for (const name of OF_THE_PLATFORM) this.#variables.set(name, { value: null, hangs: NOTHING, by: 'image' })
    }
  }

  /** The environment at the start of a stage that is built on this one: build arguments are inherited too. */
  inherited(): Environment {
    const child = new Environment(this.#file, this.#given, this.#globals, this.#open ? null : {})
    for (const [name, variable] of [...this.#variables, ...this.#config]) child.#variables.set(name, variable)
    for (const [name, variable] of this.#config) child.#config.set(name, variable)
    return child
  }

  readonly lookup: Lookup = (name) => {
    const variable = this.#variables.get(name)
    if (variable) return variable.value
    return this.#open ? null : undefined
  }

  /** Takes an `ARG` or `ENV` in. */
  take(instruction: Instruction): void {
    if (instruction.keyword === 'ARG') for (const { raw } of instruction.words) this.#declare(raw)
    if (instruction.keyword !== 'ENV') return
    const set = assignmentsOf(instruction).map(([name, raw]): [string, Variable] => [
      name,
      { value: expand(raw, this.lookup, this.#file.escape), hangs: this.#hangsOf(raw, true), by: 'ENV' },
    ])
    // All values of one ENV see the environment before it.
    for (const [name, variable] of set) {
      this.#variables.set(name, variable)
      this.#config.set(name, variable)
    }
  }

  #declare(raw: string): void {
    const equals = raw.indexOf('=')
    const name = equals === -1 ? raw : raw.slice(0, equals)
    const itself: Hangs = new Map([[name, 'runs']])
    if (this.#given.has(name)) {
      const text = this.#given.get(name) ?? null
      this.#variables.set(name, { value: text === null ? null : known(text), hangs: itself, by: 'ARG' })
    } else if (equals !== -1) {
      const word = raw.slice(equals + 1)
      const value = expand(word, this.lookup, this.#file.escape)
      this.#variables.set(name, { value, hangs: together(itself, this.#hangsOf(word, true)), by: 'ARG' })
    } else {
      // Without a value of its own it has that of the file's head; else what is there stays, until a build gives one.
      const before = (this.#globals ?? this).#variables.get(name) ?? this.#variables.get(name)
      const hangs = together(itself, before?.hangs ?? NOTHING)
      this.#variables.set(name, { value: before?.value, hangs, by: before?.by === 'ENV' ? 'ENV' : 'ARG' })
    }
  }

  /** The build arguments that the words of an instruction hang on. */
  hangsOf(instruction: Instruction): Hangs {
    return together(...expandedTexts(this.#file, instruction).map(({ text, quotes }) => this.#hangsOf(text, quotes)))
  }

  #hangsOf(text: string, quotes: boolean): Hangs {
    if (!text.includes('$')) return NOTHING
    return together(
      ...variablesIn(text, this.#file.escape, quotes).map(({ name, whole }) => {
        const hangs = this.#variables.get(name)?.hangs ?? NOTHING
        return whole ? hangs : perhaps(hangs)
      }),
    )
  }

  /** The build arguments that the environment of a `RUN` hangs on: those that are declared, used or not. */
  get hangs(): Hangs {
    return together(...[...this.#variables.values()].map(({ hangs }) => hangs))
  }

  /** The names of what `ENV` has set. */
  get environment(): string[] {
    return [...this.#variables].flatMap(([name, { by }]) => (by === 'ENV' ? [name] : []))
  }
}

/** Set by the builder: https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
const OF_THE_PLATFORM = ['BUILD', 'TARGET'].flatMap((which) =>
  ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].map((what) => which + what),
)
