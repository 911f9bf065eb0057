import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { placeInside, reasonOf } from './read-texts.ts'

/**
 * Puts a text in the place of another: whole or not at all, with the mode and, where that is allowed, the owner of the
 * file as it was. A link in the tree stays a link, and the file that it leads to is written; one that leads out of the
 * tree is not followed.
 *
 * @param before the text that `after` was made from; a file that holds another one by now is left alone
 * @returns why nothing was written, as the end of a sentence that begins with the path; null when it was
 */
export async function writeText(root: string, path: string, before: string, after: string): Promise<string | null> {
  try {
    const place = await placeInside(root, path)
    if (place === null) return 'leads out of the working tree'
    if (!(await readFile(place)).equals(Buffer.from(before))) return 'was changed meanwhile'
    await replace(place, after)
    return null
  } catch (error) {
    return reasonOf(error)
      .replace('may not be read', 'may not be written')
      .replace('cannot be read', 'cannot be written')
  }
}

async function replace(place: string, text: string): Promise<void> {
  const { mode, uid, gid } = await stat(place)
  const draft = join(dirname(place), `.${basename(place)}.${randomBytes(6).toString('hex')}`)
  const file = await open(draft, 'wx', mode)
  try {
    try {
      await file.writeFile(text)
      await keepOwner(file, uid, gid)
      // Behind the owner: a change of the owner takes some bits of the mode away.
      await file.chmod(mode & 0o7777)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, place)
  } catch (error) {
    await unlink(draft).catch(() => {})
    throw error
  }
}

/** Only root may give files away; for everybody else the file becomes their own, as with any editor that renames. */
async function keepOwner(file: FileHandle, uid: number, gid: number): Promise<void> {
  const own = await file.stat()
  if (own.uid !== uid || own.gid !== gid) await file.chown(uid, gid).catch(() => {})
}
