import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { toJson } from '../../src/report/json.ts'
import { mergeReports } from '../../src/report/merge.ts'
import { ReportError, readJsonReport } from '../../src/report/read-json.ts'
import { casesIn, reportOn } from '../fixture-cases.ts'
import { reportSaying, shop } from './audit.ts'
import { finding, report } from './reports.ts'

const of = (name: string, count = 1) =>
  toJson(
    [
      report(
        'Dockerfile',
        'FROM a\n',
        Array.from({ length: count }, () => finding(1)),
      ),
    ],
    { ...shop, name },
  )

describe('a JSON report', () => {
  test('is read as it was written, for every fixture', () => {
    const reports = casesIn().map((fixture) => reportOn(fixture, fixture.before))
    const json = toJson(reports, shop)
    expect(readJsonReport(JSON.stringify(json))).toEqual(json)
  })

  test('of an older version lacks what that did not know', () => {
    const old = {
      version: 1,
      files: [
        {
          path: 'Dockerfile',
          findings: [
            {
              ...{ rule: 'mount-package-cache', severity: 'warning', startLine: 1, endLine: 1, message: 'm' },
              ...{ manager: null, help: '', fix: { safety: 'safe', startLine: 1, endLine: 1, replacement: 'FROM b' } },
            },
          ],
          notices: [],
        },
      ],
      summary: { files: 1, errors: 0, warnings: 1, infos: 0 },
    }
    const [file] = readJsonReport(JSON.stringify(old)).files
    expect(file?.findings[0]).toMatchObject({ fix: null, because: [], filesThatRun: null })
  })

  test.each([
    ['', 'is no JSON'],
    ['[]', 'is no report of Layerwise: the report is no object'],
    ['{}', 'is no report of Layerwise in version 1'],
    ['{"version":2,"files":[]}', 'is no report of Layerwise in version 1'],
    ['{"version":1}', 'is no report of Layerwise: files is no list'],
    ['{"version":1,"files":[{"path":1}]}', 'is no report of Layerwise: the path of a file is no text'],
    ['{"version":1,"repositories":[{"name":"../x"}],"files":[]}', 'names a repository that is no OWNER/NAME'],
    [
      '{"version":1,"files":[{"path":"a","findings":[{"severity":"fatal"}],"notices":[]}]}',
      'holds a finding of no known severity',
    ],
  ])('%j is refused with a reason', (text, reason) => {
    expect(() => readJsonReport(text)).toThrow(ReportError)
    expect(() => readJsonReport(text)).toThrow(reason)
  })

  test('from anybody is a report or refused, and never anything else', () => {
    const text = JSON.stringify(reportSaying({}))
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(20),
        fc.constantFrom('', '1', 'null', '{}', '[]', '"', '-1', '__proto__'),
        (at, cut, put) => {
          try {
            readJsonReport(text.slice(0, at) + put + text.slice(at + cut))
          } catch (error) {
            expect(error).toBeInstanceOf(ReportError)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test('gives no address that a page could not bear', () => {
    const evil = { ...reportSaying({}), repositories: [{ ...shop, server: 'javascript:alert(1)//', commit: '"><b>' }] }
    expect(readJsonReport(JSON.stringify(evil)).repositories).toEqual([{ ...shop, server: null, commit: null }])
  })
})

describe('merged reports', () => {
  test('hold the findings of all repositories, and count them anew', () => {
    const merged = mergeReports([of('octo-org/b', 2), of('octo-org/a', 3)])
    expect(merged.repositories.map(({ name }) => name)).toEqual(['octo-org/a', 'octo-org/b'])
    expect(merged.summary).toEqual({ files: 2, errors: 0, warnings: 5, infos: 0 })
  })

  test('can be merged again, in any order', () => {
    const [a, b, c] = [of('o/a'), of('o/b', 2), of('o/c', 3)]
    const sorted = (merged: ReturnType<typeof mergeReports>) =>
      merged.files.map(({ repository, findings }) => [repository, findings.length]).sort()
    const whole = mergeReports([a, b, c])
    expect(sorted(mergeReports([c, mergeReports([b, a])]))).toEqual(sorted(whole))
    expect(mergeReports([whole, whole])).toEqual(whole)
  })

  test('of a repository keep what the last report says', () => {
    expect(mergeReports([of('o/a', 5), of('o/a', 1)]).summary.warnings).toBe(1)
  })

  test('name what was expected and is not there, which is not the same as clean', () => {
    const merged = mergeReports([of('o/a')], ['o/a', 'o/gone'])
    expect(merged.repositories).toEqual([
      { ...shop, name: 'o/a' },
      { ...{ name: 'o/gone', server: null, commit: null }, notLookedAt: expect.stringContaining('no report') },
    ])
    // A later report on it takes that back.
    expect(mergeReports([merged, of('o/gone')]).repositories.map(({ notLookedAt }) => notLookedAt)).toEqual([
      null,
      null,
    ])
    expect(mergeReports([of('o/gone'), merged]).repositories.map(({ notLookedAt }) => notLookedAt)).toEqual([
      null,
      null,
    ])
  })
})
