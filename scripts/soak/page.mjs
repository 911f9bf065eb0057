import { readMarkdown } from '../embedded-github/markdown.mjs'

/**
 * Reads a pull request as a person does: which threads there are, who resolved them, and what our account says in them
 * and in its summary. The invisible marks are not looked at.
 *
 * @typedef {import('../embedded-github/index.mjs').PullRequest} PullRequest
 * @typedef {import('../embedded-github/index.mjs').ReviewComment} ReviewComment
 * @typedef {import('./oracle.mjs').Range} Range
 * @typedef {object} Thread
 * @property {ReviewComment} root
 * @property {ReviewComment[]} replies
 * @property {boolean} ours Whether our account began it.
 * @property {boolean} resolved
 * @property {string | null} resolvedBy
 * @property {Range | null} lines Where it stands now; null when it is outdated or about the whole file.
 *
 * @typedef {object} Saying A finding, as it is said somewhere.
 * @property {'comment' | 'summary'} where
 * @property {string} path
 * @property {string} rule
 * @property {string} manager Empty when none is named.
 * @property {Thread | null} thread Null in the summary.
 */

/** @param {PullRequest} pull @param {string} us @returns {Thread[]} */
export function threadsOf(pull, us) {
  const roots = pull.visibleComments.filter(({ inReplyTo }) => inReplyTo === null)
  return roots.map((root) => {
    const place = root.place()
    return {
      root,
      replies: pull.visibleComments.filter(({ inReplyTo }) => inReplyTo === root.id),
      ours: root.author === us,
      resolved: root.resolved,
      resolvedBy: root.thread.resolvedBy,
      lines: place?.line ? { start: place.startLine ?? place.line, end: place.line } : null,
    }
  })
}

/** The first line of each finding in a comment: rule, severity, manager, places. */
const TITLE = /^\*\*([a-z0-9-]+)\*\* · (?:error|warning|info)(?: · (?!lines? \d)(.+?))?(?: · (lines? \d[^·]*))?$/
/** A finding in a list: its address, then its title, then what it says. */
const ITEM =
  /^- (?:\[)?(`+) ?(.+?) ?\1 lines? \d+(?: to \d+)?(?:\]\([^)]*\))?: \*\*([a-z0-9-]+)\*\* · (?:error|warning|info)(?: · ([^.]+?))?\. /
/** The address of a finding, alone on its line. */
const ADDRESS = /^(?:\[)?(`+) ?(.+?) ?\1 lines? \d+(?: to \d+)?(?:\]\([^)]*\))?$/

/** Everything our account says that is not taken back. @param {PullRequest} pull @param {string} us @returns {Saying[]} */
export function sayingsOn(pull, us) {
  const inThreads = threadsOf(pull, us)
    .filter(({ ours, resolved, root }) => ours && !resolved && root.minimized === null && !isTakenBack(root.body))
    .flatMap((thread) =>
      titlesIn(thread.root.body).map((title) => said('comment', thread.root.anchor.path, title, thread)),
    )
  const inSummary = summariesOn(pull, us).flatMap(({ items }) =>
    items.map(({ path, ...title }) => said('summary', path, title, null)),
  )
  return [...inThreads, ...inSummary]
}

/** Whether a comment says in its first line that it no longer holds. @param {string} body */
const isTakenBack = (body) => /^\*\*(?:Done:\*\*|Out of date:\*\* [^\n]*\ba newer comment\b)/.test(body)

/** @param {Saying['where']} where @param {string} path @param {{ rule: string, manager: string }} title @param {Thread | null} thread @returns {Saying} */
const said = (where, path, { rule, manager }, thread) => ({ where, path, rule, manager, thread })

/** @param {string} body @returns {{ rule: string, manager: string }[]} One for each place that a title names. */
function titlesIn(body) {
  return proseOf(body).flatMap((line) => {
    const found = TITLE.exec(line)
    if (!found) return []
    const [, rule = '', manager = '', places] = found
    const count = places ? (places.match(/lines? \d+/g) ?? []).length : 1
    return Array.from({ length: count }, () => ({ rule, manager: plain(manager) }))
  })
}

