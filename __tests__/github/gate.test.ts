import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { baselineOf, toBaselineText } from '../../src/gate/baseline.ts'
import { finding, report } from '../report/reports.ts'
import { onGitHub } from './on-github.ts'

const scene = onGitHub()
const { open, run } = scene
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
const long = ['FROM a', ...Array.from({ length: 20 }, (_, index) => `RUN ${index + 1}`)]
const place = '.github/layerwise-baseline.json'
const frozen = (path: string, words: string) =>
  toBaselineText(baselineOf([report(path, '', [finding(1, { fingerprint: `${words}|1` })])]))

describe('the check of a pull request', () => {
  const base = { Dockerfile: text(['RUN worse', ...long]), 'old/Dockerfile': 'RUN worse\n' }
  const head = { Dockerfile: text(['RUN worse', ...long, 'RUN bad']) }

  test.each([
    ['changed', ['1 warning (fail-on: warning).'], '2'],
    ['file', ['1 error, 1 warning (fail-on: warning).'], '2'],
    ['all', ['2 errors, 1 warning (fail-on: warning).'], '3'],
  ])('with scope %s fails for %j', async (scope, failed, findings) => {
    const ended = await run(open(head, base).pull, { 'fail-on': 'warning', scope })
    expect(ended.failed).toEqual(failed)
    expect(ended.outputs.findings).toBe(findings)
  })

  test('with scope all says what it fails for where the pull request has no line: in an annotation and in the summary', async () => {
    const { pull } = open({ 'main.py': '2\n' }, base)
    const ended = await run(pull, { scope: 'all' })
    expect(ended.failed).toEqual(['2 errors (fail-on: error).'])
    expect(ended.annotations.map(({ level, file }) => [level, file])).toEqual([
      ['error', 'Dockerfile'],
      ['error', 'old/Dockerfile'],
    ])
    expect(ended.summary).toContain('| not changed |')
    expect(scene.github.writes()).toEqual([])
  })

  test('reports on every pull request: without a Dockerfile it is green after two calls (a required check that is skipped by a path filter stays pending: docs.github.com, troubleshooting required status checks; R28)', async () => {
    const ended = await run(open({ 'main.py': '2\n' }, base).pull)
    expect(ended).toMatchObject({ failed: [], outputs: { findings: '0' } })
    expect(ended.log).toEqual(['No Dockerfile changed.'])
    expect(scene.github.requests).toHaveLength(2)
  })

  test('counts nothing that the baseline of the base branch holds, and costs no call more', async () => {
    const plain = open({ Dockerfile: 'RUN worse\nRUN 1\n' }, { Dockerfile: 'RUN 1\n' })
    expect((await run(plain.pull)).failed).toEqual(['1 error (fail-on: error).'])
    const calls = scene.github.requests.length
    const known = open(
      { Dockerfile: 'RUN worse\nRUN 1\n' },
      { Dockerfile: 'RUN 1\n', [place]: frozen('Dockerfile', 'RUN worse') },
    )
    const ended = await run(known.pull)
    expect(ended.failed).toEqual([])
    expect(scene.github.requests).toHaveLength(calls)
    expect(ended.summary).toContain('in the baseline')
    expect(ended.log.join('\n')).toContain('1 finding is in the baseline.')
  })

  test('counts what a baseline holds that the pull request brings along itself', async () => {
    const { pull } = open({ Dockerfile: 'RUN worse\n', [place]: frozen('Dockerfile', 'RUN worse') })
    expect((await run(pull)).failed).toEqual(['1 error (fail-on: error).'])
  })

  test('knows a renamed Dockerfile by its earlier path', async () => {
    const files = { Dockerfile: text(['RUN worse', ...long]), [place]: frozen('Dockerfile', 'RUN worse') }
    const { pull } = open({ Dockerfile: null, 'web/Dockerfile': text(['RUN worse', ...long, 'RUN 21']) }, files)
    expect((await run(pull, { scope: 'file' })).failed).toEqual([])
  })

  test('says in one line that a part of the baseline is no longer there', async () => {
    const files = { Dockerfile: text(['RUN worse', ...long]), [place]: frozen('Dockerfile', 'RUN worse') }
    const ended = await run(open({ Dockerfile: text(long) }, files).pull)
    expect(ended.summary).toContain('1 finding of the baseline is no longer there')
  })

  test('names a baseline that is broken, by its place and what to do', async () => {
    const { pull } = open({ Dockerfile: 'RUN 1\n' }, { [place]: '<<<<<<< HEAD\n' })
    expect((await run(pull)).failed).toEqual([
      expect.stringMatching(/^\.github\/layerwise-baseline\.json: .*merge conflict.*write-baseline/),
    ])
  })
})

