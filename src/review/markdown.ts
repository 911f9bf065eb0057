import { printable } from '../text/printable.ts'

/*
 * Texts of unknown origin as Markdown. What a pull request says (and a Dockerfile, a path or a variable is what it says)
 * stands in fences, in code spans or in prose of which every active character is taken away. GitHub turns mentions,
 * references and addresses into links after it has read the Markdown, so that a backslash does not stop them; an invisible
 * space does (renovatebot/renovate does the same with release notes).
 */

const space = '&#8203;'

/**
 * A message as a paragraph. Words between backticks become code, everything else is shown as it stands: no emphasis, no
 * HTML, no link, no mention, no formula.
 *
 * @param linked whether an `https` address may be a link; none is without it
 */
export function prose(text: string, linked: (address: string) => boolean = () => false): string {
  return marked(text, inlineCode, (part, first) => inert(part, first, linked))
}

/** Puts a message together from its code and the words between. */
function marked(text: string, code: (part: string) => string, words: (part: string, first: boolean) => string): string {
  const parts = text.replace(/\s+/g, ' ').trim().split('`')
  // An odd backtick at the end opens nothing.
  const last = parts.length % 2 === 0 ? parts.splice(-2).join('`') : parts.pop()
  return [...parts, last as string]
    .map((part, index) => {
      if (index % 2 === 1) return code(part)
      // Two spans that touch would be read as one.
      return part === '' && index > 0 && index < parts.length ? space : words(part, index === 0)
    })
    .join('')
}

const address = /https:\/\/[A-Za-z0-9._~\-/?=&%#+]*[A-Za-z0-9/]/g

function inert(text: string, first: boolean, linked: (address: string) => boolean): string {
  let result = ''
  let at = 0
  for (const found of text.matchAll(address)) {
    if (!linked(found[0])) continue
    result += `${escaped(text.slice(at, found.index), first && at === 0)}<${found[0]}>`
    at = found.index + found[0].length
  }
  return result + escaped(text.slice(at), first && at === 0)
}

function escaped(text: string, first: boolean): string {
  const plain = printable(text)
    .replaceAll('&', '&amp;')
    // By number, so that none of them stands next to a code span.
    .replaceAll('\\', '&#92;')
    .replaceAll('`', '&#96;')
    .replace(/[*_[\]~|]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@|(?<!&)#/g, `$&${space}`)
    .replace(/(GH-)(?=\d)/gi, `$1${space}`)
    .replace(/:\/\//g, `:${space}//`)
    .replace(/(www)\./gi, `$1${space}.`)
    // Between dollar signs GitHub sets formulas; this is its own way to write one that is none
    // (https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions).
    .replace(/\$/g, '<span>$</span>')
  if (!first) return plain
  return plain.replace(/^[-+=]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2')
}

/** A text as a code span, on one line and printable. An empty one says so. */
export function inlineCode(text: string): string {
  const shown = printable(text)
  if (shown.trim() === '') return shown === '' ? '(nothing)' : `\` ${shown} \``
  const fence = '`'.repeat(longestRun(shown, /`+/g) + 1)
  // One space on both sides is taken away again by the reader, and is needed next to a backtick.
  const pad = /^[ `]|[ `]$/.test(shown) ? ' ' : ''
  return fence + pad + shown + pad + fence
}

/**
 * The same for a cell of a table. A bar is part of the cell when a backslash stands in front of it; backslashes of the text
 * before it must come in pairs, or they would take that one away (https://github.github.com/gfm/#tables-extension-).
 */
export function cellCode(text: string): string {
  return inlineCode(text).replace(
    /(\\*)\|/g,
    (_, before: string) => `${before}${before.length % 2 === 1 ? '\\' : ''}\\|`,
  )
}

/** A paragraph for a cell of a table. */
export const cellProse = (text: string): string =>
  marked(text, cellCode, (part) => escaped(part, false).replaceAll('\\|', '&#124;'))

/**
 * Lines as a fenced block that none of them can close: the fence is longer than every run of backticks or tildes in them.
 * The lines are written as they are; make them printable first where they need not be exact.
 */
export function fenced(lines: readonly string[], info: string): string {
  const longest = lines.reduce((most, line) => Math.max(most, longestRun(line, /`+|~+/g)), 2)
  const fence = '`'.repeat(longest + 1)
  return [fence + info, ...lines, fence].join('\n')
}

/** A link to a place. The words must be Markdown already. */
export function link(words: string, target: string): string {
  return `[${words}](<${target.replace(/[<>\s\\]/g, encodeURIComponent)}>)`
}

function longestRun(text: string, pattern: RegExp): number {
  let longest = 0
  for (const [run] of text.matchAll(pattern)) longest = Math.max(longest, run.length)
  return longest
}
