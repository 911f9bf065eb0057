import { createScanner, getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { DEEPEST, LARGEST } from './limits.ts'
import { isDeeper } from './tables.ts'
import type { Value } from './value.ts'

/** A lock file is written by a tool, and may be larger. */
const LARGEST_LOCK = 20 * LARGEST

/** A JSON file, from anybody's hand; undefined for what is none, or nothing that a tool writes. */
export function parseJson(text: string): unknown {
  if (text.length > LARGEST_LOCK) return undefined
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return isDeeper(value, DEEPEST) ? undefined : value
  } catch {
    return undefined
  }
}

/** A JSON file that may have comments and trailing commas. */
export function parseJsonc(text: string): unknown {
  const root = jsoncTree(text)
  return root === null ? undefined : getNodeValue(root)
}

/** The values of such a file, each with its line; null for what is none. */
export function readJsonValue(text: string): Value | null {
  const root = jsoncTree(text)
  return root === null ? null : read(root, text, new Lines(text))
}

function jsoncTree(text: string): Node | null {
  if (text.length > LARGEST || isTooDeep(text)) return null
  const errors: ParseError[] = []
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true })
  return root && errors.length === 0 ? root : null
}

/** The parser calls itself for each level. What it takes for brackets is told by its scanner. */
function isTooDeep(text: string): boolean {
  const scanner = createScanner(text, true)
  let depth = 0
  // After a comment without an end its last token has a length, but no place in the text.
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const first = text[scanner.getTokenOffset()]
    if (first === '{' || first === '[') depth++
    else if (first === '}' || first === ']') depth--
    if (depth > DEEPEST) return true
  }
  return false
}

function read(node: Node, text: string, lines: Lines): Value {
  const line = lines.at(node.offset)
  if (node.type === 'array') return { is: (node.children ?? []).map((item) => read(item, text, lines)), raw: '', line }
  if (node.type !== 'object') {
    return {
      is: node.value,
      raw: node.type === 'string' ? node.value : text.slice(node.offset, node.offset + node.length),
      line,
    }
  }
  const fields = new Map<string, Value>()
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (key && value) fields.set(key.value, { ...read(value, text, lines), line: lines.at(key.offset) })
  }
  return { is: fields, raw: '', line }
}

/** Where lines begin. */
class Lines {
  readonly #starts: number[] = [0]

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  at(offset: number): number {
    let [low, high] = [0, this.#starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] as number) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
