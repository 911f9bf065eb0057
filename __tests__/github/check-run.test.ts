import { describe, expect, test } from '@jest/globals'
import { checkName } from '../../src/github/check-run.ts'
import { onGitHub, type Pull } from './on-github.ts'

const scene = onGitHub()
const { open } = scene
/** With the rights that the documents name for a check run. */
const rights = { contents: 'read', 'pull-requests': 'write', checks: 'write' } as const
const run: typeof scene.run = (pull, inputs, more) =>
  scene.run(pull, { 'github-token': scene.github.createToken({ rights }), ...inputs }, more)
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
const check = { check: 'true' }
const checksOf = (pull: Pull) => pull.repository.checkRuns.map(({ repository: _, ...run }) => run)
/** Annotations without what is the same in all. */
const annotated = (pull: Pull) =>
  checksOf(pull).map(({ annotations }) =>
    annotations.map(({ start_line, annotation_level }) => [start_line, annotation_level]),
  )
const checkWrites = () =>
  scene.github
    .writes()
    .filter(({ path }) => path.includes('check-runs'))
    .map(({ method }) => method)
const create = { method: 'POST', path: /\/check-runs$/ }
const update = { method: 'PATCH', path: /\/check-runs\/\d+$/ }

describe('a check run', () => {
  test('is not written unless it is asked for', async () => {
    const { pull } = open({ Dockerfile: 'RUN worse\n' })
    await run(pull)
    expect(checksOf(pull)).toEqual([])
    expect(scene.github.requests.filter(({ path }) => path.includes('check-runs'))).toEqual([])
  })

  test.each([
    ['RUN worse\n', 'failure', '1 error'],
    ['RUN bad\n', 'neutral', '1 warning'],
    ['RUN 1\n', 'success', 'No findings'],
  ])('of %j ends with %s and "%s", on the head commit', async (dockerfile, conclusion, title) => {
    const { pull } = open({ Dockerfile: dockerfile })
    await run(pull, check)
    expect(checksOf(pull)).toMatchObject([
      { name: checkName, headSha: pull.headSha, status: 'completed', conclusion, output: { title } },
    ])
    expect(checkWrites()).toEqual(['POST', 'PATCH'])
    expect(scene.github.writes().find(({ path }) => path.endsWith('/check-runs'))?.body).toMatchObject({
      status: 'in_progress',
    })
  })

  test('has annotations where the findings are, and says everything in its summary', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\nRUN worse\n' })
    await run(pull, check)
    expect(annotated(pull)).toEqual([
      [
        [2, 'failure'],
        [1, 'warning'],
      ],
    ])
    const [{ output } = { output: null }] = checksOf(pull)
    expect(output?.summary).toContain('RUN good')
    expect(output?.summary).toContain('1 error (fail-on: error).')
  })

  test('says so when no Dockerfile changed, since a required check that says nothing blocks for ever', async () => {
    const { pull } = open({ 'main.py': '1\n' })
    await run(pull, check)
    expect(checksOf(pull)).toMatchObject([{ conclusion: 'success', output: { title: 'No Dockerfile changed' } }])
  })

  test('takes its annotations in requests of fifty (docs.github.com/rest/checks/runs), and ends with the last of them', async () => {
    const { pull } = open({ Dockerfile: text(Array.from({ length: 120 }, () => 'RUN worse')) })
    await run(pull, { ...check, review: 'false' })
    expect(annotated(pull)[0]).toHaveLength(120)
    const sent = scene.github.writes().filter(({ method }) => method === 'PATCH')
    expect(sent.map(({ body }) => [body.output.annotations.length, body.status])).toEqual([
      [50, undefined],
      [50, undefined],
      [20, 'completed'],
    ])
  })

  test('is one for a commit: the next run of the job goes on in it and adds nothing to it', async () => {
    const { pull } = open({ Dockerfile: 'RUN worse\nRUN bad\n' })
    await run(pull, check)
    const before = JSON.stringify(annotated(pull))
    await run(pull, check)
    expect(checksOf(pull)).toHaveLength(1)
    expect(JSON.stringify(annotated(pull))).toBe(before)
    expect(checksOf(pull)).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
    expect(checkWrites()).toEqual(['PATCH', 'PATCH'])
  })

  test('is another one on the next commit', async () => {
    const { pull, push } = open({ Dockerfile: 'RUN worse\n' })
    await run(pull, check)
    push({ Dockerfile: 'RUN 1\n' })
    await run(pull, check)
    expect(checksOf(pull)).toMatchObject([{ conclusion: 'failure' }, { conclusion: 'success', headSha: pull.headSha }])
  })

  test('gives way to a new one where its annotations are no longer right, since none can be taken back', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' }, { 'old/Dockerfile': 'RUN worse\n' })
    await run(pull, { ...check, scope: 'all' })
    await run(pull, check)
    expect(checksOf(pull)).toMatchObject([
      { conclusion: 'neutral', output: { title: 'Replaced by a later run' } },
      { conclusion: 'neutral', output: { title: '1 warning' } },
    ])
    expect(annotated(pull)[1]).toEqual([[1, 'warning']])
  })

  test('of another job, which has other paths, is a check run of its own', async () => {
    const { pull } = open({ 'a/Dockerfile': 'RUN worse\n', 'b/Dockerfile': 'RUN 1\n' })
    for (const paths of ['a/**', 'b/**', 'a/**']) await run(pull, { ...check, paths })
    expect(checksOf(pull)).toMatchObject([{ conclusion: 'failure' }, { conclusion: 'success' }])
  })

  test('is never one that somebody else made', async () => {
    const { pull } = open({ Dockerfile: 'RUN worse\n' })
    const other = scene.api(scene.github.createToken({ rights })).client.rest.checks
    const { owner, repo } = scene.pullOf(pull)
    await other.create({
      owner,
      repo,
      name: checkName,
      head_sha: pull.headSha,
      status: 'completed',
      conclusion: 'success',
    })
    await run(pull, check)
    expect(checksOf(pull)).toMatchObject([{ conclusion: 'success' }, { conclusion: 'failure' }])
  })
})

