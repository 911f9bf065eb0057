import type { Span } from '../text/lines.ts'

/** A word of a command. Spans are those of the Dockerfile. */
export interface ShellWord {
  readonly span: Span
  /** As written, quotes and variables included. */
  readonly raw: string
  /** The word in pieces: literal text, variables, and what cannot be known (`null`), such as `$(…)`. */
  readonly parts: readonly (string | Variable | null)[]
}

export interface Variable {
  readonly variable: string
  /** `${X:-default}`: used when the variable is unset or empty. */
  readonly otherwise?: string
}

export interface ShellAssignment {
  readonly name: string
  /** Null where it cannot be known. */
  readonly value: ShellWord | null
  readonly span: Span
}

/** How sure it is that a command runs: always when the step runs, or only under a condition or in a loop. */
export type Certainty = 'always' | 'sometimes'

/** One simple command of a `RUN`. */
export interface Command {
  readonly span: Span
  /** The program's word first. */
  readonly words: readonly ShellWord[]
  /** `X=1` in front of the program; for a command without a program, the shell's own variables. */
  readonly assignments: readonly ShellAssignment[]
  readonly certainty: Certainty
  /** It is part of a pipeline, so that its neighbours need it. */
  readonly piped: boolean
  /** It runs in a subshell: `cd` and variables end with it. */
  readonly subshell: number
  /** Its output goes to a file, or its input comes from one. */
  readonly redirected: boolean
  /** The files that its output goes to; null for a redirection of another kind. */
  readonly outputs: readonly (ShellWord | null)[]
  /** The commands that its exit status and place hang on: see {@link List}; null where it cannot be taken out. */
  readonly item: { readonly list: List; readonly index: number } | null
}

/** Neighbours in the shell text: the parts of `a && b && c`, or the statements of a script. */
export interface List {
  readonly kind: 'and' | 'statements'
  readonly items: readonly Span[]
  /** The list that this one is an item of. */
  readonly parent: { readonly list: List; readonly index: number } | null
}

/** What a `RUN` runs. */
export interface Script {
  readonly commands: readonly Command[]
  /** `shell`: commands to read and edit; `exec`: the words of the exec form. */
  readonly form: 'shell' | 'heredoc' | 'exec'
  /** The shell stops at the first failing statement (`set -e`, `SHELL […, "-ec"]`). */
  readonly errexit: boolean
}

/** Why a `RUN` cannot be read, for a log. */
export interface Unreadable {
  readonly unreadable: string
}

/**
 * A word's value.
 *
 * @param lookup a variable's value. `null` when it cannot be known; `undefined` when Docker sets none, which counts as
 * unknown too, since the script itself may set it.
 * @returns null when it cannot be known
 */
export function wordValue(
  word: ShellWord,
  lookup: (name: string) => string | null | undefined = () => null,
): string | null {
  let value = ''
  for (const part of word.parts) {
    if (part === null) return null
    if (typeof part === 'string') value += part
    else {
      const found = lookup(part.variable)
      if (found === null || found === undefined) return null
      value += found || (part.otherwise ?? '')
    }
  }
  return value
}
