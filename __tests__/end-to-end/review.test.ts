import { describe, expect, test } from '@jest/globals'
import { foundIn } from './contract.ts'
import {
  essence,
  everythingSaid,
  liveText,
  NPM_DOCKERFILE,
  PIP_DOCKERFILE,
  PIP_DOCKERFILE_AFTER,
  stage,
} from './scene.ts'

const scene = stage()
const { open, run, said } = scene

/** What a person commits with one click each for the mission's Dockerfile. */
const PIP_COMMENTS = [
  { path: 'Dockerfile', lines: [1, 1], suggestions: [['# syntax=docker/dockerfile:1', "# The shop's service."]] },
  {
    path: 'Dockerfile',
    lines: [8, 8],
    suggestions: [['RUN --mount=type=cache,target=/root/.cache/pip \\', '    pip install -r requirements.txt']],
  },
]

describe('a pull request that adds a Dockerfile without cache mounts', () => {
  test('gets one review with a suggestion for each finding, on the lines of the head commit', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    const ended = await run(pull)
    const { reviews, comments, issueComments } = said(pull)
    expect(comments.map(essence)).toEqual(PIP_COMMENTS)
    expect(reviews).toHaveLength(1)
    expect(reviews[0]).toMatchObject({
      state: 'COMMENTED',
      commit_id: pull.headSha,
      user: { login: 'github-actions[bot]' },
    })
    expect(comments.every((comment) => comment.pull_request_review_id === reviews[0]?.id)).toBe(true)
    expect(comments[0]?.body).toContain('declare-syntax')
    expect(comments[1]?.body).toContain('mount-package-cache')
    expect(issueComments).toHaveLength(0)
    expect(ended.code).toBe(0)
    const { report, ...outputs } = ended.outputs
    expect(Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== ''))).toEqual({
      findings: '2',
      errors: '0',
      warnings: '1',
      comments: '2',
      'review-url': reviews[0]?.html_url,
    })
    expect(report).toMatch(/\.json$/)
    expect(foundIn(ended.report)).toEqual(['Dockerfile: declare-syntax', 'Dockerfile: mount-package-cache'])
    expect(ended.summary).toContain('mount-package-cache')
    expect(ended.summary).toContain('RUN --mount=type=cache,target=/root/.cache/pip')
  })

  test('takes eight calls at most, with everything around it, and five when nothing is new', async () => {
    const { pull } = open({
      Dockerfile: NPM_DOCKERFILE,
      'compose.yaml': 'services:\n  web:\n    build: .\n',
      Makefile: 'image:\n\tdocker build -t shop .\n',
      '.npmrc': 'fund=false\n',
      '.gitignore': 'node_modules\n',
      '.github/workflows/image.yml':
        'on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: docker build .\n',
    })
    const ended = await run(pull)
    expect(foundIn(ended.report)).toContain('Dockerfile: copy-manifests-first')
    expect(scene.github.requests.length).toBeLessThanOrEqual(8)
    await run(pull)
    expect(scene.github.requests.length).toBeLessThanOrEqual(5)
  })

  test('is written in one request that names the commit, the event and a body', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    await run(pull)
    const writes = scene.github.writes()
    expect(writes.map(({ method, path, status }) => [method, path, status])).toEqual([
      ['POST', `/repos/${pull.repository.fullName}/pulls/${pull.number}/reviews`, 200],
    ])
    const { event, commit_id, body, comments } = writes[0]?.body ?? {}
    expect({ event, commit_id }).toEqual({ event: 'COMMENT', commit_id: pull.headSha })
    expect(body.trim()).not.toBe('')
    for (const comment of comments) {
      expect(comment).toMatchObject({ side: 'RIGHT' })
      expect('start_side' in comment).toBe('start_line' in comment)
    }
  })

  test('becomes the improved file, byte for byte, in whichever order the suggestions are committed', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { pull, read } = open({ Dockerfile: PIP_DOCKERFILE })
      await run(pull)
      const { comments } = said(pull)
      for (const index of order) scene.github.commitSuggestion(pull, comments[index]?.id ?? 0)
      expect(read('Dockerfile')).toBe(PIP_DOCKERFILE_AFTER)
    }
    const { pull, read } = open({ Dockerfile: PIP_DOCKERFILE })
    await run(pull)
    scene.github.commitSuggestions(
      pull,
      said(pull).comments.map(({ id }) => id),
    )
    expect(read('Dockerfile')).toBe(PIP_DOCKERFILE_AFTER)
  })

  test('keeps its carriage returns and its missing final line end', async () => {
    const crlf = (text: string) => text.replace(/\n/g, '\r\n').replace(/\r\n$/, '')
    const { pull, read } = open({ Dockerfile: crlf(PIP_DOCKERFILE) })
    await run(pull)
    const { comments } = said(pull)
    expect(comments.map(essence)).toEqual(PIP_COMMENTS)
    for (const { id } of comments) scene.github.commitSuggestion(pull, id)
    expect(read('Dockerfile')).toBe(crlf(PIP_DOCKERFILE_AFTER))
  })
})

