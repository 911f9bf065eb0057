import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { call, numbered, type Server, text } from './client.ts'

let github: Server
beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.stop())

describe('the files of a pull request', () => {
  test('are those between the merge base and the head, not what the base branch gained since', async () => {
    const repository = github.createRepository({ name: 'three-dot', files: { 'a.txt': text(numbered(20)) } })
    repository.commit({ branch: 'feature', files: { 'a.txt': text(['new', ...numbered(20)]) } })
    const pull = repository.openPull({ head: 'feature' })
    repository.commit({ branch: 'main', files: { 'b.txt': 'later\n' } })
    repository.commit({ branch: 'feature', files: { 'c.txt': 'more\n' } })
    const { body } = await call(github, 'GET', '/repos/octo-org/three-dot/pulls/1/files')
    expect(body.map((file: { filename: string }) => file.filename)).toEqual(['a.txt', 'c.txt'])
    expect(body[0]).toMatchObject({ status: 'modified', additions: 1, deletions: 0, changes: 1 })
    expect(body[0].patch).toBe('@@ -1,3 +1,4 @@\n+new\n line 1\n line 2\n line 3')
    expect(pull.baseSha).toBe(repository.git.commitOf('main'))
    expect(pull.baseSha).not.toBe(repository.git.mergeBase('main', pull.headSha))
  })

  test('have no patch when they are binary, empty or only renamed', async () => {
    const repository = github.createRepository({
      name: 'kinds',
      files: { 'picture.bin': Buffer.from([0, 1, 2]), 'old name.txt': text(numbered(9)), 'gone.txt': 'bye\n' },
    })
    repository.commit({
      branch: 'feature',
      files: {
        'picture.bin': Buffer.from([0, 9, 2]),
        'old name.txt': null,
        'new name.txt': text(numbered(9)),
        'gone.txt': null,
        'empty.txt': '',
      },
    })
    repository.openPull({ head: 'feature' })
    const { body } = await call(github, 'GET', '/repos/octo-org/kinds/pulls/1/files')
    const shown = body.map(({ filename, status, patch, previous_filename, changes }: Record<string, unknown>) => ({
      filename,
      status,
      changes,
      ...(patch === undefined ? {} : { patch }),
      ...(previous_filename === undefined ? {} : { previous_filename }),
    }))
    expect(shown).toEqual([
      { filename: 'empty.txt', status: 'added', changes: 0 },
      { filename: 'gone.txt', status: 'removed', changes: 1, patch: '@@ -1 +0,0 @@\n-bye' },
      { filename: 'new name.txt', status: 'renamed', changes: 0, previous_filename: 'old name.txt' },
      { filename: 'picture.bin', status: 'modified', changes: 0 },
    ])
    expect(body[2].blob_url).toContain('new%20name.txt')
  })

  test('lose their patch when too many lines changed, and keep their counts (tsantalis/RefactoringMiner#1109)', async () => {
    const repository = github.createRepository({ name: 'big', files: { 'a.txt': '' } })
    repository.commit({ branch: 'feature', files: { 'a.txt': text(numbered(2001)), 'b.txt': text(numbered(2000)) } })
    repository.openPull({ head: 'feature' })
    const { body } = await call(github, 'GET', '/repos/octo-org/big/pulls/1/files')
    expect(body[0]).toMatchObject({ filename: 'a.txt', additions: 2001 })
    expect(body[0]).not.toHaveProperty('patch')
    expect(body[1].patch.split('\n')).toHaveLength(2001)
  })

  test('say where the last line has no line end, and keep carriage returns', async () => {
    const repository = github.createRepository({ name: 'ends', files: { 'a.txt': 'one\r\ntwo' } })
    repository.commit({ branch: 'feature', files: { 'a.txt': 'one\r\nTWO' } })
    repository.openPull({ head: 'feature' })
    const { body } = await call(github, 'GET', '/repos/octo-org/ends/pulls/1/files')
    expect(body[0].patch).toBe(
      '@@ -1,2 +1,2 @@\n one\r\n-two\n\\ No newline at end of file\n+TWO\n\\ No newline at end of file',
    )
  })

  test('come 30 a page, 100 at most, with links that can be followed to the end', async () => {
    const repository = github.createRepository({ name: 'many' })
    const files = Object.fromEntries(numbered(130).map((line) => [`${line.replace(' ', '-')}.txt`, 'x\n']))
    repository.commit({ branch: 'feature', files })
    repository.openPull({ head: 'feature' })
    expect((await call(github, 'GET', '/repos/octo-org/many/pulls/1/files')).body).toHaveLength(30)
    let next: string | undefined = '/repos/octo-org/many/pulls/1/files?per_page=500'
    const sizes: number[] = []
    while (next) {
      const reply = await call(github, 'GET', next)
      sizes.push(reply.body.length)
      next = /<([^>]+)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1]
    }
    expect(sizes).toEqual([100, 30])
  })

  test('end silently at the limit of 3,000', async () => {
    const small = await startGitHub({ limits: { files: 3 } })
    const repository = small.createRepository({ name: 'r' })
    repository.commit({ branch: 'feature', files: { a: '1\n', b: '2\n', c: '3\n', d: '4\n' } })
    repository.openPull({ head: 'feature' })
    expect((await call(small, 'GET', '/repos/octo-org/r/pulls/1/files')).body).toHaveLength(3)
    expect((await call(small, 'GET', '/repos/octo-org/r/pulls/1')).body.changed_files).toBe(4)
    await small.stop()
  })
})

