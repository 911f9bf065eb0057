import type { Finding } from '../finding.ts'
import type { Api } from '../github/api.ts'
import type { PullRequest } from '../github/pull-request.ts'
import { sayRefusal } from '../github/refusal.ts'
import { type Published, publishReview } from '../github/review.ts'
import { readStanding } from '../github/standing.ts'
import type { Inputs } from '../options.ts'
import type { Comment, ReviewedFile, ReviewPlan } from '../review/plan.ts'
import { reconcile } from '../review/reconcile.ts'
import { count } from '../review/render.ts'
import { nothingStands } from '../review/standing.ts'
import type { Surroundings } from '../review/summary.ts'

export interface Reviewed {
  readonly pull: PullRequest
  readonly files: readonly ReviewedFile[]
  readonly inputs: Pick<Inputs, 'commentLimit' | 'review' | 'reviewEvent'>
  /** The login of our token. */
  readonly viewer: string
  readonly surroundings: Surroundings
  /** Whether the user wants a file to be looked at. */
  readonly isWanted: (path: string) => boolean
  /** False when files that are not among `files` may be changed all the same. */
  readonly isComplete: boolean
  /** Whether the head holds a file of this name. */
  readonly isThere: (path: string) => boolean
}

/** What a run said, and where each finding is to be found. */
export interface Said {
  readonly plan: ReviewPlan
  /** Null when no review was asked for, or the pull request is closed. */
  readonly published: Published | null
  /** What goes into annotations: everything touched that has no comment on the pull request. */
  readonly annotated: readonly { readonly path: string; readonly finding: Finding }[]
  readonly placeOf: (finding: Finding) => string
  /** One line for the log and the job summary. */
  readonly sentence: string
}

/** Makes the pull request say what was found, and tells what it could not say there. */
export async function review(api: Api, reviewed: Reviewed): Promise<Said> {
  const { pull, files, inputs, viewer, surroundings } = reviewed
  const paths = new Set(files.map(({ report }) => report.path))
  const unread = new Set(files.flatMap(({ report }) => (report.unread ? [report.path] : [])))
  // A file that is not there under its name may be one that could not be read under another.
  const isUnknown = (path: string) =>
    unread.has(path) || !reviewed.isWanted(path) || (!paths.has(path) && (!reviewed.isComplete || unread.size > 0))
  const isThere = (path: string) => paths.has(path) || reviewed.isThere(path)
  const { commentLimit, reviewEvent } = inputs
  const plans = (standing = nothingStands) =>
    reconcile({ files, standing, headSha: pull.headSha, commentLimit, reviewEvent, isUnknown, isThere })
  if (!inputs.review || !pull.open) return said(plans().plan, null)
  const there = await readStanding(api, pull, viewer)
  if (!there.ok) return said(plans().plan, { done: 'refused', refusal: there.refusal })
  const { standing, headSha, open } = there.value
  const reconciliation = plans(standing)
  const isElsewhere = !open || (headSha !== null && headSha !== pull.headSha)
  const published: Published = isElsewhere
    ? { done: 'outdated', written: 0 }
    : await publishReview(api, {
        ...{ pull, reconciliation, standing, viewer, surroundings },
        isCurrent: headSha !== null,
      })
  if (published.done === 'refused') api.log(sayRefusal(published.refusal))
  return said(published.done === 'written' ? published.plan : reconciliation.plan, published)
}

function said(plan: ReviewPlan, published: Published | null): Said {
  const isWritten = published?.done === 'written'
  const unsaid = isWritten ? published.unsaid : []
  const nowhere = published === null || published.done === 'refused'
  const summarised = isWritten ? published.summarised : !nowhere
  const places = new Map<Finding, string>()
  const annotated: { path: string; finding: Finding }[] = []
  const put = (path: string, findings: readonly Finding[], place: string, annotate = false) => {
    for (const finding of findings) {
      places.set(finding, place)
      if (annotate) annotated.push({ path, finding })
    }
  }
  const all = (comments: readonly Comment[], place: string, annotate = false) => {
    for (const { path, findings } of comments) put(path, findings, place, annotate)
  }
  all(unsaid, 'annotation', true)
  all(plan.comments, nowhere ? 'annotation' : 'comment', nowhere)
  all(plan.refused, summarised ? 'in the summary' : 'annotation', published?.done !== 'outdated')
  all(plan.said, 'said before', published === null)
  for (const { path, finding, reason } of plan.listed) {
    const place = {
      'over-limit': 'over the limit of comments',
      'outside-diff': 'not on changed lines',
      dismissed: 'dismissed',
    }[reason]
    const isOver = reason === 'over-limit'
    put(path, [finding], isOver && !summarised ? 'annotation' : place, isOver && published?.done !== 'outdated')
  }
  return {
    plan,
    published,
    annotated,
    placeOf: (finding) => places.get(finding) ?? '',
    sentence: sentenceOf(published, plan),
  }
}

function sentenceOf(published: Published | null, plan: ReviewPlan): string {
  if (published === null) return 'No review was asked for.'
  if (published.done === 'outdated')
    return 'The pull request has moved on; the run for its newest commit says the rest.'
  if (published.done === 'refused') return 'GitHub did not take the review; annotations stand in its place.'
  if (published.done === 'nothing')
    return plan.said.length > 0 ? 'Everything was said before.' : 'There is nothing to say.'
  const held = `The review holds ${count(plan.comments.length, 'new comment')}.`
  if (published.unsaid.length === 0) return held
  return `${held} GitHub did not take ${published.unsaid.length} more; annotations stand in their place.`
}
