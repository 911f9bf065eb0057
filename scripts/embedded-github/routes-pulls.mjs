import { invalidRequest, notFound, Refusal, refuse, TOO_LONG, tooLong, validationFailed } from './errors.mjs'
import { paged } from './pages.mjs'
import { pullShape, pullSimpleShape } from './pull-shapes.mjs'
import { commitShape, fileShape, fullRepositoryShape, user } from './shapes.mjs'
import { ACTIONS } from './tokens.mjs'

/** @typedef {import('./server.mjs').Call} Call */

/** The pull request that the path names. @param {Call} call */
export function pullOf({ repository, params, docs }) {
  const pull = repository.pulls.get(Number(params.number))
  if (!pull) throw notFound(docs)
  return pull
}

/** @type {import('./server.mjs').Route[]} */
export const pullRoutes = [
  {
    method: 'GET',
    path: '',
    needs: ['contents', 'pull-requests', 'issues'],
    docs: 'repos/repos#get-a-repository',
    answer: ({ repository }) => ({ body: fullRepositoryShape(repository) }),
  },
  {
    method: 'GET',
    path: 'pulls',
    needs: ['pull-requests'],
    docs: 'pulls/pulls#list-pull-requests',
    answer(call) {
      const state = call.query.get('state') ?? 'open'
      const head = call.query.get('head')
      const base = call.query.get('base')
      const pulls = [...call.repository.pulls.values()]
        .reverse()
        .filter(
          (pull) =>
            (state === 'all' || pull.state === state) &&
            (head === null || head === `${pull.head.owner}:${pull.head.ref}`) &&
            (base === null || base === pull.baseRef),
        )
      return paged(call, pulls, pullSimpleShape)
    },
  },
  {
    method: 'GET',
    path: 'pulls/:number',
    needs: ['pull-requests'],
    docs: 'pulls/pulls#get-a-pull-request',
    answer: (call) => (DIFF.test(call.accept) ? wholeDiff(call) : { body: pullShape(pullOf(call)) }),
  },
  {
    method: 'GET',
    path: 'pulls/:number/files',
    needs: ['pull-requests'],
    docs: 'pulls/pulls#list-pull-requests-files',
    answer(call) {
      const pull = pullOf(call)
      // The list ends at its limit without a word.
      const files = pull.changes().slice(0, call.github.limits.files)
      return paged(call, files, (change) => fileShape(call.repository, change, pull.headSha))
    },
  },
  {
    method: 'GET',
    path: 'pulls/:number/commits',
    needs: ['pull-requests'],
    docs: 'pulls/pulls#list-commits-on-a-pull-request',
    answer: (call) => paged(call, pullOf(call).commits().slice(-250), (sha) => commitShape(call.repository, sha)),
  },
  {
    method: 'POST',
    path: 'pulls',
    needs: ['pull-requests'],
    docs: 'pulls/pulls#create-a-pull-request',
    answer: createPull,
  },
  {
    method: 'PATCH',
    path: 'pulls/:number',
    needs: ['pull-requests'],
    docs: 'pulls/pulls#update-a-pull-request',
    answer(call) {
      const { body, docs, repository } = call
      const pull = pullOf(call)
      if (tooLong(String(body.body ?? ''))) throw invalid('body', `body ${TOO_LONG.slice(5)}`, docs)
      if (body.base !== undefined && !repository.git.commitOf(`refs/heads/${body.base}`))
        throw invalid('base', `Proposed base branch '${body.base}' was not found`, docs)
      if (body.state === 'open' && pull.merged)
        throw invalid('state', 'state cannot be changed. The pull request was merged.', docs)
      if (body.title !== undefined) pull.title = String(body.title)
      if (body.body !== undefined) pull.body = body.body === null ? null : String(body.body)
      if (body.base !== undefined) pull.changeBase(String(body.base))
      if (body.state === 'closed' && pull.state === 'open') pull.close()
      if (body.state === 'open' && pull.state === 'closed') pull.reopen()
      pull.updatedAt = call.github.now()
      return { body: pullShape(pull) }
    },
  },
  {
    method: 'GET',
    path: 'collaborators/:login/permission',
    needs: [],
    always: true,
    docs: 'collaborators/collaborators#get-repository-permissions-for-a-user',
    answer({ github, repository, params, docs }) {
      const login = params.login ?? ''
      if (!github.accounts.known.has(login.toLowerCase())) throw refuse(404, `${login} is not a user`, docs)
      const role = repository.permissionOf(login)
      // Besides the role, the older names are told: `maintain` is `write` there, and `triage` is `read`.
      const permission = role === 'maintain' ? 'write' : role === 'triage' ? 'read' : role
      const permissions = {
        pull: role !== 'none',
        triage: ['triage', 'write', 'maintain', 'admin'].includes(role),
        push: ['write', 'maintain', 'admin'].includes(role),
        maintain: ['maintain', 'admin'].includes(role),
        admin: role === 'admin',
      }
      return { body: { permission, role_name: role, user: { ...user(github, login), permissions, role_name: role } } }
    },
  },
]

