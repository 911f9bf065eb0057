import { cellCode, cellProse, fenced, inlineCode, link, prose } from '../review/markdown.ts'
import { addressIn, auditSentences, rowsOf, runsAgainFor, runsAgainMeans, severityOf } from './audit-words.ts'
import { longestSummary, Page } from './job-summary.ts'
import type { JsonFix, JsonReport, JsonRepository } from './json.ts'
import { type Ranked, ranked } from './ranking.ts'

export interface AuditMarkdown {
  /** In bytes. It ends at a whole finding or diff, and says how many did not fit. */
  readonly limit?: number
  /** Whether the fixes are shown as diffs. */
  readonly diffs?: boolean
  /** Without it: a heading. */
  readonly opening?: string
  /** What else is to be said at the start, plain text. */
  readonly sentences?: readonly string[]
}

/** What is left for the sentences that say how much did not fit. */
const reserve = 1_000

/** An audit as Markdown: what there is, the findings with the most to gain first, notes, and the fixes as diffs. */
export function auditMarkdown(
  report: JsonReport,
  { limit = longestSummary, diffs = true, opening = '## Layerwise', sentences = [] }: AuditMarkdown = {},
): string {
  const page = new Page(limit - reserve)
  page.add(opening)
  for (const sentence of [...auditSentences(report), ...sentences]) page.add(prose(sentence))
  addRepositories(page, report)
  const findings = ranked(report)
  const several = report.repositories.length > 1
  if (findings.length > 0) {
    page.add(runsAgainMeans)
    addTable(page, findings, several)
  }
  addNotices(page, report, several)
  if (diffs) addDiffs(page, findings)
  return `${page.text}\n`
}

function addRepositories(page: Page, { repositories, files }: JsonReport): void {
  if (repositories.length < 2 && repositories.every(({ notLookedAt }) => notLookedAt === null)) return
  page.add(row(['Repository', 'Dockerfiles', 'Errors', 'Warnings', 'Infos', 'Note']))
  page.follow(row(['---', '---:', '---:', '---:', '---:', '---']))
  page.each(
    repositories,
    ({ name, notLookedAt }) => {
      const own = files.filter(({ repository }) => repository === name)
      const numbers = (['error', 'warning', 'info'] as const).map((severity) =>
        own.reduce((sum, file) => sum + file.findings.filter((one) => one.severity === severity).length, 0),
      )
      const counts = notLookedAt === null ? [own.length, ...numbers].map(String) : ['', '', '', '']
      return row([cellCode(name), ...counts, notLookedAt === null ? '' : cellProse(notLookedAt)])
    },
    'repositories',
    '\n',
  )
}

function addTable(page: Page, findings: readonly Ranked[], several: boolean): void {
  const heads = ['Severity', 'Runs again for', ...(several ? ['Repository'] : []), 'Where', 'Rule', 'What']
  page.add(row(heads))
  page.follow(row(heads.map(() => '---')))
  page.each(
    findings,
    ({ repository, path, finding }) =>
      row([
        severityOf(finding),
        runsAgainFor(finding.filesThatRun),
        ...(several ? [cellCode(repository?.name ?? '')] : []),
        place(repository, path, finding.startLine, finding.endLine),
        cellCode(finding.rule),
        cellProse(finding.message),
      ]),
    'findings',
    '\n',
  )
}

function addNotices(page: Page, { files, repositories }: JsonReport, several: boolean): void {
  const notices = files.flatMap(({ repository, path, notices: all }) =>
    all.map((notice) => ({
      repository: repositories.find(({ name }) => name === repository) ?? null,
      path,
      ...notice,
    })),
  )
  if (notices.length === 0) return
  page.add('Notes:')
  page.follow('')
  page.each(
    notices,
    ({ repository, path, line, message }) => {
      const where = several && repository ? `${inlineCode(repository.name)} ` : ''
      return `- ${where}${place(repository, path, line, line)}: ${prose(message)}`
    },
    'notes',
    '\n',
  )
}

function addDiffs(page: Page, findings: readonly Ranked[]): void {
  const seen = new Set<string>()
  const fixes = findings.flatMap(({ repository, path, finding: { fix } }) => {
    // Findings may share one.
    const key = JSON.stringify([repository?.name, path, fix])
    const rows = fix && !seen.has(key) ? rowsOf(fix) : null
    seen.add(key)
    return fix && rows ? [{ path, fix, rows }] : []
  })
  page.each(
    fixes,
    ({ path, fix, rows }) =>
      [`<details><summary>${summaryOf(fix)}</summary>`, inlineCode(path), fenced(rows, 'diff'), '</details>'].join(
        '\n\n',
      ),
    'diffs',
    '\n\n',
  )
}

const summaryOf = ({ safety, startLine, endLine }: JsonFix): string =>
  `${safety === 'safe' ? 'Fix' : 'A change to check first'}: ${
    startLine === endLine ? `line ${startLine}` : `lines ${startLine} to ${endLine}`
  }`

function place(repository: JsonRepository | null, path: string, start: number, end: number): string {
  const address = addressIn(repository, path, start, end)
  const words = cellCode(`${path}:${start}`)
  return address === null ? words : link(words, address)
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
