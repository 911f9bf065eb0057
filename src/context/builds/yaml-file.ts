import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'

/** A file that is longer was not written by hand. */
const LONGEST = 500_000
/** How often values of one file are looked at: aliases can make a small file stand for a huge one. */
const MOST_LOOKS = 500_000

/** The values of a YAML file, each with its line. What has another shape than is asked for is empty. */
export class YamlValue {
  readonly #file: YamlFile
  readonly #node: unknown

  constructor(file: YamlFile, node: unknown) {
    this.#file = file
    this.#node = file.target(node)
  }

  get isMap(): boolean {
    return isMap(this.#node)
  }

  get isList(): boolean {
    return isSeq(this.#node)
  }

  get isScalar(): boolean {
    return isScalar(this.#node) && this.#node.value !== null
  }

  /** 1-based. */
  get line(): number {
    return this.#file.lineOf(this.#node)
  }

  /** A scalar as it is written: `1.10` stays that. */
  get text(): string | null {
    if (!isScalar(this.#node) || this.#node.value === null) return null
    const { value, source } = this.#node
    return typeof value === 'string' ? value : (source ?? String(value))
  }

  /** The line of the file in which a line of a text stands, both 1-based. */
  readonly lineInText = (line: number): number => {
    const block = isScalar(this.#node) && this.#node.type === 'BLOCK_LITERAL'
    return block ? this.line + line : this.line
  }

  get entries(): readonly [string, YamlValue][] {
    return [...this.#map]
  }

  get(key: string): YamlValue {
    return this.#map.get(key) ?? new YamlValue(this.#file, null)
  }

  get #map(): ReadonlyMap<string, YamlValue> {
    const map = this.#file.once(this.#node, () => this.#entries(true))
    this.#file.count(1 + map.size)
    return map
  }

  /** @param merge whether to take in what `<<` names; what is named there merges nothing, for that could go round in circles */
  #entries(merge: boolean): ReadonlyMap<string, YamlValue> {
    const own = new Map<string, YamlValue>()
    const merged = new Map<string, YamlValue>()
    for (const { key, value } of isMap(this.#node) ? this.#node.items : []) {
      if (!isScalar(key)) continue
      const found = new YamlValue(this.#file, value)
      if (key.value !== '<<') own.set(String(key.value), found)
      else if (merge)
        for (const one of found.list) for (const [name, inner] of one.#entries(false)) merged.set(name, inner)
    }
    this.#file.count(own.size + merged.size)
    for (const [name, value] of merged) if (!own.has(name)) own.set(name, value)
    return own
  }

  get items(): YamlValue[] {
    if (!isSeq(this.#node)) return []
    this.#file.count(1 + this.#node.items.length)
    return this.#node.items.map((item) => new YamlValue(this.#file, item))
  }

  /** A list, or the one value that stands instead of it. */
  get list(): YamlValue[] {
    return this.isList ? this.items : this.isScalar || this.isMap ? [this] : []
  }
}

class TooMuch extends Error {}

class YamlFile {
  readonly #lines: LineCounter
  readonly #anchors = new Map<string, unknown>()
  readonly #maps = new Map<unknown, ReadonlyMap<string, YamlValue>>()
  #looks = 0

  constructor(document: Document, lines: LineCounter) {
    this.#lines = lines
    visit(document, {
      Node: (_, node) => {
        if (!('anchor' in node) || !node.anchor) return
        // An anchor may be given again further down; then it is not told here which one an alias means.
        this.#anchors.set(node.anchor, this.#anchors.has(node.anchor) ? null : node)
      },
    })
  }

  target(node: unknown): unknown {
    return isAlias(node) ? this.#anchors.get(node.source) : node
  }

  lineOf(node: unknown): number {
    const range = isMap(node) || isSeq(node) || isScalar(node) ? node.range : null
    return range ? this.#lines.linePos(range[0]).line : 1
  }

  /** The entries of a map, read once. */
  once(node: unknown, read: () => ReadonlyMap<string, YamlValue>): ReadonlyMap<string, YamlValue> {
    const known = this.#maps.get(node)
    if (known) return known
    const entries = read()
    this.#maps.set(node, entries)
    return entries
  }

  count(looks: number): void {
    this.#looks += looks
    if (this.#looks > MOST_LOOKS) throw new TooMuch()
  }
}

/** How deep values may lie in each other. The parser's time grows with the square of that. */
const DEEPEST = 200

/** Whether brackets or dashes lie deeper in each other than in any file that was written by hand. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (const [found] of text.matchAll(/[[\]{}]|(?:[-?] ){100}/g)) {
    if (found.length > 1) return true
    depth = found === '[' || found === '{' ? depth + 1 : Math.max(0, depth - 1)
    if (depth > DEEPEST) return true
  }
  return false
}

/** Opens a YAML file; null for what is none. Looking into it may throw, which {@link readYaml} catches. */
export function openYaml(text: string): YamlValue | null {
  if (text.length > LONGEST || isTooDeep(text)) return null
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', logLevel: 'silent', uniqueKeys: false })
  return document.errors.length > 0 ? null : new YamlValue(new YamlFile(document, lines), document.contents)
}

/** Reads a YAML file. What is no YAML, or too much, gives nothing. */
export function readYaml<T>(text: string, read: (root: YamlValue) => T, nothing: T): T {
  try {
    const root = openYaml(text)
    return root === null ? nothing : read(root)
  } catch (error) {
    // The parser calls itself for each level of nesting.
    if (error instanceof TooMuch || error instanceof RangeError) return nothing
    throw error
  }
}
