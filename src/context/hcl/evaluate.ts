import type { Expression, Operator } from './syntax.ts'

/** Undefined for what cannot be told. */
export type Data = string | number | boolean | null | undefined | readonly Data[] | ReadonlyMap<string, Data>

/** The value of a variable; undefined where it is not known. */
export type Scope = (name: string) => Data

/** Texts that are put together of texts that are put together grow without end. */
const LONGEST = 20_000

export function evaluate(expression: Expression, scope: Scope): Data {
  const { kind } = expression
  if (kind === 'literal') return expression.value
  if (kind === 'variable') return scope(expression.name)
  if (kind === 'template') return join(expression.parts.map((part) => textOfData(evaluate(part, scope))))
  if (kind === 'list') return expression.items.map((item) => evaluate(item, scope))
  if (kind === 'object') {
    const entries = new Map<string, Data>()
    for (const { key, value } of expression.entries) {
      const name = textOfData(evaluate(key, scope))
      if (name === null) return undefined
      entries.set(name, evaluate(value, scope))
    }
    return entries
  }
  if (kind === 'index') return take(evaluate(expression.of, scope), evaluate(expression.key, scope))
  if (kind === 'choice') {
    const condition = truth(evaluate(expression.condition, scope))
    return condition === undefined ? undefined : evaluate(condition ? expression.yes : expression.no, scope)
  }
  if (kind === 'comparison') {
    return compare(expression.operator, evaluate(expression.left, scope), evaluate(expression.right, scope))
  }
  if (kind === 'not') {
    const of = truth(evaluate(expression.of, scope))
    return of === undefined ? undefined : !of
  }
  return undefined
}

/** A value as a text; null where it is none, or one that can be written in different ways. */
export function textOfData(data: Data): string | null {
  if (typeof data === 'string') return data
  if (typeof data === 'boolean') return String(data)
  return typeof data === 'number' && /^-?\d{1,15}(?:\.\d{1,9})?$/.test(String(data)) ? String(data) : null
}

function join(parts: readonly (string | null)[]): string | undefined {
  if (!parts.every((part) => part !== null)) return undefined
  const length = parts.reduce((sum, part) => sum + (part?.length ?? 0), 0)
  return length > LONGEST ? undefined : parts.join('')
}

function take(of: Data, key: Data): Data {
  if (of instanceof Map && typeof key === 'string') return of.get(key)
  return Array.isArray(of) && typeof key === 'number' ? of[key] : undefined
}

const truth = (data: Data): boolean | undefined =>
  data === 'true' ? true : data === 'false' ? false : typeof data === 'boolean' ? data : undefined

function compare(operator: Operator, left: Data, right: Data): boolean | undefined {
  if (operator === '==' || operator === '!=') {
    return isSimple(left) && isSimple(right) ? (left === right) === (operator === '==') : undefined
  }
  const [one, other] = [truth(left), truth(right)]
  if (one === undefined || other === undefined) return undefined
  return operator === '&&' ? one && other : one || other
}

const isSimple = (data: Data): boolean => data === null || (data !== undefined && typeof data !== 'object')
