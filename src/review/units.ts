import type { FileReport } from '../analyse.ts'
import type { Finding, Severity } from '../finding.ts'
import { compose } from '../text/compose.ts'
import type { Suggestion } from '../text/edit.ts'
import { type LineRange, Lines } from '../text/lines.ts'
import { Anchors } from './anchor.ts'
import { type Change, changeOf, hasInvisible, mixesLineEnds } from './change.ts'
import { hashOf } from './hash.ts'
import type { FileDiff } from './hunks.ts'

/** A Dockerfile of the pull request: what is said of it, and how the pull request changes it. */
export interface ReviewedFile {
  readonly report: FileReport
  readonly diff: FileDiff
}

/** Why a change is shown as a diff and not as a suggestion that one click commits. */
export type NoButton = 'unsafe' | 'outside-diff' | 'deleted-lines' | 'line-ends' | 'invisible' | 'refused'

/** What is said in one breath: everything about one suggestion, or one finding that has none. */
export interface Unit {
  readonly path: string
  /** The place of its file in the review. */
  readonly file: number
  /** False when the hunks are our own reckoning, so that GitHub may refuse a comment. */
  readonly certain: boolean
  /** The most severe first. At least one. */
  readonly findings: readonly Finding[]
  /** One for each finding: what tells it apart in its file, now and in the next run. The path is not in it. */
  readonly hashes: readonly string[]
  readonly change: Change | null
  /** Set when there is a change and it has no button. */
  readonly noButton: NoButton | null
  /** A hash of the change as it is shown: when it differs, what stands on the pull request is out of date. */
  readonly suggestion: string
  /** The lines of the head commit, in one hunk, on which a comment may stand; null when it goes to the summary. */
  readonly place: LineRange | null
}

export const severities: readonly Severity[] = ['error', 'warning', 'info']

/** 0 for an error; the larger, the less it matters. */
export const rankOf = (severity: Severity): number => severities.indexOf(severity)

/** Rules that are about the head of the file: a comment on another line would say it in the wrong place. */
const saidInPlace: ReadonlySet<string> = new Set(['declare-syntax'])

/**
 * All that is to be said of a pull request. Each finding is in exactly one unit.
 *
 * @param isGone whether a finding is left out, because somebody dismissed it: no suggestion carries its fix along
 * @param hashes those of a file's findings, by path and in their order, where they are not what `hashesOf` gives
 */
export function unitsOf(
  files: readonly ReviewedFile[],
  isGone: IsGone = () => false,
  hashes: ReadonlyMap<string, readonly string[]> = new Map(),
): Unit[] {
  return files.flatMap((file, index) => {
    const { report } = file
    return unitsOfFile(file, index, isGone, hashes.get(report.path) ?? hashesOf(report))
  })
}

export type IsGone = (path: string, hash: string) => boolean

function unitsOfFile({ report, diff }: ReviewedFile, file: number, isGone: IsGone, hashes: readonly string[]): Unit[] {
  const lines = new Lines(report.text)
  const anchors = new Anchors(diff.hunks)
  const left = [...report.findings.keys()].filter((index) => !isGone(report.path, hashes[index] as string))
  const whole = left.length === report.findings.length
  const free = new Set(left)
  const groups = [
    ...(whole ? report.suggestions : recomposed(report, left)).map((suggestion) => ({
      indexes: suggestion.fixes,
      change: changeOf(lines, suggestion),
    })),
    ...left.map((index) => ({ indexes: [index], change: null })),
  ]
  const mixed = mixesLineEnds(report.text)
  return groups.flatMap(({ indexes, change }) => {
    // A finding is said once, whatever the suggestions claim.
    const mine = [...new Set(indexes)].filter((index) => free.delete(index))
    if (mine.length === 0) return []
    mine.sort((a, b) => rankAt(report, a) - rankAt(report, b) || a - b)
    const unit = {
      path: report.path,
      file,
      certain: diff.certain,
      findings: mine.map((index) => report.findings[index] as Finding),
      hashes: mine.map((index) => hashes[index] as string),
      change,
      noButton: change && noButton(change, anchors, mixed),
    }
    return [{ ...unit, suggestion: suggestionHash(unit), place: placeOf(unit, lines, anchors) }]
  })
}

/** The suggestions of a report without some of its findings, composed anew from the fixes that are left. */
function recomposed({ text, findings }: FileReport, left: readonly number[]): Suggestion[] {
  const fixed = left.flatMap((index) => {
    const { remedy } = findings[index] as Finding
    return 'edits' in remedy ? [{ index, fix: remedy }] : []
  })
  const { suggestions } = compose(
    text,
    fixed.map(({ fix }) => fix),
  )
  return suggestions.map((suggestion) => ({
    ...suggestion,
    fixes: suggestion.fixes.map((fix) => (fixed[fix] as { index: number }).index),
  }))
}

const rankAt = ({ findings }: FileReport, index: number): number => rankOf((findings[index] as Finding).severity)

/**
 * Fingerprints of two findings of a file can be the same (one step in two stages): the second is told apart by its number.
 */
export function hashesOf({ findings }: Pick<FileReport, 'findings'>): string[] {
  const seen = new Map<string, number>()
  return findings.map(({ fingerprint }) => {
    const count = seen.get(fingerprint) ?? 0
    seen.set(fingerprint, count + 1)
    return hashOf([fingerprint, ...(count === 0 ? [] : [count])].join('\0'))
  })
}

/** Where the lines are is not in it: what is only moved by a push above it is still right. */
function suggestionHash({ change, noButton }: Pick<Unit, 'change' | 'noButton'>): string {
  return hashOf(JSON.stringify(change && [noButton, change.before, change.after]))
}

function noButton(change: Change, anchors: Anchors, mixed: boolean): NoButton | null {
  if (change.safety === 'unsafe') return 'unsafe'
  if (mixed) return 'line-ends'
  if (hasInvisible(change)) return 'invisible'
  const fit = anchors.fitOf(change.lines)
  return fit === 'fits' ? null : fit
}

/** The hash of the finding that has these words for the n-th time in its file, as the analysis counts them. */
export const countedHash = (fingerprint: string, nth: number): string =>
  hashOf(nth === 1 ? fingerprint : `${fingerprint}|${nth}`)

/** The lines for a comment, or null when the finding goes to the summary. */
function placeOf(unit: Omit<Unit, 'place' | 'suggestion'>, text: Lines, anchors: Anchors): LineRange | null {
  const { findings, change } = unit
  const own = findings.map(({ lines }) => lines)
  const others = findings.flatMap(({ because }) => because.map(({ lines }) => lines))
  const changed = findings.flatMap((finding) => changedBy(finding, text))
  if (!anchors.isTouched([...own, ...others, ...changed])) return null
  if (change && unit.noButton === null) return change.lines
  if (findings.every(({ rule }) => saidInPlace.has(rule))) return anchors.place([...own, ...changed])
  return anchors.place([...own, ...others, ...changed])
}

/** The lines that a finding's fix changes: what it writes over or moves, not what it moves past. */
function changedBy({ remedy }: Finding, text: Lines): LineRange[] {
  return 'edits' in remedy ? remedy.edits.map(({ span }) => text.range(span)) : []
}
