import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Faults } from './faults.mjs'
import { RateLimits } from './rate-limits.mjs'
import { Repository } from './repository.mjs'
import { Accounts } from './tokens.mjs'

/**
 * @typedef {object} Limits What the server leaves out or refuses, each as GitHub does it.
 * @property {number} files Files that the list of a pull request names: 3,000.
 * @property {number} patchLines Changed lines of one file from which on its `patch` is left out; GitHub has been seen to do so at 2,081.
 * @property {number} patchBytes Size of one file's diff from which on it takes no comments: about 1 MB.
 * @property {number} treeEntries Entries of a recursive tree: 100,000.
 * @property {number} contentBytes Size from which on the object form of the contents call is empty: 1 MB.
 * @property {number} diffFiles Files from which on there is no diff of the whole: 300.
 * @property {number} diffLines Changed lines from which on there is no diff of the whole: 20,000.
 * @property {number} blobTextBytes Size from which on GraphQL cuts a blob's text.
 */

/** @type {Limits} */
const LIMITS = {
  files: 3000,
  patchLines: 2000,
  patchBytes: 1 << 20,
  treeEntries: 100_000,
  contentBytes: 1 << 20,
  diffFiles: 300,
  diffLines: 20_000,
  blobTextBytes: 512_000,
}

/** Everything the embedded GitHub knows. It holds no sockets: `server.mjs` does. */
export class GitHub {
  /** @param {{ limits?: Partial<Limits>, start?: Date }} [options] `start` is when its clock begins; it ticks a second a look. */
  constructor({ limits = {}, start = new Date('2026-01-05T09:00:00Z') } = {}) {
    this.directory = mkdtempSync(path.join(os.tmpdir(), 'embedded-github-'))
    this.limits = { ...LIMITS, ...limits }
    this.accounts = new Accounts()
    this.faults = new Faults()
    this.rate = new RateLimits()
    /**
     * Called before the work of each request and after it, with its place in the order, counted from 1. `before` may
     * answer `disconnect`: the work is not done then; `after`: it is done, and its answer lost.
     * @type {{ before?: (request: import('./server.mjs').Logged, nth: number) => unknown, after?: (request: import('./server.mjs').Logged, nth: number) => unknown }}
     */
    this.hooks = {}
    /** @type {Map<string, Repository>} */
    this.repositories = new Map()
    /** @type {Map<Repository, number>} */
    this.numbers = new Map()
    this.seconds = start.getTime() / 1000
    // Limits count what tests let pass, not the second a look, which only keeps dates apart.
    this.moved = 0
    this.ids = 100
    /** How many reads were answered, and at which of them each id was given: see `seen`. */
    this.reads = 0
    /** @type {Map<number, number>} */
    this.born = new Map()
    /** What lists leave out: what was made within this many reads. GitHub's lists follow its writes with a delay. */
    this.lag = 0
    /** Fields of GraphQL that this server has not, as `Type.field`. @type {string[]} */
    this.fieldsLeftOut = []
    // Set by the server once it listens.
    this.apiUrl = ''
    this.serverUrl = ''
  }

  nextId() {
    this.born.set(++this.ids, this.reads)
    return this.ids
  }

  /**
   * What a list shows while the server is behind its writes.
   * @template T @param {readonly T[]} items @param {(item: T) => number} [idOf] @returns {readonly T[]}
   */
  seen(items, idOf = (item) => /** @type {any} */ (item)?.id) {
    if (this.lag === 0) return items
    return items.filter((item) => {
      const born = this.born.get(idOf(item))
      return born === undefined || this.reads - born > this.lag
    })
  }

  now() {
    return new Date(this.seconds++ * 1000)
  }

  /** @param {import('./server.mjs').Logged} request @param {boolean} write */
  limited(request, write) {
    return request.path === '/rate_limit' ? null : this.rate.check(this.moved, write, request.login)
  }

  /** Moves the clock. @param {number} seconds */
  advance(seconds) {
    this.seconds += seconds
    this.moved += seconds
  }

  /** Issues and pull requests of a repository are counted together. @param {Repository} repository */
  nextNumber(repository) {
    const number = (this.numbers.get(repository) ?? 0) + 1
    this.numbers.set(repository, number)
    return number
  }

  /** @param {string} login @returns {import('./git.mjs').Identity} */
  identity(login) {
    const { id } = this.accounts.account(login)
    return { name: login, email: `${id}+${login}@users.noreply.github.com` }
  }

  /** @param {ConstructorParameters<typeof Repository>[1]} options */
  addRepository(options) {
    const repository = new Repository(this, options)
    this.repositories.set(repository.fullName.toLowerCase(), repository)
    return repository
  }

  /**
   * Makes a repository whose default branch holds one commit.
   * @param {{ owner?: string, name?: string, private?: boolean, defaultBranch?: string, files?: import('./git.mjs').Files }} [options]
   */
  createRepository({ owner = 'octo-org', name = 'service', files = { 'README.md': '# Service\n' }, ...rest } = {}) {
    const repository = this.addRepository({ owner, name, ...rest })
    repository.commit({ branch: repository.defaultBranch, files, message: 'Initial commit' })
    return repository
  }

  /** @param {string} owner @param {string} name */
  find(owner, name) {
    return this.repositories.get(`${owner}/${name}`.toLowerCase()) ?? null
  }

  /** Every pull request of every repository. */
  pulls() {
    return [...this.repositories.values()].flatMap(({ pulls }) => [...pulls.values()])
  }

  /** Takes the temporary directory away. */
  dispose() {
    rmSync(this.directory, { recursive: true, force: true })
  }
}
