import { randomUUID } from 'node:crypto'
import { analyse } from '../analyse.ts'
import { writeText } from '../local/write-text.ts'
import { OptionError } from '../options.ts'
import { palette } from '../report/colour.ts'
import { counted } from '../report/layout.ts'
import { unifiedDiff } from '../report/unified-diff.ts'
import { commitSuggestions } from '../text/compose.ts'
import { printable } from '../text/printable.ts'
import type { Fix } from './arguments.ts'
import { type ExitCode, type Io, wantsColour } from './io.ts'
import { type Seen, survey } from './survey.ts'

interface Fixed extends Seen {
  /** The text with the suggestions in it. */
  readonly after: string
  /** How many findings are gone with them. */
  readonly count: number
}

/** `layerwise fix`: writes the suggestions, or shows them as a diff. What it did goes to the error stream, texts to the other. */
export async function fix(invocation: Fix, io: Io, analyser: typeof analyse = analyse): Promise<ExitCode> {
  if (invocation.paths.includes('-') && invocation.paths.length > 1) {
    throw new OptionError('standard input is fixed alone, since its text goes to standard output. Name "-" or files.')
  }
  const { seen, crashes } = await survey(invocation, io, analyser)
  const fixed = seen.map((each) => fixedOf(each, invocation.unsafe))
  const failures = crashes.map((crash) => `internal error: ${crash}. Please report it.`)
  if (invocation.dryRun) printDiff(fixed, io)
  else if (invocation.paths.includes('-')) for (const { after } of fixed) io.out.write(after)
  else failures.push(...(await writeAll(fixed)))
  io.err.write(`${summary(fixed, invocation)}\n`)
  for (const failure of failures) io.err.write(`layerwise: ${failure}\n`)
  return failures.length > 0 ? 2 : 0
}

function fixedOf(seen: Seen, unsafe: boolean): Fixed {
  const { report } = seen
  const made = report.suggestions.filter(({ safety }) => unsafe || safety === 'safe')
  return {
    ...seen,
    after: unsafe ? commitSuggestions(report.text, report.suggestions) : report.fixed,
    count: new Set(made.flatMap(({ fixes }) => fixes)).size,
  }
}

/** Writes what changes; a file that cannot be written does not keep the others from being. */
async function writeAll(fixed: readonly Fixed[]): Promise<string[]> {
  const failures: string[] = []
  for (const { report, root, shown, after } of fixed) {
    if (after === report.text) continue
    const refused = await writeText(root, report.path, report.text, after)
    if (refused !== null)
      failures.push(`${printable(shown)} ${refused}, and stays as it is. Run "layerwise fix" again.`)
  }
  return failures
}

function printDiff(fixed: readonly Fixed[], io: Io): void {
  const diff = fixed.map(({ report, after }) => unifiedDiff(report.path, report.text, after)).join('')
  if (diff === '') return
  if (io.out.isTerminal) io.out.write(forTerminal(diff, wantsColour(io, io.out)))
  else io.out.write(io.env.GITHUB_ACTIONS === 'true' ? withoutCommands(diff) : diff)
}

function forTerminal(diff: string, colour: boolean): string {
  const { bold, cyan, green, red } = palette(colour)
  const lines = diff.split('\n').map((line) => {
    const shown = printable(line.replace(/\r$/, ''), { tabs: true })
    if (/^(?:diff|---|\+\+\+) /.test(line)) return bold(shown)
    if (line.startsWith('@@')) return cyan(shown)
    return line.startsWith('+') ? green(shown) : line.startsWith('-') ? red(shown) : shown
  })
  return lines.join('\n')
}

/**
 * In the log of a workflow a line of the file that begins with `::` would be obeyed, blanks in front of it or not. Programs
 * that apply a diff skip what stands before and behind it.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
 */
function withoutCommands(diff: string): string {
  const word = `layerwise-${randomUUID()}`
  return `::stop-commands::${word}\n${diff}::${word}::\n`
}

function summary(fixed: readonly Fixed[], { dryRun }: Fix): string {
  if (fixed.length === 0) return 'No Dockerfile found.'
  const changed = fixed.filter(({ after, report }) => after !== report.text)
  const left = fixed.reduce((sum, { report, count }) => sum + report.findings.length - count, 0)
  const rest = left === 0 ? '' : ` ${counted(left, 'finding')} ${left === 1 ? 'has' : 'have'} no fix of this kind.`
  if (changed.length === 0) return `Nothing to fix in ${counted(fixed.length, 'file')}.${rest}`
  const count = changed.reduce((sum, each) => sum + each.count, 0)
  return `${dryRun ? 'Would fix' : 'Fixed'} ${counted(count, 'finding')} in ${names(changed)}.${rest}`
}

const mostNames = 5

function names(files: readonly Fixed[]): string {
  if (files.length > mostNames) return counted(files.length, 'file')
  return files.map(({ shown }) => (shown === '-' ? 'standard input' : printable(shown))).join(', ')
}
