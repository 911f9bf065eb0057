import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { makeCertificate } from './certificate.mjs'
import { DOCS, notAccessible, notFound, Refusal, refuse } from './errors.mjs'
import { answerGraphql } from './graphql.mjs'
import { matched, ROUTES } from './routes.mjs'
import { generalRoutes } from './routes-general.mjs'
import { may } from './tokens.mjs'

/**
 * The HTTP side: reads a request, finds its route, checks who may, and writes the answer.
 *
 * @typedef {import('./github.mjs').GitHub} GitHub
 * @typedef {keyof import('./tokens.mjs').Rights} Permission
 * @typedef {object} Call What a route is given.
 * @property {GitHub} github
 * @property {import('./repository.mjs').Repository} repository
 * @property {Record<string, string>} params The path's variables, decoded.
 * @property {URLSearchParams} query
 * @property {Record<string, unknown>} body The JSON body; empty when there is none.
 * @property {string} accept
 * @property {string} login Who calls; empty for nobody.
 * @property {string} docs
 * @property {string} address The request's address without its query, below the API's root and with the repository's number.
 *
 * @typedef {{ status?: number, body?: unknown, headers?: Record<string, string>, raw?: Buffer }} Answer
 * @typedef {object} Route
 * @property {string} method
 * @property {string} path Below `/repos/{owner}/{repo}`; `:name` is one segment, `*name` the rest.
 * @property {Permission[]} needs One of these rights, none for any token; reading a public repository needs none.
 * @property {string} docs Below https://docs.github.com/rest/.
 * @property {boolean} [always] Whether a token with the right is needed even to read a public repository.
 * @property {(call: Call) => Answer} answer
 *
 * @typedef {{ method: string, path: string, query: string, body: any, login: string | null, status: number,
 *   headers: import('node:http').IncomingHttpHeaders, answered?: unknown }} Logged `answered` is the JSON of the answer, null for none.
 */

/** @param {GitHub} github @param {{ enterprise?: boolean, tls?: boolean, host?: string }} options */
export async function serve(github, { enterprise = false, tls = false, host = '127.0.0.1' }) {
  /** @type {Logged[]} */
  const requests = []
  /** @type {import('node:http').RequestListener} */
  const listener = (request, response) => {
    /** @type {Buffer[]} */
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      const path = url.pathname.replace(/^\/api(?:\/v3(?=\/|$)|(?=\/graphql$))/, '')
      const method = request.method ?? 'GET'
      const text = Buffer.concat(chunks).toString()
      const token = github.accounts.of(request.headers.authorization)
      /** @type {Logged} */
      const logged = {
        method,
        path: decoded(path),
        query: url.search,
        body: parsed(text),
        login: token === null || token === 'unknown' ? null : token.login,
        status: 0,
        headers: request.headers,
      }
      requests.push(logged)
      if (github.hooks.before?.(logged, requests.length) === 'disconnect') return void response.destroy()
      // What is created by GraphQL counts as a write, everything else that is asked there as a read.
      const write = method !== 'GET' && (path !== '/graphql' || /^\s*mutation\b/.test(String(logged.body?.query)))
      if (!write) github.reads++
      const fault = github.faults.take(method, decoded(path))
      const work = () =>
        github.limited(logged, write) ??
        answer(github, { method, path, url, text, token, accept: request.headers.accept ?? '' })
      if (fault?.when === 'after') work()
      if (fault?.disconnect) return void response.destroy()
      fault?.meanwhile?.()
      const { status = 200, body, headers = {}, raw } = fault && !fault.meanwhile ? faulty(fault) : work()
      logged.status = status
      // What a fault says is nobody's description; an answer without a body is null.
      if (!fault && !raw) logged.answered = body ?? null
      if (github.hooks.after?.(logged, requests.length) === 'disconnect') return void response.destroy()
      response.writeHead(status, {
        'content-type': raw ? 'application/vnd.github.raw+json; charset=utf-8' : 'application/json; charset=utf-8',
        'x-github-media-type': 'github.v3; format=json',
        'x-github-request-id': `EMBE:${requests.length}`,
        ...github.rate.headers(github),
        'x-ratelimit-resource': 'core',
        ...headers,
      })
      response.end(raw ?? (body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)))
    })
  }
  const certificate = tls ? makeCertificate(github.directory, host) : null
  const server = certificate ? createSecureServer(certificate, listener) : createServer(listener)
  // A client keeps its connection; closing it while the next request is on its way would reset that.
  server.keepAliveTimeout = 300_000
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  // A test that fails before it stops its server must not keep the process from ending.
  server.unref()
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const origin = `${tls ? 'https' : 'http'}://${host}:${port}`
  github.serverUrl = origin
  github.apiUrl = enterprise ? `${origin}/api/v3` : origin
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    github.dispose()
  }
  const caFile = certificate?.caFile ?? null
  return { requests, stop, caFile, graphqlUrl: enterprise ? `${origin}/api/graphql` : `${origin}/graphql` }
}

