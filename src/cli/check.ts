import { analyse } from '../analyse.ts'
import { failureOf } from '../gate/gate.ts'
import { toWorkflowCommands } from '../report/github.ts'
import { toJson } from '../report/json.ts'
import { toText } from '../report/text.ts'
import type { Check } from './arguments.ts'
import { besideBaseline, countedIn } from './baseline.ts'
import { type ExitCode, type Io, wantsColour } from './io.ts'
import { jsonText } from './json-text.ts'
import { type Seen, survey } from './survey.ts'

/** `layerwise check`: looks, and tells. */
export async function check(invocation: Check, io: Io, analyser: typeof analyse = analyse): Promise<ExitCode> {
  const surveyed = await survey(invocation, io, analyser)
  const { crashes } = surveyed
  const seen = await besideBaseline(surveyed.seen, invocation.baseline, io)
  io.out.write(written(seen, invocation, io))
  for (const crash of crashes) io.err.write(`layerwise: internal error: ${crash}. Please report it.\n`)
  if (crashes.length > 0) return 2
  return failureOf(countedIn(seen), invocation.failOn) === null ? 0 : 1
}

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