describe('a check run that GitHub does not take', () => {
  test('for want of rights is one line that names the right, and everything else goes on', async () => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' })
    const ended = await run(pull, { ...check, 'github-token': scene.github.token })
    expect(ended.failed).toEqual([])
    expect(scene.comments(pull)).toHaveLength(1)
    const lines = ended.log.filter((line) => line.includes('check run'))
    expect(lines).toEqual([expect.stringMatching(/^No check run was written\. .*"checks: write"/)])
  })

  test('at its end leaves the result of the job as it is', async () => {
    const { pull } = open({ Dockerfile: 'RUN worse\n' })
    scene.github.faults.next({ ...update, status: 500, body: {}, times: 4 })
    const ended = await run(pull, check)
    expect(ended.failed).toEqual(['1 error (fail-on: error).'])
    expect(ended.log.filter((line) => line.startsWith('The check run was not finished.'))).toHaveLength(1)
    // The next run of the job ends it.
    await run(pull, check)
    expect(checksOf(pull)).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
    expect(annotated(pull)[0]).toHaveLength(1)
  })

  test('for a moment is tried again, and nothing is in it twice', async () => {
    for (const fault of [
      { status: 502, body: '' },
      { status: 502, body: '', when: 'after' } as const,
      { disconnect: true },
    ]) {
      const { pull } = open({ Dockerfile: text(Array.from({ length: 60 }, () => 'RUN worse')) })
      scene.github.faults.next({ ...update, ...fault })
      scene.github.faults.next({ ...update, ...fault, skip: 1 })
      await run(pull, { ...check, review: 'false' })
      scene.github.faults.clear()
      expect(checksOf(pull)).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
      expect(annotated(pull)[0]).toHaveLength(60)
    }
  })

  test('for an annotation ends without annotations: it must not stay without an end', async () => {
    const { pull } = open({ Dockerfile: 'RUN worse\n' })
    scene.github.faults.next({ ...update, status: 422, body: { message: 'Invalid request.' } })
    await run(pull, check)
    expect(checksOf(pull)).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
    expect(annotated(pull)).toEqual([[]])
  })

  test('whose answer was lost is looked for before it is made again', async () => {
    for (const fault of [{ status: 502, body: '' }, { disconnect: true }]) {
      const { pull } = open({ Dockerfile: 'RUN worse\n' })
      scene.github.faults.next({ ...create, ...fault, when: 'after' })
      await run(pull, check)
      expect(checksOf(pull)).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
    }
  })

  test.each([0, 1, 2, 3])(
    'after %i of its requests is whole after the next run, and nothing is in it twice',
    async (skip) => {
      const { pull } = open({ Dockerfile: text(Array.from({ length: 120 }, () => 'RUN worse')) })
      scene.github.faults.next({ path: /check-runs/, skip, status: 500, body: {}, times: 50 })
      await run(pull, { ...check, review: 'false' })
      scene.github.faults.clear()
      await run(pull, { ...check, review: 'false' })
      expect(checksOf(pull)).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
      expect(new Set(annotated(pull)[0]?.map(([line]) => line)).size).toBe(120)
      expect(annotated(pull)[0]).toHaveLength(120)
    },
  )
})

