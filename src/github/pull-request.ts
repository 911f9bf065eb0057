/** A repository as the API names it. */
export interface RepositoryName {
  readonly owner: string
  readonly repo: string
}

/** What a job's event says of the pull request that started it. */
export interface PullRequest extends RepositoryName {
  readonly number: number
  /** The commit that is reviewed: the tip of the head branch, not the merge that `GITHUB_SHA` names. */
  readonly headSha: string
  /** The tip of the base branch. */
  readonly baseSha: string
  /** How many files it changes; null when the event does not say. */
  readonly changedFiles: number | null
  readonly open: boolean
}

/** The event file is not what GitHub writes. The message is one line. */
export class EventError extends Error {
  override readonly name = 'EventError'
}

/**
 * The pull request of an event.
 *
 * @param event the parsed event file, which is not trusted to have any form
 * @param repository `owner/name` of the repository that the job runs in, which is the pull request's base
 * @throws {EventError} when the event names no pull request
 */
export function pullRequestOf(event: unknown, repository: string): PullRequest {
  const pull = field(event, 'pull_request')
  const [owner, repo, ...rest] = repository.split('/')
  if (!owner || !repo || rest.length > 0) throw new EventError('GITHUB_REPOSITORY does not name a repository.')
  const number = field(pull, 'number')
  const headSha = field(field(pull, 'head'), 'sha')
  const baseSha = field(field(pull, 'base'), 'sha')
  if (!Number.isSafeInteger(number) || !isSha(headSha) || !isSha(baseSha)) {
    throw new EventError('The event file names no pull request. Run Layerwise on pull_request events.')
  }
  const changed = field(pull, 'changed_files')
  return {
    owner,
    repo,
    number: number as number,
    headSha,
    baseSha,
    changedFiles: Number.isSafeInteger(changed) ? (changed as number) : null,
    open: field(pull, 'state') !== 'closed',
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined

const isSha = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value)
