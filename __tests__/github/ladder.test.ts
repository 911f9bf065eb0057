import { describe, expect, test } from '@jest/globals'
import { suggestionsIn } from '../../scripts/embedded-github/index.mjs'
import { readCommentMark, readSummaryMark } from '../../src/review/mark.ts'
import { type Ended, onGitHub, type Pull } from './on-github.ts'

const scene = onGitHub()
const { open, run } = scene

const text = (...lines: string[]) => `${lines.join('\n')}\n`
const writes = () =>
  scene.github.writes().map(({ method, path, status }) => `${method} ${path.split('/').at(-1)} ${status}`)
const comments = (pull: Pull) =>
  scene.github.comments(pull).map(({ line, subject_type, body }) => ({
    line,
    onFile: subject_type === 'file',
    rules: readCommentMark(body)?.rules,
    buttons: suggestionsIn(body).length,
  }))
const summary = (pull: Pull) => scene.github.reviews(pull).filter(({ body }) => readSummaryMark(body))
const places = ({ annotations }: Ended) => annotations.map(({ file, startLine }) => `${file}:${startLine}`)

const reviews = { method: 'POST', path: /\/reviews$/ }
const single = { method: 'POST', path: /\/comments$/ }
const sentence = 'Pull request review thread line must be part of the diff'
const invalid = { status: 422, body: { message: 'Unprocessable Entity', errors: [sentence] } }
const tooLong = {
  status: 422,
  body: { message: 'Validation Failed', errors: ['Body is too long (maximum is 65536 characters)'] },
}
const broken = { status: 502, body: '<html>Unicorn!</html>' }
const files = { Dockerfile: text('FROM a', 'RUN bad one', 'RUN bad two', 'RUN worse') }

/** Everything stands where it stood, and nothing more is written. */
async function settled(pull: Pull) {
  const before = JSON.stringify([scene.github.comments(pull), scene.github.reviews(pull)])
  await run(pull)
  expect(scene.github.writes()).toEqual([])
  expect(JSON.stringify([scene.github.comments(pull), scene.github.reviews(pull)])).toBe(before)
}

describe('a review', () => {
  test('always names event, commit and a body, and sides for its lines (R14: max-sixty/tend#1171; R8: ubuntu/WSL#244)', async () => {
    const { pull } = open(files)
    await run(pull, { 'fail-on': 'never' })
    const { body } = scene.github.writes()[0] ?? {}
    expect(body).toMatchObject({ event: 'COMMENT', commit_id: pull.headSha, body: expect.stringMatching(/\S/) })
    for (const comment of body.comments) {
      expect(comment.side).toBe('RIGHT')
      expect('start_line' in comment).toBe(false)
    }
  })
})

