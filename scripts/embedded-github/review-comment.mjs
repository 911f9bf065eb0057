import { followLines } from './diff.mjs'
import { ReviewThread } from './review-thread.mjs'

/**
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 * @typedef {'LEFT' | 'RIGHT'} Side
 * @typedef {object} Anchor Where a comment stands, in the diff of the commit that it was made on.
 * @property {string} path
 * @property {'line' | 'file'} subjectType
 * @property {Side} side
 * @property {number | null} line 1-based, null for a comment on the whole file.
 * @property {Side | null} startSide
 * @property {number | null} startLine Null for a comment on one line.
 * @property {number} position
 * @property {string} diffHunk From the hunk's header to the comment's line.
 */

/** A comment on lines of a diff. */
export class ReviewComment {
  /**
   * @param {PullRequest} pull
   * @param {{ reviewId: number, author: string, body: string, commitId: string, anchor: Anchor, inReplyTo?: number | null,
   *   thread?: ReviewThread }} options A thread of its own is begun when none is named.
   */
  constructor(pull, { reviewId, author, body, commitId, anchor, inReplyTo = null, thread }) {
    const { github } = pull.repository
    this.pull = pull
    this.id = github.nextId()
    this.reviewId = reviewId
    this.author = author
    this.body = body
    /** The commit that it was made on; `anchor` counts its lines. */
    this.commitId = commitId
    this.anchor = anchor
    this.inReplyTo = inReplyTo
    this.createdAt = github.now()
    this.updatedAt = this.createdAt
    this.thread = thread ?? new ReviewThread(pull)
    /** The lines of the left side are counted in this commit. */
    this.mergeBase = pull.mergeBase(commitId)
    /** Why it is hidden, null while it is not. @type {string | null} */
    this.minimized = null
  }

  /** Whether its thread is resolved, which committing its suggestion does. */
  get resolved() {
    return this.thread.resolved
  }

  /**
   * Where it stands in the pull request as it is now, or null when it is outdated: its lines were changed since, or
   * left the diff.
   * @returns {{ line: number | null, startLine: number | null, position: number } | null}
   */
  place() {
    const { pull, anchor, commitId, mergeBase } = this
    const { path, line, side } = anchor
    const change = pull.change(path)
    if (!change) return null
    if (line === null) return { line, startLine: null, position: 1 }
    const base = pull.mergeBase()
    if (commitId === pull.headSha && base === mergeBase)
      return { line, startLine: anchor.startLine, position: anchor.position }
    const start = anchor.startLine ?? line
    const inHead = side === 'RIGHT' && (anchor.startSide ?? 'RIGHT') === 'RIGHT'
    // What stands on the left counts the merge base's lines, which only another base moves.
    const between = inHead
      ? { from: commitId, to: pull.headSha, path }
      : mergeBase !== null && base !== null && { from: mergeBase, to: base, path: change.previousPath ?? path }
    const now = between && followLines(pull.git, between, { start, end: line })
    const row = now && change.rows.find((r) => (side === 'RIGHT' ? r.right : r.left) === now.end)
    if (!now || !row) return null
    return { line: now.end, startLine: anchor.startLine === null ? null : now.start, position: row.position }
  }
}
