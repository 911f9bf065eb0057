import type { FileReport } from '../analyse.ts'
import { type Configuration, configurationPlaces, defaultConfiguration } from '../configuration/configuration.ts'
import { matcher } from '../configuration/globs.ts'
import { dockerfileTest } from '../configuration/paths.ts'
import { configurationOf, namedConfiguration } from '../configuration/place.ts'
import type { Baseline } from '../gate/baseline.ts'
import { countedFindings } from '../gate/gate.ts'
import { addressOfLines } from '../github/address.ts'
import type { Api } from '../github/api.ts'
import { type ChangedFile, readChangedFiles, readDiff } from '../github/changed-files.ts'
import type { ConversationComment, IgnoredRules } from '../github/ignores.ts'
import type { PullRequest } from '../github/pull-request.ts'
import { sayRefusal } from '../github/refusal.ts'
import { query, readBlob, readTextAt, readTexts } from '../github/texts.ts'
import { readTree, type TreeFile } from '../github/tree.ts'
import type { Inputs, Scope } from '../options.ts'
import { annotationsOf, printAnnotations } from '../report/annotations.ts'
import { renderJobSummary } from '../report/job-summary.ts'
import { moveToIgnoreFiles } from '../review/ignore-files.ts'
import { isOwnReview } from '../review/mark.ts'
import { type ReviewedFile, touchedFindings } from '../review/plan.ts'
import { count } from '../review/render.ts'
import type { Surroundings } from '../review/summary.ts'
import { printable } from '../text/printable.ts'
import { baselineAt, baselinePath, besideBaseline } from './baseline.ts'
import { withCheck } from './check.ts'
import { dockerfilesOf, isIgnoreFile, readBeside } from './ignore-files.ts'
import { readIgnored, sayIgnored } from './ignored.ts'
import { log, type Machine, refused } from './machine.ts'
import { reportsOfOthers } from './others.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import { type Dockerfile, reportsOf } from './reports.ts'
import { review, type Said } from './review.ts'

/** How many files are read at a time. */
const atOnce = 8
/** How many Dockerfiles are read along with the configuration. */
const mostAlong = 20

/** Whose login `GITHUB_TOKEN` has, when GitHub does not say whose token it is. */
const usualViewer = 'github-actions[bot]'

/** Reviews a pull request (see `lookAtPullRequest`), with a check run of our own beside it where one was asked for. */
export function reviewPullRequest(machine: Machine, api: Api, pull: PullRequest, inputs: Inputs): Promise<Outcome> {
  const target = { repository: pull, headSha: pull.headSha, about: `pull-${pull.number}` }
  return withCheck(machine, api, target, inputs, () => lookAtPullRequest(machine, api, pull, inputs))
}

/**
 * Reviews the Dockerfiles that a pull request changes. Everything is read through the API: texts from the head commit, the
 * configuration from the base, which the author of the pull request cannot change. The working tree is not looked at.
 *
 * @throws {ActionError} when the pull request or its configuration cannot be read
 * @throws ConfigurationError on a mistake in the configuration
 */
async function lookAtPullRequest(machine: Machine, api: Api, pull: PullRequest, inputs: Inputs): Promise<Outcome> {
  const changed = await readChangedFiles(api, pull)
  if (!changed.ok) throw refused(changed.refusal)
  const { files, listed, complete } = changed.value
  const incomplete = complete
    ? null
    : `GitHub lists ${listed} of the ${pull.changedFiles ?? 'many'} changed files; the others were not looked at.`
  if (incomplete) machine.core.warning(incomplete)
  const isWhole = inputs.scope === 'all'
  const base = await readBase(machine, api, pull, inputs, files)
  const isDockerfile = dockerfileTest(base.configuration)
  const isWanted = inputs.paths.length === 0 ? () => true : matcher(inputs.paths)
  const wanted = files.filter(({ path }) => isDockerfile(path) && isWanted(path))
  const ignoreFiles = files.filter(({ path }) => isIgnoreFile(path) && isWanted(path))
  const isOther = (path: string) => isDockerfile(path) && isWanted(path) && !wanted.some((file) => file.path === path)
  const isUntouched = wanted.length + ignoreFiles.length === 0
  // What was said before is done with when the Dockerfile is no longer part of the pull request.
  if (isUntouched && !isWhole && !base.isReviewed) {
    api.log('No Dockerfile changed.')
    return nothingFound
  }
  const ignored = await readIgnored(machine, api, pull, base.conversation)
  const silenced = new Set(ignored.keys())
  const others = isWhole
    ? await reportsOfOthers(machine, api, pull, { ...base, commit: pull.headSha, silenced }, isOther)
    : []
  const { files: reviewed, there } = isUntouched
    ? { files: [], there: null }
    : await reviewedFiles(machine, api, pull, { ...base, silenced }, wanted, ignoreFiles)
  const surroundings: Surroundings = {
    headSha: pull.headSha,
    addressOf: (path, lines) => addressOfLines(serverOf(machine), pull, pull.headSha, path, lines),
  }
  const said = await review(api, {
    ...{ pull, files: reviewed, inputs, viewer: base.viewer, surroundings },
    isWanted,
    isComplete: complete,
    isThere: (path) => there?.has(path) ?? false,
  })
  const whole = isWhole && inputs.paths.length === 0
  const gate = { scope: inputs.scope, baseline: base.baseline, others, previousPaths: renamesOf(wanted), whole }
  return finish(machine, { pull, incomplete, ignored, reviewed, said, surroundings, gate })
}

