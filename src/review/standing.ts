import type { LineRange } from '../text/lines.ts'
import { type CommentMark, isOwnReview, readSummaryMark, type SummaryMark } from './mark.ts'

/** A conversation that a comment of ours began. Only what our own account wrote and marked is one. */
export interface Thread {
  /** GraphQL's id; null where threads could not be read and only comments are known. */
  readonly id: string | null
  /** The number of its first comment, which is ours. They ascend with time. */
  readonly comment: number
  readonly path: string
  /** The lines of the head commit that it stands on; null when they are not known or it is about the whole file. */
  readonly lines: LineRange | null
  /** Whether its lines were changed since: its button is gone. */
  readonly outdated: boolean
  /** Who resolved it. Somebody else, when that is not known. */
  readonly resolved: 'no' | 'by-us' | 'by-others'
  /** Whether somebody else wrote in it. */
  readonly answered: boolean
  /** The text of our comment. */
  readonly body: string
  readonly mark: CommentMark
}

/** A review of ours. */
export interface OwnReview {
  /** The number that REST has for it. They ascend with time. */
  readonly id: number
  /** GraphQL's id; null where it is not known. */
  readonly node: string | null
  readonly body: string
  readonly url: string
  /** `COMMENTED`, `CHANGES_REQUESTED`, `DISMISSED`… */
  readonly state: string
  /** Set when its body is a summary. */
  readonly summary: SummaryMark | null
}

/** What our own account said on a pull request, and where the pull request is. */
export interface Standing {
  readonly threads: readonly Thread[]
  /** Oldest first. */
  readonly reviews: readonly OwnReview[]
}

/** A review of our account, if it is one that we wrote. */
export const ownReview = (review: Omit<OwnReview, 'summary'>): OwnReview[] =>
  isOwnReview(review.body) ? [{ ...review, summary: readSummaryMark(review.body) }] : []

export const nothingStands: Standing = { threads: [], reviews: [] }

/** The one review whose body is the summary: the first of the current version, else the last of the one before. */
export function summaryOf({ reviews }: Standing): (OwnReview & { readonly summary: SummaryMark }) | null {
  const all = reviews.flatMap((review) => (review.summary ? [{ ...review, summary: review.summary }] : []))
  return (
    all.find(({ summary }) => summary.version === 2) ??
    all.findLast(({ summary }) => summary.digest !== null) ??
    all.at(-1) ??
    null
  )
}
