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
   * @param {number} now Seconds of the server's clock. @param {boolean} write @param {string | null} login
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
        const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(this.resetAt)) }
        return { status: 403, body: { message, documentation_url: DOCS, status: '403' }, headers }
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

  /** What `GET /rate_limit` says, which costs nothing. @param {number} now */
  told(now) {
    const limit = this.requestsPerHour ?? 1000
    const used = Math.min(this.used, limit)
    const one = { limit, used, remaining: limit - used, reset: Math.ceil(Math.max(this.resetAt, now)) }
    return { resources: { core: one, search: one, graphql: one }, rate: one }
  }
}