const DIFF = /^application\/vnd\.github(?:\.v3)?\.diff$/

/** The pull request as one difference, which GitHub makes of 300 files and 20,000 lines at most: agavra/tuicr#636. @param {Call} call */
function wholeDiff(call) {
  const pull = pullOf(call)
  const { git, headSha } = pull
  const changes = pull.changes()
  const { diffFiles, diffLines } = call.github.limits
  const lines = changes.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0)
  const over = changes.length > diffFiles ? `files (${diffFiles})` : lines > diffLines ? `lines (${diffLines})` : null
  if (over !== null) {
    const message = `Sorry, the diff exceeded the maximum number of ${over}. Consider using 'List pull requests files' API or locally cloning the repository instead.`
    const errors = [{ resource: 'PullRequest', field: 'diff', code: 'too_large' }]
    throw new Refusal(406, { message, errors, documentation_url: call.docs, status: '406' })
  }
  const headers = { 'content-type': 'application/vnd.github.v3.diff; charset=utf-8' }
  return { raw: git.bytes(['diff', '--no-color', '--no-ext-diff', String(pull.mergeBase()), headSha]), headers }
}

/** @param {string} field @param {string} message @param {string} docs */
const invalid = (field, message, docs) =>
  validationFailed([{ resource: 'PullRequest', code: 'custom', field, message }], docs)

/** @param {Call} call */
function createPull(call) {
  const { github, repository, body, docs, login } = call
  for (const key of ['head', 'base'])
    if (typeof body[key] !== 'string') throw invalidRequest(`"${key}" wasn't supplied.`, docs)
  // peter-evans/create-pull-request#3979
  if (login === ACTIONS.login && !repository.actionsMayApprove)
    throw refuse(403, 'GitHub Actions is not permitted to create or approve pull requests.', docs)
  const [, owner, branch = ''] = /^(?:([^:]+):)?(.+)$/.exec(String(body.head)) ?? []
  const from = owner
    ? [repository, ...repository.forks].find((one) => one.owner.toLowerCase() === owner.toLowerCase())
    : repository
  const base = String(body.base)
  /** @param {string} field */
  const wrong = (field) => validationFailed([{ resource: 'PullRequest', field, code: 'invalid' }], docs)
  const head = from?.git.commitOf(`refs/heads/${branch}`)
  if (!from || !head) throw wrong('head')
  const tip = repository.git.commitOf(`refs/heads/${base}`)
  if (!tip) throw wrong('base')
  if (typeof body.title !== 'string' || body.title === '')
    throw validationFailed([{ resource: 'PullRequest', code: 'missing_field', field: 'title' }], docs)
  const label = `${from.owner}:${branch}`
  const open = [...repository.pulls.values()].find(
    (pull) => pull.state === 'open' && pull.baseRef === base && `${pull.head.owner}:${pull.head.ref}` === label,
  )
  if (open)
    throw validationFailed(
      [{ resource: 'PullRequest', code: 'custom', message: `A pull request already exists for ${label}.` }],
      docs,
    )
  if (from !== repository) repository.git.fetch(from.git, `refs/heads/${branch}`, `refs/forks/${from.owner}/${branch}`)
  if (repository.git.commitsBetween(tip, head).length === 0)
    throw validationFailed(
      [{ resource: 'PullRequest', code: 'custom', message: `No commits between ${base} and ${branch}` }],
      docs,
    )
  const pull = repository.openPull({
    head: branch,
    from,
    base,
    title: body.title,
    body: body.body === undefined || body.body === null ? null : String(body.body),
    author: login,
    draft: body.draft === true,
  })
  github.accounts.account(login)
  return { status: 201, body: pullShape(pull) }
}
