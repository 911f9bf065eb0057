import { readReviewMark } from '../review/mark.ts'
import { digestOf, type ReviewPlan, withhold } from '../review/plan.ts'
import { renderAgain, renderComment, renderReview, type Surroundings } from '../review/render.ts'
import { type Api, read, readPages, write } from './api.ts'
import type { PullRequest } from './pull-request.ts'
import { type Answer, type Refusal, sayRefusal } from './refusal.ts'
import { isSameAccount, type OwnReview, type Said } from './said.ts'

/** What became of a plan on the pull request. */
export type Published =
  | { readonly done: 'written'; readonly url: string; readonly plan: ReviewPlan }
  /** Everything stands there already, or there is nothing to say. */
  | { readonly done: 'nothing' }
  /** A newer commit is there, or the pull request is closed: another run says what there is to say. */
  | { readonly done: 'outdated' }
  | { readonly done: 'refused'; readonly refusal: Refusal }

export interface ReviewRequest {
  readonly pull: PullRequest
  readonly plan: ReviewPlan
  readonly said: Said
  /** The login of our token. */
  readonly viewer: string
  readonly surroundings: Surroundings
}

/**
 * Writes a plan as one review, and as little as possible beside it.
 *
 * - New comments make a review. What has no comment is listed in the body of the first one; later the lists are edited
 *   there, so that there is one place for them however often the pull request is pushed.
 * - GitHub refuses a review for a single bad comment and does not say which (QwenLM/qwen-code#6711). Then the comments whose
 *   place is uncertain move into the body, and if that does not do, all of them.
 * - A review whose answer was lost is looked for before it is sent again.
 */
export async function publishReview(api: Api, request: ReviewRequest): Promise<Published> {
  const { pull, plan, said, surroundings } = request
  const earlier = said.reviews.findLast(({ mark }) => mark.digest !== null)
  const changed = earlier?.mark.digest !== digestOf(plan)
  // A body that holds refused comments in full cannot be written anew without them.
  const edits = changed && earlier?.mark.hashes.length === 0
  const lists = changed && !edits
  const creates = plan.comments.length > 0 || (lists && plan.listed.length > 0)
  if (!creates && !edits) return { done: 'nothing' }
  if (!(await isCurrent(api, pull))) return { done: 'outdated' }
  const created = creates ? await create(api, request, lists) : null
  if (created && created.done !== 'written') return created
  if (edits && earlier) {
    const edited = await edit(api, pull, earlier, renderAgain(earlier.body, plan, surroundings))
    if (!edited.ok && !created) return { done: 'refused', refusal: edited.refusal }
    if (!edited.ok) api.log(sayRefusal(edited.refusal))
  }
  return created ?? { done: 'written', url: earlier?.url ?? '', plan }
}

async function create(api: Api, request: ReviewRequest, lists: boolean): Promise<Published> {
  const { pull, surroundings } = request
  const steps = [
    () => request.plan,
    (plan: ReviewPlan) => withhold(plan, ({ certain }) => !certain),
    (plan: ReviewPlan) => withhold(plan, () => true),
  ]
  let plan = request.plan
  let refusal: Refusal | null = null
  for (const step of steps) {
    const next = step(plan)
    if (refusal !== null && next.comments.length === plan.comments.length) continue
    plan = next
    const answer = await post(api, request, plan, renderReview(plan, surroundings, lists))
    if (answer.ok) return { done: 'written', url: answer.value, plan }
    refusal = answer.refusal
    if (refusal.kind !== 'invalid') break
    api.log(sayRefusal(refusal))
    if (!(await isCurrent(api, pull))) return { done: 'outdated' }
  }
  return { done: 'refused', refusal: refusal as Refusal }
}

/** Creates a review and gives its address. */
async function post(api: Api, request: ReviewRequest, plan: ReviewPlan, body: string): Promise<Answer<string>> {
  const { pull } = request
  const { owner, repo, number, headSha } = pull
  const comments = plan.comments.map((comment) => ({
    path: comment.path,
    body: renderComment(comment),
    line: comment.lines.end,
    side: 'RIGHT',
    // Only for a range: equal values are refused (ubuntu/WSL#244).
    ...(comment.lines.start < comment.lines.end ? { start_line: comment.lines.start, start_side: 'RIGHT' } : {}),
  }))
  const send = () =>
    write('write the review', async (options) => {
      const { data } = await api.client.rest.pulls.createReview({
        ...{ owner, repo, pull_number: number, commit_id: headSha },
        // Without an event the review stays pending, and a pending one blocks all that follow (max-sixty/tend#1171).
        ...{ event: 'COMMENT', body, comments },
        ...options,
      })
      return data.html_url
    })
  const first = await send()
  if (first.ok) return first
  const { kind, retryAfter } = first.refusal
  if (kind === 'server' || kind === 'network') {
    const found = await find(api, request, body)
    if (!found.ok || found.value !== null) return found.ok ? { ok: true, value: found.value as string } : first
    return send()
  }
  if (kind === 'rate-limit' && retryAfter !== null && retryAfter <= 60) {
    await api.sleep(retryAfter * 1_000)
    return send()
  }
  return first
}

/** The address of a review of ours that this run sent and that arrived although no answer came; null when none did. */
async function find(api: Api, { pull, said, viewer }: ReviewRequest, body: string): Promise<Answer<string | null>> {
  const { owner, repo, number } = pull
  await api.sleep(2_000)
  const reviews = await readPages(api, 'list the reviews', (page) =>
    api.client.rest.pulls.listReviews({ owner, repo, pull_number: number, ...page }),
  )
  if (!reviews.ok) return reviews
  const known = new Set(said.reviews.map(({ id }) => id))
  const sent = JSON.stringify(readReviewMark(body))
  const found = reviews.value.find(
    ({ id, user, body: there, state }) =>
      state !== 'PENDING' &&
      !known.has(id) &&
      isSameAccount(user?.login ?? '', viewer) &&
      JSON.stringify(readReviewMark(there)) === sent,
  )
  return { ok: true, value: found?.html_url ?? null }
}

function edit(
  api: Api,
  { owner, repo, number }: PullRequest,
  review: OwnReview,
  body: string,
): Promise<Answer<unknown>> {
  return write('edit the review', (options) =>
    api.client.rest.pulls.updateReview({ owner, repo, pull_number: number, review_id: review.id, body, ...options }),
  )
}

/** Whether the pull request is open and still at the commit that was reviewed. When nobody knows, the writing will tell. */
async function isCurrent(api: Api, { owner, repo, number, headSha }: PullRequest): Promise<boolean> {
  const answer = await read(api, 'look at the pull request', (options) =>
    api.client.rest.pulls.get({ owner, repo, pull_number: number, ...options }),
  )
  return !answer.ok || (answer.value.data.head.sha === headSha && answer.value.data.state === 'open')
}
