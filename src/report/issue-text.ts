import { hashOf } from '../review/hash.ts'
import { inlineCode, link, prose } from '../review/markdown.ts'
import { auditMarkdown } from './audit-markdown.ts'
import type { JsonReport } from './json.ts'

/** It stays the same, so that people find the issue again. */
export const issueTitle = 'Layerwise: what the Dockerfiles of this repository could gain'

/** In bytes. GitHub takes 65,536 characters (thread: renovatebot/renovate#2032), none of which is less than a byte. */
const longestIssue = 60_000

const line = /^<!-- layerwise:v1 audit ([0-9a-f]{16}) -->$/m

/** A hash over what an audit says, lines and the commit left out: while it is the same, nobody has to be told. */
export function digestOf({ files }: JsonReport): string {
  const said = files
    .filter(({ findings, notices }) => findings.length + notices.length > 0)
    .map(({ path, findings, notices }) => [
      path,
      findings.map(({ rule, severity, message, fingerprint, filesThatRun }) => [
        rule,
        severity,
        message,
        fingerprint,
        filesThatRun,
      ]),
      notices.map(({ message }) => message),
    ])
  return hashOf(JSON.stringify(said))
}

/**
 * The body of the issue that lists an audit. It holds no fence, so that every line that looks like a mark is one.
 *
 * @param runUrl the address of the run that wrote it; null where it is not known
 */
export function issueBody(report: JsonReport, runUrl: string | null): string {
  const { commit = null, name = '' } = report.repositories[0] ?? {}
  const at = commit === null ? '' : ` at commit ${inlineCode(commit.slice(0, 12))}`
  const run = runUrl === null ? '' : ` The whole report is in ${link('the run', runUrl)} that wrote this.`
  const findings = report.files.reduce((sum, file) => sum + file.findings.length, 0)
  const opening =
    findings === 0
      ? `Nothing is left in the Dockerfiles of ${prose(name)}${at}. This issue is opened again when there is something.`
      : `What was found in the Dockerfiles of ${prose(name)}${at}.${run}`
  return [
    auditMarkdown(report, { limit: longestIssue, diffs: false, opening }).trimEnd(),
    'This issue is kept up to date: its text changes when the findings do, and it is closed when none is left. ' +
      'Closed as not planned, it stays closed. In one place `# layerwise ignore=RULE` above an instruction silences a finding.',
    `<!-- layerwise:v1 audit ${digestOf(report)} -->`,
  ].join('\n\n')
}

/** The digest in the body of an issue of ours; null when it is none. The author has to be looked at too. */
export const digestIn = (body: string): string | null => line.exec(body.replaceAll('\r\n', '\n'))?.[1] ?? null
