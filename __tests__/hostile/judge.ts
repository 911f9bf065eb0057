import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { type DefaultTreeAdapterTypes, parse, parseFragment, serialize } from 'parse5'
import { readCommands } from '../../scripts/runner.mjs'

/** Markdown as a page, by the rules of CommonMark and of GitHub's extensions; HTML in it stays, as GitHub's renderer leaves it. */
export const pageOf = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })

/** The elements that our own texts are made of, with the attributes that they may have. */
const OURS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    'p strong em code pre ul ol li details summary h2 h3 span br hr blockquote'.split(' ').map((tag) => [tag, []]),
  ),
  ...Object.fromEntries('table thead tbody tr th td'.split(' ').map((tag) => [tag, []])),
  a: ['href'],
  code: ['class'],
  th: ['align'],
  td: ['align'],
}

/** How the text of a code block may be called. */
const LANGUAGES = /^language-(?:suggestion|diff|dockerfile|ignore|yaml|sh)$/

/** What GitHub makes live in the text of a page, when it stands in no code and in no link. */
const LIVE: readonly (readonly [string, RegExp])[] = [
  ['mentions somebody', /(?<![A-Za-z0-9_`])@[A-Za-z0-9]/],
  ['refers to something', /(?<!\w)(?:[\w.-]+\/[\w.-]+)?#\d|\bGH-\d/i],
  ['is a formula', /\$/],
  ['is an address', /(?:https?|ftp):\/\/|www\.\w/i],
  ['cannot be seen', /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u],
]

/**
 * What of a Markdown text has an effect beyond being read: empty when nothing broke out. The page is read as a browser
 * reads it.
 *
 * @param ours whether the address of a link is one that we write
 */
export function whatBrokeOut(markdown: string, ours: (address: string) => boolean): string[] {
  const html = pageOf(markdown)
  const page = parseFragment(html)
  const wrong: string[] = []
  const walk = (node: DefaultTreeAdapterTypes.Node, inCode: boolean, inLink: boolean): void => {
    if (node.nodeName === '#comment') {
      const { data } = node as DefaultTreeAdapterTypes.CommentNode
      if (!/^ layerwise[: ][a-z0-9:,= -]*$/.test(data)) wrong.push(`a comment says ${JSON.stringify(data)}`)
      return
    }
    if (node.nodeName === '#text') {
      const { value } = node as DefaultTreeAdapterTypes.TextNode
      if (inCode) {
        if (/[^\P{Cc}\n\t]/u.test(value)) wrong.push(`code holds ${JSON.stringify(value)}`)
        return
      }
      const shown = value.replace(/\n/g, ' ')
      for (const [does, pattern] of LIVE)
        if (pattern.test(shown) && !(inLink && does === 'is an address'))
          wrong.push(`a text ${does}: ${JSON.stringify(shown)}`)
      return
    }
    const { tagName: tag, attrs = [], childNodes } = node as DefaultTreeAdapterTypes.Element
    if (tag !== undefined) {
      const allowed = Object.hasOwn(OURS, tag) ? OURS[tag] : null
      if (!allowed) wrong.push(`<${tag}>`)
      for (const { name, value } of attrs) {
        if (!allowed?.includes(name)) wrong.push(`<${tag} ${name}>`)
        if (name === 'href' && !ours(value)) wrong.push(`a link to ${value}`)
        if (name === 'class' && !LANGUAGES.test(value)) wrong.push(`a block of ${value}`)
      }
    }
    // GitHub's own way to write a dollar sign that begins no formula.
    const only = childNodes?.[0]
    if (tag === 'span' && only?.nodeName === '#text' && (only as DefaultTreeAdapterTypes.TextNode).value === '$') return
    for (const child of childNodes ?? []) walk(child, inCode || tag === 'code' || tag === 'pre', inLink || tag === 'a')
  }
  walk(page, false, false)
  // A tag that closes what it did not open is dropped by a browser: then what follows stands somewhere else.
  const tags = (text: string) =>
    (text.match(/<\/?[a-z][a-z0-9]*/gi) ?? []).filter((one) => !/^<\/?(?:br|hr)$/.test(one))
  if (tags(html).join(' ') !== tags(serialize(page)).join(' ')) wrong.push('tags that do not belong to each other')
  return wrong
}

/** The elements of the page of an audit, with the attributes that they may have. */
const OF_PAGE: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    'head body title style header main h1 p thead tbody tr td summary details legend ol ul div pre code del ins strong'
      .split(' ')
      .map((tag) => [tag, ['class']]),
  ),
  ...{
    html: ['lang'],
    meta: ['charset', 'name', 'content', 'http-equiv'],
    a: ['href', 'rel', 'class'],
    h2: ['id'],
    h3: [],
    pre: ['tabindex'],
    table: [],
  },
  ...{ th: ['scope'], fieldset: ['hidden'], label: [], li: ['class'], span: ['class'] },
  input: ['type', 'id', 'checked', 'autocomplete'],
}

/** The same for a page of HTML as a whole: an element, an attribute or a link that is none of ours. */
export function whatBrokeOutOfPage(html: string, ours: (address: string) => boolean): string[] {
  const wrong: string[] = []
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if (node.nodeName === '#comment') wrong.push('a comment')
    const { tagName: tag, attrs = [], childNodes } = node as DefaultTreeAdapterTypes.Element
    if (tag !== undefined) {
      const allowed = Object.hasOwn(OF_PAGE, tag) ? OF_PAGE[tag] : null
      if (!allowed) wrong.push(`<${tag}>`)
      for (const { name, value } of attrs) {
        if (!allowed?.includes(name)) wrong.push(`<${tag} ${name}>`)
        if (name === 'href' && !value.startsWith('#') && !(value.startsWith('https://') && ours(value)))
          wrong.push(`a link to ${value}`)
        if (name === 'http-equiv' && value !== 'Content-Security-Policy') wrong.push(`a header ${value}`)
      }
    }
    for (const child of childNodes ?? []) walk(child)
  }
  const page = parse(html)
  walk(page)
  const tags = (text: string) => text.match(/<\/?[a-z][a-z0-9]*/gi) ?? []
  if (tags(html).join(' ') !== tags(serialize(page)).join(' ')) wrong.push('tags that do not belong to each other')
  return [...wrong, ...whatTerminalObeys(html)]
}

/** What a runner obeys in a log that should hold none of its commands, and what a terminal obeys. */
export function whatLogObeys(log: string): string[] {
  const commands = readCommands(log).map(({ command }) => `the runner obeys ${command}`)
  return [...commands, ...whatTerminalObeys(log)]
}

/** Characters that a terminal obeys or that turn what is read around; line ends and tabs are none. */
export function whatTerminalObeys(text: string): string[] {
  const found = text.match(/[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/gu) ?? []
  return [...new Set(found)].map(
    (one) => `the terminal obeys ${JSON.stringify(one)} (${one.codePointAt(0)?.toString(16)})`,
  )
}
