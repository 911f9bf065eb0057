import { type Api, read } from './api.ts'
import type { PullRequest, RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'

/** Where a pull request comes from. */
export interface Head {
  readonly sha: string
  readonly branch: string
  /** The owner of the repository that the branch is in. */
  readonly owner: string
  /** The number of that repository, which a rename does not change. */
  readonly repositoryId: number
}

/** The open pull requests from a branch of a repository. */
export interface Found {
  /** Those whose head is the commit. More than one when the branch is proposed for several bases. */
  readonly current: readonly PullRequest[]
  /** How many have another commit by now. */
  readonly movedOn: number
}

/**
 * Finds the open pull requests that a head belongs to, among those that the repository itself lists: the head repository and the
 * commit must be those that GitHub's own event names, so that nobody can have another pull request written to.
 */
export function findPullRequests(api: Api, repository: RepositoryName, head: Head): Promise<Answer<Found>> {
  const { owner, repo } = repository
  return read(api, 'find the pull request', async (options) => {
    const { data } = await api.client.rest.pulls.list({
      ...{ owner, repo, state: 'open', head: `${head.owner}:${head.branch}`, per_page: 100 },
      ...options,
    })
    const same = data.filter((pull) => pull.state === 'open' && pull.head.repo?.id === head.repositoryId)
    const current = same.filter((pull) => pull.head.sha === head.sha)
    return {
      current: current.map(({ number, base }) => ({
        ...{ owner, repo, number, headSha: head.sha, baseSha: base.sha, changedFiles: null, open: true },
      })),
      movedOn: same.length - current.length,
    }
  })
}

/** A pull request as it is now. */
export function readPullRequest(
  api: Api,
  { owner, repo }: RepositoryName,
  number: number,
): Promise<Answer<PullRequest>> {
  return read(api, 'read the pull request', async (options) => {
    const { data } = await api.client.rest.pulls.get({ owner, repo, pull_number: number, ...options })
    return {
      ...{ owner, repo, number, headSha: data.head.sha, baseSha: data.base.sha },
      ...{ changedFiles: data.changed_files, open: data.state === 'open' },
    }
  })
}
