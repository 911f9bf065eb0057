import { parse } from 'smol-toml'
import { DEEPEST, LARGEST } from './limits.ts'
import { isDeeper, type Table } from './tables.ts'

/** A TOML file, from anybody's hand; null for what is none, or nothing that a person writes. */
export function parseToml(text: string): Table | null {
  if (text.length > LARGEST) return null
  try {
    const table = parse(text.replace(/^\uFEFF/, ''), { maxDepth: DEEPEST })
    // The library's limit is not meant for keys with dots, each of which is a level.
    return isDeeper(table, DEEPEST) ? null : table
  } catch {
    return null
  }
}
