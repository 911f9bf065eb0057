import { rankOf } from '../review/plan.ts'
import type { JsonFinding, JsonReport, JsonRepository } from './json.ts'

/** A finding of a report and where it is. */
export interface Ranked {
  /** Null where it is not known. */
  readonly repository: JsonRepository | null
  readonly path: string
  readonly finding: JsonFinding
}

/**
 * All findings, those first that gain the most: by severity, then by how many files there are whose edit runs the step
 * again. One of which that is not known comes behind those of which it is. What is left is in the order of the paths and
 * lines, so that the same report always gives the same list.
 */
export function ranked({ repositories, files }: JsonReport): Ranked[] {
  const named = new Map(repositories.map((repository) => [repository.name, repository]))
  const all = files.flatMap(({ repository, path, findings }) =>
    findings.map((finding) => ({
      repository: repository === null ? null : (named.get(repository) ?? null),
      path,
      finding,
    })),
  )
  return all.sort(
    (a, b) =>
      rankOf(a.finding.severity) - rankOf(b.finding.severity) ||
      (b.finding.filesThatRun ?? -1) - (a.finding.filesThatRun ?? -1) ||
      alphabetical(a.repository?.name ?? '', b.repository?.name ?? '') ||
      alphabetical(a.path, b.path) ||
      a.finding.startLine - b.finding.startLine ||
      alphabetical(a.finding.rule, b.finding.rule),
  )
}

/** The same on every machine, whatever its language. */
const alphabetical = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
