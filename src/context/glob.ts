export const isGlob = (path: string): boolean => /[*?[\\]/.test(path)

/**
 * Go's filepath.Match, which `COPY` uses for wildcards: `*` and `?` do not cross a slash, `[^…]` negates, a backslash
 * quotes. Null when the pattern is malformed.
 * https://pkg.go.dev/path/filepath#Match
 */
export function globToRegExp(pattern: string): RegExp | null {
  let expression = '^'
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] as string
    if (char === '*') expression += '[^/]*'
    else if (char === '?') expression += '[^/]'
    else if (char === '\\') {
      at++
      if (at >= pattern.length) return null
      expression += (pattern[at] as string).replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')
    } else if (char === '[') {
      const end = pattern.indexOf(']', at + 2)
      if (end === -1) return null
      const body = pattern.slice(at + 1, end)
      if (/[\\[]/.test(body)) return null
      expression += `[${body}]`
      at = end
    } else expression += char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
  }
  try {
    return new RegExp(`${expression}$`, 'u')
  } catch {
    return null
  }
}
