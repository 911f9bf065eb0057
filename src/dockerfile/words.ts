import type { LogicalText } from './logical.ts'
import type { Flag, JsonString, Word } from './model.ts'

const isSpace = (char: string | undefined): boolean => char !== undefined && /\s/.test(char)

/** A stretch of a logical text that is still to be read. */
export interface Rest {
  readonly logical: LogicalText
  readonly start: number
  readonly end: number
}

export function wordAt(logical: LogicalText, start: number, end: number): Word {
  return { span: logical.span(start, end), raw: logical.text.slice(start, end) }
}

export function skipSpaces({ logical, start, end }: Rest): number {
  let at = start
  while (at < end && isSpace(logical.text[at])) at++
  return at
}

/**
 * Reads the flags in front of an instruction's arguments: words that begin with `--`, up to the first that does not, or
 * to a bare `--`. Quotes and escapes are taken out of a value.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/split_command.go (extractBuilderFlags)
 *
 * @returns the flags and where the arguments begin
 */
export function readFlags(rest: Rest, escapeChar: string): { flags: Flag[]; next: number } {
  const { logical, end } = rest
  const flags: Flag[] = []
  let at = skipSpaces(rest)
  while (at < end && logical.text.startsWith('--', at)) {
    const start = at
    let text = ''
    let quote = ''
    for (; at < end; at++) {
      const char = logical.text[at] as string
      if (char === escapeChar && at + 1 < end) text += logical.text[++at]
      else if (quote) {
        if (char === quote) quote = ''
        else text += char
      } else if (isSpace(char)) break
      else if (char === '"' || char === "'") quote = char
      else text += char
    }
    const next = skipSpaces({ logical, start: at, end })
    if (text === '--') return { flags, next }
    const equals = text.indexOf('=')
    flags.push({
      ...wordAt(logical, start, at),
      name: equals === -1 ? text.slice(2) : text.slice(2, equals),
      value: equals === -1 ? null : text.slice(equals + 1),
    })
    at = next
  }
  return { flags, next: at }
}

/** Splits at white space. With `quotes`, white space inside quotes or behind an escape belongs to the word. */
export function readWords(rest: Rest, escapeChar: string, quotes: boolean): Word[] {
  const { logical, end } = rest
  const words: Word[] = []
  let at = skipSpaces(rest)
  while (at < end) {
    const start = at
    let quote = ''
    for (; at < end; at++) {
      const char = logical.text[at] as string
      if (!quotes) {
        if (isSpace(char)) break
      } else if (char === escapeChar && quote !== "'") at++
      else if (quote) {
        if (char === quote) quote = ''
      } else if (isSpace(char)) break
      else if (char === '"' || char === "'") quote = char
    }
    at = Math.min(at, end)
    words.push(wordAt(logical, start, at))
    at = skipSpaces({ logical, start: at, end })
  }
  return words
}

/**
 * Reads the exec form. As in BuildKit, what is not a JSON array of strings is the shell form.
 * https://docs.docker.com/reference/dockerfile/#exec-form
 */
export function readJson({ logical, start, end }: Rest): JsonString[] | null {
  const text = logical.text.slice(start, end)
  if (!text.trimStart().startsWith('[')) return null
  let values: unknown
  try {
    values = JSON.parse(text)
  } catch {
    return null
  }
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) return null
  const strings: JsonString[] = []
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"/gs)) {
    const from = start + match.index
    strings.push({ span: logical.span(from, from + match[0].length), value: values[strings.length] as string })
  }
  return strings.length === values.length ? strings : null
}
