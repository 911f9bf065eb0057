import { describe, expect, test } from '@jest/globals'
import { call } from '../embedded-github/client.ts'
import { foundIn } from './contract.ts'
import {
  annotations,
  essence,
  everythingSaid,
  PIP_DOCKERFILE,
  type Pull,
  type Run,
  stage,
  suggestionsIn,
} from './scene.ts'

const scene = stage()
const { open, run, said } = scene

const RULES = ['mount-package-cache', 'declare-syntax']

/** Where each finding of the mission's Dockerfile is told: how often on the pull request, and as how many annotations. */
function told(pull: Pull, ended: Run) {
  const page = everythingSaid(scene.github, pull)
  const log = annotations(ended).map(({ message, properties }) => `${properties.title ?? ''} ${message}`)
  return Object.fromEntries(
    RULES.map((rule) => [
      rule,
      { page: page.includes(rule), annotations: log.filter((line) => line.includes(rule)).length },
    ]),
  )
}

const IN_ANNOTATIONS = Object.fromEntries(RULES.map((rule) => [rule, { page: false, annotations: 1 }]))

/** The annotations and the summary tell what the review would have told. */
function expectFallback(pull: Pull, ended: Run) {
  expect(told(pull, ended)).toEqual(IN_ANNOTATIONS)
  const places = annotations(ended).map(({ command, properties: { file, line } }) => ({ command, file, line }))
  expect(places).toEqual(
    expect.arrayContaining([
      { command: 'warning', file: 'Dockerfile', line: '8' },
      { command: 'notice', file: 'Dockerfile', line: '1' },
    ]),
  )
  for (const rule of RULES) expect(ended.summary).toContain(rule)
  expect(ended.summary).toContain('--mount=type=cache,target=/root/.cache/pip')
  expect(ended.outputs).toMatchObject({ findings: '2', errors: '0', warnings: '1', comments: '0', 'review-url': '' })
  expect(foundIn(ended.report)).toEqual(['Dockerfile: declare-syntax', 'Dockerfile: mount-package-cache'])
  expect(said(pull)).toEqual({ reviews: [], comments: [], issueComments: [] })
}

const DIFF_REFUSED = {
  message: 'Unprocessable Entity',
  errors: [
    "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank",
  ],
  documentation_url: 'https://docs.github.com/rest/pulls/reviews#create-a-review-for-a-pull-request',
  status: '422',
}

describe('a token that cannot write', () => {
  test('turns the review of a fork into annotations and a summary, with the same exit code', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE }, { fork: true })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expectFallback(pull, ended)
    expect((await run(pull, { inputs: { 'fail-on': 'warning' } })).code).toBe(1)
  })

  test('is asked for the missing permission once, by name', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    const token = scene.github.createToken({ rights: { contents: 'read', 'pull-requests': 'read' } })
    const ended = await run(pull, { inputs: { 'github-token': token } })
    expectFallback(pull, ended)
    expect(`${ended.stdout}${ended.summary}`.match(/pull-requests: write/g)?.length ?? 0).toBeGreaterThan(0)
  })

  test('works for a fork that is gone', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE }, { fork: true })
    pull.head.repository?.delete()
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expectFallback(pull, ended)
  })

  test('does not keep a run with more rights from reviewing a fork', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE }, { fork: true })
    const ended = await run(pull, { eventName: 'pull_request_target' })
    expect(ended.outputs.comments).toBe('2')
    expect(
      said(pull)
        .comments.map(essence)
        .map(({ lines }) => lines),
    ).toEqual([
      [1, 1],
      [8, 8],
    ])
  })
})

