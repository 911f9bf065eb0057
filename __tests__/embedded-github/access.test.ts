import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { call, type Server } from './client.ts'

let github: Server
let repository: ReturnType<Server['createRepository']>
beforeEach(async () => {
  github = await startGitHub()
  repository = github.createRepository({ owner: 'o', name: 'r' })
  repository.commit({ branch: 'feature', files: { a: '1\n' } })
  repository.openPull({ head: 'feature' })
})
afterEach(() => github.stop())

const review = { event: 'COMMENT', body: 'Hello.' }

describe('a token', () => {
  test('that is read-only reads everything and is refused every write', async () => {
    const token = github.readOnlyToken
    expect((await call(github, 'GET', '/repos/o/r/pulls/1/files', { token })).status).toBe(200)
    const refused = await call(github, 'POST', '/repos/o/r/pulls/1/reviews', { token, body: review })
    expect(refused.status).toBe(403)
    expect(refused.body).toEqual({
      message: 'Resource not accessible by integration',
      documentation_url: 'https://docs.github.com/rest/pulls/reviews#create-a-review-for-a-pull-request',
      status: '403',
    })
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('pull_requests=write')
    expect((await call(github, 'POST', '/repos/o/r/issues/1/comments', { token, body: { body: 'x' } })).status).toBe(
      403,
    )
  })

  test('for pull requests alone comments on the conversation, too', async () => {
    const token = github.createToken({ rights: { 'pull-requests': 'write' } })
    expect((await call(github, 'POST', '/repos/o/r/issues/1/comments', { token, body: { body: 'x' } })).status).toBe(
      201,
    )
  })

  test('that is wrong is 401, none at all reads what is public', async () => {
    const wrong = await call(github, 'GET', '/repos/o/r', { token: 'nonsense' })
    expect([wrong.status, wrong.body.message]).toEqual([401, 'Bad credentials'])
    expect((await call(github, 'GET', '/repos/o/r', { token: null })).status).toBe(200)
    const write = await call(github, 'POST', '/repos/o/r/pulls/1/reviews', { token: null, body: review })
    expect([write.status, write.body.message]).toEqual([401, 'Requires authentication'])
  })

  test('reads of a private repository only what its rights cover', async () => {
    github.createRepository({ owner: 'o', name: 'secret', private: true })
    expect((await call(github, 'GET', '/repos/o/secret', { token: null })).status).toBe(404)
    expect((await call(github, 'GET', '/repos/o/secret', { token: github.createToken({ rights: {} }) })).status).toBe(
      404,
    )
    const pulls = github.createToken({ rights: { 'pull-requests': 'write' } })
    expect((await call(github, 'GET', '/repos/o/secret', { token: pulls })).body.private).toBe(true)
    const contents = await call(github, 'GET', '/repos/o/secret/contents/README.md', { token: pulls })
    expect([contents.status, contents.body.message]).toEqual([403, 'Resource not accessible by integration'])
    expect((await call(github, 'GET', '/repos/o/secret/contents/README.md')).status).toBe(200)
  })
})

