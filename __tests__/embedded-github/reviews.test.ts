import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { call, numbered, type Server, text } from './client.ts'

type Repository = ReturnType<Server['createRepository']>
type Pull = ReturnType<Repository['openPull']>

let github: Server
let repository: Repository
let pull: Pull
let number = 0

beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.stop())

/**
 * A file of 40 lines whose diff has two hunks: line 5 is changed, and behind line 30 a line is added. On the right the
 * first hunk is 2..8 and the second 28..34; on the left they are 2..8 and 28..33.
 */
beforeEach(() => {
  repository = github.createRepository({
    name: `reviews-${++number}`,
    files: { 'a.txt': text(numbered(40)), 'b.txt': 'b\n' },
  })
  const lines = numbered(40)
  lines[4] = 'changed'
  lines.splice(30, 0, 'added')
  repository.commit({ branch: 'feature', files: { 'a.txt': text(lines) } })
  pull = repository.openPull({ head: 'feature', author: 'mona' })
})

const post = (body: Record<string, unknown>, token?: string) =>
  call(github, 'POST', `/repos/${repository.fullName}/pulls/1/reviews`, { body, ...(token ? { token } : {}) })

const review = (...comments: Record<string, unknown>[]) => ({
  event: 'COMMENT',
  body: 'A review.',
  commit_id: pull.headSha,
  comments: comments.map((comment) => ({ path: 'a.txt', body: 'Look.', ...comment })),
})

const NOT_IN_DIFF =
  "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank"
const OTHER_HUNK = 'Pull request review thread start line must be part of the same hunk as the line.'

