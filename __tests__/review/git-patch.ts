import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'

const folder = mkdtempSync(join(tmpdir(), 'layerwise-patch-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The patch of a file as GitHub's list of changed files has it, from git itself. Empty when nothing differs. */
export function gitPatch(base: string, head: string, context = 3): string {
  writeFileSync(join(folder, 'base'), base)
  writeFileSync(join(folder, 'head'), head)
  const words = ['diff', '--no-index', '--no-color', `--unified=${context}`, 'base', 'head']
  let printed = ''
  try {
    printed = execFileSync('git', words, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_DIR: '/nowhere' },
    })
  } catch (error) {
    // It ends with 1 when there is a difference.
    printed = (error as { stdout: string }).stdout
  }
  const at = printed.indexOf('\n@@ ')
  return at === -1 ? '' : printed.slice(at + 1).replace(/\n$/, '')
}
