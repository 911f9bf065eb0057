import { changesBetween } from './diff.mjs'

/**
 * @typedef {import('./repository.mjs').Repository} Repository
 * @typedef {import('./review-comment.mjs').ReviewComment} ReviewComment
 * @typedef {{ id: number, author: string, body: string, state: 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED',
 *   commitId: string, submittedAt: Date | null, updatedAt: Date, minimized?: string | null }} Review
 * @typedef {{ id: number, author: string, body: string, createdAt: Date, updatedAt: Date,
 *   minimized?: string | null, reactions?: { id: number, content: string, login: string }[] }} IssueComment
 */

/** One pull request and what was said on it. */
export class PullRequest {
  /**
   * @param {Repository} repository
   * @param {{ number: number, head: { repository: Repository, ref: string }, base: string, title: string, body: string | null,
   *   author: string, draft: boolean }} options
   */
  constructor(repository, { number, head, base, title, body, author, draft }) {
    this.repository = repository
    this.id = repository.github.nextId()
    this.number = number
    this.title = title
    this.body = body
    this.author = author
    this.draft = draft
    /** @type {'open' | 'closed'} */
    this.state = 'open'
    this.merged = false
    this.locked = false
    /** @type {string[]} */
    this.labels = []
    /** @type {{ repository: Repository | null, ref: string, owner: string }} */
    this.head = { repository: head.repository, ref: head.ref, owner: head.repository.owner }
    this.baseRef = base
    this.createdAt = repository.github.now()
    this.updatedAt = this.createdAt
    /** @type {Review[]} */
    this.reviews = []
    /** @type {ReviewComment[]} */
    this.comments = []
    /** @type {IssueComment[]} */
    this.issueComments = []
    /** @type {Map<string, import('./diff.mjs').Change[]>} */
    this.changed = new Map()
    /** @type {Map<string, string | null>} */
    this.mergeBases = new Map()
    this.headSha = ''
    this.baseSha = ''
    /** The merge that GitHub tries out, which `GITHUB_SHA` names; null where head and base conflict. @type {string | null} */
    this.mergeCommitSha = null
    this.follow()
  }

  get git() {
    return this.repository.git
  }

  /** Takes over where the head branch stands now, as GitHub does after a push. */
  follow() {
    const { git, github } = this.repository
    const reference = `refs/pull/${this.number}/head`
    const from = this.head.repository
    const head = from ? from.git.commitOf(`refs/heads/${this.head.ref}`) : git.commitOf(reference)
    const base = git.commitOf(`refs/heads/${this.baseRef}`)
    if (!head || !base) throw new Error(`A pull request needs ${this.head.ref} and ${this.baseRef} to exist.`)
    if (from === this.repository) git.setReference(reference, head)
    else if (from) git.fetch(from.git, `refs/heads/${this.head.ref}`, reference)
    this.headSha = head
    this.baseSha = base
    this.updatedAt = github.now()
    const tree = git.mergeTree(base, head)
    const identity = github.identity(this.author)
    const message = `Merge ${head} into ${base}\n`
    this.mergeCommitSha =
      tree && git.commitTree(tree, [base, head], { message, author: identity, date: this.updatedAt })
    if (this.mergeCommitSha) git.setReference(`refs/pull/${this.number}/merge`, this.mergeCommitSha)
  }

  close() {
    this.state = 'closed'
    this.updatedAt = this.repository.github.now()
  }

  reopen() {
    this.state = 'open'
    this.follow()
  }

  /** Merges the head into the base branch, as a merge commit. @param {string} [by] A login. @returns {string} The commit. */
  merge(by = this.repository.owner) {
    const { git, repository } = this
    const { github } = repository
    this.follow()
    const base = /** @type {string} */ (git.commitOf(`refs/heads/${this.baseRef}`))
    const tree = git.mergeTree(base, this.headSha)
    if (!tree) throw new Error('A pull request that conflicts cannot be merged.')
    const message = `Merge pull request #${this.number} from ${this.head.owner}/${this.head.ref}

${this.title}`
    const sha = git.commitTree(tree, [base, this.headSha], { message, author: github.identity(by), date: github.now() })
    // What the pull request changed stays what it was: its base is not moved any more.
    this.state = 'closed'
    this.merged = true
    this.mergeCommitSha = sha
    git.setReference(`refs/heads/${this.baseRef}`, sha)
    repository.pushed(this.baseRef)
    return sha
  }

  /** Gives it another base branch. @param {string} branch */
  changeBase(branch) {
    this.baseRef = branch
    this.follow()
  }

  /** The commits of the pull request as it is now, oldest first. @returns {string[]} */
  commits() {
    return this.git.commitsBetween(this.baseSha, this.headSha)
  }

  /** Where a commit of the pull request left the base branch. @returns {string | null} */
  mergeBase(commit = this.headSha) {
    const key = `${this.baseSha} ${commit}`
    const known = this.mergeBases.get(key)
    const found = known === undefined ? this.git.mergeBase(this.baseSha, commit) : known
    this.mergeBases.set(key, found)
    return found
  }

  /** What the pull request changes up to a commit of it: from the merge base, not from the base branch's tip. */
  changes(commit = this.headSha) {
    const from = this.mergeBase(commit)
    const key = `${from}..${commit}`
    const known = this.changed.get(key) ?? changesBetween(this.git, from, commit)
    this.changed.set(key, known)
    return known
  }

  /** @param {string} path @param {string} [commit] */
  change(path, commit) {
    return this.changes(commit).find((change) => change.path === path)
  }

  /** Everything that was said inline, in the order it was said; of a review that is not submitted, nothing. */
  get visibleComments() {
    const pending = new Set(this.reviews.filter(({ state }) => state === 'PENDING').map(({ id }) => id))
    return this.comments.filter(({ reviewId }) => !pending.has(reviewId))
  }
}
