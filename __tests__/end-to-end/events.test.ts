import { describe, expect, test } from '@jest/globals'
import {
  issueCommentEvent,
  mergeGroupEvent,
  pushEvent,
  scheduleEvent,
  workflowDispatchEvent,
  workflowRunEvent,
} from '../../scripts/embedded-github/events.mjs'
import { pastedWorkflow, pastedWorkflows, rightsOf } from '../docs/pasted-workflows.ts'
import { folderWith } from '../local/working-tree.ts'
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
  const step = found.steps.find(({ uses }) => uses?.startsWith('layerwise/layerwise@'))
  // What another step of the job hands over here is the token of an app.
  const app = () => scene.github.createToken({ login: 'layerwise-app[bot]' })
  const given = Object.entries(step?.with ?? {}).map(([name, value]) => [
    name,
    String(value).replace(/^\$\{\{ steps\..+ \}\}$/, app),
  ])
  const inputs = { 'github-token': token, ...Object.fromEntries(given) }
  return scene.run(pull, { event, eventName, inputs, env })
}

/** A workflow that names some rights has no others. */
const noRights = { contents: 'none', 'pull-requests': 'none', issues: 'none', checks: 'none', actions: 'none' }

const WRONG = PIP_DOCKERFILE.replace('RUN pip', 'RUN --mount=type=cache,target=/home/app/.cache/pip pip')
const MOUNT = 'Dockerfile: mount-package-cache'

const review = ['review.yml', 'layerwise'] as const
const atOnce = ['forks-at-once.yml', 'layerwise'] as const
const secondStep = ['forks-in-two-steps.yml', 'review'] as const

const pullEvent = (pull: Pull) => scene.github.pullRequestEvent(pull)

