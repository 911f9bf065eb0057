import type { Api } from '../github/api.ts'
import { findPullRequests, type Head } from '../github/find-pull-request.ts'
import type { RepositoryName } from '../github/pull-request.ts'
import type { Inputs } from '../options.ts'
import { printable } from '../text/printable.ts'
import { type Machine, refused } from './machine.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import { reviewPullRequest } from './pull-request.ts'

/**
 * Reviews the open pull requests that have a commit of a branch as their head: what a run of another workflow was about. There may
 * be none any more, or several for several bases.
 *
 * @throws {ActionError} when they cannot be listed
 */
export async function findAndReview(
  machine: Machine,
  api: Api,
  { repository, head }: { readonly repository: RepositoryName; readonly head: Head },
  inputs: Inputs,
): Promise<Outcome> {
  const found = await findPullRequests(api, repository, head)
  if (!found.ok) throw refused(found.refusal)
  const { current, movedOn } = found.value
  if (current.length === 0) {
    const place = printable(`${head.owner}:${head.branch}`).slice(0, 200)
    const moved = `The pull request from ${place} has moved on; the run for its newest commit says the rest.`
    api.log(movedOn > 0 ? moved : `No open pull request comes from ${place} at ${head.sha.slice(0, 7)}.`)
    return nothingFound
  }
  let outcome = nothingFound
  for (const pull of current) outcome = joined(outcome, await reviewPullRequest(machine, api, pull, inputs))
  return outcome
}

const joined = (a: Outcome, b: Outcome): Outcome => ({
  reports: [...a.reports, ...b.reports],
  counted: [...a.counted, ...b.counted],
  comments: a.comments + b.comments,
  reviewUrl: b.reviewUrl || a.reviewUrl,
  summary: a.summary === null || b.summary === null ? (a.summary ?? b.summary) : `${a.summary}\n\n${b.summary}`,
})
