import { type Data, evaluate, type Scope, textOfData } from '../hcl/evaluate.ts'
import type { Expression } from '../hcl/syntax.ts'
import type { BakeBlock, BakeFile } from './bake-file.ts'
import type { GivenArgument } from './build.ts'
import type { Said } from './describe.ts'

/** A target with what it inherits, its expressions evaluated. */
export interface BakeTarget {
  readonly texts: ReadonlyMap<string, Said>
  readonly args: ReadonlyMap<string, GivenArgument>
  readonly contexts: ReadonlyMap<string, Said>
  readonly path: string
  readonly line: number
}

/** What is told of a target alone. */
interface OwnTarget extends BakeTarget {
  readonly inherits: readonly string[]
}

const TEXTS = ['context', 'dockerfile', 'dockerfile-inline', 'target']
/** A matrix has no more targets than these, nor has a chain of targets that inherit. */
const MOST_TARGETS = 500
const DEEPEST = 30

/**
 * The targets of files that are read together, by their names: those that a group names, and those that no other inherits.
 * One that only others inherit and that says neither context nor Dockerfile is built by nobody.
 */
export function targetsOf(files: readonly BakeFile[]): Map<string, BakeTarget> {
  const scope = scopeOf(files)
  const own = new Map<string, OwnTarget>()
  const parts = new Map<string, string[]>()
  for (const block of files.flatMap(({ targets }) => targets)) {
    for (const [name, target] of expand(block, scope)) {
      if (own.size > MOST_TARGETS) return new Map()
      own.set(name, merge(own.get(name), target))
      parts.set(block.name, [...(parts.get(block.name) ?? []), name])
    }
  }
  const grouped = new Set<string>()
  for (const { attributes } of files.flatMap(({ groups }) => groups)) {
    for (const name of namesOf(attributes.get('targets'), scope)) {
      for (const part of parts.get(name) ?? [name]) grouped.add(part)
    }
  }
  const inherited = new Set([...own.values()].flatMap(({ inherits }) => inherits))
  const heirs = new Heirs(own)
  const targets = new Map<string, BakeTarget>()
  for (const [name, target] of own) {
    const abstract = inherited.has(name) && !grouped.has(name) && !TEXTS.some((text) => target.texts.has(text))
    const whole = abstract ? null : heirs.whole(name)
    if (whole) targets.set(name, whole)
  }
  return targets
}

/** Targets over those that they inherit: the first of these lowest, themselves above all. */
class Heirs {
  readonly #all: ReadonlyMap<string, OwnTarget>
  readonly #done = new Map<string, OwnTarget | null>()

  constructor(all: ReadonlyMap<string, OwnTarget>) {
    this.#all = all
  }

  /** Null while it is looked for, so that a target that inherits itself adds nothing. */
  whole(name: string, depth = 0): OwnTarget | null {
    const known = this.#done.get(name)
    const target = this.#all.get(name)
    if (known !== undefined || !target || depth > DEEPEST) return known ?? null
    this.#done.set(name, null)
    let base: OwnTarget | undefined
    for (const parent of target.inherits) {
      const one = this.whole(parent, depth + 1)
      if (one) base = merge(base, one)
    }
    const result = merge(base, target)
    this.#done.set(name, result)
    return result
  }
}

function merge(under: OwnTarget | undefined, over: OwnTarget): OwnTarget {
  if (!under) return over
  return {
    ...over,
    texts: new Map([...under.texts, ...over.texts]),
    args: new Map([...under.args, ...over.args]),
    contexts: new Map([...under.contexts, ...over.contexts]),
    inherits: over.inherits.length > 0 ? over.inherits : under.inherits,
  }
}

/** A target, or those that its matrix makes of it. https://docs.docker.com/build/bake/matrices/ */
function expand(block: BakeBlock, scope: Scope): [string, OwnTarget][] {
  const matrix = block.attributes.get('matrix')
  if (!matrix) return [[block.name, ownTarget(block, scope)]]
  const axes = evaluate(matrix, scope)
  const name = block.attributes.get('name')
  if (!(axes instanceof Map) || !name) return []
  let rows: ReadonlyMap<string, Data>[] = [new Map()]
  for (const [axis, values] of axes as ReadonlyMap<string, Data>) {
    if (!Array.isArray(values) || rows.length * values.length > MOST_TARGETS) return []
    rows = rows.flatMap((row) => (values as Data[]).map((value) => new Map([...row, [axis, value]])))
  }
  return rows.flatMap((row): [string, OwnTarget][] => {
    const inner: Scope = (variable) => (row.has(variable) ? row.get(variable) : scope(variable))
    const text = textOfData(evaluate(name, inner))
    return text === null ? [] : [[text, ownTarget(block, inner)]]
  })
}

function ownTarget({ attributes, path, line }: BakeBlock, scope: Scope): OwnTarget {
  const texts = new Map<string, Said>()
  for (const name of TEXTS) {
    const expression = attributes.get(name)
    const data = expression && evaluate(expression, scope)
    if (expression && data !== null) texts.set(name, { text: textOfData(data), raw: expression.raw })
  }
  const args = new Map<string, GivenArgument>()
  const contexts = new Map<string, Said>()
  // A null is not given at all, and hides nothing.
  for (const [name, { data, raw, line: at }] of entriesOf(attributes.get('args'), scope)) {
    if (data !== null) args.set(name, { value: textOfData(data), raw, line: at || line })
  }
  for (const [name, { data, raw }] of entriesOf(attributes.get('contexts'), scope)) {
    if (data !== null) contexts.set(name, { text: textOfData(data), raw })
  }
  return { texts, args, contexts, path, line, inherits: namesOf(attributes.get('inherits'), scope) }
}

/** The entries of an object; of one that a variable holds the values alone are known. */
function entriesOf(
  expression: Expression | undefined,
  scope: Scope,
): [string, { readonly data: Data; readonly raw: string; readonly line: number }][] {
  if (!expression) return []
  if (expression.kind !== 'object') {
    const data = evaluate(expression, scope)
    if (!(data instanceof Map)) return []
    return [...(data as ReadonlyMap<string, Data>)].map(([name, one]) => [
      name,
      { data: one, raw: expression.raw, line: 0 },
    ])
  }
  return expression.entries.flatMap(({ key, value, line }) => {
    const name = textOfData(evaluate(key, scope))
    return name === null ? [] : [[name, { data: evaluate(value, scope), raw: value.raw, line }]]
  })
}

function namesOf(expression: Expression | undefined, scope: Scope): string[] {
  const data = expression && evaluate(expression, scope)
  return Array.isArray(data) ? (data as Data[]).filter((name) => typeof name === 'string') : []
}

/** Variables have their defaults; each is evaluated once, and one that leads to itself is not known. */
function scopeOf(files: readonly BakeFile[]): Scope {
  const variables = new Map(files.flatMap((file) => [...file.variables]))
  const known = new Map<string, Data>()
  let depth = 0
  const scope: Scope = (name) => {
    if (known.has(name)) return known.get(name)
    const expression = variables.get(name)
    if (!expression || depth > DEEPEST) return undefined
    known.set(name, undefined)
    depth++
    known.set(name, evaluate(expression, scope))
    depth--
    return known.get(name)
  }
  return scope
}
