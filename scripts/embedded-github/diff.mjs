import { EMPTY_TREE } from './git.mjs'

/**
 * What changed between two commits, as git says it. No hunk is ever computed here: rows are read from `git diff`.
 *
 * @typedef {{ type: ' ' | '+' | '-', left: number | null, right: number | null, text: string, hunk: number, position: number }} Row
 *   One line of a patch. `left` and `right` are its 1-based line numbers in the old and the new file, `hunk` counts the
 *   hunks from 0, `position` the lines below the file's first hunk header, as GitHub's `position` does.
 * @typedef {object} Change
 * @property {'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed'} status
 * @property {string} path
 * @property {string} [previousPath] For renamed and copied files.
 * @property {string} sha The blob in the new tree, for removed files the one in the old tree.
 * @property {string} [patch] From the first `@@`, without a final line end; not there where git prints no hunks.
 * @property {Row[]} rows
 * @property {string[]} headers The hunk headers, by `Row.hunk`.
 * @property {number} additions
 * @property {number} deletions
 */

/** @type {Record<string, Change['status']>} */
const STATUS = { A: 'added', D: 'removed', M: 'modified', R: 'renamed', C: 'copied', T: 'changed' }

/**
 * The difference of two trees, renames found at git's own 50 per cent, files in git's order.
 * @param {import('./git.mjs').GitRepository} git @param {string | null} from Null for nothing at all. @param {string} to
 * @returns {Change[]}
 */
export function changesBetween(git, from, to) {
  const range = ['--no-color', '--no-ext-diff', '--no-textconv', '--find-renames', from ?? EMPTY_TREE, to, '--']
  const names = git.text(['diff', '--raw', '-z', '--no-abbrev', ...range]).split('\0')
  // Only `\n` ends a line of a patch: a regular expression's `^` would also match behind a carriage return in a text.
  const patches = `\n${git.bytes(['diff', '--patch', '--unified=3', ...range])}`.split('\ndiff --git ').slice(1)
  /** @type {Change[]} */
  const changes = []
  for (let at = 0, next = 0; at < names.length && names[at] !== ''; ) {
    const [, , before = '', after = '', letter = ''] = (names[at] ?? '').split(' ')
    const status = STATUS[letter.charAt(0)] ?? 'modified'
    const moved = status === 'renamed' || status === 'copied'
    const path = names[at + (moved ? 2 : 1)] ?? ''
    // A file that became a link, or the other way round, is printed as two patches: one takes it away, one adds it.
    const printed = patches.slice(next, next + (status === 'changed' ? 2 : 1))
    next += printed.length
    const patch = printed
      .filter((text) => text.includes('\n@@ '))
      .map((text) => text.slice(text.indexOf('\n@@ ') + 1).replace(/\n$/, ''))
      .join('\n')
    const { rows, headers } = readPatch(patch)
    changes.push({
      status,
      path,
      ...(moved ? { previousPath: names[at + 1] ?? '' } : {}),
      sha: status === 'removed' ? before : after,
      ...(patch === '' ? {} : { patch }),
      rows,
      headers,
      additions: rows.filter(({ type }) => type === '+').length,
      deletions: rows.filter(({ type }) => type === '-').length,
    })
    at += moved ? 3 : 2
  }
  return changes
}

/**
 * The rows of a patch with their line numbers.
 * @param {string} patch @returns {{ rows: Row[], headers: string[] }}
 */
export function readPatch(patch) {
  /** @type {Row[]} */
  const rows = []
  /** @type {string[]} */
  const headers = []
  if (patch === '') return { rows, headers }
  let left = 0
  let right = 0
  for (const [index, line] of patch.split('\n').entries()) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)
    if (header) {
      left = Number(header[1])
      right = Number(header[2])
      headers.push(line)
      continue
    }
    const type = line.charAt(0)
    // `\ No newline at end of file` belongs to the row above.
    if (type !== ' ' && type !== '+' && type !== '-') continue
    rows.push({
      type,
      left: type === '+' ? null : left++,
      right: type === '-' ? null : right++,
      text: line.slice(1),
      hunk: headers.length - 1,
      position: index,
    })
  }
  return { rows, headers }
}

/** Patches without context, by what they compare: commits do not change. @type {WeakMap<object, Map<string, string>>} */
const zeroPatches = new WeakMap()

/** @param {import('./git.mjs').GitRepository} git @param {string} from @param {string} to @param {string} path */
function zeroPatch(git, from, to, path) {
  const known = zeroPatches.get(git) ?? new Map()
  zeroPatches.set(git, known)
  const key = `${from} ${to} ${path}`
  const patch =
    known.get(key) ?? git.bytes(['diff', '--unified=0', '--no-color', '--no-ext-diff', from, to, '--', path]).toString()
  known.set(key, patch)
  return patch
}

/**
 * Where a range of lines of `from` stands in `to`, or null when any of its lines was changed in between.
 * @param {import('./git.mjs').GitRepository} git @param {{ from: string, to: string, path: string }} between
 * @param {{ start: number, end: number }} lines 1-based and inclusive. @returns {{ start: number, end: number } | null}
 */
export function followLines(git, { from, to, path }, { start, end }) {
  if (from === to) return { start, end }
  if (git.entry(to, path) === null) return null
  const patch = zeroPatch(git, from, to, path)
  let offset = 0
  for (const line of patch.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line)
    if (!hunk) continue
    const [, first, old = '1', now = '1'] = hunk
    const count = Number(old)
    // A hunk that takes nothing away stands behind the line that it names.
    const begins = count === 0 ? Number(first) + 1 : Number(first)
    if (begins > end) break
    const apart = count === 0 ? begins <= start : begins + count - 1 < start
    if (!apart) return null
    offset += Number(now) - count
  }
  return { start: start + offset, end: end + offset }
}
