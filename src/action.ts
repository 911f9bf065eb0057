import * as core from '@actions/core'
import { run } from './action/run.ts'
import { analyse } from './analyse.ts'
import { clientOf } from './github/client.ts'
import { rules } from './rules/registry.ts'

await run({
  env: process.env,
  core,
  client: (token) => clientOf(token, process.env),
  sleep: (time) => new Promise((resolve) => setTimeout(resolve, time)),
  analyse,
  rules: rules.map(({ id }) => id),
})
