import { Cursor, HclError } from './cursor.ts'
import { ExpressionParser } from './parse-expression.ts'
import type { Attribute, Block, Body, Expression } from './syntax.ts'

/** More than this is no file that people write by hand. */
const LARGEST = 250_000
const DEEPEST = 20
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy

/** Reads a file; null where it is no HCL. */
export function parseHcl(text: string): Body | null {
  if (text.length > LARGEST) return null
  const cursor = new Cursor(text.replace(/^\uFEFF/, ' '))
  try {
    const body = parseBody(cursor, 0)
    return cursor.ended ? body : null
  } catch (error) {
    if (error instanceof HclError) return null
    throw error
  }
}

/** Reads a text that may have expressions in it, as JSON files for HCL have them. */
export function parseTemplate(text: string): Expression {
  try {
    return new ExpressionParser(new Cursor(text)).parseWholeTemplate()
  } catch (error) {
    if (error instanceof HclError) return { kind: 'unknown', raw: text }
    throw error
  }
}

function parseBody(cursor: Cursor, depth: number): Body {
  if (depth > DEEPEST) throw new HclError('blocks are nested too deep')
  const attributes = new Map<string, Attribute>()
  const blocks: Block[] = []
  for (;;) {
    cursor.skip(true)
    if (cursor.ended || cursor.sees('}')) return { attributes, blocks }
    const { line } = cursor
    const name = cursor.match(NAME)
    if (name === null) throw new HclError(`no name in line ${line}`)
    cursor.skip(false)
    if (!cursor.sees('==') && cursor.takes('=')) {
      attributes.set(name, { expression: new ExpressionParser(cursor).parse(false), line })
      cursor.skip(false)
      if (!cursor.ended && !cursor.sees('\n') && !cursor.sees('}')) throw new HclError(`line ${line} goes on`)
    } else blocks.push(parseBlock(cursor, name, line, depth))
  }
}

function parseBlock(cursor: Cursor, type: string, line: number, depth: number): Block {
  const labels: string[] = []
  for (;;) {
    cursor.skip(false)
    if (cursor.takes('{')) break
    const label = cursor.match(NAME) ?? cursor.match(/"[^"\\$%\n]*"/y)
    if (label === null) throw new HclError(`no block in line ${line}`)
    labels.push(label.replace(/^"|"$/g, ''))
  }
  const body = parseBody(cursor, depth + 1)
  cursor.expect('}')
  return { type, labels, body, line }
}
