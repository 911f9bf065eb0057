import { EventError, field, isSha, numberIn, repositoryOf } from './event.ts'

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

/**
 * The pull request of an event.
 *
 * @param event the parsed event file, which is not trusted to have any form
 * @param repository `owner/name` of the repository that the job runs in, which is the pull request's base
 * @throws {EventError} when the event names no pull request
 */
export function pullRequestOf(event: unknown, repository: string): PullRequest {
  const pull = field(event, 'pull_request')
  const name = repositoryOf(repository)
  const number = numberIn(pull, 'number')
  const headSha = field(pull, 'head', 'sha')
  const baseSha = field(pull, 'base', 'sha')
  if (number === null || !isSha(headSha) || !isSha(baseSha)) {
    throw new EventError('The event file names no pull request. Run Layerwise on pull_request events.')
  }
  return {
    ...name,
    ...{ number, headSha, baseSha, changedFiles: numberIn(pull, 'changed_files') },
    open: field(pull, 'state') !== 'closed',
  }
}
