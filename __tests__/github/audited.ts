import type { FileReport } from '../../src/analyse.ts'
import { type JsonReport, toJson } from '../../src/report/json.ts'
import { analyse, type Server } from './on-github.ts'

export type Repository = ReturnType<Server['createRepository']>

/** What an audit of the default branch finds there. */
export function audited(repository: Repository): {
  readonly reports: FileReport[]
  readonly report: JsonReport
  readonly base: { readonly owner: string; readonly repo: string; readonly branch: string; readonly sha: string }
} {
  const sha = repository.git.commitOf('refs/heads/main') as string
  const paths = repository.git
    .text(['ls-tree', '-r', '--name-only', sha])
    .split('\n')
    .filter((path) => /(?:^|\/)Dockerfile$/.test(path))
  const reports = paths.map((path) =>
    analyse({
      path,
      text: repository.read(sha, path) ?? '',
      repository: { files: null, texts: new Map() },
      settings: { rules: {}, syntax: 'docker/dockerfile:1' },
    }),
  )
  const { owner, name, fullName } = repository
  const about = { name: fullName, server: 'https://github.example', commit: sha, notLookedAt: null }
  return { reports, report: toJson(reports, about), base: { owner, repo: name, branch: 'main', sha } }
}

/**
 * Runs something against a server that does what the nth request asks and then ends every connection, and once more against
 * one that does not; for every n until it gets through. What is there afterwards must be the same each time. A run that was
 * killed before it wrote anything has to leave everything as it was, so that the next one can begin in its place.
 *
 * @param begin makes a new scene and gives what is done in it, and how it looks afterwards
 * @returns how many requests an undisturbed run makes
 */
export async function killedAnywhere<State>(
  github: Server,
  begin: () => Promise<{ readonly work: () => Promise<unknown>; readonly state: () => State }>,
  check: (state: State, undisturbed: State, at: string) => void,
): Promise<number> {
  const { work, state } = await begin()
  github.requests.length = 0
  await work()
  const calls = github.requests.length
  const undisturbed = state()
  let scene = await begin()
  let untouched = scene.state()
  for (let nth = 1; nth <= calls; nth++) {
    github.requests.length = 0
    // What was asked for is done, and nobody is there any more to hear the answer.
    github.hooks.after = () => (github.requests.length === nth ? 'disconnect' : undefined)
    github.hooks.before = () => (github.requests.length > nth ? 'disconnect' : undefined)
    await scene.work().catch(() => undefined)
    delete github.hooks.after
    delete github.hooks.before
    const at = `killed after request ${nth} of ${calls}`
    if (github.writes().length === 0) {
      check(scene.state(), untouched, at)
      if (nth < calls) continue
    }
    await scene.work()
    check(scene.state(), undisturbed, at)
    if (nth === calls) break
    scene = await begin()
    untouched = scene.state()
  }
  return calls
}
