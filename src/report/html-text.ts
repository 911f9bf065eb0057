import { managers } from '../managers/registry.ts'
import { printable } from '../text/printable.ts'

/*
 * Texts of unknown origin in HTML. They stand between tags or in attributes between quotation marks, and nowhere else, with
 * every character that could end either written as a reference.
 */

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as it may stand in an element or between quotation marks: printable, and nothing in it is HTML. */
export function escaped(text: string, keep: { readonly tabs?: boolean } = {}): string {
  return printable(text, keep).replace(/[&<>"']/g, (character) => references[character] as string)
}

export const code = (text: string): string => `<code>${escaped(text)}</code>`

/** @param content HTML already */
export function element(tag: string, content: string, className = ''): string {
  return `<${tag}${className && ` class="${className}"`}>${content}</${tag}>`
}

/**
 * A link, or only its words where there is no address, or one that is not `https`.
 *
 * @param words HTML already
 */
export function link(words: string, address: string | null): string {
  if (address === null || !/^https:\/\/[^\s"'<>\\]+$/.test(address)) return words
  return `<a href="${escaped(address)}" rel="noreferrer">${words}</a>`
}

/** A message: words between backticks become code, addresses of documentation links, everything else is shown as it stands. */
export function message(text: string): string {
  const parts = text.replace(/\s+/g, ' ').trim().split('`')
  // An odd backtick at the end opens nothing.
  const last = parts.length % 2 === 0 ? parts.splice(-2).join('`') : (parts.pop() as string)
  return [...parts, last].map((part, index) => (index % 2 === 1 ? code(part) : prose(part))).join('')
}

/** What a help names in order to be read: Docker’s manual and the tools’ own pages. Other addresses are shown as text. */
const isDocumentation = (address: string): boolean =>
  /^https:\/\/docs\.docker\.com\/[A-Za-z0-9._~\-/?=&%#+]*$/.test(address) ||
  managers.some(({ docs }) => docs === address)

function prose(text: string): string {
  return text
    .split(/(https:\/\/\S+)/)
    .map((part) => (isDocumentation(part) ? link(escaped(part), part) : escaped(part)))
    .join('')
}
