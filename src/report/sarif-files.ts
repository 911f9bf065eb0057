import type { JsonReport } from './json.ts'
import { type Ranked, ranked } from './ranking.ts'
import { type SarifPart, sarifLog, sarifRun } from './sarif.ts'
import type { Run } from './sarif-form.ts'

/**
 * What code scanning takes (https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support):
 * 10 MB compressed, 20 runs in a file, 25,000 results in a run, of which it keeps the 5,000 most severe.
 */
export const codeScanning = { bytes: 10_000_000, runs: 20, resultsKept: 5_000 }

/** What a run may hold beside its results, and what the compression of a whole file may differ from that of its parts. */
const reserve = 0.9

/**
 * A report as SARIF, in as many files as it takes for code scanning to keep every result, the most severe in the first.
 * There is at least one file, and one run for each repository.
 *
 * @param compressedSize how many bytes a text has once it is compressed, as the upload does it
 */
export function toSarif(
  report: JsonReport,
  compressedSize: (text: string) => number,
  limits: typeof codeScanning = codeScanning,
): string[] {
  const several = report.repositories.length > 1
  const byRepository = new Map<string, Ranked[]>()
  const looked = report.repositories.filter(({ notLookedAt }) => notLookedAt === null)
  for (const { name } of several ? looked : []) byRepository.set(name, [])
  if (byRepository.size === 0) byRepository.set(report.repositories[0]?.name ?? '', [])
  for (const one of ranked(report)) {
    const name = one.repository?.name ?? ''
    const some = byRepository.get(name)
    if (some) some.push(one)
    else byRepository.set(name, [one])
  }
  const runs: { readonly run: Run; readonly size: number }[] = []
  for (const [name, results] of byRepository) {
    const repository = report.repositories.find((one) => one.name === name) ?? null
    const files = report.files.filter((file) => (file.repository ?? '') === name)
    const lineEnds = new Map(files.map(({ path, lineEnd }) => [path, lineEnd]))
    const open = chunksOf(results, limits.resultsKept)
    let part = 1
    for (let chunk = open.shift(); chunk; chunk = open.shift()) {
      const notices = part === 1 ? files.flatMap(({ path, notices }) => notices.map((one) => ({ path, ...one }))) : []
      const content: SarifPart = { repository, results: chunk, part, lineEnds, notices }
      const run = sarifRun(content, several)
      const size = compressedSize(JSON.stringify(sarifLog([run])))
      if (size > limits.bytes * reserve && chunk.length > 1) {
        const half = Math.ceil(chunk.length / 2)
        open.unshift(chunk.slice(0, half), chunk.slice(half))
        continue
      }
      runs.push({ run, size })
      part++
    }
  }
  return packed(runs, limits).map((some) => JSON.stringify(sarifLog(some)))
}

/** As many runs in a file as fit, in their order. Parts of one repository lie in files of their own. */
function packed(runs: readonly { readonly run: Run; readonly size: number }[], limits: typeof codeScanning): Run[][] {
  const files: { runs: Run[]; size: number }[] = []
  for (const { run, size } of runs) {
    const last = files.at(-1)
    const fits = last && last.runs.length < limits.runs && last.size + size <= limits.bytes * reserve
    if (fits && !isPart(run)) {
      last.runs.push(run)
      last.size += size
    } else files.push({ runs: [run], size })
  }
  return files.map((file) => file.runs)
}

const isPart = ({ automationDetails }: Run): boolean => /\/part-\d+\/$/.test(automationDetails.id)

/** At least one, which may be empty. */
function chunksOf<T>(items: readonly T[], size: number): (readonly T[])[] {
  const chunks: (readonly T[])[] = []
  for (let at = 0; at === 0 || at < items.length; at += size) chunks.push(items.slice(at, at + size))
  return chunks
}