describe('GitHub refuses', () => {
  test('a review once: every finding is told on the pull request all the same', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    scene.github.faults.next({ method: 'POST', path: /\/reviews$/, status: 422, body: DIFF_REFUSED })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expect(
      said(pull)
        .comments.map(essence)
        .map(({ suggestions }) => suggestions.length),
    ).toEqual([1, 1])
    // GitHub keeps each single comment in a review without a body.
    expect(said(pull).reviews.filter(({ body }) => body !== '')).toHaveLength(1)
  })

  test('every comment on its lines: every finding is told on its file', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    scene.github.limits.patchBytes = 1
    const ended = await run(pull)
    scene.github.limits.patchBytes = 1 << 20
    expect(ended.code).toBe(0)
    const { comments } = said(pull)
    expect(comments.map(({ subject_type, line }) => [subject_type, line])).toEqual(Array(2).fill(['file', null]))
    expect(comments.flatMap(({ body }) => suggestionsIn(body))).toEqual([])
    expect(comments.map(({ body }) => body).join('\n')).toContain('GitHub takes no comment on these lines')
    for (const rule of RULES) expect(told(pull, ended)[rule]?.page).toBe(true)
  })

  test('every review: every finding becomes an annotation', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    scene.github.faults.next({
      method: 'POST',
      path: /\/(?:reviews|comments)$/,
      status: 422,
      body: DIFF_REFUSED,
      times: 50,
    })
    const ended = await run(pull)
    scene.github.faults.clear()
    expect(ended.code).toBe(0)
    expectFallback(pull, ended)
  })

  test('because the conversation is locked or the repository archived: annotations, no failure', async () => {
    const locked = open({ Dockerfile: PIP_DOCKERFILE })
    locked.pull.locked = true
    const first = await run(locked.pull)
    expect(first.code).toBe(0)
    expectFallback(locked.pull, first)
    const archived = open({ Dockerfile: PIP_DOCKERFILE })
    archived.repository.archived = true
    const second = await run(archived.pull)
    expect(second.code).toBe(0)
    expectFallback(archived.pull, second)
  })

  test('because of a review that was left pending: everything is told somewhere', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    await call(scene.github, 'POST', `/repos/${pull.repository.fullName}/pulls/${pull.number}/reviews`, {
      body: { body: 'Not ours.' },
    })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    for (const rule of RULES) {
      const { page, annotations: count } = told(pull, ended)[rule] ?? { page: false, annotations: 0 }
      expect([rule, page || count > 0]).toEqual([rule, true])
    }
  })
})

describe('GitHub falters', () => {
  test('behind the work: the review is not written twice', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    scene.github.faults.next({
      method: 'POST',
      path: /\/reviews$/,
      when: 'after',
      status: 502,
      body: '<html>Unicorn!</html>',
    })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expect(said(pull).reviews).toHaveLength(1)
    expect(said(pull).comments).toHaveLength(2)
  })

  test('on a read: it is asked again', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    scene.github.faults.next({ method: 'GET', status: 502, body: { message: 'Server Error' } })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expect(said(pull).comments).toHaveLength(2)
  })

  test('at the pace: it is waited for as long as it says', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    const body = {
      message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    }
    scene.github.faults.next({ method: 'POST', path: /\/reviews$/, status: 403, body, headers: { 'retry-after': '1' } })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expect(said(pull).comments).toHaveLength(2)
  })

  test('for good: the run says so and is no review that found nothing', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    scene.github.faults.next({
      method: 'GET',
      path: /\/files$/,
      status: 500,
      body: { message: 'Server Error' },
      times: 50,
    })
    const ended = await run(pull)
    scene.github.faults.clear()
    expect(ended.code).toBe(1)
    expect(ended.commands.filter(({ command }) => command === 'error')).toHaveLength(1)
    expect(said(pull).reviews).toHaveLength(0)
  })
})

describe('a run whose commit is no longer the head leaves the writing to the newer run', () => {
  const moved = { Dockerfile: PIP_DOCKERFILE.replace('RUN pip', '# Moved.\nRUN pip') }

  test('when it starts late', async () => {
    const { pull, push } = open({ Dockerfile: PIP_DOCKERFILE })
    const event = scene.github.pullRequestEvent(pull)
    push(moved)
    const ended = await run(pull, { event })
    expect(ended.code).toBe(0)
    expect(said(pull)).toEqual({ reviews: [], comments: [], issueComments: [] })
  })

  test('when somebody pushes while it reads', async () => {
    const { pull, push } = open({ Dockerfile: PIP_DOCKERFILE })
    scene.github.faults.next({ method: 'GET', path: /git\/(?:blobs|trees)/, meanwhile: () => push(moved) })
    const ended = await run(pull)
    scene.github.faults.clear()
    expect(ended.code).toBe(0)
    expect(said(pull)).toEqual({ reviews: [], comments: [], issueComments: [] })
    expect((await run(pull)).outputs.comments).toBe('2')
  })
})
