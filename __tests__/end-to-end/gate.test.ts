import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { runAction } from '../../scripts/runner.mjs'
import { layerwise } from '../cli/terminal.ts'
import { checkoutWith } from '../local/working-tree.ts'
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
    expect(scene.github.requests.length).toBeLessThanOrEqual(2)
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

/** As R28 of the research has it; https://docs.github.com/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks */
describe('a required check (R28: one that is skipped by a filter stays pending and blocks; one that ends counts)', () => {
  test('ends on a pull request without a Dockerfile, after two calls, and says why it is green', async () => {
    const { pull } = open({ 'main.py': 'print("other")\n' })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expect(ended.stdout).toContain('No Dockerfile changed.')
    expect(scene.github.requests.length).toBeLessThanOrEqual(2)
  })

  test('ends in the merge queue: red for what the pull request brings, green for what was there before', async () => {
    const bringing = open({ Dockerfile: WRONG_TARGET })
    const event = scene.github.mergeGroupEvent(bringing.pull)
    const red = await run(bringing.pull, { event, eventName: 'merge_group' })
    expect([red.code, foundIn(red.report)]).toEqual([1, expect.arrayContaining(['Dockerfile: mount-where-it-caches'])])
    expect(annotations(red).map(({ command, properties }) => [command, properties.file])).toContainEqual([
      'error',
      'Dockerfile',
    ])

    const innocent = open({ 'main.py': 'print("other")\n' }, { base: { Dockerfile: WRONG_TARGET } })
    const green = await run(innocent.pull, {
      event: scene.github.mergeGroupEvent(innocent.pull),
      eventName: 'merge_group',
    })
    expect(green.code).toBe(0)
    expect(green.stdout).toContain('No Dockerfile changed.')
    expect(scene.github.requests).toHaveLength(2)

    const beside = open({ Dockerfile: `${WRONG_TARGET}CMD ["python"]\n` }, { base: { Dockerfile: WRONG_TARGET } })
    const old = await run(beside.pull, { event: scene.github.mergeGroupEvent(beside.pull), eventName: 'merge_group' })
    expect([old.code, old.outputs.errors]).toEqual([0, '1'])
    for (const one of [bringing, innocent, beside]) expect(said(one.pull).reviews).toEqual([])
  })

  test('ends after a push, with what the push brings', async () => {
    const { pull, repository } = open({ 'main.py': '1\n' }, { base: { 'old/Dockerfile': WRONG_TARGET } })
    repository.commit({ branch: 'main', files: { Dockerfile: WRONG_TARGET } })
    const red = await run(pull, { event: scene.github.pushEvent(repository), eventName: 'push' })
    expect([red.code, new Set(foundIn(red.report).map((line) => line.split(':')[0]))]).toEqual([
      1,
      new Set(['Dockerfile']),
    ])
    repository.commit({ branch: 'main', files: { 'main.py': '2\n' } })
    const green = await run(pull, { event: scene.github.pushEvent(repository), eventName: 'push' })
    expect(green.code).toBe(0)
    expect(scene.github.requests).toHaveLength(2)
  })

  test('ends when GitHub is down, in one line that says whose fault it is, or passes when that was chosen', async () => {
    for (const [inputs, code] of [
      [{}, 1],
      [{ 'on-error': 'pass' }, 0],
      [{ 'fail-on': 'never' }, 0],
    ] as const) {
      const { pull } = open({ Dockerfile: WRONG_TARGET })
      scene.github.faults.next({ path: /pulls\/\d+\/files/, status: 404, body: { message: 'Not Found' } })
      const ended = await run(pull, { inputs: { ...inputs } })
      scene.github.faults.clear()
      expect(ended.code).toBe(code)
      expect(annotations(ended).map(({ command, message }) => [command, message])).toEqual([
        [code === 1 ? 'error' : 'warning', expect.stringContaining('GitHub’s answer, and no finding')],
      ])
    }
  })
})

/**
 * The environment in which something happens to the action's process while it is under way: once it has asked for the changed
 * files, and while it waits for GitHub, which is down from then on.
 */
function underWay(code: string): { NODE_OPTIONS: string } {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-under-way-'))
  const [sign, file] = [join(folder, 'sign'), join(folder, 'happen.cjs')]
  const look = `if (!require('node:fs').existsSync(${JSON.stringify(sign)})) return; clearInterval(timer); ${code}`
  writeFileSync(file, `const timer = setInterval(() => { ${look} }, 20)`)
  scene.github.faults.next({ path: /pulls\/\d+\/files/, meanwhile: () => writeFileSync(sign, '') })
  scene.github.faults.next({ path: /graphql|contents/, status: 503, body: {}, times: 99 })
  return { NODE_OPTIONS: `--require=${file}` }
}

