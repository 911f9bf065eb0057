import type { YamlValue } from '../../formats/yaml-lookup.ts'
import { type Known, type Lookup, Placeholders, unknown, WORKSPACE } from './known.ts'

/** Texts of a list that one shell runs one after the other, as one text. */
export function joinScripts(values: readonly YamlValue[]): { text: string; line: (line: number) => number } {
  const lines: string[] = []
  const origins: number[] = []
  for (const value of values) {
    const text = value.text?.replace(/\n$/, '').split('\n') ?? []
    for (const [index, line] of text.entries()) {
      lines.push(line)
      origins.push(value.lineInText(index + 1))
    }
  }
  return { text: lines.join('\n'), line: (line) => origins[line - 1] ?? origins.at(-1) ?? 1 }
}

/** Variables that a map sets, later maps on top. A value may name others: it is known where it names none. */
export function variablesIn(maps: readonly YamlValue[], workspace: readonly string[]): Lookup {
  const variables = new Map<string, Known>()
  for (const map of maps) {
    for (const [name, value] of map.entries) {
      // GitLab: `NAME: { value: …, description: … }`.
      const text = value.text ?? value.get('value').text
      variables.set(name, text === null ? unknown(`$${name}`) : { value: /\$/.test(text) ? null : text, raw: text })
    }
  }
  for (const name of workspace) variables.set(name, { value: WORKSPACE, raw: `$${name}` })
  return (name) => variables.get(name)
}

/** The values of a key, wherever it stands. */
export function everywhere(root: YamlValue, key: string, depth = 12): YamlValue[] {
  if (depth === 0) return []
  if (root.isList) return root.items.flatMap((item) => everywhere(item, key, depth - 1))
  return root.entries.flatMap(([name, value]) => (name === key ? [value] : everywhere(value, key, depth - 1)))
}

/** A text in which names in a form of their own are replaced by values that are known: `{{.NAME}}`, `$(name)`. */
export function masked(text: string, pattern: RegExp, lookup: Lookup): { text: string; placeholders: Placeholders } {
  const placeholders = new Placeholders()
  const read = ([written, name]: RegExpMatchArray): Known => lookup(name ?? '') ?? unknown(written as string)
  return { text: placeholders.mask(text, pattern, read), placeholders }
}

/** A word as a shell reads it back. */
export const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`
