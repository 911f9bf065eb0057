import { suggestionsIn } from './markdown.mjs'

/**
 * Commits the suggestions of comments to the head branch, by the rules of GitHub's "Commit suggestion" button. The
 * reasons of a refusal are the texts that its page shows.
 *
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 * @typedef {import('./review-comment.mjs').ReviewComment} ReviewComment
 */

export class SuggestionRefused extends Error {
  /** @param {string} reason @param {ReviewComment} comment */
  constructor(reason, comment) {
    super(`${comment.anchor.path}:${comment.anchor.line}: ${reason}`)
    this.reason = reason
    this.comment = comment
  }
}

/** The lines of a file, each with its line end. @param {string} text @returns {string[]} */
const linesOf = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** @param {string} line */
const endOf = (line) => /\r?\n$/.exec(line)?.[0] ?? ''

/**
 * What a comment's suggestion would do to the file as it is now: the replaced lines (1-based, inclusive) and the new
 * text, with the file's own line ends. Throws {@link SuggestionRefused}.
 * @param {PullRequest} pull @param {ReviewComment} comment @param {number} [which] For a comment with several blocks.
 */
export function suggestedEdit(pull, comment, which = 0) {
  /** @param {string} reason */
  const refuse = (reason) => new SuggestionRefused(reason, comment)
  const { anchor, commitId } = comment
  const replacement = suggestionsIn(comment.body)[which]
  if (!replacement) throw refuse('There is no suggestion in this comment.')
  if (pull.state !== 'open') throw refuse('Suggestions cannot be applied while the pull request is closed.')
  if (!pull.visibleComments.includes(comment)) throw refuse('Suggestions cannot be applied from pending reviews.')
  if (comment.resolved) throw refuse('This suggestion has been applied or marked resolved.')
  if (anchor.line === null || anchor.side === 'LEFT' || anchor.startSide === 'LEFT')
    throw refuse('Applying suggestions on deleted lines is currently not supported.')
  const place = comment.place()
  if (!place || place.line === null) throw refuse('Outdated suggestions cannot be applied.')
  const end = place.line
  const start = place.startLine ?? end
  // A deleted line between the first and the last row cannot be replaced: parkerbxyz/suggest-changes#50.
  const whole = [
    { commit: commitId, from: anchor.startLine ?? anchor.line, to: anchor.line },
    { commit: pull.headSha, from: start, to: end },
  ]
  for (const { commit, from, to } of whole) {
    const rows = pull.change(anchor.path, commit)?.rows ?? []
    const first = rows.findIndex(({ right }) => right === from)
    const last = rows.findIndex(({ right }) => right === to)
    if (rows.slice(first, last).some(({ type }) => type === '-'))
      throw refuse('Applying suggestions on deleted lines is currently not supported.')
  }
  const lines = linesOf(pull.git.file(pull.headSha, anchor.path)?.toString() ?? '')
  const old = lines.slice(start - 1, end)
  const inner = endOf(old[0] ?? '') || endOf(lines[0] ?? '') || '\n'
  const outer = endOf(old[old.length - 1] ?? '')
  const text = replacement.map((line, index) => line + (index === replacement.length - 1 ? outer : inner)).join('')
  if (text === old.join('')) throw refuse('This suggestion is invalid because no changes were made to the code.')
  return { path: anchor.path, start, end, old: old.join(''), text }
}

/**
 * Commits one or several suggestions as one commit.
 * @param {PullRequest} pull @param {ReviewComment[]} comments
 * @param {{ author?: string, message?: string }} [options] `author` is who clicks, the pull request's author when left out.
 * @returns {{ sha: string, message: string, paths: string[] }}
 */
export function commitSuggestions(pull, comments, { author = pull.author, message } = {}) {
  const edits = comments.map((comment) => ({ comment, ...suggestedEdit(pull, comment) }))
  for (const edit of edits) {
    const other = edits.find((o) => o !== edit && o.path === edit.path && o.start <= edit.end && edit.start <= o.end)
    if (other) throw new SuggestionRefused('Only one suggestion per line can be applied in a batch.', edit.comment)
  }
  const head = pull.head.repository
  const [one] = edits
  if (!one) throw new Error('There are no suggestions to commit.')
  if (!head)
    throw new SuggestionRefused('Suggestion cannot be applied right now. Please check back later.', one.comment)
  /** @type {import('./git.mjs').Files} */
  const files = {}
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const entry = /** @type {import('./git.mjs').Entry} */ (pull.git.entry(pull.headSha, path))
    const lines = linesOf(pull.git.blob(entry.sha).toString())
    const here = edits.filter((edit) => edit.path === path).sort((a, b) => b.start - a.start)
    for (const { start, end, text } of here) lines.splice(start - 1, end - start + 1, text)
    files[path] = { content: lines.join(''), mode: /** @type {import('./git.mjs').Mode} */ (entry.mode) }
  }
  const subject = message ?? (edits.length === 1 ? `Update ${one.path}` : 'Apply suggestions from code review')
  const thanks = [...new Set(comments.map((comment) => comment.author))]
    .filter((login) => login !== author)
    .map((login) => pull.repository.github.identity(login))
    .map(({ name, email }) => `Co-authored-by: ${name} <${email}>`)
  const whole = thanks.length === 0 ? subject : `${subject}\n\n${thanks.join('\n')}`
  const sha = head.commit({ branch: pull.head.ref, files, message: whole, author })
  for (const comment of comments) comment.thread.resolvedBy = author
  return { sha, message: whole, paths: Object.keys(files) }
}
