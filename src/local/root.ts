import { access, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * The root of the git checkout that a folder belongs to, as a real path: the nearest folder above that has a `.git`,
 * which is a file in a submodule or a second working tree. Null where there is none. Git itself is not asked: it refuses
 * to answer for a checkout of another user, and answers otherwise inside a hook.
 */
export async function findCheckout(directory: string): Promise<string | null> {
  for (let folder = await realpath(directory); ; folder = dirname(folder)) {
    if (await exists(join(folder, '.git'))) return folder
    if (folder === dirname(folder)) return null
  }
}

/** The root of the working tree that a folder belongs to: its git checkout, or the folder itself, as a real path. */
export async function findRoot(directory: string): Promise<string> {
  return (await findCheckout(directory)) ?? (await realpath(directory))
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
