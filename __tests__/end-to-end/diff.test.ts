import { describe, expect, test } from '@jest/globals'
import { foundIn } from './contract.ts'
import {
  annotations,
  essence,
  everythingSaid,
  NPM_DOCKERFILE,
  PIP_DOCKERFILE,
  type Pull,
  stage,
  suggestionsIn,
} from './scene.ts'

const scene = stage()
const { open, run, said } = scene

/** Every suggestion that was posted can be committed. */
function expectCommittable(pull: Pull) {
  for (const { id, body, path } of said(pull).comments)
    if (suggestionsIn(body).length > 0) expect(scene.github.suggestedEdit(pull, id).path).toBe(path)
}

const MOUNT = ['RUN --mount=type=cache,target=/root/.cache/pip \\', '    pip install -r requirements.txt']

describe('a change in the middle of a Dockerfile', () => {
  test('is commented on where it stands in the head, also when the base has moved on (R4, R5)', async () => {
    const base = { Dockerfile: PIP_DOCKERFILE.replace('-r requirements.txt', 'flask') }
    const { pull, repository } = open({ Dockerfile: PIP_DOCKERFILE }, { base })
    repository.commit({ branch: 'main', files: { Dockerfile: `# One.\n# Two.\n# Three.\n${base.Dockerfile}` } })
    pull.follow()
    await run(pull)
    const { comments, reviews } = said(pull)
    expect(comments.map(essence)).toEqual([{ path: 'Dockerfile', lines: [8, 8], suggestions: [MOUNT] }])
    expectCommittable(pull)
    // Line 1 is outside the diff: that is said once, in the body.
    expect(reviews[0]?.body).toContain('declare-syntax')
  })

  test('that leaves an old mistake alone is not bothered with it', async () => {
    const head = { Dockerfile: PIP_DOCKERFILE.replace('main.py', 'app.py') }
    const { pull } = open(head, { base: { Dockerfile: PIP_DOCKERFILE } })
    const ended = await run(pull)
    expect(said(pull).comments).toHaveLength(0)
    expect(ended.outputs.comments).toBe('0')
    expect(foundIn(ended.report)).toEqual(['Dockerfile: declare-syntax', 'Dockerfile: mount-package-cache'])
    expect(ended.summary.trim()).not.toBe('')
  })

  test('with a deleted line in between gets no suggestion that cannot be committed', async () => {
    const base = { 'web.Dockerfile': NPM_DOCKERFILE.replace('npm ci', 'npm install') }
    const { pull } = open({ 'web.Dockerfile': NPM_DOCKERFILE }, { base })
    const ended = await run(pull)
    expect(foundIn(ended.report)).toContain('web.Dockerfile: copy-manifests-first')
    expectCommittable(pull)
    expect(everythingSaid(scene.github, pull)).toContain('copy-manifests-first')
  })

  test('whose mistake begins outside the hunk is told without breaking the review', async () => {
    const filler = Array.from({ length: 12 }, (_, index) => `ENV STEP_${index}=${index}\n`).join('')
    const before = NPM_DOCKERFILE.replace('RUN npm ci', `${filler}RUN npm install`)
    const after = NPM_DOCKERFILE.replace('RUN npm ci', `${filler}RUN npm ci`)
    const { pull } = open({ 'web.Dockerfile': after }, { base: { 'web.Dockerfile': before } })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expectCommittable(pull)
    for (const finding of foundIn(ended.report)) {
      const rule = finding.split(': ')[1] ?? ''
      const where = `${everythingSaid(scene.github, pull)}\n${ended.summary}`
      expect([rule, where.includes(rule)]).toEqual([rule, true])
    }
  })
})

describe('a renamed Dockerfile', () => {
  test('keeps its old mistakes to itself', async () => {
    const base = { Dockerfile: PIP_DOCKERFILE }
    const head = { Dockerfile: null, 'app.Dockerfile': PIP_DOCKERFILE.replace('main.py', 'app.py') }
    const { pull } = open(head, { base })
    expect(pull.changes()[0]).toMatchObject({ status: 'renamed', previousPath: 'Dockerfile' })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expect(said(pull).comments).toHaveLength(0)
    expect(foundIn(ended.report)).toEqual(['app.Dockerfile: declare-syntax', 'app.Dockerfile: mount-package-cache'])
  })

  test('is commented on under its new name where it was changed', async () => {
    const base = { Dockerfile: PIP_DOCKERFILE.replace('-r requirements.txt', 'flask') }
    const { pull } = open({ Dockerfile: null, 'app.Dockerfile': PIP_DOCKERFILE }, { base })
    await run(pull)
    expect(said(pull).comments.map(essence)).toEqual([{ path: 'app.Dockerfile', lines: [8, 8], suggestions: [MOUNT] }])
  })

  test('without a change has no diff and gets no comment', async () => {
    const { pull } = open(
      { Dockerfile: null, 'app.Dockerfile': PIP_DOCKERFILE },
      { base: { Dockerfile: PIP_DOCKERFILE } },
    )
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expect(said(pull).comments).toHaveLength(0)
    expect(ended.outputs.findings).toBe('2')
  })
})

describe('a list of files', () => {
  test('without a patch for the Dockerfile leads to the same comments', async () => {
    scene.github.limits.patchLines = 3
    const added = open({ Dockerfile: PIP_DOCKERFILE })
    await run(added.pull)
    scene.github.limits.patchLines = 1
    const base = { Dockerfile: PIP_DOCKERFILE.replace('-r requirements.txt', 'flask') }
    const changed = open({ Dockerfile: PIP_DOCKERFILE }, { base })
    await run(changed.pull)
    scene.github.limits.patchLines = 2000
    expect(
      said(added.pull)
        .comments.map(essence)
        .map(({ lines }) => lines),
    ).toEqual([
      [1, 1],
      [8, 8],
    ])
    expect(said(changed.pull).comments.map(essence)).toEqual([
      { path: 'Dockerfile', lines: [8, 8], suggestions: [MOUNT] },
    ])
    expectCommittable(added.pull)
  })

  test('of more than one page is read to its end', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 130 }, (_, index) => [`src/${String(index).padStart(3, '0')}.py`, 'x = 1\n']),
    )
    const { pull } = open({ ...files, 'z/app.Dockerfile': PIP_DOCKERFILE })
    await run(pull)
    expect(new Set(said(pull).comments.map(({ path }) => path))).toEqual(new Set(['z/app.Dockerfile']))
  })

  test('that GitHub cut is never taken for the whole (R1)', async () => {
    const { pull } = open({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'z.Dockerfile': PIP_DOCKERFILE })
    scene.github.limits.files = 2
    const ended = await run(pull)
    scene.github.limits.files = 3000
    expect(annotations(ended).length + said(pull).reviews.length).toBeGreaterThan(0)
    expect(`${ended.stdout}\n${ended.summary}`).toMatch(/\b2\b[\s\S]*\b3\b|\b3\b[\s\S]*\b2\b/)
  })

  test('with a tree that GitHub cut moves nothing on a guess', async () => {
    const { pull } = open({ 'web.Dockerfile': NPM_DOCKERFILE })
    scene.github.limits.treeEntries = 1
    const ended = await run(pull)
    scene.github.limits.treeEntries = 100_000
    expect(ended.code).toBe(0)
    expectCommittable(pull)
    for (const { body } of said(pull).comments)
      for (const lines of suggestionsIn(body))
        expect(lines.join('\n')).not.toMatch(/^COPY package\.json(?! package-lock\.json)/m)
  })
})
