import { isOwnReview, markLineOf, readCommentMark, readSummaryMark } from '../review/mark.ts'
import { type Comment, type ReviewPlan, rankOf, withhold } from '../review/plan.ts'
import type { Action } from '../review/reconcile.ts'
import { renderComment } from '../review/render.ts'
import { type OwnReview, summaryOf } from '../review/standing.ts'
import { renderReview, renderSummary } from '../review/summary.ts'
import { isSameAccount } from './account.ts'
import { type Api, readPages, send } from './api.ts'
import { type Answer, type Refusal, sayRefusal } from './refusal.ts'
import { readStanding } from './standing.ts'
import type { ReviewRequest, Writing } from './writing.ts'

/** What became of the new comments. */
export interface Posted {
  /** `comments` are those that were written, `refused` those that GitHub does not take at all. */
  readonly plan: ReviewPlan
  /** What could not be written for a reason that concerns no single comment. */
  readonly unsaid: readonly Comment[]
  /** The review that holds the summary now. */
  readonly summary: OwnReview | null
  readonly url: string
  /** Why the writing stopped. */
  readonly refusal: Refusal | null
}

/** In milliseconds: 80 requests that make content are allowed in a minute (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api). */
const betweenComments = 1_000

/**
 * Writes new comments, step by step down to what GitHub takes:
 *
 * 1. One review with all of them. GitHub refuses it for a single bad comment and does not say which (QwenLM/qwen-code#6711).
 * 2. The same without those whose place is uncertain.
 * 3. Each of the others by itself, the most severe first.
 * 4. One that is refused on its lines: on the whole file, where there is no button.
 * 5. One that is refused there, too: in the summary.
 *
 * A refusal that concerns everything (no right, no pace, no time) ends it: what is left is unsaid.
 */
export async function postComments(
  writing: Writing,
  { comments, event }: Extract<Action, { do: 'create' }>,
): Promise<Posted | 'outdated'> {
  const { api, request } = writing
  const { plan, memory } = request.reconciliation
  let summary: OwnReview | null = summaryOf(request.standing)
  let url = ''
  let left = comments
  const body = (some: readonly Comment[]) =>
    summary === null ? renderSummary(plan, memory, request.surroundings) : renderReview(some, request.surroundings)
  for (const some of attempts(comments)) {
    if (!(await writing.isCurrent())) return 'outdated'
    const text = body(some)
    const answer = await createReview(api, request, { body: text, event, comments: some })
    if (answer.ok) {
      url = answer.value.url
      if (summary === null) summary = answer.value
      left = comments.filter((comment) => !some.includes(comment))
      break
    }
    if (!isAboutOne(answer.refusal)) {
      const nothing = { ...plan, comments: [] }
      return { plan: nothing, unsaid: comments, summary, url, refusal: answer.refusal }
    }
    api.log(sayRefusal(answer.refusal))
  }
  return postSingly(writing, left, { plan, unsaid: [], summary, url, refusal: null })
}

/** What the reviews that are tried hold: everything, then what is certain, if that is something else. */
function attempts(comments: readonly Comment[]): (readonly Comment[])[] {
  const certain = comments.filter((comment) => comment.certain)
  return certain.length > 0 && certain.length < comments.length ? [comments, certain] : [comments]
}

/** Whether the next step may fare better: a comment was not taken, or the whole was too much for GitHub. */
const isAboutOne = (refusal: Refusal): boolean =>
  (refusal.kind === 'invalid' && !isPending(refusal)) || refusal.kind === 'server'

/** A review of our account that was never submitted keeps every other one out. */
const isPending = ({ kind, message }: Refusal): boolean => kind === 'invalid' && /one pending review/i.test(message)

async function postSingly(writing: Writing, left: readonly Comment[], posted: Posted): Promise<Posted | 'outdated'> {
  const { api } = writing
  const refused = new Set<Comment>()
  const rank = ({ findings: [first] }: Comment) => rankOf(first?.severity ?? 'info')
  const open = [...left].sort((a, b) => rank(a) - rank(b))
  let { url } = posted
  for (let first = true; open.length > 0; first = false) {
    if (first && !(await writing.isCurrent())) return 'outdated'
    if (!first) await api.sleep(betweenComments)
    const comment = open[0] as Comment
    const onLines = await postComment(writing, comment, false)
    const answer = !onLines.ok && isAboutOne(onLines.refusal) ? await postComment(writing, comment, true) : onLines
    if (!answer.ok && answer.refusal.kind !== 'invalid') {
      const unsaid = new Set(open)
      const plan = withhold(posted.plan, (one) => refused.has(one))
      const comments = plan.comments.filter((one) => !unsaid.has(one))
      return { ...posted, url, plan: { ...plan, comments }, unsaid: open, refusal: answer.refusal }
    }
    if (answer.ok) url ||= answer.value
    else {
      api.log(sayRefusal(answer.refusal))
      refused.add(comment)
    }
    open.shift()
  }
  return { ...posted, url, plan: withhold(posted.plan, (one) => refused.has(one)) }
}

