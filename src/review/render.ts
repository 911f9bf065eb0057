import type { Finding } from '../finding.ts'
import { managers } from '../managers/registry.ts'
import type { LineRange } from '../text/lines.ts'
import { diffOf } from './change.ts'
import { commentMark, reviewMark } from './mark.ts'
import { fenced, inlineCode, link, prose } from './markdown.ts'
import { type Comment, digestOf, type Listed, type NoButton, type ReviewPlan } from './plan.ts'

/**
 * A comment or a review holds 65,536 characters (renovatebot/renovate#2032). What is written stays well below: GitHub's
 * way of counting is not known.
 */
export const longestBody = 60_000

/** What the texts need to know of the pull request. */
export interface Surroundings {
  readonly headSha: string
  /** The address of lines of a file at the head commit; null where there is none to give. */
  readonly addressOf: (path: string, lines: LineRange) => string | null
}

/** A comment as it is posted. */
export function renderComment(comment: Comment): string {
  const { findings, hashes, change, noButton } = comment
  const mark = commentMark({ hashes, rules: findings.map(({ rule }) => rule) })
  const shown =
    change && noButton === null
      ? [fenced(change.after ?? [], 'suggestion')]
      : change && noButton
        ? [withoutButton[noButton], fenced(diffOf(change), 'diff')]
        : []
  return `${fitting(comment, shown, longestBody - mark.length - 2)}\n\n${mark}`
}

/** The same for the body of a review, which takes no suggestions. */
const renderInBody = (comment: Comment): string =>
  fitting(comment, comment.change ? [fenced(diffOf(comment.change), 'diff')] : [], longestBody / 4)

/** The first of these that is not too long: everything, without the details, without the change, the titles alone. */
function fitting({ findings, change }: Comment, shown: readonly string[], longest: number): string {
  // Two steps that must change together often get the same words: they are said once, with both places.
  const groups = inGroups(findings)
  const said = groups.map((group) => sayFindings(group, findings.length > 1, change !== null))
  const details = detailsOf(groups.map(([finding]) => finding))
  const cut = change ? ['The change is too long to be shown here; the summary of the job has it.'] : []
  const forms = [
    [...said, ...shown, folded('More about this', details)],
    [...said, ...shown],
    [...said, ...cut],
    [...findings.slice(0, 100).map(title), ...cut],
  ]
  const texts = forms.map((parts) => parts.join('\n\n'))
  return texts.find((text) => text.length <= longest) ?? (texts.at(-1) as string)
}

const title = ({ rule, severity, manager }: Finding): string =>
  `**${rule}** · ${[severity, ...(manager ? [prose(manager)] : [])].join(' · ')}`

function inGroups(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  const groups = new Map<string, [Finding, ...Finding[]]>()
  for (const finding of findings) {
    const group = groups.get(sameWords(finding))
    if (group) group.push(finding)
    else groups.set(sameWords(finding), [finding])
  }
  return [...groups.values()]
}

const sameWords = ({ rule, manager, severity, message, help, because, remedy }: Finding): string =>
  JSON.stringify([rule, manager, severity, message, help, because, 'unknown' in remedy ? remedy.unknown : null])

function sayFindings(group: readonly [Finding, ...Finding[]], withPlaces: boolean, hasChange: boolean): string {
  const [finding] = group
  const places = withPlaces ? ` · ${listOf(group.map(({ lines }) => placeOf(lines)))}` : ''
  const parts = [title(finding) + places, prose(finding.message)]
  if ('unknown' in finding.remedy) parts.push(`No suggestion here: ${prose(asSentence(finding.remedy.unknown))}`)
  else if (!hasChange) parts.push('Its change touches lines of another suggestion and follows once that is committed.')
  return parts.join('\n\n')
}

const withoutButton: Readonly<Record<NoButton, string>> = {
  unsafe: 'This is not proven to give the same image, so please check it before you make the change:',
  'outside-diff': 'The change goes beyond the lines of this diff, where GitHub takes no suggestion:',
  'deleted-lines': 'GitHub cannot apply a suggestion across the lines that were deleted here, so by hand:',
  'line-ends': 'The file mixes line endings, which a committed suggestion might change, so by hand:',
  invisible: 'There are characters in these lines that cannot be seen (here they are written out), so by hand:',
}

/**
 * What a reader may want to know beyond the messages, each paragraph once. Only our own documentation is linked, not what a
 * file names.
 */
