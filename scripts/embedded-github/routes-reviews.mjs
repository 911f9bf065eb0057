import { findAnchor, malformed, REVIEW_COMMENT_KEYS } from './anchors.mjs'
import {
  invalidRequest,
  notAccessible,
  notFound,
  refuse,
  sentence,
  TOO_LONG,
  tooLong,
  unprocessable,
} from './errors.mjs'
import { paged } from './pages.mjs'
import { reviewCommentShape, reviewShape } from './pull-shapes.mjs'
import { ReviewComment } from './review-comment.mjs'
import { pullOf } from './routes-pulls.mjs'
import { ACTIONS } from './tokens.mjs'

/**
 * @typedef {import('./server.mjs').Call} Call
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 * @typedef {import('./pull-request.mjs').Review} Review
 */

/** @type {Record<string, Review['state']>} */
const STATES = { COMMENT: 'COMMENTED', APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED' }

/** A review that the caller sees: pending ones belong to their author. @param {Call} call */
function reviewOf(call) {
  const pull = pullOf(call)
  const review = visible(call, pull).find(({ id }) => String(id) === call.params.review)
  if (!review) throw notFound(call.docs)
  return { pull, review }
}

/** @param {Call} call @param {PullRequest} pull */
const visible = ({ login }, pull) => pull.reviews.filter((r) => r.state !== 'PENDING' || r.author === login)

/** @param {{ locked: boolean }} subject @param {string} docs */
export function mustBeOpenToTalk({ locked }, docs) {
  // renovatebot/renovate#6215
  if (locked) throw refuse(403, 'Unable to create comment because issue is locked.', docs)
}

/**
 * Whether somebody may give a verdict, with a body where one is needed.
 * @param {Call} call @param {PullRequest} pull @param {string} event @param {string} body
 */
function checkVerdict({ repository, login, docs }, pull, event, body) {
  if (!STATES[event])
    throw invalidRequest(
      `For 'properties/event', "${event}" is not a valid value. Expected one of: APPROVE, REQUEST_CHANGES, COMMENT.`,
      docs,
    )
  if (event !== 'APPROVE' && body.trim() === '')
    // hubtty/hubtty#67
    throw unprocessable(['You need to leave a comment indicating the requested changes.'], docs)
  if (event === 'APPROVE' && pull.author === login) throw unprocessable(['Can not approve your own pull request'], docs)
  if (event === 'REQUEST_CHANGES' && pull.author === login)
    throw unprocessable(['Can not request changes on your own pull request'], docs)
  if (event === 'APPROVE' && login === ACTIONS.login && !repository.actionsMayApprove)
    throw unprocessable(['GitHub Actions is not permitted to approve pull requests.'], docs)
}

/** @param {Call} call */
function createReview(call) {
  const { github, body: asked, login, docs } = call
  const pull = pullOf(call)
  mustBeOpenToTalk(pull, docs)
  const wrong = malformed(asked, { commit_id: 'string', body: 'string', event: 'string', comments: 'array' })
  if (wrong) throw invalidRequest(wrong, docs)
  const body = String(asked.body ?? '')
  const comments = /** @type {Record<string, unknown>[]} */ (asked.comments ?? [])
  for (const comment of comments) {
    const bad = malformed(comment, REVIEW_COMMENT_KEYS)
    if (bad) throw invalidRequest(bad, docs)
    for (const key of ['path', 'body'])
      if (comment[key] === undefined) throw invalidRequest(`"${key}" wasn't supplied.`, docs)
  }
  const event = asked.event === undefined ? null : String(asked.event)
  if (event !== null) checkVerdict(call, pull, event, body)
  if (pull.reviews.some(({ state, author }) => state === 'PENDING' && author === login))
    throw unprocessable(['User can only have one pending review per pull request'], docs)
  const commitId = asked.commit_id === undefined ? pull.headSha : String(asked.commit_id)
  // The wording of this one for reviews is not known; for comments it is (octokit/octokit.js#712).
  if (!pull.commits().includes(commitId)) throw unprocessable(['commit_id is not part of the pull request'], docs)
  if ([body, ...comments.map((comment) => String(comment.body))].some(tooLong)) throw unprocessable([TOO_LONG], docs)
  // One comment that cannot be placed refuses the whole review, and nothing says which: QwenLM/qwen-code#6711.
  const anchors = comments.map((comment) => {
    const found = findAnchor(pull, commitId, comment)
    if ('anchor' in found) return found.anchor
    const said = found.problems.map(({ says, sentence: alone }) => alone ?? `Pull request review thread ${says}`)
    throw unprocessable([sentence(said)], docs)
  })
  if (comments.some((comment) => String(comment.body).trim() === ''))
    throw unprocessable(["Pull request review thread body can't be blank"], docs)
  const now = github.now()
  /** @type {Review} */
  const review = {
    id: github.nextId(),
    author: login,
    body,
    state: event === null ? 'PENDING' : /** @type {Review['state']} */ (STATES[event]),
    commitId,
    submittedAt: event === null ? null : now,
    updatedAt: now,
  }
  pull.reviews.push(review)
  for (const [index, anchor] of anchors.entries()) {
    const said = String(comments[index]?.body)
    pull.comments.push(new ReviewComment(pull, { reviewId: review.id, author: login, body: said, commitId, anchor }))
  }
  return { body: reviewShape(pull, review) }
}

/** @type {import('./server.mjs').Route[]} */
export const reviewRoutes = [
  {
    method: 'GET',
    path: 'pulls/:number/reviews',
    needs: ['pull-requests'],
    docs: 'pulls/reviews#list-reviews-for-a-pull-request',
    answer(call) {
      const pull = pullOf(call)
      return paged(call, visible(call, pull), (review) => reviewShape(pull, review))
    },
  },
  {
    method: 'POST',
    path: 'pulls/:number/reviews',
    needs: ['pull-requests'],
    docs: 'pulls/reviews#create-a-review-for-a-pull-request',
    answer: createReview,
  },
  {
    method: 'GET',
    path: 'pulls/:number/reviews/:review',
    needs: ['pull-requests'],
    docs: 'pulls/reviews#get-a-review-for-a-pull-request',
    answer(call) {
      const { pull, review } = reviewOf(call)
      return { body: reviewShape(pull, review) }
    },
  },
  {
    method: 'PUT',
    path: 'pulls/:number/reviews/:review',
    needs: ['pull-requests'],
    docs: 'pulls/reviews#update-a-review-for-a-pull-request',
    answer(call) {
      const { pull, review } = reviewOf(call)
      const { body, docs, login, github } = call
      if (typeof body.body !== 'string') throw invalidRequest(`"body" wasn't supplied.`, docs)
      if (review.author !== login) throw notAccessible(docs, 'pull_requests=write')
      if (tooLong(body.body)) throw unprocessable([TOO_LONG], docs)
      review.body = body.body
      review.updatedAt = github.now()
      return { body: reviewShape(pull, review) }
    },
  },
  {
    method: 'DELETE',
    path: 'pulls/:number/reviews/:review',
    needs: ['pull-requests'],
    docs: 'pulls/reviews#delete-a-pending-review-for-a-pull-request',
    answer(call) {
      const { pull, review } = reviewOf(call)
      if (review.state !== 'PENDING')
        throw unprocessable(['Can not delete a non-pending pull request review'], call.docs)
      pull.reviews = pull.reviews.filter((one) => one !== review)
      pull.comments = pull.comments.filter(({ reviewId }) => reviewId !== review.id)
      return { body: reviewShape(pull, review) }
    },
  },
  {
    method: 'POST',
    path: 'pulls/:number/reviews/:review/events',
    needs: ['pull-requests'],
    docs: 'pulls/reviews#submit-a-review-for-a-pull-request',
    answer(call) {
      const { pull, review } = reviewOf(call)
      const event = String(call.body.event)
      const body = typeof call.body.body === 'string' ? call.body.body : review.body
      if (review.state !== 'PENDING') throw unprocessable(['Could not submit a review that is not pending'], call.docs)
      checkVerdict(call, pull, event, body)
      review.body = body
      review.state = /** @type {Review['state']} */ (STATES[event])
      review.submittedAt = call.github.now()
      return { body: reviewShape(pull, review) }
    },
  },
  {
    method: 'GET',
    path: 'pulls/:number/reviews/:review/comments',
    needs: ['pull-requests'],
    docs: 'pulls/reviews#list-comments-for-a-pull-request-review',
    answer(call) {
      const { pull, review } = reviewOf(call)
      return paged(
        call,
        pull.comments.filter(({ reviewId }) => reviewId === review.id),
        reviewCommentShape,
      )
    },
  },
  {
    method: 'PUT',
    path: 'pulls/:number/reviews/:review/dismissals',
    needs: ['pull-requests'],
    docs: 'pulls/reviews#dismiss-a-review-for-a-pull-request',
    answer(call) {
      const { pull, review } = reviewOf(call)
      const { body, docs, github, repository, login } = call
      if (typeof body.message !== 'string') throw invalidRequest(`"message" wasn't supplied.`, docs)
      // MorrisonCole/pr-lint-action#155
      if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED')
        throw unprocessable([`Can not dismiss a ${review.state.toLowerCase()} pull request review`], docs)
      // On a protected branch only an admin or somebody on a list may.
      if (repository.protectedBranches.has(pull.baseRef) && repository.permissionOf(login) !== 'admin')
        throw notAccessible(docs, 'administration=write')
      review.state = 'DISMISSED'
      review.updatedAt = github.now()
      return { body: reviewShape(pull, review) }
    },
  },
]
