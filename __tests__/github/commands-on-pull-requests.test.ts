import { describe, expect, test } from '@jest/globals'
import { liveText } from '../../scripts/embedded-github/index.mjs'
import { type Ended, onGitHub, type Pull } from './on-github.ts'

const scene = onGitHub()
const path = '.github/workflows/layerwise.yml'

/** A pull request with a finding, the last run of its check, and people: `mona` may write, `passer-by` may not. */
function open({ status = 'completed', event = 'pull_request' } = {}) {
  const { pull, repository, push } = scene.open({ Dockerfile: 'RUN bad\n' })
  repository.collaborators.set('mona', 'write')
  repository.collaborators.set('maintainer', 'maintain')
  repository.collaborators.set('helper', 'triage')
  const run = repository.addWorkflowRun({ event, path, headSha: pull.headSha, headBranch: 'change', status })
  return { pull, repository, push, run }
}

/** Somebody writes a comment, or edits it. */
async function say(pull: Pull, body: string, author = 'mona') {
  const { owner, repo, number: issue_number } = scene.pullOf(pull)
  const { client } = scene.api(scene.github.createToken({ login: author }))
  const { data } = await client.rest.issues.createComment({ owner, repo, issue_number, body })
  return data
}

type Said = Awaited<ReturnType<typeof say>>

const eventOf = (pull: Pull, comment: Said, more: Record<string, unknown> = {}) => ({
  action: 'created',
  issue: { number: pull.number, state: pull.state, pull_request: { url: 'https://api.github.example' } },
  comment,
  repository: scene.github.pullRequestEvent(pull).repository,
  sender: comment.user,
  ...more,
})

/** Runs the action for a comment, in a workflow whose token has these rights. */
function command(pull: Pull, event: unknown, rights: Record<string, 'read' | 'write' | 'none'> = {}): Promise<Ended> {
  const all = { contents: 'read', 'pull-requests': 'write', actions: 'write', ...rights } as const
  const env = {
    GITHUB_EVENT_NAME: 'issue_comment',
    GITHUB_WORKFLOW_REF: `${pull.repository.fullName}/${path}@refs/heads/main`,
  }
  return scene.run(pull, { 'github-token': scene.github.createToken({ rights: all }) }, { event, env })
}

const answers = (pull: Pull) => pull.issueComments.filter(({ author }) => author === 'github-actions[bot]')

const reactions = (pull: Pull, { id }: Said) =>
  pull.issueComments.find((one) => one.id === id)?.reactions?.map(({ content }) => content) ?? []

const writes = () => scene.github.writes().map(({ method, path }) => `${method} ${path.split('/').slice(4).join('/')}`)

