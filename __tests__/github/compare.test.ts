import { describe, expect, test } from '@jest/globals'
import { baselineOf, toBaselineText } from '../../src/gate/baseline.ts'
import { differencesOf, readDifferences, walkDifferences } from '../../src/github/differences.ts'
import { finding, report } from '../report/reports.ts'
import { onGitHub } from './on-github.ts'

const scene = onGitHub()
const ZEROS = '0'.repeat(40)
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
const long = ['FROM a', ...Array.from({ length: 20 }, (_, index) => `RUN ${index + 1}`)]
const calls = () =>
  scene.github.requests.map(({ method, path }) => `${method} ${path.split('?')[0]?.split('/').slice(4, 6).join('/')}`)

type Files = Record<string, string | null>

/** A repository with a history of commits on `main`, and means to run the action for events that compare two of them. */
function repositoryWith(...history: Files[]) {
  const { repository, pull } = scene.open({ 'main.py': '1\n' })
  const commits = history.map((files) => repository.commit({ branch: 'main', files }))
  const [before = '', after = ''] = commits.slice(-2)
  const run = (eventName: string, more: object, inputs: Record<string, string> = {}) =>
    scene.run(pull, inputs, {
      event: scene.github.repositoryEvent(repository, { ...more }),
      env: { GITHUB_EVENT_NAME: eventName },
    })
  return {
    ...{ repository, commits },
    push: (inputs?: Record<string, string>, more: object = {}) => run('push', { before, after, ...more }, inputs),
    queue: (inputs?: Record<string, string>, more: object = {}) =>
      run(
        'merge_group',
        { merge_group: { base_sha: before, head_sha: after, base_ref: 'refs/heads/main', ...more } },
        inputs,
      ),
  }
}

