import { issueCommentShape, issueShape } from './issue-shapes.mjs'
import { pullShape } from './pull-shapes.mjs'
import { runShape } from './routes-actions.mjs'
import { commitShape, repositoryShape, user } from './shapes.mjs'

/**
 * The payloads that GitHub puts into a job's event file, with the fields that actions read.
 * https://docs.github.com/webhooks/webhook-events-and-payloads
 *
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 * @typedef {import('./repository.mjs').Repository} Repository
 */

/** What a push names where there was no commit, or is none any more. */
export const ZEROS = '0'.repeat(40)

/** @param {Repository} repository @param {string} [login] Whose doing it is; the owner's when left out. */
const about = (repository, login = repository.owner) => ({
  repository: repositoryShape(repository),
  sender: user(repository.github, login),
})

/**
 * For `pull_request` and `pull_request_target`, whose payloads are the same.
 * @param {PullRequest} pull @param {string} [action] `opened`, `synchronize`, `reopened`, `closed`... @param {string} [before] The head before a push.
 */
export function pullRequestEvent(pull, action = 'opened', before) {
  return {
    action,
    number: pull.number,
    ...(before === undefined ? {} : { before, after: pull.headSha }),
    pull_request: pullShape(pull),
    ...about(pull.repository, pull.author),
  }
}

/** An event that carries no pull request. It names no files either. @param {Repository} repository @param {Record<string, unknown>} [more] */
export function repositoryEvent(repository, more = {}) {
  return { ref: `refs/heads/${repository.defaultBranch}`, ...about(repository), ...more }
}

/**
 * A push of a branch or tag. Its commits name files, but GitHub's job payload leaves them out.
 * @param {Repository} repository
 * @param {{ ref?: string, before?: string, after?: string, forced?: boolean, by?: string }} [push] `before` is zeros for
 *   a new branch, `after` for a deleted one; left out, `after` is the tip and `before` its first parent.
 */
export function pushEvent(repository, { ref, before, after, forced = false, by } = {}) {
  const full = ref ?? `refs/heads/${repository.defaultBranch}`
  const { git } = repository
  const now = after ?? git.commitOf(full) ?? ZEROS
  const old = before ?? (now === ZEROS ? ZEROS : (git.commit(now).parents[0] ?? ZEROS))
  const commit = now === ZEROS ? null : headCommit(repository, now)
  const { owner } = repository
  return {
    ref: full,
    before: old,
    after: now,
    base_ref: null,
    created: old === ZEROS,
    deleted: now === ZEROS,
    forced,
    compare: `${repository.github.serverUrl}/${repository.fullName}/compare/${old.slice(0, 12)}...${now.slice(0, 12)}`,
    commits: commit ? [commit] : [],
    head_commit: commit,
    pusher: { name: by ?? owner, email: null },
    ...about(repository, by),
  }
}

/** @param {Repository} repository @param {string} sha */
function headCommit(repository, sha) {
  const { commit, html_url: url } = commitShape(repository, sha)
  return {
    id: sha,
    tree_id: commit.tree.sha,
    distinct: true,
    message: commit.message,
    timestamp: commit.author.date,
    url,
    author: commit.author,
    committer: commit.committer,
  }
}

/**
 * A group of the merge queue: its branch holds the base branch with the pull request merged into it. Makes the branch.
 * @param {PullRequest} pull @param {string} [action] `checks_requested` or `destroyed`.
 */
export function mergeGroupEvent(pull, action = 'checks_requested') {
  const { repository, git, baseRef, number } = pull
  const { github } = repository
  const base = /** @type {string} */ (git.commitOf(`refs/heads/${baseRef}`))
  const tree = git.mergeTree(base, pull.headSha)
  if (!tree) throw new Error('A pull request that conflicts cannot be queued.')
  const message = `Merge pull request #${number} from ${pull.head.owner}/${pull.head.ref}\n\n${pull.title}`
  const author = github.identity(pull.author)
  const head = git.commitTree(tree, [base, pull.headSha], { message, author, date: github.now() })
  const ref = `refs/heads/gh-readonly-queue/${baseRef}/pr-${number}-${base}`
  git.setReference(ref, head)
  return {
    action,
    merge_group: {
      head_sha: head,
      head_ref: ref,
      base_sha: base,
      base_ref: `refs/heads/${baseRef}`,
      head_commit: headCommit(repository, head),
    },
    ...about(repository, 'github-merge-queue[bot]'),
  }
}

/**
 * Another workflow has ended (or begun). `pull_requests` is empty for forks: osbuild/osbuild#831.
 * @param {import('./workflow-run.mjs').WorkflowRun} run @param {string} [action]
 */
export function workflowRunEvent(run, action = 'completed') {
  const { repository, name, path } = run
  const { api } = { api: `${repository.github.apiUrl}/repos/${repository.fullName}` }
  const workflow = { id: 1, name, path, state: 'active', url: `${api}/actions/workflows/1` }
  return { action, workflow_run: runShape(run), workflow, ...about(repository, run.actor) }
}

/**
 * Somebody said something below a pull request or an issue.
 * @param {PullRequest | import('./issue.mjs').Issue} subject @param {import('./pull-request.mjs').IssueComment} comment @param {string} [action]
 */
export function issueCommentEvent(subject, comment, action = 'created') {
  return {
    action,
    issue: issueShape(subject),
    comment: issueCommentShape(subject, comment),
    ...about(subject.repository, comment.author),
  }
}

/** @param {Repository} repository @param {string} [schedule] */
export function scheduleEvent(repository, schedule = '17 3 * * 1') {
  return { schedule, workflow: '.github/workflows/layers.yml', ...about(repository, 'github-actions[bot]') }
}

/** Inputs are always strings, switches too: actions/runner#1483. @param {Repository} repository @param {Record<string, string>} [inputs] @param {string} [ref] */
export function workflowDispatchEvent(repository, inputs = {}, ref = `refs/heads/${repository.defaultBranch}`) {
  return { inputs, ref, workflow: '.github/workflows/layers.yml', ...about(repository) }
}
