import { ConfigurationError } from '../configuration/configuration.ts'
import { BaselineError } from '../gate/baseline.ts'
import { failureOf } from '../gate/gate.ts'
import { EventError } from '../github/event.ts'
import { type FailOn, failLevels, type OnError, OptionError } from '../options.ts'
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
    failOn: failOn === '' ? byEvent : (failLevels.find((level) => level === failOn) ?? 'error'),
    onError: core.getInput('on-error').trim() === 'pass' ? 'pass' : 'fail',
  }
}

/** The machine as a run sees it: a Dockerfile on which we fail does not stop the others, and is not forgotten. */
export function watch(machine: Machine): Machine {
  const crashed = new Set<string>()
  const analyse: Machine['analyse'] = (input) => {
    try {
      return machine.analyse(input)
    } catch (error) {
      crashed.add(input.path)
      throw error
    }
  }
  return { ...machine, analyse, crashed }
}

/** Fails the job, or not: for what was found, and for Dockerfiles on which we failed. */
export function conclude(
  { core, crashed }: Pick<Machine, 'core' | 'crashed'>,
  { counted }: Outcome,
  choices: Choices & { readonly failsJob: boolean },
): void {
  const found = choices.failsJob ? failureOf(counted, choices.failOn) : null
  if (found !== null) core.setFailed(found)
  const crash = crashOf(crashed, choices)
  if (crash?.fails) core.setFailed(crash.line)
  else if (crash) core.warning(crash.line)
}

/** Fails the job for an error, or not, with one line that says what went wrong and whose fault it is. */
export function concludeError({ core }: Pick<Machine, 'core'>, error: unknown, choices: Choices): void {
  const { line, fails } = explainError(error, choices)
  if (fails) core.setFailed(line)
  else core.warning(line)
  if (blameOf(error) === 'ours' && error instanceof Error) for (const at of placesOf(error)) log(core, at)
}

/** Why a check fails, one line each: what was found, and Dockerfiles on which we failed. None when it passes. */
export function reasonsOf({ counted }: Outcome, crashed: ReadonlySet<string>, choices: Choices): string[] {
  const found = failureOf(counted, choices.failOn)
  const crash = crashOf(crashed, choices)
  return [...(found === null ? [] : [found]), ...(crash?.fails ? [crash.line] : [])]
}

export interface Explained {
  /** What went wrong, and whose fault it is. */
  readonly line: string
  readonly fails: boolean
}

/** What an error that ended the run means for it. */
export function explainError(error: unknown, choices: Choices): Explained {
  const blame = blameOf(error)
  const words = printable((error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim())
  return explained(
    blame === 'ours' ? `Layerwise failed: ${words.slice(0, 500)}.` : words.slice(0, 1_000),
    blame,
    choices,
  )
}

function crashOf(crashed: ReadonlySet<string> = new Set(), choices: Choices): Explained | null {
  if (crashed.size === 0) return null
  const [first = '', ...more] = crashed
  const which = printable(first).slice(0, 200) + (more.length > 0 ? ` and ${more.length} more` : '')
  return explained(`Layerwise failed on ${which}; everything else was looked at.`, 'ours', choices)
}

function explained(what: string, blame: Blame, choices: Choices): Explained {
  const passing = passes(choices, blame)
  return { line: [what, faults[blame], ...(passing === null ? [] : [passing])].join(' '), fails: passing === null }
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
