import type { ImageReference } from './reference.ts'

/** The tag of a reference. */
export interface Tag {
  /** Lower-cased, variables as written; empty where there is none. */
  readonly text: string
  /** A variable or a digest decides which variant it is. */
  readonly open: boolean
}

export function readTag({ tag, digest }: ImageReference): Tag {
  return { text: tag?.toLowerCase() ?? '', open: tag === null ? digest !== null : tag.includes('$') }
}

export const isWindows = ({ text }: Tag): boolean => /windowsservercore|nanoserver|(?:^|-)windows/.test(text)

/** Whether a word stands in a tag between its hyphens. */
export const says = ({ text }: Tag, word: RegExp): boolean =>
  new RegExp(`(?:^|-)(?:${word.source})(?=$|[-.])`).test(text)

/** The first numbers of a tag, `3.9` of `3.9.6-alpine`; null where it begins with none or a variable stands among them. */
export function numbersOf({ text }: Tag): { readonly major: number; readonly minor: number | null } | null {
  const [, major, minor] = /^v?(\d+)(?:\.(\d+))?(?![\d$]|\.\$)/.exec(text) ?? []
  return major ? { major: Number(major), minor: minor === undefined ? null : Number(minor) } : null
}
