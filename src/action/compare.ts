import { type Configuration, configurationPlaces, defaultConfiguration } from '../configuration/configuration.ts'
import { matcher } from '../configuration/globs.ts'
import { dockerfileTest } from '../configuration/paths.ts'
import { configurationOf, namedConfiguration } from '../configuration/place.ts'
import type { Finding } from '../finding.ts'
import type { Baseline } from '../gate/baseline.ts'
import { countedFindings } from '../gate/gate.ts'
import { findRenames, type OneSided } from '../gate/renames.ts'
import { addressOfLines } from '../github/address.ts'
import { type Api, read } from '../github/api.ts'
import { type Difference, type Differences, readDifferences } from '../github/differences.ts'
import type { IgnoredRules } from '../github/ignores.ts'
import { readTexts } from '../github/texts.ts'
import type { TreeFile } from '../github/tree.ts'
import type { Inputs } from '../options.ts'
import { annotationsOf, printAnnotations } from '../report/annotations.ts'
import { renderJobSummary } from '../report/job-summary.ts'
import { type Hunk, hunksBetween } from '../review/hunks.ts'
import { planReview, rankOf, touchedFindings } from '../review/plan.ts'
import { count } from '../review/render.ts'
import { printable } from '../text/printable.ts'
import { baselineAt, baselinePath, besideBaseline } from './baseline.ts'
import { readDockerfiles } from './dockerfiles.ts'
import type { Comparison } from './events.ts'
import { readIgnored, sayIgnored } from './ignored.ts'
import { ActionError, log, type Machine, refused } from './machine.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import { type Dockerfile, reportsOf } from './reports.ts'

/**
 * Looks at the Dockerfiles that differ between two commits, for a merge group and for a push. Everything is read through the
 * API: a checkout that is there need not be of either commit. Nothing is written.
 *
 * What was there before counts for nothing, so that old findings block no merge queue (see `scope`). The configuration and
 * the baseline are those of the base for a merge group, as in the pull requests that it is made of, and those that were
 * pushed for a push.
 *
 * @throws {ActionError} when the commits cannot be read
 * @throws ConfigurationError, BaselineError on a mistake in the configuration or the baseline
 */
export async function compareCommits(
  machine: Machine,
  api: Api,
  comparison: Comparison,
  inputs: Inputs,
): Promise<Outcome> {
  const found = await differencesOf(api, comparison)
  const { tree, files, base } = found
  const settings = await readSettings(machine, api, comparison, found, inputs)
  const isDockerfile = dockerfileTest(settings.configuration)
  const isWanted = inputs.paths.length === 0 ? () => true : matcher(inputs.paths)
  const isOurs = (path: string): boolean => isDockerfile(path) && isWanted(path)
  const changed = files.flatMap(({ path, before, after }) =>
    after && isOurs(path) ? [{ path, before, file: after }] : [],
  )
  const others = inputs.scope === 'all' ? restOf(tree, changed, isOurs, api) : []
  if (changed.length + others.length === 0) {
    api.log(inputs.scope === 'all' ? 'No Dockerfile found.' : 'No Dockerfile changed.')
    return nothingFound
  }
  const now = [...changed, ...others]
  const before = base === null ? [] : earlierOf(changed, removedOf(files, isDockerfile))
  // One batch for both commits: texts are asked for by their hashes.
  const both = await readDockerfiles(api, comparison, comparison.headSha, [...now, ...before])
  const head = both.slice(0, now.length)
  const earlier = both.slice(now.length).flatMap((file) => ('text' in file ? [file] : []))
  const renames = renamesOf(changed, head, earlier)
  const links = new Set([...(tree ?? [])].flatMap(([path, { isLink }]) => (isLink ? [path] : [])))
  const repository = {
    files: tree && new Set(tree.keys()),
    links,
    read: (paths: readonly string[]) => readTexts(api, comparison, comparison.headSha, tree, paths),
  }
  const { pullNumber: number } = comparison
  const ignored =
    number === null ? new Map<string, string>() : await readIgnored(machine, api, { ...comparison, number })
  const silenced = new Set(ignored.keys())
  const all = await reportsOf(head, repository, settings.configuration, machine.analyse, api.log, silenced)
  const texts = new Map(earlier.map(({ path, text }) => [path, text]))
  const reviewed = all.slice(0, changed.length).map((report) => {
    const text = texts.get(renames.get(report.path) ?? report.path) ?? null
    return { report, diff: { hunks: hunksFrom(text, report.text), certain: true } }
  })
  const plan = planReview(reviewed, { commentLimit: Number.MAX_SAFE_INTEGER })
  const touched = new Set(touchedFindings(plan))
  const whole = inputs.scope === 'all' && inputs.paths.length === 0
  const judged = besideBaseline(all, settings.baseline, { touched, previousPaths: renames, whole })
  return finish(machine, { ...{ comparison, base, judged, ignored, touched }, scope: inputs.scope })
}