describe('the merge queue', () => {
  const old = ['FROM a', 'RUN bad', ...Array.from({ length: 30 }, (_, index) => `RUN ${index}`), 'RUN worse']
  const cases: [string, Record<string, string>, Record<string, string | null>][] = [
    ['a new file', {}, { Dockerfile: text(['FROM a', 'RUN worse', 'RUN bad']) }],
    ['a line behind others', { Dockerfile: text(old) }, { Dockerfile: text([...old, 'RUN worse']) }],
    ['a line in front of others', { Dockerfile: text(old) }, { Dockerfile: text(['RUN bad', ...old]) }],
    ['a line beside an old finding', { Dockerfile: text(old) }, { Dockerfile: text([...old, 'RUN fine']) }],
    ['a line that goes', { Dockerfile: text(old) }, { Dockerfile: text(old.filter((line) => line !== 'RUN 7')) }],
    ['a finding that goes', { Dockerfile: text(old) }, { Dockerfile: text(old.slice(0, -1)) }],
    ['line ends', { Dockerfile: text(old) }, { Dockerfile: text(old).replaceAll('\n', '\r\n') }],
    ['a name', { Dockerfile: text(old) }, { Dockerfile: null, 'a/b.Dockerfile': text(old) }],
    ['a name and a line', { Dockerfile: text(old) }, { Dockerfile: null, 'a/Dockerfile': text([...old, 'RUN bad']) }],
    ['another file', { Dockerfile: text(old) }, { 'main.py': '2\n' }],
    ['everything', { Dockerfile: text(old) }, { Dockerfile: text(['FROM b', 'RUN worse', 'RUN other']) }],
    ['the end of the last line', { Dockerfile: text(old) }, { Dockerfile: text(old).trimEnd() }],
  ]

  test.each(cases)('says of a change of %s what the pull request said', async (_, before, after) => {
    for (const scope of ['changed', 'file', 'all']) {
      const { pull } = open(after, before)
      const inputs = { scope, 'fail-on': 'info' }
      const reviewed = await run(pull, inputs)
      const env = { GITHUB_EVENT_NAME: 'merge_group' }
      const queued = await run(pull, inputs, { event: scene.github.mergeGroupEvent(pull), env })
      expect([scope, ...queued.failed]).toEqual([scope, ...reviewed.failed])
    }
  })
})

