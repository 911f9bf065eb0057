import { managers } from '../managers/registry.ts'
import { OptionError } from '../options.ts'
import { managerPage } from '../pages/manager-page.ts'
import { sentence } from '../pages/page.ts'
import { rulePage } from '../pages/rule-page.ts'
import { toTerminal } from '../pages/terminal.ts'
import { palette } from '../report/colour.ts'
import { wrapped } from '../report/layout.ts'
import { examples } from '../rules/examples.generated.ts'
import { rules } from '../rules/registry.ts'
import { instead } from '../text/nearest.ts'
import { quoted } from '../text/printable.ts'
import { explainLine } from './explain-line.ts'
import { type ExitCode, type Io, wantsColour } from './io.ts'

const mostColumns = 96

/**
 * `layerwise explain`: the whole reason of a rule, what is known of a package manager, or of one line of a Dockerfile; without
 * a topic, a list of rules and managers.
 *
 * @throws {OptionError} on a topic that is none of these
 */
export async function explain(topic: string | undefined, io: Io): Promise<ExitCode> {
  const colours = palette(wantsColour(io, io.out))
  const width = Math.max(40, Math.min(io.out.columns ?? mostColumns, mostColumns))
  if (topic === undefined) {
    io.out.write(overview(width, colours.bold))
    return 0
  }
  const place = /^(.*):(\d{1,9})$/.exec(topic)
  if (place) {
    const step = await explainLine(place[1] as string, Number(place[2]), io)
    io.out.write(toTerminal(step, colours, width))
    return 0
  }
  const rule = rules.find(({ id }) => id === topic)
  const manager = managers.find(({ id }) => id === topic)
  const page = rule ? rulePage(rule, examples[rule.id]) : manager ? managerPage(manager) : undefined
  if (page === undefined) {
    const known = [...rules, ...managers].map(({ id }) => id)
    throw new OptionError(`${quoted(topic)} is no rule and no package manager. ${instead(topic, known)}`)
  }
  io.out.write(toTerminal(page, colours, width))
  return 0
}

function overview(width: number, bold: (text: string) => string): string {
  const gap = Math.max(...[...rules, ...managers].map(({ id }) => id.length)) + 4
  const row = (id: string, says: string): string[] => {
    const [first = '', ...rest] = wrapped(says, width - gap)
    return [`  ${id.padEnd(gap - 2)}${first}`, ...rest.map((line) => ' '.repeat(gap) + line)]
  }
  const lines = [
    bold('Rules'),
    ...rules.flatMap(({ id, says }) => row(id, sentence(says).replaceAll('`', ''))),
    '',
    bold('Package managers'),
    ...managers.flatMap(({ id, caches }) => row(id, sentence(caches.map(({ holds }) => holds).join('; ')))),
    '',
    'More on one of them: layerwise explain NAME. On a line of a Dockerfile: layerwise explain PATH:LINE',
  ]
  return `${lines.join('\n')}\n`
}
