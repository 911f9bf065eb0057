/**
 * A text of a compose file with its variables put in: of each the default, since what the environment gives is not known.
 * Null where one has no default. https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md
 */
export function interpolate(text: string): string | null {
  return text.includes('$') ? substitute(text, 0) : text
}

/** Defaults within defaults, at most. */
const DEEPEST = 20

function substitute(text: string, depth: number): string | null {
  if (depth > DEEPEST) return null
  let result = ''
  let at = 0
  for (let dollar = text.indexOf('$'); dollar !== -1; dollar = text.indexOf('$', at)) {
    result += text.slice(at, dollar)
    if (text[dollar + 1] === '$') {
      result += '$'
      at = dollar + 2
      continue
    }
    const end = closingBrace(text, dollar + 1)
    const [, fallback] = /^[_a-z][_a-z0-9]*:?-(.*)$/is.exec(text.slice(dollar + 2, end)) ?? []
    const value = end === -1 || fallback === undefined ? null : substitute(fallback, depth + 1)
    if (value === null) return null
    result += value
    at = end + 1
  }
  return result + text.slice(at)
}

/** Where the brace at an offset is closed; -1 where there is none or it stays open. */
function closingBrace(text: string, open: number): number {
  if (text[open] !== '{') return -1
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return at
  }
  return -1
}
