/**
 * Characters that a terminal, a log or a reader's eye obeys instead of showing: the control characters (ESC among them),
 * line and paragraph separators, zero-width and bidirectional marks (they reorder what is shown:
 * https://trojansource.codes/), invisible tags and lone surrogates.
 */
const obeyed = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** A text of unknown origin on one line, safe to print: what would be obeyed is shown as an escape. Tabs stay when asked. */
export function printable(text: string, keep: { readonly tabs?: boolean } = {}): string {
  return text.replace(obeyed, (character) => (character === '\t' && keep.tabs ? character : escapeOf(character)))
}

/** A word of unknown origin in quotation marks, printable, and cut when it is longer than a line can bear. */
export function quoted(text: string, longest = 80): string {
  const characters = [...text]
  const cut = characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text
  return `"${printable(cut)}"`
}

function escapeOf(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\r') return '\\r'
  if (character === '\t') return '\\t'
  const code = character.codePointAt(0) as number
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`
}
