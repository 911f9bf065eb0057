import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'

/**
 * A bare git repository that the embedded GitHub keeps: what is read from it, and commits made without a work tree.
 * Every call is synchronous, so that one answer of the server always sees one state.
 *
 * @typedef {string | Buffer | null | { content: string | Buffer, mode: Mode }} Content What a path holds: text, bytes,
 *   `null` to delete it, or a content with a mode of its own (for a submodule, mode 160000, the content is a commit).
 * @typedef {'100644' | '100755' | '120000' | '160000'} Mode
 * @typedef {Record<string, Content>} Files Paths relative to the root, with `/`.
 * @typedef {{ name: string, email: string }} Identity
 * @typedef {{ path: string, mode: string, type: 'blob' | 'tree' | 'commit', sha: string, size?: number }} Entry
 * @typedef {{ sha: string, tree: string, parents: string[], author: Identity & { date: Date }, committer: Identity & { date: Date }, message: string }} Commit
 */

/** The tree without entries: what the first commit is compared with. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** An expression that begins with a whole hash: `<commit>`, `<commit>^{tree}`, `<commit>:path`. */
const WHOLE_HASH = /^[0-9a-f]{40}(?![0-9a-f])/
/** Texts from this size on are read again. */
const LARGE = 1 << 16

/** Nothing of the machine's own git configuration may change what the server answers. */
const environment = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_TERMINAL_PROMPT: '0',
}

export class GitRepository {
  /** @param {string} directory Where the repository is or is to be. */
  constructor(directory) {
    this.directory = directory
    /** What was found out about objects. They are named by what they hold, so it never changes. @type {Map<string, unknown>} */
    this.known = new Map()
  }

  /**
   * An answer about objects that are named by whole hashes, asked for once. That there is none is asked again: it may come.
   * @template Answer @param {string[]} question What is asked, then the expressions. @param {() => Answer} ask @returns {Answer}
   */
  once(question, ask) {
    if (!question.slice(1).every((expression) => WHOLE_HASH.test(expression))) return ask()
    const key = question.join('\0')
    const known = this.known.get(key)
    if (known !== undefined) return /** @type {Answer} */ (known)
    const answer = ask()
    if (answer !== null && (!Buffer.isBuffer(answer) || answer.length < LARGE)) this.known.set(key, answer)
    return answer
  }

  /** @param {string} directory @param {string} branch The branch that `HEAD` names. */
  static create(directory, branch) {
    mkdirSync(directory, { recursive: true })
    const repository = new GitRepository(directory)
    repository.bytes(['init', '--quiet', '--bare', `--initial-branch=${branch}`])
    return repository
  }

  /**
   * Runs git and returns what it wrote, or null when it ended with one of the statuses that `quiet` names.
   * @param {string[]} args @param {{ input?: string | Buffer, quiet?: number[], env?: Record<string, string> }} [options]
   * @returns {Buffer | null}
   */
  attempt(args, { input = '', quiet = [], env = {} } = {}) {
    const run = spawnSync('git', args, {
      cwd: this.directory,
      env: { ...environment, ...env },
      input,
      maxBuffer: 1 << 30,
    })
    if (run.error) throw run.error
    if (run.status === 0) return run.stdout
    if (quiet.includes(run.status ?? -1)) return null
    throw new Error(`git ${args.join(' ')} failed (${run.status}): ${run.stderr.toString().trim()}`)
  }

  /** @param {string[]} args @param {{ input?: string | Buffer }} [options] @returns {Buffer} */
  bytes(args, options) {
    return /** @type {Buffer} */ (this.attempt(args, options))
  }

  /** @param {string[]} args @returns {string} Without the final line end. */
  text(args) {
    return this.bytes(args).toString().replace(/\n$/, '')
  }

  /**
   * The object that an expression (`main`, `main^`, a commit, `main:path`) names, or null.
   * @param {string} expression @returns {string | null}
   */
  resolve(expression) {
    return this.once(['resolve', expression], () => this.#resolve(expression))
  }

  /** @param {string} expression @returns {string | null} */
  #resolve(expression) {
    const found = this.attempt(['rev-parse', '--verify', '--quiet', '--end-of-options', expression], {
      quiet: [1, 128],
    })
    const sha = found?.toString().trim()
    if (!sha) return null
    // A full hash is taken at its word by rev-parse, whether or not there is such an object.
    const isThere = sha !== expression || this.attempt(['cat-file', '-e', sha], { quiet: [1, 128] })
    return isThere ? sha : null
  }

