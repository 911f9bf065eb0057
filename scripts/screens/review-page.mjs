import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/**
 * A review the way GitHub shows it: its own Markdown, its own style sheet, the lines above each comment, and a suggestion
 * as a change. No more of the page than it takes to judge what we write.
 *
 * @typedef {{ path: string, start_line: number | null, line: number | null, body: string }} Comment
 */

const style = readFileSync(createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'), 'utf8')

const OWN = `
:root { color-scheme: light dark; --line: #d1d9e0; --page: #fff; --head: #f6f8fa; --text: #1f2328; --quiet: #59636e; --added: #dafbe1; --gone: #ffebe9; --avatar: #0969da }
@media (prefers-color-scheme: dark) { :root { --line: #3d444d; --page: #0d1117; --head: #151b23; --text: #f0f6fc; --quiet: #9198a1; --added: #12261e; --gone: #25171c; --avatar: #4493f8 } }
body { margin: 0; padding: 20px; background: var(--page); font: 14px/1.5 -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, 'DejaVu Sans', sans-serif }
.box { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 16px; overflow: hidden; background: var(--page) }
.head { background: var(--head); border-bottom: 1px solid var(--line); padding: 8px 12px; color: var(--quiet) }
.who b { color: var(--text) }
.path { font: 12px/20px ui-monospace, 'DejaVu Sans Mono', monospace }
.body { padding: 12px 16px }
.markdown-body { font-size: 14px }
table.code { border-collapse: collapse; width: 100%; font: 12px/20px ui-monospace, 'DejaVu Sans Mono', monospace }
table.code td { padding: 0 10px; white-space: pre }
table.code td:first-child { width: 1%; text-align: right; color: var(--quiet); user-select: none }
tr.added td { background: var(--added) } tr.gone td { background: var(--gone) }
.code { color: var(--text) }
.comment { border-top: 1px solid var(--line); padding: 12px 16px }
.who { display: flex; gap: 8px; align-items: center; margin-bottom: 8px; color: var(--quiet) }
.avatar { width: 24px; height: 24px; border-radius: 50%; background: var(--avatar); color: #fff; font-weight: 600; text-align: center; line-height: 24px }
.bot { border: 1px solid var(--line); border-radius: 12px; padding: 0 7px; font-size: 12px }
.markdown-body .suggested { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 16px; overflow: hidden }
.suggested .title { padding: 6px 12px; background: var(--head); border-bottom: 1px solid var(--line); font-weight: 600; font-size: 12px }
.markdown-body .suggested table, .markdown-body .suggested tr, .markdown-body .suggested td { border: 0; margin: 0 }
.markdown-body .suggested table { display: table; width: 100% }
.markdown-body .suggested tr.added td { background: var(--added) } .markdown-body .suggested tr.gone td { background: var(--gone) }
.markdown-body .suggested td { padding: 0 10px }
.button { padding: 8px 12px; border-top: 1px solid var(--line); text-align: right }
.button span { border: 1px solid var(--line); border-radius: 6px; background: var(--head); padding: 3px 12px; font-size: 12px; font-weight: 500 }
`

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** @param {string} markdown */
const rendered = (markdown) =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })

/** @param {string} kind @param {number | string} number @param {string} text */
const row = (kind, number, text) => `<tr class="${kind}"><td>${number}</td><td>${escaped(text)}</td></tr>`

/** @param {string} html @param {readonly string[]} old The lines that the suggestion takes the place of. @param {number} first */
function withSuggestion(html, old, first) {
  const block = /<pre><code class="language-suggestion">([\s\S]*?)<\/code><\/pre>/g
  return html.replace(block, (_, inside) => {
    const lines = inside === '' ? [] : inside.replace(/\n$/, '').split('\n')
    const gone = old.map((line, index) => row('gone', first + index, line))
    const added = lines.map(
      (/** @type {string} */ line, /** @type {number} */ index) =>
        `<tr class="added"><td>${first + index}</td><td>${line}</td></tr>`,
    )
    const table = `<table class="code"><tbody>${[...gone, ...added].join('')}</tbody></table>`
    return `<div class="suggested"><div class="title">Suggested change</div>${table}<div class="button"><span>Commit suggestion</span></div></div>`
  })
}

const who =
  '<div class="who"><span class="avatar">L</span> <b>github-actions</b> <span class="bot">bot</span> left a comment</div>'

/**
 * @param {{ title: string, texts: readonly string[], comments: readonly Comment[], textOf: (path: string) => string }} review
 *   `texts` are the bodies of reviews and of the summary, without the marks.
 */
export function reviewPage({ title, texts, comments, textOf }) {
  const said = texts.map(
    (body) => `<div class="box"><div class="body">${who}<div class="markdown-body">${rendered(body)}</div></div></div>`,
  )
  const threads = comments.map(({ path, start_line: start, line, body }) => {
    const lines = textOf(path).replace(/\n$/, '').split('\n')
    const last = line ?? 1
    const first = start ?? last
    const from = Math.max(1, Math.min(first, last - 3))
    const code = lines.slice(from - 1, last).map((text, index) => row('added', from + index, `+ ${text}`))
    const html = withSuggestion(rendered(body), lines.slice(first - 1, last), first)
    const where = first === last ? `line ${last}` : `lines ${first} to ${last}`
    return `<div class="box"><div class="head"><span class="path">${escaped(path)}</span> · ${where}</div>
<div class="markdown-body"><table class="code" style="display:table;margin:0"><tbody>${code.join('')}</tbody></table></div>
<div class="comment">${who}<div class="markdown-body">${html}</div></div></div>`
  })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}${OWN}</style></head>
<body>${[...said, ...threads].join('\n')}</body></html>`
}