describe('an error', () => {
  const files = { Dockerfile: 'RUN bad\n' }
  const never = { 'fail-on': 'never' }
  const pass = { 'on-error': 'pass' }
  const down = { path: /pulls\/\d+\/files/, status: 503, body: {}, times: 9 }

  test('of GitHub fails the job in one line that says so, and not with on-error: pass or fail-on: never', async () => {
    for (const [inputs, fails] of [
      [{}, true],
      [pass, false],
      [never, false],
    ] as const) {
      const { pull } = open(files)
      scene.github.faults.next(down)
      const ended = await run(pull, { ...inputs })
      scene.github.faults.clear()
      const line = expect.stringMatching(/^GitHub refused to list the changed files \(503.*GitHub’s answer/)
      expect(ended.failed).toEqual(fails ? [line] : [])
      expect(ended.annotations.map(({ level, message }) => [level, message])).toEqual(fails ? [] : [['warning', line]])
    }
  })

  test('in the configuration fails the job whatever on-error is, and never with fail-on: never', async () => {
    const base = { '.github/layerwise.yml': 'rulse: {}\n' }
    for (const [inputs, fails] of [
      [{}, true],
      [pass, true],
      [never, false],
    ] as const) {
      const ended = await run(open(files, base).pull, { ...inputs })
      const line = expect.stringMatching(
        /^\.github\/layerwise\.yml:1: "rulse".*to be mended in the workflow or the configuration/,
      )
      expect(ended.failed).toEqual(fails ? [line] : [])
      expect(ended.annotations).toHaveLength(fails ? 0 : 1)
    }
  })

  test('in another input cannot fail a job that is never to fail', async () => {
    for (const inputs of [{ review: 'maybe' }, { scope: 'everything' }, { 'on-error': 'x' }, { paths: '/b' }]) {
      const { pull } = open(files)
      expect((await run(pull, { ...inputs, ...never })).failed).toEqual([])
      expect((await run(pull, { ...inputs })).failed).toHaveLength(1)
    }
  })

  test('of a token that may not read is the workflow’s to mend', async () => {
    const { pull } = open(files)
    const ended = await run(pull, { 'github-token': 'wrong', ...pass })
    expect(ended.failed).toEqual([expect.stringMatching(/401.*github-token.*to be mended in the workflow/)])
  })

  test('of the event file or the machine never fails a job that is never to fail', async () => {
    const { pull } = open(files)
    const broken = [{ GITHUB_EVENT_PATH: '/nowhere' }, { RUNNER_TEMP: '/nowhere/at/all' }, { GITHUB_REPOSITORY: '' }]
    for (const env of broken) {
      expect((await run(pull, {}, { env })).failed).toHaveLength(1)
      expect((await run(pull, never, { env })).failed).toEqual([])
    }
    const { failed } = await run(pull, {}, { env: { RUNNER_TEMP: '/nowhere/at/all' } })
    expect(failed).toEqual([expect.stringContaining('a fault of the machine')])
  })

  test('of ours on one Dockerfile leaves the others, and decides with on-error', async () => {
    const crashing = { 'a/Dockerfile': 'CRASH\n', 'b/Dockerfile': 'RUN bad\n' }
    for (const [inputs, fails] of [
      [{}, true],
      [pass, false],
      [never, false],
    ] as const) {
      const { pull } = open(crashing)
      const ended = await run(pull, { ...inputs })
      expect(scene.comments(pull).map(({ path }) => path)).toEqual(['b/Dockerfile'])
      const line = expect.stringMatching(
        /^Layerwise failed on a\/Dockerfile; everything else was looked at\..*fault of Layerwise/,
      )
      expect(ended.failed).toEqual(fails ? [line] : [])
      expect(ended.annotations.filter(({ level }) => level === 'warning')).toHaveLength(fails ? 0 : 1)
      expect(ended.outputs.findings).toBe('1')
    }
  })
})

describe('an audit', () => {
  const tree = (name: string, files: Record<string, string>) => {
    const root = join(scene.folder, name)
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(root, path, '..'), { recursive: true })
      writeFileSync(join(root, path), content)
    }
    return root
  }
  const audit = (root: string, eventName: string, inputs: Record<string, string> = {}) =>
    run(open({ a: '1' }).pull, inputs, { event: {}, env: { GITHUB_EVENT_NAME: eventName, GITHUB_WORKSPACE: root } })

  test.each(['schedule', 'workflow_dispatch'])(
    'by %s looks at everything, and fails when it is asked to only',
    async (eventName) => {
      const root = tree(eventName, { 'a/Dockerfile': 'RUN worse\n', 'b/Dockerfile': 'RUN bad\n' })
      const ended = await audit(root, eventName)
      expect(ended.failed).toEqual([])
      expect(ended.outputs).toMatchObject({ findings: '2', errors: '1' })
      expect((await audit(root, eventName, { 'fail-on': 'warning' })).failed).toEqual([
        '1 error, 1 warning (fail-on: warning).',
      ])
    },
  )

  test('counts nothing that the baseline holds, and says what is no longer there', async () => {
    const known = toBaselineText(
      baselineOf([
        report('a/Dockerfile', '', [finding(1, { fingerprint: 'RUN worse|1' })]),
        report('gone/Dockerfile', '', [finding(1), finding(2)]),
      ]),
    )
    const root = tree('known', { 'a/Dockerfile': 'RUN worse\n', 'b/Dockerfile': 'RUN bad\n', [place]: known })
    const ended = await audit(root, 'schedule', { 'fail-on': 'info' })
    expect(ended.failed).toEqual(['1 warning (fail-on: info).'])
    expect(ended.annotations.map(({ file }) => file)).toEqual(['b/Dockerfile'])
    expect(ended.summary).toContain('1 of them is in the baseline.')
    expect(ended.log).toContain('1 finding is in the baseline.')
    expect(ended.summary).toContain('2 findings of the baseline are no longer there')
    expect(ended.outputs.findings).toBe('2')
  })

  test('names a baseline that was asked for and is not there', async () => {
    const root = tree('none', { Dockerfile: 'RUN 1\n' })
    expect((await audit(root, 'schedule', { baseline: 'ci/known.json', 'fail-on': 'info' })).failed).toEqual([
      expect.stringMatching(/^ci\/known\.json: this baseline does not exist\. Write it with/),
    ])
  })
})
