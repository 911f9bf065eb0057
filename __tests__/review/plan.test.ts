import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { FileReport } from '../../src/analyse.ts'
import type { Finding } from '../../src/finding.ts'
import { Anchors } from '../../src/review/anchor.ts'
import { hunksBetween } from '../../src/review/hunks.ts'
import { digestOf, planReview, type ReviewPlan, touchedFindings, withhold } from '../../src/review/plan.ts'
import type { Fix } from '../../src/text/edit.ts'
import { finding, report, swap } from '../report/reports.ts'

const nobody: ReadonlySet<string> = new Set()
const lines = (count: number) => Array.from({ length: count }, (_, index) => `RUN step ${index + 1}`)
const text = (all: readonly string[]) => `${all.join('\n')}\n`

/** A Dockerfile that a pull request changed from `base`; all of it is new without one. */
const reviewed = (file: FileReport, base: string | null = null) => ({
  report: file,
  diff: { hunks: hunksBetween(base, file.text), certain: true },
})
const key = (path: string, hash: string) => `${path} ${hash}`
const keysOf = ({ comments }: ReviewPlan) =>
  comments.flatMap(({ path, hashes }) => hashes.map((hash) => key(path, hash)))
/** What comes of it when some findings stand in comments already. */
const plan = (files: Parameters<typeof planReview>[0], commentLimit = 30, said = nobody) =>
  planReview(files, {
    commentLimit,
    standing: ({ path, hashes }) => (hashes.every((hash) => said.has(key(path, hash))) ? 'comment' : null),
  })

const whole = text(lines(30))
const before = text(lines(30).with(9, 'RUN another step'))
const fix = (line: number, safety: Fix['safety'] = 'safe') => swap(whole, `step ${line}\n`, `better ${line}\n`, safety)

/** Where each finding of a plan is. */
const places = (one: ReviewPlan): [string, Finding][] => [
  ...one.comments.flatMap(({ findings }) => findings.map((each): [string, Finding] => ['comment', each])),
  ...one.refused.flatMap(({ findings }) => findings.map((each): [string, Finding] => ['refused', each])),
  ...one.said.flatMap(({ findings }) => findings.map((each): [string, Finding] => ['said', each])),
  ...one.listed.map(({ finding: each, reason }): [string, Finding] => [reason, each]),
]

describe('a finding on a changed line', () => {
  test('is a comment with a suggestion on the lines that the suggestion replaces', () => {
    const file = report('Dockerfile', whole, [finding(10, { remedy: fix(10) })])
    const [comment, ...others] = plan([reviewed(file, before)]).comments
    expect(others).toEqual([])
    expect(comment).toMatchObject({ path: 'Dockerfile', lines: { start: 10, end: 10 }, noButton: null })
    expect(comment?.change).toMatchObject({ before: ['RUN step 10'], after: ['RUN better 10'] })
  })

  test('is a comment without one when there is no fix', () => {
    const [comment] = plan([reviewed(report('Dockerfile', whole, [finding(10)]), before)]).comments
    expect(comment).toMatchObject({ lines: { start: 10, end: 10 }, change: null, noButton: null })
  })

  test('never has a button when the fix is unsafe', () => {
    const file = report('Dockerfile', whole, [finding(10, { remedy: fix(10, 'unsafe') })])
    expect(plan([reviewed(file, before)]).comments[0]).toMatchObject({ noButton: 'unsafe' })
  })

  test('has no button when the fix reaches beyond the diff', () => {
    const far: Fix = { safety: 'safe', edits: [...fix(10).edits, ...fix(25).edits] }
    const file = report('Dockerfile', whole, [finding(10, { remedy: far })])
    expect(plan([reviewed(file, before)]).comments[0]).toMatchObject({
      lines: { start: 10, end: 10 },
      noButton: 'outside-diff',
    })
  })

  test('has no button over a line that was deleted (R11: parkerbxyz/suggest-changes#50)', () => {
    const across: Fix = { safety: 'safe', edits: [...fix(9).edits, ...fix(10).edits] }
    const file = report('Dockerfile', whole, [finding(10, { remedy: across })])
    expect(plan([reviewed(file, before)]).comments[0]).toMatchObject({ noButton: 'deleted-lines' })
  })

  test('has no button in a file that mixes line ends (R12: w3c-fedid/digital-credentials#572), nor on lines with characters that nobody sees', () => {
    const mixed = whole.replace('step 1\n', 'step 1\r\n')
    const file = report('Dockerfile', mixed, [finding(10, { remedy: swap(mixed, 'step 10\n', 'better 10\n') })])
    expect(plan([reviewed(file)]).comments[0]).toMatchObject({ noButton: 'line-ends' })
    for (const hidden of ['\u202e', '\u001b[31m', '\u200b', '\r']) {
      const odd = whole.replace('step 10', `step 10${hidden}x`)
      const some = report('Dockerfile', odd, [finding(10, { remedy: swap(odd, 'step 10', 'better 10') })])
      expect(plan([reviewed(some)]).comments[0]).toMatchObject({ noButton: 'invisible' })
    }
  })

  test('keeps its button in a file whose lines all end with CRLF', () => {
    const crlf = whole.replaceAll('\n', '\r\n')
    const file = report('Dockerfile', crlf, [finding(10, { remedy: swap(crlf, 'step 10\r', 'better 10\r') })])
    expect(plan([reviewed(file)]).comments[0]).toMatchObject({ noButton: null, change: { after: ['RUN better 10'] } })
  })
})

