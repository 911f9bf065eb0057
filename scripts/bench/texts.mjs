import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * A Dockerfile, and what lies around it: a folder with `before.Dockerfile` may hold `tree/`, the files of the repository,
 * and `path`, the place of the Dockerfile among them, as a fixture does.
 *
 * @typedef {object} Subject
 * @property {string} file Where the text comes from, absolute.
 * @property {string} path The Dockerfile's path in the repository.
 * @property {string} text
 * @property {ReadonlySet<string> | null} files Every file of the repository; null where nothing is known of it.
 * @property {(path: string) => string | null} read The text of one of them, kept in memory once it was read.
 */

/** Never looked into for Dockerfiles: other people's files, and those that belong to a `before.Dockerfile`. */
const SKIPPED = new Set(['.git', 'node_modules'])

/** Dockerfiles of both sides of every fixture: what is looked for and what comes of it. @param {string} folder @returns {Subject[]} */
export const fixtureSubjects = (folder) => subjectsBelow(folder, /^(?:before|after)\.Dockerfile$/)

/** Every `Dockerfile` and `before.Dockerfile` below a folder. @param {string} folder @returns {Subject[]} */
export const folderSubjects = (folder) => subjectsBelow(folder, /^(?:before\.)?Dockerfile$/)

/** @param {string} folder @param {RegExp} wanted @returns {Subject[]} */
function subjectsBelow(folder, wanted) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  const isCase = entries.some(({ name }) => name === 'before.Dockerfile')
  const around = isCase ? treeOf(folder) : { path: 'Dockerfile', files: null, read: () => null }
  return entries.flatMap((entry) => {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) {
      return SKIPPED.has(entry.name) || (isCase && entry.name === 'tree') ? [] : subjectsBelow(full, wanted)
    }
    return entry.isFile() && wanted.test(entry.name)
      ? [{ file: full, text: readFileSync(full, 'utf8'), ...around }]
      : []
  })
}

/** @param {string} folder */
function treeOf(folder) {
  const place = path.join(folder, 'path')
  const own = existsSync(place) ? readFileSync(place, 'utf8').trim() : 'Dockerfile'
  const tree = path.join(folder, 'tree')
  if (!existsSync(tree)) return { path: own, files: null, read: () => null }
  const files = new Set([...filesBelow(tree, ''), own])
  /** @type {Map<string, string | null>} */
  const texts = new Map()
  return {
    path: own,
    files,
    read: (/** @type {string} */ wanted) => {
      const known = texts.get(wanted)
      if (known !== undefined) return known
      const full = path.join(tree, wanted)
      const text = existsSync(full) && statSync(full).isFile() ? readFileSync(full, 'utf8') : null
      texts.set(wanted, text)
      return text
    },
  }
}

/** Symbolic links are listed and not followed. @param {string} folder @param {string} prefix @returns {string[]} */
function filesBelow(folder, prefix) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(path.join(folder, entry.name), `${prefix}${entry.name}/`)
      : [`${prefix}${entry.name}`],
  )
}
