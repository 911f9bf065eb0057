import { addressOfLines } from '../github/address.ts'
import type { Api } from '../github/api.ts'
import { type CheckPlace, closeCheckRun, type OpenCheck, openCheckRun } from '../github/check-run.ts'
import type { RepositoryName } from '../github/pull-request.ts'
import { sayRefusal } from '../github/refusal.ts'
import type { Inputs } from '../options.ts'
import { type CheckReport, renderCheck, renderFailedCheck } from '../report/check-run.ts'
import { hashOf } from '../review/mark.ts'
import type { Machine } from './machine.ts'
import type { Outcome } from './outcome.ts'

/** What a check run is about. */
export interface CheckTarget {
  readonly repository: RepositoryName
  readonly headSha: string
  /** What is judged: `pull-7`, or the name of the event. */
  readonly about: string
}

/** A check run of our own beside the job's. Nothing in it throws: without it everything else goes on. */
export interface Check {
  /** Ends it with what was found. `reasons` are the lines for which the job fails. */
  readonly close: (outcome: Outcome, reasons: readonly string[]) => Promise<void>
  /** Ends it where nothing could be found out. */
  readonly fail: (line: string, fails: boolean) => Promise<void>
}

const none: Check = { close: async () => {}, fail: async () => {} }

/** Begins the check run, where one was asked for and the token may write it; else there is a line in the log and none. */
export async function beginCheck(
  { env }: Pick<Machine, 'env'>,
  api: Api,
  target: CheckTarget,
  { check, paths }: Pick<Inputs, 'check' | 'paths'>,
): Promise<Check> {
  if (!check) return none
  // Two jobs of one workflow may share the Dockerfiles between them.
  const share = paths.length === 0 ? '' : `/${hashOf(paths.join('\n'))}`
  const place: CheckPlace = { ...target, externalId: `layerwise/${target.about}${share}` }
  const opened = await openCheckRun(api, place)
  if (!opened.ok) {
    api.log(`No check run was written. ${sayRefusal(opened.refusal)}`)
    return none
  }
  const server = env.GITHUB_SERVER_URL || 'https://github.com'
  const close = (report: CheckReport) => end(api, opened.value, report)
  return {
    close: ({ reports, counted }, reasons) =>
      close(
        renderCheck({
          ...{ reports, counted, reasons },
          addressOf: (path, lines) => addressOfLines(server, target.repository, target.headSha, path, lines),
        }),
      ),
    fail: (line, fails) => close(renderFailedCheck(line, fails)),
  }
}

async function end(api: Api, check: OpenCheck, report: CheckReport): Promise<void> {
  const closed = await closeCheckRun(api, check, report)
  if (!closed.ok) api.log(`The check run was not finished. ${sayRefusal(closed.refusal)}`)
}