describe('two findings with one suggestion', () => {
  test('are one comment that names both, the more severe first', () => {
    const file = report('Dockerfile', whole, [
      finding(10, { rule: 'keep-mounted-cache', severity: 'info', remedy: fix(10), fingerprint: 'a' }),
      finding(10, { severity: 'error', remedy: fix(10), fingerprint: 'b' }),
    ])
    const { comments } = plan([reviewed(file, before)])
    expect(comments).toHaveLength(1)
    expect(comments[0]?.findings.map(({ rule }) => rule)).toEqual(['mount-package-cache', 'keep-mounted-cache'])
    expect(comments[0]?.hashes).toHaveLength(2)
  })
})

describe('what the pull request did not touch', () => {
  test('is listed and not commented on, in context lines too', () => {
    const file = report('Dockerfile', whole, [finding(9, { remedy: fix(9) }), finding(25)])
    const one = plan([reviewed(file, before)])
    expect(places(one).map(([place]) => place)).toEqual(['outside-diff', 'outside-diff'])
    expect(touchedFindings(one)).toEqual([])
  })

  test('is commented on when a line that takes part in it was changed', () => {
    const because = [{ lines: { start: 10, end: 10 }, message: 'the sources are copied here' }]
    const file = report('Dockerfile', whole, [finding(25, { because })])
    expect(plan([reviewed(file, before)]).comments).toMatchObject([{ lines: { start: 10, end: 10 } }])
  })

  test('is commented on when its fix changes a line that was changed', () => {
    const file = report('Dockerfile', whole, [finding(25, { remedy: fix(10) })])
    expect(plan([reviewed(file, before)]).comments).toMatchObject([{ lines: { start: 10, end: 10 }, noButton: null }])
  })

  test('is said once in the summary when it is the syntax line and line 1 is outside of the diff', () => {
    const because = [{ lines: { start: 10, end: 10 }, message: 'first used here' }]
    const syntax = finding(1, { rule: 'declare-syntax', severity: 'info', because, remedy: fix(1) })
    expect(places(plan([reviewed(report('Dockerfile', whole, [syntax]), before)]))).toEqual([['outside-diff', syntax]])
    const short = text(lines(3))
    const near = finding(1, {
      rule: 'declare-syntax',
      because: [{ lines: { start: 3, end: 3 }, message: 'first used here' }],
      remedy: swap(short, 'RUN step 1', '# syntax=docker/dockerfile:1\nRUN step 1'),
    })
    const file = reviewed(report('Dockerfile', short, [near]), text(lines(3).with(2, 'RUN old')))
    expect(plan([file]).comments).toMatchObject([{ lines: { start: 1, end: 1 }, noButton: null }])
  })
})

describe('the limit', () => {
  const severities = ['info', 'warning', 'error', 'warning', 'info'] as const
  const file = reviewed(
    report(
      'Dockerfile',
      whole,
      severities.map((severity, index) => finding(index + 1, { severity })),
    ),
  )

  test('keeps the most severe, then the first (R18: a review with hundreds of comments is refused, prontolabs/pronto#302)', () => {
    const one = plan([file], 2)
    expect(one.comments.map(({ lines: { start } }) => start)).toEqual([2, 3])
    expect(one.listed.map(({ reason, finding: { lines: at } }) => [reason, at.start])).toEqual([
      ['over-limit', 4],
      ['over-limit', 1],
      ['over-limit', 5],
    ])
    expect(touchedFindings(one)).toHaveLength(5)
  })

  test('keeps of equal severity what the most files run again', () => {
    const saves = [0, 3, 120, 7].map((filesThatRun, index) => finding(index + 1, { filesThatRun }))
    const worse = finding(9, { severity: 'error' })
    const one = plan([reviewed(report('Dockerfile', whole, [...saves, finding(5), worse]))], 3)
    expect(one.comments.map(({ lines: { start } }) => start)).toEqual([3, 4, 9])
    expect(one.listed.map(({ finding: { lines: at } }) => at.start)).toEqual([2, 1, 5])
  })

  test('of none leaves everything to the summary', () => {
    expect(plan([file], 0).comments).toEqual([])
    expect(plan([file], 0).listed).toHaveLength(5)
  })

  test('counts what was said before, so that a second run says nothing more', () => {
    const first = plan([file], 2)
    const second = plan([file], 2, new Set(keysOf(first)))
    expect(second.comments).toEqual([])
    expect(digestOf(second)).toBe(digestOf(first))
  })

  test('lets an error in that comes after it was reached', () => {
    const said = new Set(keysOf(plan([file], 2)))
    const worse = reviewed(report('worse.Dockerfile', whole, [finding(7, { severity: 'error' })]))
    expect(plan([file, worse], 2, said).comments.map(({ path }) => path)).toEqual(['worse.Dockerfile'])
  })
})

