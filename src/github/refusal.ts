import { printable } from '../text/printable.ts'

/** What a refusal means for what we do next. */
export type RefusalKind =
  /** The token may not. */
  | 'read-only'
  /** Nobody may: the pull request is locked, the repository is archived. */
  | 'locked'
  /** The token is no good. */
  | 'unauthorised'
  /** There is no such thing, or the token may not know of it. */
  | 'gone'
  /** The request was understood and not taken. */
  | 'invalid'
  | 'rate-limit'
  /** GitHub failed; what was asked may have been done. */
  | 'server'
  /** No answer came; what was asked may have been done. */
  | 'network'
  /** We did not ask: the time that this run has is over. */
  | 'time'
  | 'unknown'

/** GitHub's no, as a value. */
export interface Refusal {
  readonly kind: RefusalKind
  /** The status of the answer; null when there was none. */
  readonly status: number | null
  /** What we were doing, as in "GitHub refused to …". */
  readonly doing: string
  /** GitHub's own words, printable, on one line. */
  readonly message: string
  /** How long GitHub asks us to wait, in seconds. */
  readonly retryAfter: number | null
  /** The permission that would have done, when GitHub names one. */
  readonly permission: string | null
}

/** An answer of GitHub: a value or a refusal. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

/** Reads a refusal from what octokit threw. */
export function refusalOf(doing: string, error: unknown): Refusal {
  const { status, response, message, errors } = error as Partial<OctokitError>
  const headers = response?.headers ?? {}
  const words = printable(String(message ?? error).replace(/\s+/g, ' ')).slice(0, 300)
  const answered = response !== undefined || errors !== undefined
  return {
    kind: errors ? kindOfGraphql(errors) : kindOf(answered ? (status ?? null) : null, words, headers),
    status: response ? (status ?? null) : null,
    doing,
    message: words,
    retryAfter: waitOf(headers),
    permission: headers['x-accepted-github-permissions'] ?? null,
  }
}

/** How long to wait, in seconds: as GitHub asks, or until the hour's requests are there again. */
function waitOf(headers: Readonly<Record<string, string>>): number | null {
  const asked = headers['retry-after']
  if (asked !== undefined && Number.isFinite(Number(asked))) return Number(asked)
  if (headers['x-ratelimit-remaining'] !== '0') return null
  const seconds = Number(headers['x-ratelimit-reset']) - Date.parse(headers.date ?? '') / 1_000
  // Without a clock to compare with, it is an hour.
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : 3_600
}

/** What is not even asked for. */
export const outOfTime = (doing: string): Refusal => ({
  ...{ kind: 'time', status: null, doing, message: 'the time of this run is over', retryAfter: null, permission: null },
})

/**
 * One line for the log: what was refused, in whose words, and what to do about it.
 *
 * @param onPull whether it was about a pull request, which may be from a fork
 */
export function sayRefusal({ kind, status, doing, message, permission }: Refusal, onPull = true): string {
  if (kind === 'time') return `There was no time left to ${doing}.`
  const what = `GitHub refused to ${doing} (${[...(status === null ? [] : [status]), message].join(' ')}).`
  const needed = rightsIn(permission ?? 'pull_requests=write')
  const forks = onPull && needed.includes('write') ? ', which pull requests from forks cannot have' : ''
  const advice: Readonly<Record<RefusalKind, string>> = {
    'read-only': `The token may not do that: it takes ${needed} under permissions${forks}.`,
    locked: '',
    unauthorised: 'Check the input github-token.',
    gone: 'It is not there, or the token may not see it.',
    invalid: '',
    'rate-limit': 'Too many requests were made with this token; it can write again later.',
    server: 'This is on GitHub’s side; run the job again.',
    time: '',
    network: 'No answer came; run the job again.',
    unknown: '',
  }
  return [what, advice[kind]].filter((part) => part !== '').join(' ')
}

/**
 * What GitHub says that a call takes, in the words of a workflow: `pull_requests=write` is `pull-requests: write`. A comma stands between
 * rights that are all needed, a semicolon between those of which one will do
 * (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#insufficient-permissions-errors).
 */
const rightsIn = (header: string): string =>
  printable(header)
    .slice(0, 100)
    .replaceAll('_', '-')
    .replaceAll('=', ': ')
    .split(/;\s*/)
    .map((all) =>
      all
        .split(/,\s*/)
        .map((right) => `"${right.trim()}"`)
        .join(' and '),
    )
    .join(' or ')

/** The parts of octokit's RequestError and GraphqlResponseError that are looked at. */
interface OctokitError {
  readonly status: number
  readonly message: string
  readonly response: { readonly headers?: Readonly<Record<string, string>> }
  readonly errors: readonly { readonly type?: string; readonly message?: string }[]
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: a limit is answered with 403 or 429. */
function kindOf(status: number | null, words: string, headers: Readonly<Record<string, string>>): RefusalKind {
  if (status === null) return 'network'
  const limited = headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'
  if (status === 429 || (status === 403 && (limited || /rate limit/i.test(words)))) return 'rate-limit'
  if (/was submitted too quickly/i.test(words)) return 'rate-limit'
  if (status === 401) return 'unauthorised'
  if (status === 403) return /is locked|was archived/i.test(words) ? 'locked' : 'read-only'
  if (status === 404 || status === 410) return 'gone'
  if (status === 422) return 'invalid'
  return status >= 500 ? 'server' : 'unknown'
}

function kindOfGraphql(errors: OctokitError['errors']): RefusalKind {
  const types = errors.map(({ type }) => type)
  if (types.includes('RATE_LIMITED')) return 'rate-limit'
  if (types.includes('FORBIDDEN')) return 'read-only'
  return types.includes('NOT_FOUND') ? 'gone' : 'invalid'
}
