import { describe, expect, test } from '@jest/globals'
import { readChangedFiles, readDiff } from '../../src/github/changed-files.ts'
import { query, readTexts } from '../../src/github/texts.ts'
import { readTree } from '../../src/github/tree.ts'
import { onGitHub } from './on-github.ts'

const scene = onGitHub()
const text = (lines: number) => Array.from({ length: lines }, (_, index) => `RUN ${index}\n`).join('')

async function changed(pull: Parameters<typeof scene.pullOf>[0]) {
  const answer = await readChangedFiles(scene.api(), scene.pullOf(pull))
  if (!answer.ok) throw new Error(answer.refusal.message)
  return answer.value
}

describe('the changed files', () => {
  test('are read to the last page, without those that are deleted (R1, R2)', async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`src/${index}.txt`, `${index}\n`]))
    const { pull } = scene.open({ ...many, old: null }, { old: 'old\n' })
    const { files, listed, complete } = await changed(pull)
    expect([files.length, listed, complete]).toEqual([120, 121, true])
  })

  test('are not all of them when the pull request changes more than are listed (R1)', async () => {
    const { pull } = scene.open({ a: 'a\n', b: 'b\n', c: 'c\n' })
    scene.github.limits.files = 2
    expect(await changed(pull)).toMatchObject({ listed: 2, complete: false })
    scene.github.limits.files = 3_000
  })
})

describe('the diff of a file', () => {
  const diffOf = async (pull: Parameters<typeof scene.pullOf>[0], head: string) => {
    const [file] = (await changed(pull)).files
    if (!file) throw new Error('nothing changed')
    return readDiff(scene.api(), scene.pullOf(pull), file, head)
  }

  test('is what GitHub sends', async () => {
    const { pull } = scene.open({ Dockerfile: 'FROM b\n' }, { Dockerfile: 'FROM a\n' })
    expect(await diffOf(pull, 'FROM b\n')).toMatchObject({
      certain: true,
      hunks: [{ rows: [{ kind: 'deleted' }, { head: 1 }] }],
    })
  })

  test('is uncertain when it is not about the text at hand', async () => {
    const { pull } = scene.open({ Dockerfile: 'FROM b\n' }, { Dockerfile: 'FROM a\n' })
    expect((await diffOf(pull, 'FROM c\n')).certain).toBe(false)
  })

  test('is reckoned from the merge base when GitHub leaves it out, under the old name of a renamed file (R2, R4)', async () => {
    const base = `${text(40)}CMD one\n`
    const head = `${text(40)}CMD two\n`
    const { pull, repository } = scene.open({ Dockerfile: null, 'app.Dockerfile': head }, { Dockerfile: base })
    repository.commit({ branch: 'main', files: { Dockerfile: `# moved on\n${base}` } })
    pull.follow()
    scene.github.limits.patchLines = 1
    const diff = await diffOf(pull, head)
    scene.github.limits.patchLines = 2_000
    expect(diff.certain).toBe(false)
    expect(
      diff.hunks.map(({ rows }) => rows.filter(({ kind }) => kind !== 'context').map(({ text: words }) => words)),
    ).toEqual([['CMD one', 'CMD two']])
  })

  test('is empty when only the name changed', async () => {
    const { pull } = scene.open({ Dockerfile: null, 'app.Dockerfile': text(9) }, { Dockerfile: text(9) })
    expect(await diffOf(pull, text(9))).toEqual({ hunks: [], certain: true })
  })
})

describe('texts', () => {
  const odd = ['with space', '#hash', 'percent%20', 'a/b:c', 'é', '"quoted"', '-dash']

  test('of many files come in one query, whatever they are called', async () => {
    const files = Object.fromEntries(odd.map((path) => [path, `text of ${path}\n`]))
    const { pull } = scene.open(files)
    const [api, where] = [scene.api(), scene.pullOf(pull)]
    const tree = await readTree(api, where, where.headSha)
    if (!tree.ok) throw new Error('no tree')
    scene.github.requests.length = 0
    const texts = await readTexts(api, where, where.headSha, tree.value, [...odd, 'not there'])
    expect(Object.fromEntries(texts)).toEqual({ ...files, 'not there': null })
    expect(scene.github.requests).toHaveLength(1)
    expect(Object.fromEntries(await readTexts(api, where, where.headSha, null, [...odd, 'not there']))).toEqual({
      ...files,
      'not there': null,
    })
  })

  test('that a query cuts off are read one by one (R6)', async () => {
    const { pull } = scene.open({ long: 'x'.repeat(400), short: 'y' })
    const [api, where] = [scene.api(), scene.pullOf(pull)]
    scene.github.limits.blobTextBytes = 100
    const texts = await readTexts(api, where, where.headSha, null, ['long', 'short'])
    scene.github.limits.blobTextBytes = 512_000
    expect(texts.get('long')).toHaveLength(400)
    expect(texts.get('short')).toBe('y')
  })

  test('are read one by one when there is no answer to a query', async () => {
    const { pull } = scene.open({ a: 'text\n' })
    const where = scene.pullOf(pull)
    scene.github.faults.next({ path: '/graphql', status: 403, body: { message: 'Forbidden' } })
    expect((await readTexts(scene.api(), where, where.headSha, null, ['a'])).get('a')).toBe('text\n')
  })

  test('of what is no text are none', async () => {
    const { pull, repository } = scene.open({ a: 'text\n' })
    repository.commit({ branch: 'change', files: { binary: Buffer.from([0, 1, 2, 255]) } })
    const [api, where] = [scene.api(), scene.pullOf(pull)]
    const tree = await readTree(api, where, where.headSha)
    if (!tree.ok) throw new Error('no tree')
    const texts = await readTexts(api, where, where.headSha, tree.value, ['binary', 'a'])
    expect([...texts.values()]).toEqual([null, 'text\n'])
  })

  test('come with the name of our account', async () => {
    const { pull } = scene.open({ a: 'text\n' })
    const where = scene.pullOf(pull)
    const answer = await query(scene.api(), where, where.headSha, { paths: ['a', 'b'] })
    expect(answer.ok && [answer.value.viewer, [...answer.value.texts]]).toEqual([
      'github-actions[bot]',
      [
        ['a', 'text\n'],
        ['b', null],
      ],
    ])
  })
})

describe('a read that fails', () => {
  test('is asked for again, twice at most', async () => {
    const { pull } = scene.open({ a: 'a\n' })
    const fail = (times: number) =>
      scene.github.faults.next({ method: 'GET', path: /\/files$/, status: 502, body: '<html></html>', times })
    fail(2)
    expect((await changed(pull)).files).toHaveLength(1)
    fail(3)
    expect(await readChangedFiles(scene.api(), scene.pullOf(pull))).toMatchObject({
      ok: false,
      refusal: { kind: 'server' },
    })
    scene.github.faults.clear()
  })

  test('for its pace is asked for again when GitHub says, unless that is too late', async () => {
    const { pull } = scene.open({ a: 'a\n' })
    const limit = (seconds: string) =>
      scene.github.faults.next({
        path: /\/files$/,
        status: 429,
        body: { message: 'slow' },
        headers: { 'retry-after': seconds },
      })
    scene.waits.length = 0
    limit('7')
    expect((await changed(pull)).files).toHaveLength(1)
    expect(scene.waits).toEqual([7_000])
    limit('3600')
    expect(await readChangedFiles(scene.api(), scene.pullOf(pull))).toMatchObject({
      ok: false,
      refusal: { kind: 'rate-limit' },
    })
  })
})
