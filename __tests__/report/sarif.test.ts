import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import type { FileReport } from '../../src/analyse.ts'
import { type JsonRepository, toJson } from '../../src/report/json.ts'
import { codeScanning, toSarif } from '../../src/report/sarif-files.ts'
import type { Log, Region } from '../../src/report/sarif-form.ts'
import { rules } from '../../src/rules/registry.ts'
import { casesIn, reportOn } from '../fixture-cases.ts'
import { finding, report, swap } from './reports.ts'
import { wrongWithSarif } from './sarif-schema.ts'

const shop: JsonRepository = {
  ...{ name: 'octo-org/shop', server: 'https://github.com', commit: 'a'.repeat(40) },
  notLookedAt: null,
}
const sizeOf = (text: string): number => gzipSync(text).length
const logs = (files: readonly FileReport[], repository = shop, limits = codeScanning): Log[] =>
  toSarif(toJson(files, repository), sizeOf, limits).map((text) => JSON.parse(text))
const only = (files: readonly FileReport[]): Log['runs'][number] => {
  const [log, ...more] = logs(files)
  expect(more).toEqual([])
  expect(log?.runs).toHaveLength(1)
  return log?.runs[0] as Log['runs'][number]
}

/** Does to a text what the replacement of a SARIF fix says. */
function applied(text: string, region: Region, inserted: string): string {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const offset = (line: number, column: number): number =>
    Math.min(text.length, (starts[line - 1] ?? text.length) + column - 1)
  const lineEnd = (line: number): number => {
    const next = starts[line]
    if (next === undefined) return text.length
    return text[next - 2] === '\r' ? next - 2 : next - 1
  }
  const start = offset(region.startLine, region.startColumn ?? 1)
  const end = region.endColumn === undefined ? lineEnd(region.endLine) : offset(region.endLine, region.endColumn)
  return text.slice(0, start) + inserted + text.slice(end)
}

describe('a report as SARIF', () => {
  const all = casesIn().map((fixture) => [fixture.name, reportOn(fixture, fixture.before)] as const)

  test('is as the standard’s schema has it, for every fixture', () => {
    expect(all.length).toBeGreaterThan(200)
    for (const [name, one] of all) {
      const [log] = logs([one])
      expect([name, ...wrongWithSarif(log)]).toEqual([name])
    }
    // The schema does refuse something.
    expect(wrongWithSarif({ version: '2.1.0', runs: [{ results: [{}] }] })).not.toEqual([])
  })

  test('has fixes that give what the suggestions give, for every fixture', () => {
    let made = 0
    for (const [name, one] of all) {
      const fixes = only([one]).results.flatMap(({ fixes = [], properties }) =>
        fixes.flatMap(({ artifactChanges }) =>
          artifactChanges.flatMap(({ replacements }) => (properties.safety === 'safe' ? replacements : [])),
        ),
      )
      const distinct = [...new Map(fixes.map((fix) => [JSON.stringify(fix), fix])).values()]
      distinct.sort((a, b) => b.deletedRegion.startLine - a.deletedRegion.startLine)
      const text = distinct.reduce(
        (sum, fix) => applied(sum, fix.deletedRegion, fix.insertedContent?.text ?? ''),
        one.text,
      )
      // Where nothing waits for another change, all safe suggestions are the fixed text.
      if (one.suggestions.some(({ safety }) => safety === 'unsafe')) continue
      expect([name, text]).toEqual([name, one.fixed])
      made += distinct.length
    }
    expect(made).toBeGreaterThan(200)
  })

  test('describes every rule, with help and a page to read', () => {
    const { driver } = only([]).tool
    expect(driver.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id))
    for (const rule of driver.rules) {
      expect(rule.helpUri).toBe(`https://github.com/layerwise/layerwise/blob/main/docs/rules/${rule.id}.md`)
      expect(rule.help?.markdown).toContain('## Why')
      expect(rule.help?.text.length).toBeGreaterThan(40)
      expect(['error', 'warning', 'note']).toContain(rule.defaultConfiguration?.level)
    }
  })

  test('names the places that take part, the rule by its index, and the commit', () => {
    const because = [{ lines: { start: 3, end: 4 }, message: 'this install reads only `package.json`' }]
    const run = only([
      report('web/a b#.Dockerfile', 'FROM a\nCOPY . .\n', [finding(2, { because, filesThatRun: 7, manager: 'npm' })]),
    ])
    const [result] = run.results
    expect(run.tool.driver.rules[result?.ruleIndex ?? -1]?.id).toBe(result?.ruleId)
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'web/a%20b%23.Dockerfile', uriBaseId: '%SRCROOT%' },
      region: { startLine: 2, endLine: 2 },
    })
    expect(result?.relatedLocations).toMatchObject([
      {
        id: 0,
        message: { text: 'this install reads only `package.json`' },
        physicalLocation: { region: { startLine: 3, endLine: 4 } },
      },
    ])
    expect(result?.properties).toMatchObject({ filesThatRun: 7, manager: 'npm' })
    expect(run.versionControlProvenance).toEqual([
      { repositoryUri: 'https://github.com/octo-org/shop', revisionId: 'a'.repeat(40) },
    ])
    expect(run.automationDetails.id).toBe('layerwise/')
  })

  test.each(
    casesIn('copy-manifests-first')
      .slice(0, 40)
      .map((fixture) => [fixture.name, fixture] as const),
  )('keeps its fingerprints when lines move: %s', (_, fixture) => {
    const prints = (text: string): string[] =>
      only([reportOn(fixture, text)])
        .results.map(({ partialFingerprints }) => partialFingerprints['layerwise/v1'] as string)
        .sort()
    const moved = fixture.before.replace(/^(?=FROM )/m, '# One line more.\n\n')
    expect(prints(moved)).toEqual(prints(fixture.before))
    expect(new Set(prints(moved)).size).toBe(prints(moved).length)
  })

  test('gives two files with the same words two fingerprints', () => {
    const text = 'FROM a\nRUN pip install x\n'
    const prints = only([
      report('a/Dockerfile', text, [finding(2)]),
      report('b/Dockerfile', text, [finding(2)]),
    ]).results
    expect(new Set(prints.map(({ partialFingerprints }) => partialFingerprints['layerwise/v1'])).size).toBe(2)
  })

  test('says of what could not be read that it was not', () => {
    const notices = [{ line: 1, message: 'This file is no UTF-8 text, so it was not looked at.' }]
    const [log] = logs([{ ...report('a/Dockerfile', ''), notices }])
    expect(wrongWithSarif(log)).toEqual([])
    expect(log?.runs[0]?.invocations?.[0]).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [
        {
          message: { text: 'This file is no UTF-8 text, so it was not looked at.' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'a/Dockerfile' } } }],
        },
      ],
    })
  })

  test('leaves the fingerprint alone that the uploading action makes, which warns of any other', () => {
    const [result] = only([report('Dockerfile', 'FROM a\n', [finding(1)])]).results
    expect(Object.keys(result?.partialFingerprints ?? {})).toEqual(['layerwise/v1'])
  })

  test('keeps the line ends of the file in what a fix inserts', () => {
    const text = 'FROM a\r\nRUN pip install x\r\nRUN y\r\n'
    const one = report('Dockerfile', text, [
      finding(2, { remedy: swap(text, 'RUN pip', 'RUN --mount=x \\\r\n    pip') }),
    ])
    const [fix] = only([one]).results[0]?.fixes?.[0]?.artifactChanges[0]?.replacements ?? []
    expect(applied(text, fix?.deletedRegion as Region, fix?.insertedContent?.text ?? '')).toBe(one.fixed)
  })

  test('makes no link and no control character of what a Dockerfile says', () => {
    const message = 'See [here](https://evil.example) \u001b[31m\u202e and more'
    const [result] = only([report('Dockerfile', 'FROM a\n', [finding(1, { message })])]).results
    expect(result?.message.text).toBe('See [here] (https://evil.example) \\x1b[31m\\u202e and more')
  })
})