describe('the server', () => {
  test('words what it does not know as GitHub does', async () => {
    for (const path of ['/repos/o/nope', '/repos/o/r/pulls/9', '/repos/o/r/nope', '/nope']) {
      const { status, body } = await call(github, 'GET', path)
      expect([status, body.message, body.status]).toEqual([404, 'Not Found', '404'])
      expect(body.documentation_url).toMatch(/^https:\/\/docs\.github\.com\/rest/)
    }
    const broken = await call(github, 'POST', '/repos/o/r/pulls/1/reviews', { body: '{' })
    expect([broken.status, broken.body.message]).toEqual([400, 'Problems parsing JSON'])
    repository.archived = true
    const archived = await call(github, 'POST', '/repos/o/r/pulls/1/reviews', { body: review })
    expect([archived.status, archived.body.message]).toEqual([403, 'Repository was archived so is read-only.'])
  })

  test('finds repositories whatever the case, and by number', async () => {
    expect((await call(github, 'GET', '/repos/O/R')).body.full_name).toBe('o/r')
    expect((await call(github, 'GET', `/repositories/${repository.id}/pulls/1`)).body.number).toBe(1)
  })

  test('lists pull requests by state, head and base', async () => {
    repository.openPull({ head: 'feature', state: 'closed' })
    const numbers = async (query: string) =>
      (await call(github, 'GET', `/repos/o/r/pulls?${query}`)).body.map((pull: { number: number }) => pull.number)
    expect(await numbers('')).toEqual([1])
    expect(await numbers('state=all')).toEqual([2, 1])
    expect(await numbers('state=all&head=o:feature&base=main')).toEqual([2, 1])
    expect(await numbers('head=o:nope')).toEqual([])
    expect((await call(github, 'GET', '/repos/o/r/pulls/1/commits')).body).toHaveLength(1)
  })

  test('logs every request with its answer and counts the writes', async () => {
    await call(github, 'GET', '/repos/o/r/pulls/1')
    await call(github, 'POST', '/repos/o/r/pulls/1/reviews', { body: review })
    await call(github, 'POST', '/graphql', { body: { query: 'query{viewer{login}}' } })
    expect(github.requests.map(({ method, path, status, login }) => [method, path, status, login])).toEqual([
      ['GET', '/repos/o/r/pulls/1', 200, 'github-actions[bot]'],
      ['POST', '/repos/o/r/pulls/1/reviews', 200, 'github-actions[bot]'],
      ['POST', '/graphql', 200, 'github-actions[bot]'],
    ])
    expect(github.writes().map(({ body }) => body)).toEqual([review])
    expect(github.count('GET', /pulls\/\d+$/)).toBe(1)
  })

  test('as an enterprise server has its API below /api', async () => {
    const enterprise = await startGitHub({ enterprise: true })
    enterprise.createRepository({ owner: 'o', name: 'r' })
    expect(enterprise.apiUrl).toBe(`${enterprise.serverUrl}/api/v3`)
    expect((await call(enterprise, 'GET', '/repos/o/r')).body.url).toBe(`${enterprise.apiUrl}/repos/o/r`)
    const { body } = await call(enterprise, 'POST', enterprise.graphqlUrl, { body: { query: '{viewer{login}}' } })
    expect(body.data.viewer.login).toBe('github-actions[bot]')
    await enterprise.stop()
  })

  test('leaves nothing behind when it stops', async () => {
    const other = await startGitHub()
    const { directory } = other.createRepository().git
    expect(existsSync(directory)).toBe(true)
    await other.stop()
    expect(existsSync(directory)).toBe(false)
    await expect(fetch(`${other.apiUrl}/repos/o/r`)).rejects.toThrow()
  })
})

describe('a fault', () => {
  test('answers the requests that it was made for, and no others', async () => {
    github.faults.next({ method: 'POST', path: '/reviews', status: 502, body: '<html>Unicorn!</html>', times: 2 })
    expect((await call(github, 'GET', '/repos/o/r/pulls/1/reviews')).status).toBe(200)
    const first = await call(github, 'POST', '/repos/o/r/pulls/1/reviews', { body: review })
    expect([first.status, first.text]).toEqual([502, '<html>Unicorn!</html>'])
    expect((await call(github, 'POST', '/repos/o/r/pulls/1/reviews', { body: review })).status).toBe(502)
    expect((await call(github, 'POST', '/repos/o/r/pulls/1/reviews', { body: review })).status).toBe(200)
    expect((await call(github, 'GET', '/repos/o/r/pulls/1/reviews')).body).toHaveLength(1)
  })

  test('can come after the work is done, or cut the line', async () => {
    github.faults.next({ method: 'POST', when: 'after', status: 504 })
    expect((await call(github, 'POST', '/repos/o/r/pulls/1/reviews', { body: review })).status).toBe(504)
    expect((await call(github, 'GET', '/repos/o/r/pulls/1/reviews')).body).toHaveLength(1)
    github.faults.next({ path: /pulls\/1$/, disconnect: true, skip: 1 })
    expect((await call(github, 'GET', '/repos/o/r/pulls/1')).status).toBe(200)
    await expect(call(github, 'GET', '/repos/o/r/pulls/1')).rejects.toThrow()
    expect((await call(github, 'GET', '/repos/o/r/pulls/1')).status).toBe(200)
  })

  test('can be something that happens meanwhile', async () => {
    const push = () => repository.commit({ branch: 'feature', files: { a: '2\n' } })
    github.faults.next({ path: '/reviews', meanwhile: push })
    const before = (await call(github, 'GET', '/repos/o/r/pulls/1')).body.head.sha
    expect((await call(github, 'GET', '/repos/o/r/pulls/1/reviews')).status).toBe(200)
    expect((await call(github, 'GET', '/repos/o/r/pulls/1')).body.head.sha).not.toBe(before)
  })
})
