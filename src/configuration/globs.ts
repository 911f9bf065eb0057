/**
 * Globs as in the `paths:` of a workflow. They are matched here and not as regular expressions: those backtrack, so that
 * a few stars, chosen by whoever opens a pull request, hold a run for hours. This takes the product of both lengths.
 */

const longestGlob = 200
/** How many globs one with braces may stand for. */
const mostChoices = 64

/** Why a glob is refused, as the end of a sentence that begins with the glob; null when it is fine. */
export function globProblem(glob: string): string | null {
  if (glob.trim() === '') return 'is no glob. Write a path, such as "services/**"'
  if (glob.length > longestGlob) return `is longer than ${longestGlob} characters. Write a shorter glob`
  if (glob.startsWith('!')) return 'starts with "!". Write what is left out under "exclude"'
  if (glob.startsWith('/')) return `starts with "/". Globs begin at the root: write "${glob.replace(/^\/+/, '')}"`
  if (glob.includes('\\')) return 'holds a backslash. Write "/" between folders'
  if (glob.split('/').includes('..')) return 'leads out of the repository. Write a path inside it'
  if (choicesOf(glob).length > mostChoices) return `stands for more than ${mostChoices} globs. Write fewer choices`
  return null
}

/** Whether a glob says how a file is called, and not merely where it lies, as `services/**` does. */
export const saysName = (glob: string): boolean => !/(?:^|\/)\*+\/*$/.test(glob)

/**
 * A test of paths against globs: true when one of them matches the path from the root of the repository. `*` and `?`
 * stay within a folder, `**` crosses folders, `{a,b}` and `[a-c]` choose, hidden files are files, letter case counts.
 * The glob of a folder stands for all that is in it, unless `only` whole paths are meant.
 */
export function matcher(globs: readonly string[], only?: 'whole'): (path: string) => boolean {
  const patterns = globs.flatMap(choicesOf).map(partsOf)
  if (patterns.length === 0) return () => false
  return (path) => {
    const names = path.split('/').map((name) => [...name])
    return patterns.some((pattern) => matches(pattern, names, only !== 'whole'))
  }
}

/** A name in a path: its characters, each a test, with stars between them. `**` is any number of names. */
type Part = '**' | readonly Token[]
type Token = '*' | ((character: string) => boolean)

const partsOf = (glob: string): Part[] =>
  glob
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (part === '**' ? '**' : tokensOf([...part])))

function tokensOf(part: readonly string[]): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < part.length; at += 1) {
    const character = part[at] as string
    const close = character === '[' ? part.indexOf(']', at + 2) : -1
    if (character === '*') {
      if (tokens.at(-1) !== '*') tokens.push('*')
    } else if (character === '?') tokens.push(() => true)
    else if (close !== -1) {
      tokens.push(setOf(part.slice(at + 1, close)))
      at = close
    } else tokens.push((candidate) => candidate === character)
  }
  return tokens
}

/** What stands between brackets: characters and ranges, all others when `!` or `^` leads. */
function setOf(inside: readonly string[]): Token {
  const inverted = inside.length > 1 && /[!^]/.test(inside[0] as string)
  const listed = inverted ? inside.slice(1) : inside
  return (candidate) => {
    let found = false
    for (let at = 0; at < listed.length; at += 1) {
      const from = listed[at] as string
      const to = listed[at + 1] === '-' ? listed[at + 2] : undefined
      if (to !== undefined) at += 2
      found ||= candidate >= from && candidate <= (to ?? from)
    }
    return found !== inverted
  }
}

/** Walks the names of the path with the set of pattern parts that may come next. */
function matches(pattern: readonly Part[], names: readonly (readonly string[])[], folders: boolean): boolean {
  let next = withSkipped(pattern, new Set([0]))
  for (const name of names) {
    const after = new Set<number>()
    for (const at of next) {
      const part = pattern[at]
      if (part === '**') after.add(at)
      else if (part !== undefined && nameMatches(part, name)) after.add(at + 1)
      else if (part === undefined && folders) return true
    }
    next = withSkipped(pattern, after)
  }
  return next.has(pattern.length)
}

/** `**` may stand for no name at all. A set is walked in the order of insertion, what is added meanwhile included. */
function withSkipped(pattern: readonly Part[], positions: Set<number>): Set<number> {
  for (const at of positions) if (pattern[at] === '**') positions.add(at + 1)
  return positions
}

/** The usual walk with one way back: on a mismatch the last star takes one character more. */
function nameMatches(tokens: readonly Token[], name: readonly string[]): boolean {
  let at = 0
  let token = 0
  let star = -1
  let resume = 0
  while (at < name.length) {
    const test = tokens[token]
    if (test === '*') {
      star = token
      resume = at
      token += 1
    } else if (test?.(name[at] as string)) {
      at += 1
      token += 1
    } else if (star !== -1) {
      token = star + 1
      resume += 1
      at = resume
    } else return false
  }
  return tokens.slice(token).every((rest) => rest === '*')
}

/** The globs that one with braces stands for, at most one more than is allowed. Braces without a partner are letters. */
function choicesOf(glob: string): string[] {
  const whole: string[] = []
  const waiting = [glob]
  while (waiting.length > 0 && whole.length <= mostChoices) {
    const current = waiting.shift() as string
    const braces = innermostBraces(current)
    if (braces === null) whole.push(current)
    else for (const choice of braces.choices) waiting.push(braces.before + choice + braces.after)
    if (waiting.length > mostChoices) return [...whole, ...waiting]
  }
  return whole
}

function innermostBraces(glob: string): { before: string; choices: string[]; after: string } | null {
  const found = /\{([^{}]*)\}/.exec(glob)
  if (found === null) return null
  return {
    before: glob.slice(0, found.index),
    choices: (found[1] as string).split(','),
    after: glob.slice(found.index + found[0].length),
  }
}
