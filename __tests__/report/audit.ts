import type { Finding } from '../../src/finding.ts'
import type { JsonReport, JsonRepository } from '../../src/report/json.ts'
import { toJson } from '../../src/report/json.ts'
import { finding, report, swap } from './reports.ts'

export const shop: JsonRepository = {
  ...{ name: 'octo-org/shop', server: 'https://github.com', commit: 'a'.repeat(40) },
  notLookedAt: null,
}

/** What of a report may come from a hostile repository. */
export interface Words {
  readonly path?: string
  readonly message?: string
  readonly help?: string
  readonly note?: string
  readonly line?: string
  readonly rule?: string
}

/** A report in which every place for a text of unknown origin is taken. */
export function reportSaying(words: Words, more: Partial<Finding> = {}): JsonReport {
  const {
    path = 'Dockerfile',
    message = 'm',
    help = 'h',
    note = 'n',
    line = 'RUN x',
    rule = 'mount-package-cache',
  } = words
  const text = `FROM a\n${line.replace(/[\r\n]/g, '')}\nRUN pip\n`
  const one = finding(3, {
    ...{ rule, message, help, manager: 'pip', filesThatRun: 3 },
    because: [{ lines: { start: 2, end: 2 }, message: note }],
    remedy: swap(text, text.slice(7), `${line.replace(/[\r\n]/g, '')}\nRUN --mount=x pip\n`),
    ...more,
  })
  const file = { ...report(path, text, [one]), notices: [{ line: 1, message: note }] }
  return toJson([file], shop)
}
