import { ConfigurationError } from '../configuration/configuration.ts'
import { BaselineError } from '../gate/baseline.ts'
import { OptionError } from '../options.ts'
import { unobeyed } from '../report/layout.ts'
import { printable } from '../text/printable.ts'
import { version } from '../version.generated.ts'
import { readArguments } from './arguments.ts'
import { type ExitCode, InputError, type Io } from './io.ts'

/**
 * The command line. What a command needs is loaded when it runs, so that the answer to a wrong word comes at once.
 *
 * @param argv the words behind the program's name
 * @returns what the process ends with; nothing is thrown
 */
export async function main(argv: readonly string[], process: Io): Promise<ExitCode> {
  const { err } = process
  // Messages are for people, and name paths; texts of files go to the other stream.
  const io = { ...process, err: { ...err, write: (text: string) => err.write(unobeyed(text)) } }
  try {
    return await run(argv, io)
  } catch (error) {
    io.err.write(`layerwise: ${explanation(error, io)}\n`)
    return 2
  }
}

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const invocation = readArguments(argv)
  switch (invocation.command) {
    case 'check':
      return await (await import('./commands.ts')).check(invocation, io)
    case 'fix':
      return await (await import('./commands.ts')).fix(invocation, io)
    case 'audit':
      return await (await import('./commands.ts')).audit(invocation, io)
    case 'merge-reports':
      return await (await import('./commands.ts')).mergeReports(invocation, io)
    case 'explain':
      return await (await import('./commands.ts')).explain(invocation.topic, io)
    case 'graph':
      return await (await import('./commands.ts')).graph(invocation, io)
    case 'help':
      io.out.write((await import('./help.ts')).helpText(invocation.about))
      return 0
    case 'version':
      io.out.write(`${version}\n`)
      return 0
  }
}

/** One line. Where a mistake of ours shows itself, the way to it is printed on request. */
function explanation(error: unknown, { env }: Io): string {
  const known =
    error instanceof OptionError ||
    error instanceof ConfigurationError ||
    error instanceof BaselineError ||
    error instanceof InputError
  if (known) return error.message
  if (env.LAYERWISE_DEBUG) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `internal error: ${printable(String(error))}. Set LAYERWISE_DEBUG=1 to see more, and please report it.`
}
