import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { eventKind, knownEvents } from '../../src/action/events.ts'
import { EventError } from '../../src/github/event.ts'

const [one, two, zeros] = ['1'.repeat(40), '2'.repeat(40), '0'.repeat(40)]
const repository = { owner: 'octo-org', repo: 'shop' }
const taskOf = (name: string, event: unknown) => eventKind(name).taskOf(event, 'octo-org/shop')

const pull = { number: 7, state: 'open', changed_files: 2, head: { sha: two }, base: { sha: one } }
const run = {
  event: 'pull_request',
  head_sha: two,
  head_branch: 'change',
  head_repository: { id: 11, owner: { login: 'contributor' } },
}
const comment = {
  action: 'created',
  issue: { number: 7, state: 'open', pull_request: {} },
  comment: { id: 5, body: '/layerwise review', user: { login: 'mona', type: 'User' } },
  sender: { login: 'mona', type: 'User' },
}

describe('what is done for', () => {
  test.each(['pull_request', 'pull_request_target'])('%s: a review of its pull request', (name) => {
    expect(taskOf(name, { pull_request: pull })).toEqual({
      task: 'review',
      pull: { ...repository, number: 7, headSha: two, baseSha: one, changedFiles: 2, open: true },
    })
  })

  test('workflow_run: a review of the pull request with this head, which its own list does not name for forks', () => {
    expect(taskOf('workflow_run', { workflow_run: { ...run, pull_requests: [] } })).toEqual({
      task: 'find-and-review',
      repository,
      head: { sha: two, branch: 'change', owner: 'contributor', repositoryId: 11 },
    })
  })

  test.each([
    ['a run on push', { ...run, event: 'push' }],
    ['a fork that is gone', { ...run, head_repository: null }],
  ])('workflow_run of %s: nothing', (_, workflow_run) => {
    expect(taskOf('workflow_run', { workflow_run }).task).toBe('nothing')
  })

  test('merge_group: a comparison of its base with its head', () => {
    const merge_group = {
      base_sha: one,
      head_sha: two,
      base_ref: 'refs/heads/main',
      head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${one}`,
    }
    expect(taskOf('merge_group', { merge_group, repository: { default_branch: 'trunk' } })).toEqual({
      task: 'compare',
      comparison: {
        ...{ ...repository, baseSha: one, headSha: two, ref: 'refs/heads/main', defaultBranch: 'trunk' },
        pullNumber: 7,
      },
    })
    expect(taskOf('merge_group', { merge_group: { ...merge_group, head_ref: 'refs/heads/queue/1' } })).toMatchObject({
      comparison: { pullNumber: null },
    })
  })

  test('push: a comparison of what was there before with what is there after', () => {
    const event = { ref: 'refs/heads/a', before: one, after: two, repository: { default_branch: 'main' } }
    const comparison = {
      ...repository,
      baseSha: one,
      headSha: two,
      ref: 'refs/heads/a',
      defaultBranch: 'main',
      pullNumber: null,
    }
    expect(taskOf('push', event)).toEqual({ task: 'compare', comparison })
    expect(taskOf('push', { ...event, before: zeros })).toEqual({
      task: 'compare',
      comparison: { ...comparison, baseSha: null },
    })
    expect(taskOf('push', { ...event, after: zeros, deleted: true }).task).toBe('nothing')
  })

  test.each(['schedule', 'workflow_dispatch', 'repository_dispatch', 'release', 'constructor', ''])(
    '%j: an audit, whatever the event file holds',
    (name) => {
      expect(taskOf(name, undefined)).toEqual({ task: 'audit', defaultBranch: '' })
    },
  )

  test('issue_comment: what the comment asks for', () => {
    expect(taskOf('issue_comment', comment)).toEqual({
      task: 'command',
      repository,
      comment: {
        ...{ id: 5, number: 7, open: true, body: '/layerwise review' },
        ...{ before: null, author: 'mona', sender: 'mona' },
      },
    })
    const edited = { ...comment, action: 'edited', changes: { body: { from: 'Hello' } } }
    expect(taskOf('issue_comment', edited)).toMatchObject({ comment: { before: 'Hello' } })
  })

  test.each([
    ['on an issue', { ...comment, issue: { number: 7 } }],
    ['that was deleted', { ...comment, action: 'deleted' }],
    ['of a bot', { ...comment, comment: { ...comment.comment, user: { login: 'helper', type: 'Bot' } } }],
    ['of an app', { ...comment, comment: { ...comment.comment, user: { login: 'helper[bot]' } } }],
    ['that a bot edited', { ...comment, sender: { login: 'helper', type: 'Bot' } }],
  ])('issue_comment for a comment %s: nothing', (_, event) => {
    expect(taskOf('issue_comment', event).task).toBe('nothing')
  })
})

test.each(['pull_request', 'pull_request_target', 'workflow_run', 'merge_group', 'push', 'issue_comment'])(
  'an event file that is none ends %s with one line',
  (name) => {
    for (const event of [undefined, null, 3, 'x', [], {}, { pull_request: [], workflow_run: 3, after: 'main' }]) {
      expect(() => taskOf(name, event)).toThrow(EventError)
    }
  },
)

test('whatever an event file holds, it is a task or one line that says what is missing', () => {
  const sha = fc.stringMatching(/^[0-9a-f]{40}$/)
  const any = fc.anything({ withNullPrototype: true, maxDepth: 3 })
  const near = fc.record(
    {
      action: fc.oneof(any, fc.constantFrom('created', 'edited', 'deleted')),
      pull_request: fc.oneof(any, fc.record({ number: any, head: any, base: any }, { requiredKeys: [] })),
      workflow_run: fc.record({
        event: fc.constant('pull_request'),
        head_sha: sha,
        head_repository: any,
        head_branch: any,
      }),
      merge_group: fc.record({ base_sha: sha, head_sha: sha, base_ref: any, head_ref: fc.oneof(any, fc.string()) }),
      ...{ before: fc.oneof(any, sha), after: sha, deleted: any, ref: any, repository: any, sender: any },
      issue: fc.record({ number: fc.oneof(any, fc.nat()), state: any, pull_request: any }),
      comment: fc.record({ id: fc.oneof(any, fc.nat()), body: any, user: any }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.constantFrom(...knownEvents), fc.oneof(any, near), (name, event) => {
      try {
        expect(taskOf(name, event)).toHaveProperty('task')
      } catch (error) {
        expect(error).toBeInstanceOf(EventError)
        expect((error as EventError).message).not.toMatch(/\n/)
      }
    }),
    { numRuns: 2_000 },
  )
})

describe('fail-on when nobody says', () => {
  test.each(['pull_request', 'pull_request_target', 'merge_group', 'push'])('is error on %s', (name) => {
    expect(eventKind(name)).toMatchObject({ failOn: 'error', failsJob: true })
  })

  test.each(['schedule', 'workflow_dispatch', 'release'])('is never on %s, and a level that is set holds', (name) => {
    expect(eventKind(name)).toMatchObject({ failOn: 'never', failsJob: true })
  })

  test.each(['workflow_run', 'issue_comment'])(
    'is error on %s for a check run, and the job itself, which is not the pull request’s, does not fail',
    (name) => {
      expect(eventKind(name)).toMatchObject({ failOn: 'error', failsJob: false })
    },
  )
})
