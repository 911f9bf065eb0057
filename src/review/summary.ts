import type { LineRange } from '../text/lines.ts'
import { hashOf } from './hash.ts'
import { reviewMark, type SummaryMark, summaryMark } from './mark.ts'
import { inlineCode, link, prose } from './markdown.ts'
import { type Comment, digestOf, type Listed, type ReviewPlan } from './plan.ts'
import { type Memory, refusedKey } from './reconcile.ts'
import { count, longestBody, placeOf, renderInSummary, title } from './render.ts'

/** What the texts need to know of the pull request. */
export interface Surroundings {
  readonly headSha: string
  /** The address of lines of a file at the head commit; null where there is none to give. */
  readonly addressOf: (path: string, lines: LineRange) => string | null
}

/** What the summary of a plan is marked with. */
export function markOf(plan: ReviewPlan, memory: Memory, headSha: string): Omit<SummaryMark, 'version'> {
  const refused = plan.refused.flatMap(({ path, hashes }) => hashes.map((hash) => refusedKey(path, hash)))
  return { headSha, digest: digestOf(plan), ...memory, refused }
}

/** Whether a summary with this mark is still right: nothing that it says or remembers is different now. */
export function isRight(standing: SummaryMark, now: Omit<SummaryMark, 'version'>): boolean {
  // On which commit it was written only matters for what GitHub refused there.
  const essence = ({ headSha, digest, closed, dismissed, moved, refused }: Omit<SummaryMark, 'version'>) =>
    JSON.stringify([digest, closed, dismissed, moved, [...refused].sort(), refused.length > 0 && headSha])
  return standing.version === 2 && essence(standing) === essence(now)
}

/** Whether a plan holds anything that a summary would be opened for. */
export const isWorthASummary = ({ comments, said, refused, listed, notices }: ReviewPlan): boolean =>
  [comments, said, refused, listed, notices].some((list) => list.length > 0)

/**
 * The one summary: in a sentence or two what the comments are, then everything that has none. It ends at a finding when
 * there is more than a body can hold.
 *
 * @param longest in characters
 */
export function renderSummary(
  plan: ReviewPlan,
  memory: Memory,
  surroundings: Surroundings,
  longest = longestBody,
): string {
  const { refused } = plan
  const mark = summaryMark(markOf(plan, memory, surroundings.headSha))
  const body = new Body(longest - mark.length - 1_500)
  body.add(opening(plan, memory))
  if (refused.length > 0) {
    const them = refused.length === 1 ? 'its lines, so it stands' : 'their lines, so they stand'
    body.add(`GitHub did not take ${count(refused.length, 'comment')} on ${them} here.`)
    body.each(refused, (comment) => {
      return `${linked(comment.path, comment.lines, surroundings)}\n\n${renderInSummary(comment)}`
    })
  }
  addLists(body, plan, surroundings)
  return `${body.text}\n\n${mark}`
}

/** The body of a later review, which holds new comments and lists nothing. */
export function renderReview(comments: readonly Comment[], { headSha }: Pick<Surroundings, 'headSha'>): string {
  const content = hashOf(
    comments.map(({ path, hashes, suggestion }) => [path, ...hashes, suggestion].join()).join('\n'),
  )
  return `${sayComments(comments, 'more ')}\n\n${reviewMark({ headSha, content })}`
}

/** The body of a summary that gives way to another one. */
export function renderFolded(headSha: string): string {
  return `The summary of this pull request stands in an earlier review.\n\n${reviewMark({ headSha, content: hashOf('') })}`
}

function addLists(body: Body, { listed, notices, ignored }: ReviewPlan, surroundings: Surroundings): void {
  const item = (one: Listed) => sayListed(one, surroundings)
  const over = listed.filter(({ reason }) => reason === 'over-limit')
  const outside = listed.filter(({ reason }) => reason === 'outside-diff')
  const dismissed = listed.filter(({ reason }) => reason === 'dismissed')
  body.fold(`${count(over.length, 'more finding')}, over the limit of comments`, over, item)
  body.fold(`${count(outside.length, 'finding')} on lines that this pull request does not change`, outside, item)
  body.fold(`${count(dismissed.length, 'finding')} that somebody dismissed by resolving its thread`, dismissed, item)
  body.fold(count(notices.length, 'note'), notices, ({ path, notice }) => {
    const lines = { start: notice.line, end: notice.line }
    return `- ${linked(path, lines, surroundings)}: ${prose(notice.message)}`
  })
  if (ignored > 0) body.add(`${count(ignored, 'finding')} silenced by an ignore comment.`)
}

function opening({ comments, said, refused, listed }: ReviewPlan, { closed }: Memory): string {
  const all = [...comments, ...said]
  if (all.length > 0) return sayComments(all)
  if (refused.length > 0) return ''
  const owed = listed.some(({ touched, reason }) => touched && reason !== 'dismissed')
  if (owed) return ''
  return `Nothing ${closed.length > 0 ? 'left ' : ''}to say about the lines that this pull request changes.`
}

function sayComments(comments: readonly Comment[], more = ''): string {
  const buttons = comments.filter(({ change, noButton }) => change && noButton === null).length
  const files = new Set(comments.map(({ path }) => path))
  const where = files.size === 1 ? inlineCode(comments[0]?.path as string) : `${files.size} Dockerfiles`
  const what = `${count(comments.length, `${more}comment`)} on the build cache in ${where}`
  if (buttons === 0) return `${what}.`
  if (comments.length === 1) return `${what}, which can be committed as a suggestion.`
  if (buttons === comments.length) return `${what}; each can be committed as a suggestion, in any order.`
  const some =
    buttons === 1
      ? '1 of them can be committed as a suggestion'
      : `${buttons} of them can be committed as suggestions, in any order`
  return `${what}; ${some}.`
}

const sayListed = ({ path, finding }: Listed, surroundings: Surroundings): string =>
  `- ${linked(path, finding.lines, surroundings)}: ${title(finding)}. ${prose(finding.message)}`

function linked(path: string, lines: LineRange, { addressOf }: Surroundings): string {
  const address = addressOf(path, lines)
  const words = `${inlineCode(path)} ${placeOf(lines)}`
  return address === null ? words : link(words, address)
}

/** Grows by whole findings, and says how many did not fit. */
class Body {
  text = ''
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  add(part: string): void {
    if (part === '') return
    this.text += this.text === '' ? part : `\n\n${part}`
  }

  each<T>(items: readonly T[], say: (item: T) => string, apart = '\n\n'): void {
    let text = ''
    let fit = 0
    for (const item of items) {
      const next = say(item)
      if (this.text.length + text.length + next.length + apart.length > this.#limit) break
      text += (text === '' ? '' : apart) + next
      fit++
    }
    if (text !== '') this.add(text)
    if (fit < items.length) this.add(`${items.length - fit} more in the summary of the job.`)
  }

  fold<T>(heading: string, items: readonly T[], say: (item: T) => string): void {
    if (items.length === 0) return
    this.add(`<details><summary>${heading}</summary>`)
    this.each(items, say, '\n')
    this.add('</details>')
  }
}
