import { readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'

/** In bytes. What is larger is no Dockerfile, manifest or ignore file. */
export const largestFile = 2 * 1024 * 1024

/** How many files are open at a time. */
const atOnce = 32

/** A text, or why there is none: the end of a sentence that begins with the path. */
export type ReadText = { readonly text: string } | { readonly refused: string }

/** The texts of files, by path. Null for what is missing, no file, no UTF-8 text, too large, or outside the folder. */
export async function readTexts(root: string, paths: readonly string[]): Promise<Map<string, string | null>> {
  const texts = new Map<string, string | null>()
  const rest = [...new Set(paths)]
  while (rest.length > 0) {
    const batch = rest.splice(0, atOnce)
    const read = await Promise.all(batch.map((path) => readText(root, path)))
    for (const [index, path] of batch.entries()) {
      const answer = read[index] as ReadText
      texts.set(path, 'text' in answer ? answer.text : null)
    }
  }
  return texts
}

/** One text of a working tree, byte for byte: a byte order mark and the line ends stay. */
export async function readText(root: string, path: string): Promise<ReadText> {
  try {
    const place = await placeInside(root, path)
    if (place === null) return { refused: 'leads out of the working tree' }
    const { size, isFile } = await statOf(place)
    if (!isFile) return { refused: 'is no file' }
    if (size > largestFile) return { refused: `is larger than ${largestFile / 1024 / 1024} MB` }
    return decode(await readFile(place))
  } catch (error) {
    return { refused: reasonOf(error) }
  }
}

/** The text of bytes that came from anywhere. */
export function decode(bytes: Uint8Array): ReadText {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes('\0') ? { refused: 'is no text' } : { text }
  } catch {
    return { refused: 'is no UTF-8 text' }
  }
}

/**
 * Where a path of the working tree really lies, all links followed; null when that is outside of the tree.
 *
 * @throws the error of the file system when there is no such file
 */
export async function placeInside(root: string, path: string): Promise<string | null> {
  if (path.includes('\0')) return null
  const [realRoot, place] = await Promise.all([realpath(root), realpath(join(root, path))])
  return isInside(realRoot, place) ? place : null
}

/** Whether a path lies in a folder, or is it. Both are absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

async function statOf(place: string): Promise<{ size: number; isFile: boolean }> {
  const found = await stat(place)
  return { size: found.size, isFile: found.isFile() }
}

/** What the file system's refusal means to a user. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist'
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read'
  if (code === 'EISDIR') return 'is a folder'
  if (code === 'ELOOP') return 'is a link that leads to itself'
  return `cannot be read (${code ?? 'unknown reason'})`
}
