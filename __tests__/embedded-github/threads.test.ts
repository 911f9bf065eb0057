import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { call, numbered, type Server, text } from './client.ts'

type Repository = ReturnType<Server['createRepository']>
type Pull = ReturnType<Repository['openPull']>

let github: Server
let repository: Repository
let pull: Pull
let number = 0
const lines = numbered(20)
lines[9] = 'changed'

beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.stop())

/** A file of 20 lines of which line 10 is changed; a comment stands on it. */
beforeEach(async () => {
  github.withoutFields([])
  repository = github.createRepository({ name: `threads-${++number}`, files: { a: text(numbered(20)), z: 'z\n' } })
  repository.commit({ branch: 'feature', files: { a: text(lines) } })
  pull = repository.openPull({ head: 'feature', author: 'mona' })
  await say({ line: 10 })
})

const say = async (where: Record<string, unknown>, body = 'Look.') => {
  const asked = { path: 'a', commit_id: pull.headSha, body, ...where }
  const reply = await call(github, 'POST', `/repos/${repository.fullName}/pulls/1/comments`, { body: asked })
  expect(reply.status).toBe(201)
  return reply.body
}

const ask = async (query: string, variables: Record<string, unknown> = {}, token = github.token) =>
  (await call(github, 'POST', '/graphql', { body: { query, variables }, token })).body

const FIELDS = `id isResolved isOutdated isCollapsed path line startLine originalLine diffSide subjectType
  viewerCanResolve viewerCanUnresolve viewerCanReply resolvedBy { login }
  comments(first: 50) { nodes { id databaseId body viewerDidAuthor isMinimized minimizedReason outdated author { login __typename } } }`

const threads = async (token?: string) => {
  const query = `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { pullRequest(number: 1) {
    reviewThreads(first: 100) { totalCount nodes { ${FIELDS} } } } } }`
  const { owner, name } = repository
  return (await ask(query, { owner, name }, token)).data.repository.pullRequest.reviewThreads.nodes
}

const push = (change: (copy: string[]) => void, { force = false, path = 'a' } = {}) => {
  const copy = [...lines]
  change(copy)
  const commit = { branch: 'feature', files: { [path]: text(copy) } }
  return force ? repository.forcePush(commit) : repository.commit(commit)
}

describe('a thread', () => {
  test('tells where it stands and who speaks, an app without [bot] (fullsend-ai/fullsend#6205)', async () => {
    github.reply(pull, Number(pull.comments[0]?.id), { author: 'mona', body: 'Why?' })
    expect(await threads()).toMatchObject([
      {
        isResolved: false,
        isOutdated: false,
        path: 'a',
        line: 10,
        originalLine: 10,
        diffSide: 'RIGHT',
        subjectType: 'LINE',
        viewerCanResolve: true,
        resolvedBy: null,
        comments: {
          nodes: [
            { body: 'Look.', viewerDidAuthor: true, author: { login: 'github-actions', __typename: 'Bot' } },
            { body: 'Why?', viewerDidAuthor: false, author: { login: 'mona', __typename: 'User' } },
          ],
        },
      },
    ])
    const rest = await call(github, 'GET', `/repos/${repository.fullName}/pulls/1/comments`)
    expect(rest.body.map((one: { user: { login: string } }) => one.user.login)).toEqual(['github-actions[bot]', 'mona'])
  })

  test('of a whole file has no line', async () => {
    await say({ subject_type: 'file' })
    expect((await threads())[1]).toMatchObject({
      subjectType: 'FILE',
      line: null,
      originalLine: null,
      isOutdated: false,
    })
  })

  test('stays when its first comment is deleted, and goes with its last one', async () => {
    const first = Number(pull.comments[0]?.id)
    const answer = github.reply(pull, first, { author: 'mona', body: 'Why?' })
    await call(github, 'DELETE', `/repos/${repository.fullName}/pulls/comments/${first}`)
    expect(await threads()).toMatchObject([{ line: 10, comments: { nodes: [{ body: 'Why?' }] } }])
    await call(github, 'DELETE', `/repos/${repository.fullName}/pulls/comments/${answer.id}`)
    expect(await threads()).toEqual([])
  })

  test('of a pending review is not there', async () => {
    const comments = [{ path: 'a', line: 9, body: 'Later.' }]
    await call(github, 'POST', `/repos/${repository.fullName}/pulls/1/reviews`, { body: { comments } })
    expect(await threads()).toHaveLength(1)
  })

  test('is resolved by a suggestion that is committed, by who commits it', async () => {
    const comment = await say({ line: 9 }, '```suggestion\nbetter\n```')
    github.commitSuggestion(pull, comment.id, { author: 'mona' })
    expect((await threads())[1]).toMatchObject({ isResolved: true, isOutdated: true, resolvedBy: { login: 'mona' } })
  })
})

