/** A table of a file, or an object: its keys are the author's, so that none is looked up by way of a prototype. */
export type Table = Readonly<Record<string, unknown>>

/** Whether a value is one: neither a list nor a date. */
export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

/** What lies at a path of keys; undefined where nothing does. */
export function valueAt(table: unknown, ...keys: readonly string[]): unknown {
  let value = table
  for (const key of keys) value = isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return value
}

/** A table inside; an empty one where there is none. */
export function tableAt(table: unknown, ...keys: readonly string[]): Table {
  const value = valueAt(table, ...keys)
  return isTable(value) ? value : {}
}

/** All texts of a value, however deep, in their order. */
export const textsOf = (value: unknown): string[] =>
  [...valuesIn(value)].flatMap(([, one]) => (typeof one === 'string' ? [one] : []))

/** Every key of a table, however deep. */
export const keysOf = (table: Table): string[] => [...valuesIn(table)].flatMap(([key]) => (key === null ? [] : [key]))

/** A value and all in it, each with its key: null for what has none, as the items of lists. */
function* valuesIn(value: unknown): Generator<readonly [key: string | null, value: unknown]> {
  const open: (readonly [string | null, unknown])[] = [[null, value]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next
    const [, inner] = next
    if (Array.isArray(inner)) for (const item of inner.toReversed()) open.push([null, item])
    else if (isTable(inner)) for (const entry of Object.entries(inner).reverse()) open.push(entry)
  }
}

/** Whether values lie deeper in each other than a level. */
export function isDeeper(value: unknown, level: number): boolean {
  const open: (readonly [unknown, number])[] = [[value, 0]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [inner, depth] = next
    if (typeof inner !== 'object' || inner === null) continue
    if (depth > level) return true
    for (const item of Object.values(inner)) open.push([item, depth + 1])
  }
  return false
}
