import { invalidRequest, notFound, refuse } from './errors.mjs'
import { paged } from './pages.mjs'
import { pullSimpleShape } from './pull-shapes.mjs'
import { commitShape, nodeId, stamp, urls } from './shapes.mjs'

/**
 * What is written into git through the API: blobs, trees, commits and references.
 *
 * @typedef {import('./server.mjs').Call} Call
 */

const SHA = /^[0-9a-f]{40}$/

/** A reference below `refs/`, which the path or the body names. @param {Call} call @param {string} full */
function refShape({ repository }, full) {
  const { api } = urls(repository)
  const sha = /** @type {string} */ (repository.git.resolve(full))
  const type = repository.git.typeOf(sha)
  return {
    ref: full,
    node_id: nodeId('REF', full),
    url: `${api}/git/${full}`,
    object: { type, sha, url: `${api}/git/${type}s/${sha}` },
  }
}

/** @param {Call} call @param {string} key */
function text({ body, docs }, key) {
  const value = body[key]
  if (value === undefined) throw invalidRequest(`"${key}" wasn't supplied.`, docs)
  if (typeof value !== 'string')
    throw invalidRequest(`For 'properties/${key}', ${JSON.stringify(value)} is not a string.`, docs)
  return value
}

/** @param {Call} call @param {string} sha */
function commitBody({ repository }, sha) {
  const { api, html } = urls(repository)
  const commit = repository.git.commit(sha)
  /** @param {{ name: string, email: string, date: Date }} person */
  const person = ({ name, email, date }) => ({ name, email, date: stamp(date) })
  return {
    sha,
    node_id: nodeId('C', sha),
    url: `${api}/git/commits/${sha}`,
    html_url: `${html}/commit/${sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map((p) => ({ sha: p, url: `${api}/git/commits/${p}`, html_url: `${html}/commit/${p}` })),
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  }
}

/** @type {import('./server.mjs').Route[]} */
export const gitRoutes = [
  {
    method: 'GET',
    path: 'git/ref/*ref',
    needs: ['contents'],
    docs: 'git/refs#get-a-reference',
    answer(call) {
      const full = `refs/${call.params.ref}`
      if (call.repository.git.resolve(full) === null) throw notFound(call.docs)
      return { body: refShape(call, full) }
    },
  },
  {
    method: 'GET',
    path: 'git/matching-refs/*ref',
    needs: ['contents'],
    docs: 'git/refs#list-matching-references',
    answer: (call) => ({
      body: call.repository.git.references(`refs/${call.params.ref}`).map((r) => refShape(call, r)),
    }),
  },
  {
    method: 'POST',
    path: 'git/refs',
    needs: ['contents'],
    docs: 'git/refs#create-a-reference',
    answer(call) {
      const { repository, docs } = call
      const ref = text(call, 'ref')
      const sha = text(call, 'sha')
      if (!/^refs\/[^/]+\/.+/.test(ref) || !repository.git.validReference(ref))
        throw refuse(422, 'Reference name is not valid', docs)
      if (repository.git.resolve(ref) !== null) throw refuse(422, 'Reference already exists', docs)
      if (!SHA.test(sha) || repository.git.commitOf(sha) === null) throw refuse(422, 'Object does not exist', docs)
      repository.git.setReference(ref, sha)
      moved(call, ref)
      return { status: 201, body: refShape(call, ref) }
    },
  },
  {
    method: 'PATCH',
    path: 'git/refs/*ref',
    needs: ['contents'],
    docs: 'git/refs#update-a-reference',
    answer(call) {
      const { repository, params, body, docs } = call
      const { git } = repository
      const full = `refs/${params.ref}`
      const sha = text(call, 'sha')
      const old = git.commitOf(full)
      if (old === null) throw refuse(422, 'Reference does not exist', docs)
      if (!SHA.test(sha) || git.commitOf(sha) === null) throw refuse(422, 'Object does not exist', docs)
      // philschatz/octokit.js#21
      if (body.force !== true && git.mergeBase(old, sha) !== old)
        throw refuse(422, 'Update is not a fast forward', docs)
      git.setReference(full, sha)
      moved(call, full)
      return { body: refShape(call, full) }
    },
  },
  {
    method: 'DELETE',
    path: 'git/refs/*ref',
    needs: ['contents'],
    docs: 'git/refs#delete-a-reference',
    answer({ repository, params, docs }) {
      const full = `refs/${params.ref}`
      if (repository.git.resolve(full) === null) throw refuse(422, 'Reference does not exist', docs)
      repository.git.text(['update-ref', '-d', full])
      // A pull request whose branch is gone is closed.
      for (const pull of repository.github.pulls())
        if (pull.head.repository === repository && `refs/heads/${pull.head.ref}` === full && pull.state === 'open')
          pull.close()
      return { status: 204 }
    },
  },
  {
    method: 'POST',
    path: 'git/blobs',
    needs: ['contents'],
    docs: 'git/blobs#create-a-blob',
    answer(call) {
      const { repository, body } = call
      const content = Buffer.from(text(call, 'content'), body.encoding === 'base64' ? 'base64' : 'utf8')
      const sha = repository.git.write('blob', content)
      return { status: 201, body: { sha, url: `${urls(repository).api}/git/blobs/${sha}` } }
    },
  },
  {
    method: 'POST',
    path: 'git/trees',
    needs: ['contents'],
    docs: 'git/trees#create-a-tree',
    answer(call) {
      const { repository, body, docs } = call
      const { git } = repository
      if (!Array.isArray(body.tree)) throw invalidRequest(`"tree" wasn't supplied.`, docs)
      const base = body.base_tree === undefined ? null : git.resolve(`${body.base_tree}^{tree}`)
      if (body.base_tree !== undefined && !base) throw refuse(404, 'Not Found', docs)
      const rows = body.tree.map((/** @type {any} */ entry) => {
        if (typeof entry.path !== 'string' || entry.path.startsWith('/') || entry.path.split('/').includes('..'))
          throw refuse(422, 'tree.path contains a malformed path component', docs)
        const sha = entry.content === undefined ? entry.sha : git.write('blob', Buffer.from(entry.content))
        if (sha !== null && git.resolve(String(sha)) === null)
          throw refuse(422, `tree.sha ${sha} is not a valid ${entry.type ?? 'blob'}`, docs)
        return { path: entry.path, mode: entry.mode ?? '100644', sha }
      })
      const sha = git.writeTree(base, rows)
      const { api } = urls(repository)
      const tree = git.entries(sha).map((one) => ({ ...one, url: `${api}/git/${one.type}s/${one.sha}` }))
      return { status: 201, body: { sha, url: `${api}/git/trees/${sha}`, tree, truncated: false } }
    },
  },
  {
    method: 'POST',
    path: 'git/commits',
    needs: ['contents'],
    docs: 'git/commits#create-a-commit',
    answer(call) {
      const { repository, github, login, body, docs } = call
      const { git } = repository
      const message = text(call, 'message')
      const tree = text(call, 'tree')
      const parents = /** @type {string[]} */ (body.parents ?? [])
      if (git.resolve(`${tree}^{tree}`) === null) throw refuse(422, 'Tree SHA does not exist', docs)
      for (const parent of parents)
        if (git.commitOf(parent) === null)
          throw refuse(422, 'Parent SHA does not exist or is not a commit object', docs)
      const named = /** @type {{ name?: string, email?: string } | undefined} */ (body.author)
      const author = named?.name && named.email ? { name: named.name, email: named.email } : github.identity(login)
      const sha = git.commitTree(tree, parents, { message, author, date: github.now() })
      return { status: 201, body: commitBody(call, sha) }
    },
  },
  {
    method: 'GET',
    path: 'git/commits/:sha',
    needs: ['contents'],
    docs: 'git/commits#get-a-commit-object',
    answer(call) {
      const sha = call.repository.git.commitOf(call.params.sha ?? '')
      if (!sha) throw notFound(call.docs)
      return { body: commitBody(call, sha) }
    },
  },
  {
    method: 'GET',
    path: 'commits/:sha/pulls',
    needs: ['pull-requests', 'contents'],
    docs: 'commits/commits#list-pull-requests-associated-with-a-commit',
    answer(call) {
      const { repository, params, docs } = call
      const sha = repository.git.commitOf(params.sha ?? '')
      if (!sha) throw refuse(422, `No commit found for SHA: ${params.sha}`, docs)
      const pulls = [...repository.pulls.values()].filter((pull) => pull.commits().includes(sha))
      return paged(call, pulls, pullSimpleShape)
    },
  },
  {
    method: 'GET',
    path: 'branches/:branch',
    needs: ['contents'],
    docs: 'branches/branches#get-a-branch',
    answer(call) {
      const { repository, params } = call
      const branch = params.branch ?? ''
      const sha = repository.git.commitOf(`refs/heads/${branch}`)
      if (!sha) throw refuse(404, 'Branch not found', call.docs)
      const { api, html } = urls(repository)
      const self = `${api}/branches/${branch}`
      const guarded = repository.protectedBranches.has(branch)
      return {
        body: {
          name: branch,
          commit: commitShape(repository, sha),
          _links: { self, html: `${html}/tree/${branch}` },
          protected: guarded,
          protection: {
            enabled: guarded,
            required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
          },
          protection_url: `${self}/protection`,
        },
      }
    },
  },
]

/** @param {Call} call @param {string} full */
function moved({ repository }, full) {
  if (full.startsWith('refs/heads/')) repository.pushed(full.slice('refs/heads/'.length))
}
