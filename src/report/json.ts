import type { FileReport } from '../analyse.ts'
import type { Finding, Severity } from '../finding.ts'
import { hashOf } from '../review/hash.ts'
import { Lines } from '../text/lines.ts'

/** The report for machines. Its form is a promise: fields are added, never changed. Lines are 1-based and inclusive. */
export interface JsonReport {
  readonly version: 1
  /** Those that it is about, where they are known: one for an audit, more once reports are merged. */
  readonly repositories: readonly JsonRepository[]
  readonly files: readonly JsonFile[]
  readonly summary: Summary
}

export interface JsonRepository {
  /** `owner/name`. */
  readonly name: string
  /** The address of GitHub without a slash at its end; null where there is none. */
  readonly server: string | null
  /** The commit that was looked at; null where it is not known. */
  readonly commit: string | null
  /** Why nothing is said of it, as a sentence; null when it was looked at. */
  readonly notLookedAt: string | null
}

export interface JsonFile {
  /** The name of its repository; null where that is not known. */
  readonly repository: string | null
  readonly path: string
  /** What its lines end with. */
  readonly lineEnd: '\n' | '\r\n'
  readonly findings: readonly JsonFinding[]
  readonly notices: readonly { readonly line: number; readonly message: string }[]
}

export interface JsonFinding {
  readonly rule: string
  readonly severity: Severity
  readonly startLine: number
  readonly endLine: number
  readonly message: string
  /** Null when it is about no package manager. */
  readonly manager: string | null
  readonly help: string
  /** Other places that take part. */
  readonly because: readonly JsonNote[]
  /** Stays the same when lines move or are reformatted: 16 hexadecimal digits. Another file may have the same. */
  readonly fingerprint: string
  /** How many files there are whose edit runs its step again; null where that is not known. */
  readonly filesThatRun: number | null
  /** Whether the baseline holds it, so that it counts for nothing. */
  readonly inBaseline: boolean
  /** Null when there is none, or when it waits for another fix on the same lines. Findings may share one. */
  readonly fix: JsonFix | null
}

export interface JsonNote {
  readonly startLine: number
  readonly endLine: number
  readonly message: string
}

/** Whole lines and what takes their place. */
export interface JsonFix {
  readonly safety: 'safe' | 'unsafe'
  readonly startLine: number
  readonly endLine: number
  /** The lines as they are, joined by `\n`, without a final line end. */
  readonly original: string
  /** The new lines, joined by `\n`, without a final line end; null when the lines go. */
  readonly replacement: string | null
}

/** How many there are of each. */
export interface Summary {
  readonly files: number
  readonly errors: number
  readonly warnings: number
  readonly infos: number
}

/** The whole report as a value that `JSON.stringify` takes. */
export function toJson(files: readonly FileReport[], repository?: JsonRepository): JsonReport {
  return {
    version: 1,
    repositories: repository ? [repository] : [],
    files: files.map((file) => ({
      repository: repository?.name ?? null,
      path: file.path,
      lineEnd: new Lines(file.text).eol,
      findings: file.findings.map((finding, index) => ({
        rule: finding.rule,
        severity: finding.severity,
        startLine: finding.lines.start,
        endLine: finding.lines.end,
        message: finding.message,
        manager: finding.manager ?? null,
        help: finding.help,
        because: finding.because.map(({ lines, message }) => ({ startLine: lines.start, endLine: lines.end, message })),
        fingerprint: hashOf(finding.fingerprint),
        filesThatRun: finding.filesThatRun ?? null,
        inBaseline: file.inBaseline?.has(finding) ?? false,
        fix: fixOf(file, index),
      })),
      notices: file.notices.map(({ line, message }) => ({ line, message })),
    })),
    summary: summarise(files),
  }
}

/** Counts the findings. */
export function summarise(files: readonly { readonly findings: readonly Pick<Finding, 'severity'>[] }[]): Summary {
  const count = (severity: Severity): number =>
    files.reduce((sum, file) => sum + file.findings.filter((finding) => finding.severity === severity).length, 0)
  return { files: files.length, errors: count('error'), warnings: count('warning'), infos: count('info') }
}

function fixOf(file: FileReport, finding: number): JsonFix | null {
  const suggestion = file.suggestions.find(({ fixes }) => fixes.includes(finding))
  if (suggestion === undefined) return null
  const { start, end } = suggestion.lines
  const lines = new Lines(file.text)
  const original = Array.from({ length: end - start + 1 }, (_, index) => lines.textOf(start + index))
  return {
    safety: suggestion.safety,
    startLine: start,
    endLine: end,
    original: original.join('\n'),
    replacement: suggestion.replacement,
  }
}
