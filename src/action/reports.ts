import type { AnalyseInput, FileReport } from '../analyse.ts'
import { analyseAll } from '../analyse-all.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { printable } from '../text/printable.ts'

export type Analyse = (input: AnalyseInput) => FileReport

/** Where Dockerfiles and what they need come from: a pull request, a working tree. */
export interface Repository {
  /** Every file, or null where no list could be had. */
  readonly files: ReadonlySet<string> | null
  /** Which of them are symbolic links. */
  readonly links: ReadonlySet<string>
  /** The texts of files by path, of symbolic links their targets; null for what is not there or is no text. */
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, string | null>>
}

/** A Dockerfile, or why its text could not be had: the end of a sentence that begins with the path. */
export type Dockerfile = { readonly path: string } & ({ readonly text: string } | { readonly refused: string })

/**
 * What is said of each Dockerfile, in their order. One that cannot be read has a notice and nothing else.
 *
 * @param log takes a line about a failure of our own
 * @param silenced rules of which nothing is said
 */
export async function reportsOf(
  dockerfiles: readonly Dockerfile[],
  { files, links, read }: Repository,
  { rules, syntax, contexts, images }: Configuration,
  analyse: Analyse,
  log: (line: string) => void,
  silenced: ReadonlySet<string> = new Set(),
): Promise<FileReport[]> {
  const sources = dockerfiles.flatMap((file) =>
    'text' in file ? [{ path: file.path, text: file.text, context: contexts.get(file.path) }] : [],
  )
  const settings = { rules, silenced, syntax, images }
  const { reports, crashes } = await analyseAll(sources, { analyse, files, links, read, settings })
  for (const { path, error } of crashes) {
    log(`Layerwise failed on ${printable(path)}: ${printable(String(error)).slice(0, 300)}`)
  }
  const byPath = new Map(reports.map((report) => [report.path, report]))
  return dockerfiles.map((file) => byPath.get(file.path) ?? unread(file.path, 'refused' in file ? file.refused : ''))
}

const unread = (path: string, refused: string): FileReport => ({
  ...{ path, text: '', fixed: '', findings: [], suggestions: [], ignored: [], missing: [] },
  unread: true,
  notices: [{ line: 1, message: `This file ${refused}, so it was not looked at.` }],
})
