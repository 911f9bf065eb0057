import path from 'node:path'
import { GitRepository } from './git.mjs'
import { Issue } from './issue.mjs'
import { PullRequest } from './pull-request.mjs'
import { WorkflowRun } from './workflow-run.mjs'

/**
 * @typedef {import('./git.mjs').Files} Files
 * @typedef {import('./github.mjs').GitHub} GitHub
 * @typedef {object} CommitOptions
 * @property {string} branch
 * @property {Files} files
 * @property {string} [message]
 * @property {string} [author] A login.
 * @property {string} [from] Where a new branch starts, or what `forcePush` puts the commit on: a branch or commit.
 * @property {string} [merge] A second parent: a branch or commit. The tree is that of the first parent and `files`.
 */

/** One repository of the embedded GitHub. */
export class Repository {
  /**
   * @param {GitHub} github
   * @param {{ owner: string, name: string, private?: boolean, defaultBranch?: string, parent?: Repository }} options
   */
  constructor(github, { owner, name, private: hidden = false, defaultBranch = 'main', parent }) {
    this.github = github
    this.owner = owner
    this.name = name
    this.id = github.nextId()
    this.private = hidden
    this.archived = false
    this.defaultBranch = defaultBranch
    /** @type {Repository | null} */
    this.parent = parent ?? null
    this.createdAt = github.now()
    this.pushedAt = this.createdAt
    /** Whether "Allow GitHub Actions to create and approve pull requests" is on. */
    this.actionsMayApprove = false
    /** @type {Map<number, PullRequest>} */
    this.pulls = new Map()
    /** @type {Map<number, import('./issue.mjs').Issue>} */
    this.issues = new Map()
    /** @type {import('./check-run.mjs').CheckRun[]} */
    this.checkRuns = []
    /** @type {import('./workflow-run.mjs').WorkflowRun[]} */
    this.workflowRuns = []
    /** Who may do what besides the owner, by login. @type {Map<string, 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none'>} */
    this.collaborators = new Map()
    /** Branches on which only admins dismiss reviews. @type {Set<string>} */
    this.protectedBranches = new Set()
    /** @type {Repository[]} */
    this.forks = []
    this.git = GitRepository.create(path.join(github.directory, owner, `${name}.git`), defaultBranch)
    github.accounts.account(owner)
  }

  get fullName() {
    return `${this.owner}/${this.name}`
  }

  /**
   * Commits on a branch; a branch that is not there starts at `from`, or at the default branch. Open pull requests follow.
   * @param {CommitOptions} options @returns {string} The new commit.
   */
  commit({ branch, files, message = 'Change', author = this.owner, from, merge }) {
    const tip = this.git.commitOf(`refs/heads/${branch}`)
    const parent = tip ?? this.git.commitOf(from ?? `refs/heads/${this.defaultBranch}`)
    return this.#write({ branch, files, message, author, parent, merge })
  }

  /**
   * Puts one commit on top of `from` and points the branch at it, whatever it held before.
   * @param {CommitOptions} options @returns {string} The new commit.
   */
  forcePush({ branch, files, message = 'Change', author = this.owner, from = this.defaultBranch, merge }) {
    return this.#write({ branch, files, message, author, parent: this.git.commitOf(from), merge })
  }

  /** @param {CommitOptions & { message: string, author: string, parent: string | null }} commit */
  #write({ branch, files, message, author, parent, merge }) {
    const second = merge === undefined ? {} : { merge: /** @type {string} */ (this.git.commitOf(merge)) }
    const date = this.github.now()
    const sha = this.git.commitFiles({
      branch,
      parent,
      ...second,
      files,
      message,
      author: this.github.identity(author),
      date,
    })
    this.pushed(branch)
    return sha
  }

  /** Tells every open pull request that starts from this branch. @param {string} branch */
  pushed(branch) {
    this.pushedAt = this.github.now()
    for (const pull of this.github.pulls()) {
      if (pull.head.repository === this && pull.head.ref === branch && pull.state === 'open') pull.follow()
    }
  }

  /** @param {string} owner @returns {Repository} A fork, which holds what this repository holds now. */
  fork(owner) {
    const fork = this.github.addRepository({
      owner,
      name: this.name,
      private: this.private,
      defaultBranch: this.defaultBranch,
      parent: this,
    })
    fork.git.fetch(this.git, 'refs/heads/*', 'refs/heads/*')
    this.forks.push(fork)
    return fork
  }

  /** Takes the repository away; pull requests from it stay and have no head repository then. */
  delete() {
    this.github.repositories.delete(this.fullName.toLowerCase())
    for (const pull of this.github.pulls()) if (pull.head.repository === this) pull.head.repository = null
  }

  /**
   * @param {{ head: string, from?: Repository, base?: string, title?: string, body?: string | null, author?: string,
   *   draft?: boolean, state?: 'open' | 'closed' }} options `from` is a fork, this repository when left out.
   * @returns {PullRequest}
   */
  openPull({
    head,
    from = this,
    base = this.defaultBranch,
    title = head,
    body = null,
    author = from.owner,
    draft = false,
    state = 'open',
  }) {
    const number = this.github.nextNumber(this)
    this.github.accounts.account(author)
    const pull = new PullRequest(this, {
      number,
      head: { repository: from, ref: head },
      base,
      title,
      body,
      author,
      draft,
    })
    pull.state = state
    this.pulls.set(number, pull)
    return pull
  }

  /**
   * Opens an issue as a person does.
   * @param {{ title?: string, body?: string | null, author?: string, labels?: string[] }} [options]
   */
  openIssue({ title = 'An issue', body = null, author = this.owner, labels = [] } = {}) {
    this.github.accounts.account(author)
    const issue = new Issue(this, { number: this.github.nextNumber(this), title, body, author, labels })
    this.issues.set(issue.number, issue)
    return issue
  }

  /**
   * A run of a workflow, as the API lists it.
   * @param {ConstructorParameters<typeof WorkflowRun>[1]} options
   */
  addWorkflowRun(options) {
    const run = new WorkflowRun(this, options)
    this.workflowRuns.push(run)
    return run
  }

  /** What somebody may do here: the owner all, the others what `collaborators` says, else they read what is public. @param {string} login */
  permissionOf(login) {
    if (login.toLowerCase() === this.owner.toLowerCase()) return 'admin'
    return this.collaborators.get(login) ?? (this.private ? 'none' : 'read')
  }

  /** @param {string} at A branch or commit. @param {string} file @returns {string | null} */
  read(at, file) {
    const commit = this.git.commitOf(at)
    return (commit && this.git.file(commit, file)?.toString()) ?? null
  }
}
