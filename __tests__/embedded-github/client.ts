import type { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { operationOf, wrongWithResponse } from './openapi.ts'

export type Server = Awaited<ReturnType<typeof startGitHub>>

/**
 * Where GitHub itself answers otherwise than its description says: outdated comments and comments on whole files have
 * no line and no position, and a pull request whose fork was deleted has no head repository (github/rest-api-description#161).
 */
const KNOWN_DEVIATIONS = [
  /\.(?:(?:original_)?line|position): null instead of integer$/,
  /^\$\.head\.repo: null instead of object$/,
]

export interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire is judged by the tests
  readonly body: any
  readonly headers: Headers
  readonly text: string
}

/** A bare client: it sends what it is told and throws when a successful answer is not as GitHub describes it. */
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
  const operation = json ? operationOf(method, decodeURIComponent(path.split('?')[0] ?? '')) : undefined
  const problems =
    operation && response.ok
      ? wrongWithResponse(operation, reply.status, reply.body).filter(
          (line) => !KNOWN_DEVIATIONS.some((known) => known.test(line)),
        )
      : []
  if (problems.length > 0) throw new Error(`${operation} is not as described:\n${problems.join('\n')}`)
  return reply
}

/** `count` numbered lines, `line 1` and so on. */
export const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index + 1}`)

/** Lines as a file's text. */
export const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')
