import type { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { undescribed } from './openapi.ts'

export type Server = Awaited<ReturnType<typeof startGitHub>>

export interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire is judged by the tests
  readonly body: any
  readonly headers: Headers
  readonly text: string
}

/** A bare client: it sends what it is told and throws when an answer is not as GitHub describes it. */
export async function call(
  github: Server,
  method: string,
  path: string,
  {
    body,
    token = github.token,
    accept = 'application/vnd.github+json',
  }: { body?: unknown; token?: string | null; accept?: string } = {},
): Promise<Reply> {
  const response = await fetch(path.startsWith('http') ? path : `${github.apiUrl}${path}`, {
    method,
    headers: { accept, ...(token === null ? {} : { authorization: `token ${token}` }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = response.headers.get('content-type')?.startsWith('application/json') ?? false
  const reply = {
    status: response.status,
    body: json && text !== '' ? JSON.parse(text) : undefined,
    headers: response.headers,
    text,
  }
  const logged = github.requests.at(-1)
  const problems = logged && logged.status !== 404 ? undescribed([{ ...logged, body: null }]) : []
  if (problems.length > 0) throw new Error(`It is not as described:\n${problems.join('\n')}`)
  return reply
}

/** `count` numbered lines, `line 1` and so on. */
export const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index + 1}`)

/** Lines as a file's text. */
export const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')
