/**
 * The suggestions of `copy-manifests-first`: the image stays the same, and an edit of a source no longer runs the install. Each
 * project of `moves/` is built as it is and with all suggestions committed; then a source is edited and both are built again.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { debianImage } from './debian-image.mjs'

const { analyse } = await import('../../lib/analyse.js')

const PROJECTS = path.join(import.meta.dirname, 'moves')
/** What differs from run to run of the same install: caches and logs, and compiled Python, in which the time of its source stands. */
const DIFFERS = /^\/(?:root|home\/node)\/\.(?:cache|npm)(?:\/|$)|\.pyc$|^\/(?:proc|sys|dev|tmp)\//

export const title = 'What a suggestion moves'
export const proven = `That the image stays the same and the install is taken from the cache. The projects of \`scripts/prove/moves\` are built as
they are and with all suggestions of Layerwise committed: names, contents, modes, owners of all files are compared (times,
caches and compiled Python aside). Then \`source.txt\` is edited and both are built again: the install must run in the first
and come from the cache in the second.`
export const DEFAULTS = { seed: 1, count: 0 }

export async function prove({ buildkit }) {
  const base = await debianImage(buildkit)
  const names = readdirSync(PROJECTS).sort()
  const counts = { projects: names.length, 'files compared': 0, 'installs that an edit ran, before': 0, 'and after': 0 }
  /** @type {string[]} */
  const differences = []
  for (const name of names) {
    const { before, after } = versionsOf(name)
    if (before === after) {
      differences.push(`${name}: nothing is suggested`)
      continue
    }
    const images = []
    const ran = []
    for (const [which, text] of Object.entries({ before, after })) {
      const folder = path.join(buildkit.folder, `${name}-${which}`)
      cpSync(path.join(PROJECTS, name), folder, { recursive: true })
      writeFileSync(path.join(folder, 'Dockerfile'), text)
      const [, image] = /^FROM (\S+)/im.exec(text) ?? []
      const one = { context: folder, contexts: { [/** @type {string} */ (image)]: base } }
      const dest = `${folder}-image`
      // As an archive: the client writes a folder with a descriptor for each of its folders, of which there may be too many.
      const built = await buildkit.build({ ...one, output: `type=tar,dest=${dest}.tar` })
      if (!built.ok) throw new Error(`${name} cannot be built ${which}:\n${built.said}`)
      mkdirSync(dest)
      execFileSync('tar', [
        '--extract',
        '--same-owner',
        '--same-permissions',
        '--file',
        `${dest}.tar`,
        '--directory',
        dest,
      ])
      images.push(filesOf(dest))
      for (const made of [dest, `${dest}.tar`]) rmSync(made, { recursive: true })
      appendFileSync(path.join(folder, 'source.txt'), 'edited\n')
      const again = await buildkit.build(one)
      if (!again.ok) throw new Error(`${name} cannot be built ${which}:\n${again.said}`)
      ran.push(again.steps.filter((step) => /\] RUN .*(?:install|npm ci)/.test(step.name) && !step.cached).length)
    }
    const [one, other] = images
    counts['files compared'] += one.size
    for (const file of new Set([...one.keys(), ...other.keys()])) {
      // The Dockerfile itself is copied too.
      if (one.get(file) !== other.get(file) && !file.endsWith('/Dockerfile')) {
        differences.push(`${name}: ${file}: ${one.get(file)} before, ${other.get(file)} after`)
      }
    }
    counts['installs that an edit ran, before'] += ran[0]
    counts['and after'] += ran[1]
    if (ran[0] === 0) differences.push(`${name}: the edit runs no install before`)
    if (ran[1] !== 0) differences.push(`${name}: the edit runs an install after`)
  }
  return { counts, differences }
}

/** The Dockerfile, and what all suggestions make of it. */
function versionsOf(name) {
  const folder = path.join(PROJECTS, name)
  const files = readdirSync(folder, { recursive: true }).filter((file) => lstatSync(path.join(folder, file)).isFile())
  const texts = new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]))
  const before = texts.get('Dockerfile')
  const repository = { files: new Set(files), texts }
  const syntax = 'docker/dockerfile:1'
  const report = analyse({ path: 'Dockerfile', text: before, repository, settings: { rules: {}, syntax } })
  // No frontend can be pulled everywhere: the one that is built in is as new.
  return { before, after: report.fixed.replace(/^# syntax=.*\n/, '') }
}

/** All files and folders of an image, with what is compared of each. */
function filesOf(folder) {
  const found = new Map()
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const place = `/${path.relative(folder, file)}`
    if (DIFFERS.test(place)) continue
    const { mode, uid, gid } = lstatSync(file)
    const content = entry.isSymbolicLink()
      ? readlinkSync(file)
      : entry.isFile()
        ? createHash('sha1').update(readFileSync(file)).digest('hex')
        : ''
    found.set(place, `${mode.toString(8)} ${uid}:${gid} ${content}`)
  }
  return found
}
