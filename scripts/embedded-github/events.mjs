import { pullShape } from './pull-shapes.mjs'
import { repositoryShape, user } from './shapes.mjs'

/**
 * The payloads that GitHub puts into a job's event file, with the fields that actions read.
 *
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 * @typedef {import('./repository.mjs').Repository} Repository
 */

/** @param {PullRequest} pull @param {string} [action] `opened`, `synchronize`, `reopened`, `closed`... @param {string} [before] The head before a push. */
export function pullRequestEvent(pull, action = 'opened', before) {
  return {
    action,
    number: pull.number,
    ...(before === undefined ? {} : { before, after: pull.headSha }),
    pull_request: pullShape(pull),
    repository: repositoryShape(pull.repository),
    sender: user(pull.repository.github, pull.author),
  }
}

/** An event that carries no pull request. It names no files either. @param {Repository} repository @param {Record<string, unknown>} [more] */
export function repositoryEvent(repository, more = {}) {
  return {
    ref: `refs/heads/${repository.defaultBranch}`,
    repository: repositoryShape(repository),
    sender: user(repository.github, repository.owner),
    ...more,
  }
}
