import type { Comment, ReviewPlan } from '../review/plan.ts'
import type { Action, Memory } from '../review/reconcile.ts'
import { type OwnReview, summaryOf } from '../review/standing.ts'
import { isRight, isWorthASummary, markOf, renderFolded, renderSummary } from '../review/summary.ts'
import { type Api, send } from './api.ts'
import { createReview, type Posted, postComments } from './create.ts'
import { type Refusal, sayRefusal } from './refusal.ts'
import { resolveThreads } from './resolve.ts'
import { isCurrent } from './standing.ts'
import type { ReviewRequest, Writing } from './writing.ts'

/** What became of a plan on the pull request. */
export type Published =
  | {
      readonly done: 'written'
      /** The address of the summary, or of the review with the new comments. */
      readonly url: string
      /** What stands there now: what GitHub refused as a comment is in the summary. */
      readonly plan: ReviewPlan
      /** Comments that could neither be written nor listed. */
      readonly unsaid: readonly Comment[]
      /** Whether the summary says what has no comment. */
      readonly summarised: boolean
    }
  /** Everything stands there already, or there is nothing to say. */
  | { readonly done: 'nothing' }
  /** A newer commit is there, or the pull request is closed: another run says what there is to say. */
  | { readonly done: 'outdated'; readonly written: number }
  | { readonly done: 'refused'; readonly refusal: Refusal }

/**
 * Makes the pull request say what the plan says, with as little writing as possible, step by step: new comments, our own comments
 * that no longer hold, threads, and the summary last, because it says what became of the rest. A run that is cut off leaves what is
 * left to the next one.
 */
export async function publishReview(api: Api, request: ReviewRequest): Promise<Published> {
  const { reconciliation, standing, surroundings } = request
  const { actions, plan, memory } = reconciliation
  const earlier = summaryOf(standing)
  const isSummaryRight = (now: ReviewPlan, there: OwnReview | null) =>
    there?.summary ? isRight(there.summary, markOf(now, memory, surroundings.headSha)) : !isWorthASummary(now)
  if (actions.length === 0 && isSummaryRight(plan, earlier)) return { done: 'nothing' }

  let known = request.isCurrent
  const writing: Writing = {
    ...{ api, request },
    isCurrent: async () => {
      const first = known
      known = false
      return first || isCurrent(api, request.pull)
    },
  }
  let posted: Posted = { plan, unsaid: [], summary: earlier, url: '', refusal: null }
  for (const action of actions.filter((one) => one.do === 'create')) {
    const answer = await postComments(writing, action)
    if (answer === 'outdated') return { done: 'outdated', written: 0 }
    posted = answer
  }
  const written = posted.plan.comments.length
  if (posted.refusal && written === 0) return { done: 'refused', refusal: posted.refusal }
  const stops = posted.refusal !== null
  const rest = actions.filter((one) => one.do !== 'create')
  if (!stops && rest.length > 0) {
    if (!(await writing.isCurrent())) return { done: 'outdated', written }
    const refusal = await carryOut(api, request, rest)
    if (refusal && written === 0 && plan.comments.length === 0 && isSummaryRight(plan, posted.summary))
      return { done: 'refused', refusal }
  }
  if (posted.refusal) api.log(sayRefusal(posted.refusal))
  const done = { done: 'written', plan: posted.plan, unsaid: posted.unsaid } as const
  const url = posted.url || (posted.summary?.url ?? '')
  if (isSummaryRight(posted.plan, posted.summary)) return { ...done, url, summarised: true }
  if (stops) return { ...done, url, summarised: false }
  if (!(await writing.isCurrent())) return { done: 'outdated', written }
  const answer = await summarise(writing, posted.plan, memory, posted.summary)
  if (answer.ok) return { ...done, url: url || answer.value, summarised: true }
  if (written === 0) return { done: 'refused', refusal: answer.refusal }
  api.log(sayRefusal(answer.refusal))
  return { ...done, url, summarised: false }
}

