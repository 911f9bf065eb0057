import { describe, expect, test } from '@jest/globals'
import type { FileReport } from '../../src/analyse.ts'
import { hunksBetween } from '../../src/review/hunks.ts'
import { moveToIgnoreFiles } from '../../src/review/ignore-files.ts'
import { finding, report } from '../report/reports.ts'

const dockerfile = (path: string, lines: readonly string[], ignoreFile = '.dockerignore'): FileReport =>
  report(path, 'FROM python:3.14-slim\nCOPY . .\nRUN pip install .\n', [
    finding(3),
    finding(2, {
      rule: 'ignore-context-noise',
      severity: 'info',
      belongsIn: { path: ignoreFile, lines, message: `\`COPY . .\` in \`${path}\` takes along what nobody needs.` },
    }),
  ])

const quiet = (path: string): FileReport => report(path, 'FROM scratch\nCOPY dist /\n')

function changed(before: string, text: string, dockerfiles: readonly string[] | null, path = '.dockerignore') {
  return {
    ...{ path, text, diff: { hunks: hunksBetween(before, text), certain: true } },
    dockerfiles: dockerfiles && new Set(dockerfiles),
  }
}

const rulesOf = ({ findings }: FileReport) => findings.map(({ rule }) => rule)

describe('what belongs in an ignore file', () => {
  test('is said on it, and on no Dockerfile, when the pull request changes it', () => {
    const moved = moveToIgnoreFiles(
      [dockerfile('Dockerfile', ['.git', '**/node_modules'])],
      [changed('*.log\n', '*.log\ncoverage\n', ['Dockerfile'])],
    )
    expect(moved.reports.map(rulesOf)).toEqual([['mount-package-cache']])
    const [file] = moved.ignoreFiles
    expect(file?.report.findings).toMatchObject([{ rule: 'ignore-context-noise', lines: { start: 2, end: 2 } }])
    expect(file?.report.suggestions).toEqual([
      { lines: { start: 2, end: 2 }, replacement: 'coverage\n.git\n**/node_modules', safety: 'safe', fixes: [0] },
    ])
    expect(file?.report.fixed).toBe('*.log\ncoverage\n.git\n**/node_modules\n')
  })

  test('stays on the Dockerfile when the pull request changes another ignore file', () => {
    const reports = [dockerfile('Dockerfile', ['.git'])]
    const moved = moveToIgnoreFiles(reports, [changed('a\n', 'a\nb\n', ['Dockerfile'], 'web/.dockerignore')])
    expect(moved).toEqual({ reports, ignoreFiles: [] })
  })

  test('has no button when another Dockerfile of the folder does not ask for it: that one may need the files', () => {
    const { ignoreFiles } = moveToIgnoreFiles(
      [dockerfile('Dockerfile', ['.git']), quiet('Dockerfile.release')],
      [changed('a\n', 'a\nb\n', ['Dockerfile', 'Dockerfile.release'])],
    )
    expect(ignoreFiles[0]?.report.suggestions).toMatchObject([{ replacement: 'b\n.git', safety: 'unsafe' }])
    expect(ignoreFiles[0]?.report.fixed).toBe('a\nb\n')
  })

  test('has no button when not all Dockerfiles could be looked at', () => {
    const { ignoreFiles } = moveToIgnoreFiles([dockerfile('Dockerfile', ['.git'])], [changed('a\n', 'a\nb\n', null)])
    expect(ignoreFiles[0]?.report.suggestions).toMatchObject([{ safety: 'unsafe' }])
  })

  test('is what all Dockerfiles ask for', () => {
    const both = [dockerfile('Dockerfile', ['.git', '.venv']), dockerfile('b.Dockerfile', ['.git', '**/node_modules'])]
    const { ignoreFiles, reports } = moveToIgnoreFiles(both, [changed('a\n', 'a\nb\n', ['Dockerfile', 'b.Dockerfile'])])
    expect(ignoreFiles[0]?.report.suggestions).toMatchObject([{ replacement: 'b\n.git', safety: 'safe' }])
    expect(ignoreFiles[0]?.report.findings[0]?.message).toContain('1 more of the Dockerfiles')
    expect(reports.map(rulesOf)).toEqual([['mount-package-cache'], ['mount-package-cache']])
  })

  test('goes below an exception, which would take a line above it back', () => {
    const text = 'b\nc\n!b/keep\nd\n'
    const { ignoreFiles } = moveToIgnoreFiles(
      [dockerfile('Dockerfile', ['.git'])],
      [changed('c\n!b/keep\nd\n', text, ['Dockerfile'])],
    )
    expect(ignoreFiles[0]?.report.fixed).toBe('b\nc\n!b/keep\nd\n.git\n')
  })

  test('keeps the line ends of the file, and a last line without one', () => {
    const fixedOf = (text: string) =>
      moveToIgnoreFiles([dockerfile('Dockerfile', ['.git', '.venv'])], [changed('', text, ['Dockerfile'])])
        .ignoreFiles[0]?.report.fixed
    expect(fixedOf('a\r\nb\r\n')).toBe('a\r\nb\r\n.git\r\n.venv\r\n')
    expect(fixedOf('a\nb')).toBe('a\nb\n.git\n.venv')
  })
})
