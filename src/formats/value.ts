/** A value of a file, and where it stands. */
export interface Value {
  /** Undefined for what is there and cannot be told. */
  readonly is: string | number | boolean | null | undefined | readonly Value[] | ReadonlyMap<string, Value>
  /** As written; empty for lists and maps. */
  readonly raw: string
  /** 1-based: that of its key, where it has one. */
  readonly line: number
  /** A YAML tag such as `!reset`. */
  readonly tag?: string
}

const NOTHING: ReadonlyMap<string, Value> = new Map()

export const fieldsOf = (value: Value | undefined): ReadonlyMap<string, Value> =>
  value?.is instanceof Map ? value.is : NOTHING
export const itemsOf = (value: Value | undefined): readonly Value[] => (Array.isArray(value?.is) ? value.is : [])

/** What is found below some keys, one in the other. */
export function fieldOf(value: Value | undefined, ...keys: readonly string[]): Value | undefined {
  let found = value
  for (const key of keys) found = fieldsOf(found).get(key)
  return found
}

/** A value as a text; null where it is none, or one that tools would write in different ways. */
export function textOf(value: Value | undefined): string | null {
  const is = value?.is
  if (typeof is === 'string') return is
  if (typeof is === 'boolean') return String(is)
  if (typeof is !== 'number' || !Number.isFinite(is)) return null
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/.test(value?.raw ?? '') ? String(is) : null
}
