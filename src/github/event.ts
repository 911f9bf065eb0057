import type { RepositoryName } from './pull-request.ts'

/** The event file is not what GitHub writes. The message is one line. */
export class EventError extends Error {
  override readonly name = 'EventError'
}

/** A field of a parsed event file, which is not trusted to have any form; `undefined` when it is not there. */
export const field = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  )

/** The text in a field; empty when there is none. */
export function textIn(value: unknown, ...names: readonly string[]): string {
  const found = field(value, ...names)
  return typeof found === 'string' ? found : ''
}

/** The whole number in a field; null when there is none. */
export function numberIn(value: unknown, ...names: readonly string[]): number | null {
  const found = field(value, ...names)
  return Number.isSafeInteger(found) ? (found as number) : null
}

/** A full commit hash, of SHA-1 or SHA-256. What stands in its place when there is no commit (zeros) is none. */
export const isSha = (value: unknown): value is string =>
  typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) && !/^0+$/.test(value)

/**
 * The repository that a job runs in.
 *
 * @param name `GITHUB_REPOSITORY`: `owner/name`
 * @throws {EventError} when it names none
 */
export function repositoryOf(name: string): RepositoryName {
  const [owner, repo, ...rest] = name.split('/')
  if (!owner || !repo || rest.length > 0) throw new EventError('GITHUB_REPOSITORY does not name a repository.')
  return { owner, repo }
}
