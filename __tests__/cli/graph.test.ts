import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { checkoutWith, folderWith, git } from '../local/working-tree.ts'
import { layerwise } from './terminal.ts'

const dockerfile = 'FROM node:24\nWORKDIR /app\nCOPY package.json .\nRUN npm ci\nCOPY . .\nRUN npm test\n'
const files = { Dockerfile: dockerfile, 'package.json': '{}', 'src/index.js': '', 'docs/x.md': '' }

interface Step {
  readonly startLine: number
  readonly again: { readonly outcome: string } | null
  readonly dependsOn: { readonly files: readonly string[]; readonly filesUnknown: string | null }
}

/** The lines that run again; those that may with a question mark. */
async function again(words: readonly string[], cwd: string): Promise<string[]> {
  const { code, out, err } = await layerwise(['graph', '--format', 'json', ...words], { cwd })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const { stages } = JSON.parse(out) as { stages: { steps: Step[] }[] }
  return stages.flatMap(({ steps }) =>
    steps.flatMap(({ startLine, again: found }) =>
      found ? [`${startLine}${found.outcome === 'runs' ? '' : '?'}`] : [],
    ),
  )
}

describe('which Dockerfile', () => {
  test('is the only one, when none is named', async () => {
    expect(await again(['--changed', 'src/index.js'], checkoutWith(files))).toEqual(['5', '6'])
    const below = checkoutWith({ 'web/Dockerfile': dockerfile, 'web/package.json': '' })
    expect(await again(['web', '--changed', 'web/package.json'], below)).toEqual(['3', '4', '5', '6'])
  })

  test('must be named where there are several', async () => {
    const cwd = checkoutWith({ ...files, 'web/Dockerfile': dockerfile, 'a\u001b[2J.Dockerfile': dockerfile })
    const { code, out, err } = await layerwise(['graph'], { cwd })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toBe(
      [
        'layerwise: there are 3 Dockerfiles. Name one, as in "layerwise graph Dockerfile":',
        '  Dockerfile',
        '  a\\x1b[2J.Dockerfile',
        '  web/Dockerfile',
        '',
      ].join('\n'),
    )
    expect((await layerwise(['graph', 'web/Dockerfile'], { cwd })).code).toBe(0)
  })

  test('may come from standard input', async () => {
    const { out } = await layerwise(['graph', '-'], { cwd: checkoutWith(files), stdin: 'FROM debian\nCOPY src /x\n' })
    expect(out).toContain('-: 1 stage, 1 layer\n')
    expect(out).toContain('reads 1 file: src/index.js\n')
  })

  test.each([
    [['graph'], 'there is no Dockerfile here. Name one: layerwise graph PATH'],
    [['graph', 'nowhere'], '"nowhere" does not exist. Check the path.'],
    [['graph', 'a', 'b'], 'graph takes one Dockerfile. Leave out the rest.'],
    [['graph', 'notes.txt'], '"notes.txt" cannot be read as a Dockerfile: line 1: '],
    [['graph', '--format', 'github'], '--format: "github" is not allowed. One of these is: text, json, mermaid.'],
    [['graph', '--build-arg', '=x'], '--build-arg: "=x" has no name. Write --build-arg NAME=VALUE.'],
    [['graph', '--fail-on', 'error'], '--fail-on is not a flag of "graph". It belongs to "check" and "audit".'],
  ])('%j cannot be done: 2, and one line says why', async (words, line) => {
    const { code, out, err } = await layerwise(words, { cwd: checkoutWith({ 'notes.txt': 'hello\n' }) })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`layerwise: ${line}`)
  })

  test('a stage that is not there is answered with those that are', async () => {
    const cwd = checkoutWith({ Dockerfile: 'FROM debian AS one\nFROM one AS two\n' })
    const { code, err } = await layerwise(['graph', '--target', 'thre\u202ee'], { cwd })
    expect(code).toBe(2)
    expect(err).toBe(
      'layerwise: --target: there is no stage "thre\\u202ee" in "Dockerfile". Its stages are called one, two.\n',
    )
  })
})

