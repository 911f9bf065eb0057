import path from 'node:path'
import { changesBetween } from './diff.mjs'
import { notFound, refuse } from './errors.mjs'
import { commitShape, fileShape, nodeId, urls } from './shapes.mjs'

/**
 * @typedef {import('./server.mjs').Call} Call
 * @typedef {import('./git.mjs').Entry} Entry
 */

const RAW = /^application\/vnd\.github(?:\.v3)?\.raw(?:\+json)?$/

/** @param {Call} call Whether the text itself is wanted instead of JSON about it. */
const wantsRaw = ({ accept }) => accept.split(',').some((type) => RAW.test(type.trim()))

/** Base64 as GitHub sends it: 60 characters a line. @param {Buffer} bytes */
const base64 = (bytes) => bytes.toString('base64').replace(/.{1,60}/g, '$&\n')

/** @type {import('./server.mjs').Route[]} */
export const contentRoutes = [
  {
    method: 'GET',
    path: 'git/blobs/:sha',
    needs: ['contents'],
    docs: 'git/blobs#get-a-blob',
    answer(call) {
      const { repository, params, docs } = call
      const sha = params.sha ?? ''
      if (!/^[0-9a-f]{40}$/.test(sha))
        throw refuse(422, 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].', docs)
      if (repository.git.resolve(sha) === null || repository.git.typeOf(sha) !== 'blob') throw notFound(docs)
      const bytes = repository.git.blob(sha)
      if (wantsRaw(call)) return { raw: bytes }
      const url = `${urls(repository).api}/git/blobs/${sha}`
      return {
        body: { sha, node_id: nodeId('B', sha), size: bytes.length, url, content: base64(bytes), encoding: 'base64' },
      }
    },
  },
  {
    method: 'GET',
    path: 'git/trees/*tree',
    needs: ['contents'],
    docs: 'git/trees#get-a-tree',
    answer({ github, repository, params, query, docs }) {
      const sha = params.tree && repository.git.resolve(`${params.tree}^{tree}`)
      if (!sha) throw notFound(docs)
      // Any value at all asks for the whole tree, "0" and "false" included.
      const entries = repository.git.entries(sha, { recursive: query.has('recursive') })
      const { api } = urls(repository)
      const tree = entries.slice(0, github.limits.treeEntries).map((entry) => ({
        ...entry,
        ...(entry.type === 'commit' ? {} : { url: `${api}/git/${entry.type}s/${entry.sha}` }),
      }))
      return { body: { sha, url: `${api}/git/trees/${sha}`, tree, truncated: tree.length < entries.length } }
    },
  },
  {
    method: 'GET',
    path: 'contents/*path',
    needs: ['contents'],
    docs: 'repos/contents#get-repository-content',
    answer: contents,
  },
  {
    method: 'GET',
    path: 'compare/*range',
    needs: ['contents'],
    docs: 'commits/commits#compare-two-commits',
    answer: compare,
  },
  {
    method: 'GET',
    path: 'commits/*commit',
    needs: ['contents'],
    docs: 'commits/commits#get-a-commit',
    answer({ repository, params, docs }) {
      const sha = repository.git.commitOf(params.commit ?? '')
      if (!sha) throw refuse(422, `No commit found for SHA: ${params.commit}`, docs)
      const changes = changesBetween(repository.git, repository.git.commit(sha).parents[0] ?? null, sha)
      const additions = changes.reduce((sum, change) => sum + change.additions, 0)
      const deletions = changes.reduce((sum, change) => sum + change.deletions, 0)
      const stats = { additions, deletions, total: additions + deletions }
      const files = changes.slice(0, 300).map((change) => fileShape(repository, change, sha))
      return { body: { ...commitShape(repository, sha), stats, files } }
    },
  },
]

