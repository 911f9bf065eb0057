import type { Api } from '../github/api.ts'
import { readPullRequest } from '../github/find-pull-request.ts'
import type { RepositoryName } from '../github/pull-request.ts'
import { sayRefusal } from '../github/refusal.ts'
import { lastRun, runAgain, workflowOf } from '../github/workflow-runs.ts'
import type { Inputs } from '../options.ts'
import { link } from '../review/markdown.ts'
import { type Machine, refused } from './machine.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import { reviewPullRequest } from './pull-request.ts'

export interface Again {
  readonly done: boolean
  readonly outcome: Outcome
  /** What whoever asked has to know, as Markdown. Empty when there is nothing to add. */
  readonly words: readonly string[]
}

/**
 * Reviews the newest commit of a pull request once more, from a run that belongs to the default branch and so cannot change the
 * check of that commit itself: it has the commit's own run made again. Where there is none, or the token may not, the review is
 * written from here, with the check run of our own where one was asked for, and the job's check follows with the next push.
 *
 * @throws {ActionError} when the pull request cannot be read
 */
export async function reviewAgain(
  machine: Machine,
  api: Api,
  { number, ...repository }: RepositoryName & { readonly number: number },
  inputs: Inputs,
): Promise<Again> {
  const pull = await readPullRequest(api, repository, number)
  if (!pull.ok) throw refused(pull.refusal)
  const refuse = (words: string): Again => ({ done: false, outcome: nothingFound, words: [words] })
  if (!pull.value.open) return refuse('This pull request is closed, so there is nothing to review.')
  const commit = `\`${pull.value.headSha.slice(0, 7)}\``
  const run = await lastRun(api, repository, pull.value.headSha, workflowOf(machine.env))
  if (run.ok && run.value?.isRunning) {
    const place = link(`The run for ${commit}`, run.value.url)
    return refuse(
      `${place} has not ended yet, and may have begun without this comment. Write it again when it has ended.`,
    )
  }
  if (run.ok && run.value) {
    const again = await runAgain(api, repository, run.value.id)
    if (again.ok) {
      api.log(`The run of the pull request's newest commit is made again: ${run.value.url}`)
      return { done: true, outcome: nothingFound, words: [] }
    }
    api.log(sayRefusal(again.refusal))
  }
  if (!run.ok) api.log(sayRefusal(run.refusal))
  const why = run.ok && run.value === null ? 'this workflow has no run for it' : 'its run could not be made again'
  const outcome = await reviewPullRequest(machine, api, pull.value, inputs)
  const updated = outcome.isChecked ? `The review and the check run of ${commit} are` : 'The review is'
  const stays = `The job’s own check of ${commit} stays as it is, because ${why}; it counts from the next push on.`
  return { done: true, outcome, words: [`${updated} up to date. ${stays}`] }
}
