import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { git } from './git.ts'

/** A folder outside of git with more files than this is somebody's home or disk, and no project. */
const mostFiles = 100_000

/** What git would leave out for nearly everybody; without git nobody says so. */
const skippedFolders = new Set(['.git', 'node_modules'])

/**
 * Every file of a working tree, relative to `root`, with `/`, sorted: what git tracks or would track, so that ignored
 * files are left out and deleted ones are gone. Without git: every file below the folder. Symbolic links are listed and
 * not followed. Null when no list can be had.
 */
export async function listFiles(root: string): Promise<string[] | null> {
  return (await listed(root)) ?? (await walked(root))
}

async function listed(root: string): Promise<string[] | null> {
  const [present, deleted] = await Promise.all([
    git(root, ['ls-files', '-co', '--exclude-standard', '-z']),
    git(root, ['ls-files', '-d', '-z']),
  ])
  if (present === null || deleted === null) return null
  const gone = new Set(deleted.split('\0'))
  const paths = new Set(present.split('\0'))
  // A path that ends in `/` is a repository inside this one, whose files git does not list.
  return [...paths].filter((path) => path !== '' && !path.endsWith('/') && !gone.has(path)).sort(byCharacters)
}

async function walked(root: string): Promise<string[] | null> {
  const files: string[] = []
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (!entry.isDirectory()) files.push(path)
      else if (!skippedFolders.has(entry.name)) folders.push(path)
    }
    if (files.length + folders.length > mostFiles) return null
  }
  return files.sort(byCharacters)
}

/** The same order everywhere, whatever language the machine speaks. */
const byCharacters = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
