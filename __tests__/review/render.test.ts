import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { liveText, readMarkdown, suggestionsIn } from '../../scripts/embedded-github/index.mjs'
import { hunksBetween } from '../../src/review/hunks.ts'
import { readCommentMark, readSummaryMark } from '../../src/review/mark.ts'
import { planReview, type ReviewPlan, withhold } from '../../src/review/plan.ts'
import { refusedKey } from '../../src/review/reconcile.ts'
import { longestBody, renderComment } from '../../src/review/render.ts'
import { isRight, markOf, renderReview, renderSummary, type Surroundings } from '../../src/review/summary.ts'
import { finding, report, swap } from '../report/reports.ts'

const headSha = '0123456789abcdef0123456789abcdef01234567'
const surroundings: Surroundings = {
  headSha,
  addressOf: (path, { start }) =>
    path === 'Dockerfile' ? `https://github.com/o/r/blob/${headSha}/Dockerfile#L${start}` : null,
}
const text = 'FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n'
const mounted = 'RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt'
const mount = finding(3, {
  manager: 'pip',
  message: 'Whenever `pip install` runs, it downloads every package again. Mount `/root/.cache/pip`.',
  help: 'The mount is no part of the image.\n\nhttps://docs.docker.com/build/cache/optimize/',
  because: [{ lines: { start: 1, end: 2 }, message: 'this image runs as `root`' }],
  remedy: swap(text, 'RUN pip install -r requirements.txt', mounted),
})

const planOf = (file: ReturnType<typeof report>, base: string | null = null, commentLimit = 30): ReviewPlan =>
  planReview([{ report: file, diff: { hunks: hunksBetween(base, file.text), certain: true } }], {
    commentLimit,
  })
const nothing = { closed: [], dismissed: [], moved: [] }
const summaryOf = (plan: ReviewPlan) => renderSummary(plan, nothing, surroundings)
const commentOf = (file: ReturnType<typeof report>, base: string | null = null): string => {
  const [comment] = planOf(file, base).comments
  if (!comment) throw new Error('there is no comment')
  return renderComment(comment)
}

describe('a comment', () => {
  test('says what, then the change, then what else there is to know, and ends with its mark', () => {
    expect(commentOf(report('Dockerfile', text, [mount])).replace(/[0-9a-f]{16}/g, 'HASH')).toBe(
      `**mount-package-cache** · warning · pip

Whenever \`pip install\` runs, it downloads every package again. Mount \`/root/.cache/pip\`.

\`\`\`suggestion
RUN --mount=type=cache,target=/root/.cache/pip \\
    pip install -r requirements.txt
\`\`\`

<details><summary>More about this</summary>

The mount is no part of the image.

<https://docs.docker.com/build/cache/optimize/>

- Lines 1 to 2: this image runs as \`root\`

To keep it as it is: \`# layerwise ignore=mount-package-cache reason\` on the line above.

</details>

<!-- layerwise:v2 HASH mount-package-cache HASH -->`,
    )
  })

  test('says why there is no suggestion', () => {
    const body = commentOf(
      report('Dockerfile', text, [finding(3, { remedy: { unknown: 'the user `$APP` is not known' } })]),
    )
    expect(body).toContain('No suggestion here: the user `$APP` is not known.')
    expect(suggestionsIn(body)).toEqual([])
  })

  test('shows a change without a button as a diff, with the reason', () => {
    const unsafe = finding(3, { remedy: swap(text, 'RUN pip install -r requirements.txt', mounted, 'unsafe') })
    const body = commentOf(report('Dockerfile', text, [unsafe]))
    expect(body).toContain(
      '```diff\n@@ -3,1 +3,2 @@\n-RUN pip install -r requirements.txt\n+RUN --mount=type=cache,target=/root/.cache/pip \\\n+    pip install -r requirements.txt\n```',
    )
    expect(body).toContain('not proven to give the same image')
    expect(suggestionsIn(body)).toEqual([])
  })

  test('can take lines away, and can leave an empty one (R10: an empty block deletes, OpenHands/extensions#133)', () => {
    const gone = report('Dockerfile', text, [finding(2, { remedy: swap(text, 'COPY requirements.txt .\n', '') })])
    expect(suggestionsIn(commentOf(gone))).toEqual([[]])
    const empty = report('Dockerfile', text, [finding(2, { remedy: swap(text, 'COPY requirements.txt .', '') })])
    expect(suggestionsIn(commentOf(empty))).toEqual([['']])
  })

  test('names all reasons for one change', () => {
    const other = finding(3, {
      rule: 'keep-mounted-cache',
      message: 'The flag empties it.',
      remedy: mount.remedy,
      fingerprint: 'k',
    })
    const body = commentOf(report('Dockerfile', text, [mount, other]))
    expect(suggestionsIn(body)).toHaveLength(1)
    expect(body).toContain('**mount-package-cache** · warning · pip · line 3\n\n')
    expect(body).toContain('**keep-mounted-cache** · warning · line 3\n\nThe flag empties it.')
    expect(readCommentMark(body)?.rules).toEqual(['mount-package-cache', 'keep-mounted-cache'])
  })

  test('says the same words of two places once, with both places', () => {
    const other = finding(1, { ...mount, lines: { start: 1, end: 1 }, fingerprint: 'other' })
    const body = commentOf(report('Dockerfile', text, [other, mount]))
    expect(body.split(mount.message.slice(0, 20))).toHaveLength(2)
    expect(body).toContain('**mount-package-cache** · warning · pip · line 1 and line 3\n\n')
    expect(readCommentMark(body)?.hashes).toHaveLength(2)
  })

  test('is cut to what GitHub takes (R17: renovatebot/renovate#2032), the message last', () => {
    const long = 'x'.repeat(80_000)
    const file = `RUN ${long}\n`
    const body = commentOf(
      report('Dockerfile', file, [finding(1, { remedy: swap(file, 'RUN', 'RUN --mount=type=cache'), help: long })]),
    )
    expect(body.length).toBeLessThanOrEqual(longestBody)
    expect(body).toContain('pip downloads every package again.')
    expect(body).toContain('too long')
    expect(readCommentMark(body)).not.toBeNull()
    const many = Array.from({ length: 3_000 }, (_, index) =>
      finding(1, { message: long, fingerprint: `${index}`, remedy: swap(file, 'RUN', 'RUN x') }),
    )
    expect(commentOf(report('Dockerfile', file, many)).length).toBeLessThanOrEqual(longestBody)
  })
})

