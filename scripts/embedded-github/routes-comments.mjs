import { COMMENT_KEYS, findAnchor, malformed } from './anchors.mjs'
import { bodyOf, invalidRequest, notFound, validationFailed } from './errors.mjs'
import { paged } from './pages.mjs'
import { pullCommentShape } from './pull-shapes.mjs'
import { ReviewComment } from './review-comment.mjs'
import { pullOf } from './routes-pulls.mjs'
import { mustBeOpenToTalk } from './routes-reviews.mjs'

/**
 * @typedef {import('./server.mjs').Call} Call
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 */

const RESOURCE = 'PullRequestReviewComment'

/** @param {Call} call */
function commentOf({ repository, params, docs }) {
  for (const pull of repository.pulls.values()) {
    const comment = pull.visibleComments.find(({ id }) => String(id) === params.comment)
    if (comment) return { pull, comment }
  }
  throw notFound(docs)
}

/** A review of its own, without a body, in which GitHub keeps a single comment. @param {Call} call @param {PullRequest} pull @param {string} commitId */
function silentReview({ github, login }, pull, commitId) {
  const now = github.now()
  const review = { id: github.nextId(), author: login, body: '', commitId, submittedAt: now, updatedAt: now }
  pull.reviews.push({ ...review, state: 'COMMENTED' })
  return review.id
}

/** @param {Call} call @param {PullRequest} pull @param {number} to @param {string} body */
function reply(call, pull, to, body) {
  const first = pull.visibleComments.find(({ id }) => id === to)
  if (!first) throw notFound(call.docs)
  const reviewId = silentReview(call, pull, first.commitId)
  const { anchor, commitId, thread } = first
  const comment = new ReviewComment(pull, {
    reviewId,
    author: call.login,
    body,
    commitId,
    anchor,
    thread,
    inReplyTo: first.inReplyTo ?? first.id,
  })
  pull.comments.push(comment)
  return { status: 201, body: pullCommentShape(comment) }
}

/** @param {Call} call */
function createComment(call) {
  const { body: asked, login, docs } = call
  const pull = pullOf(call)
  mustBeOpenToTalk(pull, docs)
  const wrong = malformed(asked, COMMENT_KEYS)
  if (wrong) throw invalidRequest(wrong, docs)
  const body = bodyOf(call, RESOURCE)
  if (asked.in_reply_to !== undefined) return reply(call, pull, Number(asked.in_reply_to), body)
  for (const key of ['commit_id', 'path'])
    if (asked[key] === undefined) throw invalidRequest(`"${key}" wasn't supplied.`, docs)
  const commitId = String(asked.commit_id)
  // packsaddle/ruby-saddler#45, octokit/octokit.js#712
  if (!pull.commits().includes(commitId)) {
    const message = 'commit_id is not part of the pull request'
    throw validationFailed([{ resource: RESOURCE, code: 'custom', field: 'commit_id', message }], docs)
  }
  const found = findAnchor(pull, commitId, asked)
  if ('problems' in found) {
    const errors = found.problems.map(({ field, code, says }) => {
      const name = `pull_request_review_thread.${field}`
      const message = `${name} ${says.replace(/^(?:start line|diff hunk|\w+) /, '')}`
      return { resource: RESOURCE, code, field: name, ...(code === 'custom' ? { message } : {}) }
    })
    throw validationFailed(errors, docs)
  }
  const reviewId = silentReview(call, pull, commitId)
  const comment = new ReviewComment(pull, { reviewId, author: login, body, commitId, anchor: found.anchor })
  pull.comments.push(comment)
  return { status: 201, body: pullCommentShape(comment) }
}

/** @type {import('./server.mjs').Route[]} */
export const commentRoutes = [
  {
    method: 'GET',
    path: 'pulls/:number/comments',
    needs: ['pull-requests'],
    docs: 'pulls/comments#list-review-comments-on-a-pull-request',
    answer: (call) => paged(call, pullOf(call).visibleComments, pullCommentShape),
  },
  {
    method: 'POST',
    path: 'pulls/:number/comments',
    needs: ['pull-requests'],
    docs: 'pulls/comments#create-a-review-comment-for-a-pull-request',
    answer: createComment,
  },
  {
    method: 'POST',
    path: 'pulls/:number/comments/:comment/replies',
    needs: ['pull-requests'],
    docs: 'pulls/comments#create-a-reply-for-a-review-comment',
    answer(call) {
      mustBeOpenToTalk(pullOf(call), call.docs)
      return reply(call, pullOf(call), Number(call.params.comment), bodyOf(call, RESOURCE))
    },
  },
  {
    method: 'GET',
    path: 'pulls/comments/:comment',
    needs: ['pull-requests'],
    docs: 'pulls/comments#get-a-review-comment-for-a-pull-request',
    answer: (call) => ({ body: pullCommentShape(commentOf(call).comment) }),
  },
  {
    method: 'PATCH',
    path: 'pulls/comments/:comment',
    needs: ['pull-requests'],
    docs: 'pulls/comments#update-a-review-comment-for-a-pull-request',
    answer(call) {
      const { comment } = commentOf(call)
      comment.body = bodyOf(call, RESOURCE)
      comment.updatedAt = call.github.now()
      return { body: pullCommentShape(comment) }
    },
  },
  {
    method: 'DELETE',
    path: 'pulls/comments/:comment',
    needs: ['pull-requests'],
    docs: 'pulls/comments#delete-a-review-comment-for-a-pull-request',
    answer(call) {
      const { pull, comment } = commentOf(call)
      pull.comments = pull.comments.filter((one) => one !== comment)
      return { status: 204 }
    },
  },
]
