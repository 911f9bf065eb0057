/** Joins a folder and a path inside the repository; `.` is the root. Null where the result would leave it. */
export function joinInside(folder: string, path: string): string | null {
  if (!UNCLEAN.test(path)) return folder === '.' ? path : `${folder}/${path}`
  const parts: string[] = folder === '.' ? [] : folder.split('/')
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (parts.length === 0) return null
      parts.pop()
    } else parts.push(part)
  }
  return parts.length === 0 ? '.' : parts.join('/')
}

/** A path as BuildKit reads it from the root of a context, above which `..` leads nowhere: `../a` and `/a` are `a`. */
export function fromRoot(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/') || '.'
}

/** A part that is empty, `.` or `..`. */
const UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)/

export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.')
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** A path as seen from a folder that holds it: `a/b/c` below `a` is `b/c`. Null when it is not below. */
export function below(folder: string, path: string): string | null {
  if (folder === '.') return path
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null
}

/** A folder and all that hold it, the nearest first; the last is the root. */
export function upward(folder: string): string[] {
  const folders = [folder]
  for (let up = folder; up !== '.'; ) {
    up = folderOf(up)
    folders.push(up)
  }
  return folders
}
