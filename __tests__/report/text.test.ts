import { describe, expect, test } from '@jest/globals'
import { toText } from '../../src/report/text.ts'
import { finding, report, swap } from './reports.ts'

const text = 'FROM python:3.14-slim\nCOPY . .\nRUN pip install -r requirements.txt\n'
const plain = { colour: false }

describe('the report as text', () => {
  test('shows place, lines, message, notes and fix, and counts at the end', () => {
    const pip = finding(3, {
      manager: 'pip',
      help: 'The cache stays on the builder.',
      because: [{ lines: { start: 2, end: 2 }, message: 'this COPY changes with every edit' }],
      remedy: swap(text, 'RUN pip', 'RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip'),
    })
    expect(toText([report('app/Dockerfile', text, [pip]), report('Dockerfile', text)], plain)).toBe(`\
app/Dockerfile:3: warning: mount-package-cache (pip)
  3 │ RUN pip install -r requirements.txt
    │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  pip downloads every package again. Mount its cache.
  - line 2: this COPY changes with every edit
  - The cache stays on the builder.
  fix:
    │ - RUN pip install -r requirements.txt
    │ + RUN --mount=type=cache,target=/root/.cache/pip \\
    │ +     pip install -r requirements.txt

1 finding in 1 of 2 files: 0 errors, 1 warning, 0 infos. "layerwise fix" mends 1.
`)
  })

  test('says why there is no fix, that one waits, and that one is shared', () => {
    const findings = [
      finding(2, { remedy: swap(text, 'COPY . .', 'COPY a .') }),
      finding(2, { remedy: swap(text, 'COPY . .', 'COPY b .') }),
      finding(3, { remedy: swap(text, 'RUN', 'RUN --mount=x'), severity: 'error' }),
      finding(3, { remedy: swap(text, ' -r', ' -q -r'), severity: 'info' }),
      finding(3),
    ]
    const shown = toText([report('Dockerfile', text, findings)], plain)
    expect(shown).toContain('  fix: waits for another one on the same lines; it comes in the next run\n')
    expect(shown).toContain('  fix: the same as for line 3\n')
    expect(shown).toContain('  no fix: the user is not known\n')
    expect(shown).toContain('5 findings in 1 file: 1 error, 3 warnings, 1 info. "layerwise fix" mends 3.\n')
  })

  test('an unsafe fix says so', () => {
    const findings = [finding(3, { remedy: swap(text, 'RUN', 'RUN --mount=x', 'unsafe') })]
    const shown = toText([report('Dockerfile', text, findings)], plain)
    expect(shown).toContain('  fix (unsafe, made with --unsafe only):\n    │ - RUN pip')
    expect(shown).toContain('1 warning, 0 infos. "layerwise fix --unsafe" mends 1.\n')
  })

  test('carets span the block of a finding on several lines, and follow its tabs', () => {
    const block = 'FROM x\n\tRUN a \\\n\t\t&& bcd\n'
    const shown = toText([report('x', block, [finding(2, { lines: { start: 2, end: 3 } })])], plain)
    expect(shown).toContain('  2 │ \tRUN a \\\n  3 │ \t\t&& bcd\n    │ \t^^^^^^^\n')
  })

  test('carets count cells of the terminal, not characters', () => {
    const shown = toText([report('x', 'RUN 世界\n', [finding(1)])], plain)
    expect(shown).toContain('  1 │ RUN 世界\n    │ ^^^^^^^^\n')
  })

  test('of a very long finding the first lines are shown, and how many follow', () => {
    const long = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n')
    const shown = toText([report('x', long, [finding(3, { lines: { start: 3, end: 14 } })])], plain)
    expect(shown).toContain('  10 │ line 10\n     │ … and 4 more lines\n')
    expect(shown).not.toContain('line 11')
  })

  test('a very long line is cut', () => {
    const shown = toText([report('x', `RUN ${'x'.repeat(5000)}\n`, [finding(1)])], plain)
    expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThan(220)
    expect(shown).toContain('xxx…\n')
  })

  test('prose is broken at the width of the terminal', () => {
    const message = 'one two three four five six seven eight nine ten eleven twelve'
    const shown = toText([report('x', text, [finding(1, { message })])], { colour: false, columns: 40 })
    expect(shown).toContain('  one two three four five six seven\n  eight nine ten eleven twelve\n')
  })

  test('a paragraph of help that holds for several findings is said once', () => {
    const findings = [finding(1, { help: 'Of all.\n\nOf one.' }), finding(2, { help: 'Of all.\n\nOf two.' })]
    const shown = toText([report('x', text, findings)], plain)
    expect(shown.match(/ {2}- .*/g)).toEqual(['  - Of all.', '  - Of one.', '  - Of two.'])
  })

  test('no line begins as a command of a workflow does, blanks in front of it or not', () => {
    const hostile = 'FROM x\n  ::error::a\nRUN b\n'
    const file = report('::error::/Dockerfile', hostile, [
      finding(3, {
        message: '::error::c\n  ::error::d',
        help: '::error::e',
        because: [{ lines: { start: 2, end: 2 }, message: '::error::f' }],
        remedy: swap(hostile, 'FROM x\n  ::error::a\nRUN b', 'FROM y\n  ::error::a\nRUN c'),
      }),
    ])
    const lines = toText([file, { ...file, findings: [], notices: [{ line: 1, message: '::error::g' }] }], plain)
    expect(lines.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([])
    expect(lines).toContain('    │     ::error::a\n')
  })

  test('a notice has its line', () => {
    const file = { ...report('Dockerfile', text), notices: [{ line: 2, message: 'cannot be read: no FROM' }] }
    expect(toText([file], plain)).toBe('Dockerfile:2: notice: cannot be read: no FROM\n\nNo findings in 1 file.\n')
  })

  test('an ignored finding is counted', () => {
    const file = { ...report('Dockerfile', text), ignored: [finding(2)] }
    expect(toText([file], plain)).toBe('No findings in 1 file. 1 finding ignored.\n')
  })

  test('says when there is nothing to look at', () => {
    expect(toText([], plain)).toBe('No Dockerfile found.\n')
  })

  test('colours only when asked, and every colour ends', () => {
    const findings = [finding(3, { remedy: swap(text, 'RUN', 'RUN --mount=x') })]
    const coloured = toText([report('Dockerfile', text, findings)], { colour: true })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is tested
    const codes = /\u001b\[\d+m/g
    expect(coloured.match(codes)?.length).toBeGreaterThan(8)
    expect((coloured.match(codes)?.length ?? 1) % 2).toBe(0)
    expect(coloured.replace(codes, '')).toBe(toText([report('Dockerfile', text, findings)], plain))
    expect(coloured).toContain('\u001b[32m+ RUN --mount=x pip install -r requirements.txt\u001b[39m\n')
  })

  test('nothing of a file, its path or a message reaches the terminal raw', () => {
    const evil = '\u001b[2J\u009b31m\u202e\u0007\r::error::x'
    const hostile = `FROM x\nRUN pip ${evil}\n`
    const file = {
      ...report(`a/${evil}\n/Dockerfile`, hostile, [
        finding(2, {
          rule: `r${evil}`,
          manager: `m${evil}`,
          message: `m\n${evil}`,
          help: `h${evil}`,
          because: [{ lines: { start: 1, end: 1 }, message: `b\n${evil}` }],
          remedy: swap(hostile, 'pip', `pip ${evil}`),
        }),
        finding(1, { remedy: { unknown: `u\n${evil}` } }),
      ]),
      notices: [{ line: 1, message: `n\n${evil}` }],
    }
    const shown = toText([file], plain)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
    expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/)
    expect(shown.split('\n').filter((line) => line.startsWith('::'))).toEqual([])
    expect(shown).toContain('RUN pip \\x1b[2J\\x9b31m\\u202e\\x07\\r::error::x')
  })
})
