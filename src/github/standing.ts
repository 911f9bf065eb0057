import { readCommentMark } from '../review/mark.ts'
import { ownReview, type Thread } from '../review/standing.ts'
import { isSameAccount } from './account.ts'
import { type Api, read, readPages } from './api.ts'
import type { PullRequest } from './pull-request.ts'
import { type Answer, sayRefusal } from './refusal.ts'
import { type Read, readThreads } from './threads.ts'

/**
 * Reads what we said before. A mark counts only with our own account as its author: anybody can paste one into a comment
 * (marocchino/sticky-pull-request-comment#332).
 *
 * Whether a thread is resolved, by whom, and whether it is outdated is only known to GraphQL. Where that cannot be had, REST gives
 * the comments: then all of them stand, so that nothing is said twice, and what is gone is said in the comments themselves.
 *
 * @param viewer the login that GitHub gives for our token
 */
export async function readStanding(api: Api, pull: PullRequest, viewer: string): Promise<Answer<Read>> {
  const threads = await readThreads(api, pull, viewer)
  if (threads.ok) return threads
  api.log(`${sayRefusal(threads.refusal)} The comments are read in their place; no thread can be resolved.`)
  return readComments(api, pull, viewer)
}

async function readComments(api: Api, pull: PullRequest, viewer: string): Promise<Answer<Read>> {
  const { owner, repo, number } = pull
  const where = { owner, repo, pull_number: number }
  const isOurs = (author: string | undefined): boolean => isSameAccount(author ?? '', viewer)
  const reviews = await readPages(api, 'list the reviews', (page) =>
    api.client.rest.pulls.listReviews({ ...where, ...page }),
  )
  if (!reviews.ok) return reviews
  const own = reviews.value
    .filter(({ user, state }) => isOurs(user?.login) && state !== 'PENDING')
    .flatMap(({ id, node_id: node, body, html_url: url, state }) => ownReview({ id, node, body, url, state }))
  // Every inline comment belongs to a review of its author.
  if (!reviews.value.some(({ user }) => isOurs(user?.login)))
    return { ok: true, value: { standing: { threads: [], reviews: [] }, headSha: null, open: true } }
  const comments = await readPages(api, 'list the comments', (page) =>
    api.client.rest.pulls.listReviewComments({ ...where, ...page }),
  )
  if (!comments.ok) return comments
  const answered = new Set(
    comments.value.flatMap(({ in_reply_to_id, user }) =>
      in_reply_to_id && !isOurs(user?.login) ? [in_reply_to_id] : [],
    ),
  )
  const threads = comments.value.flatMap((comment): Thread[] => {
    const mark = !comment.in_reply_to_id && isOurs(comment.user?.login) ? readCommentMark(comment.body) : null
    if (!mark) return []
    const { id, path, body, line, start_line, side } = comment
    const lines = line && side !== 'LEFT' ? { start: start_line ?? line, end: line } : null
    const outdated = !line && comment.subject_type !== 'file'
    return [{ id: null, comment: id, path, lines, outdated, resolved: 'no', answered: answered.has(id), body, mark }]
  })
  return { ok: true, value: { standing: { threads, reviews: own }, headSha: null, open: true } }
}

/** Whether the pull request is open and still at the commit that was reviewed. When nobody knows, the writing will tell. */
export async function isCurrent(api: Api, { owner, repo, number, headSha }: PullRequest): Promise<boolean> {
  const answer = await read(api, 'look at the pull request', (options) =>
    api.client.rest.pulls.get({ owner, repo, pull_number: number, ...options }),
  )
  return !answer.ok || (answer.value.data.head.sha === headSha && answer.value.data.state === 'open')
}
