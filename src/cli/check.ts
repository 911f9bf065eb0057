import { analyse } from '../analyse.ts'
import type { Severity } from '../finding.ts'
import type { FailOn } from '../options.ts'
import { toWorkflowCommands } from '../report/github.ts'
import { toJson } from '../report/json.ts'
import { toText } from '../report/text.ts'
import type { Check } from './arguments.ts'
import { type ExitCode, type Io, wantsColour } from './io.ts'
import { jsonText } from './json-text.ts'
import { type Seen, survey } from './survey.ts'

/** `layerwise check`: looks, and tells. */
export async function check(invocation: Check, io: Io, analyser: typeof analyse = analyse): Promise<ExitCode> {
  const { seen, crashes } = await survey(invocation, io, analyser)
  io.out.write(written(seen, invocation, io))
  for (const crash of crashes) io.err.write(`layerwise: internal error: ${crash}. Please report it.\n`)
  if (crashes.length > 0) return 2
  return seen.some(({ report }) => report.findings.some(({ severity }) => fails(severity, invocation.failOn))) ? 1 : 0
}

const weight: Record<Severity | 'never', number> = { info: 1, warning: 2, error: 3, never: 4 }

const fails = (severity: Severity, failOn: FailOn): boolean => weight[severity] >= weight[failOn]

function written(seen: readonly Seen[], { format }: Check, io: Io): string {
  const shown = seen.map(({ report, shown }) => ({ ...report, path: shown }))
  if (format === 'json') return `${jsonText(toJson(shown))}\n`
  if (format === 'github') {
    // An annotation is found by its path in the repository.
    return toWorkflowCommands(seen.map(({ report }) => report))
  }
  const { columns } = io.out
  return toText(shown, { colour: wantsColour(io, io.out), ...(columns === undefined ? {} : { columns }) })
}
