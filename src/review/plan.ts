import type { FileReport } from '../analyse.ts'
import type { Finding, Notice, Severity } from '../finding.ts'
import { type LineRange, Lines } from '../text/lines.ts'
import { Anchors } from './anchor.ts'
import { type Change, changeOf, hasInvisible, mixesLineEnds } from './change.ts'
import type { FileDiff } from './hunks.ts'
import { hashOf, mostMarked } from './mark.ts'

/** A Dockerfile of the pull request: what is said of it, and how the pull request changes it. */
export interface ReviewedFile {
  readonly report: FileReport
  readonly diff: FileDiff
}

/** Why a change is shown as a diff and not as a suggestion that one click commits. */
export type NoButton = 'unsafe' | 'outside-diff' | 'deleted-lines' | 'line-ends' | 'invisible'

/** One comment on lines of the diff. It says everything about one suggestion, or one finding that has none. */
export interface Comment {
  readonly path: string
  /** Where it stands: lines of the head commit, in one hunk. */
  readonly lines: LineRange
  /** False when the hunks are our own reckoning, so that GitHub may refuse it. */
  readonly certain: boolean
  /** The most severe first. At least one. */
  readonly findings: readonly Finding[]
  /** One for each finding: what tells it apart on this pull request, now and in the next run. */
  readonly hashes: readonly string[]
  readonly change: Change | null
  /** Set when there is a change and it has no button. */
  readonly noButton: NoButton | null
}

/** A finding that is said in the review's body only, and why. */
export interface Listed {
  readonly path: string
  readonly finding: Finding
  readonly hash: string
  readonly reason: 'outside-diff' | 'over-limit'
}

/** Where everything that was found goes. Each finding is in exactly one of the first four. */
export interface ReviewPlan {
  /** To be written on their lines, in the order of paths and lines. */
  readonly comments: readonly Comment[]
  /** Would be comments, but GitHub did not take them: they stand in the body, in full. */
  readonly refused: readonly Comment[]
  /** Counted and listed in the body, the most severe first. */
  readonly listed: readonly Listed[]
  /** Stands on the pull request already. */
  readonly said: readonly Comment[]
  readonly notices: readonly { readonly path: string; readonly notice: Notice }[]
  /** How many findings an ignore line silences. */
  readonly ignored: number
}

export interface PlanOptions {
  /** How many comments the pull request is to have at most, what was said before included. */
  readonly commentLimit: number
  /** The hashes of findings that were said before, by our own account. */
  readonly said: ReadonlySet<string>
}

/**
 * Decides where each finding of a pull request is said.
 *
 * - One comment for each suggestion, with all the findings that it answers; one for each finding without a suggestion.
 * - A comment is only written about what the pull request touched (see `Anchors.isTouched`): any line of a finding, of what takes
 *   part in it, or of what its fix changes. If one finding of a suggestion is touched, the suggestion is.
 * - What does not fit into the diff is a comment with a diff instead of a button, on the nearest line that explains it.
 * - The limit keeps the most valuable comments: by severity, then by their place. What was said before keeps its seat, so
 *   that the same commit gives the same plan in every run.
 */
export function planReview(files: readonly ReviewedFile[], { commentLimit, said }: PlanOptions): ReviewPlan {
  const units = files.flatMap(unitsOf).sort(byValue)
  const [comments, before, listed]: [Comment[], Comment[], Listed[]] = [[], [], []]
  let seats = commentLimit
  for (const { comment, ...unit } of units) {
    if (unit.hashes.slice(0, mostMarked).every((hash) => said.has(hash))) {
      before.push(comment ?? { ...unit, lines: unit.findings[0]?.lines as LineRange })
      if (comment) seats--
    } else if (comment && seats > 0) {
      comments.push(comment)
      seats--
    } else {
      listed.push(...listedOf(unit, comment ? 'over-limit' : 'outside-diff'))
    }
  }
  return {
    comments: comments.sort(byPlace),
    refused: [],
    listed,
    said: before,
    notices: files.flatMap(({ report: { path, notices } }) => notices.map((notice) => ({ path, notice }))),
    ignored: files.reduce((sum, { report }) => sum + report.ignored.length, 0),
  }
}

/** The same plan with some comments moved into the body, because GitHub refused them on their lines. */
export function withhold(plan: ReviewPlan, which: (comment: Comment) => boolean): ReviewPlan {
  return {
    ...plan,
    comments: plan.comments.filter((comment) => !which(comment)),
    refused: [...plan.refused, ...plan.comments.filter(which)],
  }
}

