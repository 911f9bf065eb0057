import type { FileReport } from '../analyse.ts'
import type { Finding, Severity } from '../finding.ts'
import { sayCounts } from '../gate/gate.ts'
import { changeOf, diffOf } from '../review/change.ts'
import { rankOf } from '../review/plan.ts'
import { count } from '../review/render.ts'
import { type LineRange, Lines } from '../text/lines.ts'
import { printable } from '../text/printable.ts'
import { renderJobSummary } from './job-summary.ts'

/** `neutral` counts as passed for a required check: https://docs.github.com/rest/guides/using-the-rest-api-to-interact-with-checks */
export type Conclusion = 'success' | 'neutral' | 'failure' | 'cancelled'

/** A check run as it is shown: https://docs.github.com/rest/checks/runs#update-a-check-run */
export interface CheckReport {
  readonly conclusion: Conclusion
  /** One line of plain text. */
  readonly title: string
  /** Markdown. */
  readonly summary: string
  /** The most severe first. */
  readonly annotations: readonly CheckAnnotation[]
}

/** In GitHub's own form and spelling. */
export interface CheckAnnotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly annotation_level: 'failure' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  readonly raw_details?: string
}

/** In characters: a summary may have 65,535, and the limit of a page is counted in bytes, of which there are never fewer. */
const longestSummary = 65_535
/** Each request takes 50 of them. What is over it stands in the summary. */
export const mostAnnotations = 500
/** In characters; GitHub allows 64 KB. */
const longestMessage = 4_000
const longestDetails = 16_000

const levels: Readonly<Record<Severity, CheckAnnotation['annotation_level']>> = {
  error: 'failure',
  warning: 'warning',
  info: 'notice',
}

export interface Checked {
  readonly reports: readonly FileReport[]
  /** The findings that decide over success and failure. */
  readonly counted: readonly Finding[]
  /** Why the run fails, one line each; none when it passes. */
  readonly reasons: readonly string[]
  readonly addressOf: (path: string, lines: LineRange) => string | null
}

/** What a check run says of a run that looked. */
export function renderCheck({ reports, counted, reasons, addressOf }: Checked): CheckReport {
  const counts = new Set(counted)
  const all = reports.flatMap((report) => report.findings.map((finding) => ({ report, finding })))
  const said = all
    .filter(({ finding }) => counts.has(finding))
    .sort((a, b) => rankOf(a.finding.severity) - rankOf(b.finding.severity))
  const annotations = [
    ...said.map(({ report, finding }) => annotationOf(report, finding)),
    ...reports.flatMap(({ path, notices }) =>
      notices.map(({ line, message }) => annotation(path, { start: line, end: line }, 'notice', 'Layerwise', message)),
    ),
  ]
  const others = all.length - said.length
  const kept = annotations.length - mostAnnotations
  const state = (report: FileReport, finding: Finding): string =>
    report.inBaseline?.has(finding) ? 'in the baseline' : counts.has(finding) ? 'counts' : 'does not count'
  const states = new Map(all.map(({ report, finding }) => [finding, state(report, finding)]))
  return {
    conclusion: reasons.length > 0 ? 'failure' : counted.length > 0 ? 'neutral' : 'success',
    title: titleOf(reports.length, counted, others),
    summary: renderJobSummary({
      sentences: [
        ...reasons,
        `${count(reports.length, 'Dockerfile')} looked at, ${count(all.length, 'finding')}, ${counted.length} of them counted.`,
        ...(kept > 0 ? [`${mostAnnotations} annotations are shown, and ${kept} more stand only here.`] : []),
      ],
      ...{ files: reports, addressOf, limit: longestSummary, stateHead: 'For the check' },
      saidOn: (_, finding) => states.get(finding) ?? '',
    }),
    annotations: annotations.slice(0, mostAnnotations),
  }
}

/** What a check run says of a run that could not look. */
export const renderFailedCheck = (line: string, fails: boolean): CheckReport => ({
  conclusion: fails ? 'failure' : 'neutral',
  title: 'Layerwise could not look',
  summary: renderJobSummary({ sentences: [line], files: [], addressOf: () => null, limit: longestSummary }),
  annotations: [],
})

/** What a check run says of a run that was cancelled. */
export const cancelledCheck: CheckReport = {
  conclusion: 'cancelled',
  title: 'The job was cancelled',
  summary: 'Run the job again to see what it finds.',
  annotations: [],
}

function titleOf(files: number, counted: readonly Finding[], others: number): string {
  if (files === 0) return 'No Dockerfile changed'
  if (counted.length > 0) return sayCounts(counted)
  return others === 0 ? 'No findings' : `Nothing that counts; ${count(others, 'finding')} beside it`
}

function annotationOf({ path, text, suggestions, findings }: FileReport, finding: Finding): CheckAnnotation {
  const { rule, manager, message, lines, severity } = finding
  const index = findings.indexOf(finding)
  const suggestion = suggestions.find(({ fixes }) => fixes.includes(index))
  const change = suggestion && changeOf(new Lines(text), suggestion)
  const details = change ? diffOf(change).join('\n') : ''
  return {
    ...annotation(path, lines, levels[severity], manager ? `${rule} (${manager})` : rule, message),
    // Half a diff is worse than none.
    ...(details !== '' && details.length <= longestDetails ? { raw_details: details } : {}),
  }
}

const annotation = (
  path: string,
  { start, end }: LineRange,
  annotation_level: CheckAnnotation['annotation_level'],
  title: string,
  message: string,
): CheckAnnotation => ({
  // The path is GitHub's own, and has to be the one that it knows.
  path,
  ...{ start_line: start, end_line: end, annotation_level },
  title: printable(title).slice(0, 200),
  message: printable(message).slice(0, longestMessage),
})
