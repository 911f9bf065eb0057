import type { FileReport } from '../analyse.ts'
import {
  type Against,
  type Baseline,
  baselinePlace,
  compareWithBaseline,
  countInBaseline,
  parseBaseline,
  sayGone,
} from '../gate/baseline.ts'
import { readText } from '../local/read-texts.ts'
import { count } from '../review/render.ts'
import { printable } from '../text/printable.ts'
import { ActionError } from './machine.ts'

/** The path of the baseline for what a user wrote in `baseline`. */
export const baselinePath = (named: string): string => named || baselinePlace

/** Reports beside the baseline, and what is to be said of that, one sentence each. */
export interface Judged {
  readonly reports: readonly FileReport[]
  readonly sentences: readonly string[]
  /** The one of them that is about what is no longer there; null when there is none. */
  readonly stale: string | null
}

/** Tells what of some reports is in the baseline; null for a repository without one. */
export function besideBaseline(
  reports: readonly FileReport[],
  baseline: Baseline | null,
  against: Against = {},
): Judged {
  if (baseline === null) return { reports, sentences: [], stale: null }
  const { reports: compared, gone } = compareWithBaseline(reports, baseline, against)
  const known = countInBaseline(compared)
  const held = known === 0 ? [] : [`${count(known, 'finding')} ${known === 1 ? 'is' : 'are'} in the baseline.`]
  const stale = sayGone(gone)
  return { reports: compared, sentences: stale === null ? held : [...held, stale], stale }
}

/**
 * The baseline of a working tree; null when there is none.
 *
 * @param named as the user wrote it, relative to the root; empty when it was not named
 * @throws {ActionError} when the named one is not there, `BaselineError` on a mistake in it
 */
export async function localBaseline(root: string, named: string): Promise<Baseline | null> {
  const path = baselinePath(named)
  const read = await readText(root, path)
  if ('text' in read) return parseBaseline(read.text, path)
  if (named === '' && read.refused === 'does not exist') return null
  throw new ActionError(
    `${printable(path)}: this baseline ${read.refused}. Write it with "layerwise audit --write-baseline", or leave the input "baseline" out.`,
  )
}

/**
 * The baseline as a commit has it; null when there is none.
 *
 * @param text the file's text; null when it is not there, or is no text
 * @param where the commit in words, for the line that says that it does not have the named file yet
 */
export function baselineAt(
  text: string | null,
  named: string,
  where: string,
  log: (line: string) => void,
): Baseline | null {
  const path = baselinePath(named)
  if (text !== null) return parseBaseline(text, path)
  // The change that brings the baseline along is not to fail for it.
  if (named !== '') log(`${printable(path)} is not in ${where} yet; no finding counts as known.`)
  return null
}
