/**
 * Reads a GraphQL document: operations, fragments, fields with aliases and arguments, variables.
 *
 * @typedef {{ kind: 'field', name: string, alias: string, args: Record<string, Value>, selection: Selection[] | null, line: number, column: number }} Field
 * @typedef {{ kind: 'fragment', on: string | null, selection: Selection[] }} Inline
 * @typedef {{ kind: 'spread', name: string }} Spread
 * @typedef {Field | Inline | Spread} Selection
 * @typedef {{ variable: string } | { value: unknown }} Value A list or an object that holds variables is not read.
 * @typedef {{ operation: 'query' | 'mutation' | 'subscription', name: string, defaults: Record<string, unknown>, required: string[], selection: Selection[] }} Operation
 * @typedef {{ operations: Operation[], fragments: Record<string, Inline> }} Document
 * @typedef {{ kind: 'name' | 'string' | 'number' | 'punctuation' | 'end', text: string, line: number, column: number }} Word
 */

export class GraphqlSyntaxError extends Error {
  /** @param {Word} word */
  constructor(word) {
    super(
      `Parse error on ${word.kind === 'end' ? 'end of file' : JSON.stringify(word.text)} at [${word.line}, ${word.column}]`,
    )
    this.line = word.line
    this.column = word.column
  }
}

const WORDS =
  /[\s,\uFEFF]+|#[^\n\r]*|(?<name>[_A-Za-z]\w*)|(?<block>"""(?:\\"""|[\s\S])*?""")|(?<string>"(?:\\.|[^"\\\n])*")|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<punctuation>\.\.\.|[!$&()|:=@[\]{}])|(?<odd>[\s\S])/gu

/** @param {string} text @returns {Word[]} */
function words(text) {
  /** @type {Word[]} */
  const found = []
  let line = 1
  let start = 0
  for (const match of text.matchAll(WORDS)) {
    const { name, block, string, number, punctuation, odd } = match.groups ?? {}
    const place = { line, column: match.index - start + 1 }
    if (odd !== undefined) throw new GraphqlSyntaxError({ kind: 'punctuation', text: odd, ...place })
    if (name !== undefined) found.push({ kind: 'name', text: name, ...place })
    if (block !== undefined)
      found.push({ kind: 'string', text: block.slice(3, -3).replaceAll('\\"""', '"""'), ...place })
    if (string !== undefined) found.push({ kind: 'string', text: JSON.parse(string), ...place })
    if (number !== undefined) found.push({ kind: 'number', text: number, ...place })
    if (punctuation !== undefined) found.push({ kind: 'punctuation', text: punctuation, ...place })
    for (let at = match[0].indexOf('\n'); at >= 0; at = match[0].indexOf('\n', at + 1)) {
      line++
      start = match.index + at + 1
    }
  }
  found.push({ kind: 'end', text: '', line, column: text.length - start + 1 })
  return found
}

/** @param {string} text @returns {Document} Throws {@link GraphqlSyntaxError}. */
export function readGraphql(text) {
  const all = words(text)
  let at = 0
  const peek = () => /** @type {Word} */ (all[at])
  const next = () => /** @type {Word} */ (all[at++])
  /** @param {string} sign */
  const is = (sign) => peek().kind === 'punctuation' && peek().text === sign
  /** @param {string} sign */
  const skip = (sign) => is(sign) && Boolean(next())
  /** @param {string} sign */
  const expect = (sign) => {
    if (!skip(sign)) throw new GraphqlSyntaxError(peek())
  }
  const name = () => {
    if (peek().kind !== 'name') throw new GraphqlSyntaxError(peek())
    return next().text
  }

  /** @returns {Value} */
  const value = () => {
    if (skip('$')) return { variable: name() }
    const word = peek()
    if (skip('[')) {
      const items = []
      while (!skip(']')) items.push(constant())
      return { value: items }
    }
    if (skip('{')) {
      /** @type {Record<string, unknown>} */
      const object = {}
      while (!skip('}')) {
        const key = name()
        expect(':')
        object[key] = constant()
      }
      return { value: object }
    }
    if (word.kind === 'punctuation' || word.kind === 'end') throw new GraphqlSyntaxError(word)
    next()
    if (word.kind === 'string') return { value: word.text }
    if (word.kind === 'number') return { value: Number(word.text) }
    /** @type {Record<string, unknown>} */
    const named = { true: true, false: false, null: null }
    return { value: word.text in named ? named[word.text] : word.text }
  }
  const constant = () => {
    const start = peek()
    const read = value()
    if ('variable' in read) throw new GraphqlSyntaxError(start)
    return read.value
  }
  const args = () => {
    /** @type {Record<string, Value>} */
    const read = {}
    if (!skip('(')) return read
    while (!skip(')')) {
      const key = name()
      expect(':')
      read[key] = value()
    }
    return read
  }
  /** @returns {Selection[]} */
  const selection = () => {
    expect('{')
    /** @type {Selection[]} */
    const read = []
    while (!skip('}')) read.push(one())
    return read
  }
  /** @returns {Selection} */
  const one = () => {
    if (skip('...')) {
      if (is('{')) return { kind: 'fragment', on: null, selection: selection() }
      const word = name()
      if (word !== 'on') return { kind: 'spread', name: word }
      return { kind: 'fragment', on: name(), selection: selection() }
    }
    const { line, column } = peek()
    const first = name()
    const second = skip(':') ? name() : first
    const given = args()
    return {
      kind: 'field',
      name: second,
      alias: first,
      args: given,
      selection: is('{') ? selection() : null,
      line,
      column,
    }
  }
  /** A type's end: whether it must be given. @returns {boolean} */
  const type = () => {
    if (skip('[')) {
      type()
      expect(']')
    } else name()
    return skip('!')
  }

  /** @type {Document} */
  const document = { operations: [], fragments: {} }
  while (peek().kind !== 'end') {
    if (is('{')) {
      document.operations.push({ operation: 'query', name: '', defaults: {}, required: [], selection: selection() })
      continue
    }
    const start = peek()
    const kind = name()
    if (kind === 'fragment') {
      const called = name()
      if (name() !== 'on') throw new GraphqlSyntaxError(start)
      document.fragments[called] = { kind: 'fragment', on: name(), selection: selection() }
      continue
    }
    if (kind !== 'query' && kind !== 'mutation' && kind !== 'subscription') throw new GraphqlSyntaxError(start)
    /** @type {Operation} */
    const operation = {
      operation: kind,
      name: peek().kind === 'name' ? name() : '',
      defaults: {},
      required: [],
      selection: [],
    }
    if (skip('(')) {
      while (!skip(')')) {
        expect('$')
        const variable = name()
        expect(':')
        const needed = type()
        if (skip('=')) operation.defaults[variable] = constant()
        else if (needed) operation.required.push(variable)
      }
    }
    operation.selection = selection()
    document.operations.push(operation)
  }
  return document
}
