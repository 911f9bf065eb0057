import { type ParseError, parse as parseJsonc } from 'jsonc-parser'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import type { ImageFiles } from './reads.ts'

/** A table of a settings file, whose keys are the author's. */
export type Table = Readonly<Record<string, unknown>>

/** @returns null for a file that holds no table, undefined while its text is not at hand */
type Reader = (image: ImageFiles, file: string) => Table | null | undefined

const readerWith =
  (parse: (text: string) => unknown): Reader =>
  (image, file) => {
    const text = image.text(file)
    if (text === undefined || text === null) return text
    try {
      const value = parse(text.replace(/^\uFEFF/, ''))
      // A file without any entry says nothing.
      if (value === null || value === undefined) return {}
      return typeof value === 'object' && !Array.isArray(value) ? (value as Table) : null
    } catch {
      return null
    }
  }

// Aliases are no part of such files: without them a few lines stay a few lines.
export const readYaml = readerWith((text) => parseYaml(text, { maxAliasCount: 0, logLevel: 'error' }))
export const readToml = readerWith(parseToml)
export const readJsonc = readerWith((text) => {
  const errors: ParseError[] = []
  const value: unknown = parseJsonc(text, errors, { allowTrailingComma: true })
  if (errors.length > 0) throw new SyntaxError('no JSON')
  return value
})

/** Every key of a table, however deep. */
export function keysOf(table: Table): string[] {
  const keys: string[] = []
  const open: unknown[] = [table]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [key, inner] of Object.entries(next as Table)) {
      if (!Array.isArray(next)) keys.push(key)
      if (typeof inner === 'object' && inner !== null) open.push(inner)
    }
  }
  return keys
}
