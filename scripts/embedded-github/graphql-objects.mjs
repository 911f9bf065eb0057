import { connection } from './graphql-connection.mjs'
import { FieldError, forbidden, unresolved } from './graphql-errors.mjs'
import { threadsOf } from './review-thread.mjs'
import { association, nodeId, stamp, urls } from './shapes.mjs'
import { may } from './tokens.mjs'

/**
 * The objects of GitHub's GraphQL that this server has, as values with the schema's names. A function is a field that
 * has arguments or that costs something.
 *
 * @typedef {import('./github.mjs').GitHub} GitHub
 * @typedef {import('./tokens.mjs').Token} Token
 * @typedef {import('./repository.mjs').Repository} Repository
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 * @typedef {import('./pull-request.mjs').Review} Review
 * @typedef {import('./pull-request.mjs').IssueComment} IssueComment
 * @typedef {import('./issue.mjs').Issue} Issue
 * @typedef {import('./review-comment.mjs').ReviewComment} ReviewComment
 * @typedef {import('./review-thread.mjs').ReviewThread} ReviewThread
 * @typedef {{ github: GitHub, token: Token }} Asking
 */

/** @param {GitHub} github @param {Token} token */
export function query(github, token) {
  const asking = { github, token }
  return {
    // Here an app's login keeps its `[bot]`, other than where it is an author.
    viewer: { __typename: 'User', login: token.login, databaseId: github.accounts.account(token.login).id },
    rateLimit: () => ({
      __typename: 'RateLimit',
      limit: 1000,
      cost: 1,
      remaining: 999,
      used: 1,
      nodeCount: 0,
      resetAt: stamp(new Date((github.seconds + 3600) * 1000)),
    }),
    /** @param {{ owner: string, name: string }} args */
    repository({ owner, name }) {
      const found = github.find(owner, name)
      if (!found || (found.private && !may(token, ['contents', 'pull-requests', 'issues'], 'read')))
        throw new FieldError('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`)
      return repositoryObject(asking, found)
    },
    /** @param {{ id: string }} args */
    node: ({ id }) => nodeObject(asking, id),
    /** @param {{ ids: string[] }} args */
    nodes: ({ ids }) => ids.map((id) => nodeObject(asking, id)),
  }
}

/** @param {Asking} asking @param {string} id */
function nodeObject(asking, id) {
  const found = findNode(asking.github, id)
  if (!found) throw unresolved(id)
  return found.shape(asking)
}

/**
 * What a node id names.
 * @param {GitHub} github @param {string} id
 */
export function findNode(github, id) {
  for (const pull of github.pulls()) {
    if (id === nodeId('PR', pull.id)) return { pull, shape: (/** @type {Asking} */ a) => pullObject(a, pull) }
    const thread = threadsOf(pull).find((one) => nodeId('PRRT', one.id) === id)
    if (thread) return { pull, thread, shape: (/** @type {Asking} */ a) => threadObject(a, thread) }
    const comment = pull.comments.find((one) => nodeId('PRRC', one.id) === id)
    if (comment) return { pull, comment, shape: (/** @type {Asking} */ a) => commentObject(a, comment) }
    const review = pull.reviews.find((one) => nodeId('PRR', one.id) === id)
    if (review) return { pull, review, shape: (/** @type {Asking} */ a) => reviewObject(a, pull, review) }
  }
  for (const repository of github.repositories.values())
    for (const subject of [...repository.pulls.values(), ...repository.issues.values()]) {
      const said = subject.issueComments.find((one) => nodeId('IC', one.id) === id)
      if (said) return { subject, said, shape: (/** @type {Asking} */ a) => issueCommentObject(a, subject, said) }
    }
  return null
}

/** An author: an app is a `Bot` whose login lacks `[bot]` (fullsend-ai/fullsend#6205). @param {GitHub} github @param {string} login */
export function actor(github, login) {
  const account = github.accounts.account(login)
  return {
    __typename: account.type,
    login: account.login.replace(/\[bot\]$/, ''),
    databaseId: account.id,
    id: nodeId(account.type === 'Bot' ? 'BOT' : 'U', account.id),
    url: `${github.serverUrl}/${account.login}`,
    resourcePath: `/${account.login}`,
    avatarUrl: `${github.serverUrl}/avatars/${account.id}`,
  }
}

/** @param {Asking} asking @param {Repository} found */
export function repositoryObject(asking, found) {
  const { github, token } = asking
  /** @param {keyof import('./tokens.mjs').Rights} right */
  const mustSee = (right) => {
    if (found.private && !may(token, [right], 'read')) throw forbidden()
  }
  return {
    __typename: 'Repository',
    id: nodeId('R', found.id),
    databaseId: found.id,
    name: found.name,
    nameWithOwner: found.fullName,
    owner: actor(github, found.owner),
    url: urls(found).html,
    isPrivate: found.private,
    isFork: found.parent !== null,
    isArchived: found.archived,
    parent: () => found.parent && repositoryObject(asking, found.parent),
    defaultBranchRef: () => refObject(asking, found, `refs/heads/${found.defaultBranch}`),
    /** @param {{ qualifiedName: string }} args */
    ref({ qualifiedName }) {
      const full = qualifiedName.startsWith('refs/') ? qualifiedName : `refs/heads/${qualifiedName}`
      return refObject(asking, found, full)
    },
    /** @param {{ expression?: string, oid?: string }} args */
    object({ expression, oid }) {
      mustSee('contents')
      const sha = found.git.resolve(oid ?? expression ?? '')
      return sha && gitObject(github, found, sha)
    },
    /** @param {{ number: number }} args */
    pullRequest({ number }) {
      mustSee('pull-requests')
      const pull = found.pulls.get(number)
      if (!pull) throw new FieldError('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
      return pullObject(asking, pull)
    },
    /** @param {{ states?: string[], headRefName?: string, baseRefName?: string, first?: number, last?: number }} args */
    pullRequests(args) {
      mustSee('pull-requests')
      const pulls = [...found.pulls.values()].filter(
        (pull) =>
          (!args.states || args.states.includes(stateOf(pull))) &&
          (!args.headRefName || pull.head.ref === args.headRefName) &&
          (!args.baseRefName || pull.baseRef === args.baseRefName),
      )
      return connection('pullRequests', 'PullRequest', pulls, (pull) => pullObject(asking, pull))(args)
    },
  }
}

/** @param {Asking} asking @param {Repository} repository @param {string} full */
function refObject({ github }, repository, full) {
  const sha = repository.git.commitOf(full)
  if (!sha) return null
  const name = full.replace(/^refs\/(?:heads|tags)\//, '')
  return {
    __typename: 'Ref',
    id: nodeId('REF', full),
    name,
    prefix: full.slice(0, -name.length),
    target: gitObject(github, repository, sha),
  }
}

/** @param {PullRequest} pull */
const stateOf = (pull) => (pull.merged ? 'MERGED' : pull.state.toUpperCase())

/** @param {Asking} asking @param {PullRequest} pull */
export function pullObject(asking, pull) {
  const { github } = asking
  const { repository } = pull
  const html = `${urls(repository).html}/pull/${pull.number}`
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', pull.id),
    databaseId: pull.id,
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    url: html,
    state: stateOf(pull),
    closed: pull.state === 'closed',
    merged: pull.merged,
    isDraft: pull.draft,
    locked: pull.locked,
    author: actor(github, pull.author),
    authorAssociation: association(repository, pull.author),
    viewerDidAuthor: asking.token.login === pull.author,
    createdAt: stamp(pull.createdAt),
    updatedAt: stamp(pull.updatedAt),
    headRefName: pull.head.ref,
    headRefOid: pull.headSha,
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    isCrossRepository: pull.head.repository !== repository,
    headRepository: () => pull.head.repository && repositoryObject(asking, pull.head.repository),
    headRepositoryOwner: () => pull.head.repository && actor(github, pull.head.owner),
    repository: () => repositoryObject(asking, repository),
    changedFiles: () => pull.changes().length,
    mergeable: pull.mergeCommitSha === null ? 'CONFLICTING' : 'MERGEABLE',
    reviewThreads: connection(
      'reviewThreads',
      'PullRequestReviewThread',
      () => github.seen(threadsOf(pull), (thread) => thread.comments[0]?.id ?? 0),
      (thread) => threadObject(asking, thread),
    ),
    reviews: connection(
      'reviews',
      'PullRequestReview',
      () =>
        github.seen(pull.reviews.filter(({ state, author }) => state !== 'PENDING' || author === asking.token.login)),
      (review) => reviewObject(asking, pull, review),
    ),
    comments: connection(
      'comments',
      'IssueComment',
      () => github.seen(pull.issueComments),
      (comment) => issueCommentObject(asking, pull, comment),
    ),
    commits: connection(
      'commits',
      'PullRequestCommit',
      () => pull.commits(),
      (sha) => ({
        __typename: 'PullRequestCommit',
        id: nodeId('PURC', sha),
        commit: gitObject(github, repository, sha),
      }),
    ),
    files: connection(
      'files',
      'PullRequestChangedFile',
      () => pull.changes().slice(0, github.limits.files),
      ({ path, additions, deletions, status }) => ({
        __typename: 'PullRequestChangedFile',
        path,
        additions,
        deletions,
        changeType: status === 'removed' ? 'DELETED' : status.toUpperCase(),
      }),
    ),
  }
}

/** @param {Asking} asking @param {ReviewThread} thread */
export function threadObject(asking, thread) {
  const { github, token } = asking
  const { pull, comments } = thread
  const first = /** @type {ReviewComment} */ (comments[0])
  const { anchor } = first
  const place = first.place()
  const writes = may(token, ['pull-requests'], 'write')
  const resolves = writes && token.resolvesThreads
  return {
    __typename: 'PullRequestReviewThread',
    id: nodeId('PRRT', thread.id),
    isResolved: thread.resolved,
    isOutdated: place === null,
    isCollapsed: thread.resolved || place === null,
    path: anchor.path,
    line: place?.line ?? null,
    startLine: place?.startLine ?? null,
    originalLine: anchor.line,
    originalStartLine: anchor.startLine,
    diffSide: anchor.side,
    startDiffSide: anchor.startSide,
    subjectType: anchor.subjectType.toUpperCase(),
    viewerCanResolve: resolves && !thread.resolved,
    viewerCanUnresolve: resolves && thread.resolved,
    viewerCanReply: writes && !pull.locked,
    // Its type is `User`, and how it spells an app is not known: as the viewer is spelled, which is a `User`, too.
    resolvedBy: thread.resolvedBy && {
      __typename: 'User',
      login: thread.resolvedBy,
      databaseId: github.accounts.account(thread.resolvedBy).id,
    },
    pullRequest: () => pullObject(asking, pull),
    repository: () => repositoryObject(asking, pull.repository),
    comments: connection(
      'comments',
      'PullRequestReviewComment',
      () => github.seen(comments),
      (comment) => commentObject(asking, comment),
    ),
  }
}

/** What every kind of comment has. @param {Asking} asking @param {Repository} repository @param {{ id: number, author: string, body: string, updatedAt: Date, minimized?: string | null }} said @param {boolean} writes @param {Date} createdAt */
const spoken = ({ github, token }, repository, said, writes, createdAt) => ({
  databaseId: said.id,
  fullDatabaseId: String(said.id),
  body: said.body,
  bodyText: said.body,
  author: actor(github, said.author),
  authorAssociation: association(repository, said.author),
  createdAt: stamp(createdAt),
  publishedAt: stamp(createdAt),
  updatedAt: stamp(said.updatedAt),
  lastEditedAt: said.updatedAt > createdAt ? stamp(said.updatedAt) : null,
  isMinimized: Boolean(said.minimized),
  minimizedReason: said.minimized ?? null,
  viewerDidAuthor: token.login === said.author,
  viewerCanUpdate: writes,
  viewerCanDelete: writes,
  viewerCanMinimize: writes,
})

/** @param {Asking} asking @param {ReviewComment} comment */
export function commentObject(asking, comment) {
  const { pull, anchor, commitId } = comment
  const place = comment.place()
  const review = pull.reviews.find(({ id }) => id === comment.reviewId)
  const commit = (/** @type {string} */ sha) => () => gitObject(asking.github, pull.repository, sha)
  return {
    __typename: 'PullRequestReviewComment',
    id: nodeId('PRRC', comment.id),
    ...spoken(asking, pull.repository, comment, may(asking.token, ['pull-requests'], 'write'), comment.createdAt),
    url: `${urls(pull.repository).html}/pull/${pull.number}#discussion_r${comment.id}`,
    path: anchor.path,
    line: place?.line ?? null,
    startLine: place?.startLine ?? null,
    originalLine: anchor.line,
    originalStartLine: anchor.startLine,
    position: place?.position ?? null,
    originalPosition: anchor.position,
    outdated: place === null,
    subjectType: anchor.subjectType.toUpperCase(),
    diffHunk: anchor.diffHunk,
    state: review?.state === 'PENDING' ? 'PENDING' : 'SUBMITTED',
    commit: commit(place ? pull.headSha : commitId),
    originalCommit: commit(commitId),
    pullRequest: () => pullObject(asking, pull),
    pullRequestReview: () => review && reviewObject(asking, pull, review),
    replyTo: () => {
      const first = pull.comments.find(({ id }) => id === comment.inReplyTo)
      return first ? commentObject(asking, first) : null
    },
  }
}

/** @param {Asking} asking @param {PullRequest} pull @param {Review} review */
export function reviewObject(asking, pull, review) {
  const writes = may(asking.token, ['pull-requests'], 'write')
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PRR', review.id),
    ...spoken(asking, pull.repository, review, writes, review.submittedAt ?? review.updatedAt),
    url: `${urls(pull.repository).html}/pull/${pull.number}#pullrequestreview-${review.id}`,
    state: review.state,
    submittedAt: review.submittedAt && stamp(review.submittedAt),
    commit: () => gitObject(asking.github, pull.repository, review.commitId),
    pullRequest: () => pullObject(asking, pull),
    comments: connection(
      'comments',
      'PullRequestReviewComment',
      () => pull.comments.filter(({ reviewId }) => reviewId === review.id),
      (comment) => commentObject(asking, comment),
    ),
  }
}

/** @param {Asking} asking @param {PullRequest | Issue} subject @param {IssueComment} comment */
export function issueCommentObject(asking, subject, comment) {
  const writes = may(asking.token, ['pull-requests', 'issues'], 'write')
  return {
    __typename: 'IssueComment',
    id: nodeId('IC', comment.id),
    ...spoken(asking, subject.repository, comment, writes, comment.createdAt),
    url: `${urls(subject.repository).html}/issues/${subject.number}#issuecomment-${comment.id}`,
  }
}

/** @param {GitHub} github @param {Repository} repository @param {string} sha */
function gitObject(github, repository, sha) {
  const type = repository.git.typeOf(sha)
  const common = { oid: sha, abbreviatedOid: sha.slice(0, 7), id: nodeId('GO', sha) }
  if (type !== 'blob') return { __typename: type === 'tree' ? 'Tree' : type === 'tag' ? 'Tag' : 'Commit', ...common }
  const bytes = repository.git.blob(sha)
  const binary = bytes.subarray(0, 8000).includes(0)
  const limit = github.limits.blobTextBytes
  return {
    __typename: 'Blob',
    ...common,
    byteSize: bytes.length,
    isBinary: binary,
    isTruncated: !binary && bytes.length > limit,
    text: binary ? null : bytes.subarray(0, limit).toString(),
  }
}
