import type { getOctokit } from '@actions/github'
import { type Answer, outOfTime, type Refusal, refusalOf } from './refusal.ts'

export type GitHubClient = ReturnType<typeof getOctokit>

/** What talking to GitHub takes. All of it is handed in. */
export interface Api {
  readonly client: GitHubClient
  /** Waits. In milliseconds. */
  readonly sleep: (time: number) => Promise<void>
  /** How long there is to write, in milliseconds; as long as it takes when it is left out. */
  readonly timeLeft?: () => number
  /** A line for the job's log; the texts in it must be printable. */
  readonly log: (line: string) => void
}

/** Goes with every call, merged into its parameters: a connection that says nothing must not hold up a required check. */
export interface CallOptions {
  readonly request: { readonly signal: AbortSignal }
}

const patience = 60_000
/** Waits between the attempts to do something, in milliseconds. */
const pauses = [1_000, 4_000]
/** A limit that GitHub lifts later than this, in seconds, is not waited for. */
const longestWait = 60

/** Reads something. What fails on the way is asked for again, twice at most. */
export async function read<T>(api: Api, doing: string, call: (options: CallOptions) => Promise<T>): Promise<Answer<T>> {
  for (const pause of [...pauses, null]) {
    const answer = await once(doing, call)
    if (answer.ok || pause === null) return answer
    const wait = waitFor(answer.refusal, pause)
    if (wait === null) return answer
    await api.sleep(wait)
  }
  throw new Error('unreachable')
}

/** Writes something, once: whoever writes again looks first whether it was done. */
export function write<T>(doing: string, call: (options: CallOptions) => Promise<T>): Promise<Answer<T>> {
  return once(doing, call)
}

/**
 * Writes something, and again where that is safe.
 *
 * After a refusal for the pace it waits as long as GitHub asks, or a minute where GitHub does not say, then two
 * (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api). When no answer came, what was asked may
 * have been done: `arrived` looks for it, and only what did not arrive is sent again. It does not begin, nor wait, beyond the time that there is.
 *
 * @param arrived gives what is there, or null; left out where doing it twice changes nothing
 */
export async function send<T>(
  api: Api,
  doing: string,
  call: (options: CallOptions) => Promise<T>,
  arrived: Arrived<T> | null = null,
): Promise<Answer<T>> {
  const timeLeft = () => api.timeLeft?.() ?? Number.POSITIVE_INFINITY
  for (const [attempt, pause] of [...pauses, null].entries()) {
    if (timeLeft() <= 0) return { ok: false, refusal: outOfTime(doing) }
    const answer = await once(doing, call, Math.min(patience, timeLeft()))
    if (answer.ok) return answer
    const { kind, retryAfter } = answer.refusal
    if (kind === 'rate-limit') {
      const wait = retryAfter === null ? longestWait * 1_000 * (attempt + 1) : waitFor(answer.refusal, 0)
      if (pause === null || wait === null || wait >= timeLeft()) return answer
      await api.sleep(wait)
    } else if (kind === 'server' || kind === 'network') {
      const found = await look(api, arrived, Math.min(pause ?? 0, timeLeft()))
      if (found.ok && found.value !== null) return { ok: true, value: found.value }
      // Where nobody knows whether it arrived it is not sent again, so that nothing is said twice.
      if (!found.ok || pause === null) return answer
    } else return answer
  }
  throw new Error('unreachable')
}

/** Looks whether something is there: what it is, or null. */
export type Arrived<T> = () => Promise<Answer<T | null>>

/** Twice, because what was just written may not be in GitHub's lists yet. */
async function look<T>(api: Api, arrived: Arrived<T> | null, pause: number): Promise<Answer<T | null>> {
  await api.sleep(pause)
  if (arrived === null) return { ok: true, value: null }
  const first = await arrived()
  if (!first.ok || first.value !== null) return first
  await api.sleep(pause)
  return arrived()
}

async function once<T>(doing: string, call: (options: CallOptions) => Promise<T>, time = patience): Promise<Answer<T>> {
  try {
    return { ok: true, value: await call({ request: { signal: AbortSignal.timeout(Math.ceil(time)) } }) }
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw error
    return { ok: false, refusal: refusalOf(doing, error) }
  }
}

function waitFor({ kind, retryAfter }: Refusal, pause: number): number | null {
  if (kind === 'server' || kind === 'network') return pause
  return kind === 'rate-limit' && retryAfter !== null && retryAfter <= longestWait ? retryAfter * 1_000 : null
}

/** All pages of a list, or the first refusal. */
export async function readPages<T>(
  api: Api,
  doing: string,
  page: (number: { page: number; per_page: number } & CallOptions) => Promise<{ readonly data: readonly T[] }>,
  mostPages = 100,
): Promise<Answer<T[]>> {
  const all: T[] = []
  for (let number = 1; number <= mostPages; number++) {
    const answer = await read(api, doing, (options) => page({ page: number, per_page: 100, ...options }))
    if (!answer.ok) return answer
    const { data } = answer.value
    // A proxy may answer with a page of its own.
    if (!Array.isArray(data)) return { ok: false, refusal: refusalOf(doing, new Error('The answer is no list.')) }
    all.push(...data)
    if (data.length < 100) break
  }
  return { ok: true, value: all }
}
