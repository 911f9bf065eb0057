/**
 * Random edits of a project: of its files, or of a build argument's value.
 *
 * @typedef {{ kind: string, one: number, other: number }} Edit
 * @typedef {{ files: string[], args: string[], given: Record<string, string>, kind: string }} Change
 */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'

const KINDS = [
  'change',
  'change',
  'change',
  'add',
  'add',
  'add in a new folder',
  'delete',
  'rename',
  'touch',
  'chmod',
  'argument',
]
const NAMES = ['new.txt', 'new.md', 'b.txt', '.new', 'a.tmp', 'x.log']
const FOLDERS = ['new', 'src/new', 'docs', 'libs', 'src/a/b']

/** Files whose other words would make another build of it. */
export const DOCKERFILES = /(?:^|\/)Dockerfile|\.dockerignore$/

/** @type {fc.Arbitrary<Edit>} */
export const edits = fc.record({ kind: fc.constantFrom(...KINDS), one: fc.nat(1_000), other: fc.nat(1_000) })

/**
 * Makes the edit, and says what changes by it; null where there is nothing to edit.
 *
 * @param {Edit} edit
 * @param {{ folder: string, files: string[], args: string[], given: Record<string, string> }} project
 * @param {string} text what a file gets that is in no other
 * @returns {Change | null}
 */
export function apply({ kind, one, other }, { folder, files, args, given }, text) {
  const pick = (/** @type {string[]} */ list, /** @type {number} */ number) => list[number % list.length]
  const at = (/** @type {string} */ file) => path.join(folder, file)
  const file = pick(files, one)
  const plain = pick(
    files.filter((name) => !DOCKERFILES.test(name)),
    one,
  )
  const inFolder = path.join(pick([...new Set(files.map((name) => path.dirname(name)))], one), pick(NAMES, other))
  const change = (/** @type {string[]} */ changed) => ({ kind, files: changed, args: [], given })
  switch (kind) {
    case 'change':
      writeFileSync(at(file), `${readFileSync(at(file), 'utf8')}\n# another line ${text}\n`)
      return change([file])
    case 'add':
    case 'add in a new folder': {
      const added = kind === 'add' ? inFolder : path.join(path.dirname(file), pick(FOLDERS, other), pick(NAMES, one))
      if (files.some((name) => name === added || added.startsWith(`${name}/`) || name.startsWith(`${added}/`)))
        return null
      mkdirSync(path.dirname(at(added)), { recursive: true })
      writeFileSync(at(added), `a new file ${text}\n`)
      return change([added])
    }
    case 'delete':
      if (plain === undefined) return null
      rmSync(at(plain))
      return change([plain])
    case 'rename':
      if (plain === undefined || files.includes(inFolder)) return null
      renameSync(at(plain), at(inFolder))
      return change([plain, inFolder])
    case 'touch':
      utimesSync(at(file), 1_000_000_000, 1_000_000_000)
      return change([])
    case 'chmod':
      chmodSync(at(file), statSync(at(file)).mode & 0o100 ? 0o644 : 0o755)
      return change([file])
    default: {
      const name = pick(args, one)
      // The value is one that every use of it takes: a number is a user, a folder, a tag.
      return name === undefined
        ? null
        : { kind, files: [], args: [name], given: { ...given, [name]: String(1_000 + other) } }
    }
  }
}

/** @param {Change} change */
export const shownEdit = ({ kind, files, args }) => `${kind} ${[...files, ...args].join(' ')}`.trim()
