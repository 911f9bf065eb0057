import { describe, expect, test } from '@jest/globals'
import type { FileReport } from '../../src/analyse.ts'
import type { Finding, Severity } from '../../src/finding.ts'
import { mostAnnotations, renderCheck, renderFailedCheck } from '../../src/report/check-run.ts'
import { finding, report, swap } from './reports.ts'

const addressOf = () => null
const of = (severity: Severity, line = 1) => finding(line, { severity })
const check = (reports: readonly FileReport[], counted: readonly Finding[], reasons: readonly string[] = []) =>
  renderCheck({ reports, counted, reasons, addressOf })

describe('the conclusion and the title', () => {
  const [error, warning] = [of('error'), of('warning', 2)]
  const file = report('Dockerfile', 'RUN a\nRUN b\n', [warning, error])

  test.each([
    ['success', 'No Dockerfile changed', [], [], []],
    ['success', 'No findings', [report('Dockerfile', '')], [], []],
    ['success', 'Nothing that counts; 2 findings beside it', [file], [], []],
    ['neutral', '1 warning', [file], [warning], []],
    ['failure', '1 error, 1 warning', [file], [warning, error], ['1 error (fail-on: error).']],
    ['failure', 'No findings', [report('Dockerfile', '')], [], ['Layerwise failed on a Dockerfile.']],
  ] as const)('are %s and "%s"', (conclusion, title, reports, counted, reasons) => {
    expect(check(reports, counted, reasons)).toMatchObject({ conclusion, title })
  })

  test.each([
    [true, 'failure'],
    [false, 'neutral'],
  ])('of a run that could not look: fails %s is %s', (fails, conclusion) => {
    const failed = renderFailedCheck('GitHub refused <b>everything</b>.', fails)
    expect(failed).toMatchObject({ conclusion, annotations: [], title: 'Layerwise could not look' })
    expect(failed.summary).toContain('GitHub refused')
    expect(failed.summary).not.toContain('<b>')
  })
})

describe('annotations', () => {
  test('are what counts, the most severe first, with the change beside them; what is old has none', () => {
    const text = 'RUN a\nRUN b\nRUN c\n'
    const [old, warning, error] = [
      of('error'),
      finding(2, { manager: 'pip', remedy: swap(text, 'RUN b', 'RUN better') }),
      of('error', 3),
    ]
    const { annotations } = check([report('Dockerfile', text, [old, warning, error])], [warning, error])
    expect(annotations).toEqual([
      {
        ...{ path: 'Dockerfile', start_line: 3, end_line: 3, annotation_level: 'failure' },
        ...{ title: 'mount-package-cache', message: error.message },
      },
      {
        ...{ path: 'Dockerfile', start_line: 2, end_line: 2, annotation_level: 'warning' },
        ...{ title: 'mount-package-cache (pip)', message: warning.message },
        raw_details: '@@ -2,1 +2,1 @@\n-RUN b\n+RUN better',
      },
    ])
  })

  test('are five hundred at most, and the summary counts the others', () => {
    const many = Array.from({ length: mostAnnotations + 20 }, (_, index) => of('warning', index + 1))
    const { annotations, summary } = check([report('Dockerfile', 'RUN a\n'.repeat(600), many)], many)
    expect(annotations).toHaveLength(mostAnnotations)
    expect(summary).toContain('500 annotations are shown, and 20 more stand only here.')
  })

  test('hold nothing that is obeyed, and no more than GitHub takes', () => {
    const hostile = `a\u001b[31m\n::error::x\u202e${'x'.repeat(100_000)}`
    const bad = finding(1, { message: hostile, manager: hostile })
    const [one] = check([report('Dockerfile', 'RUN a\n', [bad])], [bad]).annotations
    for (const text of [one?.title ?? '', one?.message ?? '']) expect(text).not.toMatch(/\p{Cc}|\p{Cf}/u)
    expect(one?.title.length).toBeLessThanOrEqual(255)
    expect(one?.message.length).toBeLessThanOrEqual(65_536)
  })
})

describe('the summary', () => {
  test('says of every finding whether it counts', () => {
    const [counts, old, known] = [of('error'), of('warning', 2), of('info', 3)]
    const file = { ...report('Dockerfile', '', [counts, old, known]), inBaseline: new Set([known]) }
    const { summary } = check([file], [counts], ['1 error (fail-on: error).'])
    expect(summary).toContain('1 error')
    for (const state of ['counts', 'does not count', 'in the baseline']) expect(summary).toContain(`| ${state} |`)
  })

  test('fits into what GitHub takes (65,535 characters), whatever is found', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => finding(index + 1, { message: 'é'.repeat(200) }))
    const { summary } = check([report('Dockerfile', 'RUN a\n'.repeat(5_000), many)], many)
    expect(summary.length).toBeLessThanOrEqual(65_535)
    expect(summary).toContain('more findings did not fit')
  })
})