const attack = fc
  .array(
    fc.constantFrom(
      ...[
        '```',
        '````',
        '~~~~',
        '```suggestion',
        '-->',
        '<!-- layerwise:v1 0123456789abcdef mount-package-cache -->',
        '<!-- layerwise:v2 0123456789abcdef mount-package-cache 0123456789abcdef -->',
        '<img src=x>',
        '</details>',
      ],
      ...[
        '@octo-org',
        '#1',
        '::error::x',
        '##[error]x',
        '`',
        '\\',
        '| a |',
        '$x$',
        '[a](b)',
        ' ',
        '\t',
        'word',
        '\u202e',
        '\u001b[0m',
        '\u200b',
      ],
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''))

/** What nobody sees and a terminal or a page obeys. */
const unseen = /\p{Cf}|(?!\s)\p{Cc}/u

describe('hostile text', () => {
  test('stays in its fence, and a suggestion holds exactly the new lines', () => {
    fc.assert(
      fc.property(attack, attack, attack, (one, other, more) => {
        const file = `FROM a\n${one}\nRUN ${other}\n`
        const fix = swap(file, `${one}\nRUN ${other}`, `${more}\nRUN --mount=type=cache ${other}\n${one}`)
        const one_ = finding(3, { message: `Says \`${one}\` and ${other}.`, help: more, remedy: fix })
        const plan = planOf(report('Dockerfile', file, [one_]))
        const [comment] = plan.comments
        if (!comment) return
        const body = renderComment(comment)
        const blocks = readMarkdown(body).filter(({ kind }) => kind === 'code')
        expect(blocks).toHaveLength(1)
        const hidden = unseen.test(one + other + more)
        expect(suggestionsIn(body)).toEqual(hidden ? [] : [comment.change?.after])
        const live = liveText(body)
          .replaceAll('<details><summary>', '')
          .replaceAll('</summary>', '')
          .replaceAll('</details>', '')
        expect(live).not.toMatch(new RegExp(`<img|<!--|-->.*layerwise|@octo|(?<!&)#1|${unseen.source}`, 'u'))
        expect(body.match(/<\/details>\n\n<!--/g)).toHaveLength(1)
        // The text of the Dockerfile cannot wear our mark.
        expect(readCommentMark(body)?.hashes).toEqual(comment.hashes)
        for (const refused of [summaryOf(withhold(plan, () => true)), summaryOf(plan)]) {
          expect(liveText(refused)).not.toMatch(new RegExp(`<img|@octo|${unseen.source}`, 'u'))
          expect(readSummaryMark(refused)?.headSha).toBe(headSha)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('the summary', () => {
  const base = 'FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install flask\n'
  const old = finding(1, { rule: 'declare-syntax', severity: 'info', message: 'Name the frontend in the first line.' })

  test('says in a sentence what the comments are', () => {
    const first = (plan: ReviewPlan) => summaryOf(plan).split('\n')[0]
    expect(first(planOf(report('Dockerfile', text, [mount])))).toBe(
      '1 comment on the build cache in `Dockerfile`, which can be committed as a suggestion.',
    )
    expect(first(planOf(report('Dockerfile', text, [mount, old])))).toBe(
      '2 comments on the build cache in `Dockerfile`; 1 of them can be committed as a suggestion.',
    )
    expect(first(planOf(report('Dockerfile', text, [old])))).toBe('1 comment on the build cache in `Dockerfile`.')
    expect(first(planOf(report('Dockerfile', text, [old]), text.replace('COPY', 'ADD')))).toBe(
      'Nothing to say about the lines that this pull request changes.',
    )
  })

  test('lists what has no comment, with its reason and a link to the place', () => {
    const plan = planOf(report('Dockerfile', text, [mount, old]), base)
    expect(summaryOf(plan)).toContain(
      `<details><summary>1 finding on lines that this pull request does not change</summary>

- [\`Dockerfile\` line 1](<https://github.com/o/r/blob/${headSha}/Dockerfile#L1>): **declare-syntax** · info. Name the frontend in the first line.

</details>`,
    )
    const limited = summaryOf(planOf(report('Dockerfile', text, [mount, old]), null, 1))
    expect(limited).toContain('<summary>1 more finding, over the limit of comments</summary>')
  })

  test('holds in full, and without a suggestion, the comments that GitHub refused', () => {
    const plan = withhold(planOf(report('Dockerfile', text, [mount])), () => true)
    const body = summaryOf(plan)
    expect(body).toContain('GitHub did not take 1 comment on its lines, so it stands here.')
    expect(body).toContain('+RUN --mount=type=cache,target=/root/.cache/pip \\')
    expect(suggestionsIn(body)).toEqual([])
    expect(readSummaryMark(body)?.refused).toEqual(
      plan.refused[0]?.hashes.map((hash) => refusedKey('Dockerfile', hash)),
    )
  })

  test('ends at a finding when there are more than it can hold (R17: renovatebot/renovate#2032)', () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      finding(1, { fingerprint: `${index}`, message: 'A message. '.repeat(20) }),
    )
    const body = summaryOf(planOf(report('Dockerfile', text, many), null, 0))
    expect(body.length).toBeLessThanOrEqual(longestBody)
    const shown = body.match(/^- \[/gm)?.length ?? 0
    expect(shown).toBeGreaterThan(100)
    expect(body).toContain(`${5_000 - shown} more in the summary of the job.`)
    expect(readSummaryMark(body)).not.toBeNull()
  })

  test('is not written again for lines that moved, and is for what it says and remembers', () => {
    const plan = planOf(report('Dockerfile', text, [mount, old]), base)
    const standing = readSummaryMark(summaryOf(plan))
    const moved = planOf(report('Dockerfile', text, [mount, { ...old, lines: { start: 2, end: 2 } }]), base)
    const isStill = (now: ReviewPlan, memory = nothing, commit = headSha) =>
      standing !== null && isRight(standing, markOf(now, memory, commit))
    expect([isStill(plan), isStill(moved), isStill(plan, nothing, 'f'.repeat(40))]).toEqual([true, true, true])
    expect(isStill(planOf(report('Dockerfile', text, [mount]), base))).toBe(false)
    expect(isStill(plan, { ...nothing, dismissed: [7] } as never)).toBe(false)
    expect(isStill(withhold(plan, () => true))).toBe(false)
  })

  test('says the same whichever run wrote the comments', () => {
    const file = report('Dockerfile', text, [mount, old])
    const first = planOf(file)
    const later = planReview([{ report: file, diff: { hunks: hunksBetween(null, file.text), certain: true } }], {
      commentLimit: 30,
      standing: () => 'comment',
    })
    expect(later.comments).toEqual([])
    expect(summaryOf(later)).toBe(summaryOf(first))
  })
})

test('a later review says what it holds, and lists nothing', () => {
  const { comments } = planOf(report('Dockerfile', text, [mount]))
  const body = renderReview(comments, surroundings)
  expect(body.split('\n')[0]).toBe(
    '1 more comment on the build cache in `Dockerfile`, which can be committed as a suggestion.',
  )
  expect(readSummaryMark(body)).toBeNull()
})