  /** @param {string} expression @returns {string | null} The commit that a branch, tag or (abbreviated) hash names. */
  commitOf(expression) {
    return expression === '' ? null : this.resolve(`${expression}^{commit}`)
  }

  /** @param {string} sha @returns {'blob' | 'tree' | 'commit' | 'tag'} */
  typeOf(sha) {
    return this.once(['type', sha], () => /** @type {'blob'} */ (this.text(['cat-file', '-t', sha])))
  }

  /** @param {string} sha */
  blob(sha) {
    return this.once(['blob', sha], () => this.bytes(['cat-file', 'blob', sha]))
  }

  /**
   * What a tree holds, in git's order; with `recursive` also what its folders hold, folders themselves included.
   * @param {string} tree A tree, a commit, or `<commit>:<folder>`. @returns {Entry[]}
   */
  entries(tree, { recursive = false } = {}) {
    const args = ['ls-tree', '-z', '--long', ...(recursive ? ['-r', '-t'] : []), tree]
    const text = this.once([`tree ${recursive}`, tree], () => this.text(args))
    const rows = text.split('\0').filter(Boolean)
    return rows.map((row) => {
      const tab = row.indexOf('\t')
      const [mode = '', type, sha = '', size = '-'] = row.slice(0, tab).split(/ +/)
      const entry = { path: row.slice(tab + 1), mode, type: /** @type {'blob'} */ (type), sha }
      return size === '-' ? entry : { ...entry, size: Number(size) }
    })
  }

  /** @param {string} commit @param {string} path @returns {Entry | null} The entry at a path, which keeps its whole path. */
  entry(commit, path) {
    const slash = path.lastIndexOf('/')
    const folder = slash < 0 ? `${commit}^{tree}` : `${commit}:${path.slice(0, slash)}`
    if (this.resolve(folder) === null) return null
    const found = this.entries(folder).find(({ path: name }) => name === path.slice(slash + 1))
    return found ? { ...found, path } : null
  }

  /** @param {string} commit @param {string} path @returns {Buffer | null} The bytes of a file, or null where there is none. */
  file(commit, path) {
    const entry = this.entry(commit, path)
    return entry?.type === 'blob' ? this.blob(entry.sha) : null
  }

  /** @param {string} sha @returns {Commit} */
  commit(sha) {
    const raw = this.once(['commit', sha], () => this.text(['cat-file', 'commit', sha]))
    const end = raw.indexOf('\n\n')
    const headers = raw.slice(0, end).split('\n')
    /** @param {string} name */
    const values = (name) => headers.filter((line) => line.startsWith(`${name} `)).map((l) => l.slice(name.length + 1))
    /** @param {string} name */
    const person = (name) => {
      const [, who = '', email = '', seconds] = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(values(name)[0] ?? '') ?? []
      return { name: who, email, date: new Date(Number(seconds) * 1000) }
    }
    return {
      sha,
      tree: values('tree')[0] ?? '',
      parents: values('parent'),
      author: person('author'),
      committer: person('committer'),
      message: raw.slice(end + 2),
    }
  }

  /** @param {string} a @param {string} b @returns {string | null} */
  mergeBase(a, b) {
    return this.once(
      ['merge base', a, b],
      () =>
        this.attempt(['merge-base', a, b], { quiet: [1] })
          ?.toString()
          .trim() ?? null,
    )
  }

  /** @param {string} from @param {string} to @returns {string[]} What `to` has and `from` has not, oldest first. */
  commitsBetween(from, to) {
    const list = () => this.text(['rev-list', '--reverse', '--topo-order', `${from}..${to}`])
    return this.once(['commits', from, to], list).split('\n').filter(Boolean)
  }

  /**
   * The tree that merging two commits gives, or null when they conflict (or git is too old to say, before 2.38).
   * @param {string} ours @param {string} theirs @returns {string | null}
   */
  mergeTree(ours, theirs) {
    const out = this.attempt(['merge-tree', '--write-tree', ours, theirs], { quiet: [1, 128, 129] })
    return out ? (out.toString().split('\n')[0] ?? null) : null
  }

  /** @param {string} tree @param {string[]} parents @param {{ message: string, author: Identity, date: Date }} of */
  commitTree(tree, parents, { message, author, date }) {
    const who = `${author.name} <${author.email}> ${seconds(date)} +0000`
    const lines = [`tree ${tree}`, ...parents.map((p) => `parent ${p}`), `author ${who}`, `committer ${who}`]
    const input = `${lines.join('\n')}\n\n${message}`
    return this.bytes(['hash-object', '-t', 'commit', '-w', '--stdin'], { input }).toString().trim()
  }