test('the same words twice in a file, and in two files, are told apart', () => {
  const twice = [finding(3, { fingerprint: 'same' }), finding(8, { fingerprint: 'same' })]
  const files = ['a.Dockerfile', 'b.Dockerfile'].map((path) => reviewed(report(path, whole, twice)))
  expect(new Set(keysOf(plan(files))).size).toBe(4)
})

test('a finding keeps its hash when its lines move', () => {
  const moved = `# one\n# two\n${whole}`
  const [a, b] = [
    plan([reviewed(report('Dockerfile', whole, [finding(3, { fingerprint: 'f' })]))]),
    plan([reviewed(report('Dockerfile', moved, [finding(5, { fingerprint: 'f' })]))]),
  ]
  expect(a?.comments[0]?.hashes).toEqual(b?.comments[0]?.hashes)
})

const someFinding = fc.record({
  line: fc.integer({ min: 1, max: 30 }),
  more: fc.nat({ max: 3 }),
  severity: fc.constantFrom<Finding['severity']>('error', 'warning', 'info'),
  rule: fc.constantFrom('mount-package-cache', 'declare-syntax', 'copy-manifests-first'),
  fix: fc.option(
    fc.record({ line: fc.integer({ min: 1, max: 30 }), safety: fc.constantFrom<Fix['safety']>('safe', 'unsafe') }),
  ),
  because: fc.option(fc.integer({ min: 1, max: 30 })),
  fingerprint: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
})

const someFile = fc
  .tuple(fc.array(someFinding, { maxLength: 8 }), fc.array(fc.nat({ max: 29 }), { maxLength: 6 }), fc.boolean())
  .map(([findings, changed, certain]) => {
    const made = findings.map(({ line, more, because, fix: asked, ...rest }) =>
      finding(line, {
        ...rest,
        lines: { start: line, end: Math.min(30, line + more) },
        because: because === null ? [] : [{ lines: { start: because, end: because }, message: 'why' }],
        ...(asked === null ? {} : { remedy: fix(asked.line, asked.safety) }),
      }),
    )
    const base = changed.reduce((all, index) => all.with(index, `RUN old ${index}`), lines(30))
    return { file: report('Dockerfile', whole, made), base: text(base), certain }
  })

test('every finding is in exactly one place, whatever is found, changed, said before and refused', () => {
  fc.assert(
    fc.property(
      fc.array(someFile, { minLength: 1, maxLength: 3 }),
      fc.nat({ max: 6 }),
      fc.nat({ max: 4 }),
      (some, limit, known) => {
        const files = some.map(({ file, base, certain }, index) => {
          const one = reviewed({ ...file, path: `${index}/Dockerfile` }, base)
          return { ...one, diff: { ...one.diff, certain } }
        })
        const said = new Set(keysOf({ ...plan(files), comments: plan(files).comments.slice(0, known) }))
        const first = plan(files, limit, said)
        const all = files.flatMap(({ report: { findings } }) => findings)
        for (const one of [first, withhold(first, ({ certain }) => !certain), withhold(first, () => true)]) {
          const found = places(one).map(([, each]) => each)
          expect(found).toHaveLength(all.length)
          expect(new Set(found)).toEqual(new Set(all))
        }
        expect(first.comments.length).toBeLessThanOrEqual(limit)
        for (const comment of first.comments) {
          const { diff } = files[Number(comment.path.split('/')[0])] as (typeof files)[number]
          const anchors = new Anchors(diff.hunks)
          expect(anchors.place([comment.lines])).toEqual(comment.lines)
          if (comment.change && comment.noButton === null) {
            expect(anchors.fitOf(comment.lines)).toBe('fits')
            expect(comment.change.safety).toBe('safe')
            expect(comment.lines).toEqual(comment.change.lines)
          }
        }
        // What the first run wrote and what it read is what the second run reads.
        const written = new Set([...said, ...keysOf(first)])
        const second = plan(files, limit, written)
        expect(second.comments).toEqual([])
        expect(digestOf(second)).toBe(digestOf(first))
      },
    ),
    { numRuns: 300 },
  )
})

test('a hundred thousand findings are planned in a few seconds', () => {
  const many = text(lines(100_000))
  const findings = Array.from({ length: 100_000 }, (_, index) => finding(index + 1))
  const start = performance.now()
  const one = plan([reviewed(report('Dockerfile', many, findings))])
  expect(one.comments).toHaveLength(30)
  expect(one.listed).toHaveLength(99_970)
  expect(performance.now() - start).toBeLessThan(15_000)
}, 30_000)
