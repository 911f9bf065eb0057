import { describe, expect, test } from '@jest/globals'
import { pastedWorkflow, rightsOf } from '../docs/pasted-workflows.ts'
import { foundIn } from './contract.ts'
import { annotations, type Files, PIP_DOCKERFILE, type Pull, type Run, stage } from './scene.ts'

const scene = stage()
const { open, said } = scene

/** Runs a job of a workflow that the documents paste, with the rights that it asks for. */
async function runJob(
  [file, job]: readonly [string, string],
  pull: Pull,
  eventName: string,
  event: unknown,
  { rights = {}, env = {} }: { rights?: Readonly<Record<string, string>>; env?: Record<string, string> } = {},
): Promise<Run> {
  const workflow = pastedWorkflow(file)
  const found = workflow.jobs[job]
  if (!found) throw new Error(`${file} has no job ${job}.`)
  expect(Object.keys(workflow.on)).toContain(eventName)
  const token = scene.github.createToken({ rights: { ...noRights, ...rightsOf(workflow, found), ...rights } })
  const given = Object.entries(found.steps.at(-1)?.with ?? {}).map(([name, value]) => [name, String(value)])
  const inputs = { 'github-token': token, ...Object.fromEntries(given) }
  return scene.run(pull, { event, eventName, inputs, env })
}

/** A workflow that names some rights has no others. */
const noRights = { contents: 'none', 'pull-requests': 'none', issues: 'none' }

const failing = 'A line that fails.'
const WRONG = PIP_DOCKERFILE.replace('RUN pip', 'RUN --mount=type=cache,target=/home/app/.cache/pip pip')
const MOUNT = 'Dockerfile: mount-package-cache'

const review = ['review.yml', 'layerwise'] as const
const atOnce = ['forks-at-once.yml', 'layerwise'] as const
const secondStep = ['forks-in-two-steps.yml', 'review'] as const

const pullEvent = (pull: Pull) => scene.github.pullRequestEvent(pull)

/** The event of a run on `pull_request` that has ended. For forks GitHub names no pull request in it. */
const runEvent = (pull: Pull, more: Record<string, unknown> = {}) => ({
  action: 'completed',
  workflow_run: {
    ...{ id: 1, name: 'Layerwise', event: 'pull_request', status: 'completed', conclusion: 'success' },
    ...{ head_sha: pull.headSha, head_branch: pull.head.ref, pull_requests: [] },
    head_repository: {
      id: pull.head.repository?.id,
      full_name: pull.head.repository?.fullName,
      owner: { login: pull.head.owner },
    },
    ...more,
  },
  repository: pullEvent(pull).repository,
  sender: pullEvent(pull).sender,
})

describe('pull_request', () => {
  test('of a branch of the repository is reviewed, and the check is the result (R25)', async () => {
    const { pull } = open({ Dockerfile: WRONG })
    const ended = await runJob(review, pull, 'pull_request', pullEvent(pull))
    expect(said(pull).comments.length).toBeGreaterThan(0)
    expect(ended.code).toBe(1)
  })

  test('of a fork gets annotations, a summary and the same result, because its token only reads (R26)', async () => {
    const own = open({ Dockerfile: WRONG })
    const fork = open({ Dockerfile: WRONG }, { fork: true })
    const [there, here] = [
      await runJob(review, own.pull, 'pull_request', pullEvent(own.pull)),
      await runJob(review, fork.pull, 'pull_request', pullEvent(fork.pull), { rights: { 'pull-requests': 'read' } }),
    ]
    expect(said(fork.pull)).toEqual({ reviews: [], comments: [], issueComments: [] })
    expect(annotations(here).map(({ properties }) => properties.file)).toContain('Dockerfile')
    expect(here.summary).toContain('Dockerfile')
    expect(here.stdout).toMatch(/^GitHub refused to write the review .*"pull-requests: write"/m)
    expect(foundIn(here.report)).toEqual(foundIn(there.report))
    expect(here.code).toBe(there.code)
  })

  test('of a fork that is gone is read all the same (R26)', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE }, { fork: true })
    pull.head.repository?.delete()
    const event = pullEvent(pull)
    expect(event.pull_request.head.repo).toBeNull()
    const ended = await runJob(review, pull, 'pull_request', event, { rights: { 'pull-requests': 'read' } })
    expect(foundIn(ended.report)).toContain(MOUNT)
  })

  test('of Dependabot is reviewed with the rights that the workflow names, and annotated with a token that reads (R26)', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    pull.author = 'dependabot[bot]'
    const reads = await runJob(review, pull, 'pull_request', pullEvent(pull), { rights: { 'pull-requests': 'read' } })
    expect(said(pull).comments).toEqual([])
    expect(annotations(reads).length).toBeGreaterThan(0)
    await runJob(review, pull, 'pull_request', pullEvent(pull))
    expect(said(pull).comments.length).toBeGreaterThan(0)
  })

  test('without the right to read ends with a line that names it', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE }, { hidden: true })
    for (const right of ['contents', 'pull-requests']) {
      const ended = await runJob(review, pull, 'pull_request', pullEvent(pull), { rights: { [right]: 'none' } })
      expect([right, ended.code]).toEqual([right, 1])
      const [error, ...more] = ended.commands.filter(({ command }) => command === 'error')
      expect(more).toEqual([])
      expect(error?.message).toMatch(new RegExp(`^GitHub refused to .*"${right}: read"`))
    }
  })
})

