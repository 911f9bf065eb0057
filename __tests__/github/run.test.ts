import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readCommentMark, readSummaryMark } from '../../src/review/mark.ts'
import { type Ended, onGitHub, type Pull } from './on-github.ts'

const scene = onGitHub()
const { open, run } = scene

const base = Array.from({ length: 20 }, (_, index) => `RUN ${index + 1}`)
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
const writes = () => scene.github.writes().map(({ method, path }) => `${method} ${path.split('/').slice(4).join('/')}`)
const summaries = (pull: Pull) => scene.github.reviews(pull).filter(({ body }) => readSummaryMark(body) !== null)
const places = ({ annotations }: Ended) => annotations.map(({ level, file, startLine }) => [level, file, startLine])

describe('what it costs', () => {
  test('is two requests without a Dockerfile, and nothing is written', async () => {
    const { pull } = open({ 'main.py': 'x = 1\n' })
    const ended = await run(pull)
    expect(scene.github.requests).toHaveLength(2)
    expect(ended).toMatchObject({
      failed: [],
      summary: '',
      outputs: { findings: '0', comments: '0', 'review-url': '' },
    })
  })

  test('is five with one, and four when everything was said', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' })
    await run(pull)
    expect(scene.github.requests).toHaveLength(5)
    await run(pull)
    expect(scene.github.requests).toHaveLength(4)
    expect(writes()).toEqual([])
  })

  test('is eight when one is fixed, and nine when something new is there, too', async () => {
    const { pull, push } = open({ Dockerfile: 'RUN bad one\nRUN bad two\nRUN bad three\n' })
    await run(pull)
    push({ Dockerfile: 'RUN bad one\nRUN good two\nRUN bad three\n' })
    await run(pull)
    expect(scene.github.requests).toHaveLength(7)
    push({ Dockerfile: 'RUN bad one\nRUN good two\nRUN good three\nRUN bad four\n' })
    await run(pull)
    expect(scene.github.requests).toHaveLength(9)
  })
})

describe('a review', () => {
  test('is one, with all comments, for the commit that was looked at', async () => {
    const { pull } = open({ Dockerfile: 'FROM a\nRUN bad\nRUN worse\n', 'api/Dockerfile': 'RUN bad\n' })
    const ended = await run(pull, { 'fail-on': 'never' })
    expect(writes()).toEqual([`POST pulls/${pull.number}/reviews`])
    const { body } = scene.github.writes()[0] ?? {}
    expect(body).toMatchObject({ event: 'COMMENT', commit_id: pull.headSha })
    expect(scene.comments(pull).map(({ path, line }) => `${path}:${line}`)).toEqual([
      'Dockerfile:2',
      'Dockerfile:3',
      'api/Dockerfile:1',
    ])
    expect(ended.outputs).toMatchObject({ findings: '3', errors: '1', warnings: '2', comments: '3' })
    expect(ended.outputs['review-url']).toBe(scene.github.reviews(pull)[0]?.html_url)
    expect(ended.annotations).toEqual([])
    expect(ended.report.summary).toEqual({ files: 2, errors: 1, warnings: 2, infos: 0 })
  })

  test('reads what an analysis asks for from the head commit', async () => {
    const { pull } = open({ Dockerfile: 'NEEDS version.txt\n', 'version.txt': 'new' }, { 'version.txt': 'old' })
    await run(pull)
    expect(scene.comments(pull)[0]?.body).toContain('It holds new.')
  })

  test('lists in one place what has no comment, however often the pull request is pushed (R16: context-labs/loupe#13)', async () => {
    const old = [...base, 'RUN bad']
    const { pull, push } = open({ Dockerfile: text(['RUN worse', ...old]) }, { Dockerfile: text(old) })
    await run(pull)
    expect(scene.comments(pull).map(({ line }) => line)).toEqual([1])
    expect(summaries(pull)).toHaveLength(1)
    expect(summaries(pull)[0]?.body).toContain('line 22')

    push({ Dockerfile: text(['RUN worse', 'RUN one', ...old]), 'b/Dockerfile': 'RUN worse\n' })
    await run(pull)
    expect(writes()).toEqual([
      `POST pulls/${pull.number}/reviews`,
      expect.stringMatching(/^PUT pulls\/\d+\/reviews\/\d+$/),
    ])
    expect(summaries(pull)).toHaveLength(1)
    expect(summaries(pull)[0]?.body).toContain('2 comments on the build cache in 2 Dockerfiles.')

    push({ Dockerfile: text(['RUN worse', 'RUN one', ...base]) })
    await run(pull)
    expect(writes()).toEqual([expect.stringMatching(/^PUT pulls\/\d+\/reviews\/\d+$/)])
    expect(summaries(pull)[0]?.body).not.toContain('line 22')

    await run(pull)
    expect(writes()).toEqual([])
  })

  test('says a finding although somebody else wears its mark', async () => {
    const { pull, push } = open({ Dockerfile: 'RUN worse\n' })
    await run(pull)
    const model = open({ Dockerfile: 'RUN bad\n' })
    await run(model.pull)
    const [mark] = scene.comments(model.pull).map(({ body }) => body)
    const mallory = scene.api(scene.github.createToken({ login: 'mallory' }))
    const { owner, repo, number } = scene.pullOf(pull)
    await mallory.client.rest.pulls.createReviewComment({
      ...{ owner, repo, pull_number: number, commit_id: pull.headSha },
      ...{ path: 'Dockerfile', line: 1, side: 'RIGHT', body: mark ?? '' },
    })
    push({ Dockerfile: 'RUN worse\nRUN bad\n' })
    await run(pull)
    expect(scene.comments(pull)).toHaveLength(3)
    await run(pull)
    expect(writes()).toEqual([])
  })

  test('is not written on a pull request that is closed (cli/cli#5038) or has moved on (R29)', async () => {
    const closed = open({ Dockerfile: 'RUN bad\n' })
    closed.pull.state = 'closed'
    expect((await run(closed.pull)).failed).toEqual([])
    const moved = open({ Dockerfile: 'RUN bad\n' })
    const event = scene.github.pullRequestEvent(moved.pull)
    moved.push({ Dockerfile: 'RUN 1\nRUN bad\n' })
    const ended = await run(moved.pull, {}, { event })
    for (const { pull } of [closed, moved]) expect(scene.github.reviews(pull)).toEqual([])
    expect(ended.summary).toContain('moved on')
  })
})

