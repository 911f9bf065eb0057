import { readMarkdown } from './embedded-github/index.mjs'

/**
 * Prints a review the way its page shows it, for people who read it in a terminal.
 *
 * @typedef {{ path: string, start: number, end: number, old: string, text: string }} Edit
 */

const coloured = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR

/** @param {number} code */
const paint = (code) => (/** @type {string} */ text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text)

export const bold = paint(1)
export const dim = paint(2)
export const red = paint(31)
export const green = paint(32)

const WIDTH = 96

/** Text of a file or a comment without anything that a terminal would obey. @param {string} text */
const inert = (text) => text.replace(/(?!\t)\p{Cc}/gu, '')

/** @param {string} [line] */
export const print = (line = '') => process.stdout.write(`${line}\n`)

/** @param {string} title @param {string} [explanation] */
export function heading(title, explanation) {
  print()
  print(bold(title))
  if (explanation) for (const line of wrapped(explanation, WIDTH)) print(dim(line))
}

/** The lines of a file with their numbers. @param {string} text @param {number} [first] @param {number} [last] 1-based, inclusive. */
export function printLines(text, first = 1, last = Number.POSITIVE_INFINITY) {
  const lines = text.replace(/\n$/, '').split('\n')
  for (const [index, line] of lines.entries()) {
    const number = index + 1
    if (number >= first && number <= last) print(`${dim(`${String(number).padStart(4)} │`)} ${inert(line)}`)
  }
}

/**
 * One comment below the lines that it stands on, two lines of the file before them, its suggestion as - and + lines.
 * @param {{ path: string, start_line: number | null, line: number | null, body: string }} comment
 * @param {string} text The file. @param {Edit | null} edit What committing it would do.
 */
export function printComment({ path, start_line: start, line, body }, text, edit) {
  const last = line ?? 1
  const first = start ?? last
  print()
  print(bold(`${inert(path)}, ${first === last ? `line ${last}` : `lines ${first} to ${last}`}`))
  printLines(text, Math.max(1, first - 2), last)
  for (const block of readMarkdown(folded(body))) {
    if (block.kind !== 'code') for (const shown of prose(block.lines.join('\n'))) print(`     ${shown}`)
    else if (edit && block.info.startsWith('suggestion')) {
      for (const old of linesOf(edit.old)) print(red(`     - ${inert(old)}`))
      for (const now of linesOf(edit.text)) print(green(`     + ${inert(now)}`))
    } else for (const code of block.lines) print(dim(`       ${inert(code)}`))
  }
}

/** @param {string} body The Markdown of a review. */
export function printBody(body) {
  for (const block of readMarkdown(folded(body))) {
    if (block.kind === 'code') for (const code of block.lines) print(dim(`       ${inert(code)}`))
    else for (const line of prose(block.lines.join('\n'))) print(`     ${line}`)
  }
}

/** What folds away on the page stays folded here: only its title is shown. @param {string} markdown */
const folded = (markdown) =>
  markdown.replace(/^<details>\s*<summary>(.*?)<\/summary>[\s\S]*?^<\/details>$/gm, (_, title) => `\u25b8 ${title}`)

/** @param {string} text */
const linesOf = (text) => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/))

/** Markdown as plain lines: without HTML, links as their text. @param {string} markdown @returns {string[]} */
const prose = (markdown) =>
  markdown
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<\/?[a-z][^>\n]*>/gi, '')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .split('\n')
    .map(inert)
    .filter((line) => line.trim() !== '')
    .flatMap((line) => wrapped(line, WIDTH - 5))
    .map((line) => line.replace(/\*\*(.+?)\*\*/g, (_, strong) => bold(strong)))

/** @param {string} line @param {number} width @returns {string[]} */
function wrapped(line, width) {
  const lines = ['']
  for (const word of line.trim().split(/\s+/)) {
    const last = lines[lines.length - 1] ?? ''
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}
