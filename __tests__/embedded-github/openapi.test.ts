import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { call, type Server } from './client.ts'
import { operationOf, operations, wrong, wrongWithRequest, wrongWithResponse } from './openapi.ts'

let github: Server
beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.stop())

describe('the answers are as the published description has them', () => {
  const seen = new Set<string>()

  /** Sends a request whose body and answer must be as described, and remembers its operation. */
  async function checked(method: string, path: string, status: number, body?: unknown, token?: string) {
    const operation = operationOf(method, decodeURIComponent(path.split('?')[0] ?? '')) ?? 'none'
    seen.add(operation)
    if (body !== undefined && status < 300) expect(wrongWithRequest(operation, body)).toEqual([])
    const reply = await call(github, method, path, { body, ...(token ? { token } : {}) })
    expect([method, path, reply.status]).toEqual([method, path, status])
    expect(wrongWithResponse(operation, status, reply.body)).toEqual([])
    return reply.body
  }

  test('for every call that the server knows', async () => {
    const repository = github.createRepository({
      owner: 'o',
      name: 'r',
      files: { 'old.txt': 'a\nb\nc\n', 'd/e': 'x\n' },
    })
    const fork = repository.fork('someone')
    const files = { 'old.txt': null, 'new.txt': 'a\nb\nc\nd\n', Dockerfile: 'FROM a\n' }
    const sha = fork.commit({ branch: 'patch', files, author: 'someone' })
    const pull = repository.openPull({ head: 'patch', from: fork })
    const blob = repository.git.entry(sha, 'Dockerfile')?.sha
    await checked('GET', '/repos/o/r', 200)
    await checked('GET', '/repos/someone/r', 200)
    await checked('GET', '/repos/o/r/pulls', 200)
    await checked('GET', '/repos/o/r/pulls/1', 200)
    await checked('GET', '/repos/o/r/pulls/1/files', 200)
    await checked('GET', '/repos/o/r/pulls/1/commits', 200)
    await checked('GET', `/repos/o/r/git/blobs/${blob}`, 200)
    await checked('GET', `/repos/o/r/git/trees/${sha}?recursive=1`, 200)
    await checked('GET', `/repos/o/r/contents/Dockerfile?ref=${sha}`, 200)
    await checked('GET', `/repos/o/r/contents/d?ref=${sha}`, 200)
    await checked('GET', '/repos/o/r/compare/main...someone%3Apatch', 200)
    await checked('GET', `/repos/o/r/commits/${sha}`, 200)
    const line = { path: 'Dockerfile', line: 1, side: 'RIGHT', body: 'Look.' }
    const review = { event: 'COMMENT', body: 'A review.', commit_id: sha, comments: [line] }
    const { id } = await checked('POST', '/repos/o/r/pulls/1/reviews', 200, review)
    await checked('GET', '/repos/o/r/pulls/1/reviews', 200)
    await checked('GET', `/repos/o/r/pulls/1/reviews/${id}`, 200)
    await checked('GET', `/repos/o/r/pulls/1/reviews/${id}/comments`, 200)
    await checked('PUT', `/repos/o/r/pulls/1/reviews/${id}`, 200, { body: 'Edited.' })
    const submitted = await checked('POST', '/repos/o/r/pulls/1/reviews', 200, { body: 'Later.' })
    await checked('POST', `/repos/o/r/pulls/1/reviews/${submitted.id}/events`, 200, { event: 'COMMENT' })
    const pending = await checked('POST', '/repos/o/r/pulls/1/reviews', 200, { body: 'Later.' })
    await checked('DELETE', `/repos/o/r/pulls/1/reviews/${pending.id}`, 200)
    const comment = await checked('POST', '/repos/o/r/pulls/1/comments', 201, { ...line, commit_id: sha })
    await checked('POST', `/repos/o/r/pulls/1/comments/${comment.id}/replies`, 201, { body: 'Yes.' })
    await checked('GET', '/repos/o/r/pulls/1/comments', 200)
    await checked('GET', `/repos/o/r/pulls/comments/${comment.id}`, 200)
    await checked('PATCH', `/repos/o/r/pulls/comments/${comment.id}`, 200, { body: 'Edited.' })
    await checked('DELETE', `/repos/o/r/pulls/comments/${comment.id}`, 204)
    const said = await checked('POST', '/repos/o/r/issues/1/comments', 201, { body: 'Summary.' })
    await checked('GET', '/repos/o/r/issues/1/comments', 200)
    await checked('GET', `/repos/o/r/issues/comments/${said.id}`, 200)
    await checked('PATCH', `/repos/o/r/issues/comments/${said.id}`, 200, { body: 'Edited.' })
    await checked('DELETE', `/repos/o/r/issues/comments/${said.id}`, 204)
    expect([...seen].sort()).toEqual([...operations].sort())
    expect(pull.visibleComments).toHaveLength(2)
  })

  test('for refusals', async () => {
    await checked('GET', '/repos/o/nope', 404)
    await checked('GET', '/repos/o/r/pulls/99', 404)
    await checked('GET', '/repos/o/r/contents/nope', 404)
    const review = { event: 'COMMENT', body: 'x', comments: [{ path: 'nope', line: 1, body: 'x' }] }
    await checked('POST', '/repos/o/r/pulls/1/reviews', 422, review)
    await checked('POST', '/repos/o/r/pulls/1/reviews', 422, { event: 'COMMENT' })
    await checked('POST', '/repos/o/r/pulls/1/reviews', 403, review, github.readOnlyToken)
    await checked('POST', '/repos/o/r/pulls/1/comments', 422, { path: 'nope', line: 1, body: 'x', commit_id: 'x' })
    await checked('POST', '/repos/o/r/issues/1/comments', 422, { body: '' })
    await checked('GET', `/repos/o/r/commits/${'1'.repeat(40)}`, 422)
  })
})

describe('the description is a strict judge', () => {
  test('of missing fields, wrong types, wrong words and wrong formats', () => {
    const review = {
      id: 1,
      node_id: 'x',
      user: null,
      body: '',
      state: 'COMMENTED',
      html_url: 'http://a/',
      commit_id: null,
    }
    const problems = wrongWithResponse('get /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', 200, {
      ...review,
      id: '1',
      html_url: 'nowhere',
      author_association: 'FRIEND',
    })
    expect(problems).toEqual([
      '$.pull_request_url: missing',
      '$._links: missing',
      '$.id: string instead of integer',
      '$.html_url: nowhere is no uri',
      expect.stringContaining('$.author_association: "FRIEND" is none of'),
    ])
  })

  test('of requests', () => {
    const operation = 'post /repos/{owner}/{repo}/pulls/{pull_number}/reviews'
    expect(
      wrongWithRequest(operation, { event: 'COMMENT', body: 'x', comments: [{ path: 'a', body: 'x', line: 1 }] }),
    ).toEqual([])
    expect(wrongWithRequest(operation, { event: 'comment', comments: [{ path: 'a', start_line: null }] })).toEqual([
      '$.event: "comment" is none of APPROVE,REQUEST_CHANGES,COMMENT',
      '$.comments[0].body: missing',
      '$.comments[0].start_line: null instead of integer',
    ])
  })

  test('and of its own keywords', () => {
    expect(() => wrong({ pattern: 'x' } as never, 'y', '$')).toThrow('the keyword pattern is not known here')
    expect(wrongWithResponse('get /repos/{owner}/{repo}', 299, {})).toEqual([
      'get /repos/{owner}/{repo} has no answer 299',
    ])
  })
})
