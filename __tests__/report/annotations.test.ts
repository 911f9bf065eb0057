import { describe, expect, test } from '@jest/globals'
import { type AnnotationCommands, annotationsOf, printAnnotations } from '../../src/report/annotations.ts'
import { finding } from './reports.ts'

const at = (path: string, ...given: Parameters<typeof finding>) => ({ path, finding: finding(...given) })

/** Takes what is printed. */
function recorder() {
  const printed: [string, string, unknown][] = []
  const commands: AnnotationCommands = {
    error: (message, properties) => printed.push(['error', message, properties]),
    warning: (message, properties) => printed.push(['warning', message, properties]),
    notice: (message, properties) => printed.push(['notice', message, properties]),
    info: (message) => printed.push(['info', message, undefined]),
  }
  return { printed, commands }
}

describe('annotations', () => {
  test('stand at the lines of the finding, with the rule as their title', () => {
    const { printed, commands } = recorder()
    printAnnotations(
      annotationsOf([at('a/Dockerfile', 7, { manager: 'pip', lines: { start: 7, end: 9 } })], []),
      commands,
    )
    expect(printed).toEqual([
      [
        'warning',
        'pip downloads every package again. Mount its cache.',
        { title: 'mount-package-cache (pip)', file: 'a/Dockerfile', startLine: 7, endLine: 9 },
      ],
    ])
  })

  test('come with the most severe first, nine of each level, and the tenth place is for what the run says of itself, such as how many more there are (R30: ten of a level are shown, docs of actions/toolkit on problem matchers)', () => {
    const severities = ['info', 'warning', 'error'] as const
    const findings = Array.from({ length: 36 }, (_, index) =>
      at('Dockerfile', index + 1, { severity: severities[index % 3] ?? 'info' }),
    )
    const notices = [{ path: 'x.Dockerfile', notice: { line: 1, message: 'This file is no text.' } }]
    const { printed, commands } = recorder()
    printAnnotations(annotationsOf(findings, notices), commands)
    expect(printed.map(([level]) => level)).toEqual([
      ...Array<string>(9).fill('error'),
      ...Array<string>(9).fill('warning'),
      ...Array<string>(9).fill('notice'),
      'notice',
    ])
    expect(printed.at(-1)?.[1]).toBe(
      'GitHub shows 10 annotations of a kind; 3 more errors, 3 more warnings, 4 more notices in the summary of the job.',
    )
  })

  test('hold no character that a terminal obeys', () => {
    const hostile = 'a\u001b[31m\n::error::x\u202e'
    const { shown } = annotationsOf([at(hostile, 1, { message: hostile, manager: hostile })], [])
    for (const text of Object.values(shown[0] ?? {})) expect(String(text)).not.toMatch(/\p{Cc}|\p{Cf}/u)
    expect(shown[0]?.message).toBe('a\\x1b[31m\\n::error::x\\u202e')
  })
})
