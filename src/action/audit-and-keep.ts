import type { Api } from '../github/api.ts'
import { repositoryOf } from '../github/event.ts'
import { type Inputs, OptionError } from '../options.ts'
import { audit } from './audit.ts'
import { keepFixes } from './audit-fix.ts'
import { keepIssue } from './audit-issue.ts'
import { log, type Machine } from './machine.ts'
import type { Outcome } from './outcome.ts'

/**
 * An audit, and then what it keeps on GitHub when it is asked to: an issue, a pull request. Both speak of the default branch
 * alone. What GitHub refuses is a warning; it changes nothing in what was found.
 *
 * @param defaultBranch its name; empty when the event does not say
 */
export async function auditAndKeep(machine: Machine, inputs: Inputs, defaultBranch: string): Promise<Outcome> {
  const outcome = await audit(machine, inputs)
  const { auditIssue, auditFix } = inputs
  if (!outcome.audit || (!auditIssue && auditFix === null)) return outcome
  const { core, env } = machine
  const branch = branchOf(env, defaultBranch)
  if (branch === null) {
    log(
      core,
      `The issue and the pull request of an audit are about the default branch, and this run is about ${env.GITHUB_REF ?? 'none'}.`,
    )
    return outcome
  }
  const repository = repositoryOf(env.GITHUB_REPOSITORY ?? '')
  const told = (kept: { readonly said: string; readonly refused: boolean; readonly url: string }): string => {
    if (kept.refused) core.warning(kept.said)
    else log(core, kept.said)
    return kept.url
  }
  const issueUrl = auditIssue
    ? told(
        await keepIssue(apiOf(machine, inputs.githubToken, 'github-token'), repository, outcome.audit, runUrlOf(env)),
      )
    : ''
  const token = inputs.auditToken || inputs.githubToken
  const base = { ...repository, branch, sha: env.GITHUB_SHA ?? '' }
  const pullRequestUrl =
    auditFix === 'pull-request'
      ? told(await keepFixes(apiOf(machine, token, 'audit-token'), base, outcome.reports))
      : ''
  return { ...outcome, issueUrl, pullRequestUrl }
}

/** The name of the default branch when the run is about it; otherwise null. A schedule always is, and may not name it. */
function branchOf(env: Machine['env'], defaultBranch: string): string | null {
  const branch = /^refs\/heads\/(.+)$/.exec(env.GITHUB_REF ?? '')?.[1] ?? null
  const isDefault = defaultBranch === '' ? env.GITHUB_EVENT_NAME === 'schedule' : branch === defaultBranch
  return isDefault ? branch : null
}

function runUrlOf(env: Machine['env']): string | null {
  const { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id, GITHUB_SERVER_URL: server } = env
  return repository && id && /^\d+$/.test(id)
    ? `${server || 'https://github.com'}/${repository}/actions/runs/${id}`
    : null
}

function apiOf({ client, sleep, core }: Machine, token: string, input: string): Api {
  if (token === '') throw new OptionError(`${input} is empty. Leave the input github-token out to use the job’s own.`)
  return { client: client(token), sleep, log: (line) => log(core, line) }
}
