import { isSameAccount } from './account.ts'
import { type Api, read } from './api.ts'
import type { Answer } from './refusal.ts'

/** Whose login `GITHUB_TOKEN` has. */
const jobAccount = 'github-actions[bot]'

/**
 * The login of the token's account. `GET /user` fails for `GITHUB_TOKEN` (thread: fullsend-ai/fullsend#6205), the GraphQL
 * field does not.
 */
export async function readViewer(api: Api): Promise<Answer<string>> {
  return read(api, 'say whose token it is', async (options) => {
    const { viewer } = await api.client.graphql<{ readonly viewer: { readonly login: string } }>(
      'query { viewer { login } }',
      { ...options },
    )
    return viewer.login
  })
}

/** Whether a login is that of the job’s own token: what it does starts no other workflow. */
export const isJobAccount = (viewer: string): boolean => isSameAccount(jobAccount, viewer)
