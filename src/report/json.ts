import type { FileReport } from '../analyse.ts'
import type { Severity } from '../finding.ts'

/** The report for machines. Its form is a promise: fields are added, never changed. Lines are 1-based and inclusive. */
export interface JsonReport {
  readonly version: 1
  readonly files: readonly JsonFile[]
  readonly summary: Summary
}

export interface JsonFile {
  readonly path: string
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
  /** Null when there is none, or when it waits for another fix on the same lines. Findings may share one. */
  readonly fix: JsonFix | null
}

/** Whole lines and what takes their place. */
export interface JsonFix {
  readonly safety: 'safe' | 'unsafe'
  readonly startLine: number
  readonly endLine: number
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
export function toJson(files: readonly FileReport[]): JsonReport {
  return {
    version: 1,
    files: files.map((file) => ({
      path: file.path,
      findings: file.findings.map((finding, index) => ({
        rule: finding.rule,
        severity: finding.severity,
        startLine: finding.lines.start,
        endLine: finding.lines.end,
        message: finding.message,
        manager: finding.manager ?? null,
        help: finding.help,
        fix: fixOf(file, index),
      })),
      notices: file.notices.map(({ line, message }) => ({ line, message })),
    })),
    summary: summarise(files),
  }
}

/** Counts the findings. */
export function summarise(files: readonly FileReport[]): Summary {
  const count = (severity: Severity): number =>
    files.reduce((sum, file) => sum + file.findings.filter((finding) => finding.severity === severity).length, 0)
  return { files: files.length, errors: count('error'), warnings: count('warning'), infos: count('info') }
}

function fixOf(file: FileReport, finding: number): JsonFix | null {
  const suggestion = file.suggestions.find(({ fixes }) => fixes.includes(finding))
  if (suggestion === undefined) return null
  return {
    safety: suggestion.safety,
    startLine: suggestion.lines.start,
    endLine: suggestion.lines.end,
    replacement: suggestion.replacement,
  }
}
