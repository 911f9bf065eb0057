import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { call, numbered, type Server, text } from './client.ts'

type Repository = ReturnType<Server['createRepository']>

let github: Server
let repository: Repository
let pull: ReturnType<Repository['openPull']>
let number = 0

beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.stop())
beforeEach(() => {
  repository = github.createRepository({ name: `comments-${++number}`, files: { 'a.txt': text(numbered(20)) } })
  repository.commit({ branch: 'feature', files: { 'a.txt': text(['new', ...numbered(20)]) } })
  pull = repository.openPull({ head: 'feature' })
})

const root = () => `/repos/${repository.fullName}`
const post = (body: Record<string, unknown>) =>
  call(github, 'POST', `${root()}/pulls/1/comments`, {
    body: { path: 'a.txt', commit_id: pull.headSha, body: 'Look.', ...body },
  })

describe('a single comment', () => {
  test('stands on a line or on the whole file, and belongs to a review without a body', async () => {
    const line = await post({ line: 1, side: 'RIGHT' })
    expect(line.status).toBe(201)
    const whole = await post({ subject_type: 'file' })
    expect(whole.status).toBe(201)
    expect(whole.body).toMatchObject({ subject_type: 'file', line: null, original_line: null, path: 'a.txt' })
    const { body } = await call(github, 'GET', `${root()}/pulls/1/reviews`)
    expect(body.map((review: { body: string }) => review.body)).toEqual(['', ''])
    expect(body[0].id).toBe(line.body.pull_request_review_id)
  })

  test('outside the diff is refused field by field (gitgitgadget/git#1444)', async () => {
    const { status, body } = await post({ line: 15 })
    expect(status).toBe(422)
    expect(body.message).toBe('Validation Failed')
    expect(body.errors).toEqual([
      {
        resource: 'PullRequestReviewComment',
        code: 'custom',
        field: 'pull_request_review_thread.line',
        message: 'pull_request_review_thread.line must be part of the diff',
      },
      { resource: 'PullRequestReviewComment', code: 'missing_field', field: 'pull_request_review_thread.diff_hunk' },
    ])
    const commit = await post({ line: 1, commit_id: '0'.repeat(40) })
    expect(commit.body.errors[0].message).toBe('commit_id is not part of the pull request')
    const range = await post({ start_line: 2, line: 2 })
    expect(range.body.errors[0].message).toBe('pull_request_review_thread.start_line must precede the end line.')
    expect((await post({ path: 'nope', subject_type: 'file' })).status).toBe(422)
  })

  test('can be read, edited, answered and deleted', async () => {
    const { body } = await post({ line: 1 })
    const path = `${root()}/pulls/comments/${body.id}`
    expect((await call(github, 'PATCH', path, { body: { body: 'Edited.' } })).body.body).toBe('Edited.')
    const answer = await call(github, 'POST', `${root()}/pulls/1/comments/${body.id}/replies`, {
      body: { body: 'Yes.' },
    })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ in_reply_to_id: body.id, line: 1, body: 'Yes.' })
    expect((await call(github, 'GET', path)).body.body).toBe('Edited.')
    const deleted = await call(github, 'DELETE', path)
    expect([deleted.status, deleted.text]).toEqual([204, ''])
    expect((await call(github, 'DELETE', path)).status).toBe(404)
    expect((await call(github, 'GET', path)).status).toBe(404)
  })
})

describe('after a push', () => {
  test('a comment moves with its line', async () => {
    const { body } = await post({ line: 1 })
    repository.commit({ branch: 'feature', files: { 'a.txt': text(['first', 'new', ...numbered(20)]) } })
    const now = await call(github, 'GET', `${root()}/pulls/comments/${body.id}`)
    expect(now.body).toMatchObject({
      line: 2,
      original_line: 1,
      position: 2,
      commit_id: pull.headSha,
      original_commit_id: body.commit_id,
    })
  })

  test('a comment whose line changed, left the diff or went with its file is outdated', async () => {
    const changed = await post({ line: 1 })
    const context = await post({ start_line: 2, line: 3 })
    const now = async (id: number) => (await call(github, 'GET', `${root()}/pulls/comments/${id}`)).body
    repository.commit({ branch: 'feature', files: { 'a.txt': text(['newer', ...numbered(20)]) } })
    expect(await now(changed.body.id)).toMatchObject({
      line: null,
      position: null,
      original_line: 1,
      commit_id: changed.body.commit_id,
    })
    expect(await now(context.body.id)).toMatchObject({ start_line: 2, line: 3 })
    repository.commit({ branch: 'feature', files: { 'a.txt': text(numbered(20)) } })
    expect(await now(context.body.id)).toMatchObject({ line: null, position: null })
    repository.commit({ branch: 'feature', files: { 'a.txt': null } })
    expect(await now(context.body.id)).toMatchObject({ line: null })
  })
})

describe('the conversation', () => {
  test('takes comments, edits and deletions', async () => {
    const created = await call(github, 'POST', `${root()}/issues/1/comments`, { body: { body: 'Summary' } })
    expect(created.status).toBe(201)
    const path = `${root()}/issues/comments/${created.body.id}`
    expect((await call(github, 'PATCH', path, { body: { body: 'New summary' } })).body.body).toBe('New summary')
    expect(
      (await call(github, 'GET', `${root()}/issues/1/comments`)).body.map((one: { body: string }) => one.body),
    ).toEqual(['New summary'])
    expect((await call(github, 'GET', path)).body.user.login).toBe('github-actions[bot]')
    expect((await call(github, 'DELETE', path)).status).toBe(204)
    expect((await call(github, 'GET', path)).status).toBe(404)
  })

  test('takes neither an empty nor an oversized body', async () => {
    const path = `${root()}/issues/1/comments`
    expect((await call(github, 'POST', path, { body: { body: ' ' } })).body.errors[0]).toMatchObject({
      code: 'missing_field',
      field: 'body',
    })
    const long = await call(github, 'POST', path, { body: { body: 'x'.repeat(65537) } })
    expect(long.status).toBe(422)
    expect(long.body.errors[0]).toEqual({
      resource: 'IssueComment',
      code: 'unprocessable',
      field: 'data',
      message: 'Body is too long (maximum is 65536 characters)',
    })
  })
})
