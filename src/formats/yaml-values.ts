import { isAlias, isMap, isPair, isScalar, isSeq, type LineCounter } from 'yaml'
import type { Value } from './value.ts'
import { openYaml } from './yaml.ts'

/** Merge keys copy; a file that makes more copies than these is an attack. */
const MOST_COPIES = 50_000

class TooMuch extends Error {}

/** The documents of a YAML file. None where one of them is not YAML, or names a key twice, which the tools refuse. */
export function readYamlValues(text: string): Value[] {
  const yaml = openYaml(text)
  if ('problem' in yaml) return []
  try {
    return yaml.documents.map(({ contents }) => new Reader(yaml.lines).read(contents))
  } catch (error) {
    if (error instanceof TooMuch) return []
    throw error
  }
}

/** Reads nodes as values. Each anchor is read once and shared, so that aliases of aliases take no more time than their text. */
class Reader {
  readonly #lines: LineCounter
  readonly #anchors = new Map<string, Value>()
  #copies = 0

  constructor(lines: LineCounter) {
    this.#lines = lines
  }

  read(node: unknown): Value {
    // An alias inside of its own anchor finds nothing, since that is not read to its end.
    if (isAlias(node)) return this.#anchors.get(node.source) ?? { is: undefined, raw: '', line: this.#line(node) }
    const value = this.#readNew(node)
    const anchor = (node as { anchor?: string } | null)?.anchor
    if (anchor !== undefined) this.#anchors.set(anchor, value)
    return value
  }

  #readNew(node: unknown): Value {
    const line = this.#line(node)
    const tag = (node as { tag?: string } | null)?.tag
    const tagged = tag?.startsWith('!') ? { line, tag } : { line }
    if (isMap(node)) return { is: this.#readMap(node.items), raw: '', ...tagged }
    if (isSeq(node)) return { is: node.items.map((item) => this.read(item)), raw: '', ...tagged }
    if (!isScalar(node)) return { is: null, raw: '', line }
    const { value, source = '' } = node
    const plain = value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    return { is: plain ? value : undefined, raw: source, ...tagged }
  }

  #readMap(pairs: readonly unknown[]): Map<string, Value> {
    const fields = new Map<string, Value>()
    const merged: Value[] = []
    for (const pair of pairs) {
      if (!isPair(pair)) continue
      const key = isAlias(pair.key) ? this.read(pair.key).is : isScalar(pair.key) ? pair.key.value : undefined
      const value = { ...this.read(pair.value), line: this.#line(pair.key) }
      // https://yaml.org/type/merge.html
      if (key === '<<' && isScalar(pair.key) && pair.key.type === 'PLAIN') merged.push(value)
      else if (key !== undefined && typeof key !== 'object') {
        if (fields.has(String(key))) throw new TooMuch('a key stands there twice')
        fields.set(String(key), value)
      }
    }
    for (const one of merged.flatMap((value) => (Array.isArray(value.is) ? (value.is as Value[]) : [value]))) {
      if (!(one.is instanceof Map)) continue
      for (const [key, value] of one.is as ReadonlyMap<string, Value>) {
        if (++this.#copies > MOST_COPIES) throw new TooMuch('too many copies')
        if (!fields.has(key)) fields.set(key, value)
      }
    }
    return fields
  }

  #line(node: unknown): number {
    const range = (node as { range?: readonly number[] | null } | null)?.range
    return this.#lines.linePos(range?.[0] ?? 0).line || 1
  }
}
