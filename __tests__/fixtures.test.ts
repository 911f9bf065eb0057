import { describe, expect, test } from '@jest/globals'
import { rules } from '../src/rules/registry.ts'
import { casesIn, expected, reportOn, reviewOf } from './fixture-cases.ts'

for (const rule of rules) {
  describe(rule.id, () => {
    const cases = casesIn(rule.id)
    const quiet = casesIn('quiet', rule.id)

    test.each(cases.map((one) => [one.name, one] as const))(
      '%s: the review and what committing it gives',
      (_, fixture) => {
        const report = reportOn(fixture, fixture.before)
        expect(report.fixed).toBe(expected(fixture, 'after.Dockerfile', report.fixed))
        const review = reviewOf(fixture, report)
        expect(review).toBe(expected(fixture, 'review.md', review))
        expect(report.findings.map((finding) => finding.rule)).toContain(rule.id)
      },
    )

    test.each(quiet.map((one) => [one.name, one] as const))('%s: nothing is said', (_, fixture) => {
      expect(reportOn(fixture, fixture.before).findings).toEqual([])
    })

    test('has at least eight cases and as many quiet ones', () => {
      expect(cases.length).toBeGreaterThanOrEqual(8)
      expect(quiet.length).toBeGreaterThanOrEqual(8)
      expect(cases.map(({ name }) => name)).toContain(`${rule.id}/example`)
    })
  })
}
