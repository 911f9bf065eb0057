import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { toJson } from '../../src/report/json.ts'
import { ranked } from '../../src/report/ranking.ts'
import { rankOf } from '../../src/review/plan.ts'
import { finding, report } from './reports.ts'

const text = 'FROM a\n'.repeat(50)
const findings = fc.array(
  fc.record({
    severity: fc.constantFrom('error', 'warning', 'info' as const),
    line: fc.integer({ min: 1, max: 50 }),
    files: fc.option(fc.integer({ min: 0, max: 1000 })),
    path: fc.constantFrom('Dockerfile', 'a/Dockerfile', 'b/Dockerfile'),
  }),
  { maxLength: 40 },
)
type Given = typeof findings extends fc.Arbitrary<infer Value> ? Value : never

const rankedOf = (given: Given) => {
  const paths = [...new Set(given.map(({ path }) => path))]
  const files = paths.map((path) =>
    report(
      path,
      text,
      given.flatMap((one) =>
        one.path === path
          ? [finding(one.line, { severity: one.severity, ...(one.files === null ? {} : { filesThatRun: one.files }) })]
          : [],
      ),
    ),
  )
  return ranked(toJson(files))
}

describe('what is to be gained', () => {
  test('decides the order: the severe first, then by how many files run the step again, the unknown behind', () => {
    fc.assert(
      fc.property(findings, (given) => {
        const list = rankedOf(given)
        expect(list).toHaveLength(given.length)
        for (const [index, { finding: one }] of list.slice(1).entries()) {
          const before = list[index]?.finding
          if (!before) continue
          expect(rankOf(before.severity)).toBeLessThanOrEqual(rankOf(one.severity))
          if (before.severity === one.severity) {
            expect(before.filesThatRun ?? -1).toBeGreaterThanOrEqual(one.filesThatRun ?? -1)
          }
        }
      }),
    )
  })

  test('gives the same list in whatever order the files were looked at', () => {
    fc.assert(
      fc.property(findings, (given) => {
        expect(
          rankedOf([...given].reverse()).map(({ path, finding: { startLine, severity } }) => [
            path,
            startLine,
            severity,
          ]),
        ).toEqual(rankedOf(given).map(({ path, finding: { startLine, severity } }) => [path, startLine, severity]))
      }),
    )
  })
})
