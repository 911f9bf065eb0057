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
  github.requests.length = 0
})
afterEach(() => github.stop())

const comments = '/repos/o/r/issues/1/comments'
const say = (body = 'x') => call(github, 'POST', comments, { body: { body } })
const count = async () => (await call(github, 'GET', comments)).body.length

describe('the secondary limit', () => {
  test('stops what creates content at 80 a minute, says how long to wait, and reads go on', async () => {
    github.rate.contentPerMinute = 80
    for (let n = 0; n < 80; n++) expect((await say()).status).toBe(201)
    const { status, body, headers } = await say()
    expect([status, body.message]).toEqual([403, expect.stringMatching(/^You have exceeded a secondary rate limit/)])
    const wait = Number(headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
    expect((await call(github, 'GET', comments)).status).toBe(200)
    github.advance(wait)
    expect((await say()).status).toBe(201)
  })

  test('counts mutations, not queries', async () => {
    github.rate.contentPerMinute = 1
    const graphql = (query: string) => call(github, 'POST', '/graphql', { body: { query } })
    expect((await graphql('query { viewer { login } }')).status).toBe(200)
    const mutation = 'mutation { minimizeComment(input: { subjectId: "x", classifier: SPAM }) { clientMutationId } }'
    expect((await graphql(mutation)).status).toBe(200)
    expect((await graphql(mutation)).status).toBe(403)
    expect((await graphql('query { viewer { login } }')).status).toBe(200)
  })
})

describe('the primary limit', () => {
  test('refuses everything until the hour is over, and asking for it costs nothing', async () => {
    github.rate.requestsPerHour = 2
    expect((await call(github, 'GET', comments)).headers.get('x-ratelimit-remaining')).toBe('1')
    await say()
    const { status, body, headers } = await say()
    expect([status, body.message]).toEqual([403, expect.stringMatching(/^API rate limit exceeded for installation/)])
    expect([headers.get('x-ratelimit-remaining'), headers.get('retry-after')]).toEqual(['0', null])
    const told = await call(github, 'GET', '/rate_limit')
    expect(told.body.rate).toMatchObject({ limit: 2, remaining: 0 })
    github.advance(Number(headers.get('x-ratelimit-reset')) - github.now().getTime() / 1000)
    expect((await say()).status).toBe(201)
  })
})

describe('lists that are behind', () => {
  test('leave out what was made within the last reads, while the thing itself can be read', async () => {
    github.lagBehind(2)
    const { id } = (await say()).body
    expect((await call(github, 'GET', `/repos/o/r/issues/comments/${id}`)).status).toBe(200)
    expect(await count()).toBe(0)
    expect(await count()).toBe(1)
    expect(await count()).toBe(1)
  })

  test('are so in GraphQL, too', async () => {
    github.lagBehind(1)
    await say()
    const query =
      '{ repository(owner: "o", name: "r") { pullRequest(number: 1) { comments(first: 9) { nodes { body } } } } }'
    const read = async () =>
      (await call(github, 'POST', '/graphql', { body: { query } })).body.data.repository.pullRequest.comments.nodes
        .length
    expect([await read(), await read()]).toEqual([0, 1])
  })
})

describe('a client that dies', () => {
  test('before its nth call leaves that call undone', async () => {
    github.hooks.before = (_, nth) => (nth === 2 ? 'disconnect' : undefined)
    await say()
    await expect(say()).rejects.toThrow()
    expect(await count()).toBe(1)
  })

  test('after its nth call leaves it done, and knows nothing of it', async () => {
    github.hooks.after = ({ method }) => (method === 'POST' ? 'disconnect' : undefined)
    await expect(say()).rejects.toThrow()
    expect(await count()).toBe(1)
  })
})
