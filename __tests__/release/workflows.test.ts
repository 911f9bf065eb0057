import { describe, expect, test } from '@jest/globals'
import { type Workflow, workflows } from './repository.ts'

const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps)

test('there are workflows to judge', () => {
  expect(workflows.map(({ file }) => file)).toEqual(expect.arrayContaining(['ci.yml', 'layerwise.yml', 'release.yml']))
})

describe.each(workflows.map((workflow) => [workflow.file, workflow] as const))('the workflow %s', (_, workflow) => {
  test('pins every action by commit and says which version that is', () => {
    const uses = [...workflow.text.matchAll(/^\s*(?:- )?uses:\s*(.*)$/gm)].map(([, value]) => value as string)
    expect(uses.length).toBe(stepsOf(workflow).filter((step) => step.uses !== undefined).length)
    const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/
    expect(uses.filter((one) => one !== './' && !pinned.test(one))).toEqual([])
  })

  test('says at the top which rights it has, and gives more to single jobs only', () => {
    expect(workflow).toHaveProperty('permissions')
    const top = workflow.permissions as Record<string, string>
    expect(typeof top).toBe('object')
    expect(['{}', '{"contents":"read"}', '{"contents":"read","pull-requests":"write"}']).toContain(JSON.stringify(top))
  })

  test('puts nothing of an event into a script: the shell would run it', () => {
    const scripts = stepsOf(workflow).flatMap(({ run }) => run ?? [])
    expect(scripts.filter((script) => /\$\{\{/.test(script))).toEqual([])
  })

  test('never checks out a pull request with the rights of the base', () => {
    const events = typeof workflow.on === 'string' ? [workflow.on] : Object.keys(workflow.on as object)
    const privileged = events.some((event) => ['pull_request_target', 'workflow_run', 'issue_comment'].includes(event))
    const checksOut = stepsOf(workflow).some(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect([privileged, checksOut]).not.toEqual([true, true])
  })

  test('leaves no token behind in the working tree, but where a tag is pushed', () => {
    for (const [name, { steps }] of Object.entries(workflow.jobs)) {
      const pushes = steps.some(({ run }) => run?.includes('git push'))
      const kept = steps
        .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
        .map((step) => step.with?.['persist-credentials'])
      expect([name, ...kept]).toEqual([name, ...kept.map(() => pushes)])
    }
  })
})

describe('the release', () => {
  const release = workflows.find(({ file }) => file === 'release.yml') as Workflow
  const jobs = Object.entries(release.jobs)
  const mayWrite = jobs.filter(([, { permissions = {} }]) => Object.values(permissions).includes('write'))

  test('gives each job its own rights, and no more', () => {
    expect(release.permissions).toEqual({})
    expect(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]))).toEqual({
      check: { contents: 'read' },
      attest: { contents: 'read', 'id-token': 'write', attestations: 'write' },
      publish: { contents: 'write' },
      npm: { contents: 'read', 'id-token': 'write' },
    })
  })

  test('installs nothing in a job that may write', () => {
    expect(mayWrite.map(([name]) => name)).toEqual(['attest', 'publish', 'npm'])
    for (const [, { steps }] of mayWrite)
      for (const { run = '' } of steps) expect(run).not.toMatch(/npm (?:ci|install|i|run|exec)|npx|\.ci\/run/)
  })

  test('lets nothing out before everything is checked', () => {
    const needs = jobs.map(([name, job]) => [name, (job as unknown as { needs?: string }).needs])
    expect(needs).toEqual([
      ['check', undefined],
      ['attest', 'check'],
      ['publish', 'attest'],
      ['npm', 'publish'],
    ])
    const [, { steps }] = jobs[0] as (typeof jobs)[number]
    expect(steps.at(-1)?.run).toBe('.ci/run')
  })
})
