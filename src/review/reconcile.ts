import { hashOf } from './hash.ts'
import type { SummaryMark } from './mark.ts'
import { adopted, dismissedOf, homesOf, isOpen, match, placed, saysTheSame } from './match.ts'
import { type Comment, dismissedIn, planUnits, type ReviewedFile, type ReviewPlan } from './plan.ts'
import { renderComment } from './render.ts'
import { retired, suggestionIn } from './retire.ts'
import { type OwnReview, type Standing, summaryOf, type Thread } from './standing.ts'
import { hashesByThreads } from './twins.ts'
import { type Unit, unitsOf } from './units.ts'

/** What stands and what is found: all that the writing hangs on. */
export interface ReconcileRequest {
  readonly files: readonly ReviewedFile[]
  readonly standing: Standing
  readonly headSha: string
  readonly commentLimit: number
  readonly reviewEvent: ReviewEvent
  /** Whether a file could not be looked at, so that nobody knows what became of its findings. */
  readonly isUnknown: (path: string) => boolean
  /** Whether the head holds a file of this name: a thread on one that it does not hold may speak of a renamed one. */
  readonly isThere: (path: string) => boolean
}

/** What a review with comments is: an opinion, or a demand that blocks the merge. */
export type ReviewEvent = 'comment' | 'request-changes'

/** One change of what stands on the pull request. */
export type Action =
  /** A review with the plan's new comments. */
  | { readonly do: 'create'; readonly comments: readonly Comment[]; readonly event: 'COMMENT' | 'REQUEST_CHANGES' }
  | { readonly do: 'edit'; readonly thread: Thread; readonly body: string }
  /** Where the token may not, `otherwise` is the body that says it. Null when the body says so already. */
  | { readonly do: 'resolve'; readonly thread: Thread; readonly otherwise: string | null }
  /** Takes the demand of an earlier review back. */
  | { readonly do: 'dismiss'; readonly review: OwnReview }
  /** A second summary, as two runs at once leave it, gives way to the first. */
  | { readonly do: 'fold'; readonly review: OwnReview }

/** What the summary remembers beside its lists. */
export interface Memory {
  readonly closed: readonly number[]
  readonly dismissed: readonly number[]
  readonly moved: SummaryMark['moved']
}

export interface Reconciliation {
  readonly plan: ReviewPlan
  /** In the order in which they are carried out. Whatever is cut off in between is done by the next run. */
  readonly actions: readonly Action[]
  readonly memory: Memory
  /** Whether a review that finds something asks for changes. */
  readonly demands: boolean
}

/** A finding as the summary remembers it when GitHub did not take its comment. */
export const refusedKey = (path: string, hash: string): string => hashOf(`${path}\0${hash}`)

/**
 * Compares what should be said now with what stands on the pull request, and gives the least that makes them the same.
 *
 * - The same finding with the same suggestion: nothing, wherever its lines are now and whatever its file is called.
 * - A changed suggestion: the comment is edited where it stands if its lines are still those and nobody answered; else a new one
 *   is written and the old one gives way. It is resolved, or, where people wrote, its text says that it is out of date and the thread's
 *   state is left to them.
 * - Gone: the thread is resolved, once. Whoever opens it again is not contradicted.
 * - Resolved by a person: not said again, also when it was gone in between; but for a suggestion that was committed, and reverted.
 *
 * New comments are written first: a run that ends in between has said something twice at most until the next one, and has
 * lost nothing.
 */
