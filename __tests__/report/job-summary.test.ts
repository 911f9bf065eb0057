import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { liveText, readMarkdown } from '../../scripts/embedded-github/index.mjs'
import { renderJobSummary } from '../../src/report/job-summary.ts'
import { finding, report, swap } from './reports.ts'

const text = 'FROM python:3.14-slim\nRUN pip install flask | cat\n'
const mount = finding(2, {
  message: 'Whenever `pip install | cat` runs, it downloads again. Mount its cache.',
  remedy: swap(text, 'RUN', 'RUN --mount=type=cache,target=/root/.cache/pip'),
})
const nowhere = () => null

describe('the job summary', () => {
  test('has a row for each finding, the most severe first, and the diff of each file', () => {
    const error = finding(1, { rule: 'mount-where-it-caches', severity: 'error', message: 'Wrong.' })
    const summary = renderJobSummary({
      sentences: ['1 Dockerfile looked at.'],
      files: [report('Dockerfile', text, [mount, error])],
      saidOn: (_, { rule }) => (rule === 'mount-package-cache' ? 'comment' : 'not on changed lines'),
      addressOf: (path, { start }) => `https://github.com/o/r/blob/main/${path}#L${start}`,
    })
    expect(summary).toBe(`## Layerwise

1 Dockerfile looked at.

| Severity | Where | Rule | What | On the pull request |
| --- | --- | --- | --- | --- |
| error | [\`Dockerfile:1\`](<https://github.com/o/r/blob/main/Dockerfile#L1>) | \`mount-where-it-caches\` | Wrong. | not on changed lines |
| warning | [\`Dockerfile:2\`](<https://github.com/o/r/blob/main/Dockerfile#L2>) | \`mount-package-cache\` | Whenever \`pip install \\| cat\` runs, it downloads again. Mount its cache. | comment |

\`Dockerfile\`, all suggestions together:

<details><summary>Diff</summary>

\`\`\`diff
diff --git a/Dockerfile b/Dockerfile
--- a/Dockerfile
+++ b/Dockerfile
@@ -1,2 +1,2 @@
 FROM python:3.14-slim
-RUN pip install flask | cat
+RUN --mount=type=cache,target=/root/.cache/pip pip install flask | cat
\`\`\`

</details>
`)
  })

  test('shows unsafe changes on their own, and says notices and silenced findings', () => {
    const unsafe = finding(2, { remedy: swap(text, 'RUN', 'RUN --network=none', 'unsafe') })
    const file = {
      ...report('Dockerfile', text, [unsafe]),
      notices: [{ line: 2, message: 'This ignore silences nothing.' }],
      ignored: [mount],
    }
    const summary = renderJobSummary({ sentences: [], files: [file], addressOf: nowhere })
    expect(summary).toContain('`Dockerfile`, a change to check first:')
    expect(summary).toContain('+RUN --network=none pip install flask | cat')
    expect(summary).toContain('- `Dockerfile:2`: This ignore silences nothing.')
    expect(summary).toContain('1 finding is silenced by ignore comments.')
  })

  test('ends at a finding when there are more than a step may show', () => {
    const many = Array.from({ length: 20_000 }, (_, index) =>
      finding(1, { fingerprint: `${index}`, message: '🐳 '.repeat(20) }),
    )
    const summary = renderJobSummary({ sentences: [], files: [report('Dockerfile', text, many)], addressOf: nowhere })
    expect(Buffer.byteLength(summary)).toBeLessThan(1 << 20)
    const shown = summary.match(/^\| warning/gm)?.length ?? 0
    expect(shown).toBeGreaterThan(1_000)
    expect(summary).toContain(`${20_000 - shown} more findings did not fit; the JSON report has them.`)
  })

  test('keeps hostile text in its cells and fences', () => {
    const attack = fc
      .array(
        fc.constantFrom(
          '```',
          '~~~',
          '`',
          '|',
          '\\',
          '\\|',
          '<img src=x>',
          '@octo',
          '#1',
          '\u001b[0m',
          '\r',
          '</table>',
          'a',
          ' ',
        ),
        { minLength: 1 },
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(attack, attack, (one, other) => {
        const file = `FROM a\nRUN ${one}\n`
        const fixed = finding(2, {
          message: `Says ${other} and \`${one}\`.`,
          remedy: swap(file, 'RUN', `RUN ${other}`),
        })
        const summary = renderJobSummary({ sentences: [], files: [report(other, file, [fixed])], addressOf: nowhere })
        expect(liveText(summary)).not.toMatch(/<img|<\/table|@octo|[^&]#1|\r|(?!\s)\p{Cc}/u)
        expect(summary.match(/^\| warning .*$/gm)).toHaveLength(1)
        expect(readMarkdown(summary).filter(({ kind }) => kind === 'code')).toHaveLength(1)
      }),
      { numRuns: 300 },
    )
  })
})
