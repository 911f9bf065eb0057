import type { Palette } from '../report/colour.ts'
import { shownLine, unobeyed, wrapped } from '../report/layout.ts'
import type { Block, Page } from './page.ts'

const longestLine = 200

/** A page for a terminal: headings in bold, code indented, prose broken at the width. */
export function toTerminal({ title, blocks }: Page, colours: Palette, width: number): string {
  const parts = blocks.map((part) => block(part, colours, width).join('\n'))
  return unobeyed(`${[colours.bold(title), ...parts].join('\n\n')}\n`)
}

function block(part: Block, { bold, cyan }: Palette, width: number): string[] {
  if ('heading' in part) return [bold(part.heading)]
  if ('prose' in part) return wrapped(bare(part.prose), width)
  if ('list' in part) return part.list.flatMap((item) => hanging('- ', bare(item), width))
  if ('steps' in part) return part.steps.flatMap((item, index) => hanging(`${index + 1}. `, bare(item), width))
  const lines = part.code.replace(/\n+$/, '').split(/\r?\n/)
  return lines.map((line) => (line === '' ? '' : `    ${cyan(shownLine(line, longestLine))}`))
}

function hanging(mark: string, text: string, width: number): string[] {
  const lead = `  ${mark}`
  return wrapped(text, width - lead.length).map((line, index) => (index === 0 ? lead : ' '.repeat(lead.length)) + line)
}

/** Backticks are for Markdown. */
const bare = (text: string): string => text.replaceAll('`', '')
