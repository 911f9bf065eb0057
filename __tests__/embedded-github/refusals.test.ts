import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { call, type Server } from './client.ts'

type Repository = ReturnType<Server['createRepository']>

let github: Server
let repository: Repository
let at: string
let number = 0
let token: string

beforeAll(async () => {
  github = await startGitHub({ limits: { patchBytes: 2000 } })
  token = github.createToken()
})
afterAll(() => github.stop())
beforeEach(() => {
  repository = github.createRepository({ name: `refusals-${++number}`, files: { a: '1\n' } })
  repository.commit({ branch: 'feature', files: { a: '2\n' } })
  at = `/repos/${repository.fullName}`
})

const refused = async (method: string, path: string, body?: unknown, as = token) => {
  const reply = await call(github, method, `${at}${path}`, { token: as, ...(body === undefined ? {} : { body }) })
  expect(reply.status).toBeGreaterThanOrEqual(400)
  return [reply.status, reply.body.message, ...(reply.body.errors ?? [])]
}
const done = async (method: string, path: string, body?: unknown, as = token) => {
  const reply = await call(github, method, `${at}${path}`, { token: as, ...(body === undefined ? {} : { body }) })
  expect([reply.status, reply.status < 300 ? '' : reply.text]).toEqual([reply.status, ''])
  return reply.body
}

describe('a pull request', () => {
  const asked = { title: 'Fix', head: 'feature', base: 'main' }

  test('is opened by GitHub Actions only where the setting lets it (peter-evans/create-pull-request#3979)', async () => {
    expect(await refused('POST', '/pulls', asked)).toEqual([
      403,
      'GitHub Actions is not permitted to create or approve pull requests.',
    ])
    repository.actionsMayApprove = true
    expect(await done('POST', '/pulls', asked)).toMatchObject({ state: 'open', user: { login: 'github-actions[bot]' } })
  })

  test('is opened by another app or a person in any case', async () => {
    const app = github.createToken({ login: 'layers[bot]' })
    expect(await done('POST', '/pulls', asked, app)).toMatchObject({ user: { login: 'layers[bot]', type: 'Bot' } })
  })

  test('is opened once for a branch, and only with something in it', async () => {
    repository.actionsMayApprove = true
    await done('POST', '/pulls', asked)
    expect(await refused('POST', '/pulls', asked)).toEqual([
      422,
      'Validation Failed',
      expect.objectContaining({ message: `A pull request already exists for ${repository.owner}:feature.` }),
    ])
    repository.git.setReference('refs/heads/same', String(repository.git.commitOf('main')))
    expect(await refused('POST', '/pulls', { ...asked, head: 'same' })).toEqual([
      422,
      'Validation Failed',
      expect.objectContaining({ message: 'No commits between main and same' }),
    ])
    expect((await refused('POST', '/pulls', { ...asked, base: 'nope' }))[2]).toMatchObject({ field: 'base' })
  })

  test('is merged, closed, reopened and given another base', async () => {
    const pull = repository.openPull({ head: 'feature' })
    await done('PATCH', '/pulls/1', { state: 'closed' })
    await done('PATCH', '/pulls/1', { state: 'open' })
    expect((await refused('PATCH', '/pulls/1', { base: 'nope' }))[0]).toBe(422)
    const changed = pull.changes()
    pull.merge()
    expect(await done('GET', '/pulls/1')).toMatchObject({ state: 'closed', merged: true })
    expect(repository.read('main', 'a')).toBe('2\n')
    expect(pull.changes()).toEqual(changed)
    expect((await refused('PATCH', '/pulls/1', { state: 'open' }))[0]).toBe(422)
  })
})

