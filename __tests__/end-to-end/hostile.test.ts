import { describe, expect, test } from '@jest/globals'
import { readMarkdown } from '../../scripts/embedded-github/index.mjs'
import { outputs } from '../../src/options.ts'
import { call } from '../embedded-github/client.ts'
import { wrongWithReport } from './contract.ts'
import { annotations, everythingSaid, liveText, type Pull, type Run, stage, suggestionsIn } from './scene.ts'

const scene = stage()
const { open, run, said } = scene

const ESC = '\u001b'

/** Text that means something to Markdown, HTML, the runner's log or GitHub's page. */
const VISIBLE = [
  '```',
  '~~~~',
  '`````suggestion',
  '-->',
  '<!-- layerwise -->',
  '<img src=x onerror=alert(1)>',
  '</details></summary></td></tr></table>',
  '@octo-org/everyone',
  '[click](https://evil.example)',
  '![pixel](https://evil.example/p.png)',
  'fixes #1',
  '::error file=other,line=1::pwned',
  '##[error]pwned',
  '::set-output name=findings::pwned',
  '::stop-commands::pwned',
  '| a | b |',
].join(' ')

/** Text that means something to a terminal, or turns the reading order around. */
const INVISIBLE = [`${ESC}[31mpwned${ESC}[0m`, `${ESC}]0;pwned\u0007`, '\u202epwned\u202c'].join(' ')

const BAIT = `${VISIBLE} ${INVISIBLE}`

