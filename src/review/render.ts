import type { Finding } from '../finding.ts'
import { managers } from '../managers/registry.ts'
import type { LineRange } from '../text/lines.ts'
import { diffOf } from './change.ts'
import { commentMark } from './mark.ts'
import { fenced, inlineCode, prose } from './markdown.ts'
import type { Comment, NoButton } from './plan.ts'

/**
 * A comment or a review holds 65,536 characters (renovatebot/renovate#2032). What is written stays well below: GitHub's
 * way of counting is not known.
 */
export const longestBody = 60_000

/**
 * A comment as it is posted.
 *
 * @param onFile whether it stands on the whole file, because GitHub did not take it on its lines: then it names them
 */
export function renderComment(comment: Comment, onFile = false): string {
  const { findings, hashes, change, suggestion } = comment
  const noButton = comment.noButton ?? (onFile ? 'refused' : null)
  const mark = commentMark({ hashes, rules: findings.map(({ rule }) => rule), suggestion, closed: false })
  const shown =
    change && noButton === null
      ? [fenced(change.after ?? [], 'suggestion')]
      : change && noButton
        ? [withoutButton[noButton], fenced(diffOf(change), 'diff')]
        : []
  return `${fitting(comment, shown, longestBody - mark.length - 2, onFile)}\n\n${mark}`
}

/** The same for the summary, which takes no suggestions. */
export const renderInSummary = (comment: Comment): string =>
  fitting(comment, comment.change ? [fenced(diffOf(comment.change), 'diff')] : [], longestBody / 4)

/** The first of these that is not too long: everything, without the details, without the change, the titles alone. */
function fitting({ findings, change }: Comment, shown: readonly string[], longest: number, withPlaces = false): string {
  // Two steps that must change together often get the same words: they are said once, with both places.
  const groups = inGroups(findings)
  const said = groups.map((group) => sayFindings(group, withPlaces || findings.length > 1, change !== null))
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

export const title = ({ rule, severity, manager }: Finding): string =>
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
  refused: 'GitHub takes no comment on these lines, so by hand:',
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
