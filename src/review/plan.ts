import type { Finding, Notice } from '../finding.ts'
import type { LineRange } from '../text/lines.ts'
import { hashOf } from './hash.ts'
import { type IsGone, type ReviewedFile, rankOf, type Unit, unitsOf } from './units.ts'

export { type NoButton, type ReviewedFile, rankOf, severities } from './units.ts'

/** One comment on lines of the diff. It says everything about one suggestion, or one finding that has none. */
export interface Comment extends Omit<Unit, 'place' | 'file'> {
  /** Where it stands: lines of the head commit, in one hunk. */
  readonly lines: LineRange
}

/** A finding that is said in the summary only, and why. */
export interface Listed {
  readonly path: string
  readonly finding: Finding
  readonly hash: string
  /** `dismissed`: a person resolved its thread. */
  readonly reason: 'outside-diff' | 'over-limit' | 'dismissed'
  /** Whether the pull request caused or touched it. */
  readonly touched: boolean
}

/** Where everything that was found goes. Each finding is in exactly one of the first four. */
export interface ReviewPlan {
  /** To be written on their lines, in the order of paths and lines. */
  readonly comments: readonly Comment[]
  /** Would be comments, but GitHub did not take them: they stand in the summary, in full. */
  readonly refused: readonly Comment[]
  /** Counted and listed in the summary, the most severe first. */
  readonly listed: readonly Listed[]
  /** Stands on the pull request already, in a comment. */
  readonly said: readonly Comment[]
  readonly notices: readonly { readonly path: string; readonly notice: Notice }[]
  /** How many findings an ignore line silences. */
  readonly ignored: number
}

export interface PlanOptions {
  /** How many comments the pull request is to have at most, what was said before included. */
  readonly commentLimit: number
  /** Where a unit is said already: in a comment, or in the summary because GitHub did not take its comment. */
  readonly standing?: (unit: Unit) => 'comment' | 'refused' | null
}

/**
 * Decides where each finding of a pull request is said.
 *
 * - One comment for each suggestion, with all the findings that it answers; one for each finding without a suggestion.
 * - A comment is only written about what the pull request touched (see `Anchors.isTouched`): any line of a finding, of what takes
 *   part in it, or of what its fix changes. If one finding of a suggestion is touched, the suggestion is.
 * - What does not fit into the diff is a comment with a diff instead of a button, on the nearest line that explains it.
 * - The limit keeps the most valuable comments: by severity, then by what they save, then by their place. What was said
 *   before keeps its seat, so that the same commit gives the same plan in every run.
 */
export function planReview(files: readonly ReviewedFile[], options: PlanOptions): ReviewPlan {
  return planUnits({ files, units: unitsOf(files), dismissed: [] }, options)
}

/** The same of units that are at hand already. `dismissed` are findings that a person dismissed; no unit holds them. */
export function planUnits(
  { files, units, dismissed }: PlannedUnits,
  { commentLimit, standing = () => null }: PlanOptions,
): ReviewPlan {
  const [comments, refused, said, listed]: [Comment[], Comment[], Comment[], Listed[]] = [[], [], [], []]
  let seats = commentLimit
  for (const unit of [...units].sort(byValue)) {
    const stands = standing(unit)
    if (stands === 'comment') {
      said.push(commentOf(unit))
      if (unit.place) seats--
    } else if (unit.place && seats > 0) {
      seats--
      ;(stands === 'refused' ? refused : comments).push(commentOf(unit))
    } else {
      listed.push(...listedOf(unit))
    }
  }
  return {
    ...{ comments: comments.sort(byPlace), refused: refused.sort(byPlace), said },
    listed: [...listed, ...dismissed],
    notices: files.flatMap(({ report: { path, notices } }) => notices.map((notice) => ({ path, notice }))),
    ignored: files.reduce((sum, { report }) => sum + report.ignored.length, 0),
  }
}

export interface PlannedUnits {
  readonly files: readonly ReviewedFile[]
  readonly units: readonly Unit[]
  readonly dismissed: readonly Listed[]
}

/** The findings of some units that a person dismissed. */
export const dismissedIn = (units: readonly Unit[], isDismissed: IsGone): Listed[] =>
  units.flatMap(listedOf).flatMap((one): Listed[] => {
    return isDismissed(one.path, one.hash) ? [{ ...one, reason: 'dismissed' }] : []
  })

/** The same plan with some comments moved into the summary, because GitHub refused them on their lines. */
export function withhold(plan: ReviewPlan, which: (comment: Comment) => boolean): ReviewPlan {
  return {
    ...plan,
    comments: plan.comments.filter((comment) => !which(comment)),
    refused: [...plan.refused, ...plan.comments.filter(which)].sort(byPlace),
  }
}

/** The findings that the pull request caused or touched: all but those outside of its diff. */
export function touchedFindings({ comments, refused, listed, said }: ReviewPlan): Finding[] {
  return [
    ...[...comments, ...refused, ...said].flatMap(({ findings }) => findings),
    ...listed.filter(({ touched }) => touched).map(({ finding }) => finding),
  ]
}

/**
 * A hash over what the summary says, but not over where: while it is the same, the summary need not be written again.
 */
export function digestOf({ comments, said, refused, listed, notices, ignored }: ReviewPlan): string {
  const parts = [
    ...[...comments, ...said].map(({ path, hashes, change, noButton }) => {
      return `comment ${path} ${hashes.join()} ${change && noButton === null ? 'button' : ''}`
    }),
    ...refused.map(({ path, hashes, suggestion }) => `refused ${path} ${hashes.join()} ${suggestion}`),
    ...listed.map(({ path, hash, reason }) => `${reason} ${path} ${hash}`),
    ...notices.map(({ path, notice }) => `notice ${path} ${notice.message}`),
  ]
  return hashOf([...parts.sort(), `ignored ${ignored}`].join('\n'))
}

const commentOf = ({ place, file: _, ...unit }: Unit): Comment => ({
  ...unit,
  lines: place ?? (unit.findings[0] as Finding).lines,
})

const listedOf = ({ path, findings, hashes, place }: Unit): Listed[] =>
  findings.map((finding, index) => ({
    ...{ path, finding, hash: hashes[index] as string },
    ...{ reason: place ? 'over-limit' : 'outside-diff', touched: place !== null },
  }))

const byValue = (a: Unit, b: Unit): number =>
  rankOf((a.findings[0] as Finding).severity) - rankOf((b.findings[0] as Finding).severity) ||
  savedBy(b) - savedBy(a) ||
  a.file - b.file ||
  (a.findings[0] as Finding).lines.start - (b.findings[0] as Finding).lines.start

/** How many files of the repository make its steps run again when they are edited; none where that is not known. */
const savedBy = ({ findings }: Unit): number => Math.max(...findings.map(({ filesThatRun = 0 }) => filesThatRun))

const byPlace = (a: Comment, b: Comment): number =>
  a.path === b.path ? a.lines.start - b.lines.start : a.path < b.path ? -1 : 1
