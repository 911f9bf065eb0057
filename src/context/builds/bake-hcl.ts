import { parseHcl } from '../hcl/parse.ts'
import type { Body, Expression } from '../hcl/syntax.ts'
import type { BakeBlock, BakeFile } from './bake-file.ts'

/** Null where it is no HCL. */
export function readBakeHcl(path: string, text: string): BakeFile | null {
  const body = parseHcl(text)
  if (!body) return null
  const targets: BakeBlock[] = []
  const groups: BakeBlock[] = []
  const variables = new Map<string, Expression | null>(expressionsOf(body))
  for (const { type, labels, body: inner, line } of body.blocks) {
    const [name] = labels
    if (name === undefined) continue
    if (type === 'variable') variables.set(name, inner.attributes.get('default')?.expression ?? null)
    else if (type === 'target') targets.push({ name, attributes: expressionsOf(inner), line, path })
    else if (type === 'group') groups.push({ name, attributes: expressionsOf(inner), line, path })
  }
  return { targets, groups, variables }
}

const expressionsOf = ({ attributes }: Body): Map<string, Expression> =>
  new Map([...attributes].map(([name, { expression }]) => [name, expression]))
