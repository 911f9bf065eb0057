import { describe, expect, test } from '@jest/globals'
import { foundIn, noticesIn, wrongWithReport } from './contract.ts'
import { annotations, everythingSaid, PIP_DOCKERFILE, stage } from './scene.ts'

const scene = stage()
const { open, run, said } = scene

/** A mount of pip's cache in a home that is not this user's: an error. */
const WRONG_TARGET = `# syntax=docker/dockerfile:1
FROM python:3.14-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/home/app/.cache/pip \\
    pip install -r requirements.txt
`

describe('a pull request without a Dockerfile', () => {
  test('is green after a few requests, and nothing is written', async () => {
    const { pull } = open({ 'main.py': 'print("other")\n', 'docs/Dockerfile.md': '# About\n' })
    const ended = await run(pull, { inputs: { 'fail-on': 'warning' } })
    expect(ended.code).toBe(0)
    expect(ended.outputs).toMatchObject({ findings: '0', errors: '0', warnings: '0', comments: '0', 'review-url': '' })
    expect(annotations(ended)).toEqual([])
    expect(scene.github.writes()).toEqual([])
    expect(scene.github.requests.length).toBeLessThanOrEqual(4)
    expect(foundIn(ended.report)).toEqual([])
  })

  test('or one that takes a Dockerfile away is green, too', async () => {
    const { pull } = open({ Dockerfile: null }, { base: { Dockerfile: PIP_DOCKERFILE } })
    const ended = await run(pull, { inputs: { 'fail-on': 'warning' } })
    expect(ended.code).toBe(0)
    expect(ended.outputs).toMatchObject({ findings: '0', comments: '0' })
    expect(scene.github.writes()).toEqual([])
  })
})

describe('the exit code', () => {
  test.each([
    ['error', 0],
    ['warning', 1],
    ['info', 1],
    ['never', 0],
  ])('with a warning and fail-on %s is %i', async (level, code) => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    const ended = await run(pull, { inputs: { 'fail-on': level } })
    expect(ended.code).toBe(code)
    expect(said(pull).comments).toHaveLength(2)
    expect(ended.outputs.findings).toBe('2')
  })

  test('with an error is 1 unless it is asked never to be', async () => {
    const { pull } = open({ Dockerfile: WRONG_TARGET })
    const ended = await run(pull)
    expect(foundIn(ended.report)).toContain('Dockerfile: mount-where-it-caches')
    expect(ended.outputs.errors).toBe('1')
    expect(ended.code).toBe(1)
    expect((await run(pull, { inputs: { 'fail-on': 'never' } })).code).toBe(0)
  })

  test('is 1 for an input that cannot be, with one line that names it', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    const ended = await run(pull, { inputs: { 'fail-on': 'sometimes' } })
    expect(ended.code).toBe(1)
    const errors = ended.commands.filter(({ command }) => command === 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]?.message).toMatch(/fail-on/)
    expect(errors[0]?.message).not.toContain('\n')
    expect(scene.github.writes()).toEqual([])
  })
})

