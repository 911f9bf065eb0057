import { describe, expect, test } from '@jest/globals'
import { managers } from '../src/managers/registry.ts'
import { rules } from '../src/rules/registry.ts'
import { casesIn, expected, type FixtureCase, reportOn, reviewOf } from './fixture-cases.ts'

/** What committing a case gives, and the review, both as files. */
function compare(fixture: FixtureCase): ReturnType<typeof reportOn> {
  const report = reportOn(fixture, fixture.before)
  expect(report.fixed).toBe(expected(fixture, 'after.Dockerfile', report.fixed))
  const review = reviewOf(fixture, report)
  expect(review).toBe(expected(fixture, 'review.md', review))
  return report
}

for (const rule of rules) {
  describe(rule.id, () => {
    const cases = casesIn(rule.id)
    const quiet = casesIn('quiet', rule.id)

    test.each(cases.map((one) => [one.name, one] as const))(
      '%s: the review and what committing it gives',
      (_, fixture) => {
        expect(compare(fixture).findings.map((finding) => finding.rule)).toContain(rule.id)
      },
    )

    test.each(quiet.map((one) => [one.name, one] as const))('%s: the rule says nothing', (_, fixture) => {
      const { findings } = reportOn(fixture, fixture.before)
      expect(findings.filter((finding) => finding.rule === rule.id)).toEqual([])
    })

    test('has at least eight cases and as many quiet ones', () => {
      expect(cases.length).toBeGreaterThanOrEqual(8)
      expect(quiet.length).toBeGreaterThanOrEqual(8)
      expect(cases.map(({ name }) => name)).toContain(`${rule.id}/example`)
    })
  })
}

for (const manager of managers) {
  describe(manager.id, () => {
    const cases = casesIn('managers', manager.id)
    const quiet = casesIn('quiet', 'managers', manager.id)

    test.each(cases.map((one) => [one.name, one] as const))(
      '%s: the review and what committing it gives',
      (_, fixture) => {
        expect(compare(fixture).findings.map((finding) => finding.manager)).toContain(manager.id)
      },
    )

    test.each(quiet.map((one) => [one.name, one] as const))('%s: nothing is said of it', (_, fixture) => {
      const { findings } = reportOn(fixture, fixture.before)
      expect(findings.filter((finding) => finding.manager === manager.id)).toEqual([])
    })

    test('has an example, another case, and a quiet one', () => {
      expect(cases.length).toBeGreaterThanOrEqual(2)
      expect(quiet.length).toBeGreaterThanOrEqual(1)
      expect(cases.map(({ name }) => name)).toContain(`managers/${manager.id}/example`)
    })
  })
}
