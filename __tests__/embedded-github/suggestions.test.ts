import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SuggestionRefused, startGitHub } from '../../scripts/embedded-github/index.mjs'
import { call, numbered, type Server, text } from './client.ts'

let github: Server
let number = 0
beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.stop())

/** A pull request that makes `after` of `before`, and the comments of one review on it. */
async function reviewed(before: string | null, after: string, comments: readonly Record<string, unknown>[]) {
  const name = `suggest-${++number}`
  const repository = github.createRepository({ name, files: before === null ? { other: '' } : { 'a.txt': before } })
  repository.commit({ branch: 'feature', files: { 'a.txt': after } })
  const pull = repository.openPull({ head: 'feature', author: 'mona' })
  const body = { event: 'COMMENT', body: 'x', comments: comments.map((comment) => ({ path: 'a.txt', ...comment })) }
  const reply = await call(github, 'POST', `/repos/octo-org/${name}/pulls/1/reviews`, { body })
  expect(reply.status).toBe(200)
  const ids = pull.comments.map(({ id }) => id)
  return { repository, pull, ids, id: ids[0] ?? 0, read: () => repository.read('feature', 'a.txt') }
}

const suggestion = (...lines: string[]) => ['Better:', '```suggestion', ...lines, '```'].join('\n')

function reasonOf(commit: () => unknown): string {
  try {
    commit()
  } catch (error) {
    if (error instanceof SuggestionRefused) return error.reason
    throw error
  }
  return 'it was committed'
}

describe('a committed suggestion', () => {
  test('replaces its one line by as many as it has, as a commit with thanks', async () => {
    const { pull, id, read, repository } = await reviewed(null, 'one\ntwo\nthree\n', [
      { line: 2, body: suggestion('two', 'two and a half') },
    ])
    const { sha } = github.commitSuggestion(pull, id)
    expect(read()).toBe('one\ntwo\ntwo and a half\nthree\n')
    expect(pull.headSha).toBe(sha)
    const commit = repository.git.commit(sha)
    expect(commit.author.name).toBe('mona')
    expect(commit.message).toBe(
      'Update a.txt\n\nCo-authored-by: github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>',
    )
  })

  test('replaces its whole range, and an empty one takes it away (microsoft/vscode-pull-request-github#5211)', async () => {
    const { pull, ids, read } = await reviewed(null, text(numbered(6)), [
      { start_line: 2, line: 4, body: suggestion('middle') },
      { start_line: 5, line: 6, body: suggestion() },
    ])
    github.commitSuggestions(pull, ids)
    expect(read()).toBe('line 1\nmiddle\n')
  })

  test('keeps the line ends, the missing last one and the mode of the file', async () => {
    const crlf = await reviewed(null, 'one\r\ntwo\r\nthree', [
      { line: 1, body: suggestion('1', '1b') },
      { line: 3, body: suggestion('3', '3b') },
    ])
    github.commitSuggestions(crlf.pull, crlf.ids)
    expect(crlf.read()).toBe('1\r\n1b\r\ntwo\r\n3\r\n3b')
    const repository = github.createRepository({ name: 'mode' })
    repository.commit({ branch: 'feature', files: { 'run.sh': { content: 'a\n', mode: '100755' } } })
    const pull = repository.openPull({ head: 'feature' })
    const body = { event: 'COMMENT', body: 'x', comments: [{ path: 'run.sh', line: 1, body: suggestion('b') }] }
    await call(github, 'POST', '/repos/octo-org/mode/pulls/1/reviews', { body })
    github.commitSuggestion(pull, pull.comments[0]?.id ?? 0)
    expect(repository.git.entry('feature', 'run.sh')?.mode).toBe('100755')
  })

  test('follows its lines through the commits of other suggestions, in any order', async () => {
    const comments = [
      { line: 1, body: suggestion('first', 'line 1') },
      { start_line: 3, line: 4, body: suggestion('both') },
      { line: 6, body: suggestion('line 6', 'last') },
    ]
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]
    for (const order of orders) {
      const { pull, ids, read } = await reviewed(null, text(numbered(6)), comments)
      for (const index of order) github.commitSuggestion(pull, ids[index] ?? 0)
      expect(read()).toBe('first\nline 1\nline 2\nboth\nline 5\nline 6\nlast\n')
    }
  })

  test('of several goes into one commit', async () => {
    const { pull, ids, repository } = await reviewed(null, text(numbered(6)), [
      { line: 1, body: suggestion('one') },
      { line: 6, body: suggestion('six') },
    ])
    const before = pull.commits().length
    github.commitSuggestions(pull, ids, { author: 'hubot' })
    expect(pull.commits()).toHaveLength(before + 1)
    expect(repository.git.commit(pull.headSha).message).toMatch(
      /^Apply suggestions from code review\n\nCo-authored-by: /,
    )
    expect(repository.read('feature', 'a.txt')).toBe('one\nline 2\nline 3\nline 4\nline 5\nsix\n')
  })

  test('goes to the head branch of a fork', async () => {
    const repository = github.createRepository({ name: 'upstream' })
    const fork = repository.fork('contributor')
    fork.commit({ branch: 'patch', files: { 'a.txt': 'a\n' } })
    const pull = repository.openPull({ head: 'patch', from: fork })
    const body = { event: 'COMMENT', body: 'x', comments: [{ path: 'a.txt', line: 1, body: suggestion('b') }] }
    await call(github, 'POST', '/repos/octo-org/upstream/pulls/1/reviews', { body })
    github.commitSuggestion(pull, pull.comments[0]?.id ?? 0)
    expect(fork.read('patch', 'a.txt')).toBe('b\n')
    expect(pull.headSha).toBe(fork.git.commitOf('patch'))
  })
})

