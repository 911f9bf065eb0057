import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  BaselineError,
  baselineOf,
  compareWithBaseline,
  countInBaseline,
  parseBaseline,
  sayGone,
  toBaselineText,
} from '../../src/gate/baseline.ts'
import { finding, report } from '../report/reports.ts'

const say = (line: number, words: string, rule = 'mount-package-cache') =>
  finding(line, { rule, fingerprint: `${rule}|pip|${words}` })
const read = (text: string) => parseBaseline(text, 'baseline.json')
const entry = { path: 'Dockerfile', rule: 'mount-package-cache', fingerprint: '0123456789abcdef', count: 1 }
const file = (findings: unknown, version: unknown = 1) => JSON.stringify({ version, findings })

describe('the file', () => {
  test('is sorted, holds one entry a line, and names its version', () => {
    const text = toBaselineText(
      baselineOf([
        report('b/Dockerfile', '', [say(3, 'RUN two'), say(2, 'RUN one'), say(9, 'RUN one')]),
        report('a/Dockerfile', '', [say(1, 'RUN x', 'declare-syntax')]),
      ]),
    )
    const lines = text.split('\n')
    expect(lines.slice(0, 3)).toEqual(['{', '  "version": 1,', '  "findings": ['])
    const entries = lines.filter((line) => line.includes('"path"'))
    expect(entries).toHaveLength(3)
    expect(entries[0]).toMatch(
      /^ {4}\{"path":"a\/Dockerfile","rule":"declare-syntax","fingerprint":"[0-9a-f]{16}","count":1\},$/,
    )
    expect(entries.filter((line) => line.includes('"count":2'))).toHaveLength(1)
    expect(text.endsWith('  ]\n}\n')).toBe(true)
  })

  test('of a clean repository holds nothing, and is read back as nothing', () => {
    expect(toBaselineText(baselineOf([report('Dockerfile', '')]))).toBe('{\n  "version": 1,\n  "findings": []\n}\n')
    expect(read(toBaselineText([]))).toEqual([])
  })

  test('is read back as it was written, whatever the paths are, and written again it is the same text', () => {
    const path = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => text.isWellFormed())
    fc.assert(
      fc.property(fc.array(fc.tuple(path, fc.integer({ min: 1, max: 3 })), { maxLength: 8 }), (files) => {
        const baseline = baselineOf(files.map(([name, times]) => report(name, '', Array(times).fill(say(1, 'RUN x')))))
        const text = toBaselineText(baseline)
        expect(read(text)).toEqual(baseline)
        expect(toBaselineText(read(text))).toBe(text)
      }),
    )
  })

  test('does not depend on the order in which files and findings come', () => {
    const [one, two] = [report('a', '', [say(1, 'x'), say(2, 'y')]), report('b', '', [say(1, 'z')])]
    const turned = report('a', '', [say(1, 'y'), say(2, 'x')])
    expect(toBaselineText(baselineOf([two, turned]))).toBe(toBaselineText(baselineOf([one, two])))
  })

  test.each([
    ['', 'this is not JSON'],
    ['{', 'this is not JSON'],
    [`${'['.repeat(500_000)}`, 'this is not JSON'],
    [`${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'this is not JSON'],
    ['<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main\n', 'marks of a merge conflict'],
    ['[]', 'an object with "version" and "findings"'],
    ['null', 'an object with "version" and "findings"'],
    [file([], 2), 'it has version 2, and this Layerwise reads version 1. Use a later Layerwise.'],
    [file([], '1'), '"version" is not 1'],
    [file({}), '"findings" is not a list'],
    [file([entry, 7]), 'entry 2 is not an object'],
    [file([{ ...entry, path: '' }]), 'entry 1 has no "path"'],
    [file([{ ...entry, rule: '<b>\n::error::' }]), 'entry 1 has no "rule" ("Dockerfile")'],
    [file([{ ...entry, path: '\u001b[31m\n::error::x', fingerprint: 'no' }]), '("\\x1b[31m\\n::error::x")'],
    [file([{ ...entry, count: 0 }]), 'a whole number from 1 on'],
    [file([{ ...entry, count: 1e300 }]), 'a whole number from 1 on'],
    [file([{ ...entry, count: '1' }]), 'a whole number from 1 on'],
    [file(Array(200_001).fill(0)), 'more than 200000 entries'],
  ])('%#: anything else is refused in one line that names the file', (text, message) => {
    expect(() => read(text)).toThrow(BaselineError)
    expect(() => read(text)).toThrow(message)
    expect(() => read(text)).toThrow(/^baseline\.json: [^\n]+$/)
  })

  test('whose keys are those of every object is no trap', () => {
    const text =
      '{"__proto__":{"x":1},"version":1,"findings":[{"path":"__proto__","rule":"constructor","fingerprint":"0123456789abcdef","count":1}]}'
    expect(read(text)).toEqual([{ ...entry, path: '__proto__', rule: 'constructor' }])
    expect(compareWithBaseline([report('a', '', [say(1, 'x')])], read(text)).reports[0]?.inBaseline).toBeUndefined()
  })
})

describe('a finding', () => {
  const old = report('Dockerfile', '', [say(3, 'RUN pip install a')])
  const baseline = baselineOf([old])
  const known = (findings: Parameters<typeof report>[2], path = 'Dockerfile', against = {}) => {
    const { reports, gone } = compareWithBaseline([report(path, '', findings)], baseline, against)
    return { known: [...(reports[0]?.inBaseline ?? [])].map(({ lines }) => lines.start), gone }
  }

  test('that the baseline holds is known wherever it stands in the file', () => {
    expect(known([say(30, 'RUN pip install a')])).toEqual({ known: [30], gone: 0 })
  })

  test.each([
    ['of another file', [say(3, 'RUN pip install a')], 'other/Dockerfile'],
    ['of another rule', [say(3, 'RUN pip install a', 'declare-syntax')], 'Dockerfile'],
    ['about other words', [say(3, 'RUN pip install b')], 'Dockerfile'],
  ])('%s is new', (_, findings, path) => {
    expect(known(findings, path).known).toEqual([])
  })

  test('that is there a second time is new once, and it is the one that the change touched', () => {
    const [first, second] = [
      say(3, 'RUN pip install a'),
      finding(9, { fingerprint: 'mount-package-cache|pip|RUN pip install a|2' }),
    ]
    expect(known([first, second]).known).toEqual([3])
    expect(known([first, second], 'Dockerfile', { touched: new Set([first]) }).known).toEqual([9])
  })

  test('that was fixed since is counted as gone', () => {
    expect(known([])).toEqual({ known: [], gone: 1 })
    expect(sayGone(0)).toBeNull()
    expect(sayGone(1)).toContain('1 finding of the baseline is no longer there')
    expect(sayGone(2)).toContain('takes them out')
  })

  test('that is silenced is not gone', () => {
    const silenced = { ...report('Dockerfile', ''), ignored: [say(3, 'RUN pip install a')] }
    expect(compareWithBaseline([silenced], baseline, { whole: true }).gone).toBe(0)
  })

  test('of a file that was not looked at, or could not be read, is not gone', () => {
    expect(known([], 'other/Dockerfile').gone).toBe(0)
    const unread = { ...report('Dockerfile', ''), unread: true } as const
    for (const whole of [true, false]) expect(compareWithBaseline([unread], baseline, { whole }).gone).toBe(0)
  })

  test('of a file that is no longer there is gone when everything was looked at', () => {
    expect(known([], 'other/Dockerfile', { whole: true }).gone).toBe(1)
  })

  test('stays known when the Dockerfile was renamed', () => {
    const previousPaths = new Map([['images/Dockerfile', 'Dockerfile']])
    expect(known([say(3, 'RUN pip install a')], 'images/Dockerfile', { previousPaths })).toEqual({
      known: [3],
      gone: 0,
    })
  })

  test('stays the same object, so that its place on the pull request is still known', () => {
    const { reports } = compareWithBaseline([old], baseline)
    expect(reports[0]?.findings[0]).toBe(old.findings[0])
    expect(countInBaseline(reports)).toBe(1)
  })
})

test('a baseline of what is there knows all of it, nothing is gone, and without one finding less it is one', () => {
  const files = fc.array(
    fc.record({
      path: fc.constantFrom('a', 'b', 'c'),
      words: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 5 }),
    }),
    { maxLength: 3 },
  )
  fc.assert(
    fc.property(files, (given) => {
      const unique = [...new Map(given.map((one) => [one.path, one])).values()]
      const reports = unique.map(({ path, words }) =>
        report(
          path,
          '',
          words.map((word, index) => say(index + 1, word)),
        ),
      )
      const baseline = baselineOf(reports)
      const same = compareWithBaseline(reports, baseline, { whole: true })
      expect(countInBaseline(same.reports)).toBe(reports.flatMap(({ findings }) => findings).length)
      expect(same.gone).toBe(0)
      const less = reports.map((one, index) => (index === 0 ? { ...one, findings: one.findings.slice(1) } : one))
      const fixed = Math.min(1, reports[0]?.findings.length ?? 0)
      expect(compareWithBaseline(less, baseline, { whole: true }).gone).toBe(fixed)
    }),
  )
})
