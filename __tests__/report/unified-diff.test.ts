import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { unifiedDiff } from '../../src/report/unified-diff.ts'
import { checkoutWith, folderWith } from '../local/working-tree.ts'

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`)
const whole = `${lines(1, 30).join('\n')}\n`

const cases: [string, string, string][] = [
  ['a line changes', whole, whole.replace('line 7\n', 'line seven\n')],
  ['two places change', whole, whole.replace('line 2\n', '').replace('line 29\n', 'line 29\nline 29b\n')],
  ['a line comes before the first', whole, `# syntax\n${whole}`],
  ['the first line goes', whole, whole.slice(7)],
  ['all lines go', 'a\nb\n', ''],
  ['lines come into an empty file', '', 'a\nb\n'],
  ['no line end at the end, before and after', 'a\nb', 'a\nc'],
  [
    'no line end at the end, and the change is far from it',
    whole.trimEnd(),
    whole.trimEnd().replace('line 2\n', 'x\n'),
  ],
  ['the line end at the end comes', 'a\nb', 'a\nb\n'],
  ['the line end at the end goes', 'a\nb\n', 'a\nb'],
  ['line ends are CRLF', 'a\r\nb\r\nc\r\n', 'a\r\nx\r\nc\r\n'],
  ['line ends are mixed', 'a\r\nb\nc\r\n', 'a\nb\nx\r\n'],
  ['a lone CR, a form feed and a line separator are ordinary', 'a\rb\f\u2028c\nd\n', 'a\rb\f\u2028c\ne\n'],
  ['a byte order mark leads', '\ufeffa\nb\n', '\ufeffa\nc\n'],
  ['lines look like a diff', '--- a\n+++ b\n@@ -1 +1 @@\n-x\n', '--- a\n+++ b\n@@ -1 +1 @@\n+x\n'],
]

describe('git apply makes of the text what it was compared with', () => {
  test.each(cases)('%s', (_, before, after) => {
    const folder = checkoutWith({ Dockerfile: before })
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd: folder,
      input: unifiedDiff('Dockerfile', before, after),
    })
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(after)
  })

  test.each(['a b/Docker file', 'tab\there', 'quote"s', 'back\\slash', 'ünï 世界', '-leading', 'line\nend', 'a => b'])(
    'in a file called %j',
    (path) => {
      const folder = checkoutWith({ [path]: 'a\n' })
      execFileSync('git', ['apply', '-'], { cwd: folder, input: unifiedDiff(path, 'a\n', 'b\n') })
      expect(readFileSync(join(folder, path), 'utf8')).toBe('b\n')
    },
  )

  test('from a folder below the root', () => {
    const folder = checkoutWith({ 'x/y/Dockerfile': 'a\n' })
    execFileSync('git', ['apply', '-'], { cwd: join(folder, 'x'), input: unifiedDiff('x/y/Dockerfile', 'a\n', 'b\n') })
    expect(readFileSync(join(folder, 'x/y/Dockerfile'), 'utf8')).toBe('b\n')
  })

  test('several files at once', () => {
    const folder = checkoutWith({ a: 'a\n', 'b/c': 'x' })
    mkdirSync(join(folder, dirname('b/c')), { recursive: true })
    const patch = unifiedDiff('a', 'a\n', 'b\n') + unifiedDiff('b/c', 'x', 'y')
    execFileSync('git', ['apply', '-'], { cwd: folder, input: patch })
    expect(readFileSync(join(folder, 'b/c'), 'utf8')).toBe('y')
  })
})

test('what git itself would print comes out, byte for byte', () => {
  for (const [, before, after] of cases) {
    const folder = folderWith({ before, after })
    let printed = ''
    try {
      execFileSync('git', ['diff', '--no-index', '--no-color', 'before', 'after'], { cwd: folder })
    } catch (error) {
      printed = String((error as { stdout: Buffer }).stdout)
    }
    const body = (text: string) => text.split('\n').filter((line) => !/^(?:diff|index|---|\+\+\+) /.test(line))
    // Git names the enclosing section behind the second @@; that is for readers only.
    const plain = body(printed).map((line) => line.replace(/^(@@ .*? @@).*$/, '$1'))
    expect(body(unifiedDiff('x', before, after))).toEqual(plain)
  }
})

test('nothing comes of no change', () => {
  expect(unifiedDiff('Dockerfile', whole, whole)).toBe('')
})
