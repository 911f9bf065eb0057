import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { liveText, readMarkdown } from '../../scripts/embedded-github/index.mjs'
import { auditMarkdown } from '../../src/report/audit-markdown.ts'
import { digestIn, digestOf, issueBody } from '../../src/report/issue-text.ts'
import { toJson } from '../../src/report/json.ts'
import { mergeReports } from '../../src/report/merge.ts'
import { reportSaying, shop } from './audit.ts'
import { finding, report } from './reports.ts'

const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        '`',
        '```',
        '~~~',
        '|',
        '\\',
        '[',
        '](https://evil.example)',
        '<img src=x>',
        '<!--',
        '-->',
        '@octo',
        '#1',
        '\n',
        '\r',
        ' ',
        'x',
      ],
      ...[
        '\u202e',
        '\u001b[31m',
        '&#64;',
        '$x$',
        '</details>',
        '<!-- layerwise:v1 audit 0123456789abcdef -->',
        '- ',
        'www.evil.example',
      ],
    ),
    { maxLength: 10 },
  )
  .map((pieces) => pieces.join(''))

describe('an audit as Markdown', () => {
  test('is a table that begins with the most to gain, and the fixes as diffs', () => {
    expect(auditMarkdown(reportSaying({ message: 'Mount `~/.cache/pip`.' }))).toBe(`## Layerwise

1 Dockerfile looked at, 1 finding: 0 errors, 1 warning, 0 infos.

1 of them has a fix that gives the same image: \`layerwise fix\` makes it.

The list begins with the most severe findings, and among these with the steps that the most files run again: each edit of one of them runs the step.

| Severity | Runs again for | Where | Rule | What |
| --- | --- | --- | --- | --- |
| warning | 3 files | [\`Dockerfile:3\`](<https://github.com/octo-org/shop/blob/${'a'.repeat(40)}/Dockerfile#L3>) | \`mount-package-cache\` | Mount \`~/.cache/pip\`. |

Notes:

- [\`Dockerfile:1\`](<https://github.com/octo-org/shop/blob/${'a'.repeat(40)}/Dockerfile#L1>): n

<details><summary>Fix: line 3</summary>

\`Dockerfile\`

\`\`\`diff
-RUN pip
+RUN --mount=x pip
\`\`\`

</details>
`)
  })

  test('makes nothing of what a repository says a link, a mention or HTML', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (path, message, line) => {
        const text = auditMarkdown({
          ...reportSaying({ path, message, note: message, line }),
          repositories: [{ ...shop, commit: null }],
        })
        const live = liveText(text)
        expect(live).not.toMatch(/@octo|#1\b|https?:\/\/evil|www\.evil|<img/)
        // The lines are ours: nothing began or ended a block of its own.
        const plain = auditMarkdown({ ...reportSaying({ line: 'RUN x' }), repositories: [{ ...shop, commit: null }] })
        expect(readMarkdown(text).map(({ kind }: { kind: string }) => kind)).toEqual(
          readMarkdown(plain).map(({ kind }: { kind: string }) => kind),
        )
      }),
    )
  })

  test('stays within a mebibyte, and says what did not fit', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => finding(1, { message: `é${index} `.repeat(20) }))
    const text = auditMarkdown(toJson([report('Dockerfile', 'FROM a\n', many)], shop))
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(text).toMatch(/\d+ more findings did not fit; the JSON report has them\./)
  })

  test('of several repositories names each, with its counts or why it was not looked at', () => {
    const text = auditMarkdown(mergeReports([reportSaying({})], ['octo-org/gone']))
    expect(text).toContain('| `octo-org/gone` |  |  |  |  | There is no report on it: ')
    expect(text).toContain('| `octo-org/shop` | 1 | 0 | 1 | 0 |  |')
    expect(text).toContain('| Severity | Runs again for | Repository | Where | Rule | What |')
  })
})

describe('the body of the issue', () => {
  test('has one mark, which is ours, whatever a repository says', () => {
    fc.assert(
      fc.property(hostile, hostile, (path, message) => {
        const whole = reportSaying({ path, message, note: message })
        expect(digestIn(issueBody(whole, null))).toBe(digestOf(whole))
      }),
    )
  })

  test('has another digest when what is said changes, and the same when only lines and commits do', () => {
    const digest = digestOf(reportSaying({}))
    expect(digestOf(reportSaying({ message: 'other' }))).not.toBe(digest)
    expect(digestOf(reportSaying({}, { severity: 'error' }))).not.toBe(digest)
    expect(digestOf(reportSaying({}, { filesThatRun: 4 }))).not.toBe(digest)
    expect(digestOf(reportSaying({}, { lines: { start: 2, end: 2 } }))).toBe(digest)
    expect(digestOf({ ...reportSaying({}), repositories: [{ ...shop, commit: 'b'.repeat(40) }] })).toBe(digest)
  })
})
