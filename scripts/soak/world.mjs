import { SuggestionRefused } from '../embedded-github/index.mjs'
import { checkButtons, checkPeople, checkSayings } from './checks.mjs'
import { expectedOn, Texts } from './oracle.mjs'
import { peoplesOf, threadsOf } from './page.mjs'

/** The name of a finding without its number among equal ones. @param {string} id */
const wordsOf = (id) => id.replace(/\|\d+$/, '')

/**
 * One pull request, its repository, and what has to be remembered of its life to judge it.
 *
 * @typedef {import('./checks.mjs').Problem} Problem
 * @typedef {import('./oracle.mjs').Expected} Expected
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./runs.mjs').Runs} Runs
 * @typedef {import('../embedded-github/git.mjs').Files} Files
 */
export class World {
  /**
   * @param {{ github: import('./runs.mjs').GitHub, runs: Runs, project: import('./projects.mjs').Project, name: string,
   *   base?: Record<string, string>, head: Record<string, string> }} options `base` is added to the project's own files.
   */
  constructor({ github, runs, project, name, base = {}, head }) {
    this.github = github
    this.runs = runs
    this.project = project
    this.us = 'github-actions[bot]'
    this.branch = 'change'
    this.reader = new Texts()
    this.repository = github.createRepository({ name, files: { ...project.base, ...base } })
    this.repository.commit({ branch: this.branch, files: head, author: 'mona' })
    this.pull = this.repository.openPull({ head: this.branch, author: 'mona', title: 'A change' })
    /** @type {Record<string, string>} Inputs of the action, for the runs from now on. */
    this.inputs = { 'comment-limit': '30', 'fail-on': 'never' }
    /** Earlier texts of each path, which a person may go back to. @type {Map<string, string[]>} */
    this.earlier = new Map()
    /** Earlier heads of the branch. @type {string[]} */
    this.heads = [this.pull.headSha]
    /** The findings in threads that a person resolved: the id of the finding and of the comment. @type {Map<string, number>} */
    this.dismissed = new Map()
    /** Those of them that were still there when a run saw it. Of the others nobody can tell whether they were mended. @type {Set<string>} */
    this.confirmed = new Set()
    /** Comments whose threads a person opened again. @type {Set<number>} */
    this.reopened = new Set()
    /** Where each finding stood at the last look. @type {Map<string, import('./page.mjs').Saying>} */
    this.places = new Map()
    /** Every finding that was ever due. @type {Set<string>} */
    this.found = new Set()
    this.pushes = 1
    /** What happens during the next run, once. @type {((world: World) => Promise<string>) | null} */
    this.disturbance = null
  }

  /** The texts of the head commit, by path. */
  texts() {
    return this.reader.at(this.pull.git, this.pull.headSha)
  }

  threads() {
    return threadsOf(this.pull, this.us)
  }

  /** @returns {Expected} */
  expected() {
    const gone = [...this.dismissed].filter(([, comment]) => this.#isResolved(comment)).map(([id]) => id)
    return expectedOn(this.pull, this.reader, this.runs.layerwise, new Set(gone))
  }

  /** @param {number} comment */
  #isResolved(comment) {
    return this.threads().some(({ root, resolved }) => root.id === comment && resolved)
  }

  /** What a click on a comment's suggestion would do; null where GitHub refuses it. @param {number} comment */
  click(comment) {
    try {
      return this.github.suggestedEdit(this.pull, comment)
    } catch (error) {
      if (error instanceof SuggestionRefused) return null
      throw error
    }
  }

  /** A person pushes. @param {Files} files @param {string} [message] */
  push(files, message = 'Change') {
    this.remember()
    this.repository.commit({ branch: this.branch, files, message, author: 'mona' })
    this.pushed()
  }

  /** Keeps what the head holds now, before it changes. */
  remember() {
    for (const [path, text] of this.texts()) {
      if (text === null) continue
      const list = this.earlier.get(path) ?? []
      if (list.at(-1) !== text) this.earlier.set(path, [...list, text].slice(-6))
    }
  }

  /** After the head branch has moved, in whatever way. */
  pushed() {
    this.pushes++
    this.heads.push(this.pull.headSha)
  }

  /** An undisturbed run and a second one, and everything that must be true then. @returns {Promise<Problem[]>} */
  async settle() {
    const { pull, us, runs, github, inputs } = this
    const before = peoplesOf(pull, us)
    const { failed, report } = await runs.runUndisturbed(pull, inputs)
    const problems = checkPeople(before, pull, us)
    if (failed.length > 0) problems.push({ kind: 'failed', says: failed.join(' ') })
    if (pull.state !== 'open') return problems
    const expected = this.expected()
    problems.push(...this.judge(expected))
    const counted = report === null ? 0 : report.files.flatMap((/** @type {any} */ file) => file.findings).length
    if (counted !== expected.due.length) {
      problems.push({ kind: 'wrong report', says: `the report has ${counted} findings of ${expected.due.length}` })
    }
    github.requests.length = 0
    await runs.run(pull, { inputs })
    const writes = github.writes().map(({ method, path, body }) => {
      return `${method} ${path}${path === '/graphql' ? ` ${String(body?.query).slice(0, 60)}` : ''}`
    })
    if (writes.length > 0) problems.push({ kind: 'writes again', says: writes.join(', ') })
    github.requests.length = 0
    return problems
  }

  /** What is wrong with the page as it is. @param {Expected} [expected] @returns {Problem[]} */
  judge(expected = this.expected()) {
    const { pull, us, reopened } = this
    for (const { id } of expected.due) this.found.add(id)
    const due = new Set(expected.due.map(({ id }) => id))
    for (const [id, thread] of this.dismissed) {
      // Which of several equal steps was meant is told by lines, which move; the names of their findings only count them.
      const isOneOfSeveral = expected.due.filter((one) => wordsOf(one.id) === wordsOf(id)).length > 1
      if (isOneOfSeveral || !this.#isResolved(thread)) this.confirmed.delete(id)
      else if (due.has(id)) this.confirmed.add(id)
      if (!this.confirmed.has(id)) this.dismissed.delete(id)
    }
    const situation = { pull, us, expected, dismissed: this.confirmed, reopened }
    const { problems, places } = checkSayings(situation)
    this.places = places
    return [...problems, ...checkButtons(situation, (id) => this.click(id))]
  }
}
