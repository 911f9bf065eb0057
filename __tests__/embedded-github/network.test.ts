import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startGitHub, startProxy } from '../../scripts/embedded-github/index.mjs'
import type { Server } from './client.ts'

let github: Server
let proxy: Awaited<ReturnType<typeof startProxy>>
beforeAll(async () => {
  github = await startGitHub({ tls: true, host: 'github.example' })
  github.createRepository({ owner: 'o', name: 'r' })
  proxy = await startProxy({ credentials: 'mona:s3cret' })
})
afterAll(async () => {
  await github.stop()
  await proxy.stop()
})

/** Asks with curl, a client that shares nothing with the server. */
async function curl(...args: string[]) {
  const all = ['--silent', '--show-error', '--output', '/dev/null', '--write-out', '%{http_code}', ...args]
  const env = { PATH: process.env.PATH }
  return promisify(execFile)('curl', [...all, `${github.apiUrl}/repos/o/r`], { env }).then(
    ({ stdout }) => stdout,
    ({ code }) => `curl ended with ${code}`,
  )
}

describe('behind a proxy, with a certificate of its own authority', () => {
  const through = () => ['--proxy', proxy.url, '--proxy-user', 'mona:s3cret']

  test('it is found through the proxy by who trusts the authority', async () => {
    expect(await curl(...through(), '--cacert', String(github.caFile))).toBe('200')
    expect(proxy.tunnels).toEqual([new URL(github.apiUrl).host])
    expect(github.requests.map(({ path }) => path)).toEqual(['/repos/o/r'])
  })

  test('others do not trust it', async () => {
    expect(await curl(...through())).toBe('curl ended with 60')
  })

  test('the proxy asks for its credentials', async () => {
    expect(await curl('--proxy', proxy.url, '--cacert', String(github.caFile))).toBe('curl ended with 56')
  })

  test('without the proxy there is no such host', async () => {
    expect(await curl('--cacert', String(github.caFile))).toBe('curl ended with 6')
  })
})
