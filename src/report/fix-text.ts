import type { FileReport } from '../analyse.ts'
import { hashOf } from '../review/hash.ts'
import { inlineCode, prose } from '../review/markdown.ts'
import { counted } from './layout.ts'

/** In characters. GitHub takes 65,536 (thread: renovatebot/renovate#2032). */
const longestBody = 60_000
const noDigest = '0'.repeat(16)
const line = /^<!-- layerwise:v1 audit-fix ([0-9a-f]{16}) -->$/m

/** A Dockerfile with the text that it gets. */
export type Fixed = Pick<FileReport, 'path' | 'text' | 'fixed' | 'findings' | 'suggestions'>

/** A hash over what the fixes change: the same texts and the same new ones give the same. */
export const fixDigest = (files: readonly Fixed[]): string =>
  hashOf(JSON.stringify(files.map(({ path, text, fixed }) => [path, text, fixed])))

export const fixTitle = (files: readonly Fixed[]): string =>
  `Mend what costs build time in ${counted(files.length, 'Dockerfile')}`

/** The body of the commit: which rules it is about. */
export function commitBody(files: readonly Fixed[]): string {
  const rules = [...new Set(files.flatMap((file) => mended(file).map(({ rule }) => rule)))].sort()
  return `Made by Layerwise. Each change gives the same image: ${rules.join(', ')}.`
}

/**
 * The body of the pull request.
 *
 * @param startsNoChecks whether what the account does starts no workflow
 */
export function fixBody(files: readonly Fixed[], startsNoChecks: boolean): string {
  const parts = [
    `Layerwise found ${counted(
      files.reduce((sum, file) => sum + mended(file).length, 0),
      'thing',
    )} that can be mended in ${counted(files.length, 'Dockerfile')} without changing the image.`,
    ...(startsNoChecks
      ? [
          '**No check has started on this pull request**, because the job’s own token opened it. Close it and open it again, or push a commit to its branch, and they start.',
        ]
      : []),
  ]
  let length = parts.join('\n\n').length
  let shown = 0
  for (const file of files) {
    const items = mended(file).map(
      ({ rule, manager, lines, message }) =>
        `- line ${lines.start}: ${inlineCode(manager ? `${rule} (${manager})` : rule)}. ${prose(message)}`,
    )
    const part = `${inlineCode(file.path)}\n\n${items.join('\n')}`
    if (length + part.length + 2 > longestBody) break
    parts.push(part)
    length += part.length + 2
    shown++
  }
  if (shown < files.length) parts.push(`${counted(files.length - shown, 'more Dockerfile')} did not fit here.`)
  parts.push(
    'This branch is kept up to date while it holds no commit but those of Layerwise; after a commit of yours it is left alone. ' +
      'The pull request is closed when nothing is left. Close it yourself, and it does not come back for the same changes.',
  )
  return `${parts.join('\n\n')}\n\n<!-- layerwise:v1 audit-fix ${fixDigest(files)} -->`
}

/** What it says once nothing is left. */
export const nothingLeft = `Nothing is left to mend: what this pull request changed is in the base branch, or no longer asked for.\n\n<!-- layerwise:v1 audit-fix ${noDigest} -->`

/** The digest in the body of a pull request of ours; null when it is none. The author has to be looked at too. */
export const fixDigestIn = (body: string): string | null => line.exec(body.replaceAll('\r\n', '\n'))?.[1] ?? null

/** The findings that the safe suggestions of a file mend. */
function mended({ findings, suggestions }: Fixed): Fixed['findings'] {
  const numbers = new Set(suggestions.flatMap(({ safety, fixes }) => (safety === 'safe' ? fixes : [])))
  return findings.filter((_, index) => numbers.has(index))
}
