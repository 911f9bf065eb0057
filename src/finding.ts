import type { Fix } from './text/edit.ts'
import type { LineRange } from './text/lines.ts'

export type Severity = 'error' | 'warning' | 'info'

/** Something a rule says about one Dockerfile. It always has a place, and always a fix or the reason why there is none. */
export interface Finding {
  /** The rule's id, for example `mount-package-cache`. */
  readonly rule: string
  readonly severity: Severity
  /** The catalogue's id of the package manager it is about, for example `pip`. */
  readonly manager?: string
  /** The lines it is about: 1-based and inclusive. */
  readonly lines: LineRange
  /** Two sentences: what happens now and what it costs, then what to do. Plain text, no place in it. */
  readonly message: string
  /** What else a reader should know before committing: where the fact comes from, what stays in the image. Plain text. */
  readonly help: string
  /** Other places that take part, each with what it contributes. */
  readonly because: readonly Note[]
  readonly remedy: Fix | { readonly unknown: string }
  /** Set when the change that is asked for belongs in another file, which can be suggested there when a pull request touches it. */
  readonly belongsIn?: Addition | undefined
  /** What stays the same when lines move or are reformatted: rule, manager and the instruction's words. Not secret, not trusted. */
  readonly fingerprint: string
  /**
   * How many files there are whose edit runs its step again, and of an order no longer would: what a mended step saves it saves that often. Left out where
   * that is not known.
   */
  readonly filesThatRun?: number
}

/** Lines for another file than the one that a finding is about. */
export interface Addition {
  /** Relative to the root of the repository. */
  readonly path: string
  readonly lines: readonly string[]
  /** What is said there: plain text. */
  readonly message: string
}

export interface Note {
  readonly lines: LineRange
  readonly message: string
}

/** Something that is no finding: a file that cannot be read, an ignore that silences nothing. */
export interface Notice {
  /** 1-based. */
  readonly line: number
  readonly message: string
}
