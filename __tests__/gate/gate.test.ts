import { describe, expect, test } from '@jest/globals'
import type { Severity } from '../../src/finding.ts'
import { countedFindings, failureOf } from '../../src/gate/gate.ts'
import type { FailOn } from '../../src/options.ts'
import { finding, report } from '../report/reports.ts'

describe('what counts', () => {
  const [touched, old, frozen] = [finding(1), finding(2), finding(3)]
  const changed = { ...report('Dockerfile', '', [touched, old, frozen]), inBaseline: new Set([frozen]) }
  const other = report('other/Dockerfile', '', [finding(4)])

  test.each([
    ['changed', [1]],
    ['file', [1, 2, 4]],
    ['all', [1, 2, 4]],
  ] as const)('with scope %s is on the lines %j of the reports that it asks for', (scope, lines) => {
    const counted = countedFindings([changed, other], scope, new Set([touched, frozen]))
    expect(counted.map((one) => one.lines.start)).toEqual(lines)
  })
})

describe('a run', () => {
  const table: [FailOn, Severity[], string | null][] = [
    ['error', ['warning', 'info'], null],
    ['error', ['warning', 'error'], '1 error (fail-on: error).'],
    ['warning', ['info'], null],
    ['warning', ['warning', 'info', 'warning'], '2 warnings (fail-on: warning).'],
    ['info', ['info', 'error'], '1 error, 1 info (fail-on: info).'],
    ['info', [], null],
    ['never', ['error', 'warning', 'info'], null],
  ]
  test.each(table)('with fail-on %s and %j fails for: %s', (failOn, found, reason) => {
    expect(
      failureOf(
        found.map((severity) => finding(1, { severity })),
        failOn,
      ),
    ).toBe(reason)
  })
})