  /** @param {'blob' | 'tree' | 'commit'} type @param {Buffer | string} bytes @returns {string} The object that holds them. */
  write(type, bytes) {
    return this.bytes(['hash-object', '-t', type, '-w', '--stdin'], { input: bytes }).toString().trim()
  }

  /**
   * A tree like another with some entries set, or taken away where `sha` is null.
   * @param {string | null} base @param {{ path: string, mode: string, sha: string | null }[]} rows @returns {string}
   */
  writeTree(base, rows) {
    const index = { GIT_INDEX_FILE: path.join(this.directory, 'index.writing') }
    rmSync(index.GIT_INDEX_FILE, { force: true })
    this.attempt(base ? ['read-tree', base] : ['read-tree', '--empty'], { env: index })
    const input = rows.map(({ path: at, mode, sha }) =>
      sha === null ? `0 ${'0'.repeat(40)}\t${at}\0` : `${mode} ${sha}\t${at}\0`,
    )
    // Folders are given as trees, which only `read-tree` takes.
    const folders = rows.filter(({ mode, sha }) => mode === '040000' && sha !== null)
    const files = input.filter((_, index) => rows[index]?.mode !== '040000')
    this.attempt(['update-index', '-z', '--index-info'], { env: index, input: files.join('') })
    for (const { path: at, sha } of folders)
      this.attempt(['read-tree', `--prefix=${at}/`, /** @type {string} */ (sha)], { env: index })
    return /** @type {Buffer} */ (this.attempt(['write-tree'], { env: index })).toString().trim()
  }

  /** @param {string} prefix @returns {string[]} The references whose full name begins so. */
  references(prefix) {
    const all = this.text(['for-each-ref', '--format=%(refname)']).split('\n')
    return all.filter((name) => name !== '' && name.startsWith(prefix))
  }

  /** @param {string} reference @returns {boolean} */
  validReference(reference) {
    return this.attempt(['check-ref-format', reference], { quiet: [1] }) !== null
  }

  /** @param {string} reference @param {string} sha */
  setReference(reference, sha) {
    this.bytes(['update-ref', reference, sha])
  }

  /** @param {GitRepository} other @param {string} from A reference there. @param {string} to The reference here. */
  fetch(other, from, to) {
    this.bytes(['fetch', '--quiet', '--no-tags', other.directory, `+${from}:${to}`])
  }

  /**
   * Commits files on top of `parent`, which keeps every path that is not named, and points the branch at it.
   * @param {{ branch: string, parent: string | null, merge?: string, files: Files, message: string, author: Identity,
   *   committer?: Identity, date: Date }} commit
   * @returns {string} The new commit.
   */
  commitFiles({ branch, parent, merge, files, message, author, committer = author, date }) {
    /** @type {Buffer[]} */
    const stream = []
    /** @param {string | Buffer} part */
    const write = (part) => stream.push(Buffer.from(/** @type {string} */ (part)))
    /** @param {string | Buffer} content */
    const data = (content) => {
      const bytes = Buffer.from(/** @type {string} */ (content))
      write(`data ${bytes.length}\n`)
      write(bytes)
      write('\n')
    }
    write(`commit refs/heads/${branch}\nmark :1\n`)
    write(`author ${author.name} <${author.email}> ${seconds(date)} +0000\n`)
    write(`committer ${committer.name} <${committer.email}> ${seconds(date)} +0000\n`)
    data(message)
    if (parent) write(`from ${parent}\n`)
    if (merge) write(`merge ${merge}\n`)
    for (const [path, content] of Object.entries(files)) {
      if (content === null) {
        write(`D ${quoted(path)}\n`)
        continue
      }
      const whole = typeof content === 'string' || Buffer.isBuffer(content) ? { content, mode: '100644' } : content
      if (whole.mode === '160000') {
        write(`M 160000 ${whole.content} ${quoted(path)}\n`)
        continue
      }
      write(`M ${whole.mode} inline ${quoted(path)}\n`)
      data(whole.content)
    }
    write('\nget-mark :1\ndone\n')
    const out = this.bytes(['fast-import', '--quiet', '--force', '--done'], { input: Buffer.concat(stream) })
    return out.toString().trim()
  }
}

/** @param {Date} date */
const seconds = (date) => Math.floor(date.getTime() / 1000)

/** A path as git's fast-import takes it: in quotes, so that a line end or a leading blank cannot end it early. @param {string} path */
const quoted = (path) => `"${path.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`
