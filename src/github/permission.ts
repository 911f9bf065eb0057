import { type Api, read } from './api.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'

/**
 * Whether somebody may write to a repository now. `author_association`, which comments carry, is no answer: it speaks of
 * membership, and a member need not have write access (github/gh-aw-mcpg#2861). Maintainers count as `write` in this call, and
 * triage as `read` (https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user).
 */
export async function mayWrite(api: Api, { owner, repo }: RepositoryName, login: string): Promise<Answer<boolean>> {
  // A login that is none would ask for something else.
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(login)) return { ok: true, value: false }
  const answer = await read(api, 'say who may write to the repository', async (options) => {
    const { data } = await api.client.rest.repos.getCollaboratorPermissionLevel({
      ...{ owner, repo, username: login },
      ...options,
    })
    return data.permission === 'admin' || data.permission === 'write'
  })
  return !answer.ok && answer.refusal.kind === 'gone' ? { ok: true, value: false } : answer
}
