import { describe, expect, test } from '@jest/globals'
import { toJson } from '../../src/report/json.ts'
import { hashOf } from '../../src/review/hash.ts'
import { finding, report, swap } from './reports.ts'

const text = 'FROM python:3.14-slim\nCOPY . .\nRUN pip install -r requirements.txt\n'

describe('the report as JSON', () => {
  test('has exactly the promised form', () => {
    const pip = finding(3, {
      manager: 'pip',
      help: 'The cache stays on the builder.',
      remedy: swap(text, 'RUN pip', 'RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip'),
    })
    const file = {
      ...report('Dockerfile', text, [pip]),
      notices: [{ line: 2, message: 'this ignore silences nothing' }],
    }
    expect(toJson([file])).toEqual({
      version: 1,
      repositories: [],
      files: [
        {
          repository: null,
          path: 'Dockerfile',
          lineEnd: '\n',
          findings: [
            {
              rule: 'mount-package-cache',
              severity: 'warning',
              startLine: 3,
              endLine: 3,
              message: 'pip downloads every package again. Mount its cache.',
              manager: 'pip',
              help: 'The cache stays on the builder.',
              because: [],
              fingerprint: hashOf('mount-package-cache:3'),
              filesThatRun: null,
              inBaseline: false,
              fix: {
                safety: 'safe',
                startLine: 3,
                endLine: 3,
                original: 'RUN pip install -r requirements.txt',
                replacement: 'RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt',
              },
            },
          ],
          notices: [{ line: 2, message: 'this ignore silences nothing' }],
        },
      ],
      summary: { files: 1, errors: 0, warnings: 1, infos: 0 },
    })
  })

  test('a fix that waits for another, or that there is not, is null', () => {
    const findings = [
      finding(2, { remedy: swap(text, 'COPY . .', 'COPY a .') }),
      finding(2, { remedy: swap(text, 'COPY . .', 'COPY b .') }),
      finding(3),
    ]
    const fixes = toJson([report('Dockerfile', text, findings)]).files[0]?.findings.map(({ fix }) => fix)
    expect(fixes).toEqual([
      { safety: 'safe', startLine: 2, endLine: 2, original: 'COPY . .', replacement: 'COPY a .' },
      null,
      null,
    ])
  })

  test('findings whose fixes are one suggestion share it', () => {
    const findings = [
      finding(3),
      finding(3, { remedy: swap(text, 'RUN', 'RUN --mount=x') }),
      finding(3, { remedy: swap(text, ' -r', ' --quiet -r') }),
    ]
    const [none, first, second] = toJson([report('Dockerfile', text, findings)]).files[0]?.findings ?? []
    expect(none?.fix).toBeNull()
    expect(first?.fix).toEqual(second?.fix)
    expect(first?.fix?.replacement).toBe('RUN --mount=x pip install --quiet -r requirements.txt')
  })

  test.each([null, ''])('lines that go are null, a line that becomes empty is empty: %j', (replacement) => {
    const suggestion = { lines: { start: 2, end: 2 }, replacement, safety: 'unsafe' as const, fixes: [0] }
    const file = { ...report('Dockerfile', text, [finding(2)]), suggestions: [suggestion] }
    const fix = { safety: 'unsafe', startLine: 2, endLine: 2, original: 'COPY . .', replacement }
    expect(toJson([file]).files[0]?.findings[0]?.fix).toEqual(fix)
  })

  test('the summary counts findings over all files', () => {
    const files = [
      report('a', text, [finding(1, { severity: 'error' }), finding(2, { severity: 'info' })]),
      report('b', text, [finding(1), finding(2)]),
      report('c', text),
    ]
    expect(toJson(files).summary).toEqual({ files: 3, errors: 1, warnings: 2, infos: 1 })
    expect(toJson([])).toEqual({
      ...{ version: 1, repositories: [], files: [] },
      summary: { files: 0, errors: 0, warnings: 0, infos: 0 },
    })
  })
})