describe('a suggestion is refused', () => {
  const DELETED = 'Applying suggestions on deleted lines is currently not supported.'

  test('when a deleted line stands between its first and its last row (parkerbxyz/suggest-changes#50)', async () => {
    const { pull, ids } = await reviewed('one\ntwo\nthree\nfour\n', 'one\n2\nthree\nfour\n', [
      { start_line: 1, line: 2, body: suggestion('x') },
      { start_line: 2, line: 3, body: suggestion('x') },
      { line: 2, body: suggestion('x') },
    ])
    expect(reasonOf(() => github.commitSuggestion(pull, ids[0] ?? 0))).toBe(DELETED)
    // The deleted line stands above these ranges, not in them.
    expect(reasonOf(() => github.commitSuggestion(pull, ids[1] ?? 0))).toBe('it was committed')
    const left = await reviewed('one\ntwo\n', 'one\n', [{ line: 2, side: 'LEFT', body: suggestion('x') }])
    expect(reasonOf(() => github.commitSuggestion(left.pull, left.id))).toBe(DELETED)
  })

  test('when it changes nothing', async () => {
    const { pull, id } = await reviewed(null, 'a\r\n', [{ line: 1, body: suggestion('a') }])
    expect(reasonOf(() => github.commitSuggestion(pull, id))).toBe(
      'This suggestion is invalid because no changes were made to the code.',
    )
  })

  test('when another one of the batch has the same line', async () => {
    const { pull, ids, read } = await reviewed(null, text(numbered(4)), [
      { start_line: 1, line: 2, body: suggestion('x') },
      { start_line: 2, line: 3, body: suggestion('y') },
    ])
    expect(reasonOf(() => github.commitSuggestions(pull, ids))).toBe(
      'Only one suggestion per line can be applied in a batch.',
    )
    expect(read()).toBe(text(numbered(4)))
  })

  test('when its lines have changed, when it was applied, and when there is none', async () => {
    const { pull, ids } = await reviewed(null, text(numbered(4)), [
      { start_line: 1, line: 2, body: suggestion('x') },
      { start_line: 2, line: 3, body: suggestion('y') },
      { line: 4, body: 'No block.' },
    ])
    github.commitSuggestion(pull, ids[0] ?? 0)
    expect(reasonOf(() => github.commitSuggestion(pull, ids[0] ?? 0))).toBe(
      'This suggestion has been applied or marked resolved.',
    )
    expect(reasonOf(() => github.commitSuggestion(pull, ids[1] ?? 0))).toBe('Outdated suggestions cannot be applied.')
    expect(reasonOf(() => github.commitSuggestion(pull, ids[2] ?? 0))).toBe('There is no suggestion in this comment.')
  })

  test('when the pull request is closed', async () => {
    const { pull, id } = await reviewed(null, 'a\n', [{ line: 1, body: suggestion('b') }])
    pull.state = 'closed'
    expect(reasonOf(() => github.commitSuggestion(pull, id))).toBe(
      'Suggestions cannot be applied while the pull request is closed.',
    )
  })
})
