import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { reasonOf } from '../local/read-texts.ts'
import type { JsonReport } from '../report/json.ts'
import { mergeReports as merge } from '../report/merge.ts'
import { ReportError, readJsonReport } from '../report/read-json.ts'
import { quoted } from '../text/printable.ts'
import type { MergeReports } from './arguments.ts'
import { type ExitCode, InputError, type Io } from './io.ts'
import { writeReport } from './write-report.ts'

/** `layerwise merge-reports`: one report of many. */
export async function mergeReports(invocation: MergeReports, io: Io): Promise<ExitCode> {
  const reports: JsonReport[] = []
  for (const name of invocation.files) reports.push(await readReport(name, io))
  await writeReport(merge(reports, invocation.expected), invocation, io)
  return 0
}

async function readReport(name: string, { cwd }: Io): Promise<JsonReport> {
  let text: string
  try {
    text = await readFile(resolve(cwd, name), 'utf8')
  } catch (error) {
    throw new InputError(`${quoted(name)} ${reasonOf(error)}. Check the path.`)
  }
  try {
    return readJsonReport(text)
  } catch (error) {
    if (!(error instanceof ReportError)) throw error
    throw new InputError(`${quoted(name)} ${error.message}. Name what "layerwise audit --format json" wrote.`)
  }
}
