import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isSameAccount, loginOf } from '../../src/github/account.ts'
import { addressOfLines } from '../../src/github/address.ts'
import { EventError } from '../../src/github/event.ts'
import { pullRequestOf } from '../../src/github/pull-request.ts'

const [head, base] = ['a'.repeat(40), 'b'.repeat(40)]
const event = {
  pull_request: { number: 7, state: 'open', changed_files: 3, head: { sha: head, repo: null }, base: { sha: base } },
}

describe('the event of a pull request', () => {
  test('names the head and the base, also when the fork is gone', () => {
    expect(pullRequestOf(event, 'o/r')).toEqual({
      ...{ owner: 'o', repo: 'r', number: 7, headSha: head, baseSha: base, changedFiles: 3, open: true },
    })
  })

  test('that is none is refused in one line, whatever it holds', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        for (const payload of [
          anything,
          { pull_request: anything },
          { pull_request: { ...event.pull_request, head: anything } },
        ]) {
          expect(() => pullRequestOf(payload, 'o/r')).toThrow(EventError)
        }
      }),
    )
    expect(() => pullRequestOf(event, 'nothing')).toThrow('GITHUB_REPOSITORY')
  })
})

describe('our own account', () => {
  test('is recognised in both spellings', () => {
    expect(isSameAccount('github-actions[bot]', 'github-actions')).toBe(true)
    expect(isSameAccount('github-actions[bot]', 'github-actions[bot]')).toBe(true)
    expect(isSameAccount('Octocat', 'octocat')).toBe(true)
  })

  test('is not somebody whose name is like it', () => {
    expect(isSameAccount('github-actions', 'github-actions[bot]')).toBe(false)
    expect(isSameAccount('github-actions-2[bot]', 'github-actions[bot]')).toBe(false)
    expect(isSameAccount('', '')).toBe(false)
  })

  test('is a bot for GraphQL, and a person with the login that GraphQL gives bots is not it (R22: fullsend-ai/fullsend#6205)', () => {
    const viewer = 'github-actions[bot]'
    expect(isSameAccount(loginOf({ login: 'github-actions', __typename: 'Bot' }), viewer)).toBe(true)
    expect(isSameAccount(loginOf({ login: 'github-actions[bot]', __typename: 'Bot' }), viewer)).toBe(true)
    expect(isSameAccount(loginOf({ login: 'github-actions', __typename: 'User' }), viewer)).toBe(false)
    expect(isSameAccount(loginOf(null), viewer)).toBe(false)
  })
})

describe('the address of lines', () => {
  const at = (path: string) =>
    addressOfLines('https://github.com', { owner: 'o', repo: 'r' }, head, path, { start: 2, end: 3 })

  test('encodes each part of the path', () => {
    expect(at('a b/é/Dockerfile')).toBe(`https://github.com/o/r/blob/${head}/a%20b/%C3%A9/Dockerfile#L2-L3`)
  })

  test('is not given for a path that holds more than names do', () => {
    for (const path of ['a)b', 'a<b', 'a\nb', 'a"b', 'a#b', 'a%b', 'a\u202eb']) expect(at(path)).toBeNull()
  })
})
