import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { ROUTES } from '../../scripts/embedded-github/routes.mjs'
import { call, type Server } from './client.ts'
import { operationOf, operations, undescribed, wrongWithRequest, wrongWithResponse } from './openapi.ts'

let github: Server
beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.stop())

describe('requests and answers are as the published description has them', () => {
  const seen = new Set<string>()

  /** Sends a request whose body and answer must be as described, and remembers its operation. */
  async function checked(method: string, path: string, status: number, body?: unknown, token = github.createToken()) {
    const operation = operationOf(method, decodeURIComponent(path.split('?')[0] ?? '')) ?? 'none'
    if (status < 400) seen.add(operation)
    if (body !== undefined && status < 300) expect(wrongWithRequest(operation, body)).toEqual([])
    const reply = await call(github, method, path, { token, ...(body === undefined ? {} : { body }) })
    expect([method, path, reply.status, reply.status === status ? '' : reply.text]).toEqual([method, path, status, ''])
    return reply.body
  }

  test('for every call that the server knows', async () => {
    const repository = github.createRepository({
      owner: 'o',
      name: 'r',
      files: { 'old.txt': 'a\nb\nc\n', 'd/e': 'x\n' },
    })
    repository.actionsMayApprove = true
    const fork = repository.fork('someone')
    const files = { 'old.txt': null, 'new.txt': 'a\nb\nc\nd\n', Dockerfile: 'FROM a\n' }
    const sha = fork.commit({ branch: 'patch', files, author: 'someone' })
    const pull = repository.openPull({ head: 'patch', from: fork })
    const blob = repository.git.entry(sha, 'Dockerfile')?.sha
    const at = '/repos/o/r'

    await checked('GET', '/user', 200, undefined, github.createToken({ login: 'mona' }))
    await checked('GET', '/rate_limit', 200)
    await checked('GET', at, 200)
    await checked('GET', '/repos/someone/r', 200)
    await checked('GET', `${at}/pulls`, 200)
    await checked('GET', `${at}/pulls/1`, 200)
    await checked('GET', `${at}/pulls/1/files`, 200)
    await checked('GET', `${at}/pulls/1/commits`, 200)
    await checked('GET', `${at}/git/blobs/${blob}`, 200)
    await checked('GET', `${at}/git/trees/${sha}?recursive=1`, 200)
    await checked('GET', `${at}/contents/Dockerfile?ref=${sha}`, 200)
    await checked('GET', `${at}/contents/d?ref=${sha}`, 200)
    await checked('GET', `${at}/compare/main...someone%3Apatch`, 200)
    await checked('GET', `${at}/commits/${sha}`, 200)
    await checked('GET', `${at}/commits/${sha}/pulls`, 200)
    await checked('GET', `${at}/branches/main`, 200)
    await checked('GET', `${at}/collaborators/someone/permission`, 200)

    const line = { path: 'Dockerfile', line: 1, side: 'RIGHT', body: 'Look.' }
    const review = { event: 'COMMENT', body: 'A review.', commit_id: sha, comments: [line] }
    const { id } = await checked('POST', `${at}/pulls/1/reviews`, 200, review)
    await checked('GET', `${at}/pulls/1/reviews`, 200)
    await checked('GET', `${at}/pulls/1/reviews/${id}`, 200)
    await checked('GET', `${at}/pulls/1/reviews/${id}/comments`, 200)
    await checked('PUT', `${at}/pulls/1/reviews/${id}`, 200, { body: 'Edited.' })
    const submitted = await checked('POST', `${at}/pulls/1/reviews`, 200, { body: 'Later.' })
    await checked('POST', `${at}/pulls/1/reviews/${submitted.id}/events`, 200, { event: 'REQUEST_CHANGES' })
    await checked('PUT', `${at}/pulls/1/reviews/${submitted.id}/dismissals`, 200, {
      message: 'Fixed.',
      event: 'DISMISS',
    })
    const pending = await checked('POST', `${at}/pulls/1/reviews`, 200, { body: 'Later.' })
    await checked('DELETE', `${at}/pulls/1/reviews/${pending.id}`, 200)

    const comment = await checked('POST', `${at}/pulls/1/comments`, 201, { ...line, commit_id: sha })
    await checked('POST', `${at}/pulls/1/comments`, 201, {
      path: 'Dockerfile',
      body: 'The file.',
      commit_id: sha,
      subject_type: 'file',
    })
    await checked('POST', `${at}/pulls/1/comments/${comment.id}/replies`, 201, { body: 'Yes.' })
    await checked('GET', `${at}/pulls/1/comments`, 200)
    await checked('GET', `${at}/pulls/comments/${comment.id}`, 200)
    await checked('PATCH', `${at}/pulls/comments/${comment.id}`, 200, { body: 'Edited.' })
    await checked('DELETE', `${at}/pulls/comments/${comment.id}`, 204)

    const issue = await checked('POST', `${at}/issues`, 201, { title: 'Audit', body: 'All.', labels: ['layerwise'] })
    await checked('GET', `${at}/issues?state=all&labels=layerwise`, 200)
    await checked('GET', `${at}/issues/${issue.number}`, 200)
    await checked('GET', `${at}/issues/1`, 200)
    await checked('PATCH', `${at}/issues/${issue.number}`, 200, { state: 'closed', state_reason: 'completed' })
    await checked('POST', `${at}/issues/${issue.number}/labels`, 200, { labels: ['more'] })
    const said = await checked('POST', `${at}/issues/1/comments`, 201, { body: 'Summary.' })
    await checked('GET', `${at}/issues/1/comments`, 200)
    await checked('GET', `${at}/issues/comments/${said.id}`, 200)
    await checked('PATCH', `${at}/issues/comments/${said.id}`, 200, { body: 'Edited.' })
    await checked('POST', `${at}/issues/comments/${said.id}/reactions`, 201, { content: '+1' })
    await checked('POST', `${at}/issues/comments/${said.id}/reactions`, 200, { content: '+1' })
    await checked('DELETE', `${at}/issues/comments/${said.id}`, 204)

    const annotation = { path: 'Dockerfile', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'Look.' }
    const output = { title: 'One finding', summary: 'One.', text: 'More.', annotations: [annotation] }
    const check = await checked('POST', `${at}/check-runs`, 201, { name: 'Layerwise', head_sha: sha, status: 'queued' })
    await checked('PATCH', `${at}/check-runs/${check.id}`, 200, { conclusion: 'neutral', output })
    await checked('GET', `${at}/check-runs/${check.id}`, 200)
    await checked('GET', `${at}/check-runs/${check.id}/annotations`, 200)
    await checked('GET', `${at}/commits/${sha}/check-runs`, 200)

    const written = await checked('POST', `${at}/git/blobs`, 201, { content: 'FROM b\n', encoding: 'utf-8' })
    const entry = { path: 'x/Dockerfile', mode: '100644', type: 'blob', sha: written.sha }
    const tree = await checked('POST', `${at}/git/trees`, 201, { base_tree: 'main', tree: [entry] })
    const main = repository.git.commitOf('main')
    const made = await checked('POST', `${at}/git/commits`, 201, { message: 'Fix', tree: tree.sha, parents: [main] })
    await checked('GET', `${at}/git/commits/${made.sha}`, 200)
    await checked('POST', `${at}/git/refs`, 201, { ref: 'refs/heads/fix', sha: main })
    await checked('PATCH', `${at}/git/refs/heads/fix`, 200, { sha: made.sha, force: false })
    await checked('GET', `${at}/git/ref/heads/fix`, 200)
    await checked('GET', `${at}/git/matching-refs/heads/f`, 200)
    const opened = await checked('POST', `${at}/pulls`, 201, { title: 'Fix', head: 'fix', base: 'main', body: 'All.' })
    await checked('PATCH', `${at}/pulls/${opened.number}`, 200, { title: 'Fix all', state: 'closed' })
    await checked('DELETE', `${at}/git/refs/heads/fix`, 204)

    const run = repository.addWorkflowRun({
      event: 'pull_request',
      headSha: sha,
      headBranch: 'patch',
      headRepository: fork,
    })
    const artifact = run.upload('findings', { 'findings.json': '{}' })
    await checked('GET', `${at}/actions/runs?head_sha=${sha}&event=pull_request`, 200)
    await checked('GET', `${at}/actions/runs/${run.id}`, 200)
    await checked('GET', `${at}/actions/runs/${run.id}/artifacts`, 200)
    const zip = await fetch(`${github.apiUrl}${at}/actions/artifacts/${artifact.id}/zip`, {
      headers: { authorization: `token ${github.createToken()}` },
    })
    expect([zip.status, zip.redirected, zip.headers.get('content-type')]).toEqual([200, true, 'application/zip'])
    seen.add('get /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}')
    await checked('POST', `${at}/actions/runs/${run.id}/rerun`, 201)

    expect([...seen].sort()).toEqual([...operations].sort())
    expect(pull.visibleComments).toHaveLength(3)
  })

  test('for refusals', async () => {
    await checked('GET', '/repos/o/nope', 404)
    await checked('GET', '/repos/o/r/pulls/99', 404)
    await checked('GET', '/repos/o/r/contents/nope', 404)
    const review = { event: 'COMMENT', body: 'x', comments: [{ path: 'nope', line: 1, body: 'x' }] }
    await checked('POST', '/repos/o/r/pulls/1/reviews', 422, review)
    await checked('POST', '/repos/o/r/pulls/1/reviews', 422, { event: 'COMMENT' })
    await checked('POST', '/repos/o/r/pulls/1/reviews', 403, review, github.readOnlyToken)
    await checked('POST', '/repos/o/r/pulls/1/comments', 422, { path: 'nope', line: 1, body: 'x', commit_id: 'x' })
    await checked('POST', '/repos/o/r/issues/1/comments', 422, { body: '' })
    await checked('GET', `/repos/o/r/commits/${'1'.repeat(40)}`, 422)
    await checked('POST', '/repos/o/r/check-runs', 422, { name: 'x', head_sha: '1'.repeat(40) })
    await checked('POST', '/repos/o/r/git/refs', 422, { ref: 'refs/heads/main', sha: '1'.repeat(40) })
    await checked('POST', '/repos/o/r/pulls', 422, { title: 'x', head: 'nope', base: 'main' })
    await checked('GET', '/user', 403)
  })

  test('and the description holds no more than the server answers', () => {
    const routes = [...ROUTES.map(({ method, path }) => `${method} /repos/o/r/${path}`), 'GET /user', 'GET /rate_limit']
    expect(operations).toHaveLength(routes.length)
    for (const route of routes) {
      const [method = '', path = ''] = route.replace(/\/$/, '').split(' ')
      expect([route, operationOf(method, path.replace(/:\w+/g, '1').replace(/\*\w+/, 'a/b'))]).not.toEqual([
        route,
        undefined,
      ])
    }
  })
})

