import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { runAction } from '../../scripts/runner.mjs'
import { pastedWorkflow, rightsOf } from '../docs/pasted-workflows.ts'
import { operationOf, wrongWithRequest } from '../embedded-github/openapi.ts'
import { folderWith, git } from '../local/working-tree.ts'
import { CONTEXT, PIP_DOCKERFILE, PIP_DOCKERFILE_AFTER, type Repository, stage } from './scene.ts'

const scene = stage()
let number = 0

const repositoryWith = (files: Record<string, string>): Repository =>
  scene.github.createRepository({ owner: 'octo-org', name: `whole-${++number}`, files: { ...CONTEXT, ...files } })

/** Runs the job of a workflow that the documents paste on the default branch, after a checkout. */
async function audit(
  repository: Repository,
  file: string,
  {
    inputs = {},
    eventName = 'schedule',
    token,
    ref,
  }: { inputs?: Record<string, string>; eventName?: string; token?: string; ref?: string } = {},
) {
  const { github } = scene
  const workflow = pastedWorkflow(file)
  const [job] = Object.values(workflow.jobs)
  if (!job) throw new Error(`${file} has no job.`)
  const given = job.steps.find(({ uses }) => uses === 'layerwise/layerwise@v1')?.with ?? {}
  const pasted = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
  const none = { contents: 'none', 'pull-requests': 'none', issues: 'none', checks: 'none', actions: 'none' } as const
  const { contents, issues, 'pull-requests': pulls } = rightsOf(workflow, job)
  const rights = {
    ...none,
    ...(contents && { contents }),
    ...(issues && { issues }),
    ...(pulls && { 'pull-requests': pulls }),
  }
  const temp = folderWith({ empty: '' })
  const workspace = join(temp, 'work')
  git(temp, 'clone', '-q', repository.git.directory, workspace)
  if (ref) git(workspace, 'checkout', '-q', ref)
  github.requests.length = 0
  const event =
    eventName === 'push'
      ? github.pushEvent(repository)
      : eventName === 'schedule'
        ? github.scheduleEvent(repository)
        : github.workflowDispatchEvent(repository, {}, `refs/heads/${ref ?? 'main'}`)
  const ended = await runAction({
    ...{ github, event, eventName },
    token: token ?? github.createToken({ rights }),
    inputs: { ...pasted, ...inputs },
    env: { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temp },
  })
  for (const { method, path, body } of github.writes()) {
    const operation = operationOf(method, path)
    if (operation && body) expect([operation, ...wrongWithRequest(operation, body)]).toEqual([operation])
  }
  return {
    ...ended,
    calls: github.requests.length,
    writes: github.writes().map(({ method, path }) => `${method} ${path.split('/').slice(4).join('/')}`),
  }
}

const linesOf = (stdout: string): string[] => stdout.split('\n').filter((line) => line !== '' && !line.startsWith('::'))

