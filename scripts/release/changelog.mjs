import { ReleaseError } from './version-tag.mjs'

/**
 * The notes of one version: what stands below its heading in the changelog, `## 1.2.3` or `## 1.2.3 (2026-11-24)`.
 *
 * @param {string} changelog @param {string} version
 * @throws {ReleaseError} when the section is missing, stands there twice or is empty
 */
export function notesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1)
  const those = sections.filter((section) => /^\S+/.exec(section)?.[0] === version)
  if (those.length === 0) {
    throw new ReleaseError(
      `CHANGELOG.md has no section "## ${version}". Name its "## Unreleased" so, and begin a new one above it.`,
    )
  }
  if (those.length > 1) throw new ReleaseError(`CHANGELOG.md has ${those.length} sections "## ${version}". Join them.`)
  const [section = ''] = those
  const notes = section.slice(section.indexOf('\n') + 1).trim()
  if (notes === '' || !section.includes('\n')) {
    throw new ReleaseError(`The section "## ${version}" of CHANGELOG.md is empty. Say in it what users will see.`)
  }
  return `${notes}\n`
}
