import type { FileReport } from '../../src/analyse.ts'
import { addressOfLines } from '../../src/github/address.ts'
import { annotationsOf, printAnnotations } from '../../src/report/annotations.ts'
import { auditMarkdown } from '../../src/report/audit-markdown.ts'
import { auditText } from '../../src/report/audit-text.ts'
import { renderCheck } from '../../src/report/check-run.ts'
import { toWorkflowCommands } from '../../src/report/github.ts'
import { auditHtml } from '../../src/report/html.ts'
import { renderJobSummary } from '../../src/report/job-summary.ts'
import { type JsonReport, toJson } from '../../src/report/json.ts'
import { toSarif } from '../../src/report/sarif-files.ts'
import { toText } from '../../src/report/text.ts'
import { hunksBetween } from '../../src/review/hunks.ts'
import { mostMarked, readCommentMark, readSummaryMark } from '../../src/review/mark.ts'
import { planReview, withhold } from '../../src/review/plan.ts'
import { renderComment } from '../../src/review/render.ts'
import { retired } from '../../src/review/retire.ts'
import { renderFolded, renderReview, renderSummary } from '../../src/review/summary.ts'

const server = 'https://github.example'
const headSha = '0123456789abcdef0123456789abcdef01234567'
const addressOf = (path: string, lines: { start: number; end: number }) =>
  addressOfLines(server, { owner: 'octo', repo: 'shop' }, headSha, path, lines)

/** The links that we write: into the repository, and to manuals. */
export const isOurs = (address: string): boolean =>
  address.startsWith(`${server}/octo/shop/blob/${headSha}/`) ||
  !/evil|javascript|mailto|xmpp|^www|octo-org/i.test(address)

/** Why a comment of ours may be taken back. */
const reasons = [
  { why: 'gone', headSha },
  { why: 'superseded' },
  { why: 'stale', suggestion: '0123456789abcdef' },
] as const

/** Everything that is said of a pull request that adds these files, by where it is said. */
export function everythingSaid(reports: readonly FileReport[]) {
  const files = reports.map((report) => ({ report, diff: { hunks: hunksBetween(null, report.text), certain: true } }))
  const surroundings = { headSha, addressOf }
  const plan = planReview(files, { commentLimit: 100 })
  const listing = planReview(files, { commentLimit: 0 })
  const refused = withhold(plan, () => true)
  const comments = plan.comments.map(renderComment)
  const summaries = [plan, listing, refused].map((one) =>
    renderSummary(one, { closed: [7], dismissed: [8], moved: [] }, surroundings),
  )
  const log: string[] = []
  const command = (name: string) => (message: string, properties?: object) =>
    log.push(`${name} ${JSON.stringify(properties)} ${message}`)
  const all = reports.flatMap(({ path, findings }) => findings.map((finding) => ({ path, finding })))
  const notices = reports.flatMap(({ path, notices }) => notices.map((notice) => ({ path, notice })))
  printAnnotations(annotationsOf(all, notices), {
    error: command('error'),
    warning: command('warning'),
    notice: command('notice'),
    info: command('info'),
  })
  const findings = reports.flatMap((report) => report.findings)
  const check = renderCheck({ reports, counted: findings, reasons: ['It fails.'], addressOf })
  return {
    markdown: [
      ...comments,
      ...comments.flatMap((body) => reasons.map((reason) => retired(body, reason))),
      ...summaries,
      renderReview(plan.comments, surroundings),
      renderFolded(headSha),
      renderJobSummary({ sentences: ['Looked at.'], files: reports, addressOf, saidOn: (path) => path }),
      check.summary,
    ],
    /** Marks that a later run would read otherwise than they were written. */
    forged: [
      ...comments.filter((body, index) => {
        const written = plan.comments[index]?.hashes.slice(0, mostMarked).join()
        const read = [body, retired(body, { why: 'superseded' })].map((text) => readCommentMark(text)?.hashes.join())
        return read.some((hashes) => hashes !== written)
      }),
      ...summaries.filter((body) => {
        const mark = readSummaryMark(body)
        return mark?.headSha !== headSha || mark.closed.join() !== '7' || mark.dismissed.join() !== '8'
      }),
    ],
    check: [
      check.title,
      ...check.annotations.flatMap(({ title, message, raw_details }) => [title, message, raw_details ?? '']),
    ],
    report: toJson(reports, { name: 'octo/shop', server, commit: headSha, notLookedAt: null }),
    /** What a person's terminal, or the log of a job that runs the command line, shows. */
    text: toText(reports, { colour: false }),
    annotations: log.join('\n'),
    commands: toWorkflowCommands(reports),
    findings: all.length,
    notices: notices.length,
  }
}

/** Everything that an audit, or several reports that were merged, are shown as. */
export const auditOf = (report: JsonReport) => ({
  html: auditHtml(report),
  markdown: auditMarkdown(report),
  text: auditText(report, { colour: false }),
  sarif: toSarif(report, (text) => text.length).map((text) => JSON.parse(text)),
})
