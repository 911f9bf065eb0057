import * as core from '@actions/core'
import type { Machine } from './action/machine.ts'
import { run } from './action/run.ts'
import { choicesOf, concludeError } from './action/verdict.ts'
import { analyse } from './analyse.ts'
import { clientOf } from './github/client.ts'
import { rules } from './rules/registry.ts'

/*
 * A job that is cancelled gets SIGINT, SIGTERM 7.5 seconds later, and is ended 2.5 seconds after that:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
const endings = new Set<() => Promise<void>>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await Promise.allSettled([...endings].map((ending) => ending()))
    process.exit(130)
  })
}

const machine: Machine = {
  env: process.env,
  core,
  client: (token) => clientOf(token, process.env),
  sleep: (time) => new Promise((resolve) => setTimeout(resolve, time)),
  analyse,
  rules: rules.map(({ id }) => id),
  whenCancelled: (ending) => {
    endings.add(ending)
    return () => endings.delete(ending)
  },
}

/** What nobody caught. It must not fail a job that is never to fail either. */
process.on('uncaughtException', (error) => {
  concludeError(machine, error, choicesOf(machine))
  process.exit()
})
// A promise that is never kept would end the process with a code of its own.
process.on('exit', () => {
  if (choicesOf(machine).failOn === 'never') process.exitCode = 0
})

await run(machine)
