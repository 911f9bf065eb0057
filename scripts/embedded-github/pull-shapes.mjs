import { labelShape, reactions } from './issue-shapes.mjs'
import { association, nodeId, repositoryShape, stamp, urls, user } from './shapes.mjs'

/**
 * GitHub's JSON of pull requests, reviews and comments.
 *
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 * @typedef {import('./pull-request.mjs').Review} Review
 * @typedef {import('./review-comment.mjs').ReviewComment} ReviewComment
 */

/** @param {PullRequest} pull */
const addresses = ({ repository, number }) => {
  const { api, html } = urls(repository)
  return { api: `${api}/pulls/${number}`, issue: `${api}/issues/${number}`, html: `${html}/pull/${number}`, root: api }
}

/** What lists of pull requests tell. @param {PullRequest} pull */
export function pullSimpleShape(pull) {
  const { repository, head } = pull
  const { github } = repository
  const at = addresses(pull)
  const links = {
    self: at.api,
    html: at.html,
    issue: at.issue,
    comments: `${at.issue}/comments`,
    review_comments: `${at.api}/comments`,
    review_comment: `${at.root}/pulls/comments{/number}`,
    commits: `${at.api}/commits`,
    statuses: `${at.root}/statuses/${pull.headSha}`,
  }
  const closedAt = pull.state === 'closed' ? stamp(pull.updatedAt) : null
  return {
    url: at.api,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: at.html,
    diff_url: `${at.html}.diff`,
    patch_url: `${at.html}.patch`,
    issue_url: at.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: pull.number,
    state: pull.state,
    locked: pull.locked,
    title: pull.title,
    user: user(github, pull.author),
    body: pull.body,
    labels: pull.labels.map((name) => labelShape(repository, name)),
    milestone: null,
    created_at: stamp(pull.createdAt),
    updated_at: stamp(pull.updatedAt),
    closed_at: closedAt,
    merged_at: pull.merged ? closedAt : null,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: {
      label: `${head.owner}:${head.ref}`,
      ref: head.ref,
      sha: pull.headSha,
      user: user(github, head.owner),
      // Null when the fork was deleted: github/rest-api-description#161.
      repo: head.repository && repositoryShape(head.repository),
    },
    base: {
      label: `${repository.owner}:${pull.baseRef}`,
      ref: pull.baseRef,
      sha: pull.baseSha,
      user: user(github, repository.owner),
      repo: repositoryShape(repository),
    },
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: association(repository, pull.author),
    auto_merge: null,
    active_lock_reason: null,
    draft: pull.draft,
  }
}

/** @param {PullRequest} pull */
export function pullShape(pull) {
  const changes = pull.changes()
  const mergeable = pull.mergeCommitSha !== null
  /** @param {'additions' | 'deletions'} what */
  const sum = (what) => changes.reduce((total, change) => total + change[what], 0)
  return {
    ...pullSimpleShape(pull),
    merged: pull.merged,
    mergeable: pull.state === 'open' ? mergeable : null,
    rebaseable: mergeable,
    mergeable_state: mergeable ? 'clean' : 'dirty',
    merged_by: null,
    comments: pull.issueComments.length,
    review_comments: pull.visibleComments.length,
    maintainer_can_modify: pull.head.repository !== pull.repository,
    commits: pull.commits().length,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: changes.length,
  }
}

/** @param {PullRequest} pull @param {Review} review */
export function reviewShape(pull, review) {
  const at = addresses(pull)
  const html = `${at.html}#pullrequestreview-${review.id}`
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: user(pull.repository.github, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: at.api,
    author_association: association(pull.repository, review.author),
    _links: { html: { href: html }, pull_request: { href: at.api } },
    ...(review.submittedAt ? { submitted_at: stamp(review.submittedAt) } : {}),
    commit_id: review.commitId,
  }
}

/** What the comments of one review tell, which leaves out the lines. @param {ReviewComment} comment */
export function reviewCommentShape(comment) {
  const { pull, id, anchor, commitId } = comment
  const at = addresses(pull)
  const url = `${at.root}/pulls/comments/${id}`
  const html = `${at.html}#discussion_r${id}`
  const place = comment.place()
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id,
    node_id: nodeId('PRRC', id),
    diff_hunk: anchor.diffHunk,
    path: anchor.path,
    // Null when the comment is outdated.
    position: place?.position ?? null,
    original_position: anchor.position,
    commit_id: place ? pull.headSha : commitId,
    original_commit_id: commitId,
    user: user(pull.repository.github, comment.author),
    body: comment.body,
    created_at: stamp(comment.createdAt),
    updated_at: stamp(comment.updatedAt),
    html_url: html,
    pull_request_url: at.api,
    author_association: association(pull.repository, comment.author),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: at.api } },
    reactions: reactions(url),
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
  }
}

/** @param {ReviewComment} comment */
export function pullCommentShape(comment) {
  const { anchor } = comment
  const place = comment.place()
  return {
    ...reviewCommentShape(comment),
    start_line: place?.startLine ?? null,
    original_start_line: anchor.startLine,
    start_side: anchor.startSide,
    line: place?.line ?? null,
    original_line: anchor.line,
    side: anchor.side,
    subject_type: anchor.subjectType,
  }
}
