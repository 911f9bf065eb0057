/** Where the command line writes to. */
export interface Out {
  write(text: string): void
  readonly isTerminal: boolean
  /** The width of the terminal, when it is one. */
  readonly columns: number | undefined
}

/** All that the command line touches of the process it runs in. */
export interface Io {
  /** The working directory, absolute. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: Out
  readonly err: Out
  /** All of standard input. */
  readStdin(): Promise<Uint8Array>
}

/** What the process ends with: 0 nothing found, 1 something found, 2 it could not be done. */
export type ExitCode = 0 | 1 | 2

/** Something that was asked for cannot be read or written. The message is one line that says what to do. */
export class InputError extends Error {
  override readonly name = 'InputError'
}

/** Whether to colour what goes to a stream: a terminal, unless the user asks otherwise (https://no-color.org). */
export function wantsColour({ env }: Io, out: Out): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return true
  return out.isTerminal && env.TERM !== 'dumb'
}
