import { execFileSync } from 'node:child_process'
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { AnalyseInput, FileReport } from '../../src/analyse.ts'
import { fix } from '../../src/cli/fix.ts'
import { checkoutWith, folderWith } from '../local/working-tree.ts'
import { finding, report, swap } from '../report/reports.ts'
import { layerwise, process } from './terminal.ts'

const before = 'FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n'
const after = `# syntax=docker/dockerfile:1
FROM python:3.14-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \\
    pip install -r requirements.txt
`
const files = { Dockerfile: before, 'requirements.txt': '' }
const textOf = (folder: string, path = 'Dockerfile') => readFileSync(join(folder, path), 'utf8')

describe('fix', () => {
  test('writes the suggestions, says so, and finds nothing the second time', async () => {
    const cwd = checkoutWith(files)
    expect(await layerwise(['fix'], { cwd })).toEqual({ code: 0, out: '', err: 'Fixed 2 findings in Dockerfile.\n' })
    expect(textOf(cwd)).toBe(after)
    expect(await layerwise(['fix'], { cwd })).toEqual({ code: 0, out: '', err: 'Nothing to fix in 1 file.\n' })
    expect(textOf(cwd)).toBe(after)
  })

  test('keeps line ends, the byte order mark and the mode, and leaves no draft behind', async () => {
    const cwd = checkoutWith({ ...files, Dockerfile: `\ufeff${before.replaceAll('\n', '\r\n')}`.trimEnd() })
    chmodSync(join(cwd, 'Dockerfile'), 0o754)
    await layerwise(['fix'], { cwd })
    expect(textOf(cwd)).toBe(`\ufeff${after.replaceAll('\n', '\r\n')}`.trimEnd())
    expect(statSync(join(cwd, 'Dockerfile')).mode & 0o7777).toBe(0o754)
    expect(readdirSync(cwd).sort()).toEqual(['.git', 'Dockerfile', 'requirements.txt'])
  })

  test('writes to the file behind a link in the tree, and leaves the link', async () => {
    const cwd = checkoutWith({ 'real/Dockerfile': before, 'real/requirements.txt': '' })
    symlinkSync('real/Dockerfile', join(cwd, 'Dockerfile'))
    await layerwise(['fix', 'Dockerfile'], { cwd })
    expect(lstatSync(join(cwd, 'Dockerfile')).isSymbolicLink()).toBe(true)
    expect(textOf(cwd, 'real/Dockerfile')).toContain('--mount=type=cache')
  })

  test('writes to nothing outside of the tree, whichever way a link is named', async () => {
    const outside = folderWith(files)
    const cwd = checkoutWith({})
    symlinkSync(join(outside, 'Dockerfile'), join(cwd, 'Dockerfile'))
    symlinkSync(outside, join(cwd, 'folder'))
    for (const words of [['fix'], ['fix', 'Dockerfile'], ['fix', 'folder'], ['fix', 'folder/Dockerfile']]) {
      await layerwise(words, { cwd })
    }
    expect(textOf(outside)).toBe(before)
  })

  test('leaves a file alone that was changed meanwhile, and says so', async () => {
    const cwd = checkoutWith(files)
    const { io, written } = process({ cwd })
    const invocation = {
      command: 'fix',
      paths: [],
      context: undefined,
      config: undefined,
      dryRun: false,
      unsafe: false,
    } as const
    const code = await fix(invocation, io, (input) => {
      writeFileSync(join(cwd, 'Dockerfile'), 'FROM other\n')
      return report(input.path, input.text, [finding(3, { remedy: swap(input.text, 'RUN', 'RUN --mount=x') })])
    })
    expect(code).toBe(2)
    expect(textOf(cwd)).toBe('FROM other\n')
    expect(written.err).toContain(
      'layerwise: Dockerfile was changed meanwhile, and stays as it is. Run "layerwise fix" again.\n',
    )
  })

  test('names the files that changed, and counts what is left', async () => {
    const answer = await made([
      finding(1, { remedy: swap(before, 'FROM', 'from') }),
      finding(3, { remedy: swap(before, 'RUN', 'RUN --mount=x', 'unsafe') }),
      finding(2),
    ])
    expect(answer.err).toBe('Fixed 1 finding in Dockerfile. 2 findings have no fix of this kind.\n')
    expect(answer.text).toBe(before.replace('FROM', 'from'))
  })

  test('--unsafe makes the other fixes too', async () => {
    const findings = [
      finding(1, { remedy: swap(before, 'FROM', 'from') }),
      finding(3, { remedy: swap(before, 'RUN', 'RUN --mount=x', 'unsafe') }),
    ]
    const answer = await made(findings, { unsafe: true })
    expect(answer.err).toBe('Fixed 2 findings in Dockerfile.\n')
    expect(answer.text).toBe(before.replace('FROM', 'from').replace('RUN', 'RUN --mount=x'))
  })

  /** Fixes one Dockerfile about which the analysis says what is given. */
  async function made(findings: FileReport['findings'], choices: { unsafe?: boolean } = {}) {
    const cwd = checkoutWith(files)
    const { io, written } = process({ cwd })
    const analyser = ({ path, text }: AnalyseInput) => report(path, text, findings)
    const selection = { paths: [], context: undefined, config: undefined }
    const code = await fix({ command: 'fix', ...selection, dryRun: false, unsafe: false, ...choices }, io, analyser)
    expect(code).toBe(0)
    return { ...written, text: textOf(cwd) }
  }
})

