import * as events from './events.mjs'
import { GitHub } from './github.mjs'
import { schemaWithout } from './graphql-schema.mjs'
import { pullCommentShape, reviewShape } from './pull-shapes.mjs'
import { ReviewComment } from './review-comment.mjs'
import { threadsOf } from './review-thread.mjs'
import { serve } from './server.mjs'
import { commitSuggestions, suggestedEdit } from './suggestions.mjs'

/**
 * A small GitHub on the loopback interface, for tests and the demo. It knows nothing of Layerwise: what it takes and
 * what it refuses is written from GitHub's own documentation and from public reports, and its diffs are git's.
 *
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 */

export { liveText, readMarkdown, suggestionsIn } from './markdown.mjs'
export { startProxy } from './proxy.mjs'
export { SuggestionRefused } from './suggestions.mjs'

/**
 * @param {ConstructorParameters<typeof GitHub>[0] & { enterprise?: boolean, tls?: boolean, host?: string }} [options]
 *   `enterprise` moves the API to `/api/v3` and `/api/graphql`, where GitHub Enterprise Server has it. `tls` serves by
 *   HTTPS with a certificate that only `caFile` vouches for. `host` is the name in its addresses; one that ends with
 *   `.example` is found through `startProxy()` only.
 */
export async function startGitHub({ enterprise = false, tls = false, host = '127.0.0.1', ...options } = {}) {
  const github = new GitHub(options)
  const { requests, stop, graphqlUrl, caFile } = await serve(github, { enterprise, tls, host })
  const all = /** @type {const} */ ({
    contents: 'write',
    'pull-requests': 'write',
    issues: 'write',
    checks: 'write',
    actions: 'write',
  })
  const review = github.accounts.add({ rights: { contents: 'read', 'pull-requests': 'write' } })
  const readOnly = github.accounts.add({ rights: { contents: 'read', 'pull-requests': 'read' } })
  return {
    apiUrl: github.apiUrl,
    serverUrl: github.serverUrl,
    graphqlUrl,
    /** The authority's certificate, for `NODE_EXTRA_CA_CERTS`; null without TLS. */
    caFile,
    /** Ends the server and takes its repositories away. */
    stop,
    /** `GITHUB_TOKEN` of a workflow that asks for what a review needs, and the one that a fork's pull request gets. */
    token: review,
    readOnlyToken: readOnly,
    /** @param {Parameters<typeof github.accounts.add>[0]} [options] All rights when none are named. */
    createToken: (options) => github.accounts.add({ rights: all, ...options }),
    /** @param {Parameters<typeof github.createRepository>[0]} [options] */
    createRepository: (options) => github.createRepository(options),
    faults: github.faults,
    hooks: github.hooks,
    /** How fast may be written and asked; nothing is refused until a test sets it. */
    rate: github.rate,
    /** Fields that an older GitHub Enterprise Server has not, each as `Type.field`. @param {string[]} fields */
    withoutFields(fields) {
      schemaWithout(fields)
      github.fieldsLeftOut = fields
    },
    /** From now on lists leave out what was made within so many reads. @param {number} reads 0 for none. */
    lagBehind(reads) {
      github.lag = reads
    },
    /** Moves the server's clock. @param {number} seconds */
    advance: (seconds) => github.advance(seconds),
    now: () => new Date(github.seconds * 1000),
    limits: github.limits,
    /** Every request since the start (or since the caller emptied the list), in order. */
    requests,
    /** The requests that change something. GraphQL counts when it is a mutation. */
    writes: () =>
      requests.filter(
        ({ method, path, body }) =>
          method !== 'GET' && (path !== '/graphql' || /^\s*mutation\b/.test(String(body?.query))),
      ),
    /** @param {string} method @param {string | RegExp} [path] */
    count: (method, path = '') =>
      requests.filter(
        (r) => r.method === method && (typeof path === 'string' ? r.path.endsWith(path) : path.test(r.path)),
      ).length,
    /** Where a reference of a repository stands; empty when there is none. @param {string} fullName @param {string} ref */
    tipOf: (fullName, ref) => {
      const [owner = '', name = ''] = fullName.split('/')
      return github.find(owner, name)?.git.commitOf(ref) ?? ''
    },
    /** The event `pull_request` or `pull_request_target`. */
    pullRequestEvent: events.pullRequestEvent,
    repositoryEvent: events.repositoryEvent,
    pushEvent: events.pushEvent,
    mergeGroupEvent: events.mergeGroupEvent,
    workflowRunEvent: events.workflowRunEvent,
    issueCommentEvent: events.issueCommentEvent,
    scheduleEvent: events.scheduleEvent,
    workflowDispatchEvent: events.workflowDispatchEvent,
    /** The submitted reviews, as the API shows them. @param {PullRequest} pull */
    reviews: (pull) => pull.reviews.filter(({ state }) => state !== 'PENDING').map((one) => reviewShape(pull, one)),
    /** The inline comments, as the API shows them. @param {PullRequest} pull */
    comments: (pull) => pull.visibleComments.map(pullCommentShape),
    /** The threads of the inline comments, resolved ones too. @param {PullRequest} pull */
    threads: threadsOf,
    /** A person answers a comment. @param {PullRequest} pull @param {number} id @param {{ author?: string, body: string }} said */
    reply(pull, id, { author = pull.author, body }) {
      const [first] = chosen(pull, [id])
      const now = github.now()
      const review = { id: github.nextId(), author, body: '', commitId: pull.headSha, submittedAt: now, updatedAt: now }
      pull.reviews.push({ ...review, state: 'COMMENTED' })
      const { anchor, commitId, thread } = /** @type {ReviewComment} */ (first)
      const inReplyTo = first?.inReplyTo ?? id
      const comment = new ReviewComment(pull, {
        reviewId: review.id,
        author,
        body,
        commitId,
        anchor,
        thread,
        inReplyTo,
      })
      pull.comments.push(comment)
      return comment
    },
    /** A person resolves a comment's thread. @param {PullRequest} pull @param {number} id @param {string} [by] */
    resolve(pull, id, by = pull.author) {
      for (const { thread } of chosen(pull, [id])) thread.resolvedBy = by
    },
    /** @param {PullRequest} pull @param {number} id */
    unresolve(pull, id) {
      for (const { thread } of chosen(pull, [id])) thread.resolvedBy = null
    },
    /** A person says something below a pull request or an issue. @param {PullRequest | import('./issue.mjs').Issue} subject @param {{ author?: string, body: string }} said */
    comment(subject, { author = subject.author, body }) {
      github.accounts.account(author)
      const now = github.now()
      const comment = { id: github.nextId(), author, body, createdAt: now, updatedAt: now }
      subject.issueComments.push(comment)
      return comment
    },
    /** Commits one comment's suggestion, as one click does. @param {PullRequest} pull @param {number} id The comment's. @param {Parameters<typeof commitSuggestions>[2]} [options] */
    commitSuggestion: (pull, id, options) => commitSuggestions(pull, chosen(pull, [id]), options),
    /** Commits several suggestions as one batch. @param {PullRequest} pull @param {number[]} ids @param {Parameters<typeof commitSuggestions>[2]} [options] */
    commitSuggestions: (pull, ids, options) => commitSuggestions(pull, chosen(pull, ids), options),
    /** What a click would change. @param {PullRequest} pull @param {number} id */
    suggestedEdit: (pull, id) => suggestedEdit(pull, /** @type {ReviewComment} */ (chosen(pull, [id])[0])),
  }
}

/** @param {PullRequest} pull @param {number[]} ids */
const chosen = (pull, ids) =>
  ids.map((id) => {
    const comment = pull.comments.find((one) => one.id === id)
    if (!comment) throw new Error(`There is no comment ${id}.`)
    return comment
  })
