/**
 * Answers that refuse, in GitHub's own words. The words were taken from public reports, because clients match on them;
 * where no report shows them, the comment says so.
 */
export class Refusal extends Error {
  /** @param {number} status @param {Record<string, unknown>} body @param {Record<string, string>} [headers] */
  constructor(status, body, headers = {}) {
    super(String(body.message))
    this.status = status
    this.body = body
    this.headers = headers
  }
}

export const DOCS = 'https://docs.github.com/rest'

/** @param {number} status @param {string} message @param {string} docs @param {Record<string, string>} [headers] */
export const refuse = (status, message, docs, headers) =>
  new Refusal(status, { message, documentation_url: docs, status: String(status) }, headers)

/** @param {string} [docs] */
export const notFound = (docs = DOCS) => refuse(404, 'Not Found', docs)

/**
 * The token lacks a permission. The header names the one that would do.
 * @param {string} docs @param {string} accepted For example `pull_requests=write`.
 */
export const notAccessible = (docs, accepted) =>
  refuse(403, 'Resource not accessible by integration', docs, { 'x-accepted-github-permissions': accepted })

/**
 * 422 as the review calls word it: sentences. danobi/prr#11, parkerbxyz/suggest-changes#64, warpdotdev/oz-for-oss#310.
 * @param {string[]} errors @param {string} docs
 */
export const unprocessable = (errors, docs) =>
  new Refusal(422, { message: 'Unprocessable Entity', errors, documentation_url: docs, status: '422' })

/**
 * 422 as the other calls word it: one object for each field. gitgitgadget/git#1444.
 * @param {{ resource: string, code: string, field?: string, message?: string }[]} errors @param {string} docs
 */
export const validationFailed = (errors, docs) =>
  new Refusal(422, { message: 'Validation Failed', errors, documentation_url: docs, status: '422' })

/** 422 for a body that breaks the description of the call: a wrong type, an unknown key. @param {string} what @param {string} docs */
export const invalidRequest = (what, docs) => refuse(422, `Invalid request.\n\n${what}`, docs)

/** Several sentences as one: "A, B, and C". @param {string[]} parts */
export const sentence = (parts) =>
  parts.length < 3 ? parts.join(' and ') : `${parts.slice(0, -1).join(', ')}, and ${parts[parts.length - 1]}`

/** Bodies hold this many characters: renovatebot/renovate#2032. */
export const BODY_LIMIT = 65536

/** @param {string} body */
export const tooLong = (body) => body.length > BODY_LIMIT && [...body].length > BODY_LIMIT
export const TOO_LONG = `Body is too long (maximum is ${BODY_LIMIT} characters)`

/** The text of what is said: a string that holds something and is not too long. @param {import('./server.mjs').Call} call @param {string} resource */
export function bodyOf({ body, docs }, resource) {
  if (body.body === undefined || body.body === null) throw invalidRequest(`"body" wasn't supplied.`, docs)
  const text = String(body.body)
  if (text.trim() === '') throw validationFailed([{ resource, code: 'missing_field', field: 'body' }], docs)
  if (tooLong(text))
    throw validationFailed([{ resource, code: 'unprocessable', field: 'data', message: TOO_LONG }], docs)
  return text
}
