import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, visit } from 'yaml'
import { openYaml } from './yaml.ts'

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

/** The root of a YAML file; null for what is none. Looking into it may throw, which {@link lookIntoYaml} catches. */
export function rootOfYaml(text: string): YamlValue | null {
  const yaml = openYaml(text, { repeatedKeys: true })
  if ('problem' in yaml || yaml.documents.length > 1) return null
  const [document] = yaml.documents
  return document ? new YamlValue(new YamlFile(document, yaml.lines), document.contents) : null
}

/** Looks into a YAML file. What is no YAML, or too much, gives nothing. */
export function lookIntoYaml<T>(text: string, read: (root: YamlValue) => T, nothing: T): T {
  try {
    const root = rootOfYaml(text)
    return root === null ? nothing : read(root)
  } catch (error) {
    if (error instanceof TooMuch) return nothing
    throw error
  }
}