describe.each(['push', 'queue'] as const)('a %s', (kind) => {
  test('fails for what it brings, and says where', async () => {
    const { [kind]: run } = repositoryWith({ Dockerfile: text(long) }, { Dockerfile: text([...long, 'RUN worse']) })
    const ended = await run()
    expect(ended.failed).toEqual(['1 error (fail-on: error).'])
    expect(ended.annotations.map(({ level, file, startLine }) => [level, file, startLine])).toEqual([
      ['error', 'Dockerfile', 22],
    ])
    expect(ended.summary).toContain('| new |')
    expect(scene.github.writes()).toEqual([])
  })

  test('is not blocked by old findings, in files that change and in others', async () => {
    const { [kind]: run } = repositoryWith(
      { Dockerfile: text(['RUN worse', ...long]), 'old/Dockerfile': 'RUN worse\n' },
      { Dockerfile: text(['RUN worse', ...long, 'RUN more']) },
    )
    const ended = await run({ 'fail-on': 'info' })
    expect(ended.failed).toEqual([])
    expect(ended.annotations).toEqual([])
    expect(ended.outputs).toMatchObject({ findings: '1', errors: '1' })
    expect(ended.summary).toContain('| not on changed lines |')
  })

  test.each([
    ['changed', ['1 warning (fail-on: warning).']],
    ['file', ['1 error, 1 warning (fail-on: warning).']],
  ])('with scope %s fails for %j', async (scope, failed) => {
    const { [kind]: run } = repositoryWith(
      { Dockerfile: text(['RUN worse', ...long]), 'old/Dockerfile': 'RUN worse\n' },
      { Dockerfile: text(['RUN worse', ...long, 'RUN bad']) },
    )
    expect((await run({ 'fail-on': 'warning', scope })).failed).toEqual(failed)
  })

  test('without a Dockerfile in it takes two calls', async () => {
    const { [kind]: run } = repositoryWith(
      { Dockerfile: 'RUN worse\n' },
      { 'main.py': '2\n', 'docs/Dockerfile.md': 'x' },
    )
    const ended = await run({ 'fail-on': 'info' })
    expect(ended).toMatchObject({ failed: [], summary: '', outputs: { findings: '0' } })
    expect(ended.log).toContain('No Dockerfile changed.')
    expect(calls()).toEqual(['GET git/trees', 'GET git/trees'])
  })

  test('with a Dockerfile in it takes three: the texts of both commits are asked for at once', async () => {
    const { [kind]: run } = repositoryWith({ Dockerfile: text(long) }, { Dockerfile: text([...long, 'RUN worse']) })
    await run()
    expect(
      scene.github.requests.map(
        ({ method, path }) =>
          `${method} ${path
            .replace(/.*\/(?=git)/, '')
            .split('?')[0]
            ?.replace(/\/[0-9a-f]{40}/, '')}`,
      ),
    ).toEqual(['GET git/trees', 'GET git/trees', 'POST /graphql'])
  })

  test('that takes a Dockerfile away is green', async () => {
    const { repository, [kind]: run } = repositoryWith({ Dockerfile: 'RUN worse\n' }, { Dockerfile: null })
    expect((await run()).failed).toEqual([])
    expect(repository.read('main', 'Dockerfile')).toBeNull()
  })

  test('that moves a Dockerfile finds nothing new in it', async () => {
    const { [kind]: run } = repositoryWith(
      { Dockerfile: text(['RUN worse', ...long]), 'other/Dockerfile': 'RUN bad\n' },
      { Dockerfile: null, 'images/web/Dockerfile': text(['RUN worse', ...long]) },
    )
    expect((await run({ 'fail-on': 'info' })).failed).toEqual([])
  })

  test('that moves and edits a Dockerfile finds what the edit brought', async () => {
    const { [kind]: run } = repositoryWith(
      { Dockerfile: text(['RUN worse', ...long]), 'b/Dockerfile': 'FROM b\nRUN bad\n' },
      { Dockerfile: null, 'b/Dockerfile': null, 'images/web.Dockerfile': text(['RUN worse', ...long, 'RUN bad']) },
    )
    expect((await run({ 'fail-on': 'info' })).failed).toEqual(['1 warning (fail-on: info).'])
  })

  test('that copies a Dockerfile brings its findings once more', async () => {
    const { [kind]: run } = repositoryWith(
      { Dockerfile: text(['RUN worse', ...long]) },
      { 'copy/Dockerfile': text(['RUN worse', ...long]) },
    )
    expect((await run()).failed).toEqual(['1 error (fail-on: error).'])
  })

  test('reads at the later commit, whatever was committed since', async () => {
    const { repository, [kind]: run } = repositoryWith(
      { 'version.txt': 'old' },
      { Dockerfile: 'NEEDS version.txt\n', 'version.txt': 'right' },
    )
    repository.commit({ branch: 'main', files: { 'version.txt': 'later', Dockerfile: null } })
    expect((await run({ 'fail-on': 'info' })).annotations[0]?.message).toBe('It holds right.')
  })

  test('of a repository that is too large to list looks into the folders that changed', async () => {
    const old = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`m${index}/a/b`, 'x']))
    const { [kind]: run } = repositoryWith(
      { ...old, 'a/b/Dockerfile': text(long) },
      { 'a/b/Dockerfile': text([...long, 'RUN worse']) },
    )
    // Of a folder that is cut off each folder in it is listed: that is more than a hundred calls here.
    scene.github.limits.treeEntries = 70
    scene.github.faults.next({
      path: /git\/trees\/.*recursive/,
      status: 200,
      body: { tree: [], truncated: true },
      times: 400,
    })
    const ended = await run()
    scene.github.faults.clear()
    scene.github.limits.treeEntries = 100_000
    expect(ended.failed).toEqual(['1 error (fail-on: error).'])
  })

  test('whose texts have nothing in common is judged as a new file', async () => {
    const [a, b] = ['a', 'b'].map((sign) => Array.from({ length: 4_000 }, (_, index) => `RUN ${sign}${index}`)) as [
      string[],
      string[],
    ]
    const { [kind]: run } = repositoryWith({ Dockerfile: text(a) }, { Dockerfile: text([...b, 'RUN worse']) })
    expect((await run()).failed).toEqual(['1 error (fail-on: error).'])
  })

  test('names a Dockerfile that cannot be read, and judges the others', async () => {
    const { [kind]: run } = repositoryWith({ a: '1' }, { Dockerfile: '\u0000', 'b/Dockerfile': 'RUN worse\n' })
    const ended = await run()
    expect(ended.failed).toEqual(['1 error (fail-on: error).'])
    expect(ended.annotations.map(({ level, file }) => [level, file])).toEqual([
      ['error', 'b/Dockerfile'],
      ['notice', 'Dockerfile'],
    ])
  })
})