describe('an error that nobody caught', () => {
  test.each([
    ['that is thrown', `throw new Error('boom')`],
    ['in a promise', `Promise.reject(new Error('boom'))`],
  ])('%s fails the job in one line, and never one that is never to fail', async (_, code) => {
    for (const [inputs, exit, command] of [
      [{}, 1, 'error'],
      [{ 'fail-on': 'never' }, 0, 'warning'],
    ] as const) {
      const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
      const env = underWay(code)
      const ended = await runAction({ github: scene.github, event: scene.github.pullRequestEvent(pull), inputs, env })
      scene.github.faults.clear()
      expect(ended.code).toBe(exit)
      expect(annotations(ended).map((one) => [one.command, one.message])).toEqual([
        [command, expect.stringMatching(/^Layerwise failed: boom\..*a fault of Layerwise/)],
      ])
    }
  })
})

describe('a baseline', () => {
  const place = '.github/layerwise-baseline.json'

  test('that the command line writes is what the action reads: what it holds blocks nobody', async () => {
    const checkout = checkoutWith({ Dockerfile: WRONG_TARGET, 'requirements.txt': 'flask==3.1.2\n' })
    expect((await layerwise(['audit', '--write-baseline'], { cwd: checkout })).code).toBe(0)
    const frozen = readFileSync(join(checkout, place), 'utf8')
    const { pull } = open(
      { Dockerfile: `${WRONG_TARGET}# A comment.\n` },
      { base: { Dockerfile: WRONG_TARGET, [place]: frozen } },
    )
    const known = await run(pull, { inputs: { scope: 'all', 'fail-on': 'info' } })
    expect([known.code, known.outputs.errors]).toEqual([0, '1'])
    expect(known.report.files[0].findings.map(({ inBaseline }: { inBaseline: boolean }) => inBaseline)).toContain(true)
    expect(known.summary).toContain('in the baseline')
    const without = open({ Dockerfile: `${WRONG_TARGET}# A comment.\n` }, { base: { Dockerfile: WRONG_TARGET } })
    expect((await run(without.pull, { inputs: { scope: 'all' } })).code).toBe(1)
  })
})

describe('a check run of its own', () => {
  const inputs = () => ({
    check: 'true',
    'github-token': scene.github.createToken({
      rights: { contents: 'read', 'pull-requests': 'write', checks: 'write' },
    }),
  })

  test('stands on the head commit with its annotations, is one after a second run, and its requests are as GitHub describes them', async () => {
    const { pull, repository } = open({ Dockerfile: WRONG_TARGET })
    for (const _ of [1, 2]) expect((await run(pull, { inputs: inputs() })).code).toBe(1)
    expect(repository.checkRuns).toHaveLength(1)
    const [{ headSha, status, conclusion, annotations: all } = { annotations: [] }] = repository.checkRuns
    expect({ headSha, status, conclusion }).toEqual({
      headSha: pull.headSha,
      status: 'completed',
      conclusion: 'failure',
    })
    expect(all[0]).toMatchObject({ path: 'Dockerfile', annotation_level: 'failure' })
    expect(all.length).toBe(new Set(all.map((one) => JSON.stringify(one))).size)
  })

  test.each([
    ['something happens that nobody caught', `throw new Error('boom')`, 'neutral', 'Layerwise could not look'],
    ['the job is cancelled', `process.kill(process.pid, 'SIGINT')`, 'cancelled', 'The job was cancelled'],
  ])('is ended when %s', async (_, code, conclusion, title) => {
    const { pull, repository } = open({ Dockerfile: WRONG_TARGET })
    const all = { ...inputs(), 'on-error': 'pass' }
    const env = underWay(code)
    await runAction({ github: scene.github, event: scene.github.pullRequestEvent(pull), inputs: all, env })
    scene.github.faults.clear()
    expect(repository.checkRuns.map(({ status, conclusion, output }) => [status, conclusion, output?.title])).toEqual([
      ['completed', conclusion, title],
    ])
  })
})

test('of many findings the most severe become annotations, as many as GitHub shows, and the others are counted', async () => {
  const many = Array.from({ length: 14 }, (_, index) => [
    [`s${index}/Dockerfile`, index < 12 ? PIP_DOCKERFILE : WRONG_TARGET],
    [`s${index}/requirements.txt`, 'flask\n'],
  ]).flat()
  const { pull } = open(Object.fromEntries(many))
  const ended = await run(pull, { inputs: { review: 'false', 'fail-on': 'warning' } })
  const levels = annotations(ended).map(({ command }) => command)
  for (const level of ['error', 'warning', 'notice']) {
    expect(levels.filter((one) => one === level).length).toBeLessThanOrEqual(10)
  }
  expect(annotations(ended).find(({ command }) => command === 'notice')).toBeDefined()
  expect(
    annotations(ended)
      .map(({ message }) => message)
      .join('\n'),
  ).toMatch(/GitHub shows 10 annotations of a kind; .*3 more warnings/)
  expect(annotations(ended).at(-1)?.message).toMatch(/2 errors, 12 warnings \(fail-on: warning\)/)
})

describe('an event without a pull request', () => {
  test.each(['schedule', 'workflow_dispatch'])('%s writes to no pull request and does not crash', async (eventName) => {
    const { pull, repository } = open({ Dockerfile: PIP_DOCKERFILE })
    const event = scene.github.repositoryEvent(repository)
    const ended = await run(pull, { event, eventName })
    expect(ended.code).toBe(0)
    expect(scene.github.writes()).toEqual([])
  })
})