describe('what changes', () => {
  const cwd = checkoutWith(files)

  test('is all that stands behind --changed, up to the next flag', async () => {
    expect(await again(['Dockerfile', '--changed', 'docs/x.md', 'package.json', '--context', '.'], cwd)).toEqual([
      '3',
      '4',
      '5',
      '6',
    ])
    expect(await again(['--changed=package.json', 'Dockerfile'], cwd)).toEqual(['3', '4', '5', '6'])
  })

  test('may be nothing, as git may print nothing', async () => {
    expect(await again(['--changed'], cwd)).toEqual([])
    expect((await layerwise(['graph', '--changed'], { cwd })).out).toContain('After a change of 0 files:\n  ↻ 0 of 5')
  })

  test('is as seen from the working directory, or from the root as git prints it', async () => {
    const src = join(cwd, 'src')
    for (const file of ['index.js', 'src/index.js', join(src, 'index.js'), '../src/index.js', 'new.js', '../new.js']) {
      expect([file, await again(['../Dockerfile', '--changed', file], src)]).toEqual([file, ['5', '6']])
    }
    expect((await layerwise(['graph', '--changed', '../../x'], { cwd })).err).toBe(
      'layerwise: --changed: "../../x" lies outside of the working tree.\n',
    )
  })

  test('may be files that are gone', async () => {
    expect(await again(['--changed', 'src/gone.js'], cwd)).toEqual(['5', '6'])
  })
})

describe('what the build is given', () => {
  test('a context', async () => {
    const cwd = checkoutWith({ 'web/Dockerfile': 'FROM debian\nCOPY . /x\n', 'web/a': '', b: '' })
    expect(await again(['--changed', 'b'], cwd)).toEqual(['2?'])
    expect(await again(['--changed', 'b', '--context', 'web'], cwd)).toEqual([])
    const { out } = await layerwise(['graph'], { cwd })
    expect(out).toContain(
      'context: not known, since the build context may be the root of the repository or web. Name it with',
    )
    expect(out).toContain('reads files that are not known, since the build context is not known\n')
  })

  test('a target', async () => {
    const cwd = checkoutWith({ Dockerfile: 'FROM debian AS a\nCOPY a /\nFROM debian\nCOPY b /\n', a: '', b: '' })
    expect(await again(['--changed', 'a', 'b'], cwd)).toEqual(['4'])
    expect(await again(['--changed', 'a', 'b', '--target', 'a'], cwd)).toEqual(['2'])
    expect((await layerwise(['graph', '--target', 'a'], { cwd })).out).toContain('stage 1 (not needed for the target)')
  })

  test('arguments', async () => {
    const cwd = checkoutWith({ Dockerfile: 'FROM debian\nARG F=a\nARG G=x\nCOPY $F /\n', a: '', b: '' })
    expect(await again(['--changed', 'b'], cwd)).toEqual([])
    expect(await again(['--changed', 'b', '--build-arg', 'G=1', '--build-arg', 'F=b', 'Dockerfile'], cwd)).toEqual([
      '4',
    ])
    expect(await again(['--changed', 'b', '--build-arg', 'F'], cwd)).toEqual(['4?'])
  })
})

test('symbolic links that git knows are followed where they are named', async () => {
  const cwd = checkoutWith({ Dockerfile: 'FROM debian\nCOPY link /x\n', 'real/file': '', other: '' })
  symlinkSync('real', join(cwd, 'link'))
  git(cwd, 'add', 'link')
  expect(await again(['--changed', 'real/file'], cwd)).toEqual(['2'])
  expect(await again(['--changed', 'other'], cwd)).toEqual([])
})

test('without git a folder will do', async () => {
  const cwd = folderWith(files)
  mkdirSync(join(cwd, 'empty'))
  expect(await again(['--changed', 'src/index.js'], cwd)).toEqual(['5', '6'])
})

test.each(['text', 'json', 'mermaid'])('no name reaches the terminal raw: %s', async (format) => {
  const cwd = checkoutWith({
    Dockerfile: 'FROM debian AS a\u202eb\nCOPY . /x\u001b[2J"]\nRUN echo `"</script>\u0007`\nARG A\u009b\nRUN b\n',
    'x\u001b[2J\u202e"].js': '',
  })
  const { code, out } = await layerwise(['graph', '--format', format, '--changed', 'x\u001b[2J\u202e"].js'], { cwd })
  expect(code).toBe(0)
  expect(out.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}]/gu)).toBeNull()
  if (format === 'mermaid') expect(out).not.toMatch(/"[^"\n]*"[^\]\n)]|</)
})

test('a terminal gets colours, and no line that is wider', async () => {
  const cwd = checkoutWith({ ...files, Dockerfile: `${dockerfile}RUN ${'x'.repeat(300)}\n` })
  const { out } = await layerwise(['graph', '--changed', 'src/index.js'], { cwd, terminal: true })
  expect(out).toContain('\u001b[31m↻\u001b[39m')
  const widths = out.split('\n').map((line) => line.replace(/\p{Cc}\[\d+m/gu, '').length)
  expect(Math.max(...widths)).toBeLessThanOrEqual(100)
})
