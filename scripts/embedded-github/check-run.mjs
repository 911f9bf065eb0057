/**
 * @typedef {{ path: string, start_line: number, end_line: number, start_column?: number, end_column?: number,
 *   annotation_level: string, message: string, title?: string, raw_details?: string }} Annotation
 * @typedef {{ title: string, summary: string, text?: string }} Output
 */

/** A check run of a commit. Annotations of later requests are added to those that are there. */
export class CheckRun {
  /** @param {import('./repository.mjs').Repository} repository @param {{ name: string, headSha: string, login: string }} options */
  constructor(repository, { name, headSha, login }) {
    this.repository = repository
    this.id = repository.github.nextId()
    this.name = name
    this.headSha = headSha
    /** Whose app made it: nobody else may change it. */
    this.login = login
    this.status = 'queued'
    /** @type {string | null} */
    this.conclusion = null
    this.startedAt = repository.github.now()
    /** @type {Date | null} */
    this.completedAt = null
    this.externalId = ''
    /** @type {string | null} */
    this.detailsUrl = null
    /** @type {Output | null} */
    this.output = null
    /** @type {Annotation[]} */
    this.annotations = []
  }
}
