import { DOCS, notAccessible, notFound, refuse } from './errors.mjs'
import { privateUserShape } from './shapes.mjs'

/**
 * The few calls that belong to no repository.
 *
 * @typedef {{ github: import('./github.mjs').GitHub, token: import('./tokens.mjs').Token | null, path: string }} Asked
 * @type {{ method: string, path: string, answer: (asked: Asked) => import('./server.mjs').Answer }[]}
 */
export const generalRoutes = [
  {
    method: 'GET',
    path: 'user',
    answer({ github, token }) {
      const docs = `${DOCS}/users/users#get-the-authenticated-user`
      if (token === null) throw refuse(401, 'Requires authentication', docs)
      // An installation, which `GITHUB_TOKEN` is, is no user.
      if (token.installation) throw notAccessible(docs, 'allows_permissionless_access=false')
      return { body: privateUserShape(github, token.login) }
    },
  },
  {
    method: 'GET',
    path: 'rate_limit',
    answer: ({ github }) => ({ body: github.rate.told(github) }),
  },
  {
    // No part of the API: where the bytes of an artifact are, at an address that needs no token.
    method: 'GET',
    path: '_blobs/:artifact',
    answer({ github, path }) {
      const runs = [...github.repositories.values()].flatMap(({ workflowRuns }) => workflowRuns)
      const artifact = runs.flatMap(({ artifacts }) => artifacts).find(({ id }) => path === `/_blobs/${id}`)
      if (!artifact) throw notFound()
      return { raw: artifact.zip, headers: { 'content-type': 'application/zip' } }
    },
  },
]
