import { type ReviewMark, readCommentMark, readReviewMark } from '../review/mark.ts'
import { type Api, readPages } from './api.ts'
import type { PullRequest } from './pull-request.ts'
import type { Answer } from './refusal.ts'

/** A review of ours. */
export interface OwnReview {
  readonly id: number
  readonly body: string
  readonly url: string
  readonly mark: ReviewMark
}

/** What our own account said on a pull request. */
export interface Said {
  /** The findings that stand in comments, or in full in the body of a review. */
  readonly hashes: ReadonlySet<string>
  /** Our reviews, oldest first. */
  readonly reviews: readonly OwnReview[]
}

/**
 * Reads what we said before. A mark counts only with our own account as its author: anybody can paste one into a comment
 * (marocchino/sticky-pull-request-comment#332).
 *
 * @param viewer the login that GitHub gives for our token
 */
export async function readSaid(api: Api, pull: PullRequest, viewer: string): Promise<Answer<Said>> {
  const { owner, repo, number } = pull
  const where = { owner, repo, pull_number: number }
  const isOurs = (author: string | undefined): boolean => isSameAccount(author ?? '', viewer)
  const reviews = await readPages(api, 'list the reviews', (page) =>
    api.client.rest.pulls.listReviews({ ...where, ...page }),
  )
  if (!reviews.ok) return reviews
  // Every inline comment belongs to a review of its author.
  if (!reviews.value.some(({ user }) => isOurs(user?.login)))
    return { ok: true, value: { hashes: new Set(), reviews: [] } }
  const comments = await readPages(api, 'list the comments', (page) =>
    api.client.rest.pulls.listReviewComments({ ...where, ...page }),
  )
  if (!comments.ok) return comments
  const own = reviews.value.flatMap(({ id, user, body, html_url, state }) => {
    const mark = isOurs(user?.login) && state !== 'PENDING' ? readReviewMark(body) : null
    return mark ? [{ id, body, url: html_url, mark }] : []
  })
  const marks = comments.value.flatMap(({ user, body }) => (isOurs(user?.login) ? (readCommentMark(body) ?? []) : []))
  const hashes = new Set([...own.map(({ mark }) => mark), ...marks].flatMap((mark) => mark.hashes))
  return { ok: true, value: { hashes, reviews: own } }
}

/**
 * Whether an author, as REST writes it, is the account of our token. GitHub spells bots in two ways, with `[bot]` in REST
 * and without it in GraphQL (fullsend-ai/fullsend#6205); no person's login can hold brackets.
 */
export function isSameAccount(author: string, viewer: string): boolean {
  const [a, b] = [author.toLowerCase(), viewer.toLowerCase()]
  return a !== '' && (a === b || a === `${b}[bot]`)
}