describe('/layerwise review', () => {
  test('has the newest commit’s own run made again, and says so with a reaction', async () => {
    const { pull, run } = open()
    const comment = await say(pull, '/layerwise review')
    const ended = await command(pull, eventOf(pull, comment))
    expect(run.attempt).toBe(2)
    expect(writes()).toEqual([`POST actions/runs/${run.id}/rerun`, `POST issues/comments/${comment.id}/reactions`])
    expect(reactions(pull, comment)).toEqual(['+1'])
    expect(ended.failed).toEqual([])
  })

  test('leaves the runs of other workflows, other events and other commits alone', async () => {
    const { pull, repository, run } = open()
    const other = { headSha: pull.headSha, headBranch: 'change' }
    const others = [
      repository.addWorkflowRun({ ...other, event: 'pull_request', path: '.github/workflows/deploy.yml' }),
      repository.addWorkflowRun({ ...other, event: 'push', path }),
      repository.addWorkflowRun({ ...other, event: 'pull_request', path, headSha: pull.baseSha }),
    ]
    await command(pull, eventOf(pull, await say(pull, '/layerwise review')))
    expect(run.attempt).toBe(2)
    expect(others.map(({ attempt }) => attempt)).toEqual([1, 1, 1])
  })

  test('while the run is going is refused politely', async () => {
    const { pull, run } = open({ status: 'in_progress' })
    const comment = await say(pull, '/layerwise review')
    await command(pull, eventOf(pull, comment))
    expect(run.attempt).toBe(1)
    expect(answers(pull).map(({ body }) => body)).toEqual([expect.stringContaining('has not ended yet')])
    expect(reactions(pull, comment)).toEqual(['confused'])
  })

  test.each([
    ['without the right to run it again', { actions: 'read' as const }, 0],
    ['when it is older than a month', {}, 31],
  ])('%s writes the review, and says that the check follows with the next push', async (_, rights, days) => {
    const { pull, run } = open()
    if (days > 0) scene.github.advance(days * 86_400)
    const ended = await command(pull, eventOf(pull, await say(pull, '/layerwise review')), rights)
    expect(run.attempt).toBe(1)
    expect(scene.comments(pull)).toHaveLength(1)
    expect(answers(pull)[0]?.body).toContain('it counts from the next push on')
    expect(ended.log.join('\n')).toContain('GitHub refused to run the workflow again')
    expect(ended.failed).toEqual([])
  })

  test('without a run to make again writes the review', async () => {
    const { pull } = open({ event: 'push' })
    await command(pull, eventOf(pull, await say(pull, '/layerwise review')))
    expect(scene.comments(pull)).toHaveLength(1)
    expect(answers(pull)[0]?.body).toContain('this workflow has no run for it')
  })

  test('without a run to make again turns the check run of our own, where one is asked for', async () => {
    const { pull, repository } = open({ event: 'push' })
    const rights = { contents: 'read', 'pull-requests': 'write', checks: 'write' } as const
    const token = scene.github.createToken({ rights })
    const inputs = { 'github-token': token, 'fail-on': 'warning', check: 'true' }
    // Of check runs with the same name GitHub takes the latest.
    const conclusion = () => repository.checkRuns.at(-1)?.conclusion
    await scene.run(pull, inputs)
    expect(conclusion()).toBe('failure')
    const event = eventOf(pull, await say(pull, '/layerwise ignore mount-package-cache'))
    await scene.run(pull, inputs, { event, env: { GITHUB_EVENT_NAME: 'issue_comment' } })
    expect(conclusion()).toBe('success')
    expect(answers(pull)[0]?.body).toContain(`check run of \`${pull.headSha.slice(0, 7)}\` are up to date`)
  })

  test('on a pull request that is closed does nothing but say so', async () => {
    const { pull, run } = open()
    const comment = await say(pull, '/layerwise review')
    pull.state = 'closed'
    await command(pull, eventOf(pull, comment))
    expect(run.attempt).toBe(1)
    expect(answers(pull)[0]?.body).toContain('is closed')
  })
})

describe('people', () => {
  test.each(['mona', 'maintainer', 'octo-org'])('with write access are obeyed: %s', async (author) => {
    const { pull, run } = open()
    await command(pull, eventOf(pull, await say(pull, '/layerwise review', author)))
    expect(run.attempt).toBe(2)
  })

  test.each(['passer-by', 'helper'])('without it are not, and get a reaction alone: %s', async (author) => {
    const { pull, run } = open()
    const comment = { ...(await say(pull, '/layerwise review', author)), author_association: 'MEMBER' as const }
    const ended = await command(pull, eventOf(pull, comment))
    expect(run.attempt).toBe(1)
    expect(answers(pull)).toEqual([])
    expect(reactions(pull, comment)).toEqual(['confused'])
    expect(ended.log.join('\n')).toContain(`${author} may not write to this repository`)
  })

  test('without it cannot put a command into the comment of somebody who has it', async () => {
    const { pull, run } = open()
    const comment = await say(pull, '/layerwise review')
    const sender = (await say(pull, 'Hello', 'passer-by')).user
    const changes = { body: { from: 'Hello' } }
    await command(pull, eventOf(pull, comment, { action: 'edited', changes, sender }))
    expect(run.attempt).toBe(1)
  })

  test('that cannot be asked about are not obeyed', async () => {
    const { pull, run } = open()
    const comment = await say(pull, '/layerwise review')
    scene.github.faults.next({ path: /\/permission$/, status: 403, body: { message: 'Forbidden' } })
    await command(pull, eventOf(pull, comment))
    expect(run.attempt).toBe(1)
  })
})

