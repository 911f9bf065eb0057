import { isSameAccount } from './account.ts'
import { type Api, readPages, write } from './api.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'

/** A pull request from our branch. */
export interface FixPull {
  readonly number: number
  readonly state: 'open' | 'closed' | 'merged'
  readonly body: string
  readonly url: string
  /** Whether our own account opened it. */
  readonly isOurs: boolean
}

/** What is written. */
export interface PullText {
  readonly title: string
  readonly body: string
}

/** The pull requests from a branch of this repository into another, oldest first. */
export async function findPulls(
  api: Api,
  { owner, repo }: RepositoryName,
  branch: string,
  base: string,
  viewer: string,
): Promise<Answer<FixPull[]>> {
  const listed = await readPages(api, 'list the pull requests', (page) =>
    api.client.rest.pulls.list({ owner, repo, head: `${owner}:${branch}`, base, state: 'all', ...page }),
  )
  if (!listed.ok) return listed
  const pulls = listed.value
    // A filter that is not understood is passed over.
    .filter(({ head }) => head.ref === branch)
    .map(
      (pull): FixPull => ({
        number: pull.number,
        state: pull.state === 'open' ? 'open' : pull.merged_at ? 'merged' : 'closed',
        body: pull.body ?? '',
        url: pull.html_url,
        isOurs: isSameAccount(pull.user?.login ?? '', viewer),
      }),
    )
  return { ok: true, value: pulls.sort((a, b) => a.number - b.number) }
}

export function openPull(
  api: Api,
  { owner, repo }: RepositoryName,
  branch: string,
  base: string,
  text: PullText,
): Promise<Answer<string>> {
  return write('open a pull request', async (options) => {
    const { data } = await api.client.rest.pulls.create({ owner, repo, head: branch, base, ...text, ...options })
    return data.html_url
  })
}

export function editPull(
  api: Api,
  { owner, repo }: RepositoryName,
  number: number,
  text: PullText,
  state: 'open' | 'closed',
): Promise<Answer<unknown>> {
  return write('edit the pull request', (options) =>
    api.client.rest.pulls.update({ owner, repo, pull_number: number, ...text, state, ...options }),
  )
}
