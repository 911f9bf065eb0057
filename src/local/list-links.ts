import { readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { git } from './git.ts'
import { readTexts } from './read-texts.ts'

/** The files of a working tree that git keeps as symbolic links: https://git-scm.com/docs/gitdatamodel (mode 120000) */
export async function listLinks(root: string): Promise<Set<string>> {
  const listed = await git(root, ['ls-files', '-s', '-z'])
  const entries = (listed ?? '').split('\0').filter((entry) => entry.startsWith('120000 '))
  return new Set(entries.map((entry) => entry.slice(entry.indexOf('\t') + 1)))
}

/** The texts of files as Git keeps them, by path: of symbolic links their targets. Null for what has none. */
export async function readTracked(
  root: string,
  paths: readonly string[],
  links: ReadonlySet<string>,
): Promise<Map<string, string | null>> {
  const texts = await readTexts(
    root,
    paths.filter((path) => !links.has(path)),
  )
  for (const path of paths) if (links.has(path)) texts.set(path, await readLink(root, path))
  return texts
}

/** What a symbolic link leads to, as it is written in it; null when it is none any more. */
async function readLink(root: string, path: string): Promise<string | null> {
  return await readlink(join(root, path)).catch(() => null)
}
