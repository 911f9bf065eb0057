/** What stands in a call or a map, as written. */
export interface Argument {
  readonly name: string | null
  readonly raw: string
  readonly tokens: readonly Token[]
  /** 1-based. */
  readonly line: number
}

export interface Call {
  readonly args: readonly Argument[]
  /** 1-based. */
  readonly line: number
}

/** More than this is no file that people write by hand. */
const LARGEST = 250_000
const MOST_CALLS = 300
/** In one call. */
const MOST_TOKENS = 5000
/** Texts, comments, names, brackets, and any other character. */
const TOKEN =
  /[a-z]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')|#[^\n]*|[A-Za-z_]\w*|\s+|[\s\S]/gy

interface Token {
  readonly text: string
  /** 1-based. */
  readonly line: number
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 1
  for (const [token] of text.matchAll(TOKEN)) {
    if (!/^[\s#]/.test(token)) tokens.push({ text: token, line: at })
    else if (/^\s/.test(token)) tokens.push({ text: ' ', line: at })
    for (const character of token) if (character === '\n') at++
  }
  return tokens
}

/** The calls of some functions, without those that a `def` makes. */
export function callsIn(text: string, names: readonly string[]): Call[] {
  if (text.length > LARGEST) return []
  const tokens = tokensOf(text)
  const calls: Call[] = []
  tokens.forEach(({ text: name, line }, at) => {
    if (!names.includes(name) || tokens[at + 1]?.text !== '(' || calls.length >= MOST_CALLS) return
    const before = tokens[at - 1]?.text
    if (before === '.' || (before === ' ' && tokens[at - 2]?.text === 'def')) return
    calls.push({ args: split(tokens, at + 2, ')') ?? [], line })
  })
  return calls
}

/** The entries of `{'a': 'b'}` or `dict(a='b')`; none where it is neither. */
export function entriesOf({ tokens }: Argument): readonly Argument[] {
  if (tokens[0]?.text === '{') return split(tokens, 1, '}') ?? []
  return tokens[0]?.text === 'dict' && tokens[1]?.text === '(' ? (split(tokens, 2, ')') ?? []) : []
}

/** What stands between commas up to a closing bracket; null where that is missing. */
function split(tokens: readonly Token[], start: number, close: string): Argument[] | null {
  const parts: Token[][] = [[]]
  let depth = 0
  for (let at = start; at < Math.min(tokens.length, start + MOST_TOKENS); at++) {
    const token = tokens[at] as Token
    if (depth === 0 && token.text === close) return parts.flatMap((part) => argumentOf(part) ?? [])
    if ('([{'.includes(token.text)) depth++
    else if (')]}'.includes(token.text)) depth--
    if (depth < 0) return null
    if (depth === 0 && token.text === ',') parts.push([])
    else parts.at(-1)?.push(token)
  }
  return null
}

/** From the first token on that is no space; all of them where there is none. */
const withoutSpace = (tokens: readonly Token[]): readonly Token[] =>
  tokens.slice(
    Math.max(
      0,
      tokens.findIndex(({ text }) => text !== ' '),
    ),
  )

function argumentOf(tokens: readonly Token[]): Argument | null {
  const part = withoutSpace(tokens)
  const [first] = part
  if (!first || first.text === ' ') return null
  const sign = part.findIndex(({ text }) => text !== ' ' && text !== first.text)
  const name = /^\w+$/.test(first.text) ? first.text : literalOf(first.text)
  const isNamed =
    (part[sign]?.text === '=' && part[sign + 1]?.text !== '=' && /^\w/.test(first.text)) || part[sign]?.text === ':'
  const value = isNamed ? withoutSpace(part.slice(sign + 1)) : part
  return {
    name: isNamed ? name : null,
    tokens: value,
    raw: value
      .map(({ text }) => text)
      .join('')
      .trim(),
    line: first.line,
  }
}

/** The text that a literal stands for; null for all else. */
export function literalOf(raw: string): string | null {
  const [, quote, text] = /^r?(["'])((?:(?!\1)[^\\\n])*)\1$/.exec(raw) ?? []
  return quote === undefined ? null : (text ?? null)
}