describe('the description is a strict judge', () => {
  test('of missing fields, wrong types, wrong words and wrong formats', () => {
    const review = {
      id: '1',
      node_id: 'x',
      user: null,
      body: '',
      state: 'COMMENTED',
      html_url: 'nowhere',
      commit_id: null,
      author_association: 'FRIEND',
    }
    const operation = 'get /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}'
    expect(wrongWithResponse(operation, 200, review).sort()).toEqual([
      '$/author_association: must be equal to one of the allowed values',
      '$/html_url: must match format "uri"',
      '$/id: must be integer',
      "$: must have required property '_links'",
      "$: must have required property 'pull_request_url'",
    ])
  })

  test('of requests, with keys that are not described', () => {
    const operation = 'post /repos/{owner}/{repo}/pulls/{pull_number}/reviews'
    const good = { event: 'COMMENT', body: 'x', comments: [{ path: 'a', body: 'x', line: 1 }] }
    expect(wrongWithRequest(operation, good)).toEqual([])
    const bad = { event: 'comment', comments: [{ path: 'a', start_line: null, subject_type: 'file' }] }
    expect(wrongWithRequest(operation, bad).sort()).toEqual([
      '$/comments/0/start_line: must be integer',
      '$/comments/0: must NOT have additional properties (subject_type)',
      "$/comments/0: must have required property 'body'",
      '$/event: must be equal to one of the allowed values',
    ])
  })

  test('of calls that nobody described', () => {
    const asked = { method: 'GET', path: '/repos/o/r/secrets', body: null, status: 200, answered: {} }
    expect(undescribed([asked])).toEqual(['GET /repos/o/r/secrets: the description has no such call'])
    expect(undescribed([{ ...asked, path: '/repos/o/r/pulls', answered: [{}] }])[0]).toMatch(
      /must have required property/,
    )
  })
})
