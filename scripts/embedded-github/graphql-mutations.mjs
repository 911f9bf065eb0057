import { TOO_LONG, tooLong } from './errors.mjs'
import { FieldError, forbidden, unresolved } from './graphql-errors.mjs'
import { commentObject, findNode, issueCommentObject, reviewObject, threadObject } from './graphql-objects.mjs'
import { may } from './tokens.mjs'

/**
 * What can be changed through GraphQL.
 *
 * @typedef {import('./github.mjs').GitHub} GitHub
 * @typedef {import('./tokens.mjs').Token} Token
 * @typedef {{ clientMutationId?: string }} Input
 */

/** @param {GitHub} github @param {Token} token */
export function mutation(github, token) {
  const asking = { github, token }
  /** @param {string} id @param {(keyof import('./tokens.mjs').Rights)[]} [rights] */
  const writable = (id, rights = ['pull-requests']) => {
    const found = findNode(github, id)
    if (!found) throw unresolved(id)
    // conan-io/conan-center-index#4937
    if (!may(token, rights, 'write')) throw forbidden()
    const { repository } = found.pull ?? found.subject
    if (repository.archived) throw new FieldError('FORBIDDEN', 'Repository was archived so is read-only.')
    return found
  }
  /** Who may resolve is told differently: github/gh-aw#35726 (refused), PostHog/posthog#52717 (taken). @param {string} id @param {string | null} by */
  const resolve = (id, by) => {
    const { thread } = writable(id)
    if (!thread) throw unresolved(id)
    if (!token.resolvesThreads) throw forbidden()
    thread.resolvedBy = by
    return { thread: threadObject(asking, thread) }
  }
  /** @param {string} id @param {string | null} reason */
  const minimize = (id, reason) => {
    const found = writable(id, ['pull-requests', 'issues'])
    const { comment, review, said } = found
    const one = comment ?? review ?? said
    if (!one) throw new FieldError('UNPROCESSABLE', 'That is no comment that can be minimized.')
    one.minimized = reason
    return found.shape(asking)
  }
  /** @param {string} body */
  const checked = (body) => {
    if (body.trim() === '') throw new FieldError('UNPROCESSABLE', "Body can't be blank")
    if (tooLong(body)) throw new FieldError('UNPROCESSABLE', TOO_LONG)
    return body
  }
  return {
    /** @param {{ input: Input & { threadId: string } }} args */
    resolveReviewThread: ({ input }) => payload('ResolveReviewThread', input, resolve(input.threadId, token.login)),
    /** @param {{ input: Input & { threadId: string } }} args */
    unresolveReviewThread: ({ input }) => payload('UnresolveReviewThread', input, resolve(input.threadId, null)),
    /** The reason is told in small letters. @param {{ input: Input & { subjectId: string, classifier: string } }} args */
    minimizeComment: ({ input }) =>
      payload('MinimizeComment', input, {
        minimizedComment: minimize(input.subjectId, input.classifier.toLowerCase().replace('_', '-')),
      }),
    /** @param {{ input: Input & { subjectId: string } }} args */
    unminimizeComment: ({ input }) =>
      payload('UnminimizeComment', input, { unminimizedComment: minimize(input.subjectId, null) }),
    /** @param {{ input: Input & { pullRequestReviewCommentId: string, body: string } }} args */
    updatePullRequestReviewComment({ input }) {
      const { comment } = writable(input.pullRequestReviewCommentId)
      if (!comment) throw unresolved(input.pullRequestReviewCommentId)
      comment.body = checked(input.body)
      comment.updatedAt = github.now()
      return payload('UpdatePullRequestReviewComment', input, {
        pullRequestReviewComment: commentObject(asking, comment),
      })
    },
    /** @param {{ input: Input & { pullRequestReviewId: string, body: string } }} args */
    updatePullRequestReview({ input }) {
      const { pull, review } = writable(input.pullRequestReviewId)
      if (!review || !pull) throw unresolved(input.pullRequestReviewId)
      review.body = checked(input.body)
      review.updatedAt = github.now()
      return payload('UpdatePullRequestReview', input, { pullRequestReview: reviewObject(asking, pull, review) })
    },
    /** @param {{ input: Input & { id: string, body: string } }} args */
    updateIssueComment({ input }) {
      const { subject, said } = writable(input.id, ['pull-requests', 'issues'])
      if (!said || !subject) throw unresolved(input.id)
      said.body = checked(input.body)
      said.updatedAt = github.now()
      return payload('UpdateIssueComment', input, { issueComment: issueCommentObject(asking, subject, said) })
    },
  }
}

/** @param {string} name @param {Input} input @param {Record<string, unknown>} values */
const payload = (name, input, values) => ({
  __typename: `${name}Payload`,
  clientMutationId: input.clientMutationId ?? null,
  ...values,
})
