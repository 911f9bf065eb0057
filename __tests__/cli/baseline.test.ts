import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { checkoutWith } from '../local/working-tree.ts'
import { layerwise } from './terminal.ts'

const pip = 'FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n'
const npm = 'FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\n'
const tree = () =>
  checkoutWith({
    'a/Dockerfile': pip,
    'a/requirements.txt': 'flask\n',
    'b/Dockerfile': npm,
    'b/package.json': '{}',
    'b/package-lock.json': '{}',
  })
const place = '.github/layerwise-baseline.json'
const held = (cwd: string, path = place): string[] =>
  JSON.parse(readFileSync(join(cwd, path), 'utf8')).findings.map(
    (one: { path: string; rule: string }) => `${one.path} ${one.rule}`,
  )

describe('layerwise audit --write-baseline', () => {
  test('writes what there is, prints no report, and says where and how many', async () => {
    const cwd = tree()
    const answer = await layerwise(['audit', '--write-baseline'], { cwd })
    expect(answer).toEqual({ code: 0, out: '', err: `Wrote "${place}": 4 findings.\n` })
    expect(held(cwd)).toEqual([
      'a/Dockerfile declare-syntax',
      'a/Dockerfile mount-package-cache',
      'b/Dockerfile declare-syntax',
      'b/Dockerfile mount-package-cache',
    ])
  })

  test('writes the same text again, and after a fix less', async () => {
    const cwd = tree()
    await layerwise(['audit', '--write-baseline'], { cwd })
    const first = readFileSync(join(cwd, place), 'utf8')
    await layerwise(['audit', '--write-baseline'], { cwd })
    expect(readFileSync(join(cwd, place), 'utf8')).toBe(first)
    await layerwise(['fix', 'a'], { cwd })
    await layerwise(['audit', '--write-baseline'], { cwd })
    expect(held(cwd)).toEqual(['b/Dockerfile declare-syntax', 'b/Dockerfile mount-package-cache'])
  })

  test('of some files keeps what the baseline holds of the others', async () => {
    const cwd = tree()
    await layerwise(['audit', '--write-baseline'], { cwd })
    await layerwise(['fix', 'a'], { cwd })
    await layerwise(['audit', 'a', '--write-baseline'], { cwd })
    expect(held(cwd)).toEqual(['b/Dockerfile declare-syntax', 'b/Dockerfile mount-package-cache'])
  })

  test('keeps what it holds of a file that can no longer be read', async () => {
    const cwd = tree()
    await layerwise(['audit', '--write-baseline'], { cwd })
    writeFileSync(join(cwd, 'a/Dockerfile'), 'RUN no stage\n')
    await layerwise(['audit', '--write-baseline'], { cwd })
    expect(held(cwd)).toHaveLength(4)
  })

  test('goes where it is told, from any folder', async () => {
    const cwd = tree()
    const answer = await layerwise(['audit', '--write-baseline', '--baseline', 'known.json'], { cwd: join(cwd, 'a') })
    expect(answer.err).toBe('Wrote "known.json": 2 findings.\n')
    expect(held(cwd, 'a/known.json')).toEqual(['a/Dockerfile declare-syntax', 'a/Dockerfile mount-package-cache'])
  })

  test('that cannot be written says why in one line', async () => {
    const cwd = tree()
    mkdirSync(join(cwd, 'folder'))
    const answer = await layerwise(['audit', '--write-baseline', '--baseline', 'folder'], { cwd })
    expect(answer).toMatchObject({ code: 2, out: '' })
    expect(answer.err).toMatch(/^layerwise: --baseline: "folder" is a folder\. [^\n]+\n$/)
  })
})

describe.each(['check', 'audit'])('layerwise %s --baseline', (command) => {
  const words = [command, '--fail-on', 'info', '--baseline', place]

  test('counts nothing that is in it, and shows it as such', async () => {
    const cwd = tree()
    expect((await layerwise([command, '--fail-on', 'info'], { cwd })).code).toBe(1)
    await layerwise(['audit', '--write-baseline'], { cwd })
    const { code, out, err } = await layerwise(words, { cwd })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.match(/, in the baseline/g)).toHaveLength(4)
    expect(out).toMatch(/4 of them (?:are )?in the baseline/)
    const json = JSON.parse((await layerwise([...words, '--format', 'json'], { cwd })).out)
    expect(json.files[0].findings.map(({ inBaseline }: { inBaseline: boolean }) => inBaseline)).toEqual([true, true])
  })

  test('fails for what is not in it', async () => {
    const cwd = tree()
    await layerwise(['audit', '--write-baseline'], { cwd })
    writeFileSync(join(cwd, 'a/Dockerfile'), `${pip}RUN pip install django\n`)
    const { code, out } = await layerwise(words, { cwd })
    expect(code).toBe(1)
    expect(out.match(/, in the baseline/g)).toHaveLength(4)
  })

  test('says in one line what is no longer there', async () => {
    const cwd = tree()
    await layerwise(['audit', '--write-baseline'], { cwd })
    await layerwise(['fix', 'a'], { cwd })
    const { code, err } = await layerwise(words, { cwd })
    expect(code).toBe(0)
    expect(err).toBe(
      '2 findings of the baseline are no longer there: "layerwise audit --write-baseline" takes them out.\n',
    )
  })

  test.each([
    [
      'missing.json',
      undefined,
      'layerwise: --baseline: "missing.json" does not exist. Write it with "layerwise audit --write-baseline".\n',
    ],
    [
      'broken.json',
      '{',
      'layerwise: broken.json: this is not JSON that can be read. Write it anew with "layerwise audit --write-baseline".\n',
    ],
    ['binary.json', '\0', 'layerwise: --baseline: "binary.json" is no text. Name a baseline.\n'],
  ])('%s cannot be used: 2, and one line says why', async (name, content, line) => {
    const cwd = tree()
    if (content !== undefined) writeFileSync(join(cwd, name), content)
    expect(await layerwise([command, '--baseline', name], { cwd })).toEqual({ code: 2, out: '', err: line })
  })
})

test('an annotation is made of what is not in the baseline only', async () => {
  const cwd = tree()
  await layerwise(['audit', 'a', '--write-baseline'], { cwd })
  const { out } = await layerwise(['check', '--format', 'github', '--baseline', place], { cwd })
  expect(out).not.toContain('file=a/Dockerfile')
  expect(out).toContain('file=b/Dockerfile')
})

test('SARIF tells what is in the baseline', async () => {
  const cwd = tree()
  await layerwise(['audit', 'a', '--write-baseline'], { cwd })
  const { out } = await layerwise(['audit', '--format', 'sarif', '--baseline', place], { cwd })
  const results = JSON.parse(out).runs[0].results as { baselineState?: string }[]
  expect(results.map(({ baselineState }) => baselineState ?? '').sort()).toEqual(['', '', 'unchanged', 'unchanged'])
})