/** The texts of ours that list findings. @param {PullRequest} pull @param {string} us */
export function summariesOn(pull, us) {
  const bodies = [
    ...pull.reviews.filter(({ state }) => state !== 'PENDING'),
    .../** @type {{ author: string, body: string }[]} */ (pull.issueComments),
  ].filter(({ author }) => author === us)
  return bodies.map(({ body }) => ({ body, items: itemsIn(body) })).filter(({ items }) => items.length > 0)
}

/** The findings that a text lists, or holds in full below their address. @param {string} body @returns {{ path: string, rule: string, manager: string }[]} */
function itemsIn(body) {
  let path = ''
  return proseOf(body).flatMap((line) => {
    const item = ITEM.exec(line)
    if (item) return [{ path: item[2] ?? '', rule: item[3] ?? '', manager: plain(item[4] ?? '') }]
    path = ADDRESS.exec(line)?.[2] ?? path
    return titlesIn(line).map((title) => ({ path, ...title }))
  })
}

/** The lines that are neither code nor a comment. @param {string} body */
const proseOf = (body) => readMarkdown(body).flatMap((block) => (block.kind === 'code' ? [] : block.lines))

/** @param {string} text Without the backslashes of Markdown. */
const plain = (text) => text.replace(/\\(?=[!-/:-@[-`{-~])/g, '').trim()

/** The page in a few lines, for whoever looks for the reason of a broken promise. @param {PullRequest} pull @param {string} us @returns {string[]} */
export function outlineOf(pull, us) {
  /** @param {string} body */
  const short = (body) => JSON.stringify(body.split('\n')[0]?.slice(0, 70))
  const threads = threadsOf(pull, us).flatMap(({ root, replies, resolvedBy, lines }) => {
    const place = lines ? `${lines.start}-${lines.end}` : 'outdated'
    const state = resolvedBy === null ? 'open' : `resolved by ${resolvedBy}`
    const first = `comment ${root.id} by ${root.author} on ${root.anchor.path}:${place}, ${state}${root.minimized ? `, hidden as ${root.minimized}` : ''}: ${short(root.body)}`
    return [
      first,
      ...titlesIn(root.body).map(({ rule, manager }) => `  says ${rule} ${manager}`),
      ...replies.map(({ id, author, body }) => `  ${id} by ${author}: ${short(body)}`),
    ]
  })
  const items = sayingsOn(pull, us).flatMap(({ where, path, rule, manager }) =>
    where === 'summary' ? [`the summary says ${path}: ${rule} ${manager}`] : [],
  )
  const reviews = pull.reviews.flatMap(({ id, author, body, state }) =>
    body === '' ? [] : [`review ${id} by ${author}, ${state}: ${short(body)} ${/<!--.*-->/.exec(body)?.[0] ?? ''}`],
  )
  return [...threads, ...items, ...reviews]
}

/** What people wrote and did, as one text each, to be compared byte for byte. @param {PullRequest} pull @param {string} us @returns {Map<string, string>} */
export function peoplesOf(pull, us) {
  /** @type {Map<string, string>} */
  const theirs = new Map()
  /** @param {string} kind @param {{ id: number, author: string, body: string }[]} list */
  const keep = (kind, list) => {
    for (const { id, author, body } of list) if (author !== us) theirs.set(`${kind} ${id}`, body)
  }
  keep('review', pull.reviews)
  keep('comment', pull.comments)
  keep('issue comment', pull.issueComments)
  for (const { root, replies, resolved, resolvedBy, ours } of threadsOf(pull, us)) {
    if (resolved && resolvedBy !== null && resolvedBy !== us) theirs.set(`resolved thread ${root.id}`, resolvedBy)
    // Whoever answers in a thread of ours must not lose it.
    if (ours && replies.some(({ author }) => author !== us)) theirs.set(`answered thread ${root.id}`, 'is there')
    if (!ours) theirs.set(`thread ${root.id}`, resolved ? `resolved by ${resolvedBy}` : 'open')
  }
  theirs.set('pull request', JSON.stringify([pull.title, pull.body, pull.state, pull.draft, pull.merged, pull.headSha]))
  return theirs
}
