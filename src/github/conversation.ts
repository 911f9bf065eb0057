import { type Api, readPages } from './api.ts'
import type { ConversationComment } from './ignores.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'

/** The comments in the conversation of a pull request, oldest first; those on lines are not among them. */
export async function readConversation(
  api: Api,
  { owner, repo, number }: RepositoryName & { readonly number: number },
): Promise<Answer<ConversationComment[]>> {
  const comments = await readPages(api, 'list the comments of the conversation', (page) =>
    api.client.rest.issues.listComments({ owner, repo, issue_number: number, ...page }),
  )
  if (!comments.ok) return comments
  return {
    ok: true,
    value: comments.value.map(({ user, body, author_association: association }) => ({
      ...{ author: user?.login ?? '', isPerson: user?.type === 'User', association, body: body ?? '' },
    })),
  }
}
