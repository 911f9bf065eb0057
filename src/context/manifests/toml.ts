import { parse } from 'smol-toml'
import type { ImageFiles } from './reads.ts'

export type Table = Readonly<Record<string, unknown>>

/** No manifest that a person keeps is larger. Lock files are, and are not read here. */
const LARGEST = 500_000

/** @returns null for a file that is no TOML, undefined while its text is not at hand */
export function readToml(files: ImageFiles, file: string): Table | null | undefined {
  const text = files.text(file)
  if (text === undefined || text === null) return text
  if (text.length > LARGEST) return null
  try {
    return parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

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
export function textsOf(value: unknown): string[] {
  const texts: string[] = []
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string') texts.push(next)
    else if (Array.isArray(next) || isTable(next)) {
      // One by one: a list may have more items than a call may have arguments.
      for (const item of Object.values(next).reverse()) open.push(item)
    }
  }
  return texts
}