describe('pull_request_target', () => {
  test('reviews a fork with a token that can write', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE }, { fork: true })
    const ended = await runJob(atOnce, pull, 'pull_request_target', pullEvent(pull))
    expect(said(pull).comments.length).toBeGreaterThan(0)
    expect(said(pull).reviews.map(({ commit_id }) => commit_id)).toEqual([pull.headSha])
    expect(ended.code).toBe(0)
  })

  test('takes both commits from the event, not from GITHUB_SHA, which is the default branch’s (R27)', async () => {
    const { repository, pull } = open({ Dockerfile: PIP_DOCKERFILE }, { fork: true })
    repository.commit({
      branch: 'release',
      from: 'main',
      files: { 'layerwise.yml': 'rules:\n  declare-syntax: off\n' },
    })
    pull.baseRef = 'release'
    pull.follow()
    repository.commit({ branch: 'main', files: { 'layerwise.yml': 'rules:\n  mount-package-cache: off\n' } })
    const ended = await runJob(atOnce, pull, 'pull_request_target', pullEvent(pull))
    expect(foundIn(ended.report)).toEqual([MOUNT])
  })

  test('takes nothing from the machine and no configuration from the head (R27)', async () => {
    const own: Files = { Dockerfile: PIP_DOCKERFILE, 'layerwise.yml': 'paths:\n  exclude: ["**"]\n' }
    const { pull } = open(own, { fork: true })
    const ended = await runJob(atOnce, pull, 'pull_request_target', pullEvent(pull), {
      env: { GITHUB_WORKSPACE: '/nowhere' },
    })
    expect(foundIn(ended.report)).toContain(MOUNT)
    for (const { path, query, body } of scene.github.requests) {
      if (path.includes('/contents/')) expect(query).toContain(pull.baseSha)
      for (const [name, value] of Object.entries(body?.variables ?? {}))
        if (String(value).endsWith('layerwise.yml'))
          expect([name, value]).toEqual([name, expect.stringContaining(pull.baseSha)])
    }
  })
})

describe('workflow_run', () => {
  test('writes the review of a fork, found by its head alone (R27: the event names no pull request for forks)', async () => {
    const { pull } = open({ Dockerfile: WRONG }, { fork: true })
    const ended = await runJob(secondStep, pull, 'workflow_run', runEvent(pull))
    expect(said(pull).comments.length).toBeGreaterThan(0)
    // The run belongs to the default branch; the check is that of the first step.
    expect(ended.code).toBe(0)
    expect(Number(ended.outputs.findings)).toBeGreaterThan(0)
  })

  test('says nothing on a pull request that has moved on, or has another head repository', async () => {
    const { pull, push } = open({ Dockerfile: PIP_DOCKERFILE }, { fork: true })
    const old = runEvent(pull)
    const elsewhere = runEvent(pull, { head_repository: { id: 999_999, owner: { login: pull.head.owner } } })
    const forged = await runJob(secondStep, pull, 'workflow_run', elsewhere)
    push({ Dockerfile: `${PIP_DOCKERFILE}# more\n` })
    const late = await runJob(secondStep, pull, 'workflow_run', old)
    expect(said(pull)).toEqual({ reviews: [], comments: [], issueComments: [] })
    expect(forged.stdout).toContain('No open pull request comes from contributor:change')
    expect(late.stdout).toContain('has moved on')
    expect([forged.code, late.code]).toEqual([0, 0])
  })

  test('says nothing on a pull request that is closed, and nothing for a run that was about none', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE }, { fork: true })
    const pushed = await runJob(secondStep, pull, 'workflow_run', runEvent(pull, { event: 'push' }))
    expect(pushed.stdout).toContain('Nothing to do')
    expect(scene.github.requests).toEqual([])
    pull.state = 'closed'
    await runJob(secondStep, pull, 'workflow_run', runEvent(pull))
    expect(said(pull).reviews).toEqual([])
  })

  test('with a token that only reads has annotations and a line that names the right', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE }, { fork: true })
    const ended = await runJob(secondStep, pull, 'workflow_run', runEvent(pull), {
      rights: { 'pull-requests': 'read' },
    })
    expect(annotations(ended).length).toBeGreaterThan(0)
    expect(ended.stdout).toContain('"pull-requests: write"')
    expect(ended.code).toBe(0)
  })
})

describe('what it costs', () => {
  test('is two calls at most without a Dockerfile', async () => {
    const { pull } = open({ 'main.py': failing })
    await runJob(review, pull, 'pull_request', pullEvent(pull))
    expect(scene.github.requests.length).toBeLessThanOrEqual(2)
  })

  test('is eight at most for a usual review', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE, 'web/Dockerfile': PIP_DOCKERFILE })
    await runJob(review, pull, 'pull_request', pullEvent(pull))
    expect(said(pull).comments.length).toBeGreaterThan(1)
    expect(scene.github.requests.map(({ method, path }) => `${method} ${path}`).length).toBeLessThanOrEqual(8)
  })
})