describe('one step down', () => {
  test('one bad comment refuses the whole review (R13: QwenLM/qwen-code#6711): each is written by itself, the most severe first', async () => {
    const { pull } = open(files)
    scene.github.faults.next({ ...reviews, ...invalid })
    // The second of them is the bad one.
    scene.github.faults.next({ ...single, ...invalid, skip: 1 })
    const ended = await run(pull)
    expect(comments(pull)).toEqual([
      { line: 4, onFile: false, rules: ['mount-package-cache'], buttons: 0 },
      { line: null, onFile: true, rules: ['mount-package-cache'], buttons: 0 },
      { line: 3, onFile: false, rules: ['mount-package-cache'], buttons: 1 },
    ])
    const onFile = scene.github.comments(pull)[1]?.body
    expect(onFile).toContain('line 2')
    expect(onFile).toContain('GitHub takes no comment on these lines, so by hand:')
    expect(summary(pull)).toHaveLength(1)
    expect(ended.outputs.comments).toBe('3')
    expect(places(ended)).toEqual([])
    await settled(pull)
  })

  test('what is uncertain does not pull the certain down with it (R3: tsantalis/RefactoringMiner#1109)', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `RUN ${index}`)
    const { pull } = open({ Dockerfile: text('RUN bad'), 'large.Dockerfile': text(...many, 'RUN bad') })
    scene.github.limits.patchLines = 20
    scene.github.faults.next({ ...reviews, ...invalid })
    await run(pull)
    expect(writes().slice(0, 2)).toEqual(['POST reviews 422', 'POST reviews 200'])
    expect(scene.github.comments(pull).map(({ path, line }) => `${path}:${line}`)).toEqual([
      'Dockerfile:1',
      'large.Dockerfile:31',
    ])
    await settled(pull)
    scene.github.limits.patchLines = 2_000
  })

  test('a file whose diff takes no comments gets one on the whole file (R9: danobi/prr#33), the others keep their lines', async () => {
    const { pull } = open({ Dockerfile: text('RUN bad'), 'large.Dockerfile': text(`# ${'x'.repeat(500)}`, 'RUN bad') })
    scene.github.limits.patchBytes = 400
    await run(pull)
    scene.github.limits.patchBytes = 1 << 20
    expect(scene.github.comments(pull).map(({ path, subject_type }) => `${path} ${subject_type}`)).toEqual([
      'Dockerfile line',
      'large.Dockerfile file',
    ])
    await settled(pull)
  })

  test('what GitHub takes nowhere stands in the summary, in full, and is an annotation', async () => {
    const { pull, push } = open({ Dockerfile: text('RUN bad one') })
    scene.github.faults.next({ ...reviews, ...invalid })
    scene.github.faults.next({ ...single, ...invalid, times: 2 })
    const ended = await run(pull)
    expect(comments(pull)).toEqual([])
    expect(summary(pull).map(({ body }) => body)).toEqual([expect.stringContaining('+RUN good one')])
    expect(places(ended)).toEqual(['Dockerfile:1'])
    await settled(pull)
    // Another commit may fare better.
    push({ Dockerfile: text('# Above', 'RUN bad one') })
    await run(pull)
    expect(comments(pull)).toHaveLength(1)
    expect(summary(pull).map(({ body }) => body)).toEqual([expect.not.stringContaining('+RUN good one')])
    await settled(pull)
  })

  test('too many comments for a server, which answers 502 (R18: prontolabs/pronto#302), are written one by one', async () => {
    const { pull } = open(files)
    scene.github.faults.next({ ...reviews, ...broken, times: 3 })
    await run(pull)
    expect(comments(pull)).toHaveLength(3)
    expect(summary(pull)).toHaveLength(1)
    await settled(pull)
  })

  test('a body that is too long (R17: renovatebot/renovate#2032) is cut and written again', async () => {
    const { pull } = open(files)
    scene.github.faults.next({ ...reviews, ...tooLong })
    await run(pull, { 'comment-limit': '0' })
    const [first, second] = scene.github.writes().map(({ body }) => String(body?.body).length)
    expect(writes()).toEqual(['POST reviews 422', 'POST reviews 200'])
    expect(second).toBeLessThanOrEqual(first ?? 0)
    expect(second).toBeLessThanOrEqual(30_000)
  })

  test('a review that somebody else with our account left pending (R14) is not taken away: annotations', async () => {
    const { pull } = open(files)
    const { owner, repo, number: pull_number } = scene.pullOf(pull)
    await scene.api().client.rest.pulls.createReview({ owner, repo, pull_number, body: 'Not ours.' })
    const ended = await run(pull, { 'fail-on': 'never' })
    expect(writes()).toEqual(['POST reviews 422'])
    expect(places(ended)).toEqual(['Dockerfile:4', 'Dockerfile:2', 'Dockerfile:3'])
    expect(pull.reviews.map(({ state }) => state)).toEqual(['PENDING'])
  })

  test('a review of our own that was left pending is taken away first', async () => {
    const model = open(files)
    await run(model.pull)
    const { pull } = open(files)
    const { owner, repo, number: pull_number } = scene.pullOf(pull)
    const [{ body = '' } = {}] = summary(model.pull)
    await scene.api().client.rest.pulls.createReview({ owner, repo, pull_number, body })
    await run(pull)
    expect(pull.reviews.map(({ state }) => state)).toEqual(['COMMENTED'])
    expect(comments(pull)).toHaveLength(3)
    await settled(pull)
  })
})

describe('an answer that is lost', () => {
  test('of a single comment that was taken is looked for before it is sent again', async () => {
    for (const fault of [broken, { disconnect: true }]) {
      const { pull } = open(files)
      scene.github.faults.next({ ...reviews, ...invalid })
      scene.github.faults.next({ ...single, ...fault, when: 'after', skip: 1 })
      await run(pull)
      expect(comments(pull)).toHaveLength(3)
      await settled(pull)
    }
  })

  test('is looked for twice, because lists lag behind what was written', async () => {
    const { pull } = open(files)
    scene.github.faults.next({ ...reviews, ...broken, when: 'after' })
    scene.github.lagBehind(1)
    await run(pull)
    scene.github.lagBehind(0)
    expect(scene.github.reviews(pull)).toHaveLength(1)
    await settled(pull)
  })

  test('of the summary that was taken leaves one', async () => {
    const { pull } = open(files)
    scene.github.faults.next({ ...reviews, disconnect: true, when: 'after' })
    await run(pull, { 'comment-limit': '0' })
    expect(scene.github.reviews(pull)).toHaveLength(1)
  })
})

