import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { majorTagToMove, readVersionTag } from '../../scripts/release/version-tag.mjs'
import { folders, root } from './repository.ts'

const CHANGELOG = `# Changes

## Unreleased

- What comes next.

## 1.2.0 (2026-11-24)

- Says \`less\`.
- Says it once.

### Notes

More words.

## 1.1.0

- The one before.

## 1.0.1

## 1.0.0

- Twice.

## 1.0.0

- Twice.
`

const folder = folders()

/** Runs the script in a repository whose package.json has this version. */
function notes(tag: string, { version = tag.replace(/^v/, ''), changelog = CHANGELOG as string | null } = {}) {
  const home = folder()
  fs.writeFileSync(path.join(home, 'package.json'), JSON.stringify({ version }))
  if (changelog !== null) fs.writeFileSync(path.join(home, 'CHANGELOG.md'), changelog)
  const script = path.join(root, 'scripts/release-notes.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, tag, '--folder', home], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('the notes of a release', () => {
  test('are what the changelog says of its version, and nothing else', () => {
    const stdout = '- Says `less`.\n- Says it once.\n\n### Notes\n\nMore words.\n'
    expect(notes('v1.2.0')).toEqual({ status: 0, stdout, stderr: '' })
    expect(notes('v1.1.0')).toEqual({ status: 0, stdout: '- The one before.\n', stderr: '' })
  })

  test.each([
    ['', {}, 'There is no tag: name one such as v1.2.3 or v1.2.3-rc.1.'],
    ['1.2.0', {}, '"1.2.0" is no version tag: name one such as v1.2.3 or v1.2.3-rc.1.'],
    ['v1.2', {}, '"v1.2" is no version tag: name one such as v1.2.3 or v1.2.3-rc.1.'],
    ['v1.2.0\n::error::x', {}, '"v1.2.0\\n::error::x" is no version tag: name one such as v1.2.3 or v1.2.3-rc.1.'],
    [
      'v1.2.0',
      { version: '1.1.9' },
      'The tag is v1.2.0 and package.json says 1.1.9. Run "npm version 1.2.0 --no-git-tag-version" and "npm run docs", commit, and tag that commit.',
    ],
    [
      'v1.3.0',
      {},
      'CHANGELOG.md has no section "## 1.3.0". Name its "## Unreleased" so, and begin a new one above it.',
    ],
    ['v1.0.1', {}, 'The section "## 1.0.1" of CHANGELOG.md is empty. Say in it what users will see.'],
    ['v1.0.0', {}, 'CHANGELOG.md has 2 sections "## 1.0.0". Join them.'],
    ['v1.2.0', { changelog: null }, 'CHANGELOG.md is not there.'],
  ])('of %j stop with one line that says what to do', (tag, given, line) => {
    expect(notes(tag, given)).toEqual({ status: 2, stdout: '', stderr: `release: ${line}\n` })
  })

  test('can be written for the version that comes next: the changelog has a section for what is not released', () => {
    expect(fs.readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8')).toMatch(/^## Unreleased\n\n\S/m)
  })
})

describe('the major tag', () => {
  test('is moved to the newest version of its line', () => {
    expect(majorTagToMove('v1.2.0', ['v1', 'v1.1.0', 'v1.2.0', 'v0.9.0', 'nightly'])).toBe('v1')
    expect(majorTagToMove('v1.10.0', ['v1.9.0', 'v1.10.0'])).toBe('v1')
    expect(majorTagToMove('v2.0.0', ['v1.9.0', 'v2.0.0'])).toBe('v2')
  })

  test('stays for a correction of an older line and for a version that is tried first', () => {
    expect(majorTagToMove('v1.1.1', ['v1.1.1', 'v1.2.0'])).toBeNull()
    expect(majorTagToMove('v2.0.0-rc.1', ['v1.2.0', 'v2.0.0-rc.1'])).toBeNull()
    expect(majorTagToMove('v1.2.0', ['v1.2.0', 'v1.3.0-rc.1'])).toBe('v1')
  })

  test('never goes back, whatever is tagged in whatever order', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3))
    fc.assert(
      fc.property(fc.array(version, { minLength: 1, maxLength: 12 }), (versions) => {
        const tags: string[] = []
        let at: [number, number, number] | null = null
        for (const [major, minor, patch] of versions.map(([, b, c]) => [1, b, c] as [number, number, number])) {
          const tag = `v${major}.${minor}.${patch}`
          tags.push(tag)
          if (majorTagToMove(tag, tags) === null) continue
          expect(majorTagToMove(tag, tags)).toBe('v1')
          if (at) expect(minor * 10 + patch).toBeGreaterThanOrEqual(at[1] * 10 + at[2])
          at = readVersionTag(tag).numbers
        }
      }),
    )
  })
})
