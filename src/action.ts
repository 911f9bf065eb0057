import * as core from '@actions/core'
import { run } from './action/run.ts'
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

await run({
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
})
