import { describe, expect, test } from '@jest/globals'
import { readTexts } from '../../src/github/texts.ts'
import { readTree } from '../../src/github/tree.ts'
import { onGitHub } from './on-github.ts'

const scene = onGitHub()

/** Lists the files when GitHub gives so many entries at once. */
async function listed(files: Record<string, string>, entries: number) {
  const { pull } = scene.open(files)
  const where = scene.pullOf(pull)
  scene.github.limits.treeEntries = entries
  scene.github.requests.length = 0
  const answer = await readTree(scene.api(), where, where.headSha)
  scene.github.limits.treeEntries = 100_000
  return { answer, calls: scene.github.requests.length, where }
}

const paths = ({ answer }: Awaited<ReturnType<typeof listed>>) =>
  answer.ok && answer.value && [...answer.value.keys()].sort()

describe('the files of a commit', () => {
  const files = { 'a/1': '', 'a/2': '', 'b/c/1': '', 'b/c/2': '', 'b/c/3': '', 'b/d/1': '', Dockerfile: '' }
  const all = ['Dockerfile', 'README.md', 'a/1', 'a/2', 'b/c/1', 'b/c/2', 'b/c/3', 'b/d/1']

  test('are listed in one call', async () => {
    const found = await listed(files, 100)
    expect([paths(found), found.calls]).toEqual([all, 1])
  })

  test('are listed folder by folder when the list is cut off (R6)', async () => {
    const found = await listed(files, 4)
    // The root twice, `a`, `b` twice, `b/c`, `b/d`.
    expect([paths(found), found.calls]).toEqual([all, 7])
  })

  test('are not listed when one folder alone is cut off', async () => {
    const found = await listed({ ...files, 'b/c/4': '', 'b/c/5': '' }, 4)
    expect(found.answer).toEqual({ ok: true, value: null })
  })

  test('are not listed when that takes too many calls', async () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`folder-${at}/${at}`, '']))
    const found = await listed(many, 160)
    expect(found.answer).toEqual({ ok: true, value: null })
    expect(found.calls).toBe(2)
  })

  test('are refused when a folder is', async () => {
    scene.github.faults.next({ path: /git\/trees\//, status: 403, body: { message: 'Forbidden' } })
    expect((await listed(files, 100)).answer).toMatchObject({ ok: false })
  })

  test('say which are symbolic links, whose texts are their targets', async () => {
    const { pull, repository } = scene.open({ 'a/file': 'text\n' })
    repository.commit({
      branch: 'change',
      files: { 'b/link': { content: '../a/file', mode: '120000' } },
    })
    const where = scene.pullOf(pull)
    const answer = await readTree(scene.api(), where, where.headSha)
    if (!answer.ok) throw new Error('no tree')
    expect([...(answer.value ?? [])].map(([path, { isLink }]) => [path, isLink])).toContainEqual(['b/link', true])
    const texts = await readTexts(scene.api(), where, where.headSha, answer.value, ['b/link', 'a/file'])
    expect([...texts]).toEqual([
      ['b/link', '../a/file'],
      ['a/file', 'text\n'],
    ])
  })
})