describe('what a check run says of an error', () => {
  const down = { path: /pulls\/\d+\/files/, status: 503, body: {}, times: 9 }

  test.each([
    [{}, 'failure'],
    [{ 'on-error': 'pass' }, 'neutral'],
    [{ 'fail-on': 'never' }, 'neutral'],
  ])('of GitHub with %j is %s', async (inputs, conclusion) => {
    const { pull } = open({ Dockerfile: 'RUN bad\n' })
    scene.github.faults.next(down)
    await run(pull, { ...check, ...inputs })
    scene.github.faults.clear()
    expect(checksOf(pull)).toMatchObject([
      { status: 'completed', conclusion, output: { title: 'Layerwise could not look' } },
    ])
  })

  test('of ours on one Dockerfile is a failure, with what the others say', async () => {
    const { pull } = open({ 'a/Dockerfile': 'CRASH\n', 'b/Dockerfile': 'RUN bad\n' })
    await run(pull, check)
    expect(checksOf(pull)).toMatchObject([{ conclusion: 'failure', output: { title: '1 warning' } }])
    expect(checksOf(pull)[0]?.output?.summary).toContain('Layerwise failed on a/Dockerfile')
  })
})

test('a job that is cancelled ends its check run, which would seem to be under way for ever', async () => {
  const { pull } = open({ Dockerfile: 'RUN worse\n' })
  let cancel = async () => {}
  let cancelled: Promise<void> | undefined
  scene.github.faults.next({ path: /pulls\/\d+\/files/, meanwhile: () => (cancelled = cancel()) })
  const registered: string[] = []
  await run(pull, check, {
    whenEnded: (ending) => {
      cancel = () => ending(null)
      registered.push('on')
      return () => registered.push('off')
    },
  })
  await cancelled
  const ends = scene.github
    .writes()
    .filter(({ path, body }) => path.includes('check-runs') && body.status === 'completed')
  expect(ends[0]?.body).toMatchObject({ conclusion: 'cancelled' })
  expect(registered).toEqual(['on', 'off'])
})

test('a merge group has its check run on its own commit', async () => {
  const { repository, pull } = open({ 'main.py': '1\n' })
  const base = repository.commit({ branch: 'main', files: { Dockerfile: 'RUN 1\n' } })
  const head = repository.commit({ branch: 'main', files: { Dockerfile: 'RUN 1\nRUN worse\n' } })
  await run(pull, check, {
    event: scene.github.repositoryEvent(repository, { merge_group: { base_sha: base, head_sha: head } }),
    env: { GITHUB_EVENT_NAME: 'merge_group' },
  })
  expect(checksOf(pull)).toMatchObject([{ headSha: head, conclusion: 'failure' }])
})
