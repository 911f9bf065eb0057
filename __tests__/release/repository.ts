import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from '@jest/globals'
import { parse } from 'yaml'

export const root = path.join(import.meta.dirname, '..', '..')

export interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
}

export interface Workflow {
  readonly file: string
  readonly text: string
  readonly on: unknown
  readonly permissions: unknown
  readonly jobs: Readonly<Record<string, { readonly permissions?: Record<string, string>; readonly steps: Step[] }>>
}

/** The workflows of this repository. */
export const workflows: readonly Workflow[] = fs
  .readdirSync(path.join(root, '.github/workflows'))
  .filter((file) => /\.ya?ml$/.test(file))
  .map((file) => {
    const text = fs.readFileSync(path.join(root, '.github/workflows', file), 'utf8')
    return { ...parse(text), file, text }
  })

/** Folders of a test file, which are taken away with it. */
export function folders(): () => string {
  const made: string[] = []
  afterAll(() => {
    for (const folder of made) fs.rmSync(folder, { recursive: true, force: true })
  })
  return () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'))
    made.push(folder)
    return folder
  }
}

/** Runs git in a folder, as somebody without settings of his own. */
export function git(folder: string, ...words: string[]): string {
  const who = ['-c', 'user.name=mona', '-c', 'user.email=mona@example.com', '-c', 'init.defaultBranch=main']
  return execFileSync('git', [...who, ...words], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
}

/**
 * Runs the steps of a job that are shell, one after the other, as the runner does (`bash -e {0}`).
 *
 * @param programs stand-ins for programs that the steps call, as shell
 * @returns the first exit code that is not 0, or 0, and what was printed
 */
export function runSteps(
  steps: readonly Step[],
  folder: string,
  env: Readonly<Record<string, string>>,
  programs: Readonly<Record<string, string>>,
): { code: number; output: string } {
  const bin = fs.mkdtempSync(path.join(env.RUNNER_TEMP as string, 'bin-'))
  for (const [name, text] of Object.entries(programs))
    fs.writeFileSync(path.join(bin, name), `#!/usr/bin/env bash\n${text}\n`, { mode: 0o755 })
  let output = ''
  for (const { run } of steps) {
    if (run === undefined) continue
    const file = path.join(bin, 'step.sh')
    fs.writeFileSync(file, run)
    const PATH = `${bin}:${path.dirname(process.execPath)}:${process.env.PATH}`
    const done = spawnSync('bash', ['-e', file], {
      cwd: folder,
      env: { ...process.env, ...env, PATH },
      encoding: 'utf8',
    })
    output += done.stdout + done.stderr
    if (done.status !== 0) return { code: done.status ?? -1, output }
  }
  return { code: 0, output }
}
