import type { Severity } from '../finding.ts'
import { printable } from '../text/printable.ts'
import { auditSentences, runsAgainFor, severityOf } from './audit-words.ts'
import { type Paint, palette } from './colour.ts'
import type { JsonReport } from './json.ts'
import { unobeyed, wrapped } from './layout.ts'
import { ranked } from './ranking.ts'
import type { TextChoices } from './text.ts'

/**
 * An audit for people at a terminal: one block for each finding, those with the most to gain first, the notes, and what
 * there is altogether. Nothing of a file reaches the terminal raw.
 */
export function auditText(report: JsonReport, { colour, columns = 100 }: TextChoices): string {
  const colours = palette(colour)
  const width = Math.max(40, Math.min(columns, 120))
  const paint: Record<Severity, Paint> = { error: colours.red, warning: colours.yellow, info: colours.cyan }
  const several = report.repositories.length > 1
  const placeOf = (repository: string | null, path: string, line: number): string => {
    const words = `${several && repository !== null ? `${repository} ` : ''}${path}:${line}:`
    return colours.bold(printable(words).replace(/^(?=\s*:)/, './'))
  }
  const blocks = ranked(report).map(({ repository, path, finding }) => {
    const { severity, rule, manager, startLine, message, filesThatRun, fix } = finding
    const about = manager === null ? '' : ` (${printable(manager)})`
    const again = filesThatRun === null ? '' : colours.dim(`, runs again for ${runsAgainFor(filesThatRun)}`)
    const mend = fix?.safety === 'safe' ? [colours.green('  "layerwise fix" mends it')] : []
    return [
      `${placeOf(repository?.name ?? null, path, startLine)} ${paint[severity](severityOf(finding))}: ${printable(rule)}${about}${again}`,
      ...wrapped(message, width - 2).map((line) => `  ${line}`),
      ...mend,
      '',
    ].join('\n')
  })
  const notices = report.files.flatMap(({ repository, path, notices: all }) =>
    all.map(({ line, message }) => {
      const [first = '', ...rest] = wrapped(message, width - 2)
      return [`${placeOf(repository, path, line)} notice: ${first}`, ...rest.map((each) => `  ${each}`), ''].join('\n')
    }),
  )
  const missing = report.repositories.flatMap(({ name, notLookedAt }) =>
    notLookedAt === null ? [] : [`${colours.bold(`${printable(name)}:`)} ${printable(notLookedAt)}`],
  )
  const sentences = auditSentences(report).map((sentence) => sentence.replaceAll('`', '"'))
  return unobeyed(`${[...blocks, ...notices, ...missing, sentences.join(' ')].join('\n')}\n`)
}
