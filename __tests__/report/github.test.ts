import { describe, expect, test } from '@jest/globals'
import { toWorkflowCommands } from '../../src/report/github.ts'
import { finding, report } from './reports.ts'

const text = 'FROM x\nRUN a\nRUN b\n'

describe('the report as workflow commands', () => {
  test('has one line for each finding, the severe ones first', () => {
    const files = [
      report('a/Dockerfile', text, [
        finding(2, { severity: 'info', rule: 'declare-syntax', message: 'Say it. Do it.' }),
        finding(2, { lines: { start: 2, end: 3 } }),
      ]),
      report('Dockerfile', text, [finding(1, { severity: 'error' })]),
    ]
    expect(toWorkflowCommands(files).split('\n')).toEqual([
      '::error file=Dockerfile,line=1,endLine=1,title=mount-package-cache::pip downloads every package again. Mount its cache.',
      '::warning file=a/Dockerfile,line=2,endLine=3,title=mount-package-cache::pip downloads every package again. Mount its cache.',
      '::notice file=a/Dockerfile,line=2,endLine=2,title=declare-syntax::Say it. Do it.',
      '3 findings in 2 files: 1 error, 1 warning, 1 info.',
      '',
    ])
  })

  test('a notice is one too', () => {
    const file = { ...report('Dockerfile', text), notices: [{ line: 3, message: 'cannot be read: x' }] }
    expect(toWorkflowCommands([file])).toBe(
      '::notice file=Dockerfile,line=3,title=Layerwise::cannot be read: x\nNo findings in 1 file.\n',
    )
  })

  test('hostile text cannot end a command, begin another, or reach the terminal', () => {
    const hostile = '100%\r\n::error::x\n\r::stop-commands::y\u001b[2J%0A::add-mask::z'
    const path = 'a,line=9::b:c%\n::error::/Dockerfile'
    const file = {
      ...report(path, text, [finding(2, { message: hostile, rule: 'a,b::c' })]),
      notices: [{ line: 1, message: hostile }],
    }
    const lines = toWorkflowCommands([file]).split('\n')
    expect(lines).toHaveLength(4)
    for (const line of lines.slice(0, 2)) {
      expect(line).toMatch(
        /^::(?:warning|notice) file=a%2Cline=9%3A%3Ab%3Ac%25\\n%3A%3Aerror%3A%3A\/Dockerfile,line=\d+,/,
      )
      expect(line).toContain('::100%25%0A::error::x%0A\\r::stop-commands::y\\x1b[2J%250A::add-mask::z')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
      expect(line).not.toMatch(/[\u0000-\u001f]/)
    }
  })
})