interface Start {
  /** The earlier commit; null when there is none and everything is new. */
  readonly base: string | null
}

/** What differs, and from which commit on. */
async function differencesOf(api: Api, comparison: Comparison): Promise<Start & Differences> {
  const { headSha, baseSha, ref, defaultBranch } = comparison
  const named = defaultBranch === '' ? 'the default branch' : printable(defaultBranch)
  const isFirst = baseSha === null && defaultBranch !== '' && ref === `refs/heads/${defaultBranch}`
  let base = baseSha ?? (isFirst ? null : await mergeBase(api, comparison))
  let answer = await readDifferences(api, comparison, base, headSha)
  // A forced push leaves the commit behind that was there before, and GitHub forgets it sooner or later.
  if (!answer.ok && baseSha !== null && (answer.refusal.kind === 'gone' || answer.refusal.kind === 'invalid')) {
    api.log(
      `Commit ${baseSha.slice(0, 7)}, which this one follows, is gone; the merge base with ${named} takes its place.`,
    )
    base = await mergeBase(api, comparison)
    answer = await readDifferences(api, comparison, base, headSha)
  }
  if (!answer.ok) throw refused({ ...answer.refusal, doing: 'list the files of the two commits' })
  if (answer.value === null) {
    throw new ActionError(
      'The repository has too many files, and too many folders that differ, to compare these commits. With on-error: pass that blocks nobody.',
      'github',
    )
  }
  return { base, ...answer.value }
}

/** Where the pushed commits left the default branch; null when they never were on it. */
async function mergeBase(api: Api, { owner, repo, headSha, defaultBranch }: Comparison): Promise<string | null> {
  const basehead = `${defaultBranch || 'HEAD'}...${headSha}`
  const answer = await read(api, 'compare the push with the default branch', async (options) => {
    const { data } = await api.client.rest.repos.compareCommitsWithBasehead({
      ...{ owner, repo, basehead, per_page: 1 },
      ...options,
    })
    return data.merge_base_commit.sha
  })
  if (answer.ok) return answer.value
  if (answer.refusal.kind !== 'gone') throw refused(answer.refusal)
  api.log('The pushed commits have no commit in common with the default branch, so all their Dockerfiles are new.')
  return null
}

interface Settings {
  readonly configuration: Configuration
  readonly baseline: Baseline | null
}

async function readSettings(
  machine: Machine,
  api: Api,
  comparison: Comparison,
  { base, tree, files }: Start & Differences,
  { config, baseline }: Inputs,
): Promise<Settings> {
  const isQueue = machine.env.GITHUB_EVENT_NAME === 'merge_group'
  const commit = (isQueue ? base : null) ?? comparison.headSha
  const where = isQueue ? 'the base of the merge group' : 'the pushed commit'
  const places = config === '' ? configurationPlaces : [config]
  const paths = [...new Set([...places, baselinePath(baseline)])]
  // What neither commit has is not asked for.
  const changed = new Set(files.map(({ path }) => path))
  const likely = paths.filter((path) => tree === null || tree.has(path) || changed.has(path))
  const texts =
    likely.length === 0 ? new Map<string, string | null>() : await readTexts(api, comparison, commit, null, likely)
  const known = baselineAt(texts.get(baselinePath(baseline)) ?? null, baseline, where, api.log)
  if (config === '') return { configuration: configurationOf(texts, machine.rules), baseline: known }
  const text = texts.get(config) ?? null
  if (text !== null) return { configuration: namedConfiguration(config, text, machine.rules), baseline: known }
  api.log(`${printable(config)} is not in ${where} yet; the default configuration holds.`)
  return { configuration: defaultConfiguration, baseline: known }
}

interface Changed {
  readonly path: string
  readonly before: TreeFile | null
  readonly file: TreeFile
}

