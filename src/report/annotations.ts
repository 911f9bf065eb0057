import type { Finding, Notice, Severity } from '../finding.ts'
import { printable } from '../text/printable.ts'

/** One line of a job's log that GitHub shows beside the code. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  readonly file: string
  readonly startLine: number
  readonly endLine: number
}

export interface Annotations {
  /** What GitHub will show, the most severe first. */
  readonly shown: readonly Annotation[]
  /** How many of each level there are beyond that. */
  readonly withheld: Readonly<Record<Annotation['level'], number>>
}

/** What the tool kit of GitHub Actions offers (`@actions/core`), which escapes what it writes. */
export interface AnnotationCommands {
  error(message: string, properties?: AnnotationProperties): void
  warning(message: string, properties?: AnnotationProperties): void
  notice(message: string, properties?: AnnotationProperties): void
  info(message: string): void
}

interface AnnotationProperties {
  readonly title: string
  readonly file: string
  readonly startLine: number
  readonly endLine: number
}

/**
 * A step shows ten annotations of each level, the first ten that it prints, and drops the rest without a word
 * (https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations).
 */
export const annotationsPerLevel = 10
/** One place of each level is left for what the run says of itself: why it fails, what it could not look at, how many there are. */
const places = annotationsPerLevel - 1

const levels: Readonly<Record<Severity, Annotation['level']>> = { error: 'error', warning: 'warning', info: 'notice' }

/** The annotations for findings and notices, in their order, findings first. Their texts are printable. */
export function annotationsOf(
  findings: readonly { readonly path: string; readonly finding: Finding }[],
  notices: readonly { readonly path: string; readonly notice: Notice }[],
): Annotations {
  const all = [
    ...findings.map(({ path, finding: { rule, manager, severity, message, lines } }) =>
      annotation(levels[severity], path, lines, manager ? `${rule} (${manager})` : rule, message),
    ),
    ...notices.map(({ path, notice: { line, message } }) =>
      annotation('notice', path, { start: line, end: line }, 'Layerwise', message),
    ),
  ]
  const shown: Annotation[] = []
  const withheld = { error: 0, warning: 0, notice: 0 }
  for (const level of ['error', 'warning', 'notice'] as const) {
    const those = all.filter((one) => one.level === level)
    shown.push(...those.slice(0, places))
    withheld[level] = Math.max(0, those.length - places)
  }
  return { shown, withheld }
}

/** Prints annotations, and how many were kept back. */
export function printAnnotations({ shown, withheld }: Annotations, commands: AnnotationCommands): void {
  for (const { level, message, ...properties } of shown) commands[level](message, properties)
  const more = Object.entries(withheld).filter(([, count]) => count > 0)
  if (more.length === 0) return
  const counted = more.map(([level, count]) => `${count} more ${level}${count === 1 ? '' : 's'}`).join(', ')
  commands.notice(`GitHub shows ${annotationsPerLevel} annotations of a kind; ${counted} in the summary of the job.`)
}

function annotation(
  level: Annotation['level'],
  path: string,
  { start, end }: { readonly start: number; readonly end: number },
  title: string,
  message: string,
): Annotation {
  const [file, shownTitle] = [path, title].map((text) => printable(text).slice(0, 1_000)) as [string, string]
  return { level, title: shownTitle, message: printable(message).slice(0, 4_000), file, startLine: start, endLine: end }
}