function detailsOf(findings: readonly Finding[]): string {
  const said = new Set<string>()
  const once = (texts: readonly string[]) => texts.filter((text) => text !== '' && !said.has(text) && said.add(text))
  const all = findings.map(({ help, because, rule }) => ({
    rule,
    paragraphs: once(help.split(/\n\s*\n/).map((paragraph) => prose(paragraph, isDocumentation))),
    places: once([because.map(({ lines, message }) => `- ${capital(placeOf(lines))}: ${prose(message)}`).join('\n')]),
    silence: once([`To keep it as it is: ${inlineCode(`# layerwise ignore=${rule} reason`)} on the line above.`]),
  }))
  const shown = all
    .map(({ rule, ...parts }) => ({ rule, texts: [...parts.paragraphs, ...parts.places, ...parts.silence] }))
    .filter(({ texts }) => texts.length > 0)
  return shown.flatMap(({ rule, texts }) => [...(shown.length > 1 ? [`**${rule}**`] : []), ...texts]).join('\n\n')
}

/** Help may link the manuals that it was written from. An address of unknown origin is shown, and is no link. */
const isDocumentation = (address: string): boolean =>
  address.startsWith('https://docs.docker.com/') || managers.some(({ docs }) => address.startsWith(docs))

/**
 * The body of a review: in a sentence or two what it holds, then everything that has no comment. It ends at a finding when
 * there is more than a body can hold.
 *
 * @param plan when it lists, the lists are for this review; when it does not, an earlier one has them
 */
export function renderReview(plan: ReviewPlan, surroundings: Surroundings, listing = true): string {
  const { refused } = plan
  const hashes = refused.flatMap((comment) => comment.hashes)
  const mark = reviewMark({ headSha: surroundings.headSha, digest: listing ? digestOf(plan) : null, hashes })
  const body = new Body(longestBody - mark.length - 1_500)
  body.add(opening(plan))
  if (refused.length > 0) {
    const them = refused.length === 1 ? 'its lines, so it stands' : 'their lines, so they stand'
    body.add(`GitHub did not take ${count(refused.length, 'comment')} on ${them} here.`)
    body.each(refused, (comment) => {
      return `${linked(comment.path, comment.lines, surroundings)}\n\n${renderInBody(comment)}`
    })
  }
  if (listing) addLists(body, plan, surroundings)
  return `${body.text}\n\n${mark}`
}

/** The body of an earlier review with the lists as they are now. Its first paragraph, on its comments, stays. */
export function renderAgain(earlier: string, plan: ReviewPlan, surroundings: Surroundings): string {
  const mark = reviewMark({ headSha: surroundings.headSha, digest: digestOf(plan), hashes: [] })
  const first = earlier.split(/\r?\n\s*\n/, 1)[0] as string
  const body = new Body(longestBody - mark.length - 1_500)
  body.add(/^<!--|^<details>/.test(first) ? opening(plan) : first.slice(0, 1_000))
  addLists(body, plan, surroundings)
  return `${body.text}\n\n${mark}`
}

function addLists(body: Body, { listed, notices, ignored }: ReviewPlan, surroundings: Surroundings): void {
  const item = (one: Listed) => sayListed(one, surroundings)
  const over = listed.filter(({ reason }) => reason === 'over-limit')
  const outside = listed.filter(({ reason }) => reason === 'outside-diff')
  body.fold(`${count(over.length, 'more finding')}, over the limit of comments`, over, item)
  body.fold(`${count(outside.length, 'finding')} on lines that this pull request does not change`, outside, item)
  body.fold(count(notices.length, 'note'), notices, ({ path, notice }) => {
    const lines = { start: notice.line, end: notice.line }
    return `- ${linked(path, lines, surroundings)}: ${prose(notice.message)}`
  })
  if (ignored > 0) body.add(`${count(ignored, 'finding')} silenced by an ignore comment.`)
}

function opening({ comments, refused, said }: ReviewPlan): string {
  const here = 'the lines that this pull request changes'
  if (comments.length === 0) {
    if (refused.length > 0) return ''
    return said.length > 0 ? `Nothing new on ${here}.` : `Nothing to say about ${here}.`
  }
  const buttons = comments.filter(({ change, noButton }) => change && noButton === null).length
  const files = new Set(comments.map(({ path }) => path))
  const where = files.size === 1 ? inlineCode(comments[0]?.path as string) : `${files.size} Dockerfiles`
  const what = `${count(comments.length, 'comment')} on the build cache in ${where}`
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

const folded = (heading: string, text: string): string =>
  `<details><summary>${heading}</summary>\n\n${text}\n\n</details>`

const listOf = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** `line 7` or `lines 7 to 9`. */
export const placeOf = ({ start, end }: LineRange): string =>
  start === end ? `line ${start}` : `lines ${start} to ${end}`

/** `1 comment`, `2 comments`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
