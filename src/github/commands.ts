/** What a line of a comment asks for. */
export type Command =
  | { readonly name: 'review' }
  | { readonly name: 'help' }
  /** The rule as it was written, not checked; empty when none was named. */
  | { readonly name: 'ignore'; readonly rule: string }
  | { readonly name: 'unknown'; readonly word: string }

export const commandNames = ['review', 'ignore', 'help'] as const

/** A comment with more commands than these means no good; the rest is not read. */
const mostCommands = 20

/**
 * The commands in a comment: one a line, at its start. What does not show as such a line is none: a quotation, a code block
 * and what HTML hides.
 */
export function readCommands(body: string): Command[] {
  const commands: Command[] = []
  for (const line of shownLines(body)) {
    const found = /^\/layerwise(?!\S)(.*)$/.exec(line)
    if (!found) continue
    commands.push(commandOf((found[1] as string).trim().split(/\s+/)))
    if (commands.length === mostCommands) break
  }
  return commands
}

function commandOf([word = '', subject = '']: readonly string[]): Command {
  switch (word) {
    case 'review':
      return { name: 'review' }
    case 'ignore':
      // What stands behind the rule is its reason, which people read.
      return { name: 'ignore', rule: subject.replace(/^`+|[`,.;:]+$/g, '') }
    case 'help':
    case '':
      return { name: 'help' }
    default:
      return { name: 'unknown', word }
  }
}

/** The lines of a text that are neither in a fenced code block nor in an HTML comment (https://spec.commonmark.org/0.31.2/). */
function shownLines(body: string): string[] {
  let fence: string | null = null
  const lines: string[] = []
  for (const line of withoutHidden(body).split(/\r?\n/)) {
    const sign = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
    if (fence === null) {
      if (sign && !(sign[1]?.startsWith('`') && sign[2]?.includes('`'))) fence = sign[1] as string
      else lines.push(line)
    } else if (sign?.[1]?.startsWith(fence) && sign[2]?.trim() === '') fence = null
  }
  return lines
}

/** Takes HTML comments out, with the line ends in them. One without an end hides all that follows when it begins a line. */
function withoutHidden(body: string): string {
  const shown: string[] = []
  for (let at = 0; ; ) {
    const start = body.indexOf('<!--', at)
    const end = start < 0 ? -1 : body.indexOf('-->', start + 4)
    if (end < 0) {
      const hides = start >= 0 && /(?:^|\n) {0,3}$/.test(body.slice(Math.max(0, start - 4), start))
      return [...shown, body.slice(at, hides ? start : body.length)].join('')
    }
    // What follows a comment is not at the start of its line.
    shown.push(body.slice(at, start), '<!---->')
    at = end + 3
  }
}
