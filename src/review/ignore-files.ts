import type { FileReport } from '../analyse.ts'
import type { Addition, Finding } from '../finding.ts'
import { compose } from '../text/compose.ts'
import { Lines } from '../text/lines.ts'
import { Anchors } from './anchor.ts'
import type { FileDiff } from './hunks.ts'
import type { ReviewedFile } from './plan.ts'

/** An ignore file that a pull request changes, and who builds with it. */
export interface ChangedIgnoreFile {
  readonly path: string
  readonly text: string
  readonly diff: FileDiff
  /** The Dockerfiles of whose builds it may be a part; null when not all of them could be looked at. */
  readonly dockerfiles: ReadonlySet<string> | null
}

/**
 * Says what belongs in an ignore file there, where the pull request changes it, and no longer in the Dockerfiles.
 *
 * A line of an ignore file counts for every Dockerfile of its folder. It can be committed with a click when all of them ask for it;
 * when one does not, that one may need what the line takes away, and the change is only shown.
 *
 * @param reports of every Dockerfile that was looked at, in their order
 * @returns the reports without what is said elsewhere, and one more reviewed file for each ignore file that gets a finding
 */
export function moveToIgnoreFiles(
  reports: readonly FileReport[],
  changed: readonly ChangedIgnoreFile[],
): { readonly reports: FileReport[]; readonly ignoreFiles: ReviewedFile[] } {
  const ignoreFiles = changed.flatMap((file) => reviewOf(file, reports))
  const taken = new Set(ignoreFiles.map(({ report: { path } }) => path))
  return { reports: reports.map((report) => without(report, taken)), ignoreFiles }
}

function reviewOf(
  { path, text, diff, dockerfiles }: ChangedIgnoreFile,
  reports: readonly FileReport[],
): ReviewedFile[] {
  const asking = reports.flatMap(({ path: dockerfile, findings }) =>
    findings.flatMap((finding) =>
      finding.belongsIn?.path === path ? [{ dockerfile, finding, addition: finding.belongsIn }] : [],
    ),
  )
  const [first] = asking
  if (!first || text === '') return []
  const asked = new Set(asking.map(({ dockerfile }) => dockerfile))
  const all = dockerfiles !== null && [...dockerfiles].every((one) => asked.has(one))
  const lines = first.addition.lines.filter((line) => asking.every(({ addition }) => addition.lines.includes(line)))
  if (lines.length === 0) return []
  const finding = findingOf({ path, text, diff }, first, lines, all, asking.length)
  const { text: fixed, suggestions } = compose(text, 'edits' in finding.remedy ? [finding.remedy] : [])
  const report: FileReport = {
    ...{ path, text, fixed: all ? fixed : text, findings: [finding], suggestions },
    ...{ notices: [], ignored: [], missing: [] },
  }
  return [{ report, diff }]
}

function findingOf(
  { path, text, diff }: Pick<ChangedIgnoreFile, 'path' | 'text' | 'diff'>,
  { finding, addition }: { readonly finding: Finding; readonly addition: Addition },
  added: readonly string[],
  all: boolean,
  many: number,
): Finding {
  const lines = new Lines(text)
  const line = placeIn(lines, diff)
  const end = lines.end(line)
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const others =
    many === 1 ? '' : ` The same holds for ${many - 1} more of the Dockerfiles that are built with this file.`
  return {
    rule: finding.rule,
    severity: finding.severity,
    lines: { start: line, end: line },
    message: addition.message + others,
    help: finding.help,
    because: [],
    remedy: {
      safety: all ? 'safe' : 'unsafe',
      edits: [{ kind: 'replace', span: { start: end, end }, text: added.map((one) => lineEnd + one).join('') }],
    },
    fingerprint: [finding.rule, '', path].join('|'),
  }
}

/**
 * The line below which lines are added: the last that the pull request changes, so that the suggestion stands in its diff;
 * the last of all where an exception (`!`) below it would take the new lines back.
 */
function placeIn(lines: Lines, { hunks }: FileDiff): number {
  const anchors = new Anchors(hunks)
  for (let line = lines.count; line > 0; line--) {
    if (anchors.isTouched([{ start: line, end: line }])) return line
    if (lines.textOf(line).trimStart().startsWith('!')) break
  }
  return lines.count
}

function without(report: FileReport, taken: ReadonlySet<string>): FileReport {
  const kept = report.findings.flatMap(({ belongsIn }, index) =>
    belongsIn && taken.has(belongsIn.path) ? [] : [index],
  )
  if (kept.length === report.findings.length) return report
  return {
    ...report,
    findings: kept.map((index) => report.findings[index] as Finding),
    suggestions: report.suggestions.map((suggestion) => ({
      ...suggestion,
      fixes: suggestion.fixes.map((fix) => kept.indexOf(fix)),
    })),
  }
}
