import type { AnalyseInput, FileReport, RuleSettings } from './analyse.ts'
import type { Build } from './context/builds/build.ts'
import { buildFilesFor, buildsIn } from './context/builds/find-builds.ts'
import { Tree } from './context/tree.ts'
import { firstTexts } from './first-texts.ts'
import { isWorthReading } from './ordering/worth-reading.ts'

/** One Dockerfile to look at. */
export interface Source {
  /** Relative to the root of the repository. */
  readonly path: string
  readonly text: string
  /** The folder that is its build context, where a user or the configuration names one. */
  readonly context?: string | undefined
}

/** Where the facts come from: the working tree, GitHub's API, a commit of the history. */
export interface Surroundings {
  readonly analyse: (input: AnalyseInput) => FileReport
  /** Every file of the repository, or null where no list could be had. */
  readonly files: ReadonlySet<string> | null
  /** Which of them are symbolic links. None when it is left out. */
  readonly links?: ReadonlySet<string> | undefined
  /** The texts of files, of a symbolic link its target; null for what is not there or is no text. A path that is left out counts as null. */
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, string | null>>
  readonly settings: RuleSettings
  /** Told after each Dockerfile that is finished: how many are, of how many, and how many findings they have. */
  readonly onProgress?: (done: number, total: number, findings: number) => void
}

export interface Analysis {
  /** In the order of the sources; one for each, also when the analysis of it failed. */
  readonly reports: readonly FileReport[]
  /** Failures of Layerwise itself. The other files are not concerned. */
  readonly crashes: readonly { readonly path: string; readonly error: unknown }[]
}

/** A manifest names another one, that one a third: real chains end far earlier. */
const mostRounds = 6

/**
 * Analyses Dockerfiles. The analysis never reads; it names the files whose texts it misses, which are read here, all of a
 * round in one batch, until nothing is missing or six rounds are over.
 */
export async function analyseAll(sources: readonly Source[], surroundings: Surroundings): Promise<Analysis> {
  const { files, links, read, settings, onProgress } = surroundings
  const texts = new Map<string, string | null>()
  const worthReading = sources.filter(({ text }) => isWorthReading(text))
  const builds = worthReading.length === 0 || files === null ? [] : await buildsOf(files)
  const reports = new Map<Source, FileReport>()
  const crashes: { path: string; error: unknown }[] = []
  let open = [...sources]
  let done = 0
  let findings = 0
  for (let round = 1; open.length > 0; round += 1) {
    const missing = new Set<string>()
    const again: Source[] = []
    for (const source of open) {
      const report = attempt(source)
      reports.set(source, report)
      const unread = report.missing.filter((path) => !texts.has(path))
      if (unread.length > 0 && round < mostRounds) {
        again.push(source)
        for (const path of unread) missing.add(path)
      } else {
        findings += report.findings.length
        onProgress?.(++done, sources.length, findings)
      }
    }
    if (missing.size > 0) {
      const got = await read([...missing])
      for (const path of missing) texts.set(path, got.get(path) ?? null)
    }
    open = again
  }
  return { reports: sources.map((source) => reports.get(source) as FileReport), crashes }

  /** What the files of the repository say of builds: found once, for all Dockerfiles. Other texts are read along. */
  async function buildsOf(files: ReadonlySet<string>): Promise<readonly Build[]> {
    const listed = new Tree({ files, texts, links })
    const asked = buildFilesFor(
      listed,
      worthReading.map(({ path }) => path),
    )
    let along = worthReading.flatMap(({ path, text }) => firstTexts(listed, path, text))
    const known = new Map<string, readonly Build[]>()
    for (let round = 1; ; round += 1) {
      const tree = new Tree({ files, texts, links })
      const builds = buildsIn(tree, asked, known)
      const missing = [...new Set([...tree.missing, ...along])]
      if (missing.length === 0 || round === mostRounds) return builds
      along = []
      const got = await read(missing)
      for (const path of missing) texts.set(path, got.get(path) ?? null)
    }
  }

  function attempt({ path, text, context }: Source): FileReport {
    const input = { path, text, repository: { files, links, texts, builds }, settings }
    try {
      return surroundings.analyse(context === undefined ? input : { ...input, context })
    } catch (error) {
      crashes.push({ path, error })
      const notices = [{ line: 1, message: 'Layerwise failed on this file, so nothing is said of it.' }]
      return { path, text, findings: [], suggestions: [], fixed: text, notices, ignored: [], missing: [], unread: true }
    }
  }
}