describe('a queue', () => {
  test('of more files than GitHub compares (300) misses none of them', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 320 }, (_, index) => [`s${index}/Dockerfile`, `RUN ${index}\n`]),
    )
    const { queue } = repositoryWith({ a: '1' }, { ...many, 'z/Dockerfile': 'RUN worse\n' })
    const ended = await queue()
    expect(ended.failed).toEqual(['1 error (fail-on: error).'])
    expect(ended.report.summary.files).toBe(321)
  })

  test('with scope all fails for what is anywhere', async () => {
    const { queue } = repositoryWith(
      { Dockerfile: text(['RUN worse', ...long]), 'old/Dockerfile': 'RUN worse\n' },
      { Dockerfile: text(['RUN worse', ...long, 'RUN bad']) },
    )
    const failed = ['2 errors, 1 warning (fail-on: warning).']
    expect((await queue({ 'fail-on': 'warning', scope: 'all' })).failed).toEqual(failed)
  })
})

describe('a push', () => {
  test('with scope all is an audit of the working tree', async () => {
    const { push } = repositoryWith({ a: '1' }, { Dockerfile: 'RUN worse\n' })
    const ended = await push({ scope: 'all' })
    expect(ended.failed).toEqual([expect.stringContaining('actions/checkout')])
    expect(scene.github.requests).toEqual([])
  })

  const bad = text([...long, 'RUN worse'])

  test('of a new branch is compared with where it left the default branch', async () => {
    const { repository, push } = repositoryWith({ 'old/Dockerfile': 'RUN worse\n' })
    const after = repository.commit({ branch: 'feature', files: { Dockerfile: 'RUN bad\n' } })
    repository.commit({ branch: 'main', files: { 'later/Dockerfile': 'RUN worse\n' } })
    const ended = await push({ 'fail-on': 'warning' }, { before: ZEROS, after, ref: 'refs/heads/feature' })
    expect(ended.failed).toEqual(['1 warning (fail-on: warning).'])
  })

  test('of the first commits of a repository brings everything', async () => {
    const { repository, push } = repositoryWith({ Dockerfile: 'RUN worse\n' })
    const after = repository.git.commitOf('main')
    expect((await push({}, { before: ZEROS, after })).failed).toEqual(['1 error (fail-on: error).'])
  })

  test('that lost the commit before it says so in one line, and is compared with where it left the default branch', async () => {
    const { repository, push } = repositoryWith({ 'old/Dockerfile': 'RUN worse\n' })
    const after = repository.commit({ branch: 'feature', files: { Dockerfile: bad } })
    const ended = await push({}, { before: 'a'.repeat(40), after, ref: 'refs/heads/feature', forced: true })
    expect(ended.failed).toEqual(['1 error (fail-on: error).'])
    expect(ended.log.filter((line) => line.includes('is gone'))).toEqual([
      'Commit aaaaaaa, which this one follows, is gone; the merge base with main takes its place.',
    ])
  })

  test('of a tag on a commit of the default branch brings nothing', async () => {
    const { repository, push } = repositoryWith({ Dockerfile: 'RUN worse\n' })
    const after = repository.git.commitOf('main')
    const ended = await push({}, { before: ZEROS, after, ref: 'refs/tags/v1' })
    expect([ended.failed, ended.log]).toEqual([[], ['No Dockerfile changed.']])
  })

  test('that deletes a branch has nothing to look at', async () => {
    const { push } = repositoryWith({ a: '1' })
    const ended = await push({}, { after: ZEROS, deleted: true })
    expect(ended.failed).toEqual([])
    expect(scene.github.requests).toEqual([])
  })

  test('is judged by the configuration that it brings, a merge group by that of its base', async () => {
    const configuration = 'paths:\n  exclude: [Dockerfile]\n'
    const { push, queue } = repositoryWith({ a: '1' }, { Dockerfile: bad, '.github/layerwise.yml': configuration })
    expect((await push()).failed).toEqual([])
    expect((await queue()).failed).toHaveLength(1)
  })

  test('whose commits GitHub does not give is no success, and says whose fault it is', async () => {
    const { push } = repositoryWith({ a: '1' }, { Dockerfile: bad })
    scene.github.faults.next({ path: /git\/trees/, status: 503, body: {}, times: 9 })
    const ended = await push()
    scene.github.faults.clear()
    expect(ended.failed).toEqual([
      expect.stringMatching(/^GitHub refused to list the files of the two commits \(503.*GitHub’s/),
    ])
  })
})

describe('a baseline', () => {
  const line = finding(1, { severity: 'error', fingerprint: 'RUN worse|1' })
  const frozen = toBaselineText(baselineOf([report('Dockerfile', '', [line])]))
  const place = '.github/layerwise-baseline.json'

  test('takes its findings out of the gate, in every scope, and says how many', async () => {
    const { queue } = repositoryWith(
      { Dockerfile: text(['RUN worse', ...long]), [place]: frozen },
      { Dockerfile: text(['RUN worse', ...long, 'RUN more']) },
    )
    const ended = await queue({ scope: 'all' })
    expect(ended.failed).toEqual([])
    expect(ended.log).toContain('1 finding is in the baseline.')
    expect(ended.summary).toContain('| in the baseline |')
  })

  test('knows one finding, and not a second one that is alike', async () => {
    const { queue } = repositoryWith(
      { Dockerfile: text(['RUN worse', ...long]), [place]: frozen },
      { Dockerfile: text(['RUN worse', ...long, 'RUN worse']) },
    )
    for (const scope of ['changed', 'file', 'all']) {
      expect((await queue({ scope })).failed).toEqual(['1 error (fail-on: error).'])
    }
  })

  test('is read from the base of a merge group: a change does not freeze its own findings', async () => {
    const { queue } = repositoryWith({ a: '1' }, { Dockerfile: 'RUN worse\n', [place]: frozen })
    expect((await queue()).failed).toHaveLength(1)
  })

  test('follows a Dockerfile that is moved', async () => {
    const { queue } = repositoryWith(
      { Dockerfile: text(['RUN worse', ...long]), [place]: frozen },
      { Dockerfile: null, 'web/Dockerfile': text(['RUN worse', ...long]) },
    )
    expect((await queue({ scope: 'file' })).failed).toEqual([])
  })

  test('is told in one line when part of it is out of date', async () => {
    const { queue } = repositoryWith(
      { Dockerfile: text(['RUN worse', ...long]), [place]: frozen },
      { Dockerfile: text(long) },
    )
    expect((await queue()).log.filter((each) => each.includes('no longer there'))).toHaveLength(1)
  })

  test('that is broken fails in one line that names it, and never with fail-on: never', async () => {
    const files = { Dockerfile: 'RUN 1\n', 'ci/known.json': '{"version":1}' }
    const { push } = repositoryWith({ a: '1' }, files)
    const baseline = 'ci/known.json'
    expect((await push({ baseline })).failed).toEqual([
      expect.stringMatching(/^ci\/known\.json: "findings" is not a list\./),
    ])
    expect((await push({ baseline, 'fail-on': 'never' })).failed).toEqual([])
    expect((await push({ baseline, 'on-error': 'pass' })).failed).toHaveLength(1)
  })

  test('that was named and is not there yet is said to hold nothing', async () => {
    const { queue } = repositoryWith({ a: '1' }, { Dockerfile: 'RUN worse\n' })
    const ended = await queue({ baseline: 'ci/known.json' })
    expect(ended.failed).toEqual(['1 error (fail-on: error).'])
    expect(ended.log.join('\n')).toContain('ci/known.json is not in the base of the merge group yet')
  })
})

describe('the difference of two commits', () => {
  test('is what git says, whatever the trees are', async () => {
    const { repository, commits } = repositoryWith(
      { 'a/b/c': '1', 'a/d': '2', e: '3', 'f/g': '4' },
      { 'a/b/c': '9', 'a/d': null, e: null, 'e/h': '3', 'f/g': '4', new: '5' },
    )
    const [before = '', after = ''] = commits
    const expected = repository.git.text(['diff', '--name-status', '--no-renames', before, after]).split('\n').sort()
    const where = { owner: repository.owner, repo: repository.name }
    const listed = await readDifferences(scene.api(), where, before, after)
    const walked = await walkDifferences(scene.api(), where, before, after)
    for (const files of [listed.ok && listed.value?.files, walked.ok && walked.value]) {
      const said = (files || []).map(({ path, before: old, after: now }) => `${old ? (now ? 'M' : 'D') : 'A'}\t${path}`)
      expect(said.sort()).toEqual(expected)
    }
  })

  test('of a file that became a link is told, and that of a mode is none', () => {
    const file = { sha: 'a', isLink: false, size: 1 }
    const tree = (isLink: boolean) => new Map([['x', { ...file, isLink }]])
    expect(differencesOf(tree(false), tree(true))).toHaveLength(1)
    expect(differencesOf(tree(false), tree(false))).toEqual([])
  })
})
