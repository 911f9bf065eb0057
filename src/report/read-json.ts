import type { Severity } from '../finding.ts'
import { isRepositoryName } from '../github/address.ts'
import { severities } from '../review/plan.ts'
import type { JsonFile, JsonFinding, JsonFix, JsonNote, JsonReport, JsonRepository } from './json.ts'
import { summarise } from './json.ts'

/** A text is no report of ours. The message is the end of a sentence that begins with the file's name. */
export class ReportError extends Error {
  override readonly name = 'ReportError'
}

/**
 * Reads a JSON report. It may come from anybody: what is not in its form is refused, unknown fields are left out, and what
 * an older version did not write is taken for not known. The counts are made anew.
 *
 * @throws {ReportError} when it is none
 */
export function readJsonReport(text: string): JsonReport {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ReportError('is no JSON')
  }
  const report = record(value, 'the report')
  if (report.version !== 1) throw new ReportError('is no report of Layerwise in version 1')
  const repositories = list(report.repositories ?? [], 'repositories').map(repositoryOf)
  const files = list(report.files, 'files').map((file) => fileOf(file, repositories))
  return { version: 1, repositories, files, summary: summarise(files) }
}

type Value = Readonly<Record<string, unknown>>

function repositoryOf(given: unknown): JsonRepository {
  const value = record(given, 'a repository')
  const name = string(value.name, 'the name of a repository')
  if (!isRepositoryName(name)) throw new ReportError('names a repository that is no OWNER/NAME')
  const { server, commit, notLookedAt } = value
  return {
    name,
    server: typeof server === 'string' && /^https?:\/\/[\w.:-]+(?:\/[\w.-]+)*$/.test(server) ? server : null,
    commit: typeof commit === 'string' && /^[0-9a-f]{40,64}$/.test(commit) ? commit : null,
    notLookedAt: typeof notLookedAt === 'string' ? notLookedAt : null,
  }
}

function fileOf(given: unknown, repositories: readonly JsonRepository[]): JsonFile {
  const value = record(given, 'a file')
  const { repository } = value
  return {
    repository: repositories.some(({ name }) => name === repository) ? (repository as string) : null,
    path: string(value.path, 'the path of a file'),
    lineEnd: value.lineEnd === '\r\n' ? '\r\n' : '\n',
    findings: list(value.findings, 'findings').map(findingOf),
    notices: list(value.notices, 'notices').map((notice) => {
      const { line: at, message } = record(notice, 'a notice')
      return { line: line(at), message: string(message, 'a message') }
    }),
  }
}

function findingOf(given: unknown): JsonFinding {
  const value = record(given, 'a finding')
  const severity = severities.find((one) => one === value.severity)
  if (severity === undefined) throw new ReportError('holds a finding of no known severity')
  const { filesThatRun, fingerprint, manager } = value
  return {
    rule: string(value.rule, 'a rule'),
    severity: severity as Severity,
    ...rangeOf(value),
    message: string(value.message, 'a message'),
    manager: typeof manager === 'string' ? manager : null,
    help: string(value.help, 'a help'),
    because: list(value.because ?? [], 'because').map(noteOf),
    fingerprint: typeof fingerprint === 'string' && /^[0-9a-f]{16}$/.test(fingerprint) ? fingerprint : '0'.repeat(16),
    filesThatRun: Number.isSafeInteger(filesThatRun) && (filesThatRun as number) >= 0 ? (filesThatRun as number) : null,
    inBaseline: value.inBaseline === true,
    fix: value.fix === null || value.fix === undefined ? null : fixOf(value.fix),
  }
}

function noteOf(given: unknown): JsonNote {
  const value = record(given, 'a note')
  return { ...rangeOf(value), message: string(value.message, 'a message') }
}

/** A fix without the lines that it replaces, as older versions wrote it, cannot be shown: there is none then. */
function fixOf(given: unknown): JsonFix | null {
  const value = record(given, 'a fix')
  const { original, replacement, safety } = value
  if (typeof original !== 'string' || (replacement !== null && typeof replacement !== 'string')) return null
  const range = rangeOf(value)
  if (original.split('\n').length !== range.endLine - range.startLine + 1) return null
  return { safety: safety === 'safe' ? 'safe' : 'unsafe', ...range, original, replacement }
}

function rangeOf({ startLine, endLine }: Value): { readonly startLine: number; readonly endLine: number } {
  const range = { startLine: line(startLine), endLine: line(endLine) }
  if (range.endLine < range.startLine) throw new ReportError('holds lines that end before they begin')
  return range
}

function line(value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 1) return value as number
  throw new ReportError('holds a line that is no number')
}

function record(value: unknown, what: string): Value {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Value
  throw new ReportError(`is no report of Layerwise: ${what} is no object`)
}

function list(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new ReportError(`is no report of Layerwise: ${what} is no list`)
}

function string(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  throw new ReportError(`is no report of Layerwise: ${what} is no text`)
}