const renamesOf = (files: readonly ChangedFile[]): Map<string, string> =>
  new Map(
    files.flatMap(({ path, previousPath, status }) =>
      previousPath && status === 'renamed' ? [[path, previousPath]] : [],
    ),
  )

interface Base {
  readonly configuration: Configuration
  /** Null for a repository without one. */
  readonly baseline: Baseline | null
  readonly viewer: string
  /** Texts of changed Dockerfiles, by their hashes. */
  readonly blobs: ReadonlyMap<string, string>
  /** Null when it has to be read still. */
  readonly conversation: readonly ConversationComment[] | null
  /** Whether the pull request has a review that may be ours. */
  readonly isReviewed: boolean
}

/** The configuration and the baseline, as the base branch has them, the login of our token, and what is most likely read next. */
async function readBase(
  machine: Machine,
  api: Api,
  pull: PullRequest,
  { config: named, baseline: namedBaseline }: Inputs,
  files: readonly ChangedFile[],
): Promise<Base> {
  const paths = [...new Set([...(named === '' ? configurationPlaces : [named]), baselinePath(namedBaseline)])]
  const isDockerfile = dockerfileTest()
  const likely = files.flatMap(({ path, sha }) => (isDockerfile(path) ? [sha] : [])).slice(0, mostAlong)
  const answer = await query(api, pull, pull.baseSha, {
    ...{ paths, blobs: [...new Set(likely)], conversation: pull.number },
  })
  const texts = new Map(answer.ok ? answer.value.texts : [])
  for (const path of paths) {
    if (texts.has(path)) continue
    const single = await readTextAt(api, pull, pull.baseSha, path)
    if (!single.ok) throw refused({ ...single.refusal, doing: 'give the configuration' })
    texts.set(path, single.value)
  }
  const viewer = (answer.ok && answer.value.viewer) || usualViewer
  const blobs = answer.ok ? answer.value.blobs : new Map<string, string>()
  const conversation = answer.ok ? answer.value.conversation : null
  const isReviewed = answer.ok && answer.value.reviews.some(isOwnReview)
  const known = texts.get(baselinePath(namedBaseline)) ?? null
  const baseline = baselineAt(known, namedBaseline, 'the base branch', api.log)
  const rest = { baseline, viewer, blobs, conversation, isReviewed }
  if (named === '') return { configuration: configurationOf(texts, machine.rules), ...rest }
  const text = texts.get(named) ?? null
  if (text !== null) return { configuration: namedConfiguration(named, text, machine.rules), ...rest }
  // The pull request that brings the configuration along is not to fail for it.
  api.log(`${printable(named)} is not in the base branch yet; the default configuration holds.`)
  return { configuration: defaultConfiguration, ...rest }
}

async function reviewedFiles(
  machine: Machine,
  api: Api,
  pull: PullRequest,
  { configuration, blobs, silenced }: Base & { readonly silenced: ReadonlySet<string> },
  wanted: readonly ChangedFile[],
  ignoreFiles: readonly ChangedFile[],
): Promise<{ readonly files: ReviewedFile[]; readonly there: ReadonlyMap<string, TreeFile> | null }> {
  const listed = await readTree(api, pull, pull.headSha)
  if (!listed.ok) api.log(sayRefusal(listed.refusal))
  const tree = listed.ok ? listed.value : null
  if (listed.ok && tree === null) api.log('The repository has too many files to list; what needs them is not said.')
  const dockerfiles = await batched(wanted, (file) => readDockerfile(api, pull, tree, blobs, file))
  const repository = {
    files: tree && new Set(tree.keys()),
    links: new Set([...(tree ?? [])].flatMap(([path, { isLink }]) => (isLink ? [path] : []))),
    read: (paths: readonly string[]) => readTexts(api, pull, pull.headSha, tree, paths),
  }
  const users = ignoreFiles.map(({ path }) => dockerfilesOf(path, tree?.keys() ?? [], configuration))
  const beside = tree === null ? [] : await readBeside(users, dockerfiles, repository.read)
  const all = await reportsOf(
    [...dockerfiles, ...beside],
    repository,
    configuration,
    machine.analyse,
    api.log,
    silenced,
  )
  const asked = new Set(all.flatMap(({ findings }) => findings.map(({ belongsIn }) => belongsIn?.path)))
  const changed = await batched(
    ignoreFiles.filter(({ path }) => asked.has(path)),
    async (file) => {
      const answer = await readDockerfile(api, pull, tree, blobs, file)
      const text = 'text' in answer ? answer.text : ''
      const dockerfiles = tree && (users[ignoreFiles.indexOf(file)] ?? null)
      return { path: file.path, text, diff: await readDiff(api, pull, file, text), dockerfiles }
    },
  )
  const moved = moveToIgnoreFiles(all, changed)
  const reports = moved.reports.slice(0, dockerfiles.length)
  const diffs = await batched(wanted, (file, index) => readDiff(api, pull, file, reports[index]?.text ?? ''))
  const reviewed = reports.flatMap((report, index) => {
    const diff = diffs[index]
    return diff ? [{ report, diff }] : []
  })
  return { files: [...reviewed, ...moved.ignoreFiles], there: tree }
}

