import type { Api } from '../github/api.ts'
import { readViewer } from '../github/identity.ts'
import { editIssue, findOwnIssues, type OwnIssue, openIssue } from '../github/issues.ts'
import type { RepositoryName } from '../github/pull-request.ts'
import { type Answer, sayRefusal } from '../github/refusal.ts'
import { digestIn, digestOf, issueBody, issueTitle } from '../report/issue-text.ts'
import { type JsonReport, summarise } from '../report/json.ts'

/** What became of the issue. */
export interface IssueOutcome {
  /** One line for the log. */
  readonly said: string
  /** Whether GitHub refused something. */
  readonly refused: boolean
  /** The address of the issue that is open now; empty when none is. */
  readonly url: string
}

/**
 * Keeps one issue that lists the findings of an audit: opened when there is the first, edited in place when they change,
 * closed when there is none, opened again when there is one again. Nothing is written while nothing has changed.
 */
export async function keepIssue(
  api: Api,
  repository: RepositoryName,
  whole: JsonReport,
  runUrl: string | null,
): Promise<IssueOutcome> {
  const report = withoutBaseline(whole)
  const viewer = await readViewer(api)
  if (!viewer.ok) return refusedBy(viewer)
  const found = await findOwnIssues(api, repository, viewer.value, (body) => digestIn(body) !== null)
  if (!found.ok) return refusedBy(found)
  const issue = found.value.find(({ isOpen }) => isOpen) ?? found.value.at(-1)
  const twins = found.value.filter((other) => other.isOpen && other !== issue)
  const kept = await keep(api, repository, report, runUrl, issue)
  for (const twin of twins) {
    // Two runs at once, neither of which saw the other's. Without its mark it is never found again.
    const body = `Opened twice: this list is kept in #${issue?.number}.`
    const closed = await editIssue(api, repository, twin.number, { body }, 'not_planned')
    if (!closed.ok) return refusedBy(closed)
  }
  return kept
}

/** What the baseline holds is known: nobody is told of it again. */
function withoutBaseline(report: JsonReport): JsonReport {
  const files = report.files.map((file) => ({ ...file, findings: file.findings.filter((one) => !one.inBaseline) }))
  return { ...report, files, summary: summarise(files) }
}

async function keep(
  api: Api,
  repository: RepositoryName,
  report: JsonReport,
  runUrl: string | null,
  issue: OwnIssue | undefined,
): Promise<IssueOutcome> {
  const isBlank = report.files.every(({ findings }) => findings.length === 0)
  if (!issue) {
    if (isBlank) return { said: 'There is nothing to open an issue for.', refused: false, url: '' }
    const opened = await openIssue(api, repository, { title: issueTitle, body: issueBody(report, runUrl) })
    if (!opened.ok) return refusedBy(opened)
    return { said: `An issue lists the findings: ${opened.value}`, refused: false, url: opened.value }
  }
  const { number, isOpen, isUnwanted, url } = issue
  if (!isOpen && isUnwanted) {
    return { said: `Issue #${number} was closed as not planned, and is left alone.`, refused: false, url: '' }
  }
  // What could not be read is not clean: its notice keeps an issue open.
  const isClean = isBlank && report.files.every(({ notices }) => notices.length === 0)
  if (!isOpen && isBlank) return { said: `Issue #${number} is closed, as it should be.`, refused: false, url: '' }
  const isSame = digestIn(issue.body) === digestOf(report)
  if (isOpen !== isClean && isSame) {
    return { said: `Issue #${number} says this already.`, refused: false, url: isOpen ? url : '' }
  }
  const edited = await editIssue(
    api,
    repository,
    number,
    { body: issueBody(report, runUrl) },
    isClean ? 'completed' : 'open',
  )
  if (!edited.ok) return refusedBy(edited)
  if (isClean) return { said: `Issue #${number} is closed: nothing is left of it.`, refused: false, url: '' }
  return { said: `Issue #${number} ${isOpen ? 'is up to date' : 'is open again'}: ${url}`, refused: false, url }
}

/** The job's token has no right to issues unless the workflow gives it one. */
function refusedBy(answer: Extract<Answer<unknown>, { readonly ok: false }>): IssueOutcome {
  const { refusal } = answer
  const needed = refusal.kind === 'read-only' ? { ...refusal, permission: 'issues=write' } : refusal
  return { said: sayRefusal(needed, false), refused: true, url: '' }
}