describe('after a push', () => {
  test('a thread moves with its line', async () => {
    push((copy) => copy.splice(0, 0, 'new', 'newer'))
    expect(await threads()).toMatchObject([{ line: 12, originalLine: 10, isOutdated: false }])
  })

  test('a thread whose line is changed is outdated and has no line', async () => {
    push((copy) => copy.splice(9, 1, 'changed again'))
    expect(await threads()).toMatchObject([{ line: null, originalLine: 10, isOutdated: true, isCollapsed: true }])
  })

  test('a force-push keeps threads, outdated or not (kamp-us/phoenix#5215)', async () => {
    push((copy) => copy.splice(0, 0, 'new'), { force: true })
    expect(await threads()).toMatchObject([{ line: 11, isOutdated: false }])
    repository.forcePush({ branch: 'feature', files: { z: 'zz\n' } })
    expect(await threads()).toMatchObject([{ line: null, isOutdated: true, path: 'a' }])
  })

  test('a renamed file outdates what was said on it', async () => {
    repository.commit({ branch: 'feature', files: { a: null, b: text(lines) } })
    expect(await threads()).toMatchObject([{ path: 'a', line: null, isOutdated: true }])
  })

  test('of a revert nothing is left to stand on', async () => {
    repository.commit({ branch: 'feature', files: { a: text(numbered(20)), z: 'y\n' } })
    expect(await threads()).toMatchObject([{ line: null, isOutdated: true }])
  })

  test('another base moves what stands on the left', async () => {
    await say({ line: 10, side: 'LEFT' })
    repository.commit({ branch: 'next', files: { a: text(['first', ...numbered(20)]) }, from: 'main' })
    repository.commit({ branch: 'feature', files: { a: text(['first', ...lines]) }, merge: 'next' })
    pull.changeBase('next')
    expect(await threads()).toMatchObject([
      { line: 11, diffSide: 'RIGHT' },
      { line: 11, originalLine: 10, diffSide: 'LEFT' },
    ])
  })
})

const resolve = (threadId: string, token?: string) =>
  ask(
    'mutation($t: ID!) { resolveReviewThread(input: { threadId: $t }) { thread { isResolved viewerCanUnresolve } } }',
    { t: threadId },
    token,
  )

describe('resolving a thread', () => {
  test('works with pull-requests: write where the token may (PostHog/posthog#52717)', async () => {
    const [{ id }] = await threads()
    expect(await resolve(id)).toEqual({
      data: { resolveReviewThread: { thread: { isResolved: true, viewerCanUnresolve: true } } },
    })
    const back =
      'mutation($t: ID!) { unresolveReviewThread(input: { threadId: $t }) { thread { isResolved resolvedBy { login } } } }'
    expect((await ask(back, { t: id })).data.unresolveReviewThread.thread).toEqual({
      isResolved: false,
      resolvedBy: null,
    })
  })

  test('is FORBIDDEN with pull-requests: write where it may not (github/gh-aw#35726)', async () => {
    const rights = { contents: 'read', 'pull-requests': 'write' } as const
    const token = github.createToken({ rights, resolvesThreads: false })
    const [{ id, viewerCanResolve }] = await threads(token)
    expect(viewerCanResolve).toBe(false)
    expect(await resolve(id, token)).toEqual({
      data: { resolveReviewThread: null },
      errors: [
        expect.objectContaining({
          type: 'FORBIDDEN',
          path: ['resolveReviewThread'],
          message: 'Resource not accessible by integration',
        }),
      ],
    })
    expect((await threads())[0].isResolved).toBe(false)
  })

  test('that is not there is NOT_FOUND', async () => {
    const { data, errors } = await resolve('PRRT_nope')
    expect(data).toEqual({ resolveReviewThread: null })
    expect(errors[0]).toMatchObject({
      type: 'NOT_FOUND',
      message: "Could not resolve to a node with the global id of 'PRRT_nope'",
    })
  })
})