/** The event of a run on `pull_request` that has ended; for forks it names no pull request (osbuild/osbuild#831). */
function runEvent(pull: Pull, more: Record<string, unknown> = {}) {
  const run = pull.repository.addWorkflowRun({
    ...{ event: 'pull_request', name: 'Layerwise', path: '.github/workflows/layerwise.yml' },
    ...{ headSha: pull.headSha, headBranch: pull.head.ref, pulls: [pull] },
    ...(pull.head.repository ? { headRepository: pull.head.repository } : {}),
  })
  const event = workflowRunEvent(run)
  return { ...event, workflow_run: { ...event.workflow_run, ...more } }
}

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

  test('reads no artifact of the first run, which a fork could have written to name another pull request', async () => {
    const [victim, attacker] = [
      open({ Dockerfile: PIP_DOCKERFILE }),
      open({ Dockerfile: PIP_DOCKERFILE }, { fork: true }),
    ]
    const event = runEvent(attacker.pull)
    const [run] = attacker.repository.workflowRuns
    run?.upload('layerwise', { number: String(victim.pull.number), head: victim.pull.headSha })
    await runJob(secondStep, attacker.pull, 'workflow_run', event)
    expect(scene.github.requests.filter(({ path }) => /artifact|_blobs/.test(path))).toEqual([])
    expect(said(victim.pull).reviews).toEqual([])
    expect(said(attacker.pull).reviews).toHaveLength(1)
  })

  test('reviews each pull request that the branch is proposed for', async () => {
    const { repository, pull } = open({ Dockerfile: PIP_DOCKERFILE }, { fork: true })
    repository.commit({ branch: 'release', from: 'main', files: { 'main.py': 'print("old")\n' } })
    const from = pull.head.repository ?? repository
    const other = repository.openPull({ head: 'change', from, base: 'release', author: 'contributor' })
    const ended = await runJob(secondStep, pull, 'workflow_run', runEvent(pull))
    const [here, there] = [said(pull).comments.length, said(other).comments.length]
    expect([here > 0, there]).toEqual([true, here])
    expect(Number(ended.outputs.comments)).toBe(here + there)
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

describe('merge_group', () => {
  test('is green for what the queue held before, and red for what it adds', async () => {
    const old = open({ 'main.py': 'print("other")\n' }, { base: { Dockerfile: WRONG } })
    const added = open({ Dockerfile: WRONG })
    expect((await runJob(review, old.pull, 'merge_group', mergeGroupEvent(old.pull))).code).toBe(0)
    const ended = await runJob(review, added.pull, 'merge_group', mergeGroupEvent(added.pull))
    expect(ended.code).toBe(1)
    expect(annotations(ended).map(({ properties }) => properties.file)).toContain('Dockerfile')
    expect(scene.github.writes()).toEqual([])
  })

  test('takes only the right to read', async () => {
    const { pull } = open({ Dockerfile: WRONG }, { hidden: true })
    const event = mergeGroupEvent(pull)
    const reads = { contents: 'read', 'pull-requests': 'none' }
    expect((await runJob(review, pull, 'merge_group', event, { rights: reads })).outputs.errors).toBe('1')
    const none = await runJob(review, pull, 'merge_group', event, { rights: { contents: 'none' } })
    expect(none.code).toBe(1)
    expect(none.commands.filter(({ command }) => command === 'error').map(({ message }) => message)).toEqual([
      expect.stringMatching(/^GitHub refused to .*"contents: read"/),
    ])
  })
})

describe('push', () => {
  const onPush = ['push.yml', 'layerwise'] as const

  test('counts what it brings, not what was there', async () => {
    const { pull, repository } = open({}, { base: { Dockerfile: WRONG } })
    repository.commit({ branch: 'main', files: { 'main.py': 'print("other")\n' } })
    expect((await runJob(onPush, pull, 'push', pushEvent(repository))).code).toBe(0)
    repository.commit({ branch: 'main', files: { 'web/Dockerfile': WRONG } })
    const ended = await runJob(onPush, pull, 'push', pushEvent(repository))
    expect(ended.code).toBe(1)
    expect(new Set(annotations(ended).map(({ properties }) => properties.file ?? 'web/Dockerfile'))).toEqual(
      new Set(['web/Dockerfile']),
    )
  })

  test('that takes a branch away has nothing to do', async () => {
    const { pull, repository } = open({ Dockerfile: WRONG })
    const event = pushEvent(repository, { ref: 'refs/heads/change', before: pull.headSha, after: '0'.repeat(40) })
    const ended = await runJob(onPush, pull, 'push', event)
    expect([ended.code, scene.github.requests.length]).toEqual([0, 0])
    expect(ended.stdout).toContain('Nothing to do')
  })
})

describe.each(['schedule', 'workflow_dispatch'])('%s', (name) => {
  const audit = ['audit.yml', 'audit'] as const

  test('looks at the checkout, says what is there and does not fail (R25: it carries no pull request)', async () => {
    const { pull, repository } = open({})
    const workspace = folderWith({ Dockerfile: WRONG, 'requirements.txt': 'flask\n' })
    const event = name === 'schedule' ? scheduleEvent(repository) : workflowDispatchEvent(repository)
    const ended = await runJob(audit, pull, name, event, { env: { GITHUB_WORKSPACE: workspace } })
    expect(Number(ended.outputs.errors)).toBe(1)
    expect(ended.summary).toContain('Dockerfile')
    expect(ended.code).toBe(0)
    expect(scene.github.requests).toEqual([])
  })
})

describe('each workflow of an audit', () => {
  const audits = pastedWorkflows
    .filter(({ file }) => file.startsWith('audit'))
    .flatMap(({ file, on, jobs }) =>
      Object.entries(jobs)
        .filter(([, { steps = [] }]) => steps.some(({ uses }) => uses === 'layerwise/layerwise@v1'))
        .flatMap(([job]) => Object.keys(on).map((event) => [file, job, event] as const)),
    )

  test.each(audits)('%s, its job %s, on %s: looks at everything and is green', async (file, job, name) => {
    const files = { Dockerfile: PIP_DOCKERFILE, 'requirements.txt': 'flask\n' }
    const { pull, repository } = open({}, { base: files })
    const event = { push: pushEvent, schedule: scheduleEvent, workflow_dispatch: workflowDispatchEvent }[name]
    if (!event) throw new Error(`${file} starts on ${name}.`)
    const env = { GITHUB_WORKSPACE: folderWith(files) }
    const ended = await runJob([file, job], pull, name, event(repository), { env })
    expect(ended.commands.filter(({ command }) => command === 'error')).toEqual([])
    expect([ended.code, foundIn(ended.report)]).toEqual([0, expect.arrayContaining([MOUNT])])
  })
})

describe('issue_comment', () => {
  const [commented, checked] = [
    ['review-with-commands.yml', 'commands'] as const,
    ['review-with-commands.yml', 'layerwise'] as const,
  ]

  /** Somebody comments on a pull request, and the workflow runs for it. */
  const say = async (pull: Pull, author: string, body: string, more: Parameters<typeof runJob>[4] = {}) => {
    const { github } = pull.repository
    const comment = { id: github.nextId(), author, body, createdAt: github.now(), updatedAt: github.now() }
    pull.issueComments.push(comment)
    const ended = await runJob(commented, pull, 'issue_comment', issueCommentEvent(pull, comment), more)
    return { ended, comment: pull.issueComments.find(({ id }) => id === comment.id) }
  }

  test('ignores a rule for somebody who may write: the check’s own run is made again, and is green then', async () => {
    const { pull, repository } = open({ Dockerfile: WRONG })
    repository.collaborators.set('maintainer', 'write')
    const run = repository.addWorkflowRun({
      ...{ event: 'pull_request', path: '.github/workflows/layerwise.yml' },
      ...{ headSha: pull.headSha, headBranch: pull.head.ref, conclusion: 'failure' },
    })
    expect((await runJob(checked, pull, 'pull_request', pullEvent(pull))).code).toBe(1)
    const outsider = await say(pull, 'passer-by', '/layerwise ignore mount-where-it-caches')
    expect([run.attempt, outsider.comment?.reactions?.map(({ content }) => content)]).toEqual([1, ['confused']])
    expect((await runJob(checked, pull, 'pull_request', pullEvent(pull))).code).toBe(1)

    const { ended, comment } = await say(pull, 'maintainer', 'Not now.\n\n/layerwise ignore mount-where-it-caches')
    expect([ended.code, run.attempt]).toEqual([0, 2])
    expect(comment?.reactions?.map(({ content }) => content)).toEqual(['+1'])
    const again = await runJob(checked, pull, 'pull_request', pullEvent(pull))
    expect(again.code).toBe(0)
    expect(again.summary).toContain('mount-where-it-caches (by maintainer)')
    expect((await runJob(checked, pull, 'merge_group', mergeGroupEvent(pull))).code).toBe(0)
  })

  test('without actions: write has the review written and the check follow', async () => {
    const { pull, repository } = open({ Dockerfile: PIP_DOCKERFILE })
    repository.collaborators.set('maintainer', 'write')
    const path = '.github/workflows/layerwise.yml'
    repository.addWorkflowRun({ event: 'pull_request', path, headSha: pull.headSha, headBranch: pull.head.ref })
    const { ended } = await say(pull, 'maintainer', '/layerwise review', { rights: { actions: 'read' } })
    expect(said(pull).comments.length).toBeGreaterThan(0)
    expect(ended.stdout).toMatch(/GitHub refused to run the workflow again .*"actions: write"/)
    expect(pull.issueComments.map(({ body }) => body)).toEqual([
      '/layerwise review',
      expect.stringContaining('it counts from the next push on'),
    ])
  })
})

describe('any event', () => {
  test('with a concurrency group of its pull request stops when the head has moved on (R29)', async () => {
    const { pull, push } = open({ Dockerfile: PIP_DOCKERFILE })
    const event = pullEvent(pull)
    push({ Dockerfile: `${PIP_DOCKERFILE}# more\n` })
    const ended = await runJob(review, pull, 'pull_request', event)
    expect(said(pull).reviews).toEqual([])
    expect(ended.summary).toContain('moved on')
  })

  test('that changes no Dockerfile reports, and at once (R28)', async () => {
    const { pull } = open({ 'main.py': 'print("other")\n' })
    const [onPull, inQueue] = [
      await runJob(review, pull, 'pull_request', pullEvent(pull)),
      await runJob(review, pull, 'merge_group', mergeGroupEvent(pull)),
    ]
    for (const ended of [onPull, inQueue]) {
      expect(ended.code).toBe(0)
      expect(ended.stdout).toContain('No Dockerfile changed.')
      expect(ended.milliseconds).toBeLessThan(30_000)
    }
  })
})

describe('what it costs', () => {
  test('is two calls at most without a Dockerfile', async () => {
    const { pull } = open({ 'main.py': 'print("other")\n' })
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