describe('the limits of code scanning', () => {
  const many = (count: number): FileReport =>
    report(
      'Dockerfile',
      'FROM a\n',
      Array.from({ length: count }, (_, index) =>
        finding(1, {
          severity: index % 10 === 0 ? 'error' : 'warning',
          fingerprint: String(index),
          filesThatRun: index,
        }),
      ),
    )

  test('more results than it keeps go to files of their own, each with a category, the most severe first', () => {
    const parts = logs([many(12_001)])
    expect(parts.map(({ runs }) => runs.map(({ results }) => results.length))).toEqual([[5_000], [5_000], [2_001]])
    expect(parts.map(({ runs }) => runs[0]?.automationDetails.id)).toEqual([
      'layerwise/',
      'layerwise/part-2/',
      'layerwise/part-3/',
    ])
    const levels = parts.flatMap(({ runs }) => runs[0]?.results.map(({ level }) => level) ?? [])
    expect(levels.lastIndexOf('error')).toBeLessThan(levels.indexOf('warning'))
    expect(
      new Set(parts.flatMap(({ runs }) => runs[0]?.results.map((one) => one.partialFingerprints['layerwise/v1']))).size,
    ).toBe(12_001)
    for (const part of parts) expect(wrongWithSarif(part)).toEqual([])
  })

  test('a file that would be too large once it is compressed is parted until none is', () => {
    const limits = { ...codeScanning, bytes: 20_000 }
    const texts = toSarif(toJson([many(3_000)], shop), sizeOf, limits)
    expect(texts.length).toBeGreaterThan(1)
    for (const text of texts) expect(sizeOf(text)).toBeLessThanOrEqual(limits.bytes)
    const results = texts.flatMap((text) => (JSON.parse(text) as Log).runs.flatMap((run) => run.results))
    expect(results).toHaveLength(3_000)
  })

  test('of many repositories twenty runs are in a file, each with a category of its own', () => {
    const repositories = Array.from({ length: 45 }, (_, index) => ({ ...shop, name: `octo-org/r${index}` }))
    const files = repositories.flatMap((one) => toJson([report('Dockerfile', 'FROM a\n', [finding(1)])], one).files)
    const merged = { ...toJson([]), repositories, files }
    const parts = toSarif(merged, sizeOf).map((text) => JSON.parse(text) as Log)
    expect(parts.map(({ runs }) => runs.length)).toEqual([20, 20, 5])
    expect(new Set(parts.flatMap(({ runs }) => runs.map((run) => run.automationDetails.id))).size).toBe(45)
    for (const part of parts) expect(wrongWithSarif(part)).toEqual([])
  })

  test('a clean repository has a run without results, which closes what code scanning knows', () => {
    expect(only([report('Dockerfile', 'FROM a\n')]).results).toEqual([])
    expect(only([]).results).toEqual([])
  })
})