describe('an audit', () => {
  test('writes its report in every form, calls nobody, and does not fail', async () => {
    const repository = repositoryWith({ Dockerfile: PIP_DOCKERFILE, 'ok/Dockerfile': 'FROM scratch\n' })
    const { code, calls, outputs, report, summary } = await audit(repository, 'audit.yml')
    expect({ code, calls }).toEqual({ code: 0, calls: 0 })
    const commit = repository.git.commitOf('refs/heads/main')
    expect(report.repositories).toEqual([
      { name: repository.fullName, server: scene.github.serverUrl, commit, notLookedAt: null },
    ])
    expect(report.files.map(({ path }: { path: string }) => path)).toEqual(['Dockerfile', 'ok/Dockerfile'])
    expect(readdirSync(outputs.sarif as string)).toEqual(['layerwise.sarif'])
    const sarif = JSON.parse(readFileSync(join(outputs.sarif as string, 'layerwise.sarif'), 'utf8'))
    expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('mount-package-cache')
    expect(readFileSync(outputs.html as string, 'utf8')).toMatch(/^<!doctype html>/)
    expect(readFileSync(outputs.markdown as string, 'utf8')).toBe(summary)
    expect(summary).toContain('2 Dockerfiles looked at')
    expect(outputs).toMatchObject({ 'issue-url': '', 'pull-request-url': '' })
  })

  test('keeps an issue with the rights of the pasted workflow: opened, left alone, closed', async () => {
    const repository = repositoryWith({ Dockerfile: PIP_DOCKERFILE })
    const first = await audit(repository, 'audit-issue.yml')
    expect({ code: first.code, writes: first.writes }).toEqual({ code: 0, writes: ['POST issues'] })
    const [issue] = repository.issues.values()
    expect(issue).toMatchObject({ state: 'open', author: 'github-actions[bot]' })
    expect(first.outputs['issue-url']).toContain('/issues/1')
    expect((await audit(repository, 'audit-issue.yml', { eventName: 'workflow_dispatch' })).writes).toEqual([])
    repository.commit({ branch: 'main', files: { Dockerfile: PIP_DOCKERFILE_AFTER } })
    const last = await audit(repository, 'audit-issue.yml')
    expect(last.writes).toEqual(['PATCH issues/1'])
    expect(last.outputs['issue-url']).toBe('')
    expect(issue).toMatchObject({ state: 'closed', stateReason: 'completed' })
  })

  test('keeps an open issue when the last Dockerfile is gone no longer, and without a checkout touches nothing', async () => {
    const repository = repositoryWith({ Dockerfile: PIP_DOCKERFILE })
    await audit(repository, 'audit-issue.yml')
    const { github } = scene
    github.requests.length = 0
    await runAction({
      ...{ github, event: github.scheduleEvent(repository), eventName: 'schedule' },
      token: github.createToken(),
      inputs: { 'audit-issue': 'true', 'audit-fix': 'pull-request' },
    })
    expect(github.writes()).toEqual([])
    repository.git.text([
      'update-ref',
      'refs/heads/main',
      repository.commit({ branch: 'gone', files: { Dockerfile: null } }),
    ])
    expect((await audit(repository, 'audit-issue.yml')).writes).toEqual(['PATCH issues/1'])
    expect([...repository.issues.values()]).toMatchObject([{ state: 'closed' }])
  })

  test('keeps a pull request by the token that was given for it, which is all that the fixes change', async () => {
    const repository = repositoryWith({ Dockerfile: PIP_DOCKERFILE })
    const app = scene.github.createToken({ login: 'layers-app[bot]' })
    const { code, outputs, writes } = await audit(repository, 'audit-fix.yml', { inputs: { 'audit-token': app } })
    expect(code).toBe(0)
    expect(writes).toEqual(['POST git/trees', 'POST git/commits', 'POST git/refs', 'POST pulls'])
    const [pull] = repository.pulls.values()
    expect(pull).toMatchObject({ state: 'open', author: 'layers-app[bot]', head: { ref: 'layerwise/fixes' } })
    expect(outputs['pull-request-url']).toContain(`/pull/${pull?.number}`)
    expect(repository.read('layerwise/fixes', 'Dockerfile')).toBe(PIP_DOCKERFILE_AFTER)
    expect(pull?.body).not.toContain('No check has started')
    expect((await audit(repository, 'audit-fix.yml', { inputs: { 'audit-token': app } })).writes).toEqual([])
    pull?.merge()
    expect((await audit(repository, 'audit-fix.yml', { inputs: { 'audit-token': app } })).writes).toEqual([])
  })

  test('says what it may not do in one line, and passes', async () => {
    const repository = repositoryWith({ Dockerfile: PIP_DOCKERFILE })
    const { code, commands, writes, report } = await audit(repository, 'audit.yml', {
      inputs: { 'audit-issue': 'true', 'audit-fix': 'pull-request' },
    })
    expect({ code, writes: writes.filter((one) => !one.startsWith('POST')) }).toEqual({ code: 0, writes: [] })
    const warnings = commands.filter(
      ({ command, message }) => command === 'warning' && message.startsWith('GitHub refused'),
    )
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('issues: write'),
      expect.stringContaining('pull-requests: write'),
    ])
    expect([...repository.issues.values(), ...repository.pulls.values()]).toEqual([])
    expect(report.summary.warnings).toBeGreaterThan(0)
  })

  test('of a push with scope all looks at everything, for code scanning', async () => {
    const repository = repositoryWith({ Dockerfile: PIP_DOCKERFILE })
    repository.commit({ branch: 'main', files: { 'README.md': '# New\n' } })
    const { code, outputs, report } = await audit(repository, 'audit-code-scanning.yml', { eventName: 'push' })
    expect({ code, warnings: report.summary.warnings > 0 }).toEqual({ code: 0, warnings: true })
    const sarif = JSON.parse(readFileSync(join(outputs.sarif as string, 'layerwise.sarif'), 'utf8'))
    expect(sarif.runs[0].versionControlProvenance[0].revisionId).toBe(repository.git.commitOf('refs/heads/main'))
    const upload = pastedWorkflow('audit-code-scanning.yml').jobs.audit?.steps.at(-1)
    expect(upload?.with).toEqual({ sarif_file: '${{ steps.layerwise.outputs.sarif }}' })
  })

  test('of another branch keeps neither, since both are about the default branch', async () => {
    const repository = repositoryWith({ Dockerfile: PIP_DOCKERFILE })
    repository.commit({ branch: 'other', files: { 'b/Dockerfile': PIP_DOCKERFILE } })
    const { writes, stdout } = await audit(repository, 'audit-issue.yml', {
      eventName: 'workflow_dispatch',
      ref: 'other',
    })
    expect(writes).toEqual([])
    expect(linesOf(stdout)).toContain(
      'The issue and the pull request of an audit are about the default branch, and this run is about refs/heads/other.',
    )
  })
})
