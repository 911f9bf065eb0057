/**
 * How fast a client may write and how much it may ask, on the server's own clock. Off until a test switches it on.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */

const DOCS = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits'

export class RateLimits {
  constructor() {
    /** Content-creating requests a minute; GitHub's is 80. @type {number | null} */
    this.contentPerMinute = null
    /** Requests an hour; `GITHUB_TOKEN` has 1,000. @type {number | null} */
    this.requestsPerHour = null
    /** @type {number[]} */
    this.created = []
    this.used = 0
    this.resetAt = 0
  }

  /**
   * @param {number} now Seconds that tests let pass on the server's clock. @param {boolean} write @param {string | null} login
   * @returns {import('./server.mjs').Answer | null} The refusal, or null when the request may pass.
   */
  check(now, write, login) {
    if (this.requestsPerHour !== null) {
      if (now >= this.resetAt) {
        this.resetAt = now + 3600
        this.used = 0
      }
      if (++this.used > this.requestsPerHour) {
        const message = `API rate limit exceeded for ${login?.endsWith('[bot]') ? 'installation' : 'user'} ID 1.`
        return { status: 403, body: { message, documentation_url: DOCS, status: '403' } }
      }
    }
    if (this.contentPerMinute === null || !write) return null
    this.created = this.created.filter((at) => now - at < 60)
    if (this.created.length < this.contentPerMinute) {
      this.created.push(now)
      return null
    }
    const wait = Math.max(1, Math.ceil(60 - (now - (this.created[0] ?? now))))
    const message =
      'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.'
    return {
      status: 403,
      body: { message, documentation_url: DOCS, status: '403' },
      headers: { 'retry-after': String(wait) },
    }
  }

  /** @param {import('./github.mjs').GitHub} github */
  #now({ moved, seconds }) {
    const limit = this.requestsPerHour ?? 1000
    const used = Math.min(this.used, limit)
    const left = this.resetAt > moved ? this.resetAt - moved : 3600
    return { limit, used, remaining: limit - used, reset: Math.ceil(seconds + left) }
  }

  /** What every answer says of it. @param {import('./github.mjs').GitHub} github @returns {Record<string, string>} */
  headers(github) {
    const entries = Object.entries(this.#now(github))
    return Object.fromEntries(entries.map(([name, value]) => [`x-ratelimit-${name}`, String(value)]))
  }

  /** What `GET /rate_limit` says, which costs nothing. @param {import('./github.mjs').GitHub} github */
  told(github) {
    const one = this.#now(github)
    return { resources: { core: one, search: one, graphql: one }, rate: one }
  }
}
