import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import { LARGEST, type Value } from './value.ts'

/** A JSON file, with comments and trailing commas; null where it is none. */
export function readJson(text: string): Value | null {
  if (text.length > LARGEST) return null
  const errors: ParseError[] = []
  try {
    const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true })
    if (!root || errors.length > 0) return null
    const lines = new Lines(text)
    return read(root, text, lines)
  } catch {
    // Nested deeper than the stack.
    return null
  }
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
