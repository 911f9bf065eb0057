import { afterAll, beforeAll } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { PROJECTS } from '../../scripts/soak/projects.mjs'
import { Random } from '../../scripts/soak/random.mjs'
import { Runs } from '../../scripts/soak/runs.mjs'
import { World } from '../../scripts/soak/world.mjs'
import { run } from '../../src/action/run.ts'
import { analyse } from '../../src/analyse.ts'
import { rules } from '../../src/rules/registry.ts'
import { compose } from '../../src/text/compose.ts'

type Server = Awaited<ReturnType<typeof startGitHub>>

/** One server for a test file, and pull requests on it that are judged as the soak test judges them. */
export function worlds() {
  let github: Server
  let runs: Runs
  let number = 0
  beforeAll(async () => {
    github = await startGitHub()
    runs = new Runs(github, { run, analyse, compose, rules: rules.map(({ id }) => id) }, new Random('worlds'))
  })
  afterAll(async () => {
    runs.end()
    await github.stop()
  })
  const named = (name: string) => {
    const project = PROJECTS.find((one) => one.name === name)
    if (!project) throw new Error(`There is no project ${name}.`)
    return project
  }
  return {
    get github() {
      return github
    },
    get runs() {
      return runs
    },
    /** A pull request that was reviewed once, on a repository with the files of a project. */
    async open(project: string, head: Record<string, string>, base: Record<string, string> = {}): Promise<World> {
      return new World({ github, runs, project: named(project), name: `world-${++number}`, base, head })
    },
  }
}

/** Our comment on a file that speaks of a rule. */
export function commentOn(world: World, path: string, rule: string) {
  const found = world.pull.comments.find(
    ({ author, anchor, body, inReplyTo }) =>
      author === world.us && anchor.path === path && inReplyTo === null && body.startsWith(`**${rule}**`),
  )
  if (!found) throw new Error(`There is no comment on ${path} about ${rule}.`)
  return found
}
