import { addressOfLines } from '../github/address.ts'
import type { Api } from '../github/api.ts'
import { type CheckPlace, closeCheckRun, openCheckRun } from '../github/check-run.ts'
import type { RepositoryName } from '../github/pull-request.ts'
import { sayRefusal } from '../github/refusal.ts'
import type { Inputs } from '../options.ts'
import { type CheckReport, cancelledCheck, renderCheck, renderFailedCheck } from '../report/check-run.ts'
import { hashOf } from '../review/hash.ts'
import type { Machine } from './machine.ts'
import type { Outcome } from './outcome.ts'
import { choicesOf, explainError, reasonsOf } from './verdict.ts'

/** What a check run is about. */
export interface CheckTarget {
  readonly repository: RepositoryName
  readonly headSha: string
  /** What is judged: `pull-7`, or the name of the event. */
  readonly about: string
}

/**
 * Writes a check run of our own beside the job's, where one was asked for and the token may: it says that something is under way,
 * and then what came of it. Without it everything else goes on, with a line in the log.
 */
export async function withCheck(
  machine: Machine,
  api: Api,
  target: CheckTarget,
  inputs: Inputs,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  if (!inputs.check) return work()
  const opened = await openCheckRun(api, placeOf(target, inputs))
  if (!opened.ok) {
    api.log(`No check run was written. ${sayRefusal(opened.refusal)}`)
    return work()
  }
  const choices = choicesOf(machine)
  const end = async (report: CheckReport): Promise<boolean> => {
    // However late it is: the job may be red or green without it, but this has no end without it.
    const { timeLeft: _, ...patient } = api
    const closed = await closeCheckRun(patient, opened.value, report)
    if (!closed.ok) api.log(`The check run was not finished. ${sayRefusal(closed.refusal)}`)
    return closed.ok
  }
  const { GITHUB_SERVER_URL: server } = machine.env
  // Without an end it would seem to be under way for ever.
  const goOn = machine.whenEnded?.(async (failed) => {
    await end(failed ? renderFailedCheck(failed.line, failed.fails) : cancelledCheck)
  })
  try {
    const outcome = await work()
    const { reports, counted } = outcome
    const isChecked = await end(
      renderCheck({
        ...{ reports, counted, reasons: reasonsOf(outcome, machine.crashed ?? new Set(), choices) },
        addressOf: (path, lines) =>
          addressOfLines(server || 'https://github.com', target.repository, target.headSha, path, lines),
      }),
    )
    return { ...outcome, isChecked }
  } catch (error) {
    const { line, fails } = explainError(error, choices)
    await end(renderFailedCheck(line, fails))
    throw error
  } finally {
    goOn?.()
  }
}

/** Two jobs of one workflow may share the Dockerfiles between them: each has a check run of its own. */
function placeOf({ repository, headSha, about }: CheckTarget, { paths }: Pick<Inputs, 'paths'>): CheckPlace {
  const share = paths.length === 0 ? '' : `/${hashOf(paths.join('\n'))}`
  return { repository, headSha, externalId: `layerwise/${about}${share}` }
}
