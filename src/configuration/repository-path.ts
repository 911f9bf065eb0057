/**
 * A path that a user wrote, relative to the root of the repository, in its one form: no `./`, no `..`, no doubled or
 * final `/`; `.` is the root itself. Null for a path that leaves the repository or can be none in it: an absolute one,
 * one with a drive, a backslash or a control character, an empty one.
 */
export function repositoryPath(written: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (written === '' || /^[/~]|^[A-Za-z]:|[\\\u0000-\u001f\u007f]/.test(written)) return null
  const parts: string[] = []
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/') || '.'
}
