import { notFound } from './errors.mjs'
import { paged } from './pages.mjs'
import { pullShape, pullSimpleShape } from './pull-shapes.mjs'
import { commitShape, fileShape, fullRepositoryShape } from './shapes.mjs'

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
    answer: (call) => ({ body: pullShape(pullOf(call)) }),
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
]