/** The findings that the pull request caused or touched: all but those outside of its diff. */
export function touchedFindings({ comments, refused, listed, said }: ReviewPlan): Finding[] {
  return [
    ...[...comments, ...refused, ...said].flatMap(({ findings }) => findings),
    ...listed.filter(({ reason }) => reason === 'over-limit').map(({ finding }) => finding),
  ]
}

/**
 * A hash over what the body of a review lists, but not over where: while it is the same, the body need not be written
 * again. Comments that GitHub refused are left out, they are marked one by one.
 */
export function digestOf({ listed, notices, ignored }: ReviewPlan): string {
  const parts = [
    ...listed.map(({ hash, reason }) => `${reason} ${hash}`),
    ...notices.map(({ path, notice }) => `notice ${path} ${notice.message}`),
  ]
  return hashOf([...parts.sort(), `ignored ${ignored}`].join('\n'))
}

export const severities: readonly Severity[] = ['error', 'warning', 'info']

/** 0 for an error; the larger, the less it matters. */
export const rankOf = (severity: Severity): number => severities.indexOf(severity)

/** What is said in one breath, before it is decided where. */
interface Unit {
  readonly path: string
  readonly file: number
  readonly certain: boolean
  readonly findings: readonly Finding[]
  readonly hashes: readonly string[]
  readonly change: Change | null
  readonly noButton: NoButton | null
  readonly comment: Comment | null
}

/** Rules that are about the head of the file: a comment on another line would say it in the wrong place. */
const saidInPlace: ReadonlySet<string> = new Set(['declare-syntax'])

function unitsOf({ report, diff }: ReviewedFile, file: number): Unit[] {
  const hashes = hashesOf(report)
  const lines = new Lines(report.text)
  const anchors = new Anchors(diff.hunks)
  const free = new Set(report.findings.keys())
  const groups = [
    ...report.suggestions.map((suggestion) => ({ indexes: suggestion.fixes, change: changeOf(lines, suggestion) })),
    ...[...free].map((index) => ({ indexes: [index], change: null })),
  ]
  const mixed = mixesLineEnds(report.text)
  return groups.flatMap(({ indexes, change }) => {
    // A finding is said once, whatever the suggestions claim.
    const mine = [...new Set(indexes)].filter((index) => free.delete(index))
    if (mine.length === 0) return []
    mine.sort((a, b) => rankAt(report, a) - rankAt(report, b) || a - b)
    const findings = mine.map((index) => report.findings[index] as Finding)
    const unit = {
      path: report.path,
      file,
      certain: diff.certain,
      findings,
      hashes: mine.map((index) => hashes[index] as string),
      change,
      noButton: change && noButton(change, anchors, mixed),
    }
    const place = placeOf(unit, lines, anchors)
    return [{ ...unit, comment: place && commentOf(unit, place) }]
  })
}

const commentOf = ({ path, certain, findings, hashes, change, noButton }: Omit<Unit, 'comment'>, lines: LineRange) => ({
  ...{ path, lines, certain, findings, hashes, change, noButton },
})

const rankAt = ({ findings }: FileReport, index: number): number => rankOf((findings[index] as Finding).severity)

/**
 * Fingerprints of two findings of a file can be the same (one step in two stages): the second is told apart by its number.
 */
function hashesOf({ path, findings }: FileReport): string[] {
  const seen = new Map<string, number>()
  return findings.map(({ fingerprint }) => {
    const count = seen.get(fingerprint) ?? 0
    seen.set(fingerprint, count + 1)
    return hashOf([path, fingerprint, ...(count === 0 ? [] : [count])].join('\0'))
  })
}

function noButton(change: Change, anchors: Anchors, mixed: boolean): NoButton | null {
  if (change.safety === 'unsafe') return 'unsafe'
  if (mixed) return 'line-ends'
  if (hasInvisible(change)) return 'invisible'
  const fit = anchors.fitOf(change.lines)
  return fit === 'fits' ? null : fit
}

/** The lines for a comment, or null when the finding goes to the body. */
function placeOf(unit: Omit<Unit, 'comment'>, text: Lines, anchors: Anchors): LineRange | null {
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

const listedOf = ({ path, findings, hashes }: Omit<Unit, 'comment'>, reason: Listed['reason']): Listed[] =>
  findings.map((finding, index) => ({ path, finding, hash: hashes[index] as string, reason }))

const byValue = (a: Unit, b: Unit): number =>
  rankOf((a.findings[0] as Finding).severity) - rankOf((b.findings[0] as Finding).severity) ||
  a.file - b.file ||
  (a.findings[0] as Finding).lines.start - (b.findings[0] as Finding).lines.start

const byPlace = (a: Comment, b: Comment): number =>
  a.path === b.path ? a.lines.start - b.lines.start : a.path < b.path ? -1 : 1
