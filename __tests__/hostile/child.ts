import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach } from '@jest/globals'

const root = path.join(import.meta.dirname, '..', '..')

/** What a job gets by far: a process that needs more ends with an error of V8 that no one could miss. */
export const megabytes = 512

/** Far beyond what any of it takes, and far below what a job waits for. */
const patience = 90_000

export interface Ended {
  /** The exit code; null when it had to be ended. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line that is released on files in a folder of their own, with little memory. */
export function child(): (files: ReadonlyMap<string, string | Buffer>, ...words: string[]) => Promise<Ended> {
  const made: string[] = []
  afterEach(() => {
    for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
  })
  return (files, ...words) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bomb-'))
    made.push(folder)
    for (const [name, content] of files) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      fs.writeFileSync(path.join(folder, name), content)
    }
    const entry = path.join(root, 'dist/cli/index.js')
    const limit = `--max-old-space-size=${megabytes}`
    const started = spawn(process.execPath, [limit, entry, ...words], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patience,
      killSignal: 'SIGKILL',
    })
    return new Promise((resolve, reject) => {
      const written: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] }
      started.stdout.on('data', (part) => written.stdout.push(part))
      started.stderr.on('data', (part) => written.stderr.push(part))
      started.on('error', reject)
      started.on('close', (code) =>
        resolve({
          code,
          stdout: Buffer.concat(written.stdout).toString(),
          stderr: Buffer.concat(written.stderr).toString(),
        }),
      )
    })
  }
}
