import type { GitHubClient } from '../github/api.ts'
import { type Refusal, sayRefusal } from '../github/refusal.ts'
import type { AnnotationCommands } from '../report/annotations.ts'
import { printable } from '../text/printable.ts'
import type { Analyse } from './reports.ts'

/** All that the action has of the world. Handed in, so that nothing is read or written behind its back. */
export interface Machine {
  /** The runner's variables: `GITHUB_EVENT_NAME` and so on. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** What `@actions/core` offers. */
  readonly core: AnnotationCommands & {
    getInput(name: string): string
    setOutput(name: string, value: string | number): void
    setFailed(message: string): void
    readonly summary: { addRaw(text: string): { write(): Promise<unknown> } }
  }
  /** A client of GitHub's API for a token. */
  readonly client: (token: string) => GitHubClient
  /** Waits. In milliseconds. */
  readonly sleep: (time: number) => Promise<void>
  /** How long the run may go on writing, in milliseconds; as long as it takes when it is left out. */
  readonly timeLeft?: () => number
  readonly analyse: Analyse
  /** The ids of all rules, which the configuration may name. */
  readonly rules: readonly string[]
  /** Registers what is to be done when the process ends before the run does; what it returns takes that back. */
  readonly whenEnded?: (ending: Ending) => () => void
  /** The paths of the Dockerfiles on which `analyse` failed in this run. */
  readonly crashed?: ReadonlySet<string>
}

/** Done before the process ends too early: for an error that nobody caught, or (null) because the job was cancelled. */
export type Ending = (failed: { readonly line: string; readonly fails: boolean } | null) => Promise<void>

/** Whose fault an error is: the workflow's or the configuration's, GitHub's, the runner's, Layerwise's. */
export type Blame = 'yours' | 'github' | 'runner' | 'ours'

/** Something that keeps the action from looking. The message is one line. */
export class ActionError extends Error {
  override readonly name = 'ActionError'
  readonly blame: Blame

  constructor(message: string, blame: Blame = 'yours') {
    super(message)
    this.blame = blame
  }
}

/** An error for a refusal without which nothing can be done. A token that may not is the workflow's to mend. */
export function refused(refusal: Refusal): ActionError {
  const isTokens = refusal.kind === 'read-only' || refusal.kind === 'unauthorised'
  return new ActionError(sayRefusal(refusal), isTokens ? 'yours' : 'github')
}

/**
 * Prints a line that neither the terminal nor the runner obeys, whatever is in it. The runner looks for `::` at the start
 * of a line and for `##[` anywhere in it
 * (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs).
 */
export function log({ info }: Pick<Machine['core'], 'info'>, line: string): void {
  info(
    printable(line)
      .replace(/^\s*::/, '- $&')
      .replaceAll('##[', '## ['),
  )
}
