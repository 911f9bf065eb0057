import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import type { Server } from './client.ts'

let github: Server
let repository: ReturnType<Server['createRepository']>
let pull: ReturnType<ReturnType<Server['createRepository']>['openPull']>

beforeAll(async () => {
  github = await startGitHub()
  repository = github.createRepository({ owner: 'o', name: 'r' })
  repository.commit({ branch: 'feature', files: { a: '1\n' } })
  pull = repository.openPull({ head: 'feature', author: 'mona' })
})
afterAll(() => github.stop())

const ZEROS = '0'.repeat(40)

describe('the payload', () => {
  test('of a push names both commits and no files, zeros for what is not there', () => {
    const before = String(repository.git.commitOf('main'))
    const after = repository.commit({ branch: 'main', files: { b: '1\n' } })
    const event = github.pushEvent(repository)
    expect(event).toMatchObject({ ref: 'refs/heads/main', before, after, created: false, deleted: false })
    expect(JSON.stringify(event.commits)).not.toMatch(/added|modified/)
    const ref = 'refs/heads/feature'
    expect(github.pushEvent(repository, { ref, before: ZEROS })).toMatchObject({ created: true, after: pull.headSha })
    expect(github.pushEvent(repository, { ref, after: ZEROS })).toMatchObject({ deleted: true, head_commit: null })
  })

  test('of a merge group names the base and a merge of both, on a branch of the queue', () => {
    const { merge_group: group } = github.mergeGroupEvent(pull)
    expect(group.base_sha).toBe(repository.git.commitOf('main'))
    expect(repository.git.commitOf(group.head_ref)).toBe(group.head_sha)
    expect(repository.git.commit(group.head_sha).parents).toEqual([group.base_sha, pull.headSha])
    expect([repository.read(group.head_sha, 'a'), repository.read(group.head_sha, 'b')]).toEqual(['1\n', '1\n'])
  })

  test('of a comment says on what it stands and who may be trusted', () => {
    const comment = github.comment(pull, { author: 'stranger', body: '/layerwise review' })
    const event = github.issueCommentEvent(pull, comment)
    expect(event).toMatchObject({
      action: 'created',
      issue: { number: 1, pull_request: { url: expect.stringMatching(/\/pulls\/1$/) } },
      comment: { body: '/layerwise review', user: { login: 'stranger' } },
      sender: { login: 'stranger' },
    })
    const issue = repository.openIssue()
    expect(github.issueCommentEvent(issue, github.comment(issue, { body: 'x' })).issue).not.toHaveProperty(
      'pull_request',
    )
  })

  test('of a schedule and a dispatch carries no pull request; inputs are strings (actions/runner#1483)', () => {
    expect(github.scheduleEvent(repository)).toMatchObject({ schedule: expect.stringContaining('*') })
    expect(github.workflowDispatchEvent(repository, { check: 'true' })).toMatchObject({
      inputs: { check: 'true' },
      ref: 'refs/heads/main',
    })
    for (const event of [github.scheduleEvent(repository), github.workflowDispatchEvent(repository)])
      expect(event).not.toHaveProperty('pull_request')
  })

  test('of a pull request names the commit before a push', () => {
    const before = pull.headSha
    const after = repository.commit({ branch: 'feature', files: { a: '2\n' } })
    expect(github.pullRequestEvent(pull, 'synchronize', before)).toMatchObject({
      action: 'synchronize',
      before,
      after,
      pull_request: { head: { sha: after } },
    })
  })
})
