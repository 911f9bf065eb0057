#!/usr/bin/env node
// The notes of a release, and whether it may be made at all. Needs nothing but Node.
//   node scripts/release-notes.mjs TAG                prints what CHANGELOG.md says of the version; 2 when something is wrong
//   node scripts/release-notes.mjs TAG --major-tag    prints the major tag that is to be moved (v1), or nothing
//   --folder DIR                                      the repository, when it is not the one of this script
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { notesOf } from './release/changelog.mjs'
import { majorTagToMove, ReleaseError, readVersionTag } from './release/version-tag.mjs'

try {
  process.stdout.write(main())
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error
  console.error(`release: ${error.message}`)
  process.exitCode = 2
}

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: 'string' }, 'major-tag': { type: 'boolean' } },
  })
  const folder = values.folder ?? path.join(import.meta.dirname, '..')
  const { tag, version } = readVersionTag(positionals[0] ?? '')
  const packaged = JSON.parse(read(folder, 'package.json')).version
  if (packaged !== version) {
    throw new ReleaseError(
      `The tag is ${tag} and package.json says ${packaged}. Run "npm version ${version} --no-git-tag-version" and "npm run docs", commit, and tag that commit.`,
    )
  }
  const notes = notesOf(read(folder, 'CHANGELOG.md'), version)
  if (!values['major-tag']) return notes
  const tags = execFileSync('git', ['tag', '--list'], { cwd: folder, encoding: 'utf8' }).split('\n')
  const major = majorTagToMove(tag, tags)
  return major === null ? '' : `${major}\n`
}

/** @param {string} folder @param {string} name */
function read(folder, name) {
  const file = path.join(folder, name)
  if (!existsSync(file)) throw new ReleaseError(`${name} is not there.`)
  return readFileSync(file, 'utf8')
}
