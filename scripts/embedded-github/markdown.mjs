/**
 * Reads the text of a comment the way GitHub renders it: which lines are code, which are HTML, which are prose. Enough
 * of CommonMark to tell what stands inside a fence and what has broken out of one (https://spec.commonmark.org/0.31.2/).
 *
 * @typedef {{ kind: 'code', info: string, lines: string[] }} Code `info` is what follows the fence, empty for indented code.
 * @typedef {{ kind: 'html', lines: string[] }} Html
 * @typedef {{ kind: 'prose', lines: string[] }} Prose
 * @typedef {Code | Html | Prose} Block
 */

const BLOCK_TAGS =
  'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul'

/** How an HTML block starts, and the line on which it ends (null: before the next empty line). */
const HTML = [
  { starts: /^ {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)/i, ends: /<\/(?:script|pre|style|textarea)>/i },
  { starts: /^ {0,3}<!--/, ends: /-->/ },
  { starts: /^ {0,3}<\?/, ends: /\?>/ },
  { starts: /^ {0,3}<!\[CDATA\[/, ends: /\]\]>/ },
  { starts: /^ {0,3}<![a-z]/i, ends: />/ },
  { starts: new RegExp(`^ {0,3}</?(?:${BLOCK_TAGS.replaceAll(' ', '|')})(?:\\s|/?>|$)`, 'i'), ends: null },
]

/** A tag alone on its line; it cannot interrupt a paragraph. */
const LONE_TAG =
  /^ {0,3}<\/?[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?>\s*$/i

/** @param {string} text @returns {Block[]} */
export function readMarkdown(text) {
  const lines = text.split(/\r\n|\r|\n/)
  /** @type {Block[]} */
  const blocks = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const last = blocks[blocks.length - 1]
    const inParagraph = last?.kind === 'prose' && (last.lines[last.lines.length - 1] ?? '').trim() !== ''
    const fence = /^( {0,3})(`{3,}|~{3,})(.*)$/.exec(line)
    if (fence && !(fence[2]?.startsWith('`') && fence[3]?.includes('`'))) {
      const [, indent = '', sign = '', info = ''] = fence
      const closing = new RegExp(`^ {0,3}${sign.charAt(0)}{${sign.length},}[ \\t]*$`)
      let end = at + 1
      while (end < lines.length && !closing.test(lines[end] ?? '')) end++
      const inside = lines.slice(at + 1, end).map((one) => one.replace(new RegExp(`^ {0,${indent.length}}`), ''))
      blocks.push({ kind: 'code', info: info.trim(), lines: inside })
      at = end + 1
      continue
    }
    const html =
      HTML.find(({ starts }) => starts.test(line)) ?? (!inParagraph && LONE_TAG.test(line) ? { ends: null } : null)
    if (html) {
      let end = at
      if (html.ends) while (end < lines.length && !html.ends.test(lines[end] ?? '')) end++
      else while (end + 1 < lines.length && (lines[end + 1] ?? '').trim() !== '') end++
      blocks.push({ kind: 'html', lines: lines.slice(at, end + 1) })
      at = end + 1
      continue
    }
    if (!inParagraph && /^(?: {4}| {0,3}\t)\s*\S/.test(line)) {
      blocks.push({ kind: 'code', info: '', lines: [line.replace(/^(?: {4}| {0,3}\t)/, '')] })
      at++
      continue
    }
    if (last?.kind === 'prose') last.lines.push(line)
    else blocks.push({ kind: 'prose', lines: [line] })
    at++
  }
  return blocks
}

/** The suggestion blocks of a comment, each as its lines. An empty one takes lines away. @param {string} text @returns {string[][]} */
export const suggestionsIn = (text) =>
  readMarkdown(text).flatMap((block) =>
    block.kind === 'code' && block.info.split(/\s/)[0] === 'suggestion' ? [block.lines] : [],
  )

/**
 * What of a comment is live: prose and HTML without code and without HTML comments. A mention, an image or a tag in
 * here has an effect; a mention behind a backslash or as a character reference still has one.
 * @param {string} text
 */
export function liveText(text) {
  return readMarkdown(text)
    .flatMap((block) => {
      if (block.kind === 'code') return []
      const joined = block.lines.join('\n')
      const shown = block.kind === 'html' ? joined : withoutCodeSpans(joined)
      return [shown.replace(/<!--[\s\S]*?-->/g, '')]
    })
    .join('\n')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    .replace(/&#(?:x0*40|0*64);|&commat;/gi, '@')
}

/** @param {string} text */
function withoutCodeSpans(text) {
  let rest = text
  let kept = ''
  for (;;) {
    const open = /(?<![\\`])`+(?!`)/.exec(rest)
    if (!open) return kept + rest
    const after = rest.slice(open.index + open[0].length)
    const close = new RegExp(`(?<!\`)${open[0]}(?!\`)`).exec(after)
    // A span ends with its paragraph.
    if (!close || /\n[ \t]*\n/.test(after.slice(0, close.index))) {
      kept += rest.slice(0, open.index + open[0].length)
      rest = after
      continue
    }
    kept += `${rest.slice(0, open.index)} `
    rest = after.slice(close.index + close[0].length)
  }
}