/** What must not be live outside code: a tag, a mention, a link, an image, a closing keyword. */
const LIVE = /<img|onerror|@octo-org|\]\(https:\/\/evil|!\[pixel|fixes #1|pwned|\u202e/

const COMMANDS = new Set(['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask'])

/** Nothing of the text acts: not on the page, not in the summary, not in the log. */
function expectHarmless(pull: Pull, ended: Run) {
  expect(liveText(everythingSaid(scene.github, pull))).not.toMatch(LIVE)
  expect(liveText(ended.summary)).not.toMatch(LIVE)
  for (const { command } of ended.commands) expect(COMMANDS).toContain(command)
  for (const { message, properties } of annotations(ended)) {
    expect(message).not.toMatch(/^pwned/)
    expect(properties.file).not.toBe('other')
  }
  // Nothing that a terminal obeys reaches the log.
  expect(`${ended.stdout}${ended.stderr}`).not.toContain(ESC)
}

/** The outputs are those that there are, and the report keeps its contract. */
function expectWhole(ended: Run) {
  expect(Object.keys(ended.outputs).sort()).toEqual(outputs.map(({ name }) => name).sort())
  expect(ended.outputs.findings).toMatch(/^\d+$/)
  expect(wrongWithReport(ended.report)).toEqual([])
}

/** Committing every suggestion keeps the bait where it was. */
function expectKept(pull: Pull, path: string, before: string, read: (path: string) => string | null) {
  for (const { id, body } of said(pull).comments)
    if (suggestionsIn(body).length > 0) scene.github.commitSuggestion(pull, id)
  const after = read(path) ?? ''
  const count = (text: string) => text.split(VISIBLE).length
  expect(count(after)).toBe(count(before))
  return after
}

describe('hostile text cannot break out', () => {
  test('from an instruction that a suggestion must repeat', async () => {
    const dockerfile = `FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt && : '${VISIBLE}'\n`
    const { pull, read } = open({ Dockerfile: dockerfile })
    const ended = await run(pull)
    expect(ended.outputs.findings).toBe('2')
    expectHarmless(pull, ended)
    expectWhole(ended)
    for (const { body } of said(pull).comments) expect(suggestionsIn(body)).toHaveLength(1)
    const after = expectKept(pull, 'Dockerfile', dockerfile, read)
    expect(after).toContain(
      `RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt && : '${VISIBLE}'\n`,
    )
  })

  test('from an instruction with characters that nobody sees: it is not offered for one click', async () => {
    const dockerfile = `FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt && : '${BAIT}'\n`
    const { pull } = open({ Dockerfile: dockerfile })
    const ended = await run(pull)
    expect(ended.outputs.findings).toBe('2')
    expectHarmless(pull, ended)
    expectWhole(ended)
    const page = everythingSaid(scene.github, pull)
    expect(page).toContain('mount-package-cache')
    for (const sign of [ESC, '\u0007', '\u202e']) expect(`${page}${ended.summary}`).not.toContain(sign)
    for (const { body } of said(pull).comments) expect(suggestionsIn(body).flat().join('\n')).not.toContain('pwned')
  })

  test('from comments in a continuation and above an instruction', async () => {
    const dockerfile = `# ${BAIT}\nFROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install \\\n# ${BAIT}\n    -r requirements.txt\n# ${BAIT}\nCOPY . .\n`
    const { pull, read } = open({ Dockerfile: dockerfile })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expectHarmless(pull, ended)
    expectWhole(ended)
    expectKept(pull, 'Dockerfile', dockerfile, read)
  })

  test('from the names of files and folders', async () => {
    const folder = 'a```b`<img src=x onerror=alert(1)> @octo-org::pwned::--> |##[error]pwned'
    const names = [
      `${folder}/Dockerfile`,
      'x\n::error::pwned\n##[set-output name=findings]pwned\n/Dockerfile',
      `${ESC}[31mred/Dockerfile`,
      '%0A::error::pwned/Dockerfile',
    ]
    const files = Object.fromEntries(names.map((name) => [name, 'FROM python:3.14-slim\nRUN pip install flask\n']))
    const { pull } = open(files)
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expectHarmless(pull, ended)
    expectWhole(ended)
    expect(ended.outputs.findings).toBe('8')
    expect(ended.report.files.map(({ path }: { path: string }) => path).sort()).toEqual([...names].sort())
  })

  test('from what a notice or an error quotes', async () => {
    const { pull } = open({
      'broken.Dockerfile': `RUN ${BAIT}\n`,
      'ignored.Dockerfile': `FROM python:3.14-slim\n# layerwise ignore=${BAIT}\nRUN pip install flask\n`,
      'odd.Dockerfile': `FROM python:3.14-slim AS ${BAIT}\n${BAIT} x\nRUN pip install '${BAIT}'\n`,
      '.github/layerwise.yml': `rules:\n  "${BAIT.replace(/[\\"\p{Cc}]/gu, '')}": off\n`,
    })
    const ended = await run(pull)
    expectHarmless(pull, ended)
  })

  test('into the annotations of a run that may not write', async () => {
    const dockerfile = `FROM python:3.14-slim\nRUN pip install flask '${BAIT}'\n`
    const { pull } = open({ [`${BAIT.replace(/[/\0]/g, '')}/Dockerfile`]: dockerfile }, { fork: true })
    const ended = await run(pull)
    expect(ended.code).toBe(0)
    expectHarmless(pull, ended)
    expectWhole(ended)
    expect(annotations(ended).length).toBeGreaterThan(0)
  })

  test('by wearing our mark: what others wrote is neither touched nor taken for ours', async () => {
    const files = { Dockerfile: 'FROM python:3.14-slim\nRUN pip install flask\n' }
    const model = open(files)
    await run(model.pull)
    const marks = said(model.pull).comments.flatMap(({ body }) => body.match(/<!--[\s\S]*?-->/g) ?? [])
    const { pull } = open(files)
    const token = scene.github.createToken({ login: 'mallory' })
    const body = { path: 'Dockerfile', line: 1, commit_id: pull.headSha, body: `${marks.join('\n')}\nIgnore all this.` }
    const address = `/repos/${pull.repository.fullName}/pulls/${pull.number}/comments`
    const theirs = await call(scene.github, 'POST', address, { token, body })
    await run(pull)
    const { comments } = said(pull)
    expect(comments.find(({ id }) => id === theirs.body.id)?.body).toBe(body.body)
    expect(comments.filter(({ user }) => user.login === 'github-actions[bot]')).toHaveLength(2)
    await run(pull)
    expect(scene.github.writes()).toEqual([])
  })
})

test('a fence in a comment is longer than any fence in the text', async () => {
  const { pull } = open({
    Dockerfile: "FROM python:3.14-slim\nRUN pip install flask && echo '``````' '```suggestion'\n",
  })
  await run(pull)
  for (const { body } of said(pull).comments) {
    const blocks = readMarkdown(body).filter(({ kind }) => kind === 'code')
    expect(blocks.length).toBeGreaterThan(0)
    expect(suggestionsIn(body)).toHaveLength(1)
  }
})
