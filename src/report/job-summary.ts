import type { FileReport } from '../analyse.ts'
import type { Finding } from '../finding.ts'
import { changeOf, diffOf } from '../review/change.ts'
import { cellCode, cellProse, fenced, inlineCode, link, prose } from '../review/markdown.ts'
import { rankOf } from '../review/plan.ts'
import { type LineRange, Lines } from '../text/lines.ts'
import { printable } from '../text/printable.ts'
import { unifiedDiff } from './unified-diff.ts'

/** GitHub refuses a step's summary of more than 1 MiB (https://docs.github.com/actions/reference/workflow-commands). */
export const longestSummary = 1_000_000

export interface JobSummary {
  /** One line each, plain text. */
  readonly sentences: readonly string[]
  readonly files: readonly FileReport[]
  /** Where a finding is said on the pull request, or whether it is new; without it the table has no such column. */
  readonly saidOn?: (path: string, finding: Finding) => string
  /** What stands above that column: `On the pull request` when it is left out. */
  readonly stateHead?: string
  /** The address of lines of a file; null where there is none to give. */
  readonly addressOf: (path: string, lines: LineRange) => string | null
  /** In bytes. */
  readonly limit?: number
}

/**
 * Everything that was found as Markdown: a table of the findings, the most severe first, the notices, and for each file
 * the diff that all its suggestions make together. It ends at a finding or a file when there is more than the limit.
 */
export function renderJobSummary({ limit = longestSummary, ...summary }: JobSummary): string {
  const page = new Page(limit - 1_000)
  page.add('## Layerwise')
  for (const sentence of summary.sentences) page.add(prose(sentence))
  addTable(page, summary)
  const notices = summary.files.flatMap(({ path, notices: all }) => all.map((notice) => ({ path, ...notice })))
  if (notices.length > 0) page.add('Notes:')
  page.each(
    notices,
    ({ path, line, message }) => `- ${place(path, { start: line, end: line }, summary)}: ${prose(message)}`,
    'notes',
    '\n',
  )
  const ignored = summary.files.reduce((sum, file) => sum + file.ignored.length, 0)
  if (ignored > 0) page.add(`${ignored} ${ignored === 1 ? 'finding is' : 'findings are'} silenced by ignore comments.`)
  addDiffs(page, summary)
  return `${page.text}\n`
}

function addTable(
  page: Page,
  { files, saidOn, stateHead = 'On the pull request', ...summary }: Omit<JobSummary, 'limit'>,
): void {
  const rows = files
    .flatMap(({ path, findings }, order) => findings.map((finding) => ({ path, order, finding })))
    .sort(
      (a, b) =>
        rankOf(a.finding.severity) - rankOf(b.finding.severity) ||
        a.order - b.order ||
        a.finding.lines.start - b.finding.lines.start,
    )
  if (rows.length === 0) return
  const heads = ['Severity', 'Where', 'Rule', 'What', ...(saidOn ? [stateHead] : [])]
  page.add(row(heads))
  page.follow(row(heads.map(() => '---')))
  page.each(
    rows,
    ({ path, finding }) =>
      row([
        finding.severity,
        place(path, finding.lines, summary),
        cellCode(finding.rule),
        cellProse(finding.message),
        ...(saidOn ? [cellProse(saidOn(path, finding))] : []),
      ]),
    'findings',
    '\n',
  )
}

function addDiffs(page: Page, { files }: Pick<JobSummary, 'files'>): void {
  const diffs = files.flatMap(({ path, text, fixed, suggestions }) => {
    const safe = fixed === text ? [] : [{ path, what: 'all suggestions together', lines: diffLines(path, text, fixed) }]
    const lines = new Lines(text)
    const unsafe = suggestions.filter(({ safety }) => safety === 'unsafe').flatMap((one) => changeOf(lines, one) ?? [])
    const unsafeDiff = unsafe.map((change) => ({ path, what: 'a change to check first', lines: diffOf(change) }))
    return [...safe, ...unsafeDiff]
  })
  const shown = diffs.map(({ path, what, lines }) =>
    [`${inlineCode(path)}, ${what}:`, '<details><summary>Diff</summary>', fenced(lines, 'diff'), '</details>'].join(
      '\n\n',
    ),
  )
  page.each(shown, (text) => text, 'diffs', '\n\n')
}

/** The lines of a unified diff, printable. A carriage return at the end is the file's line end, which does not change. */
const diffLines = (path: string, before: string, after: string): string[] =>
  unifiedDiff(path, before, after)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => printable(line.replace(/\r$/, ''), { tabs: true }))

function place(path: string, lines: LineRange, { addressOf }: Pick<JobSummary, 'addressOf'>): string {
  const address = addressOf(path, lines)
  const words = cellCode(`${path}:${lines.start}`)
  return address === null ? words : link(words, address)
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Grows by whole items up to a number of bytes. */
export class Page {
  text = ''
  #bytes = 0
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  add(part: string): void {
    this.#append(this.text === '' ? part : `\n\n${part}`)
  }

  /** Goes on in the next line. */
  follow(line: string): void {
    this.#append(`\n${line}`)
  }

  /** Items with `apart` in front of each, and a word on how many there was no room for. */
  each<T>(items: readonly T[], say: (item: T) => string, kind: string, apart: '\n' | '\n\n'): void {
    for (const [index, item] of items.entries()) {
      const text = apart + say(item)
      if (this.#bytes + byteLength(text) > this.#limit) {
        this.add(`${items.length - index} more ${kind} did not fit; the JSON report has them.`)
        return
      }
      this.#append(text)
    }
  }

  #append(text: string): void {
    this.text += text
    this.#bytes += byteLength(text)
  }
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length
