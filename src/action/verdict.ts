import { ConfigurationError } from '../configuration/configuration.ts'
import { BaselineError } from '../gate/baseline.ts'
import { failureOf } from '../gate/gate.ts'
import { EventError } from '../github/event.ts'
import { type FailOn, type OnError, OptionError } from '../options.ts'
import { printable } from '../text/printable.ts'
import { eventKind } from './events.ts'
import { ActionError, type Blame, log, type Machine } from './machine.ts'
import type { Outcome } from './outcome.ts'

/** What decides over success and failure. */
export interface Choices {
  readonly failOn: FailOn
  readonly onError: OnError
}

/**
 * What the user chose, as far as it can be understood: whoever asked for no failure gets none, even when another input is
 * wrong. Nothing is checked here.
 */
export function choicesOf({ core, env }: Pick<Machine, 'core' | 'env'>): Choices {
  const failOn = core.getInput('fail-on').trim()
  const byEvent = eventKind(env.GITHUB_EVENT_NAME ?? '').failOn
  return {
    failOn: failOn === '' ? byEvent : failOn === 'never' ? 'never' : 'error',
    onError: core.getInput('on-error').trim() === 'pass' ? 'pass' : 'fail',
  }
}

/** A run as it is watched: a Dockerfile on which we failed does not stop the others, and is not forgotten. */
export interface Watched {
  readonly machine: Machine
  /** The paths of the Dockerfiles on which we failed. */
  readonly crashed: ReadonlySet<string>
}

export function watch(machine: Machine): Watched {
  const crashed = new Set<string>()
  const analyse: Machine['analyse'] = (input) => {
    try {
      return machine.analyse(input)
    } catch (error) {
      crashed.add(input.path)
      throw error
    }
  }
  return { machine: { ...machine, analyse }, crashed }
}

/**
 * Fails the job, or not: for what was found, and for Dockerfiles on which we failed.
 *
 * @returns why the run fails, one line each; none when it passes
 */
export function conclude(
  core: Machine['core'],
  { counted }: Outcome,
  crashed: ReadonlySet<string>,
  { failOn, onError }: Choices,
): string[] {
  const found = failureOf(counted, failOn)
  const reasons = found === null ? [] : [found]
  if (crashed.size > 0) {
    const [first = '', ...more] = crashed
    const which = printable(first).slice(0, 200) + (more.length > 0 ? ` and ${more.length} more` : '')
    const line = `Layerwise failed on ${which}; everything else was looked at. ${faults.ours}`
    const passing = passes({ failOn, onError }, 'ours')
    if (passing === null) reasons.push(line)
    else core.warning(`${line} ${passing}`)
  }
  for (const reason of reasons) core.setFailed(reason)
  return reasons
}

/**
 * Fails the job for an error, or not, with one line that says what went wrong and whose fault it is.
 *
 * @returns that line, and whether the job fails
 */
export function concludeError(
  core: Machine['core'],
  error: unknown,
  choices: Choices,
): { readonly line: string; readonly fails: boolean } {
  const blame = blameOf(error)
  const words = printable((error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim())
  const what = blame === 'ours' ? `Layerwise failed: ${words.slice(0, 500)}.` : words.slice(0, 1_000)
  const line = `${what} ${faults[blame]}`
  const passing = passes(choices, blame)
  if (passing === null) core.setFailed(line)
  else core.warning(`${line} ${passing}`)
  if (blame === 'ours' && error instanceof Error) for (const at of placesOf(error)) log(core, at)
  return { line, fails: passing === null }
}

const faults: Readonly<Record<Blame, string>> = {
  yours: '(This is to be mended in the workflow or the configuration.)',
  github: '(This is GitHub’s answer, and no finding; running the job again may help.)',
  runner: '(This is a fault of the machine that the job runs on.)',
  ours: 'This is a fault of Layerwise, not of your change: please report it.',
}

/** What is added to the line when the job passes all the same; null when it fails. */
function passes({ failOn, onError }: Choices, blame: Blame): string | null {
  if (failOn === 'never') return 'The job passes all the same (fail-on: never).'
  return onError === 'pass' && blame !== 'yours' ? 'The job passes all the same (on-error: pass).' : null
}

function blameOf(error: unknown): Blame {
  if (error instanceof ActionError) return error.blame
  const isTheirs = [OptionError, ConfigurationError, BaselineError, EventError].some((kind) => error instanceof kind)
  if (isTheirs) return 'yours'
  // What the operating system refuses has the name of its error and of the call: a full disk, a folder that is not ours.
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown }
  return typeof code === 'string' && typeof syscall === 'string' ? 'runner' : 'ours'
}

/** Where in the program an error happened: what a report needs. No text of the error, which may hold anything. */
const placesOf = ({ stack }: Error): string[] =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