describe('a refusal', () => {
  const invalid = {
    status: 422,
    body: { message: 'Unprocessable Entity', errors: ['Pull request review thread line must be part of the diff'] },
  }
  const reviews = { method: 'POST', path: /\/reviews$/ }
  const comments = { method: 'POST', path: /\/comments$/ }

  test('of every comment on its lines and on its file lists it in the summary, and a second run does not try again', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' })
    scene.github.faults.next({ ...reviews, ...invalid })
    scene.github.faults.next({ ...comments, ...invalid, times: 2 })
    const ended = await run(pull)
    expect(scene.comments(pull)).toEqual([])
    const [review] = scene.github.reviews(pull)
    expect(review?.body).toContain('GitHub did not take 1 comment')
    expect(review?.body).toContain('+RUN good')
    expect(ended.outputs.comments).toBe('0')
    expect(places(ended)).toEqual([['warning', 'Dockerfile', 1]])
    await run(pull)
    expect(writes()).toEqual([])
  })

  test('because the pull request moved on while it was written ends the writing', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' })
    scene.github.faults.next({ ...reviews, ...invalid })
    const event = scene.github.pullRequestEvent(pull)
    const look = { method: 'GET', path: new RegExp(`/pulls/${pull.number}$`) }
    scene.github.faults.next({ ...look, status: 200, body: { state: 'open', head: { sha: 'f'.repeat(40) } } })
    const ended = await run(pull, {}, { event })
    expect(writes()).toHaveLength(1)
    expect(ended.annotations).toEqual([])
    expect(ended.summary).toContain('moved on')
  })

  test('of everything leaves annotations and the summary, and the same result', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\nRUN worse\n' })
    const ended = await run(pull, { 'github-token': scene.github.readOnlyToken, 'fail-on': 'warning' })
    expect(places(ended)).toEqual([
      ['error', 'Dockerfile', 2],
      ['warning', 'Dockerfile', 1],
    ])
    expect(ended.summary).toContain('RUN good')
    expect(ended.outputs).toMatchObject({ findings: '2', comments: '0', 'review-url': '' })
    expect(ended.failed).toEqual(['1 error, 1 warning (fail-on: warning).'])
    expect(ended.log.join('\n')).toContain('pull-requests: write')
  })

  test('whose answer was lost is looked for before it is sent again', async () => {
    for (const fault of [{ status: 502, body: '<html></html>' }, { disconnect: true }]) {
      const arrived = open({ Dockerfile: 'RUN bad\n' })
      scene.github.faults.next({ ...reviews, ...fault, when: 'after' })
      expect((await run(arrived.pull)).outputs.comments).toBe('1')
      expect(writes()).toHaveLength(1)
      const lost = open({ Dockerfile: 'RUN bad\n' })
      scene.github.faults.next({ ...reviews, ...fault })
      expect((await run(lost.pull)).outputs.comments).toBe('1')
      for (const { pull } of [arrived, lost]) expect(scene.github.reviews(pull)).toHaveLength(1)
    }
  })

  test('for the pace is waited for as long as GitHub says', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' })
    scene.waits.length = 0
    scene.github.faults.next({ ...reviews, status: 429, body: { message: 'slow' }, headers: { 'retry-after': '3' } })
    expect((await run(pull)).outputs.comments).toBe('1')
    expect(scene.waits).toEqual([3_000])
  })

  test('to say what was said before writes nothing, rather than everything twice', async () => {
    const { pull, push } = open({ Dockerfile: 'RUN bad\n' })
    await run(pull)
    push({ Dockerfile: 'RUN bad\nRUN 1\n' })
    scene.github.faults.next({ path: '/graphql', skip: 1, status: 500, body: {}, times: 3 })
    scene.github.faults.next({ method: 'GET', path: /\/(?:comments|reviews)$/, status: 500, body: {}, times: 3 })
    const ended = await run(pull)
    expect(writes()).toEqual([])
    expect(places(ended)).toEqual([['warning', 'Dockerfile', 1]])
  })

  test('to give a Dockerfile is a note, and the others go on', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n', 'other.Dockerfile': 'RUN worse\n' })
    const sha = pull.change('other.Dockerfile')?.sha ?? ''
    scene.github.faults.next({ path: new RegExp(sha), status: 404, body: { message: 'Not Found' } })
    // A query cuts both off, so that they are read one by one.
    scene.github.limits.blobTextBytes = 1
    const ended = await run(pull)
    scene.github.limits.blobTextBytes = 512_000
    expect(scene.comments(pull).map(({ path }) => path)).toEqual(['Dockerfile'])
    expect(ended.summary).toContain('This file is not given out by GitHub, so it was not looked at.')
  })
})

