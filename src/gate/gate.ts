import type { FileReport } from '../analyse.ts'
import type { Finding } from '../finding.ts'
import type { FailOn, Scope } from '../options.ts'
import { rankOf, severities } from '../review/plan.ts'
import { count } from '../review/render.ts'

/**
 * The findings that decide over success and failure. What the baseline holds never does.
 *
 * @param reports of all Dockerfiles that the scope asks for
 * @param touched the findings that the change caused or touched; all that scope `changed` counts
 */
export function countedFindings(
  reports: readonly FileReport[],
  scope: Scope,
  touched: ReadonlySet<Finding>,
): Finding[] {
  return reports.flatMap(({ findings, inBaseline }) =>
    findings.filter((finding) => !inBaseline?.has(finding) && (scope !== 'changed' || touched.has(finding))),
  )
}

/** Why a run fails, as in `1 error, 2 warnings (fail-on: warning).`; null when it does not. */
export function failureOf(counted: readonly Finding[], failOn: FailOn): string | null {
  if (failOn === 'never') return null
  const failing = counted.filter(({ severity }) => rankOf(severity) <= rankOf(failOn))
  if (failing.length === 0) return null
  return `${sayCounts(failing)} (fail-on: ${failOn}).`
}

/** How many findings there are of each severity, as in `1 error, 2 warnings`. */
export function sayCounts(findings: readonly Finding[]): string {
  return severities
    .map((severity) => ({ severity, number: findings.filter((one) => one.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => count(number, severity))
    .join(', ')
}
