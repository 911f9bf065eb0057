import { readJsonValue } from '../../formats/json.ts'
import { fieldOf, fieldsOf, itemsOf, type Value } from '../../formats/value.ts'
import { parseTemplate } from '../hcl/parse.ts'
import type { Expression } from '../hcl/syntax.ts'
import type { BakeBlock, BakeFile } from './bake-file.ts'

/** Null where it is no JSON. Texts may have expressions in them, as in HCL. https://github.com/hashicorp/hcl/blob/main/json/spec.md */
export function readBakeJson(path: string, text: string): BakeFile | null {
  const root = readJsonValue(text)
  if (!root) return null
  const variables = new Map<string, Expression | null>()
  for (const [name, value] of blocksOf(root, 'variable')) {
    const given = fieldOf(value, 'default')
    variables.set(name, given ? expressionOf(given) : null)
  }
  return { targets: bakeBlocksOf(root, 'target', path), groups: bakeBlocksOf(root, 'group', path), variables }
}

function bakeBlocksOf(root: Value, type: string, path: string): BakeBlock[] {
  return blocksOf(root, type).map(([name, value]) => {
    const attributes = [...fieldsOf(value)].map(([key, one]) => [key, expressionOf(one)] as const)
    return { name, attributes: new Map(attributes), line: value.line, path }
  })
}

/** Blocks of a kind by their labels: a map of them, or a list of such maps. */
function blocksOf(root: Value, type: string): [string, Value][] {
  const value = fieldOf(root, type)
  const maps = Array.isArray(value?.is) ? itemsOf(value) : value ? [value] : []
  return maps.flatMap((map) => [...fieldsOf(map)])
}

function expressionOf({ is, raw, line }: Value): Expression {
  if (typeof is === 'string') return parseTemplate(is)
  if (Array.isArray(is)) return { kind: 'list', items: (is as Value[]).map(expressionOf), raw }
  if (is instanceof Map) {
    const entries = [...(is as ReadonlyMap<string, Value>)].map(([key, value]) => ({
      key: parseTemplate(key),
      value: expressionOf(value),
      line: value.line,
    }))
    return { kind: 'object', entries, raw }
  }
  if (is === null || typeof is === 'number' || typeof is === 'boolean') return { kind: 'literal', value: is, raw }
  return { kind: 'unknown', raw: `line ${line}` }
}