async function readDockerfile(
  api: Api,
  pull: PullRequest,
  tree: ReadonlyMap<string, TreeFile> | null,
  blobs: ReadonlyMap<string, string>,
  { path, sha }: ChangedFile,
): Promise<Dockerfile> {
  if (tree?.get(path)?.isLink) return { path, refused: 'is a symbolic link' }
  const text = blobs.get(sha)
  if (text !== undefined) return { path, text }
  const answer = await readBlob(api, pull, sha)
  if (!answer.ok && answer.refusal.kind === 'gone') return { path, refused: 'is not given out by GitHub' }
  if (!answer.ok) throw refused({ ...answer.refusal, doing: `give ${printable(path)}` })
  return answer.value === null ? { path, refused: 'is no UTF-8 text or too large' } : { path, text: answer.value }
}

async function batched<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += atOnce) {
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map((item, index) => work(item, at + index)))))
  }
  return results
}

interface Finished {
  readonly pull: PullRequest
  /** What is to be said of files that were not looked at. */
  readonly incomplete: string | null
  readonly ignored: IgnoredRules
  readonly reviewed: readonly ReviewedFile[]
  readonly said: Said
  readonly surroundings: Surroundings
  readonly gate: Gate
}

/** What decides which findings count. */
interface Gate {
  readonly scope: Scope
  readonly baseline: Baseline | null
  /** Of Dockerfiles that the pull request leaves as they are. */
  readonly others: readonly FileReport[]
  readonly previousPaths: ReadonlyMap<string, string>
  /** Whether all Dockerfiles of the repository are looked at. */
  readonly whole: boolean
}

/** Says in annotations what has no comment, and everything in the job summary. */
function finish(machine: Machine, finished: Finished): Outcome {
  const { pull, incomplete, ignored, reviewed, surroundings, gate } = finished
  const { plan, published, annotated, placeOf, sentence } = finished.said
  const touched = new Set(touchedFindings(plan))
  const all = [...reviewed.map(({ report }) => report), ...gate.others]
  const { reports, sentences: frozen } = besideBaseline(all, gate.baseline, { ...gate, touched })
  const known = new Set(reports.flatMap(({ inBaseline }) => [...(inBaseline ?? [])]))
  const counted = countedFindings(reports, gate.scope, touched)
  // What fails the check and stands in no file of the pull request has no other place.
  const counts = new Set(counted)
  const elsewhere = gate.others.flatMap(({ path, findings }) =>
    findings.flatMap((finding) => (counts.has(finding) ? [{ path, finding }] : [])),
  )
  const nowhere = published === null || published.done === 'refused'
  printAnnotations(annotationsOf([...annotated, ...elsewhere], nowhere ? plan.notices : []), machine.core)
  const looked = `${count(all.filter(({ path }) => !isIgnoreFile(path)).length, 'Dockerfile')} looked at in the changes of pull request ${pull.number}.`
  const sentences = [looked, sentence, ...frozen, ...sayIgnored(ignored), ...(incomplete ? [incomplete] : [])]
  log(machine.core, [...sentences.slice(0, 2), ...frozen].join(' '))
  const written = published?.done === 'written'
  return {
    reports,
    counted,
    comments: written ? plan.comments.length : 0,
    reviewUrl: written ? published.url : '',
    summary: renderJobSummary({
      ...{ sentences, files: reports, addressOf: surroundings.addressOf },
      saidOn: (_, finding) =>
        [placeOf(finding) || 'not changed', ...(known.has(finding) ? ['in the baseline'] : [])].join(', '),
    }),
  }
}

const serverOf = ({ env }: Machine): string => env.GITHUB_SERVER_URL || 'https://github.com'