describe('a pull request', () => {
  test('follows pushes and force-pushes of its head branch', async () => {
    const repository = github.createRepository({ name: 'pushes' })
    const first = repository.commit({ branch: 'feature', files: { a: '1\n' } })
    const pull = repository.openPull({ head: 'feature', author: 'mona', draft: true })
    expect(pull.headSha).toBe(first)
    const second = repository.commit({ branch: 'feature', files: { a: '2\n' } })
    expect(pull.commits()).toEqual([first, second])
    const third = repository.forcePush({ branch: 'feature', files: { b: '3\n' } })
    expect(pull.commits()).toEqual([third])
    const { body } = await call(github, 'GET', '/repos/octo-org/pushes/pulls/1')
    expect(body).toMatchObject({ draft: true, state: 'open', user: { login: 'mona' }, changed_files: 1, commits: 1 })
    expect(body.head).toMatchObject({ ref: 'feature', sha: third, repo: { full_name: 'octo-org/pushes', fork: false } })
  })

  test('has a merge commit that is neither head nor base, and none when they conflict', () => {
    const repository = github.createRepository({ name: 'merges', files: { a: '1\n', b: '1\n' } })
    repository.commit({ branch: 'feature', files: { a: '2\n' } })
    repository.commit({ branch: 'clash', files: { b: '2\n' } })
    repository.commit({ branch: 'main', files: { b: '3\n' } })
    const pull = repository.openPull({ head: 'feature' })
    const merge = repository.git.commit(pull.mergeCommitSha ?? '')
    expect(merge.parents).toEqual([pull.baseSha, pull.headSha])
    expect(repository.read(merge.sha, 'a')).toBe('2\n')
    expect(repository.read(merge.sha, 'b')).toBe('3\n')
    expect(repository.openPull({ head: 'clash' }).mergeCommitSha).toBeNull()
  })

  test('of a fork can be read from the base repository, also after the fork is gone (github/rest-api-description#161)', async () => {
    const repository = github.createRepository({ name: 'forked' })
    const fork = repository.fork('contributor')
    const sha = fork.commit({ branch: 'patch', files: { a: 'from a fork\n' } })
    repository.openPull({ head: 'patch', from: fork })
    const path = `/repos/octo-org/forked/contents/a?ref=${sha}`
    expect((await call(github, 'GET', path, { accept: 'application/vnd.github.raw+json' })).text).toBe('from a fork\n')
    const before = await call(github, 'GET', '/repos/octo-org/forked/pulls/1')
    expect(before.body.head).toMatchObject({
      label: 'contributor:patch',
      repo: { fork: true, full_name: 'contributor/forked' },
    })
    fork.delete()
    const after = await call(github, 'GET', '/repos/octo-org/forked/pulls/1')
    expect(after.body.head.repo).toBeNull()
    expect((await call(github, 'GET', path)).status).toBe(200)
  })
})

