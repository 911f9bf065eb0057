import * as core from '@actions/core'
import type { Ending, Machine } from './action/machine.ts'
import { run } from './action/run.ts'
import { choicesOf, concludeError, explainError } from './action/verdict.ts'
import { analyse } from './analyse.ts'
import { clientOf } from './github/client.ts'
import { rules } from './rules/registry.ts'

/*
 * A job that is cancelled gets SIGINT, SIGTERM 7.5 seconds later, and is ended 2.5 seconds after that:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
const endings = new Set<Ending>()
const end: Ending = async (failed) => {
  await Promise.allSettled([...endings].map((ending) => ending(failed)))
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await end(null)
    process.exit(130)
  })
}

/** GitHub tells no job how long it may run. Whoever waits longer than this for a limit to be lifted holds up a required check. */
const longestRun = 10 * 60_000
const latest = performance.now() + longestRun

const machine: Machine = {
  env: process.env,
  core,
  client: (token) => clientOf(token, process.env),
  sleep: (time) => new Promise((resolve) => setTimeout(resolve, time)),
  timeLeft: () => latest - performance.now(),
  analyse,
  rules: rules.map(({ id }) => id),
  whenEnded: (ending) => {
    endings.add(ending)
    return () => endings.delete(ending)
  },
}

/** What nobody caught. It must not fail a job that is never to fail either. */
process.on('uncaughtException', async (error) => {
  const choices = choicesOf(machine)
  concludeError(machine, error, choices)
  await end(explainError(error, choices))
  process.exit()
})
// A promise that is never kept would end the process with a code of its own.
process.on('exit', () => {
  if (choicesOf(machine).failOn === 'never') process.exitCode = 0
})

await run(machine)