describe('a comment', () => {
  test('without a command, of a bot or on an issue costs no call', async () => {
    const { pull } = open()
    const [plain, asked] = [await say(pull, 'Thanks! See /layerwise review'), await say(pull, '/layerwise review')]
    for (const event of [
      eventOf(pull, plain),
      eventOf(pull, { ...asked, user: { ...asked.user, type: 'Bot' } } as Said),
      eventOf(pull, asked, { issue: { number: pull.number, state: 'open' } }),
      eventOf(pull, asked, { action: 'deleted' }),
      eventOf(pull, asked, { action: 'edited', changes: { body: { from: 'Please:\n/layerwise review' } } }),
    ]) {
      const ended = await command(pull, event)
      expect(scene.github.requests).toEqual([])
      expect(ended.log.join('\n')).toContain('Nothing to do')
    }
  })

  test('that gets a command by an edit is obeyed', async () => {
    const { pull, run } = open()
    const comment = await say(pull, '/layerwise review')
    await command(pull, eventOf(pull, comment, { action: 'edited', changes: { body: { from: '/layerwise help' } } }))
    expect(run.attempt).toBe(2)
  })

  test('with a word that is no command is answered, once, and names the right one', async () => {
    const { pull, run } = open()
    const comment = await say(pull, '/layerwise reveiw')
    await command(pull, eventOf(pull, comment))
    await command(pull, eventOf(pull, comment))
    expect(run.attempt).toBe(1)
    expect(answers(pull)).toHaveLength(1)
    expect(answers(pull)[0]?.body).toContain('Did you mean `/layerwise review`?')
    expect(answers(pull)[0]?.body).toContain('`/layerwise ignore RULE reason`')
    expect(reactions(pull, comment)).toEqual(['confused'])
  })

  test('that asks for help gets the list', async () => {
    const { pull } = open()
    const comment = await say(pull, '/layerwise help')
    await command(pull, eventOf(pull, comment))
    expect(answers(pull)[0]?.body).toContain('`/layerwise ignore RULE reason`')
    expect(reactions(pull, comment)).toEqual(['+1'])
  })

  test('that ignores a rule which is none is told the rules', async () => {
    const { pull, run } = open()
    await command(pull, eventOf(pull, await say(pull, '/layerwise ignore mount-package-cash\n/layerwise ignore')))
    expect(run.attempt).toBe(1)
    expect(answers(pull)[0]?.body).toContain('Did you mean "mount-package-cache"?')
    expect(answers(pull)[0]?.body).toContain('needs a rule: `mount-package-cache`')
  })

  test('is quoted so that nothing in it comes alive', async () => {
    const { pull } = open()
    const hostile = '/layerwise <img/src=x>`@everyone`![a](http://evil.example)'
    await command(pull, eventOf(pull, await say(pull, hostile)))
    expect(liveText(answers(pull)[0]?.body ?? '')).not.toMatch(/@everyone|<img|evil\.example/)
  })

  test('of somebody else that wears the mark of an answer is not edited', async () => {
    const { pull } = open()
    const comment = await say(pull, '/layerwise help')
    const forged = await say(pull, `Mine.\n\n<!-- layerwise:v1 answer ${comment.id} -->`, 'passer-by')
    await command(pull, eventOf(pull, comment))
    expect(pull.issueComments.find(({ id }) => id === forged.id)?.body).toContain('Mine.')
    expect(answers(pull)).toHaveLength(1)
  })

  test('that cannot be answered is answered in the log, and fails nothing', async () => {
    const { pull } = open()
    const comment = await say(pull, '/layerwise help')
    const ended = await command(pull, eventOf(pull, comment), { 'pull-requests': 'read' })
    expect(answers(pull)).toEqual([])
    expect(ended.failed).toEqual([])
    expect(ended.log.join('\n')).toMatch(/GitHub refused to answer the comment .*"pull-requests: write"/)
  })
})