describe('a second run', () => {
  test('on the same commit writes nothing', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE, 'web.Dockerfile': NPM_DOCKERFILE })
    const first = await run(pull)
    const before = everythingSaid(scene.github, pull)
    const second = await run(pull)
    expect(scene.github.writes()).toEqual([])
    expect(everythingSaid(scene.github, pull)).toBe(before)
    expect(second.code).toBe(first.code)
    expect(second.outputs).toMatchObject({ findings: first.outputs.findings, comments: '0' })
  })

  test('after all suggestions were committed finds nothing and says nothing', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE, 'web.Dockerfile': NPM_DOCKERFILE })
    await run(pull)
    for (const { id } of said(pull).comments) scene.github.commitSuggestion(pull, id)
    const second = await run(pull)
    expect(second.outputs).toMatchObject({ findings: '0', errors: '0', warnings: '0', comments: '0' })
    expect(scene.github.count('POST', /\/(?:reviews|comments)$/)).toBe(0)
  })

  test('after one of them was committed does not repeat the other', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    await run(pull)
    const { comments } = said(pull)
    scene.github.commitSuggestion(pull, comments[1]?.id ?? 0)
    const second = await run(pull)
    expect(second.outputs).toMatchObject({ findings: '1', comments: '0' })
    expect(said(pull).comments.filter(({ body }) => body.includes('declare-syntax'))).toHaveLength(1)
  })

  test('after a push with a new mistake says only the new one', async () => {
    const { pull, push } = open({ Dockerfile: PIP_DOCKERFILE })
    await run(pull)
    push({ 'web.Dockerfile': NPM_DOCKERFILE })
    await run(pull)
    const { reviews, comments } = said(pull)
    expect(reviews).toHaveLength(2)
    const second = comments.filter((comment) => comment.pull_request_review_id === reviews[1]?.id)
    expect(new Set(second.map(({ path }) => path))).toEqual(new Set(['web.Dockerfile']))
    expect(comments.filter(({ path }) => path === 'Dockerfile')).toHaveLength(2)
  })
})

describe('two Dockerfiles', () => {
  test('share one review, and the copy of the sources moves below the install', async () => {
    const { pull, read } = open({ Dockerfile: PIP_DOCKERFILE, 'web.Dockerfile': NPM_DOCKERFILE })
    await run(pull)
    const { reviews, comments } = said(pull)
    expect(reviews).toHaveLength(1)
    expect(new Set(comments.map(({ path }) => path))).toEqual(new Set(['Dockerfile', 'web.Dockerfile']))
    for (const { id } of comments) scene.github.commitSuggestion(pull, id)
    expect(read('Dockerfile')).toBe(PIP_DOCKERFILE_AFTER)
    const web = (read('web.Dockerfile') ?? '').split('\n')
    const at = (pattern: RegExp) => web.findIndex((line) => pattern.test(line))
    expect(at(/^COPY .*package\.json/)).toBeGreaterThan(0)
    expect(at(/npm ci$/)).toBeGreaterThan(at(/^COPY .*package\.json/))
    expect(at(/^COPY \. \.$/)).toBeGreaterThan(at(/npm ci$/))
    expect(read('web.Dockerfile')).toContain('RUN --mount=type=cache,target=/root/.npm \\\n    npm ci\n')
  })

  test('under a limit of one comment keep every finding, each in one place', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE, 'web.Dockerfile': NPM_DOCKERFILE })
    const ended = await run(pull, { inputs: { 'comment-limit': '1' } })
    const { reviews, comments } = said(pull)
    expect(comments).toHaveLength(1)
    expect(reviews).toHaveLength(1)
    expect(ended.outputs.comments).toBe('1')
    const body = reviews[0]?.body ?? ''
    const inComment = comments[0]?.body ?? ''
    for (const finding of foundIn(ended.report)) {
      const [path = '', rule = ''] = finding.split(': ')
      const commented = comments[0]?.path === path && inComment.includes(rule)
      const listed = body.includes(path) && body.includes(rule)
      expect([finding, commented || listed]).toEqual([finding, true])
    }
  })

  test('under a limit of none are told in the body of the review', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    await run(pull, { inputs: { 'comment-limit': '0' } })
    const { comments } = said(pull)
    expect(comments).toHaveLength(0)
    const text = everythingSaid(scene.github, pull)
    for (const rule of ['mount-package-cache', 'declare-syntax']) expect(text).toContain(rule)
  })
})

describe('a comment', () => {
  test('reads well: prose first, no suggestion mark left open, nobody mentioned', async () => {
    const { pull } = open({ Dockerfile: PIP_DOCKERFILE })
    await run(pull)
    for (const { body } of said(pull).comments) {
      expect(body).not.toMatch(/undefined|\[object|NaN|null\b/)
      expect(liveText(body).trim().length).toBeGreaterThan(40)
      expect(liveText(body)).not.toMatch(/(?:^|[^\w`])@\w/)
      expect(body.trim()).not.toMatch(/^```/)
    }
  })
})

describe('an enterprise server', () => {
  const enterprise = stage({ enterprise: true })

  test('is found by the addresses that the runner names', async () => {
    const { pull } = enterprise.open({ Dockerfile: PIP_DOCKERFILE })
    expect(enterprise.github.apiUrl).toMatch(/\/api\/v3$/)
    expect((await enterprise.run(pull)).code).toBe(0)
    expect(enterprise.said(pull).comments.map(essence)).toEqual(PIP_COMMENTS)
  })
})