export function reconcile(request: ReconcileRequest): Reconciliation {
  const { files, standing, headSha, commentLimit, isUnknown, isThere } = request
  const summary = summaryOf(standing)
  const numbered = unitsOf(files)
  const known = adopted(standing.threads, numbered)
  const paths = new Set(files.map(({ report }) => report.path))
  const homes = homesOf(known, numbered, paths, isThere, new Map(summary?.summary.moved))
  const threads = placed(known, numbered, homes, isThere)
  const hashes = hashesByThreads(files, threads)
  const all = unitsOf(files, () => false, hashes)
  const dismissedBy = dismissedOf(threads, summary?.summary ?? null)
  const isDismissed = (path: string, hash: string) => dismissedBy(path, hash) !== null
  const listed = dismissedIn(all, isDismissed)
  const units = listed.length === 0 ? all : unitsOf(files, isDismissed, hashes)
  const { live, superseded, gone } = match(threads, units, all)
  // What GitHub did not take is not tried again on the same commit.
  const refused = new Set(summary?.summary.headSha === headSha ? summary.summary.refused : [])
  const wasRefused = ({ path, hashes }: Unit) => hashes.every((hash) => refused.has(refusedKey(path, hash)))

  const [edits, resolves, replaced]: [Action[], Action[], Set<Unit>] = [[], [], new Set()]
  const closed = new Set(summary?.summary.closed)
  for (const thread of threads) if (thread.resolved === 'by-us' || thread.mark.closed) closed.add(thread.comment)
  const give = (thread: Thread) => {
    const body = retired(thread.body, { why: 'superseded' })
    // The state of a thread that people opened again, or wrote in, is theirs.
    const theirs = thread.answered || closed.has(thread.comment)
    closed.add(thread.comment)
    if (theirs || thread.id === null) edits.push({ do: 'edit', thread, body })
    else resolves.push({ do: 'resolve', thread, otherwise: body })
  }
  for (const [unit, thread] of live) {
    if (saysTheSame(thread, unit)) continue
    if (isInPlace(thread, unit) && !thread.answered) {
      edits.push({ do: 'edit', thread, body: renderComment(commentAt(unit, thread)) })
    } else if (unit.place !== null) {
      replaced.add(unit)
      superseded.has(thread) || give(thread)
    } else {
      // There are no lines for a new comment any more, and the button must not stay.
      withdraw(edits, thread, unit.suggestion)
    }
  }
  for (const thread of superseded) give(thread)
  const dismissed = new Set<number>()
  for (const unit of all) {
    for (const hash of unit.hashes) {
      const thread = dismissedBy(unit.path, hash)
      if (!thread || dismissed.has(thread.comment)) continue
      dismissed.add(thread.comment)
      if (!saysTheSame(thread, unit)) withdraw(edits, thread, unit.suggestion)
    }
  }
  const remembered = new Set(summary?.summary.dismissed)
  for (const thread of gone) {
    if (remembered.has(thread.comment)) dismissed.add(thread.comment)
    if (isUnknown(thread.path)) continue
    if (closed.has(thread.comment) || remembered.has(thread.comment)) {
      // Somebody opened it again, and its state is theirs. What it offers would be made twice.
      if (isOpen(thread) && !thread.outdated && suggestionIn(thread.body) !== null) {
        edits.push({ do: 'edit', thread, body: retired(thread.body, { why: 'gone', headSha }) })
        closed.add(thread.comment)
      }
      continue
    }
    if (thread.resolved === 'by-others' && !isCommitted(thread, files)) {
      dismissed.add(thread.comment)
      continue
    }
    if (isOpen(thread)) {
      const body = retired(thread.body, { why: 'gone', headSha, silenced: isSilenced(thread, files) })
      const button = !thread.outdated && suggestionIn(thread.body) !== null
      if (thread.id === null || button) edits.push({ do: 'edit', thread, body })
      if (thread.id !== null) resolves.push({ do: 'resolve', thread, otherwise: button ? null : body })
    }
    closed.add(thread.comment)
  }

  const standingOf = (unit: Unit) =>
    live.has(unit) && !replaced.has(unit) ? 'comment' : wasRefused(unit) ? 'refused' : null
  const plan = planUnits({ files, units, dismissed: listed }, { commentLimit, standing: standingOf })
  const demands = request.reviewEvent === 'request-changes'
  const creates: Action[] =
    plan.comments.length === 0
      ? []
      : [{ do: 'create', comments: plan.comments, event: demands ? 'REQUEST_CHANGES' : 'COMMENT' }]
  const open = [...plan.comments, ...plan.said, ...plan.refused].length > 0 || plan.listed.some(isOwed)
  const dismisses = standing.reviews
    .filter(({ state }) => state === 'CHANGES_REQUESTED' && !(demands && open))
    .map((review): Action => ({ do: 'dismiss', review }))
  const folds = standing.reviews
    .filter(({ id, summary: mark }) => summary && mark?.version === 2 && id !== summary.id)
    .map((review): Action => ({ do: 'fold', review }))
  return {
    plan,
    demands,
    actions: [...creates, ...edits, ...resolves, ...dismisses, ...folds],
    memory: {
      closed: [...closed].sort(ascending),
      dismissed: [...dismissed].sort(ascending),
      moved: [...homes].map(([from, to]) => [hashOf(from), hashOf(to)]),
    },
  }
}

/** Whether an ignore silences findings of a thread's rules in its file, so that nobody mended what it was about. */
const isSilenced = ({ path, mark }: Thread, files: readonly ReviewedFile[]): boolean => {
  const rules = files.flatMap(({ report }) => (report.path === path ? report.ignored.map(({ rule }) => rule) : []))
  return mark.rules.some((rule) => rules.includes(rule))
}

const ascending = (a: number, b: number): number => a - b

/** Whether a listed finding is one that the pull request should still mend. */
const isOwed = ({ touched, reason }: ReviewPlan['listed'][number]): boolean => touched && reason !== 'dismissed'

/**
 * Whether a thread was resolved because its suggestion was committed, which GitHub does in the name of who clicked: its lines were
 * changed, and what it suggested stands in the file.
 */
function isCommitted({ path, outdated, body }: Thread, files: readonly ReviewedFile[]): boolean {
  const suggestion = suggestionIn(body)
  const text = files.find(({ report }) => report.path === path)?.report.text.replaceAll('\r\n', '\n') ?? ''
  return outdated && suggestion !== null && `\n${text}\n`.includes(suggestion === '' ? '' : `\n${suggestion}\n`)
}

/** Whether a comment on the lines that a thread stands on would be where it must be. */
const isInPlace = ({ path, lines, outdated }: Thread, unit: Unit): boolean =>
  !outdated &&
  path === unit.path &&
  lines?.start === unit.place?.start &&
  lines?.end === unit.place?.end &&
  lines !== null

/** Takes the button away from a comment whose suggestion is no longer right, if it still has one. */
function withdraw(edits: Action[], thread: Thread, suggestion: string): void {
  if (thread.outdated || suggestionIn(thread.body) === null) return
  edits.push({ do: 'edit', thread, body: retired(thread.body, { why: 'stale', suggestion }) })
}

const commentAt = (unit: Unit, { lines }: Thread): Comment => {
  const { place: _, file: __, ...comment } = unit
  return { ...comment, lines: lines as Comment['lines'] }
}
