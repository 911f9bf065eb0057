/**
 * Who calls, and what they may do. Rights are those of an app's installation, which `GITHUB_TOKEN` is.
 *
 * @typedef {'none' | 'read' | 'write'} Right
 * @typedef {{ contents: Right, 'pull-requests': Right, issues: Right, checks: Right, actions: Right }} Rights
 * @typedef {{ login: string, rights: Rights, resolvesThreads: boolean, installation: boolean }} Token
 *   `installation` is true for what acts as an app, as `GITHUB_TOKEN` does; a person's token is none.
 * @typedef {{ login: string, id: number, type: 'User' | 'Bot' | 'Organization' }} Account
 */

/** The account behind `GITHUB_TOKEN`; its number is the real one, which commit trailers carry. */
export const ACTIONS = { login: 'github-actions[bot]', id: 41898282, type: /** @type {const} */ ('Bot') }

/** @type {Rights} */
const NOTHING = { contents: 'none', 'pull-requests': 'none', issues: 'none', checks: 'none', actions: 'none' }

export class Accounts {
  constructor() {
    /** @type {Map<string, Account>} */
    this.known = new Map([[ACTIONS.login, ACTIONS]])
    /** @type {Map<string, Token>} */
    this.tokens = new Map()
  }

  /** @param {string} login @param {Account['type']} [type] @returns {Account} */
  account(login, type = login.endsWith('[bot]') ? 'Bot' : 'User') {
    const found = this.known.get(login.toLowerCase())
    if (found) return found
    const made = { login, id: 1000 + this.known.size, type }
    this.known.set(login.toLowerCase(), made)
    return made
  }

  /**
   * Makes a token. Rights that are not named are `none`, as in a workflow's `permissions:`.
   * Whether `pull-requests: write` is enough to resolve threads is told differently (github/gh-aw#35726: no;
   * PostHog/posthog#52717: yes), so `resolvesThreads` says it for each token.
   * @param {{ login?: string, rights?: Partial<Rights>, value?: string, resolvesThreads?: boolean }} [token] @returns {string}
   */
  add({
    login = ACTIONS.login,
    rights = {},
    value = `ghs_embedded${this.tokens.size + 1}`,
    resolvesThreads = true,
  } = {}) {
    const installation = this.account(login).type === 'Bot'
    this.tokens.set(value, { login, rights: { ...NOTHING, ...rights }, resolvesThreads, installation })
    return value
  }

  /** @param {string | undefined} header The `Authorization` header. @returns {Token | 'unknown' | null} */
  of(header) {
    if (!header) return null
    const value = /^(?:token|bearer)\s+(\S+)$/i.exec(header)?.[1]
    return (value && this.tokens.get(value)) || 'unknown'
  }
}

/** @param {Token | null} token @param {(keyof Rights)[]} any @param {Right} least Whether one of the rights is at least that. */
export const may = (token, any, least) =>
  token !== null &&
  any.some((name) => token.rights[name] === 'write' || (least === 'read' && token.rights[name] === 'read'))