/** Writes the summary: into the review that holds it, or as a new one. Gives its address. */
async function summarise({ api, request }: Writing, plan: ReviewPlan, memory: Memory, there: OwnReview | null) {
  const { pull, surroundings } = request
  const put = (longest?: number) => {
    const body = renderSummary(plan, memory, surroundings, longest)
    if (!there) return create(api, request, { body, event: eventFor(request, plan), comments: [] })
    const { owner, repo, number: pull_number } = pull
    return send(api, 'edit the summary', async (options) => {
      const where = { owner, repo, pull_number, review_id: there.id }
      const { data } = await api.client.rest.pulls.updateReview({ ...where, body, ...options })
      return data.html_url
    })
  }
  const answer = await put()
  const isTooLong = !answer.ok && answer.refusal.kind === 'invalid' && /too long/i.test(answer.refusal.message)
  return isTooLong ? put(30_000) : answer
}

const create = async (...review: Parameters<typeof createReview>) => {
  const answer = await createReview(...review)
  return answer.ok ? { ok: true as const, value: answer.value.url } : answer
}

/** A first review without comments demands what a review with comments would. */
const eventFor = ({ reconciliation: { demands } }: ReviewRequest, { refused, listed }: ReviewPlan) =>
  demands && (refused.length > 0 || listed.some(({ touched, reason }) => touched && reason !== 'dismissed'))
    ? 'REQUEST_CHANGES'
    : 'COMMENT'

/** Carries out everything but new comments. One refusal does not keep the others from being tried. Gives the last one. */
async function carryOut(api: Api, request: ReviewRequest, actions: readonly Action[]): Promise<Refusal | null> {
  const { owner, repo, number: pull_number, headSha } = request.pull
  let last: Refusal | null = null
  const note = (refusal: Refusal) => {
    // What is not there any more needs no mending.
    if (refusal.kind === 'gone') return
    last = refusal
    api.log(sayRefusal(refusal))
  }
  const edit = async (comment_id: number, body: string) => {
    const answer = await send(api, 'edit a comment', (options) =>
      api.client.rest.pulls.updateReviewComment({ owner, repo, comment_id, body, ...options }),
    )
    if (!answer.ok) note(answer.refusal)
  }
  for (const action of actions) if (action.do === 'edit') await edit(action.thread.comment, action.body)
  const resolves = actions.filter((action) => action.do === 'resolve')
  const { unresolved, refusal } = await resolveThreads(
    api,
    resolves.flatMap(({ thread }) => thread.id ?? []),
  )
  if (refusal) api.log(`${sayRefusal(refusal)} What is done with is said in its comment.`)
  for (const { thread, otherwise } of resolves) {
    if (thread.id && unresolved.has(thread.id) && otherwise !== null) await edit(thread.comment, otherwise)
  }
  for (const action of actions) {
    if (action.do === 'dismiss') {
      const answer = await send(api, 'dismiss the review', (options) =>
        api.client.rest.pulls.dismissReview({
          ...{ owner, repo, pull_number, review_id: action.review.id, event: 'DISMISS' },
          message: 'Everything that was found is done with.',
          ...options,
        }),
      )
      if (!answer.ok) note(answer.refusal)
    } else if (action.do === 'fold') {
      const body = renderFolded(headSha)
      const answer = await send(api, 'edit the review', (options) =>
        api.client.rest.pulls.updateReview({ owner, repo, pull_number, review_id: action.review.id, body, ...options }),
      )
      if (!answer.ok) note(answer.refusal)
      else if (action.review.node) await minimise(api, action.review.node)
    }
  }
  return last
}

/** Folds a review that says nothing any more. Whether a token may is not certain (conan-io/conan-center-index#4937), and nothing hangs on it. */
async function minimise(api: Api, node: string): Promise<void> {
  const text = `mutation($id: ID!) {
    minimizeComment(input: { subjectId: $id, classifier: DUPLICATE }) { minimizedComment { isMinimized } }
  }`
  const answer = await send(api, 'fold a review', (options) => api.client.graphql(text, { id: node, ...options }))
  if (!answer.ok) api.log(sayRefusal(answer.refusal))
}
