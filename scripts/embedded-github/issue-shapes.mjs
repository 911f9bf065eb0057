import { association, nodeId, stamp, urls, user } from './shapes.mjs'

/**
 * GitHub's JSON of issues and of what is said on issues and pull requests.
 *
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 * @typedef {import('./pull-request.mjs').IssueComment} IssueComment
 * @typedef {import('./issue.mjs').Issue} Issue
 */

/** @param {string} url @param {{ content: string }[]} [given] */
export function reactions(url, given = []) {
  /** @param {string} content */
  const count = (content) => given.filter((one) => one.content === content).length
  const kinds = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes']
  return {
    url: `${url}/reactions`,
    total_count: given.length,
    ...Object.fromEntries(kinds.map((kind) => [kind, count(kind)])),
  }
}

/** @param {import('./repository.mjs').Repository} repository @param {string} name */
export const labelShape = (repository, name) => {
  const url = `${urls(repository).api}/labels/${encodeURIComponent(name)}`
  const id = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000_007, 7)
  return { id, node_id: nodeId('LA', name), url, name, description: null, color: 'ededed', default: false }
}

/** Every pull request is an issue, too; `pull_request` tells them apart. @param {PullRequest | Issue} subject */
export function issueShape(subject) {
  const { repository } = subject
  const { api, html } = urls(repository)
  const url = `${api}/issues/${subject.number}`
  const pull = 'headSha' in subject ? subject : null
  const page = `${html}/${pull ? 'pull' : 'issues'}/${subject.number}`
  const closedAt = pull ? (pull.state === 'closed' ? pull.updatedAt : null) : /** @type {Issue} */ (subject).closedAt
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: subject.id,
    node_id: nodeId(pull ? 'PR' : 'I', subject.id),
    number: subject.number,
    title: subject.title,
    user: user(repository.github, subject.author),
    labels: subject.labels.map((name) => labelShape(repository, name)),
    state: subject.state,
    state_reason: pull ? null : /** @type {Issue} */ (subject).stateReason,
    locked: subject.locked,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: subject.issueComments.length,
    created_at: stamp(subject.createdAt),
    updated_at: stamp(subject.updatedAt),
    closed_at: closedAt && stamp(closedAt),
    author_association: association(repository, subject.author),
    active_lock_reason: null,
    body: subject.body,
    reactions: reactions(url),
    performed_via_github_app: null,
    ...(pull
      ? {
          draft: pull.draft,
          pull_request: {
            url: `${api}/pulls/${pull.number}`,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: pull.merged && closedAt ? stamp(closedAt) : null,
          },
        }
      : {}),
  }
}

/** @param {PullRequest | Issue} subject @param {IssueComment} comment */
export function issueCommentShape(subject, comment) {
  const { repository, number } = subject
  const { api, html } = urls(repository)
  const url = `${api}/issues/comments/${comment.id}`
  const page = `${html}/${'headSha' in subject ? 'pull' : 'issues'}/${number}`
  return {
    url,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${number}`,
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    user: user(repository.github, comment.author),
    created_at: stamp(comment.createdAt),
    updated_at: stamp(comment.updatedAt),
    author_association: association(repository, comment.author),
    body: comment.body,
    reactions: reactions(url, comment.reactions),
    performed_via_github_app: null,
  }
}
