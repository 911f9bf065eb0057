import { actionsRoutes } from './routes-actions.mjs'
import { checkRoutes } from './routes-checks.mjs'
import { commentRoutes } from './routes-comments.mjs'
import { contentRoutes } from './routes-contents.mjs'
import { gitRoutes } from './routes-git.mjs'
import { issueRoutes } from './routes-issues.mjs'
import { pullRoutes } from './routes-pulls.mjs'
import { reviewRoutes } from './routes-reviews.mjs'

/** Every call below `/repos/{owner}/{repo}`; the first that fits answers. @type {import('./server.mjs').Route[]} */
export const ROUTES = [
  ...pullRoutes,
  ...gitRoutes,
  ...checkRoutes,
  // Its paths end with what may hold slashes, and take what is left.
  ...contentRoutes,
  ...reviewRoutes,
  ...commentRoutes,
  ...issueRoutes,
  ...actionsRoutes,
]

/**
 * The variables of a path that fits a pattern (`:name` is one segment, `*name` the rest), or null.
 * @param {string} pattern @param {string[]} segments @returns {Record<string, string> | null}
 */
export function matched(pattern, segments) {
  const parts = pattern.split('/').filter(Boolean)
  /** @type {Record<string, string>} */
  const params = {}
  for (const [index, part] of parts.entries()) {
    if (part.startsWith('*')) {
      params[part.slice(1)] = segments.slice(index).join('/')
      return params
    }
    const segment = segments[index]
    if (segment === undefined || segment === '') return null
    if (part.startsWith(':')) params[part.slice(1)] = segment
    else if (part !== segment) return null
  }
  return segments.length === parts.length ? params : null
}
