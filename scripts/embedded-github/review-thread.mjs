/**
 * What was said about one place of a diff: a comment and its replies. It stays when its first comment is deleted, and
 * is gone with its last one.
 *
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 * @typedef {import('./review-comment.mjs').ReviewComment} ReviewComment
 */
export class ReviewThread {
  /** @param {PullRequest} pull */
  constructor(pull) {
    this.pull = pull
    this.id = pull.repository.github.nextId()
    /** Who resolved it, null while it is open. @type {string | null} */
    this.resolvedBy = null
  }

  get resolved() {
    return this.resolvedBy !== null
  }

  /** What everybody sees of it, oldest first. @returns {ReviewComment[]} */
  get comments() {
    return this.pull.visibleComments.filter(({ thread }) => thread === this)
  }
}

/** The threads of a pull request that have something to show, in the order in which they were begun. @param {PullRequest} pull */
export const threadsOf = (pull) => [...new Set(pull.visibleComments.map(({ thread }) => thread))]