describe('the configuration', () => {
  test('is that of the base, not that of the pull request', async () => {
    const base_ = { 'layerwise.yml': 'paths:\n  exclude: [vendored/**]\n' }
    const { pull } = open(
      { 'layerwise.yml': 'paths:\n  exclude: ["**"]\n', Dockerfile: 'RUN bad\n', 'vendored/Dockerfile': 'RUN bad\n' },
      base_,
    )
    await run(pull)
    expect(scene.comments(pull).map(({ path }) => path)).toEqual(['Dockerfile'])
  })

  test('that is named and not there yet does not fail the pull request that brings it', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n', 'ci/layerwise.yml': '{}\n' })
    const ended = await run(pull, { config: 'ci/layerwise.yml' })
    expect(ended.failed).toEqual([])
    expect(ended.log.join('\n')).toContain('ci/layerwise.yml is not in the base branch yet')
    expect(scene.comments(pull)).toHaveLength(1)
  })

  test('that GitHub does not give out ends the run with one line', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' })
    scene.github.faults.next({ path: '/graphql', status: 403, body: { message: 'Forbidden' } })
    scene.github.faults.next({ path: /contents/, status: 403, body: { message: 'Forbidden' } })
    const { failed } = await run(pull)
    expect(failed).toEqual([expect.stringMatching(/^GitHub refused to give the configuration \(403 Forbidden\)/)])
    expect(writes()).toEqual([])
  })
})

