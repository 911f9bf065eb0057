import { isSameAccount } from './account.ts'
import { type Api, read, readPages, write } from './api.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'

/** A comment that is answered, on a pull request. */
export interface Asked extends RepositoryName {
  /** The pull request's number. */
  readonly number: number
  /** The comment's. */
  readonly id: number
}

/** Thumbs up: done. Confused: not done, and the answer or the log says why. */
export type Reaction = '+1' | 'confused'

/** Shows that a comment was read. The same reaction twice is one. */
export function react(api: Api, { owner, repo, id }: Asked, content: Reaction): Promise<Answer<unknown>> {
  return write('react to the comment', (options) =>
    api.client.rest.reactions.createForIssueComment({ owner, repo, comment_id: id, content, ...options }),
  )
}

/**
 * Answers a comment in the conversation. A comment that was answered before, because it was edited or its job ran again, has its
 * answer edited; the mark by which that is found counts in our own comments only.
 *
 * @param body Markdown
 */
export async function answerComment(api: Api, asked: Asked, body: string): Promise<Answer<unknown>> {
  const { owner, repo, number, id } = asked
  const mark = `<!-- layerwise:v1 answer ${id} -->`
  const whole = `${body}\n\n${mark}`
  const earlier = await findAnswer(api, asked, mark)
  if (!earlier.ok) return earlier
  const { value: comment_id } = earlier
  return write('answer the comment', async (options): Promise<void> => {
    const { issues } = api.client.rest
    if (comment_id === null) await issues.createComment({ owner, repo, issue_number: number, body: whole, ...options })
    else await issues.updateComment({ owner, repo, comment_id, body: whole, ...options })
  })
}

async function findAnswer(api: Api, { owner, repo, number }: Asked, mark: string): Promise<Answer<number | null>> {
  const comments = await readPages(api, 'list the comments of the conversation', (page) =>
    api.client.rest.issues.listComments({ owner, repo, issue_number: number, ...page }),
  )
  if (!comments.ok) return comments
  const marked = comments.value.filter(({ body }) => body?.trimEnd().endsWith(`\n${mark}`))
  if (marked.length === 0) return { ok: true, value: null }
  const viewer = await read(api, 'say whose token it is', async (options) => {
    const { viewer } = await api.client.graphql<{ viewer: { login: string } }>('query { viewer { login } }', {
      ...options,
    })
    return viewer.login
  })
  if (!viewer.ok) return viewer
  const own = marked.find(({ user }) => isSameAccount(user?.login ?? '', viewer.value))
  return { ok: true, value: own?.id ?? null }
}