describe('minimizing', () => {
  const minimize = (id: string, token?: string) =>
    ask(
      'mutation($c: ID!) { minimizeComment(input: { subjectId: $c, classifier: RESOLVED }) { minimizedComment { isMinimized minimizedReason } } }',
      { c: id },
      token,
    )

  test('hides a review comment, a review and a comment of the conversation, and can be taken back', async () => {
    const at = `/repos/${repository.fullName}`
    const said = (await call(github, 'POST', `${at}/issues/1/comments`, { body: { body: 'Summary.' } })).body.node_id
    const [{ comments }] = await threads()
    const [review] = (await call(github, 'GET', `${at}/pulls/1/reviews`)).body
    for (const id of [said, comments.nodes[0].id, review.node_id])
      expect((await minimize(id)).data.minimizeComment.minimizedComment).toEqual({
        isMinimized: true,
        minimizedReason: 'resolved',
      })
    const back =
      'mutation($c: ID!) { unminimizeComment(input: { subjectId: $c }) { unminimizedComment { isMinimized } } }'
    expect((await ask(back, { c: said })).data.unminimizeComment.unminimizedComment.isMinimized).toBe(false)
  })

  test('is FORBIDDEN to a token that only reads (conan-io/conan-center-index#4937)', async () => {
    const [{ comments }] = await threads()
    expect((await minimize(comments.nodes[0].id, github.readOnlyToken)).errors[0].type).toBe('FORBIDDEN')
  })

  test('takes no reason that GitHub has not', async () => {
    const query = 'mutation { minimizeComment(input: { subjectId: "x", classifier: BORING }) { clientMutationId } }'
    expect((await ask(query)).errors[0].message).toMatch(/BORING/)
  })
})

describe('editing through GraphQL', () => {
  test('changes the text and keeps the rest', async () => {
    const [{ comments }] = await threads()
    const edit = `mutation($c: ID!, $b: String!) { updatePullRequestReviewComment(input: { pullRequestReviewCommentId: $c, body: $b }) {
      pullRequestReviewComment { body databaseId } } }`
    const { id, databaseId } = comments.nodes[0]
    const { data } = await ask(edit, { c: id, b: 'Fixed.' })
    expect(data.updatePullRequestReviewComment.pullRequestReviewComment).toEqual({ body: 'Fixed.', databaseId })
    expect((await ask(edit, { c: id, b: ' ' })).errors[0].type).toBe('UNPROCESSABLE')
    expect((await ask(edit, { c: id, b: 'x'.repeat(65_537) })).errors[0].message).toMatch(/^Body is too long/)
    expect(pull.comments[0]?.body).toBe('Fixed.')
  })
})

describe('a list', () => {
  const list = (args: string) =>
    ask(
      `{ repository(owner: "${repository.owner}", name: "${repository.name}") { pullRequest(number: 1) { comments${args} {
        nodes { body } pageInfo { hasNextPage endCursor } } } } }`,
    )

  test('comes in pages that can be followed', async () => {
    for (const body of ['1', '2', '3']) github.comment(pull, { body })
    const first = (await list('(first: 2)')).data.repository.pullRequest.comments
    expect(first).toMatchObject({ nodes: [{ body: '1' }, { body: '2' }], pageInfo: { hasNextPage: true } })
    const next = (await list(`(first: 2, after: "${first.pageInfo.endCursor}")`)).data.repository.pullRequest.comments
    expect(next).toMatchObject({ nodes: [{ body: '3' }], pageInfo: { hasNextPage: false } })
    const last = (await list('(last: 1)')).data.repository.pullRequest.comments
    expect(last.nodes).toEqual([{ body: '3' }])
  })

  test('must say how many, and 100 is the most', async () => {
    expect((await list('')).errors[0].type).toBe('MISSING_PAGINATION_BOUNDARIES')
    expect((await list('(first: 101)')).errors[0].type).toBe('EXCESSIVE_PAGINATION')
  })
})

describe('an older enterprise server', () => {
  test('refuses the whole query for a field that it has not', async () => {
    github.withoutFields(['PullRequestReviewThread.subjectType'])
    const query = `{ repository(owner: "${repository.owner}", name: "${repository.name}") { pullRequest(number: 1) {
      reviewThreads(first: 1) { nodes { id subjectType } } } } }`
    const { data, errors } = await ask(query)
    expect(data).toBeUndefined()
    expect(errors).toEqual([
      {
        path: ['query', 'repository', 'pullRequest', 'reviewThreads', 'nodes', 'subjectType'],
        extensions: { code: 'undefinedField', typeName: 'PullRequestReviewThread', fieldName: 'subjectType' },
        locations: [{ line: 2, column: 44 }],
        message: "Field 'subjectType' doesn't exist on type 'PullRequestReviewThread'",
      },
    ])
    expect((await ask(query.replace(' subjectType', ''))).errors).toBeUndefined()
  })

  test('cannot lack what GitHub never had', () => {
    expect(() => github.withoutFields(['PullRequest.shoeSize'])).toThrow("GitHub's schema has no PullRequest.shoeSize")
  })
})