describe('the diff of the whole', () => {
  test('is git’s own, and refused beyond 300 files (agavra/tuicr#636)', async () => {
    repository.openPull({ head: 'feature' })
    const ask = () => call(github, 'GET', `${at}/pulls/1`, { accept: 'application/vnd.github.v3.diff' })
    expect((await ask()).text).toMatch(/^diff --git a\/a b\/a\n[\s\S]*\n-1\n\+2\n$/)
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}`, 'x\n']))
    repository.commit({ branch: 'feature', files: many })
    const { status, body } = await ask()
    expect([status, body.message]).toEqual([
      406,
      expect.stringMatching(/^Sorry, the diff exceeded the maximum number of files \(300\)/),
    ])
  })
})

describe('a review', () => {
  test('that only comments cannot be dismissed, nor one twice (MorrisonCole/pr-lint-action#155)', async () => {
    repository.openPull({ head: 'feature', author: 'mona' })
    const review = async (event: string) => (await done('POST', '/pulls/1/reviews', { event, body: 'x' })).id
    const dismiss = { message: 'Fixed.' }
    const said = await review('COMMENT')
    expect(await refused('PUT', `/pulls/1/reviews/${said}/dismissals`, dismiss)).toEqual([
      422,
      'Unprocessable Entity',
      'Can not dismiss a commented pull request review',
    ])
    const blocked = await review('REQUEST_CHANGES')
    expect(await done('PUT', `/pulls/1/reviews/${blocked}/dismissals`, dismiss)).toMatchObject({ state: 'DISMISSED' })
    expect((await refused('PUT', `/pulls/1/reviews/${blocked}/dismissals`, dismiss))[2]).toBe(
      'Can not dismiss a dismissed pull request review',
    )
    repository.protectedBranches.add('main')
    const guarded = await review('REQUEST_CHANGES')
    expect((await refused('PUT', `/pulls/1/reviews/${guarded}/dismissals`, dismiss))[0]).toBe(403)
  })

  test('takes no comment on a file whose difference is too large (ReviewNB/support#13)', async () => {
    repository.commit({ branch: 'feature', files: { big: 'x'.repeat(3000) } })
    repository.openPull({ head: 'feature', author: 'mona' })
    const review = { event: 'COMMENT', body: 'x', comments: [{ path: 'big', line: 1, body: 'x' }] }
    expect((await refused('POST', '/pulls/1/reviews', review))[0]).toBe(422)
  })
})

describe('a check run', () => {
  const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'Look.' }
  const create = (output: unknown) => ({ name: 'Layerwise', head_sha: repository.git.commitOf('feature'), output })

  test('takes 50 annotations a request and adds those of later ones (dorny/test-reporter#194)', async () => {
    const output = (count: number) => ({ title: 'T', summary: 'S', annotations: Array(count).fill(annotation) })
    expect(await refused('POST', '/check-runs', create(output(51)))).toEqual([
      422,
      'Invalid request.\n\nNo more than 50 items are allowed; 51 were supplied.',
    ])
    const { id } = await done('POST', '/check-runs', create(output(50)))
    await done('PATCH', `/check-runs/${id}`, { output: output(7) })
    expect((await done('GET', `/check-runs/${id}`)).output.annotations_count).toBe(57)
    expect(await done('GET', `/check-runs/${id}/annotations?per_page=100`)).toHaveLength(57)
  })

  test('has texts of 65,535 characters at most, and columns on one line only', async () => {
    const summary = 'x'.repeat(65_535)
    expect((await refused('POST', '/check-runs', create({ title: 'T', summary: `${summary}x` })))[0]).toBe(422)
    await done('POST', '/check-runs', create({ title: 'T', summary }))
    const wide = { ...annotation, end_line: 2, start_column: 1 }
    expect((await refused('POST', '/check-runs', create({ title: 'T', summary, annotations: [wide] })))[0]).toBe(422)
    expect(repository.checkRuns).toHaveLength(1)
  })

  test('is completed by its conclusion, changed by its own app alone, and needs checks: write', async () => {
    const { id } = await done('POST', '/check-runs', create(undefined))
    expect(await done('PATCH', `/check-runs/${id}`, { conclusion: 'neutral' })).toMatchObject({ status: 'completed' })
    const other = github.createToken({ login: 'other[bot]' })
    expect((await refused('PATCH', `/check-runs/${id}`, { conclusion: 'success' }, other))[0]).toBe(403)
    expect(await refused('POST', '/check-runs', create(undefined), github.token)).toEqual([
      403,
      'Resource not accessible by integration',
    ])
  })

  test('is listed once a name, the newest, unless all are asked for', async () => {
    const first = await done('POST', '/check-runs', create(undefined))
    const second = await done('POST', '/check-runs', create(undefined))
    const ids = async (filter: string) =>
      (await done('GET', `/commits/feature/check-runs?${filter}`)).check_runs.map((run: { id: number }) => run.id)
    expect(await ids('check_name=Layerwise')).toEqual([second.id])
    expect(await ids('filter=all')).toEqual([second.id, first.id])
  })
})

describe('a reference', () => {
  test('is moved forward only, unless it is forced (philschatz/octokit.js#21)', async () => {
    const main = repository.git.commitOf('main')
    const feature = repository.git.commitOf('feature')
    await done('POST', '/git/refs', { ref: 'refs/heads/fix', sha: main })
    expect((await refused('POST', '/git/refs', { ref: 'refs/heads/fix', sha: main }))[1]).toBe(
      'Reference already exists',
    )
    await done('PATCH', '/git/refs/heads/fix', { sha: feature })
    expect(await refused('PATCH', '/git/refs/heads/fix', { sha: main })).toEqual([422, 'Update is not a fast forward'])
    await done('PATCH', '/git/refs/heads/fix', { sha: main, force: true })
    expect((await refused('PATCH', '/git/refs/heads/nope', { sha: main }))[1]).toBe('Reference does not exist')
    expect((await refused('POST', '/git/refs', { ref: 'heads/x', sha: main }, github.token))[0]).toBe(403)
  })

  test('that moves takes its pull request along, and that goes closes it', async () => {
    const pull = repository.openPull({ head: 'feature' })
    const tree = await done('POST', '/git/trees', {
      base_tree: pull.headSha,
      tree: [
        { path: 'd/b', mode: '100755', type: 'blob', content: 'b\n' },
        { path: 'a', mode: '100644', type: 'blob', sha: null },
      ],
    })
    const { sha } = await done('POST', '/git/commits', { message: 'Fix', tree: tree.sha, parents: [pull.headSha] })
    await done('PATCH', '/git/refs/heads/feature', { sha })
    expect(pull.headSha).toBe(sha)
    expect(pull.changes().map(({ path, status }) => [path, status])).toEqual([
      ['a', 'removed'],
      ['d/b', 'added'],
    ])
    await done('DELETE', '/git/refs/heads/feature')
    expect(pull.state).toBe('closed')
  })
})

describe('a run of a workflow', () => {
  test('is not started again while it is going (cli/cli#9221), nor without actions: write', async () => {
    const headSha = String(repository.git.commitOf('feature'))
    const run = repository.addWorkflowRun({ event: 'pull_request', headSha, headBranch: 'feature' })
    const path = `/actions/runs/${run.id}/rerun`
    expect((await refused('POST', path, undefined, github.token))[0]).toBe(403)
    await done('POST', path)
    expect((await done('GET', `/actions/runs/${run.id}`)).run_attempt).toBe(2)
    expect((await refused('POST', path))[0]).toBe(403)
  })

  test('of a fork names no pull request (osbuild/osbuild#831)', async () => {
    const fork = repository.fork(`someone-${number}`)
    const headSha = fork.commit({ branch: 'patch', files: { a: '3\n' } })
    const pull = repository.openPull({ head: 'patch', from: fork })
    const more = { event: 'pull_request', headSha, headBranch: 'patch', headRepository: fork, pulls: [pull] }
    const run = repository.addWorkflowRun(more)
    const event = github.workflowRunEvent(run)
    expect(event.workflow_run).toMatchObject({ pull_requests: [], head_sha: headSha })
    expect(event.workflow_run.head_repository).toMatchObject({ full_name: fork.fullName })
  })

  test('has artifacts that are downloaded as a zip, with a token, until they expire', async () => {
    const headSha = String(repository.git.commitOf('feature'))
    const run = repository.addWorkflowRun({ event: 'pull_request', headSha, headBranch: 'feature' })
    const artifact = run.upload('findings', Buffer.from('no zip at all'))
    const url = `${github.apiUrl}${at}/actions/artifacts/${artifact.id}/zip`
    expect((await fetch(url)).status).toBe(401)
    expect(await (await fetch(url, { headers: { authorization: `token ${token}` } })).text()).toBe('no zip at all')
    artifact.expired = true
    expect((await fetch(url, { headers: { authorization: `token ${token}` } })).status).toBe(410)
  })
})

describe('people', () => {
  test('have the rights of their role, strangers read what is public', async () => {
    for (const login of ['kept', 'team', 'guest', 'nobody'])
      github.comment(repository.openIssue(), { author: login, body: 'x' })
    repository.collaborators.set('team', 'maintain').set('kept', 'triage').set('guest', 'none')
    const permission = async (login: string) => {
      const { permission: old, role_name: role } = await done('GET', `/collaborators/${login}/permission`)
      return [old, role]
    }
    expect(await permission(repository.owner)).toEqual(['admin', 'admin'])
    expect(await permission('team')).toEqual(['write', 'maintain'])
    expect(await permission('kept')).toEqual(['read', 'triage'])
    expect(await permission('nobody')).toEqual(['read', 'read'])
    expect(await permission('guest')).toEqual(['none', 'none'])
    expect(await refused('GET', '/collaborators/does-not-exist/permission')).toEqual([
      404,
      'does-not-exist is not a user',
    ])
  })
})

describe('an issue', () => {
  test('is found by label, creator and state, among the pull requests, which are issues, too', async () => {
    repository.openPull({ head: 'feature', author: 'mona' })
    await done('POST', '/issues', { title: 'Audit', labels: ['layerwise'] })
    repository.openIssue({ author: 'mona', labels: ['layerwise'] })
    const found = async (query: string) =>
      (await done('GET', `/issues?${query}`)).map((one: { number: number; pull_request?: object }) => [
        one.number,
        one.pull_request !== undefined,
      ])
    expect(await found('')).toEqual([
      [3, false],
      [2, false],
      [1, true],
    ])
    expect(await found('labels=Layerwise&creator=github-actions%5Bbot%5D')).toEqual([[2, false]])
    await done('PATCH', '/issues/2', { state: 'closed', state_reason: 'not_planned' })
    expect(await found('labels=layerwise&state=closed')).toEqual([[2, false]])
    await done('PATCH', '/issues/2', { state: 'open' })
    expect(await done('GET', '/issues/2')).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null })
  })

  test('needs issues: write, a title, and a body of 65,536 characters at most', async () => {
    expect((await refused('POST', '/issues', { title: 'x' }, github.token))[0]).toBe(403)
    expect((await refused('POST', '/issues', { body: 'x' }))[0]).toBe(422)
    expect((await refused('POST', '/issues', { title: 'x', body: 'x'.repeat(65_537) }))[0]).toBe(422)
  })

  test('that is locked takes no comment (renovatebot/renovate#6215)', async () => {
    repository.openIssue().locked = true
    expect(await refused('POST', '/issues/1/comments', { body: 'x' })).toEqual([
      403,
      'Unable to create comment because issue is locked.',
    ])
  })
})
