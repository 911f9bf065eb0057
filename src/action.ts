import * as core from '@actions/core'
import { getOctokit } from '@actions/github'
import { run } from './action/run.ts'
import { analyse } from './analyse.ts'
import { rules } from './rules/registry.ts'

await run({
  env: process.env,
  core,
  client: (token) => getOctokit(token),
  sleep: (time) => new Promise((resolve) => setTimeout(resolve, time)),
  analyse,
  rules: rules.map(({ id }) => id),
})
