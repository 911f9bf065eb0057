import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startGitHub, startProxy } from '../../scripts/embedded-github/index.mjs'
import { foundIn } from './contract.ts'
import { PIP_DOCKERFILE, type Run, stage } from './scene.ts'

type Proxy = Awaited<ReturnType<typeof startProxy>>

const MOUNT = 'Dockerfile: mount-package-cache'
const change = { Dockerfile: PIP_DOCKERFILE }

/** What the log says when nothing answers. */
const unreachable = (ended: Run) => {
  expect(ended.code).toBe(1)
  expect(ended.commands.filter(({ command }) => command === 'error').map(({ message }) => message)).toEqual([
    expect.stringMatching(/^GitHub refused to list the changed files .*No answer came/),
  ])
}

describe('an enterprise server', () => {
  const scene = stage({ enterprise: true })

  test('is asked where the runner says that its two APIs are', async () => {
    const { pull } = scene.open(change)
    await scene.run(pull)
    expect(scene.said(pull).comments.length).toBeGreaterThan(0)
    expect(scene.github.apiUrl).toMatch(/\/api\/v3$/)
    expect(scene.github.graphqlUrl).toMatch(/\/api\/graphql$/)
  })

  test('is linked to in what people read', async () => {
    const { pull } = scene.open(change)
    const ended = await scene.run(pull)
    expect(ended.summary).toContain(`${scene.github.serverUrl}/${pull.repository.fullName}/blob/${pull.headSha}/`)
    expect(ended.summary).not.toContain('https://github.com/octo-org')
  })

  test('whose GraphQL is elsewhere is asked there (GITHUB_GRAPHQL_URL)', async () => {
    const elsewhere = await startGitHub({ enterprise: true })
    const { pull } = scene.open(change)
    const isGraphql = ({ path }: { path: string }) => path.endsWith('/graphql')
    await scene.run(pull, { env: { GITHUB_GRAPHQL_URL: elsewhere.graphqlUrl } })
    expect(elsewhere.requests.filter(isGraphql).length).toBeGreaterThan(0)
    expect(scene.github.requests.filter(isGraphql)).toEqual([])
    await elsewhere.stop()
    // What is no address is not gone by.
    await scene.run(pull, { env: { GITHUB_GRAPHQL_URL: 'graphql' } })
    expect(scene.github.requests.filter(isGraphql).length).toBeGreaterThan(0)
  })

  test.each([
    ['the comments of a pull request', ['PullRequest.comments']],
    ['what an author has to do with the repository', ['IssueComment.authorAssociation']],
    ['whose token it is', ['Query.viewer']],
    ['whether a text is cut off', ['Blob.isTruncated']],
  ])('that is too old to know %s gives the same review', async (_, fields) => {
    const { pull } = scene.open(change)
    scene.github.withoutFields(fields)
    const ended = await scene.run(pull)
    scene.github.withoutFields([])
    expect(foundIn(ended.report)).toContain(MOUNT)
    expect(scene.said(pull).comments.length).toBeGreaterThan(0)
    expect(ended.code).toBe(0)
  })

  test('without GraphQL at all gives the same review', async () => {
    const { pull } = scene.open(change)
    scene.github.faults.next({ path: /graphql$/, status: 404, body: { message: 'Not Found' }, times: 50 })
    const ended = await scene.run(pull)
    scene.github.faults.clear()
    expect(foundIn(ended.report)).toContain(MOUNT)
    expect(scene.said(pull).comments.length).toBeGreaterThan(0)
  })
})

describe('a server with a certificate of an authority of its own', () => {
  const scene = stage({ tls: true, enterprise: true })

  test('is trusted when NODE_EXTRA_CA_CERTS names the authority, and only then', async () => {
    const { pull } = scene.open(change)
    unreachable(await scene.run(pull))
    const ended = await scene.run(pull, { env: { NODE_EXTRA_CA_CERTS: String(scene.github.caFile) } })
    expect(foundIn(ended.report)).toContain(MOUNT)
    expect(scene.said(pull).comments.length).toBeGreaterThan(0)
  })
})

describe('a server behind a proxy', () => {
  const scene = stage({ tls: true, host: 'github.example' })
  let proxy: Proxy
  beforeAll(async () => {
    proxy = await startProxy()
  })
  afterAll(async () => {
    await proxy.stop()
  })
  const authority = () => ({ NODE_EXTRA_CA_CERTS: String(scene.github.caFile) })

  test.each(['HTTPS_PROXY', 'https_proxy'])('is reached through %s, by REST and by GraphQL', async (name) => {
    const { pull } = scene.open(change)
    proxy.tunnels.length = 0
    const ended = await scene.run(pull, { env: { ...authority(), [name]: proxy.url } })
    expect(foundIn(ended.report)).toContain(MOUNT)
    expect(scene.said(pull).comments.length).toBeGreaterThan(0)
    expect(new Set(proxy.tunnels)).toEqual(new Set([new URL(scene.github.apiUrl).host]))
    const asked = scene.github.requests.map(({ path }) => path.endsWith('/graphql'))
    expect(new Set(asked)).toEqual(new Set([true, false]))
  })

  test.each(['NO_PROXY', 'no_proxy'])('that %s names is not asked through it', async (name) => {
    const { pull } = scene.open(change)
    proxy.tunnels.length = 0
    const env = { ...authority(), HTTPS_PROXY: proxy.url, [name]: 'other.example, .github.example,github.example' }
    unreachable(await scene.run(pull, { env }))
    expect(proxy.tunnels).toEqual([])
  })

  test('is not reached without it, which one line says', async () => {
    const { pull } = scene.open(change)
    unreachable(await scene.run(pull, { env: authority() }))
  })
})

describe('a proxy that asks for a password', () => {
  const scene = stage({ tls: true, host: 'github.example' })
  let proxy: Proxy
  beforeAll(async () => {
    proxy = await startProxy({ credentials: 'runner:p@ss' })
  })
  afterAll(async () => {
    await proxy.stop()
  })

  test('gets it from the address, and nobody reads it in the log', async () => {
    const { pull } = scene.open(change)
    const url = new URL(proxy.url)
    const env = (credentials: string) => ({
      NODE_EXTRA_CA_CERTS: String(scene.github.caFile),
      HTTPS_PROXY: `http://${credentials}@${url.host}`,
    })
    expect(foundIn((await scene.run(pull, { env: env('runner:p%40ss') })).report)).toContain(MOUNT)
    const refused = await scene.run(pull, { env: env('runner:secret') })
    unreachable(refused)
    expect(refused.stdout + refused.stderr).not.toMatch(/secret|p@ss|p%40ss/)
  })
})
