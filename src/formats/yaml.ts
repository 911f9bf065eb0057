import { Composer, type CST, type Document, isMap, isScalar, isSeq, LineCounter, Parser } from 'yaml'
import { DEEPEST, LARGEST } from './limits.ts'

/** A YAML file that has been read without an error. */
export interface Yaml {
  readonly documents: readonly Document.Parsed[]
  readonly lines: LineCounter
}

/** Why a text is not read. */
export interface YamlProblem {
  /** In one clause: `it is nested too deeply`. */
  readonly problem: string
  /** 1-based. */
  readonly line: number
}

/** A value has one tag and one anchor, and so has the first key of a map; an item ends in one comma. */
const MOST_MARKS = 4

/**
 * Opens a YAML file, from anybody's hand. The library takes the square of the length for tags, anchors and commas that
 * follow one another, for errors that do, and for keys that it compares each with each; and what is nested too deeply may
 * end its stack inside of a regular expression, upon which V8 ends the process. What it takes for tokens comes in linear
 * time at any depth, so that those are looked at first.
 *
 * @param repeatedKeys whether a map may have a key twice, as some tools let it
 */
export function openYaml(text: string, { repeatedKeys = false } = {}): Yaml | YamlProblem {
  const lines = new LineCounter()
  const problemAt = ({ problem, offset }: Problem): YamlProblem => ({
    problem,
    line: Math.max(1, lines.linePos(offset).line),
  })
  if (text.length > LARGEST) return { problem: 'the file is too large', line: 1 }
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const hostile = firstHostile(tokens)
  if (hostile !== null) return problemAt(hostile)
  const composer = new Composer({ version: '1.2', prettyErrors: false, logLevel: 'silent', uniqueKeys: false })
  const documents = [...composer.compose(tokens)] as Document.Parsed[]
  for (const { contents, errors } of documents) {
    const [error] = errors
    if (error) return problemAt({ problem: error.message, offset: error.pos[0] })
    const repeated = repeatedKeys ? null : firstRepeatedKey(contents)
    if (repeated !== null) return problemAt(repeated)
  }
  return { documents, lines }
}

interface Problem {
  readonly problem: string
  readonly offset: number
}

/** The first token that is none, is nested too deeply or has too many marks in front of it. */
function firstHostile(tokens: readonly CST.Token[]): Problem | null {
  const open: { readonly token: CST.Token; readonly depth: number }[] = []
  for (const token of tokens) {
    open.push({ token, depth: 0 })
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { token, depth } = next
      if (token.type === 'error') return { problem: token.message, offset: token.offset }
      if (depth > DEEPEST) return { problem: 'it is nested too deeply', offset: token.offset }
      for (const { marks, values } of partsOf(token)) {
        const mark = marks.filter(({ type }) => isMark(type))[MOST_MARKS]
        if (mark)
          return { problem: `${JSON.stringify(mark.source.slice(0, 20))} stands there too often`, offset: mark.offset }
        for (const value of values) open.push({ token: value, depth: depth + 1 })
      }
    }
  }
  return null
}

interface Part {
  readonly marks: readonly CST.SourceToken[]
  readonly values: readonly CST.Token[]
}

const isMark = (type: CST.SourceToken['type']): boolean => type === 'anchor' || type === 'tag' || type === 'comma'

function partsOf(token: CST.Token): readonly Part[] {
  if (token.type === 'document') return [{ marks: token.start, values: token.value ? [token.value] : [] }]
  if (!('items' in token)) return []
  return token.items.flatMap(({ start, key, sep, value }) => [
    { marks: start, values: key ? [key] : [] },
    { marks: sep ?? [], values: value ? [value] : [] },
  ])
}

function firstRepeatedKey(root: unknown): Problem | null {
  const open: unknown[] = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isSeq(node)) for (const item of node.items) open.push(item)
    if (!isMap(node)) continue
    const keys = new Set<unknown>()
    for (const { key, value } of node.items) {
      open.push(key, value ?? null)
      if (!isScalar(key) || key.value === '<<') continue
      if (keys.has(key.value)) return { problem: 'Map keys must be unique', offset: key.range?.[0] ?? 0 }
      keys.add(key.value)
    }
  }
  return null
}

/** The one document of a YAML file as plain values, null for an empty one; undefined for what is none, or holds more than one. */
export function parseYaml(text: string): unknown {
  const yaml = openYaml(text)
  if ('problem' in yaml || yaml.documents.length > 1) return undefined
  try {
    // Aliases are no part of a manifest: without them a few lines stay a few lines.
    return yaml.documents[0]?.toJS({ maxAliasCount: 0 }) ?? null
  } catch {
    return undefined
  }
}