describe('a review with comments', () => {
  test('is submitted at once and shows each comment with its hunk up to the line', async () => {
    const { status, body } = await post(
      review({ line: 5 }, { start_line: 29, line: 31, start_side: 'RIGHT', side: 'RIGHT' }),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({
      state: 'COMMENTED',
      body: 'A review.',
      user: { login: 'github-actions[bot]' },
      commit_id: pull.headSha,
    })
    const comments = await call(github, 'GET', `/repos/${repository.fullName}/pulls/1/comments`)
    expect(comments.body).toHaveLength(2)
    expect(comments.body[0]).toMatchObject({
      line: 5,
      start_line: null,
      side: 'RIGHT',
      subject_type: 'line',
      pull_request_review_id: body.id,
      diff_hunk: '@@ -2,7 +2,7 @@ line 1\n line 2\n line 3\n line 4\n-line 5\n+changed',
      position: 5,
    })
    expect(comments.body[1]).toMatchObject({ start_line: 29, line: 31, start_side: 'RIGHT' })
    const own = await call(github, 'GET', `/repos/${repository.fullName}/pulls/1/reviews/${body.id}/comments`)
    expect(own.body.map((one: { id: number }) => one.id)).toEqual(comments.body.map((one: { id: number }) => one.id))
  })

  test.each([2, 3, 8, 28, 31, 34])('takes line %i, which stands in a hunk', async (line) => {
    expect((await post(review({ line }))).status).toBe(200)
  })

  test.each([1, 9, 27, 35, 41, 400])(
    'refuses line %i, which stands in no hunk (parkerbxyz/suggest-changes#64)',
    async (line) => {
      const { status, body } = await post(review({ line }))
      expect(status).toBe(422)
      expect(body).toEqual({
        message: 'Unprocessable Entity',
        errors: [NOT_IN_DIFF],
        documentation_url: 'https://docs.github.com/rest/pulls/reviews#create-a-review-for-a-pull-request',
        status: '422',
      })
    },
  )

  test('counts the left side in the lines of the base', async () => {
    expect((await post(review({ line: 33, side: 'LEFT' }))).status).toBe(200)
    expect((await post(review({ line: 34, side: 'LEFT' }))).status).toBe(422)
    expect((await post(review({ line: 5, side: 'LEFT' }))).status).toBe(200)
  })

  test('refuses a range over two hunks, backwards, of one line, or from outside (ubuntu/WSL#244)', async () => {
    const errors = async (comment: Record<string, unknown>) => (await post(review(comment))).body.errors
    expect(await errors({ start_line: 7, line: 29 })).toEqual([OTHER_HUNK])
    expect(await errors({ start_line: 8, line: 7 })).toEqual([
      'Pull request review thread start line must precede the end line.',
    ])
    expect(await errors({ start_line: 7, line: 7 })).toEqual([
      'Pull request review thread start line must precede the end line.',
    ])
    expect(await errors({ start_line: 1, line: 7 })).toEqual([OTHER_HUNK])
    expect(await errors({ start_line: 20, line: 21 })).toEqual([
      `Pull request review thread line must be part of the diff, ${OTHER_HUNK}, and Pull request review thread diff hunk can't be blank`,
    ])
    expect(pull.comments).toHaveLength(0)
  })

  test('refuses a file that the pull request does not change', async () => {
    expect((await post(review({ path: 'b.txt', line: 1 }))).body.errors).toEqual(['Path could not be resolved'])
    expect((await post(review({ path: './a.txt', line: 5 }))).body.errors).toEqual(['Path could not be resolved'])
  })

  test('is refused whole for one bad comment, without saying which (QwenLM/qwen-code#6711)', async () => {
    const { status, body } = await post(review({ line: 5 }, { line: 20 }, { line: 6 }))
    expect(status).toBe(422)
    expect(JSON.stringify(body)).not.toMatch(/20|comments/)
    expect(pull.reviews).toHaveLength(0)
    expect(pull.comments).toHaveLength(0)
  })

  test('knows neither a subject type nor null for a number (danobi/prr#33)', async () => {
    const whole = await post(review({ subject_type: 'file' }))
    expect(whole.status).toBe(422)
    expect(whole.body.message).toBe('Invalid request.\n\n"subject_type" is not a permitted key.')
    const nothing = await post(review({ line: 5, start_line: null }))
    expect(nothing.body.message).toBe("Invalid request.\n\nFor 'properties/start_line', nil is not an integer.")
    const missing = await post({ event: 'COMMENT', body: 'x', comments: [{ path: 'a.txt', line: 5 }] })
    expect(missing.body.message).toBe('Invalid request.\n\n"body" wasn\'t supplied.')
  })

  test('judges the lines of the commit that it names', async () => {
    const old = pull.headSha
    repository.commit({ branch: 'feature', files: { 'a.txt': text(numbered(40)) } })
    expect((await post({ ...review({ line: 5 }), commit_id: old })).status).toBe(200)
    expect((await post(review({ line: 5 }))).body.errors).toEqual(['Path could not be resolved'])
  })
})

describe('a review', () => {
  test('needs a body for COMMENT and REQUEST_CHANGES (hubtty/hubtty#67)', async () => {
    for (const event of ['COMMENT', 'REQUEST_CHANGES'])
      for (const body of ['', '  \n', undefined]) {
        const reply = await post({ ...review({ line: 5 }), event, body })
        expect(reply.status).toBe(422)
        expect(reply.body.errors).toEqual(['You need to leave a comment indicating the requested changes.'])
      }
    expect((await post({ event: 'WAVE', body: 'x' })).status).toBe(422)
  })

  test('of 65,536 characters is taken and a longer one refused, comments too (renovatebot/renovate#2032)', async () => {
    expect((await post({ event: 'COMMENT', body: 'é'.repeat(65536) })).status).toBe(200)
    const long = await post({ event: 'COMMENT', body: 'x'.repeat(65537) })
    expect(long.status).toBe(422)
    expect(long.body.errors).toEqual(['Body is too long (maximum is 65536 characters)'])
    expect((await post(review({ line: 5, body: 'x'.repeat(65537) }))).status).toBe(422)
  })

  test('without an event stays pending, is seen by its author only, and blocks every other review of theirs (max-sixty/tend#1171)', async () => {
    const { body } = await post({ body: 'Later', comments: [{ path: 'a.txt', line: 5, body: 'x' }] })
    expect(body.state).toBe('PENDING')
    expect(body).not.toHaveProperty('submitted_at')
    const list = `/repos/${repository.fullName}/pulls/1/reviews`
    const other = github.createToken({ login: 'hubot' })
    expect((await call(github, 'GET', list)).body).toHaveLength(1)
    expect((await call(github, 'GET', list, { token: other })).body).toHaveLength(0)
    expect((await call(github, 'GET', `/repos/${repository.fullName}/pulls/1/comments`)).body).toHaveLength(0)
    for (const second of [{ body: 'Now' }, { event: 'COMMENT', body: 'Now' }]) {
      const refused = await post(second)
      expect(refused.status).toBe(422)
      expect(refused.body.errors).toEqual(['User can only have one pending review per pull request'])
    }
    expect((await post({ event: 'COMMENT', body: 'Mine' }, other)).status).toBe(200)
    const submitted = await call(github, 'POST', `${list}/${body.id}/events`, { body: { event: 'COMMENT' } })
    expect(submitted.body.state).toBe('COMMENTED')
    expect((await call(github, 'GET', `/repos/${repository.fullName}/pulls/1/comments`)).body).toHaveLength(1)
  })

  test('can be deleted while it is pending, never afterwards', async () => {
    const pending = await post({ body: 'Later' })
    const list = `/repos/${repository.fullName}/pulls/1/reviews`
    expect((await call(github, 'DELETE', `${list}/${pending.body.id}`)).status).toBe(200)
    const submitted = await post({ event: 'COMMENT', body: 'Now' })
    const refused = await call(github, 'DELETE', `${list}/${submitted.body.id}`)
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toEqual(['Can not delete a non-pending pull request review'])
  })

  test('can have its body edited by its author', async () => {
    const { body } = await post({ event: 'COMMENT', body: 'First' })
    const path = `/repos/${repository.fullName}/pulls/1/reviews/${body.id}`
    expect((await call(github, 'PUT', path, { body: { body: 'Second' } })).body.body).toBe('Second')
    expect((await call(github, 'GET', path)).body.body).toBe('Second')
    expect(
      (await call(github, 'PUT', path, { body: { body: 'Third' }, token: github.createToken({ login: 'hubot' }) }))
        .status,
    ).toBe(403)
    expect((await call(github, 'PUT', `${path}9`, { body: { body: 'x' } })).status).toBe(404)
  })

  test('on a commit that is not part of the pull request is refused, also after a force-push (octokit/octokit.js#712)', async () => {
    const gone = pull.headSha
    repository.forcePush({ branch: 'feature', files: { 'a.txt': 'other\n' } })
    for (const commit_id of [gone, '0'.repeat(40), pull.baseSha]) {
      const { status, body } = await post({ event: 'COMMENT', body: 'x', commit_id })
      expect(status).toBe(422)
      expect(body.errors).toEqual(['commit_id is not part of the pull request'])
    }
    expect((await post({ event: 'COMMENT', body: 'x' })).body.commit_id).toBe(pull.headSha)
  })

  test('approves no pull request of its own author, nor as GitHub Actions unless a setting lets it (github/docs#31550)', async () => {
    const mona = github.createToken({ login: 'mona' })
    expect((await post({ event: 'APPROVE' }, mona)).body.errors).toEqual(['Can not approve your own pull request'])
    expect((await post({ event: 'REQUEST_CHANGES', body: 'x' }, mona)).body.errors).toEqual([
      'Can not request changes on your own pull request',
    ])
    expect((await post({ event: 'APPROVE' })).body.errors).toEqual([
      'GitHub Actions is not permitted to approve pull requests.',
    ])
    repository.actionsMayApprove = true
    expect((await post({ event: 'APPROVE' })).body.state).toBe('APPROVED')
  })

  test('is taken on drafts and closed pull requests, not on locked ones (cli/cli#5038, renovatebot/renovate#6215)', async () => {
    pull.draft = true
    pull.state = 'closed'
    expect((await post({ event: 'COMMENT', body: 'x' })).status).toBe(200)
    pull.locked = true
    const { status, body } = await post({ event: 'COMMENT', body: 'x' })
    expect(status).toBe(403)
    expect(body.message).toBe('Unable to create comment because issue is locked.')
  })
})
