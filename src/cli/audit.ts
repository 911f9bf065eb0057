import { realpath } from 'node:fs/promises'
import { analyse } from '../analyse.ts'
import { failureOf } from '../gate/gate.ts'
import { originOf } from '../local/origin.ts'
import { toJson } from '../report/json.ts'
import type { Audit } from './arguments.ts'
import { besideBaseline, countedIn, writeBaseline } from './baseline.ts'
import type { ExitCode, Io } from './io.ts'
import { survey } from './survey.ts'
import { writeReport } from './write-report.ts'

/** `layerwise audit`: looks at a whole repository, and tells where there is the most to gain. */
export async function audit(invocation: Audit, io: Io, analyser: typeof analyse = analyse): Promise<ExitCode> {
  const surveyed = await survey(invocation, io, analyser)
  const { crashes } = surveyed
  if (invocation.writeBaseline) return writeBaseline(surveyed, invocation, io)
  const whole = invocation.paths.length === 0 && (await realpath(io.cwd)) === surveyed.seen[0]?.root
  const seen = await besideBaseline(surveyed.seen, invocation.baseline, io, whole)
  const roots = [...new Set(seen.map(({ root }) => root))]
  const [root, ...others] = roots
  // Of files in several working trees no one repository can be told.
  const origin = root !== undefined && others.length === 0 ? await originOf(root) : null
  const server = origin?.repository?.server ?? (io.env.GITHUB_SERVER_URL || 'https://github.com')
  const name = invocation.repository ?? origin?.repository?.name
  const repository =
    name === undefined ? undefined : { name, server, commit: origin?.commit ?? null, notLookedAt: null }
  const report = toJson(
    seen.map(({ report }) => report),
    repository,
  )
  await writeReport(report, invocation, io)
  for (const crash of crashes) io.err.write(`layerwise: internal error: ${crash}. Please report it.\n`)
  if (crashes.length > 0) return 2
  return failureOf(countedIn(seen), invocation.failOn) === null ? 0 : 1
}