describe('a choice', () => {
  test('of no review leaves the pull request alone and tells everything beside it', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    const ended = await run(pull, { inputs: { review: 'false' } })
    expect(scene.github.writes()).toEqual([])
    expect(ended.outputs).toMatchObject({ findings: '2', comments: '0', 'review-url': '' })
    expect(annotations(ended).map(({ properties }) => [properties.file, properties.line])).toEqual(
      expect.arrayContaining([
        ['Dockerfile', '8'],
        ['Dockerfile', '1'],
      ]),
    )
    for (const rule of ['mount-package-cache', 'declare-syntax']) expect(ended.summary).toContain(rule)
  })

  test('of paths leaves the others out', async () => {
    const { pull } = open({
      Dockerfile: PIP_DOCKERFILE,
      'api/Dockerfile': PIP_DOCKERFILE,
      'api/requirements.txt': 'flask\n',
    })
    const ended = await run(pull, { inputs: { paths: 'api/**\n' } })
    expect(new Set(said(pull).comments.map(({ path }) => path))).toEqual(new Set(['api/Dockerfile']))
    expect(ended.report.files.map(({ path }: { path: string }) => path)).toEqual(['api/Dockerfile'])
  })

  test('of rules is read from the configuration', async () => {
    const base = { '.github/layerwise.yml': 'rules:\n  declare-syntax: off\n' }
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE }, { base })
    const ended = await run(pull)
    expect(foundIn(ended.report)).toEqual(['Dockerfile: mount-package-cache'])
    expect(said(pull).comments).toHaveLength(1)
  })

  test('that is misspelt in the configuration ends the run with the nearest right one', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE }, { base: { '.github/layerwise.yml': 'rulse: {}\n' } })
    const ended = await run(pull)
    expect(ended.code).toBe(1)
    const errors = ended.commands.filter(({ command }) => command === 'error').map(({ message }) => message)
    expect(errors.join('\n')).toMatch(/rulse[\s\S]*rules/)
  })
})

describe('a Dockerfile that cannot be read', () => {
  test('is one notice, and the others go on', async () => {
    const { pull } = open({
      Dockerfile: PIP_DOCKERFILE,
      'no-stage.Dockerfile': 'RUN pip install -r requirements.txt\n',
      'picture.Dockerfile': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0xff]),
    })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expect(foundIn(ended.report)).toEqual(['Dockerfile: declare-syntax', 'Dockerfile: mount-package-cache'])
    expect(said(pull).comments.map(({ path }) => path)).toEqual(['Dockerfile', 'Dockerfile'])
    for (const path of ['no-stage.Dockerfile', 'picture.Dockerfile']) {
      expect([path, noticesIn(ended.report, path).length]).toEqual([path, 1])
      expect(ended.summary).toContain(path)
    }
  })

  test('because GitHub does not hand it out is said, and the others go on', async () => {
    const { pull, repository } = open({
      Dockerfile: PIP_DOCKERFILE,
      'other.Dockerfile': `${PIP_DOCKERFILE}# another\n`,
    })
    const { sha } = repository.git.entry(pull.headSha, 'other.Dockerfile') ?? { sha: '' }
    scene.github.faults.next({
      path: new RegExp(`git/blobs/${sha}|contents/other`),
      status: 404,
      body: { message: 'Not Found' },
      times: 20,
    })
    const ended = await run(pull)
    scene.github.faults.clear()
    expect(wrongWithReport(ended.report)).toEqual([])
    expect(foundIn(ended.report)).toEqual(expect.arrayContaining(['Dockerfile: mount-package-cache']))
    expect(`${ended.summary}\n${everythingSaid(scene.github, pull)}`).toContain('other.Dockerfile')
  })
})

describe('the report', () => {
  test('keeps the contract, with lines that count the head commit', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE, 'bad.Dockerfile': WRONG_TARGET })
    const { report } = await run(pull)
    expect(wrongWithReport(report)).toEqual([])
    const pip = report.files.find(({ path }: { path: string }) => path === 'Dockerfile')
    const mount = pip.findings.find(({ rule }: { rule: string }) => rule === 'mount-package-cache')
    expect(mount).toMatchObject({
      severity: 'warning',
      manager: 'pip',
      startLine: 8,
      endLine: 8,
      fix: {
        safety: 'safe',
        startLine: 8,
        endLine: 8,
        replacement: 'RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt',
      },
    })
  })
})

describe('an event without a pull request', () => {
  test.each(['push', 'merge_group', 'schedule', 'workflow_dispatch'])(
    '%s writes to no pull request and does not crash',
    async (eventName) => {
      const { pull, repository } = open({ Dockerfile: PIP_DOCKERFILE })
      const event = scene.github.repositoryEvent(repository)
      const ended = await run(pull, { event, eventName })
      expect(ended.code).toBe(0)
      expect(scene.github.writes()).toEqual([])
    },
  )
})
