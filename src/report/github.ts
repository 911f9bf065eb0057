import type { FileReport } from '../analyse.ts'
import type { Finding, Severity } from '../finding.ts'
import { printable } from '../text/printable.ts'
import { summaryLine } from './summary.ts'

const commandOf: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' }
const severities: readonly Severity[] = ['error', 'warning', 'info']

/**
 * The report as workflow commands, which GitHub shows as annotations. A step shows ten of each kind at most, in the order
 * in which they are printed, so the severe ones come first, what the baseline holds takes no place, and a line of the log
 * counts them all (https://github.com/orgs/community/discussions/68471).
 */
export function toWorkflowCommands(files: readonly FileReport[]): string {
  const commands = severities.flatMap((severity) =>
    files.flatMap((file) =>
      file.findings
        .filter((each) => each.severity === severity && !file.inBaseline?.has(each))
        .map((each) => of(file, each)),
    ),
  )
  const notices = files.flatMap((file) =>
    file.notices.map(({ line, message }) => command('notice', { file: file.path, line, title: 'Layerwise' }, message)),
  )
  return [...commands, ...notices, summaryLine(files)].map((line) => `${line}\n`).join('')
}

function of(file: FileReport, finding: Finding): string {
  const { start, end } = finding.lines
  const properties = {
    file: file.path,
    line: start,
    endLine: end,
    title: finding.manager ? `${finding.rule} (${finding.manager})` : finding.rule,
  }
  return command(commandOf[finding.severity], properties, finding.message)
}

/**
 * One workflow command. No text can end it early or begin another: line ends and the characters that part a command are
 * written as GitHub reads them back, control characters as escapes that are shown.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${name} ${list.join(',')}::${message.split(/\r?\n/).map(escapeData).join('%0A')}`
}

const escapeData = (text: string): string => printable(text).replaceAll('%', '%25')
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
