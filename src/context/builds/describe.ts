import { fieldsOf, itemsOf, textOf, type Value } from '../../formats/value.ts'
import { joinInside } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, ContextSource, GivenArgument } from './build.ts'

/** A text of a file; `text` is null where a variable decides it. */
export interface Said {
  readonly text: string | null
  readonly raw: string
}

/**
 * Where a context lies that is given as a path or an address. Which repository an address names cannot be known.
 * https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerui/context.go
 *
 * @param folder the folder that paths are relative to
 */
export function sourceOf(folder: string, { text, raw }: Said): ContextSource {
  if (text === null) return { kind: 'unknown', why: `${raw.slice(0, 100)} cannot be told` }
  if (/:\/\/|^(?:git@|github\.com\/|service:|target:|oci-layout:)/.test(text)) return { kind: 'elsewhere' }
  if (/^(?:\/|~|[a-z]:[\\/])/i.test(text)) return { kind: 'elsewhere' }
  if (text.includes('\\')) return { kind: 'unknown', why: `${text} is a path of Windows` }
  const inside = joinInside(folder, text)
  return inside === null ? { kind: 'elsewhere' } : { kind: 'folder', folder: inside }
}

/** The stage that is built: an empty name is that of the last one, as none at all. */
export const stageOf = (said: Said | null | undefined): Build['target'] =>
  said ? (said.text === null ? undefined : said.text || null) : null

/**
 * The Dockerfile of a context; null where it is none of this repository. Of a context that is not known, the one file that
 * ends in that path.
 */
export function dockerfileIn(tree: Tree, context: ContextSource, { text }: Said): string | null {
  if (text === null || /^(?:\/|~)|:\/\/|\\/.test(text)) return null
  if (context.kind === 'folder') {
    const path = joinInside(context.folder, text)
    return path === '.' ? null : path
  }
  const path = context.kind === 'unknown' ? joinInside('.', text) : null
  if (path === null || path === '.') return null
  const [only, ...others] = tree.named(path)
  return others.length === 0 ? (only ?? null) : null
}

/** Build arguments from a map, or from a list of `NAME=value`. A name alone takes its value from the environment. */
export function argumentsOf(value: Value | undefined, read: (value: Value) => string | null = textOf): Build['args'] {
  const args = new Map<string, GivenArgument>()
  for (const [name, one] of fieldsOf(value)) args.set(name, { value: read(one), raw: one.raw, line: one.line })
  for (const item of itemsOf(value)) {
    const [, name, raw] = /^([^=]+)(?:=(.*))?$/s.exec(textOf(item) ?? '') ?? []
    if (name === undefined) continue
    args.set(name, {
      value: raw === undefined ? null : read({ ...item, is: raw, raw }),
      raw: raw ?? '',
      line: item.line,
    })
  }
  return args
}
