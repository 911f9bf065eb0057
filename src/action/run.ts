import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { globProblem } from '../configuration/globs.ts'
import type { Api } from '../github/api.ts'
import { type FailOn, type Inputs, OptionError, readInputs } from '../options.ts'
import { summarise, toJson } from '../report/json.ts'
import { rankOf, severities } from '../review/plan.ts'
import { count } from '../review/render.ts'
import { printable, quoted } from '../text/printable.ts'
import { audit } from './audit.ts'
import { performCommands } from './commands.ts'
import { eventKind, type Task } from './events.ts'
import { findAndReview } from './find-and-review.ts'
import { ActionError, log, type Machine } from './machine.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import { reviewPullRequest } from './pull-request.ts'

/**
 * The action: a review of the pull request that the job is about, or an audit of the working tree. It fails the job when a
 * finding is at or above `fail-on`, or when something keeps it from looking; it never throws.
 */
export async function run(machine: Machine): Promise<void> {
  const { core } = machine
  try {
    const inputs = readInputs((name) => core.getInput(name))
    for (const glob of inputs.paths) {
      const problem = globProblem(glob)
      if (problem !== null) throw new OptionError(`paths: ${quoted(glob)} ${printable(problem)}.`)
    }
    const outcome = await outcomeOf(machine, inputs)
    await hand(machine, outcome)
    if (eventKind(machine.env.GITHUB_EVENT_NAME ?? '').failsJob) judge(machine, outcome, inputs.failOn)
  } catch (error) {
    core.setFailed(printable(error instanceof Error ? error.message : String(error)))
  }
}

async function outcomeOf(machine: Machine, inputs: Inputs): Promise<Outcome> {
  const { env } = machine
  const { taskOf } = eventKind(env.GITHUB_EVENT_NAME ?? '')
  const task = taskOf(await readEvent(env.GITHUB_EVENT_PATH), env.GITHUB_REPOSITORY ?? '')
  return perform(machine, task, inputs)
}

function perform(machine: Machine, task: Task, inputs: Inputs): Promise<Outcome> | Outcome {
  switch (task.task) {
    case 'review':
      return reviewPullRequest(machine, apiOf(machine, inputs), task.pull, inputs)
    case 'compare':
    case 'audit':
      return audit(machine, inputs)
    case 'find-and-review':
      return findAndReview(machine, apiOf(machine, inputs), task, inputs)
    case 'command':
      return performCommands(machine, apiOf(machine, inputs), task.repository, task.comment, inputs)
    case 'nothing':
      log(machine.core, `Nothing to do: ${task.because}`)
      return nothingFound
  }
}

function apiOf({ client, sleep, core }: Machine, { githubToken }: Inputs): Api {
  if (githubToken === '') throw new ActionError('github-token is empty. Leave the input out to use the job’s own.')
  return { client: client(githubToken), sleep, log: (line) => log(core, line) }
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
async function hand({ core, env }: Machine, { reports, comments, reviewUrl, summary }: Outcome): Promise<void> {
  const { errors, warnings, infos } = summarise(reports)
  const folder = await mkdtemp(join(env.RUNNER_TEMP || tmpdir(), 'layerwise-'))
  const report = join(folder, 'report.json')
  await writeFile(report, `${JSON.stringify(toJson(reports), null, 2)}\n`)
  core.setOutput('findings', errors + warnings + infos)
  core.setOutput('errors', errors)
  core.setOutput('warnings', warnings)
  core.setOutput('comments', comments)
  core.setOutput('review-url', reviewUrl)
  core.setOutput('report', report)
  if (summary === null || !env.GITHUB_STEP_SUMMARY) return
  try {
    await core.summary.addRaw(summary).write()
  } catch (error) {
    log(core, `The job summary could not be written: ${String(error)}`)
  }
}

function judge({ core }: Machine, { counted }: Outcome, failOn: FailOn): void {
  if (failOn === 'never') return
  const failing = counted.filter(({ severity }) => rankOf(severity) <= rankOf(failOn))
  if (failing.length === 0) return
  const kinds = severities
    .map((severity) => ({ severity, number: failing.filter((one) => one.severity === severity).length }))
    .filter(({ number }) => number > 0)
  core.setFailed(`${kinds.map(({ severity, number }) => count(number, severity)).join(', ')} (fail-on: ${failOn}).`)
}
