import { describe, expect, test } from '@jest/globals'
import { refusalOf, sayRefusal } from '../../src/github/refusal.ts'

/** What octokit throws for an answer. */
const answered = (status: number, message: string, headers: Record<string, string> = {}) =>
  Object.assign(new Error(message), { status, response: { headers } })

describe('what GitHub refuses', () => {
  test.each([
    [401, 'Bad credentials', {}, 'unauthorised'],
    [403, 'Resource not accessible by integration', {}, 'read-only'],
    [403, 'Unable to create comment because issue is locked.', {}, 'locked'],
    [403, 'Repository was archived so is read-only.', {}, 'locked'],
    [403, 'You have exceeded a secondary rate limit.', {}, 'rate-limit'],
    [403, 'API rate limit exceeded for installation ID 1.', {}, 'rate-limit'],
    [403, 'Forbidden', { 'x-ratelimit-remaining': '0' }, 'rate-limit'],
    [429, 'Too many requests', {}, 'rate-limit'],
    [422, 'Body was submitted too quickly', {}, 'rate-limit'],
    [404, 'Not Found', {}, 'gone'],
    [410, 'Gone', {}, 'gone'],
    [422, 'Pull request review thread line must be part of the diff', {}, 'invalid'],
    [502, '<html>Unicorn</html>', {}, 'server'],
    [418, 'I am a teapot', {}, 'unknown'],
  ])('%i %s', (status, message, headers, kind) => {
    expect(refusalOf('write the review', answered(status, message, headers))).toMatchObject({ kind, status })
  })

  test('without an answer is the network', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED'), { status: 500 })
    expect(refusalOf('read', error)).toMatchObject({ kind: 'network', status: null })
  })

  test('in GraphQL is told by the type of the error', () => {
    const failed = (type: string) =>
      refusalOf('read', Object.assign(new Error('x'), { errors: [{ type, message: 'x' }] })).kind
    expect(['FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED', 'OTHER'].map(failed)).toEqual([
      'read-only',
      'gone',
      'rate-limit',
      'invalid',
    ])
  })

  test('names how long to wait', () => {
    expect(refusalOf('write', answered(429, 'x', { 'retry-after': '7' })).retryAfter).toBe(7)
    expect(refusalOf('write', answered(429, 'x')).retryAfter).toBeNull()
    expect(refusalOf('write', answered(429, 'x', { 'retry-after': 'soon' })).retryAfter).toBeNull()
  })
})

describe('a refusal in words', () => {
  test('names the permission as a workflow spells it', () => {
    const refusal = refusalOf(
      'write the review',
      answered(403, 'Resource not accessible by integration', {
        'x-accepted-github-permissions': 'pull_requests=write,contents=read; issues=write',
      }),
    )
    expect(sayRefusal(refusal)).toBe(
      'GitHub refused to write the review (403 Resource not accessible by integration). The token may not do that: it takes "pull-requests: write" and "contents: read" or "issues: write" under permissions, which pull requests from forks cannot have.',
    )
  })

  test('does not blame forks for a right to read, which they have', () => {
    const refusal = refusalOf('read a file', answered(403, 'No', { 'x-accepted-github-permissions': 'contents=read' }))
    expect(sayRefusal(refusal)).toBe(
      'GitHub refused to read a file (403 No). The token may not do that: it takes "contents: read" under permissions.',
    )
  })

  test('is one printable line, however GitHub words it', () => {
    const line = sayRefusal(refusalOf('read', answered(500, `a\n::error::b\u001b[31m${'x'.repeat(5_000)}`)))
    expect(line).not.toMatch(/\p{Cc}/u)
    expect(line.length).toBeLessThan(500)
  })
})
