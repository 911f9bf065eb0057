import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { globProblem } from '../configuration/globs.ts'
import type { Api } from '../github/api.ts'
import { repositoryOf } from '../github/event.ts'
import { type Inputs, OptionError, readInputs } from '../options.ts'
import { summarise, toJson } from '../report/json.ts'
import { printable, quoted } from '../text/printable.ts'
import { auditAndKeep } from './audit-and-keep.ts'
import { writeAuditFiles } from './audit-files.ts'
import { withCheck } from './check.ts'
import { performCommands } from './commands.ts'
import { compareCommits } from './compare.ts'
import { eventKind, type Task } from './events.ts'
import { findAndReview } from './find-and-review.ts'
import { ActionError, log, type Machine } from './machine.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import { reviewPullRequest } from './pull-request.ts'
import { choicesOf, conclude, concludeError, watch } from './verdict.ts'

/**
 * The action: a review of the pull request that the job is about, or an audit of the working tree. It fails the job when a
 * finding is at or above `fail-on`, or when something keeps it from looking; it never throws.
 */
export async function run(outside: Machine): Promise<void> {
  const machine = watch(outside)
  const { core } = machine
  const choices = choicesOf(machine)
  try {
    const inputs = readInputs((name) => core.getInput(name))
    for (const glob of inputs.paths) {
      const problem = globProblem(glob)
      if (problem !== null) throw new OptionError(`paths: ${quoted(glob)} ${printable(problem)}.`)
    }
    const outcome = await outcomeOf(machine, inputs)
    await hand(machine, outcome)
    conclude(machine, outcome, { ...choices, failsJob: eventKind(machine.env.GITHUB_EVENT_NAME ?? '').failsJob })
  } catch (error) {
    concludeError(machine, error, choices)
  }
}

async function outcomeOf(machine: Machine, inputs: Inputs): Promise<Outcome> {
  const { env } = machine
  const { taskOf } = eventKind(env.GITHUB_EVENT_NAME ?? '')
  const task = taskOf(await readEvent(env.GITHUB_EVENT_PATH), env.GITHUB_REPOSITORY ?? '')
  return perform(machine, task, inputs)
}

function perform(machine: Machine, task: Task, inputs: Inputs): Promise<Outcome> | Outcome {
  const { env } = machine
  const about = env.GITHUB_EVENT_NAME ?? ''
  switch (task.task) {
    case 'review':
      return reviewPullRequest(machine, apiOf(machine, inputs), task.pull, inputs)
    case 'compare': {
      const { comparison } = task
      // Whoever wants to hear of everything at each push wants an audit, and has a checkout for it.
      const isAudit = about === 'push' && inputs.scope === 'all'
      const target = { repository: comparison, headSha: comparison.headSha, about }
      if (isAudit && !inputs.check) return auditAndKeep(machine, inputs, comparison.defaultBranch)
      const api = apiOf(machine, inputs)
      return withCheck(machine, api, target, inputs, () =>
        isAudit
          ? auditAndKeep(machine, inputs, comparison.defaultBranch)
          : compareCommits(machine, api, comparison, inputs),
      )
    }
    case 'audit': {
      const target = inputs.check && {
        repository: repositoryOf(env.GITHUB_REPOSITORY ?? ''),
        headSha: env.GITHUB_SHA ?? '',
        about,
      }
      return target
        ? withCheck(machine, apiOf(machine, inputs), target, inputs, () =>
            auditAndKeep(machine, inputs, task.defaultBranch),
          )
        : auditAndKeep(machine, inputs, task.defaultBranch)
    }
    case 'find-and-review':
      return findAndReview(machine, apiOf(machine, inputs), task, inputs)
    case 'command':
      return performCommands(machine, apiOf(machine, inputs), task.repository, task.comment, inputs)
    case 'nothing':
      log(machine.core, `Nothing to do: ${task.because}`)
      return nothingFound
  }
}

function apiOf({ client, sleep, timeLeft, core }: Machine, { githubToken }: Inputs): Api {
  if (githubToken === '') throw new ActionError('github-token is empty. Leave the input out to use the job’s own.')
  const patience = timeLeft ? { timeLeft } : {}
  return { client: client(githubToken), sleep, ...patience, log: (line) => log(core, line) }
}

/** The parsed event file; undefined when it cannot be read, which matters to those events alone that take something from it. */
async function readEvent(path: string | undefined): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path ?? '', 'utf8'))
  } catch {
    return undefined
  }
}

/** Hands over outputs, report and job summary. */
async function hand({ core, env }: Machine, outcome: Outcome): Promise<void> {
  const { reports, comments, reviewUrl, summary, audit } = outcome
  const { errors, warnings, infos } = summarise(reports)
  const folder = await mkdtemp(join(env.RUNNER_TEMP || tmpdir(), 'layerwise-'))
  const report = join(folder, 'report.json')
  await writeFile(report, `${JSON.stringify(audit ?? toJson(reports), null, 2)}\n`)
  core.setOutput('findings', errors + warnings + infos)
  core.setOutput('errors', errors)
  core.setOutput('warnings', warnings)
  core.setOutput('comments', comments)
  core.setOutput('review-url', reviewUrl)
  core.setOutput('report', report)
  const files = audit ? await writeAuditFiles(folder, audit) : { sarif: '', html: '', markdown: '' }
  for (const [name, path] of Object.entries(files)) core.setOutput(name, path)
  core.setOutput('issue-url', outcome.issueUrl ?? '')
  core.setOutput('pull-request-url', outcome.pullRequestUrl ?? '')
  if (summary === null || !env.GITHUB_STEP_SUMMARY) return
  try {
    await core.summary.addRaw(summary).write()
  } catch (error) {
    log(core, `The job summary could not be written: ${String(error)}`)
  }
}