/** @param {import('./faults.mjs').Fault} fault @returns {Answer} */
const faulty = ({ status = 500, body = { message: 'Server Error' }, headers = {} }) => ({
  status,
  body,
  headers: { ...(typeof body === 'string' ? { 'content-type': 'text/html; charset=utf-8' } : {}), ...headers },
})

/** @param {string} path */
const decoded = (path) => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** @param {string} text */
const parsed = (text) => {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return text
  }
}

/**
 * @param {GitHub} github
 * @param {{ method: string, path: string, url: URL, text: string, token: ReturnType<import('./tokens.mjs').Accounts['of']>, accept: string }} request
 * @returns {Answer}
 */
function answer(github, { method, path, url, text, token, accept }) {
  try {
    if (token === 'unknown') throw refuse(401, 'Bad credentials', DOCS)
    const body = parsed(text)
    if (typeof body === 'string' || typeof body === 'number') throw refuse(400, 'Problems parsing JSON', DOCS)
    if (path === '/graphql' && method === 'POST') return answerGraphql(github, token, body)
    const general = generalRoutes.find((one) => one.method === method && matched(one.path, path.split('/').slice(1)))
    if (general) return general.answer({ github, token, path })
    const found = route(github, method, path)
    if (!found) throw notFound()
    const { repository, route: taken, params } = found
    const docs = `${DOCS}/${taken.docs}`
    const write = method !== 'GET'
    const least = write ? 'write' : 'read'
    if (repository.private && (token === null || !may(token, ['contents', 'pull-requests', 'issues'], 'read')))
      throw notFound(docs)
    if ((write || taken.always) && token === null) throw refuse(401, 'Requires authentication', docs)
    if ((write || repository.private || taken.always) && taken.needs.length > 0 && !may(token, taken.needs, least)) {
      const accepted = taken.needs.map((name) => `${name.replace('-', '_')}=${least}`).join('; ')
      throw notAccessible(docs, accepted)
    }
    if (write && repository.archived) throw refuse(403, 'Repository was archived so is read-only.', docs)
    const rest = path.split('/').slice(path.startsWith('/repositories/') ? 3 : 4)
    const address = ['/repositories', repository.id, ...rest].join('/')
    return taken.answer({
      github,
      repository,
      params,
      query: url.searchParams,
      body: body ?? {},
      accept,
      login: token?.login ?? '',
      docs,
      address,
    })
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body, headers: error.headers }
    // A mistake of this server: said loudly, because a client's own error handling would hide it.
    process.stderr.write(`embedded GitHub: ${method} ${path}: ${/** @type {Error} */ (error).stack}\n`)
    return { status: 500, body: { message: `The embedded GitHub failed: ${error}` } }
  }
}

/** @param {GitHub} github @param {string} method @param {string} path */
function route(github, method, path) {
  const segments = path.split('/').slice(1).map(decoded)
  // The links of GitHub's own pages name a repository by its number.
  const byNumber = segments[0] === 'repositories'
  if (!byNumber && segments[0] !== 'repos') return null
  const repository = byNumber
    ? [...github.repositories.values()].find(({ id }) => String(id) === segments[1])
    : github.find(segments[1] ?? '', segments[2] ?? '')
  if (!repository) return null
  const rest = segments.slice(byNumber ? 2 : 3)
  for (const candidate of ROUTES) {
    const params = candidate.method === method ? matched(candidate.path, rest) : null
    if (params) return { repository, route: candidate, params }
  }
  return null
}
