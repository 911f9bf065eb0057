import { describe, expect, test } from '@jest/globals'
import { readCommentMark, readSummaryMark } from '../../src/review/mark.ts'
import { onGitHub, type Pull } from './on-github.ts'

const scene = onGitHub()
const { open, run } = scene

const text = (...lines: string[]) => `${lines.join('\n')}\n`
const writes = () =>
  scene.github.writes().map(({ method, path, body }) => {
    if (path === '/graphql') return /(\w+)\(input/.exec(String(body?.query))?.[1]
    return `${method} ${path.split('/').slice(4).join('/').replace(/\d+/g, 'N')}`
  })
const threads = (pull: Pull) =>
  scene.github.threads(pull).map((thread) => ({
    path: thread.comments[0]?.anchor.path,
    body: thread.comments[0]?.body ?? '',
    resolved: thread.resolvedBy,
    closed: readCommentMark(thread.comments[0]?.body ?? '')?.closed,
  }))
const openThreads = (pull: Pull) => threads(pull).filter(({ resolved, closed }) => !resolved && !closed)
const first = (pull: Pull) => scene.github.comments(pull)[0]?.id ?? 0
const summaries = (pull: Pull) => scene.github.reviews(pull).filter(({ body }) => readSummaryMark(body))
const summary = (pull: Pull) => summaries(pull)[0]?.body ?? ''

const RESOLVE = 'resolveReviewThread'
const SUMMARY = 'PUT pulls/N/reviews/N'
const REVIEW = 'POST pulls/N/reviews'
const EDIT = 'PATCH pulls/comments/N'

/** Nothing is left to say: a second run writes nothing. */
async function settled(pull: Pull) {
  await run(pull)
  expect(writes()).toEqual([])
}

describe('what stands on the pull request', () => {
  test('stays as it is when the branch is pushed with force (R24: threads go outdated, kamp-us/phoenix#5215)', async () => {
    const { pull, repository } = open({ Dockerfile: text('FROM a', 'RUN bad') })
    await run(pull)
    repository.forcePush({ branch: 'change', files: { Dockerfile: text('# Above', 'FROM a', 'RUN bad') } })
    await run(pull)
    expect(writes()).toEqual([])
  })

  test('stays as it is when the branch is rebased onto a base that went on', async () => {
    const { pull, repository } = open({ Dockerfile: text('FROM a', 'RUN bad') })
    await run(pull)
    repository.commit({ branch: 'main', files: { 'other.txt': 'x\n' } })
    repository.forcePush({ branch: 'change', files: { Dockerfile: text('FROM a', 'RUN bad') } })
    await run(pull)
    expect(writes()).toEqual([])
    expect(openThreads(pull)).toHaveLength(1)
  })

  test('is not said twice when the Dockerfile is renamed', async () => {
    const { pull, push } = open({ Dockerfile: text('FROM a', 'RUN bad', 'RUN worse') })
    await run(pull)
    push({ Dockerfile: null, 'docker/Dockerfile': text('FROM a', 'RUN bad', 'RUN worse') })
    await run(pull)
    expect(openThreads(pull)).toHaveLength(2)
    expect(writes().filter((one) => one !== SUMMARY)).toEqual([])
    await settled(pull)
  })

  test('is not said twice when another base branch makes it lie outside of the diff', async () => {
    const old = Array.from({ length: 20 }, (_, index) => `RUN ${index}`)
    const { pull, repository } = open({ Dockerfile: text('RUN bad', ...old) }, { Dockerfile: text(...old) })
    await run(pull)
    repository.commit({ branch: 'release', files: { Dockerfile: text('RUN bad', ...old.slice(0, -1)) } })
    pull.changeBase('release')
    await run(pull)
    expect(openThreads(pull)).toHaveLength(1)
    expect(writes()).not.toContain(REVIEW)
    await settled(pull)
  })

  test('is not said again on a draft that becomes ready, nor when the pull request is reopened', async () => {
    const { pull } = open({ Dockerfile: text('RUN bad') })
    pull.draft = true
    await run(pull)
    expect(openThreads(pull)).toHaveLength(1)
    pull.draft = false
    await run(pull, {}, { event: scene.github.pullRequestEvent(pull, 'ready_for_review') })
    expect(writes()).toEqual([])
    pull.close()
    await run(pull, {}, { event: scene.github.pullRequestEvent(pull, 'closed') })
    expect(writes()).toEqual([])
    pull.reopen()
    await run(pull, {}, { event: scene.github.pullRequestEvent(pull, 'reopened') })
    expect(writes()).toEqual([])
  })

  test('is left alone on a merged pull request, which would still take comments (cli/cli#5038)', async () => {
    const { pull, push } = open({ Dockerfile: text('RUN bad') })
    await run(pull)
    push({ Dockerfile: text('RUN bad', 'RUN worse') })
    const event = scene.github.pullRequestEvent(pull)
    pull.merge()
    // The event was written before.
    await run(pull, {}, { event })
    expect(writes()).toEqual([])
    await run(pull)
    expect(writes()).toEqual([])
  })
})

describe('what is done with', () => {
  test('is resolved, many threads in one request, and the summary says what is left', async () => {
    const { pull, push } = open({ Dockerfile: text('RUN bad one', 'RUN bad two', 'RUN bad three') })
    await run(pull)
    push({ Dockerfile: text('RUN good one', 'RUN good two', 'RUN bad three') })
    await run(pull)
    expect(writes()).toEqual([RESOLVE, SUMMARY])
    expect(openThreads(pull)).toHaveLength(1)
    expect(summary(pull)).toContain('1 comment on the build cache')
    await settled(pull)
  })

  test('is said in one edit where the token may not resolve; that is tried once (R20: github/gh-aw#35726, PostHog/posthog#52717)', async () => {
    const { pull, push } = open({ Dockerfile: text('RUN bad one', 'RUN bad two') })
    const rights = { contents: 'read', 'pull-requests': 'write' } as const
    const inputs = { 'github-token': scene.github.createToken({ rights, resolvesThreads: false }) }
    await run(pull, inputs)
    push({ Dockerfile: text('RUN good one', 'RUN good two') })
    const { log } = await run(pull, inputs)
    expect(writes()).toEqual([RESOLVE, EDIT, EDIT, SUMMARY])
    for (const { body } of threads(pull)) {
      expect(body).toMatch(/^\*\*Done:\*\* as of [0-9a-f]{7} this is no longer found\./)
      expect(body).not.toContain('```suggestion')
    }
    expect(log.join('\n')).toContain('GitHub refused to resolve the threads')
    await run(pull, inputs)
    expect(writes()).toEqual([])
  })

  test('is resolved when its Dockerfile is no longer part of the pull request', async () => {
    const { pull, push } = open({ Dockerfile: text('RUN bad'), 'main.py': 'x\n' })
    await run(pull)
    push({ Dockerfile: null })
    await run(pull)
    expect(writes()).toEqual([RESOLVE, SUMMARY])
    expect(summary(pull)).toContain('Nothing left to say')
    await settled(pull)
  })

  test('is not known of a file that cannot be understood: its thread stays', async () => {
    const { pull, push } = open({ Dockerfile: text('RUN bad') })
    await run(pull)
    push({ Dockerfile: text('UNREADABLE') })
    await run(pull)
    expect(openThreads(pull)).toHaveLength(1)
  })

  test('and comes back is said again, also when its suggestion was committed, which resolves its thread', async () => {
    const { pull, push } = open({ Dockerfile: text('FROM a', 'RUN bad') })
    await run(pull)
    scene.github.commitSuggestion(pull, first(pull))
    expect(threads(pull)[0]?.resolved).not.toBeNull()
    await run(pull)
    push({ Dockerfile: text('FROM a', 'RUN bad') })
    await run(pull)
    expect(writes()).toEqual([REVIEW, SUMMARY])
    expect(openThreads(pull)).toHaveLength(1)
    await settled(pull)
  })
})

describe('people', () => {
  test('who resolve a thread do not hear it again, and the summary lists it', async () => {
    const { pull, push } = open({ Dockerfile: text('RUN bad one', 'RUN bad two') })
    await run(pull)
    scene.github.resolve(pull, first(pull), 'mona')
    push({ Dockerfile: text('# Moved', 'RUN bad one', 'RUN bad two') })
    await run(pull)
    expect(writes()).toEqual([SUMMARY])
    expect(summary(pull)).toContain('1 finding that somebody dismissed by resolving its thread')
    expect(threads(pull)[0]?.resolved).toBe('mona')
    await settled(pull)
  })

  test('who answered keep their words and their thread when the suggestion changes (R23: reviewdog/reviewdog#1804)', async () => {
    const { pull, push } = open({ Dockerfile: text('USER one', 'RUN bad') })
    await run(pull)
    const said = scene.github.reply(pull, first(pull), { author: 'mona', body: 'Are you sure?' })
    push({ Dockerfile: text('USER two', 'RUN bad') })
    await run(pull)
    expect(writes()).toEqual([REVIEW, EDIT, SUMMARY])
    expect(scene.github.comments(pull).find(({ id }) => id === said.id)?.body).toBe('Are you sure?')
    const [old, now] = threads(pull)
    expect(old).toMatchObject({ resolved: null, closed: true })
    expect(old?.body).toContain('```dockerfile')
    expect(now?.body).toContain('RUN good as two')
    await settled(pull)
  })

  test('find the comment edited in place where nobody answered and the lines are the same (danger/danger#949)', async () => {
    const { pull, push } = open({ Dockerfile: text('USER one', 'RUN bad') })
    await run(pull)
    push({ Dockerfile: text('USER two', 'RUN bad') })
    await run(pull)
    expect(writes()).toEqual([EDIT])
    expect(threads(pull).map(({ body }) => body)).toEqual([expect.stringContaining('RUN good as two')])
    await settled(pull)
  })

  test('find no button that is wrong, also in a thread that they resolved', async () => {
    const { pull, push } = open({ Dockerfile: text('USER one', 'RUN bad') })
    await run(pull)
    scene.github.resolve(pull, first(pull), 'mona')
    push({ Dockerfile: text('USER two', 'RUN bad') })
    await run(pull)
    expect(writes()).toEqual([EDIT, SUMMARY])
    expect(threads(pull)[0]?.body).not.toContain('```suggestion')
    expect(threads(pull)[0]?.resolved).toBe('mona')
    await settled(pull)
  })

  test('who paste our mark do not speak for us (R22: marocchino/sticky-pull-request-comment#332)', async () => {
    const model = open({ Dockerfile: text('RUN bad') })
    await run(model.pull)
    const { pull } = open({ Dockerfile: text('RUN bad') })
    const mallory = scene.api(scene.github.createToken({ login: 'github-actions' }))
    const { owner, repo, number: pull_number } = scene.pullOf(pull)
    await mallory.client.rest.pulls.createReview({
      ...{ owner, repo, pull_number, commit_id: pull.headSha, event: 'COMMENT', body: summary(model.pull) },
      comments: [{ path: 'Dockerfile', line: 1, side: 'RIGHT', body: threads(model.pull)[0]?.body ?? '' }],
    })
    await run(pull)
    expect(writes()).toEqual([REVIEW])
    expect(threads(pull)).toHaveLength(2)
    await settled(pull)
  })
})

describe('a review that asks for changes', () => {
  const inputs = { 'review-event': 'request-changes', 'fail-on': 'never' }

  test('is there only for those who ask for it (R15: github/docs#31550), and is dismissed once everything is done with', async () => {
    const { pull, push } = open({ Dockerfile: text('RUN bad one', 'RUN bad two') })
    await run(pull, inputs)
    expect(scene.github.reviews(pull).map(({ state }) => state)).toEqual(['CHANGES_REQUESTED'])
    push({ Dockerfile: text('RUN bad one', 'RUN good two') })
    await run(pull, inputs)
    expect(scene.github.reviews(pull).map(({ state }) => state)).toEqual(['CHANGES_REQUESTED'])
    push({ Dockerfile: text('RUN good one', 'RUN good two') })
    await run(pull, inputs)
    expect(scene.github.reviews(pull).map(({ state }) => state)).toEqual(['DISMISSED'])
    await run(pull, inputs)
    expect(writes()).toEqual([])
  })

  test('is an opinion on an own pull request, where GitHub takes no demand', async () => {
    const { pull } = open({ Dockerfile: text('RUN bad') })
    const login = pull.author
    await run(pull, { ...inputs, 'github-token': scene.github.createToken({ login }) })
    expect(scene.github.reviews(pull).map(({ state }) => state)).toEqual(['COMMENTED'])
  })
})

describe('an older GitHub Enterprise Server', () => {
  test('without some fields is asked again without them (R19)', async () => {
    scene.github.withoutFields(['PullRequestReviewThread.subjectType', 'PullRequestReviewComment.fullDatabaseId'])
    const { pull, push } = open({ Dockerfile: text('RUN bad one', 'RUN bad two') })
    await run(pull)
    push({ Dockerfile: text('RUN good one', 'RUN bad two') })
    await run(pull)
    expect(writes()).toEqual([RESOLVE, SUMMARY])
    await settled(pull)
    scene.github.withoutFields([])
  })

  test('without threads has its comments read: nothing is said twice, and what is gone is said in the comment', async () => {
    scene.github.withoutFields(['PullRequest.reviewThreads'])
    const { pull, push } = open({ Dockerfile: text('RUN bad one', 'RUN bad two') })
    await run(pull)
    push({ Dockerfile: text('RUN good one', 'RUN bad two') })
    await run(pull)
    expect(writes()).toEqual([EDIT, SUMMARY])
    expect(openThreads(pull)).toHaveLength(1)
    await settled(pull)
    scene.github.withoutFields([])
  })
})

describe('marks of version 1', () => {
  test('are known by rule and place, and nothing is said twice', async () => {
    const { pull } = open({ Dockerfile: text('FROM a', 'RUN bad', 'RUN worse') })
    await run(pull)
    for (const comment of pull.comments) {
      comment.body = comment.body.replace(
        /<!-- layerwise:v2 \S+ (\S+) \S+ -->/,
        '<!-- layerwise:v1 0123456789abcdef $1 -->',
      )
    }
    for (const review of pull.reviews) {
      review.body = review.body.replace(/<!--.*-->/, `<!-- layerwise:v1 review ${pull.headSha} 0123456789abcdef -->`)
    }
    await run(pull)
    expect(writes()).toEqual([SUMMARY])
    expect(openThreads(pull)).toHaveLength(2)
    await settled(pull)
  })
})