interface NewReview {
  readonly body: string
  readonly event: 'COMMENT' | 'REQUEST_CHANGES'
  readonly comments: readonly Comment[]
}

/** Creates a review. One that demands changes and may not, as on an own pull request, is an opinion. */
export async function createReview(api: Api, request: ReviewRequest, review: NewReview): Promise<Answer<OwnReview>> {
  const answer = await postReview(api, request, review)
  if (answer.ok) return answer
  if (review.event !== 'COMMENT' && /request changes/i.test(answer.refusal.message))
    return postReview(api, request, { ...review, event: 'COMMENT' })
  return isPending(answer.refusal) && (await takePendingAway(api, request)) ? postReview(api, request, review) : answer
}

/** Takes away the review of ours that was left pending. Another workflow with our account may be about to submit one that is not. */
async function takePendingAway(api: Api, { pull, viewer }: ReviewRequest): Promise<boolean> {
  const { owner, repo, number: pull_number } = pull
  const reviews = await readPages(api, 'list the reviews', (page) =>
    api.client.rest.pulls.listReviews({ owner, repo, pull_number, ...page }),
  )
  const pending = reviews.ok
    ? reviews.value.find(
        ({ state, user, body }) => state === 'PENDING' && isSameAccount(user?.login ?? '', viewer) && isOwnReview(body),
      )
    : undefined
  if (!pending) return false
  const deleted = await send(api, 'take a pending review away', (options) =>
    api.client.rest.pulls.deletePendingReview({ owner, repo, pull_number, review_id: pending.id, ...options }),
  )
  return deleted.ok
}

function postReview(
  api: Api,
  request: ReviewRequest,
  { body, event, comments }: NewReview,
): Promise<Answer<OwnReview>> {
  const { owner, repo, number, headSha } = request.pull
  const known = new Set(request.standing.reviews.map(({ id }) => id))
  return send(
    api,
    'write the review',
    async (options) => {
      const { data } = await api.client.rest.pulls.createReview({
        // Without a commit GitHub takes the latest, which may be another one by now.
        ...{ owner, repo, pull_number: number, commit_id: headSha },
        // Without an event the review stays pending, and a pending one blocks all that follow (max-sixty/tend#1171).
        ...{
          event,
          body,
          comments: comments.map((comment) => ({ ...placeOf(comment), body: renderComment(comment) })),
        },
        ...options,
      })
      return {
        id: data.id,
        node: data.node_id,
        body,
        url: data.html_url,
        state: data.state,
        summary: readSummaryMark(body),
      }
    },
    async () => {
      const there = await readStanding(api, request.pull, request.viewer)
      if (!there.ok) return there
      const found = there.value.standing.reviews.find(
        (one) => !known.has(one.id) && markLineOf(one.body) === markLineOf(body),
      )
      return { ok: true, value: found ?? null }
    },
  )
}

/** Creates one comment, on its lines or on its whole file, and gives its address. */
function postComment({ api, request }: Writing, comment: Comment, onFile: boolean): Promise<Answer<string>> {
  const { owner, repo, number, headSha } = request.pull
  const body = renderComment(comment, onFile)
  const known = new Set(request.standing.threads.map((thread) => thread.comment))
  return send(
    api,
    'write a comment',
    async (options) => {
      const { data } = await api.client.rest.pulls.createReviewComment({
        ...{ owner, repo, pull_number: number, commit_id: headSha, body },
        ...(onFile ? { path: comment.path, subject_type: 'file' as const } : placeOf(comment)),
        ...options,
      })
      return data.html_url
    },
    async () => {
      const there = await readStanding(api, request.pull, request.viewer)
      if (!there.ok) return there
      const mark = JSON.stringify(readCommentMark(body))
      const found = there.value.standing.threads.find(
        (thread) => !known.has(thread.comment) && thread.path === comment.path && JSON.stringify(thread.mark) === mark,
      )
      return { ok: true, value: found ? `#discussion_r${found.comment}` : null }
    },
  )
}

const placeOf = ({ path, lines: { start, end } }: Comment) => ({
  ...{ path, line: end, side: 'RIGHT' as const },
  // Only for a range: equal values are refused (ubuntu/WSL#244).
  ...(start < end ? { start_line: start, start_side: 'RIGHT' as const } : {}),
})
