/** An issue; a pull request is another thing here, though they are counted together and commented on alike. */
export class Issue {
  /**
   * @param {import('./repository.mjs').Repository} repository
   * @param {{ number: number, title: string, body: string | null, author: string, labels?: string[] }} options
   */
  constructor(repository, { number, title, body, author, labels = [] }) {
    const { github } = repository
    this.repository = repository
    this.id = github.nextId()
    this.number = number
    this.title = title
    this.body = body
    this.author = author
    this.labels = labels
    /** @type {'open' | 'closed'} */
    this.state = 'open'
    /** @type {'completed' | 'not_planned' | 'duplicate' | 'reopened' | null} */
    this.stateReason = null
    this.locked = false
    this.createdAt = github.now()
    this.updatedAt = this.createdAt
    /** @type {Date | null} */
    this.closedAt = null
    /** @type {import('./pull-request.mjs').IssueComment[]} */
    this.issueComments = []
  }
}
