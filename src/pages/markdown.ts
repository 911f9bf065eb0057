import type { Block, Page } from './page.ts'

/** A page as Markdown, with a line end at the end. */
export function toMarkdown({ title, blocks }: Page): string {
  return `${[`# ${title}`, ...blocks.map(block)].join('\n\n')}\n`
}

function block(part: Block): string {
  if ('heading' in part) return `## ${part.heading}`
  if ('prose' in part) return linked(part.prose)
  if ('list' in part) return part.list.map((item) => `- ${linked(item)}`).join('\n')
  if ('steps' in part) return part.steps.map((item, index) => `${index + 1}. ${linked(item)}`).join('\n')
  const text = part.code.replace(/\n+$/, '')
  const fence = fenceFor(text)
  return `${fence}${part.language}\n${text}\n${fence}`
}

/** Longer than any run of backticks inside. */
function fenceFor(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  return '`'.repeat(longest + 1)
}

/** Bare addresses are marked as such. */
const linked = (text: string): string => text.replace(/(?<![<(`])https?:\/\/[^\s`)>]+[^\s`)>.,:]/g, '<$&>')