describe('/layerwise ignore', () => {
  const ignore = '/layerwise ignore mount-package-cache it is built once a year'

  test('has the run made again, which no longer says or counts it', async () => {
    const { pull, run } = open()
    expect((await scene.run(pull, { 'fail-on': 'warning' })).failed).toHaveLength(1)
    await command(pull, eventOf(pull, await say(pull, ignore)))
    expect(run.attempt).toBe(2)
    const again = await scene.run(pull, { 'fail-on': 'warning' })
    expect(again.failed).toEqual([])
    expect(again.outputs.findings).toBe('0')
    expect(again.summary).toContain('mount-package-cache (by mona)')
  })

  test('closes the comment that was there, without the claim that somebody mended it', async () => {
    const { pull } = open()
    await scene.run(pull)
    const asked = await say(pull, ignore)
    await scene.run(pull)
    expect(scene.github.threads(pull).map(({ resolvedBy }) => resolvedBy)).toEqual(['github-actions[bot]'])
    expect(scene.comments(pull)[0]?.body).toMatch(/^\*\*Closed:\*\* as of [0-9a-f]{7} an ignore silences this/)
    // Once the ignore is gone, it is said again.
    pull.issueComments = pull.issueComments.filter(({ id }) => id !== asked.id)
    await scene.run(pull)
    const open_ = scene.github.threads(pull).filter(({ resolvedBy }) => resolvedBy === null)
    expect(open_).toHaveLength(1)
  })

  test('counts as long as the comment stands and its author may write: both are asked anew in each run', async () => {
    const { pull, repository } = open()
    const comment = await say(pull, ignore)
    const findings = async () => (await scene.run(pull, { review: 'false' })).outputs.findings
    expect(await findings()).toBe('0')
    repository.collaborators.set('mona', 'read')
    expect(await findings()).toBe('1')
    repository.collaborators.set('mona', 'admin')
    expect(await findings()).toBe('0')
    pull.issueComments = pull.issueComments.filter(({ id }) => id !== comment.id)
    expect(await findings()).toBe('1')
  })

  test('of people without write access counts for nothing, however many they are', async () => {
    const { pull } = open()
    for (let nth = 0; nth < 25; nth++) await say(pull, ignore, `stranger-${nth}`)
    const ended = await scene.run(pull)
    expect(ended.outputs.findings).toBe('1')
    expect(scene.github.count('GET', /\/permission$/)).toBeLessThanOrEqual(20)
    expect(ended.log.join('\n')).toContain('More than 20 people')
    // Nor can they crowd out somebody who may.
    await say(pull, ignore)
    expect((await scene.run(pull)).outputs.findings).toBe('0')
  })

  test('counts in the merge queue, too, for the pull request that the group adds', async () => {
    const { pull } = open()
    await say(pull, ignore)
    const inQueue = (number: number) => {
      const head_ref = `refs/heads/gh-readonly-queue/main/pr-${number}-${pull.baseSha}`
      const merge_group = { base_sha: pull.baseSha, head_sha: pull.headSha, base_ref: 'refs/heads/main', head_ref }
      const event = { action: 'checks_requested', merge_group, repository: { default_branch: 'main' } }
      return scene.run(pull, { 'fail-on': 'warning' }, { event, env: { GITHUB_EVENT_NAME: 'merge_group' } })
    }
    expect((await inQueue(pull.number)).failed).toEqual([])
    expect((await inQueue(pull.number + 1)).failed).toHaveLength(1)
  })

  test('silences the Dockerfiles that a pull request leaves alone, with scope: all', async () => {
    const { pull, repository } = scene.open({ Dockerfile: 'RUN 1\n' }, { 'old/Dockerfile': 'RUN bad\n' })
    repository.collaborators.set('mona', 'write')
    const all = { scope: 'all', 'fail-on': 'warning' }
    expect((await scene.run(pull, all)).failed).toHaveLength(1)
    await say(pull, ignore)
    expect((await scene.run(pull, all)).failed).toEqual([])
  })

  test('is read in long conversations, too', async () => {
    const { pull } = open()
    for (let nth = 0; nth < 101; nth++) await say(pull, 'Talk.')
    await say(pull, ignore)
    expect((await scene.run(pull)).outputs.findings).toBe('0')
  })

  test('is not counted when the conversation cannot be read, and the log says so', async () => {
    const { pull } = open()
    await say(pull, ignore)
    scene.github.faults.next({ method: 'POST', path: '/graphql', status: 403, body: { message: 'Forbidden' } })
    scene.github.faults.next({ method: 'GET', path: /issues\/\d+\/comments$/, status: 403, body: { message: 'No' } })
    const ended = await scene.run(pull)
    expect(ended.outputs.findings).toBe('1')
    expect(ended.log.join('\n')).toContain('What /layerwise ignore says does not count in this run.')
  })
})

test('a thread that a person resolved still counts for the check', async () => {
  const { pull } = open()
  await scene.run(pull)
  for (const thread of scene.github.threads(pull)) thread.resolvedBy = 'passer-by'
  const ended = await scene.run(pull, { 'fail-on': 'warning' })
  expect(ended.failed).toEqual(['1 warning (fail-on: warning).'])
  expect(scene.comments(pull)).toHaveLength(1)
})
