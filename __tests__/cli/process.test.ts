import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { checkoutWith } from '../local/working-tree.ts'

/** The bundle as it is committed and published. */
const bundle = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url))

const before = 'FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n'
const files = { Dockerfile: before, 'requirements.txt': '' }

const run = (words: readonly string[], cwd: string, input = '') =>
  spawnSync(process.execPath, [bundle, ...words], { cwd, input, encoding: 'utf8' })

describe('the bundled command line, as a process', () => {
  test('ends with 1 and the findings, with 0 without any, with 2 and one line on a mistake', () => {
    const cwd = checkoutWith(files)
    expect(run(['check'], cwd)).toMatchObject({ status: 1, stderr: '' })
    expect(run(['check', '--fail-on=never'], cwd)).toMatchObject({ status: 0, stderr: '' })
    const stderr = 'layerwise: "--formt" is not a flag of "check". Did you mean "--format"?\n'
    expect(run(['check', '--formt=json'], cwd)).toMatchObject({ status: 2, stdout: '', stderr })
  })

  test('reads a configuration', () => {
    const cwd = checkoutWith({ ...files, 'layerwise.yml': 'rules:\n  declare-syntx: off\n' })
    const stderr = 'layerwise: layerwise.yml:2: "declare-syntx" is not a rule. Did you mean "declare-syntax"?\n'
    expect(run(['check'], cwd)).toMatchObject({ status: 2, stdout: '', stderr })
  })

  test('reads standard input and fixes it', () => {
    const { status, stdout } = run(['fix', '-'], checkoutWith({ 'requirements.txt': '' }), before)
    expect(status).toBe(0)
    expect(stdout).toContain('RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install')
  })

  test('fixes files, and prints a diff that git applies', () => {
    const one = checkoutWith(files)
    const other = checkoutWith(files)
    execFileSync('git', ['apply', '-'], { cwd: one, input: run(['fix', '--dry-run'], one).stdout })
    expect(run(['fix'], other).status).toBe(0)
    expect(readFileSync(join(one, 'Dockerfile'), 'utf8')).toBe(readFileSync(join(other, 'Dockerfile'), 'utf8'))
  })

  test('explains, helps and tells its version', () => {
    const cwd = checkoutWith({})
    for (const words of [['explain'], ['explain', 'pip'], ['--help'], ['--version']]) {
      expect(run(words, cwd)).toMatchObject({ status: 0, stderr: '' })
    }
  })

  test('writes all of a long report, and bears a reader who stops reading', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`d${index}/Dockerfile`, before]))
    const cwd = checkoutWith(many)
    const whole = run(['check', '--format=json'], cwd)
    expect(JSON.parse(whole.stdout).files).toHaveLength(300)
    const child = spawn(process.execPath, [bundle, 'check'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (part) => {
      stderr += part
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((resolve) => child.on('exit', resolve))
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  })
})
