/**
 * Where GitHub takes a comment, and where not. Everything is judged on the rows of git's own diff between the merge
 * base and the commit that is commented on.
 *
 * @typedef {import('./pull-request.mjs').PullRequest} PullRequest
 * @typedef {import('./review-comment.mjs').Anchor} Anchor
 * @typedef {import('./diff.mjs').Row} Row
 * @typedef {{ path?: unknown, line?: unknown, side?: unknown, start_line?: unknown, start_side?: unknown, position?: unknown, subject_type?: unknown }} Asked
 *
 * @typedef {{ field: string, code: 'custom' | 'invalid' | 'missing_field', says: string, sentence?: string }} Problem
 *   `says` follows "Pull request review thread" in sentences and the field's name in objects; `sentence` stands alone.
 */

/** @type {Problem} */
const NO_HUNK = { field: 'diff_hunk', code: 'missing_field', says: "diff hunk can't be blank" }
/** @type {Problem} */
const NOT_IN_DIFF = { field: 'line', code: 'custom', says: 'line must be part of the diff' }
/** @type {Problem} */
const OTHER_HUNK = {
  field: 'start_line',
  code: 'custom',
  says: 'start line must be part of the same hunk as the line.',
}
/** @type {Problem} */
const BACKWARDS = { field: 'start_line', code: 'custom', says: 'start line must precede the end line.' }
/** @type {Problem} */
const NO_PATH = { field: 'path', code: 'invalid', says: 'path is invalid', sentence: 'Path could not be resolved' }
/** Seen for files with huge differences: ReviewNB/support#13 (its wording is not known). @type {Problem} */
const TOO_LARGE = { field: 'path', code: 'invalid', says: 'diff is too large' }

/**
 * @param {PullRequest} pull @param {string} commit @param {Asked} asked
 * @returns {{ anchor: Anchor } | { problems: Problem[] }}
 */
export function findAnchor(pull, commit, asked) {
  const change = pull.changes(commit).find(({ path }) => path === asked.path)
  if (!change) return { problems: [NO_PATH] }
  if (asked.subject_type === 'file') {
    const whole = { line: null, startLine: null, startSide: null, position: 1, diffHunk: '' }
    return { anchor: { path: change.path, subjectType: 'file', side: 'RIGHT', ...whole } }
  }
  if (Buffer.byteLength(change.patch ?? '') > pull.repository.github.limits.patchBytes) return { problems: [TOO_LARGE] }
  const side = asked.side === 'LEFT' ? 'LEFT' : 'RIGHT'
  const startSide = asked.start_side === 'LEFT' ? 'LEFT' : asked.start_side === 'RIGHT' ? 'RIGHT' : side
  /** @param {'LEFT' | 'RIGHT'} at @param {unknown} line */
  const rowAt = (at, line) => change.rows.find((row) => (at === 'LEFT' ? row.left : row.right) === line)
  const row =
    asked.line === undefined && asked.position !== undefined
      ? change.rows.find(({ position }) => position === asked.position)
      : rowAt(side, asked.line)
  const ranged = asked.start_line !== undefined
  const start = ranged ? rowAt(startSide, asked.start_line) : undefined
  /** @type {Problem[]} */
  const problems = []
  if (!row) problems.push(NOT_IN_DIFF)
  if (ranged && row && start && start.position >= row.position) problems.push(BACKWARDS)
  else if (ranged && (!row || !start || start.hunk !== row.hunk)) problems.push(OTHER_HUNK)
  if (!row) return { problems: [...problems, NO_HUNK] }
  if (problems.length > 0) return { problems }
  const hunk = change.rows.filter((one) => one.hunk === row.hunk && one.position <= row.position)
  return {
    anchor: {
      path: change.path,
      subjectType: 'line',
      // A position names a row; a row that was taken away has its number on the left.
      side: row.right === null ? 'LEFT' : side,
      line: /** @type {number} */ (side === 'LEFT' || row.right === null ? row.left : row.right),
      startSide: ranged ? startSide : null,
      startLine: ranged ? Number(asked.start_line) : null,
      position: row.position,
      diffHunk: [change.headers[row.hunk], ...hunk.map(({ type, text }) => type + text)].join('\n'),
    },
  }
}

/** The keys of a comment in `comments[]` of a new review, with their types. `subject_type` is none of them: danobi/prr#33. */
export const REVIEW_COMMENT_KEYS = {
  path: 'string',
  position: 'integer',
  body: 'string',
  line: 'integer',
  side: 'string',
  start_line: 'integer',
  start_side: 'string',
}

export const COMMENT_KEYS = {
  ...REVIEW_COMMENT_KEYS,
  commit_id: 'string',
  in_reply_to: 'integer',
  subject_type: 'string',
}

/**
 * What of an object breaks the description of a call: an unknown key, a value of another type. Null is no integer.
 * @param {Record<string, unknown>} object @param {Record<string, string>} keys @returns {string | null}
 */
export function malformed(object, keys) {
  for (const [key, value] of Object.entries(object)) {
    const type = keys[key]
    if (type === undefined) return `"${key}" is not a permitted key.`
    const right =
      type === 'integer' ? Number.isInteger(value) : type === 'array' ? Array.isArray(value) : typeof value === type
    const shown = value === null ? 'nil' : JSON.stringify(value)
    if (!right) return `For 'properties/${key}', ${shown} is not ${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}.`
  }
  return null
}