/** @param {Call} call */
function contents(call) {
  const { github, repository, params, query, docs } = call
  const { git } = repository
  const reference = query.get('ref') ?? repository.defaultBranch
  const commit = git.commitOf(reference)
  if (!commit) throw refuse(404, `No commit found for the ref ${reference}`, docs)
  const at = (params.path ?? '').replace(/^\/+|\/+$/g, '')
  let entry = at === '' ? { path: '', mode: '040000', type: 'tree', sha: commit } : git.entry(commit, at)
  // A link that leads to a file of the repository is answered with that file, under the link's own path.
  if (entry?.mode === '120000') {
    const target = path.posix.join(path.posix.dirname(at), git.blob(entry.sha).toString())
    const behind = git.entry(commit, target)
    if (behind?.type === 'blob' && behind.mode !== '120000') entry = { ...behind, path: at }
  }
  if (!entry) throw notFound(docs)
  if (entry.type === 'tree') {
    const inside = git.entries(at === '' ? `${commit}^{tree}` : `${commit}:${at}`).slice(0, 1000)
    return {
      body: inside.map((one) => contentShape(repository, { ...one, path: path.posix.join(at, one.path) }, reference)),
    }
  }
  if (entry.type === 'commit')
    return { body: { ...contentShape(repository, entry, reference), type: 'submodule', submodule_git_url: null } }
  const bytes = git.blob(entry.sha)
  if (wantsRaw(call)) return { raw: bytes }
  const shape = contentShape(repository, entry, reference)
  if (entry.mode === '120000') return { body: { ...shape, target: bytes.toString() } }
  const whole = bytes.length <= github.limits.contentBytes
  return { body: { ...shape, content: whole ? base64(bytes) : '', encoding: whole ? 'base64' : 'none' } }
}

/** @param {import('./repository.mjs').Repository} repository @param {{ path: string, mode: string, type: string, sha: string, size?: number }} entry @param {string} reference */
function contentShape(repository, entry, reference) {
  const { api, html } = urls(repository)
  const where = entry.path.split('/').map(encodeURIComponent).join('/')
  const self = `${api}/contents/${where}?ref=${encodeURIComponent(reference)}`
  const folder = entry.type === 'tree'
  const gitUrl = entry.type === 'commit' ? null : `${api}/git/${entry.type}s/${entry.sha}`
  const htmlUrl = `${html}/${folder ? 'tree' : 'blob'}/${encodeURIComponent(reference)}/${where}`
  return {
    // A listing calls a submodule a file.
    type: folder ? 'dir' : entry.mode === '120000' ? 'symlink' : 'file',
    name: path.posix.basename(entry.path),
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url: self,
    html_url: htmlUrl,
    git_url: gitUrl,
    download_url: entry.type === 'blob' ? `${html}/raw/${encodeURIComponent(reference)}/${where}` : null,
    _links: { self, git: gitUrl, html: htmlUrl },
  }
}

/** @param {Call} call */
function compare({ github, repository, params, query, docs }) {
  const { git } = repository
  const [left, right] = (params.range ?? '').split('...')
  /** A commit of this repository, or `owner:branch` of a fork. @param {string | undefined} name */
  const commitOf = (name) => {
    const [, owner, branch] = /^([^:]+):(.+)$/.exec(name ?? '') ?? []
    if (!owner || !branch) return git.commitOf(name ?? '')
    const other = [...github.repositories.values()].find(
      (one) => one.owner === owner && (one === repository || one.parent === repository),
    )
    if (other && other !== repository) git.fetch(other.git, `refs/heads/${branch}`, `refs/forks/${owner}/${branch}`)
    return git.commitOf(other === repository ? `refs/heads/${branch}` : `refs/forks/${owner}/${branch}`)
  }
  const base = commitOf(left)
  const head = commitOf(right)
  const merge = base && head && git.mergeBase(base, head)
  if (!base || !head || !merge) throw notFound(docs)
  const ahead = git.commitsBetween(base, head)
  const behind = git.commitsBetween(head, base)
  const { api, html } = urls(repository)
  const status =
    ahead.length > 0 ? (behind.length > 0 ? 'diverged' : 'ahead') : behind.length > 0 ? 'behind' : 'identical'
  const range = `${encodeURIComponent(left ?? '')}...${encodeURIComponent(right ?? '')}`
  // The files stand on the first page only, 300 of them at most.
  const first = ['1', null].includes(query.get('page'))
  return {
    body: {
      url: `${api}/compare/${range}`,
      html_url: `${html}/compare/${range}`,
      permalink_url: `${html}/compare/${base}...${head}`,
      diff_url: `${html}/compare/${range}.diff`,
      patch_url: `${html}/compare/${range}.patch`,
      base_commit: commitShape(repository, base),
      merge_base_commit: commitShape(repository, merge),
      status,
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: ahead.slice(0, 250).map((sha) => commitShape(repository, sha)),
      files: first
        ? changesBetween(git, merge, head)
            .slice(0, 300)
            .map((change) => fileShape(repository, change, head))
        : [],
    },
  }
}