describe('texts', () => {
  test('come as blobs, in base64 or raw', async () => {
    const repository = github.createRepository({ name: 'blobs', files: { 'a.txt': `${'é'.repeat(100)}\n` } })
    const { sha } = repository.git.entry('main', 'a.txt') ?? { sha: '' }
    const { body } = await call(github, 'GET', `/repos/octo-org/blobs/git/blobs/${sha}`)
    expect(Buffer.from(body.content, 'base64').toString()).toBe(`${'é'.repeat(100)}\n`)
    expect(Math.max(...body.content.split('\n').map((line: string) => line.length))).toBe(60)
    const raw = await call(github, 'GET', `/repos/octo-org/blobs/git/blobs/${sha}`, {
      accept: 'application/vnd.github.raw+json',
    })
    expect(raw.text).toBe(`${'é'.repeat(100)}\n`)
    expect((await call(github, 'GET', `/repos/octo-org/blobs/git/blobs/${'0'.repeat(40)}`)).status).toBe(404)
    expect((await call(github, 'GET', '/repos/octo-org/blobs/git/blobs/main')).status).toBe(422)
  })

  test('come as contents under paths with blanks, hashes and per cent signs', async () => {
    const name = 'a b/#1 100%?.txt'
    github.createRepository({
      name: 'paths',
      files: { [name]: 'here\n', 'a b/other': '', link: { content: 'a b/other', mode: '120000' } },
    })
    const encoded = name.split('/').map(encodeURIComponent).join('/')
    for (const path of [encoded, encodeURIComponent(name)]) {
      const { body } = await call(github, 'GET', `/repos/octo-org/paths/contents/${path}`)
      expect(body).toMatchObject({ type: 'file', name: '#1 100%?.txt', path: name, size: 5, encoding: 'base64' })
    }
    const folder = await call(github, 'GET', '/repos/octo-org/paths/contents/a%20b')
    expect(folder.body.map(({ path, type }: Record<string, string>) => [path, type])).toEqual([
      [name, 'file'],
      ['a b/other', 'file'],
    ])
    expect((await call(github, 'GET', '/repos/octo-org/paths/contents/')).body).toHaveLength(2)
    expect((await call(github, 'GET', '/repos/octo-org/paths/contents/link')).body).toMatchObject({
      type: 'file',
      path: 'link',
      size: 0,
    })
    expect((await call(github, 'GET', '/repos/octo-org/paths/contents/nope')).status).toBe(404)
    expect((await call(github, 'GET', '/repos/octo-org/paths/contents/link?ref=nope')).status).toBe(404)
  })

  test('over 1 MB come empty as an object and whole as raw', async () => {
    github.createRepository({ name: 'large', files: { big: 'x'.repeat((1 << 20) + 1) } })
    const { body } = await call(github, 'GET', '/repos/octo-org/large/contents/big')
    expect(body).toMatchObject({ content: '', encoding: 'none', size: (1 << 20) + 1 })
    const raw = await call(github, 'GET', '/repos/octo-org/large/contents/big', {
      accept: 'application/vnd.github.v3.raw',
    })
    expect(raw.text).toHaveLength((1 << 20) + 1)
  })
})

describe('trees', () => {
  test('come whole or level by level, with modes', async () => {
    github.createRepository({
      name: 'trees',
      files: {
        'a/b/c.txt': 'c\n',
        'run.sh': { content: '#!/bin/sh\n', mode: '100755' },
        link: { content: 'run.sh', mode: '120000' },
      },
    })
    const flat = await call(github, 'GET', '/repos/octo-org/trees/git/trees/main')
    expect(flat.body.tree.map(({ path, mode }: Record<string, string>) => `${mode} ${path}`)).toEqual([
      '040000 a',
      '120000 link',
      '100755 run.sh',
    ])
    const whole = await call(github, 'GET', '/repos/octo-org/trees/git/trees/main?recursive=1')
    expect(whole.body.tree.map(({ path }: Record<string, string>) => path)).toEqual([
      'a',
      'a/b',
      'a/b/c.txt',
      'link',
      'run.sh',
    ])
    expect(whole.body.truncated).toBe(false)
  })

  test('are cut at the limit and say so', async () => {
    github.limits.treeEntries = 2
    const { body } = await call(github, 'GET', '/repos/octo-org/trees/git/trees/main?recursive=1')
    github.limits.treeEntries = 100_000
    expect(body.tree).toHaveLength(2)
    expect(body.truncated).toBe(true)
  })
})

describe('comparing', () => {
  test('names the merge base and counts both sides', async () => {
    const repository = github.createRepository({ name: 'compare', files: { a: '1\n' } })
    const base = repository.git.commitOf('main')
    repository.commit({ branch: 'feature/x', files: { a: '2\n' } })
    repository.commit({ branch: 'main', files: { b: '3\n' } })
    const { body } = await call(github, 'GET', '/repos/octo-org/compare/compare/main...feature%2Fx')
    expect(body).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1, merge_base_commit: { sha: base } })
    expect(body.files.map((file: { filename: string }) => file.filename)).toEqual(['a'])
    const fork = repository.fork('someone')
    fork.commit({ branch: 'main', files: { z: '1\n' } })
    const other = await call(github, 'GET', '/repos/octo-org/compare/compare/main...someone%3Amain')
    expect(other.body).toMatchObject({ status: 'ahead', ahead_by: 1 })
    expect((await call(github, 'GET', '/repos/octo-org/compare/compare/main...nope')).status).toBe(404)
  })

  test('a commit tells its message, its parents and its files', async () => {
    const repository = github.createRepository({ name: 'commit', files: { a: '1\n' } })
    const parent = repository.git.commitOf('main')
    const sha = repository.commit({
      branch: 'main',
      files: { a: '1\n2\n' },
      message: 'Add a line\n\nBecause.',
      author: 'mona',
    })
    const { body } = await call(github, 'GET', `/repos/octo-org/commit/commits/${sha}`)
    expect(body).toMatchObject({
      author: { login: 'mona' },
      commit: { message: 'Add a line\n\nBecause.' },
      parents: [{ sha: parent }],
      stats: { additions: 1, deletions: 0, total: 1 },
    })
    const none = await call(github, 'GET', `/repos/octo-org/commit/commits/${'1'.repeat(40)}`)
    expect(none.status).toBe(422)
    expect(none.body.message).toBe(`No commit found for SHA: ${'1'.repeat(40)}`)
  })
})