describe('the result', () => {
  test('counts what the pull request touched, not what it left alone', async () => {
    const old = [...base, 'RUN worse']
    const { pull } = open({ Dockerfile: text(['RUN bad', ...old]) }, { Dockerfile: text(old) })
    expect((await run(pull)).failed).toEqual([])
    expect((await run(pull, { 'fail-on': 'warning' })).failed).toEqual(['1 warning (fail-on: warning).'])
  })

  test('is the same when everything was said before', async () => {
    const { pull } = open({ Dockerfile: 'RUN worse\n' })
    const [first, second] = [await run(pull), await run(pull)]
    expect(first.failed).toEqual(['1 error (fail-on: error).'])
    expect(second.failed).toEqual(first.failed)
  })

  test('is one line when something is wrong with the inputs or the event', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' })
    expect((await run(pull, { 'fail-on': 'sometimes' })).failed).toEqual([
      expect.stringMatching(/^fail-on: "sometimes"/),
    ])
    expect((await run(pull, { paths: '/a' })).failed).toEqual([expect.stringMatching(/^paths: "\/a" starts with "\/"/)])
    expect((await run(pull, { 'github-token': '' })).failed).toEqual([expect.stringMatching(/^github-token is empty/)])
    expect((await run(pull, {}, { event: { a: 1 } })).failed).toEqual([
      expect.stringMatching(/^The event file names no pull request/),
    ])
    expect((await run(pull, {}, { env: { GITHUB_EVENT_PATH: '/nowhere' } })).failed).toHaveLength(1)
  })
})

describe('without a pull request', () => {
  test('the working tree is looked at, and annotations and the summary say what was found', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' })
    const root = join(scene.folder, 'tree')
    mkdirSync(join(root, 'api'), { recursive: true })
    writeFileSync(join(root, 'Dockerfile'), 'FROM a\nRUN bad\n')
    writeFileSync(join(root, 'api/Dockerfile'), 'RUN worse\nNEEDS api/x\n')
    writeFileSync(join(root, 'api/x'), 'some')
    const ended = await run(
      pull,
      { 'fail-on': 'error' },
      { env: { GITHUB_EVENT_NAME: 'repository_dispatch', GITHUB_WORKSPACE: root, GITHUB_SHA: 'c'.repeat(40) } },
    )
    expect(scene.github.requests).toEqual([])
    expect(places(ended)).toEqual([
      ['error', 'api/Dockerfile', 1],
      ['warning', 'Dockerfile', 2],
      ['notice', 'api/Dockerfile', 2],
    ])
    expect(ended.summary).toContain(
      `https://github.example/octo-org/${pull.repository.name}/blob/${'c'.repeat(40)}/api/Dockerfile#L1`,
    )
    expect(ended.failed).toEqual(['1 error (fail-on: error).'])
    expect(ended.outputs).toMatchObject({ findings: '3', errors: '1', warnings: '1', comments: '0' })
  })

  test('and without files it says what is missing', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' })
    const root = join(scene.folder, 'empty')
    mkdirSync(root)
    const ended = await run(pull, {}, { env: { GITHUB_EVENT_NAME: 'schedule', GITHUB_WORKSPACE: root } })
    expect(ended.failed).toEqual([])
    expect(ended.log.join('\n')).toContain('actions/checkout')
  })
})

test('the log holds nothing that the runner obeys', async () => {
  const { pull } = open({ Dockerfile: 'RUN bad\n' })
  const named = await run(pull, { config: '##[error]pwned' })
  const denied = open({ Dockerfile: 'RUN bad\n' })
  const message = '\n::error::pwned\u001b[31m ##[error]pwned'
  scene.github.faults.next({ method: 'POST', path: /\/reviews$/, status: 403, body: { message } })
  const refused = await run(denied.pull)
  const log = [...named.log, ...refused.log].join('\n')
  expect(log).toContain('pwned')
  expect(log).not.toMatch(/##\[|^\s*::|(?!\n)\p{Cc}/mu)
})

test('the mark of a comment names what it is about', async () => {
  const { pull } = open({ Dockerfile: 'RUN bad\n' })
  await run(pull)
  expect(readCommentMark(scene.comments(pull)[0]?.body ?? '')).toMatchObject({
    hashes: [expect.stringMatching(/^[0-9a-f]{16}$/)],
    rules: ['mount-package-cache'],
  })
})
