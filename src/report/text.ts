import type { FileReport } from '../analyse.ts'
import type { Finding, Severity } from '../finding.ts'
import { changeOf, diffOf } from '../review/change.ts'
import type { Suggestion } from '../text/edit.ts'
import { type LineRange, Lines } from '../text/lines.ts'
import { printable } from '../text/printable.ts'
import { type Paint, type Palette, palette } from './colour.ts'
import { counted, shownLine, unobeyed, widthOf, wrapped } from './layout.ts'
import { summaryLine } from './summary.ts'

export interface TextChoices {
  /** Only a terminal understands colours. */
  readonly colour: boolean
  /** How wide prose may be, in characters. */
  readonly columns?: number
}

/** Longer lines of a file are cut where they are shown. */
const longestLine = 200
/** Of a finding on more lines than this only the first are shown. */
const mostLines = 8

/**
 * The report for people: each finding with its place, the lines it is about, what it says and the fix as a small diff,
 * and one line at the end that counts. Nothing of a file reaches the terminal raw.
 */
export function toText(files: readonly FileReport[], { colour, columns = 100 }: TextChoices): string {
  const colours = palette(colour)
  const said = new Set<string>()
  const blocks = files.flatMap((file) => fileBlocks(file, colours, Math.max(40, Math.min(columns, 120)), said))
  return unobeyed(`${[...blocks, summaryLine(files)].join('\n')}\n`)
}

/** @param said paragraphs of help that stand above already: what holds for many findings is said once */
function fileBlocks(file: FileReport, colours: Palette, columns: number, said: Set<string>): string[] {
  const lines = new Lines(file.text)
  const shown = new Map<Suggestion, Finding>()
  return [
    ...file.findings.map((finding, index) => {
      const suggestion = file.suggestions.find(({ fixes }) => fixes.includes(index))
      const first = suggestion && shown.get(suggestion)
      if (suggestion && !first) shown.set(suggestion, finding)
      return [
        ...head(file.path, finding, colours, file.inBaseline?.has(finding) ?? false),
        ...excerpt(lines, finding.lines, colours),
        ...indented(wrapped(finding.message, columns - 2)),
        ...notes(finding, columns, said),
        ...(first
          ? [`  fix: the same as for line ${first.lines.start}`]
          : fix(lines, finding, suggestion, colours, columns)),
        '',
      ].join('\n')
    }),
    ...file.notices.map(({ line, message }) => {
      const [first = '', ...rest] = wrapped(message, columns - 2)
      return [`${place(file.path, line, colours)} notice: ${first}`, ...indented(rest), ''].join('\n')
    }),
  ]
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)

const place = (path: string, line: number, { bold }: Palette): string => bold(`${pathOf(path)}:${line}:`)

/** A path that begins a line may not begin it as a command of a workflow does. */
const pathOf = (path: string): string => (/^\s*:/.test(path) ? `./${printable(path)}` : printable(path))

function head(path: string, finding: Finding, colours: Palette, isKnown: boolean): string[] {
  const paint: Record<Severity, Paint> = { error: colours.red, warning: colours.yellow, info: colours.cyan }
  const manager = finding.manager ? ` (${printable(finding.manager)})` : ''
  const severity = paint[finding.severity](finding.severity)
  const known = isKnown ? colours.dim(', in the baseline') : ''
  return [`${place(path, finding.lines.start, colours)} ${severity}: ${printable(finding.rule)}${manager}${known}`]
}

/** The lines of a finding behind a gutter with their numbers, and below them carets as wide as they are. */
function excerpt(lines: Lines, range: LineRange, { dim, yellow }: Palette): string[] {
  const last = Math.min(range.end, lines.count, range.start + mostLines - 1)
  const gutter = String(last).length + 2
  const shown: string[] = []
  for (let line = range.start; line <= last; line += 1) shown.push(shownLine(lines.textOf(line), longestLine))
  const rows = shown.map((text, index) => `${dim(`${String(range.start + index).padStart(gutter)} │`)} ${text}`)
  const blank = dim(`${' '.repeat(gutter)} │`)
  if (last < range.end) return [...rows, `${blank} … and ${counted(range.end - last, 'more line')}`]
  return [...rows, `${blank} ${yellow(carets(shown))}`.trimEnd()]
}

/** Carets from where the text of the lines begins to where the widest of them ends. */
function carets(shown: readonly string[]): string {
  const written = shown.filter((line) => line.trim() !== '')
  const margins = written.map((line) => /^[\t ]*/.exec(line)?.[0] ?? '')
  const margin = margins.reduce((least, each) => (each.length < least.length ? each : least), margins[0] ?? '')
  const widest = Math.max(0, ...written.map((line) => widthOf(line.trimEnd().slice(margin.length))))
  return margin + '^'.repeat(widest)
}

function notes(finding: Finding, columns: number, said: Set<string>): string[] {
  const because = finding.because.map(({ lines, message }) => `line ${lines.start}: ${message}`)
  const help = finding.help.split(/(?:\r?\n){2,}/).filter((paragraph) => paragraph !== '' && !said.has(paragraph))
  for (const paragraph of help) said.add(paragraph)
  return [...because, ...help].flatMap((note) => {
    const [first = '', ...rest] = wrapped(note, columns - 4)
    return [`  - ${first}`, ...indented(indented(rest))]
  })
}

function fix(
  lines: Lines,
  finding: Finding,
  suggestion: Suggestion | undefined,
  colours: Palette,
  columns: number,
): string[] {
  if ('unknown' in finding.remedy) {
    if (finding.remedy.unknown === '') return []
    return indented(wrapped(`no fix: ${finding.remedy.unknown}`, columns - 2))
  }
  if (!suggestion) return ['  fix: waits for another one on the same lines; it comes in the next run']
  const change = changeOf(lines, suggestion)
  if (!change) return []
  const rows = diffOf(change).slice(1)
  const paint = (row: string): string => {
    const shown = `${row[0]} ${shownLine(row.slice(1), longestLine)}`.trimEnd()
    const painted = row.startsWith('+') ? colours.green(shown) : row.startsWith('-') ? colours.red(shown) : shown
    return `${colours.dim('    │')} ${painted}`.trimEnd()
  }
  return [suggestion.safety === 'safe' ? '  fix:' : '  fix (unsafe, made with --unsafe only):', ...rows.map(paint)]
}
