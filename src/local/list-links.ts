import { readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { git } from './git.ts'

/** The files of a working tree that git keeps as symbolic links: https://git-scm.com/docs/gitdatamodel (mode 120000) */
export async function listLinks(root: string): Promise<Set<string>> {
  const listed = await git(root, ['ls-files', '-s', '-z'])
  const entries = (listed ?? '').split('\0').filter((entry) => entry.startsWith('120000 '))
  return new Set(entries.map((entry) => entry.slice(entry.indexOf('\t') + 1)))
}

/** What a symbolic link leads to, as it is written in it; null when it is none any more. */
export async function readLink(root: string, path: string): Promise<string | null> {
  return await readlink(join(root, path)).catch(() => null)
}