describe('fix --dry-run', () => {
  test('prints a diff that git applies, and writes nothing', async () => {
    const cwd = checkoutWith({ ...files, 'a b/Dockerfile': before.trimEnd(), 'a b/requirements.txt': '' })
    const { code, out, err } = await layerwise(['fix', '--dry-run'], { cwd })
    expect({ code, err }).toEqual({ code: 0, err: 'Would fix 4 findings in Dockerfile, a b/Dockerfile.\n' })
    expect(textOf(cwd)).toBe(before)
    execFileSync('git', ['apply', '-'], { cwd, input: out })
    expect(textOf(cwd)).toBe(after)
    expect(textOf(cwd, 'a b/Dockerfile')).toBe(after.trimEnd())
  })

  test('in a workflow wraps the diff so that no line of it is a command, and git still applies it', async () => {
    const cwd = checkoutWith({ ...files, Dockerfile: `${before}CMD echo \\\n  ::error::x\n` })
    const { out } = await layerwise(['fix', '--dry-run'], { cwd, env: { GITHUB_ACTIONS: 'true' } })
    const word = /^::stop-commands::(layerwise-[\w-]{36})\n/.exec(out)?.[1]
    expect(word).toBeDefined()
    expect(out).toContain('\n   ::error::x\n')
    expect(out.endsWith(`\n::${word}::\n`)).toBe(true)
    execFileSync('git', ['apply', '-'], { cwd, input: out })
    expect(textOf(cwd)).toBe(`${after}CMD echo \\\n  ::error::x\n`)
  })

  test('on a terminal colours the diff and shows control characters as escapes', async () => {
    const cwd = checkoutWith({ ...files, Dockerfile: before.replace('RUN', '# \u001b[2Jx\nRUN') })
    const { out } = await layerwise(['fix', '--dry-run'], { cwd, terminal: true })
    expect(out).toContain('\u001b[32m+# syntax=docker/dockerfile:1\u001b[39m')
    expect(out).toContain('# \\x1b[2Jx')
  })

  test('says when there is nothing to do', async () => {
    const cwd = checkoutWith({ Dockerfile: 'FROM scratch\n' })
    expect(await layerwise(['fix', '--dry-run'], { cwd })).toEqual({
      code: 0,
      out: '',
      err: 'Nothing to fix in 1 file.\n',
    })
    expect((await layerwise(['fix'], { cwd: checkoutWith({}) })).err).toBe('No Dockerfile found.\n')
  })
})

describe('fix -', () => {
  test('reads standard input and writes the fixed text to standard output', async () => {
    const cwd = checkoutWith({ 'requirements.txt': '' })
    const answer = await layerwise(['fix', '-'], { cwd, stdin: before })
    expect(answer).toEqual({ code: 0, out: after, err: 'Fixed 2 findings in standard input.\n' })
  })

  test('gives a text back as it is when there is nothing to fix', async () => {
    const cwd = checkoutWith({})
    expect((await layerwise(['fix', '-'], { cwd, stdin: 'FROM scratch' })).out).toBe('FROM scratch')
  })

  test('stands alone', async () => {
    const cwd = checkoutWith(files)
    const { code, err } = await layerwise(['fix', '-', 'Dockerfile'], { cwd })
    expect(code).toBe(2)
    expect(err).toBe(
      'layerwise: standard input is fixed alone, since its text goes to standard output. Name "-" or files.\n',
    )
    expect(textOf(cwd)).toBe(before)
  })
})