function restOf(
  tree: ReadonlyMap<string, TreeFile> | null,
  changed: readonly Changed[],
  isOurs: (path: string) => boolean,
  api: Api,
): { readonly path: string; readonly file: TreeFile }[] {
  if (tree === null)
    api.log('The repository has too many files to list; only the Dockerfiles that changed are looked at.')
  const seen = new Set(changed.map(({ path }) => path))
  return [...(tree ?? [])].flatMap(([path, file]) => (isOurs(path) && !seen.has(path) ? [{ path, file }] : []))
}

const removedOf = (files: readonly Difference[], isDockerfile: (path: string) => boolean): Removed[] =>
  files.flatMap(({ path, before, after }) => (before && !after && isDockerfile(path) ? [{ path, file: before }] : []))

interface Removed {
  readonly path: string
  readonly file: TreeFile
}

/** The files as they were: of what changed, and of what may have been renamed. */
function earlierOf(changed: readonly Changed[], removed: readonly Removed[]): Removed[] {
  const isAdding = changed.some(({ before }) => before === null)
  const wanted = changed.flatMap(({ path, before }) => (before ? [{ path, file: before }] : []))
  return [...wanted, ...(isAdding ? removed : [])]
}

/** Where each Dockerfile was that is new under its path only. */
function renamesOf(
  changed: readonly Changed[],
  head: readonly Dockerfile[],
  earlier: readonly OneSided[],
): Map<string, string> {
  const isNew = new Set(changed.filter(({ before }) => before === null).map(({ path }) => path))
  const isKept = new Set(changed.filter(({ before }) => before !== null).map(({ path }) => path))
  const added = head.flatMap((file) => ('text' in file && isNew.has(file.path) ? [file] : []))
  return findRenames(
    earlier.filter(({ path }) => !isKept.has(path)),
    added,
  )
}

/** Texts that are too different to be compared have nothing in common: the later one is new. */
function hunksFrom(before: string | null, after: string): Hunk[] {
  const hunks = hunksBetween(before, after)
  return hunks.length === 0 && before !== null && before !== after ? hunksBetween(null, after) : hunks
}

interface Finished {
  readonly comparison: Comparison
  readonly base: string | null
  readonly judged: ReturnType<typeof besideBaseline>
  readonly ignored: IgnoredRules
  readonly touched: ReadonlySet<Finding>
  readonly scope: Inputs['scope']
}

function finish(machine: Machine, { comparison, base, judged, ignored, touched, scope }: Finished): Outcome {
  const { core, env } = machine
  const { reports } = judged
  const sentences = [...sayIgnored(ignored), ...judged.sentences]
  const counted = countedFindings(reports, scope, touched)
  const counts = new Set(counted)
  const said = reports
    .flatMap(({ path, findings }) => findings.map((finding) => ({ path, finding })))
    .filter(({ finding }) => counts.has(finding))
    .sort((a, b) => rankOf(a.finding.severity) - rankOf(b.finding.severity))
  const notices = reports.flatMap(({ path, notices: all }) => all.map((notice) => ({ path, notice })))
  printAnnotations(annotationsOf(said, notices), core)
  const number = reports.reduce((sum, { findings }) => sum + findings.length, 0)
  const span =
    base === null ? `in ${short(comparison.headSha)}` : `between ${short(base)} and ${short(comparison.headSha)}`
  const which = scope === 'all' ? 'looked at' : `changed ${span}`
  const looked = `${count(reports.length, 'Dockerfile')} ${which}: ${count(number, 'finding')}, ${counted.length} of them ${scope === 'changed' ? 'new' : 'counted'}.`
  for (const sentence of [looked, ...sentences]) log(core, sentence)
  const known = new Set(reports.flatMap(({ inBaseline }) => [...(inBaseline ?? [])]))
  const server = env.GITHUB_SERVER_URL || 'https://github.com'
  return {
    ...{ reports, counted, comments: 0, reviewUrl: '' },
    summary: renderJobSummary({
      ...{ sentences: [looked, ...sentences], files: reports },
      stateHead: 'State',
      saidOn: (_, finding) =>
        known.has(finding) ? 'in the baseline' : touched.has(finding) ? 'new' : 'not on changed lines',
      addressOf: (path, lines) => addressOfLines(server, comparison, comparison.headSha, path, lines),
    }),
  }
}

const short = (sha: string): string => sha.slice(0, 7)