describe('the pace', () => {
  test('is that of GitHub: what is written singly stays below its limit of 80 a minute (R18)', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `RUN bad ${index}`)
    const { pull } = open({ Dockerfile: text(...lines) })
    scene.github.rate.contentPerMinute = 80
    scene.github.faults.next({ ...reviews, ...invalid })
    await run(pull)
    scene.github.rate.contentPerMinute = null
    expect(comments(pull)).toHaveLength(30)
    expect(scene.github.writes().filter(({ status }) => status === 403)).toEqual([])
  })

  test('that is broken all the same is waited for as long as `retry-after` says, and nothing is lost', async () => {
    const { pull } = open(files)
    scene.waits.length = 0
    scene.github.advance(120)
    scene.github.rate.contentPerMinute = 2
    scene.github.faults.next({ ...reviews, ...invalid })
    await run(pull)
    scene.github.rate.contentPerMinute = null
    expect(comments(pull)).toHaveLength(3)
    expect(Math.max(...scene.waits)).toBeGreaterThan(1_000)
    expect(summary(pull)).toHaveLength(1)
    await settled(pull)
  })

  test('is waited for a minute, then two, where GitHub does not say how long; then it is annotations', async () => {
    const { pull } = open({ Dockerfile: text('RUN bad') })
    scene.waits.length = 0
    const body = {
      message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    }
    scene.github.faults.next({ ...reviews, status: 403, body, times: 3 })
    const ended = await run(pull)
    expect(scene.waits).toEqual([60_000, 120_000])
    expect(writes()).toHaveLength(3)
    expect(places(ended)).toEqual(['Dockerfile:1'])
  })

  test('of an hour that is spent is not waited for', async () => {
    const { pull } = open({ Dockerfile: text('RUN bad') })
    scene.waits.length = 0
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.now() / 1_000 + 3_000) }
    scene.github.faults.next({ ...reviews, status: 403, body: { message: 'API rate limit exceeded' }, headers })
    const ended = await run(pull)
    expect(scene.waits).toEqual([])
    expect(places(ended)).toEqual(['Dockerfile:1'])
    await run(pull)
    expect(comments(pull)).toHaveLength(1)
  })
})

describe('the time', () => {
  test('that the run has is not waited beyond: what could not be said is annotations, and the next run says it', async () => {
    const { pull } = open(files)
    scene.waits.length = 0
    scene.github.faults.next({ ...reviews, ...invalid })
    scene.github.faults.next({
      ...single,
      status: 429,
      body: { message: 'slow' },
      headers: { 'retry-after': '50' },
      skip: 1,
    })
    const ended = await run(pull, { 'fail-on': 'never' }, { timeLeft: () => 40_000 })
    expect(comments(pull)).toHaveLength(1)
    expect(places(ended)).toEqual(['Dockerfile:2', 'Dockerfile:3'])
    expect(ended.summary).toContain('GitHub did not take 2 more; annotations stand in their place.')
    expect(scene.waits.filter((wait) => wait >= 40_000)).toEqual([])
    await run(pull)
    expect(comments(pull)).toHaveLength(3)
    await settled(pull)
  })

  test('that is over begins no writing', async () => {
    const { pull } = open({ Dockerfile: text('RUN bad') })
    const ended = await run(pull, {}, { timeLeft: () => 0 })
    expect(scene.github.writes()).toEqual([])
    expect(places(ended)).toEqual(['Dockerfile:1'])
    expect(ended.log.join('\n')).toContain('There was no time left to write the review.')
  })
})

describe('what is over the limit of comments', () => {
  test('stands in the summary and in annotations', async () => {
    const { pull } = open(files)
    const ended = await run(pull, { 'comment-limit': '1', 'fail-on': 'never' })
    expect(comments(pull).map(({ line }) => line)).toEqual([4])
    expect(summary(pull)[0]?.body).toContain('2 more findings, over the limit of comments')
    expect(places(ended)).toEqual(['Dockerfile:2', 'Dockerfile:3'])
    expect(ended.outputs.findings).toBe('3')
  })
})
