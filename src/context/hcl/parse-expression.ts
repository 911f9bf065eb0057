import { type Cursor, HclError } from './cursor.ts'
import { parseHeredoc } from './parse-heredoc.ts'
import type { Entry, Expression, Operator } from './syntax.ts'

const DEEPEST = 60
/** The weakest first. */
const OPERATORS: readonly (readonly Operator[])[] = [['||'], ['&&'], ['==', '!=']]
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

/** Reads an expression from where the cursor stands. */
export class ExpressionParser {
  readonly #cursor: Cursor
  #depth = 0

  constructor(cursor: Cursor) {
    this.#cursor = cursor
  }

  /** @param lines whether the expression may go on in the next line without a sign, as in brackets */
  parse(lines: boolean): Expression {
    if (++this.#depth > DEEPEST) throw new HclError('expressions are nested too deep')
    const start = this.#start(lines)
    const condition = this.#operation(0, lines)
    this.#cursor.skip(lines)
    let whole = condition
    if (this.#cursor.takes('?')) {
      const yes = this.parse(lines)
      this.#cursor.skip(lines)
      this.#cursor.expect(':')
      const no = this.parse(lines)
      whole = { kind: 'choice', condition, yes, no, raw: this.#since(start) }
    } else if (/[-+*/%<>]/.test(this.#cursor.text[this.#cursor.at] ?? '')) {
      // A sum or an order: what stands behind the sign is read, so that what follows can be.
      this.#cursor.match(/[-+*/%]|[<>]=?/y)
      this.parse(lines)
      whole = { kind: 'unknown', raw: this.#since(start) }
      if (this.#cursor.sees('?')) throw new HclError('a condition on a sum')
    }
    this.#depth--
    return whole
  }

  parseWholeTemplate(): Expression {
    const parts = this.#template('')
    return joined(parts, this.#cursor.text)
  }

  #start(lines: boolean): number {
    this.#cursor.skip(lines)
    return this.#cursor.at
  }

  #since(start: number): string {
    return this.#cursor.text.slice(start, this.#cursor.at).trimEnd()
  }

  #operation(strength: number, lines: boolean): Expression {
    const operators = OPERATORS[strength]
    if (!operators) return this.#signed(lines)
    const start = this.#start(lines)
    let left = this.#operation(strength + 1, lines)
    for (;;) {
      this.#cursor.skip(lines)
      const operator = operators.find((one) => this.#cursor.takes(one))
      if (!operator) return left
      const right = this.#operation(strength + 1, lines)
      left = { kind: 'comparison', operator, left, right, raw: this.#since(start) }
    }
  }

  #signed(lines: boolean): Expression {
    const start = this.#start(lines)
    let turned = false
    while (!this.#cursor.sees('!=') && this.#cursor.takes('!')) {
      turned = !turned
      this.#cursor.skip(lines)
    }
    const of = this.#access(lines)
    return turned ? { kind: 'not', of, raw: this.#since(start) } : of
  }

  /** A value with what is taken out of it: `a.b["c"][0]`. */
  #access(lines: boolean): Expression {
    const start = this.#start(lines)
    let of = this.#primary(lines)
    for (;;) {
      const { text, at } = this.#cursor
      if (text[at] === '.' && /[\p{L}_\d]/u.test(text[at + 1] ?? '')) {
        this.#cursor.at++
        const name = this.#cursor.match(/[\p{L}_][\p{L}\p{N}_-]*|\d+/uy) ?? ''
        const key: Expression = { kind: 'literal', value: /^\d/.test(name) ? Number(name) : name, raw: name }
        of = { kind: 'index', of, key, raw: this.#since(start) }
      } else if (this.#cursor.sees('.*') || this.#cursor.sees('[*]')) {
        this.#cursor.match(/\.\*|\[\*\]/y)
        of = { kind: 'unknown', raw: this.#since(start) }
      } else if (this.#cursor.takes('[')) {
        const key = this.parse(true)
        this.#cursor.skip(true)
        this.#cursor.expect(']')
        of = { kind: 'index', of, key, raw: this.#since(start) }
      } else return of
    }
  }

  #primary(lines: boolean): Expression {
    const cursor = this.#cursor
    const start = this.#start(lines)
    if (cursor.takes('"')) {
      const parts = this.#template('"')
      cursor.expect('"')
      return joined(parts, this.#since(start))
    }
    if (cursor.sees('<<')) return parseHeredoc(cursor)
    const number = cursor.match(/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y)
    if (number !== null) return { kind: 'literal', value: Number(number), raw: number }
    if (cursor.takes('(')) {
      const inner = this.parse(true)
      cursor.skip(true)
      cursor.expect(')')
      return inner
    }
    if (cursor.takes('[')) return this.#loop(start, ']') ?? this.#list(start)
    if (cursor.takes('{')) return this.#loop(start, '}') ?? this.#object(start)
    const name = cursor.match(/[\p{L}_][\p{L}\p{N}_-]*(?:::[\p{L}_][\p{L}\p{N}_-]*)*/uy)
    if (name === null) throw new HclError(`no expression in line ${cursor.line}`)
    if (cursor.takes('(')) {
      this.#items(')')
      return { kind: 'unknown', raw: this.#since(start) }
    }
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', raw: name }
    if (name === 'null') return { kind: 'literal', value: null, raw: name }
    return { kind: 'variable', name, raw: name }
  }

  /** `[for x in y : z]`, of which nothing is said; null where it is none. */
  #loop(start: number, close: string): Expression | null {
    const { at } = this.#cursor
    this.#cursor.skip(true)
    if (this.#cursor.match(/for\s+[\p{L}_][\p{L}\p{N}_-]*\s*(?:,|in\b)/uy) === null) {
      this.#cursor.at = at
      return null
    }
    // Texts within it are gone over, so that a bracket in one ends nothing.
    for (let depth = 1; depth > 0; ) {
      const part = this.#cursor.match(/[^"{}[\]]+|"(?:[^"\\]|\\.)*"|[{}[\]]/sy)
      if (part === null) throw new HclError(`${close} is missing`)
      if (part === '{' || part === '[') depth++
      else if (part === '}' || part === ']') depth--
    }
    return { kind: 'unknown', raw: this.#since(start) }
  }

  #list(start: number): Expression {
    const items = this.#items(']')
    return { kind: 'list', items, raw: this.#since(start) }
  }

  #items(close: string): Expression[] {
    const items: Expression[] = []
    for (;;) {
      this.#cursor.skip(true)
      if (this.#cursor.takes(close)) return items
      items.push(this.parse(true))
      this.#cursor.takes('...')
      this.#cursor.skip(true)
      if (!this.#cursor.takes(',') && !this.#cursor.sees(close)) throw new HclError(`${close} is missing`)
    }
  }

  #object(start: number): Expression {
    const entries: Entry[] = []
    for (;;) {
      this.#cursor.skip(true)
      if (this.#cursor.takes('}')) return { kind: 'object', entries, raw: this.#since(start) }
      const { line } = this.#cursor
      const word = this.#cursor.sees('(') ? null : this.#cursor.match(/[\p{L}_][\p{L}\p{N}_-]*(?=\s*[=:])/uy)
      const key: Expression = word === null ? this.parse(false) : { kind: 'literal', value: word, raw: word }
      this.#cursor.skip(false)
      if (!this.#cursor.takes('=') && !this.#cursor.takes(':')) throw new HclError(`no value in line ${line}`)
      entries.push({ key, value: this.parse(false), line })
      this.#cursor.skip(false)
      if (!this.#cursor.takes(',') && !this.#cursor.sees('\n') && !this.#cursor.sees('}')) {
        throw new HclError(`line ${line} goes on`)
      }
    }
  }

  /** The parts of a text up to its quote, or to the end. */
  #template(close: '"' | ''): Expression[] {
    const cursor = this.#cursor
    const parts: Expression[] = []
    let text = ''
    const flush = (): void => {
      if (text !== '') parts.push({ kind: 'literal', value: text, raw: text })
      text = ''
    }
    while (!cursor.ended && !(close !== '' && cursor.sees(close))) {
      const start = cursor.at
      const plain = cursor.match(close === '' ? /[^$%]+/y : /[^"\\$%\n]+/y)
      if (plain !== null) text += plain
      else if (cursor.takes('$${')) text += '${'
      else if (cursor.takes('%%{')) text += '%{'
      else if (cursor.takes('${')) {
        flush()
        if (cursor.takes('~')) parts.push({ kind: 'unknown', raw: '~' })
        parts.push(this.parse(true))
        cursor.skip(true)
        if (cursor.takes('~')) parts.push({ kind: 'unknown', raw: '~' })
        cursor.expect('}')
      } else if (cursor.sees('%{')) {
        flush()
        if (cursor.match(/%\{(?:[^}"]|"(?:[^"\\]|\\.)*")*\}/y) === null) throw new HclError('a directive stays open')
        parts.push({ kind: 'unknown', raw: cursor.text.slice(start, cursor.at) })
      } else if (close !== '' && cursor.takes('\\')) text += this.#escape()
      else if (close !== '' && cursor.sees('\n')) throw new HclError(`a text stays open in line ${cursor.line}`)
      else text += cursor.text[cursor.at++]
    }
    flush()
    return parts
  }

  #escape(): string {
    const code = this.#cursor.match(/u[\da-fA-F]{4}|U[\da-fA-F]{8}/y)
    if (code !== null) {
      const point = Number.parseInt(code.slice(1), 16)
      if (point > 0x10ffff) throw new HclError('no such character')
      return String.fromCodePoint(point)
    }
    const character = ESCAPES[this.#cursor.match(/[nrt"\\]/y) ?? '']
    if (character === undefined) throw new HclError('an escape that is none')
    return character
  }
}

/** A text of one expression alone is what that is: `"${ENABLED}"` stays a truth value. */
function joined(parts: readonly Expression[], raw: string): Expression {
  const [only] = parts
  if (only === undefined) return { kind: 'literal', value: '', raw }
  return parts.length === 1 ? { ...only, raw } : { kind: 'template', parts, raw }
}
