import { type Configuration, configurationPlaces, defaultConfiguration } from '../configuration/configuration.ts'
import { matcher } from '../configuration/globs.ts'
import { dockerfileTest } from '../configuration/paths.ts'
import { configurationOf, namedConfiguration } from '../configuration/place.ts'
import { addressOfLines } from '../github/address.ts'
import type { Api } from '../github/api.ts'
import { type ChangedFile, readChangedFiles, readDiff } from '../github/changed-files.ts'
import type { PullRequest } from '../github/pull-request.ts'
import { sayRefusal } from '../github/refusal.ts'
import { query, readBlob, readTextAt, readTexts } from '../github/texts.ts'
import { readTree, type TreeFile } from '../github/tree.ts'
import type { Inputs } from '../options.ts'
import { annotationsOf, printAnnotations } from '../report/annotations.ts'
import { renderJobSummary } from '../report/job-summary.ts'
import { isOwnReview } from '../review/mark.ts'
import { type ReviewedFile, touchedFindings } from '../review/plan.ts'
import { count } from '../review/render.ts'
import type { Surroundings } from '../review/summary.ts'
import { printable } from '../text/printable.ts'
import { ActionError, log, type Machine } from './machine.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import { type Dockerfile, reportsOf } from './reports.ts'
import { review, type Said } from './review.ts'

/** How many files are read at a time. */
const atOnce = 8
/** How many Dockerfiles are read along with the configuration. */
const mostAlong = 20

/** Whose login `GITHUB_TOKEN` has, when GitHub does not say whose token it is. */
const usualViewer = 'github-actions[bot]'

/**
 * Reviews the Dockerfiles that a pull request changes. Everything is read through the API: texts from the head commit, the
 * configuration from the base, which the author of the pull request cannot change. The working tree is not looked at.
 *
 * @throws {ActionError} when the pull request or its configuration cannot be read
 * @throws ConfigurationError on a mistake in the configuration
 */
export async function reviewPullRequest(
  machine: Machine,
  api: Api,
  pull: PullRequest,
  inputs: Inputs,
): Promise<Outcome> {
  const changed = await readChangedFiles(api, pull)
  if (!changed.ok) throw new ActionError(sayRefusal(changed.refusal))
  const { files, listed, complete } = changed.value
  const incomplete = complete
    ? null
    : `GitHub lists ${listed} of the ${pull.changedFiles ?? 'many'} changed files; the others were not looked at.`
  if (incomplete) machine.core.warning(incomplete)
  const base = await readBase(machine, api, pull, inputs.config, files)
  const isDockerfile = dockerfileTest(base.configuration)
  const isWanted = inputs.paths.length === 0 ? () => true : matcher(inputs.paths)
  const wanted = files.filter(({ path }) => isDockerfile(path) && isWanted(path))
  // What was said before is done with when the Dockerfile is no longer part of the pull request.
  if (wanted.length === 0 && !base.isReviewed) {
    api.log('No Dockerfile changed.')
    return nothingFound
  }
  const reviewed = wanted.length === 0 ? [] : await reviewedFiles(machine, api, pull, base, wanted)
  const surroundings: Surroundings = {
    headSha: pull.headSha,
    addressOf: (path, lines) => addressOfLines(serverOf(machine), pull, pull.headSha, path, lines),
  }
  const said = await review(api, {
    ...{ pull, files: reviewed, inputs, viewer: base.viewer, surroundings },
    isWanted,
    isComplete: complete,
  })
  return finish(machine, { pull, incomplete, reviewed, said, surroundings })
}

interface Base {
  readonly configuration: Configuration
  readonly viewer: string
  /** Texts of changed Dockerfiles, by their hashes. */
  readonly blobs: ReadonlyMap<string, string>
  /** Whether the pull request has a review that may be ours. */
  readonly isReviewed: boolean
}

/** The configuration, as the base branch has it, the login of our token, and what is most likely read next. */
async function readBase(
  machine: Machine,
  api: Api,
  pull: PullRequest,
  named: string,
  files: readonly ChangedFile[],
): Promise<Base> {
  const paths = named === '' ? configurationPlaces : [named]
  const isDockerfile = dockerfileTest()
  const likely = files.flatMap(({ path, sha }) => (isDockerfile(path) ? [sha] : [])).slice(0, mostAlong)
  const answer = await query(api, pull, pull.baseSha, paths, [...new Set(likely)], pull.number)
  const texts = new Map(answer.ok ? answer.value.texts : [])
  for (const path of paths) {
    if (texts.has(path)) continue
    const single = await readTextAt(api, pull, pull.baseSha, path)
    if (!single.ok) throw new ActionError(sayRefusal({ ...single.refusal, doing: 'give the configuration' }))
    texts.set(path, single.value)
  }
  const viewer = (answer.ok && answer.value.viewer) || usualViewer
  const blobs = answer.ok ? answer.value.blobs : new Map<string, string>()
  const isReviewed = answer.ok && answer.value.reviews.some(isOwnReview)
  const known = { viewer, blobs, isReviewed }
  if (named === '') return { configuration: configurationOf(texts, machine.rules), ...known }
  const text = texts.get(named) ?? null
  if (text !== null) return { configuration: namedConfiguration(named, text, machine.rules), ...known }
  // The pull request that brings the configuration along is not to fail for it.
  api.log(`${printable(named)} is not in the base branch yet; the default configuration holds.`)
  return { configuration: defaultConfiguration, ...known }
}

async function reviewedFiles(
  machine: Machine,
  api: Api,
  pull: PullRequest,
  { configuration, blobs }: Base,
  wanted: readonly ChangedFile[],
): Promise<ReviewedFile[]> {
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
  const reports = await reportsOf(dockerfiles, repository, configuration, machine.analyse, api.log)
  const diffs = await batched(wanted, (file, index) => readDiff(api, pull, file, reports[index]?.text ?? ''))
  return reports.flatMap((report, index) => {
    const diff = diffs[index]
    return diff ? [{ report, diff }] : []
  })
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
  if (!answer.ok) throw new ActionError(sayRefusal({ ...answer.refusal, doing: `give ${printable(path)}` }))
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
  readonly reviewed: readonly ReviewedFile[]
  readonly said: Said
  readonly surroundings: Surroundings
}

/** Says in annotations what has no comment, and everything in the job summary. */
function finish(machine: Machine, { pull, incomplete, reviewed, said, surroundings }: Finished): Outcome {
  const { plan, published, annotated, placeOf, sentence } = said
  const nowhere = published === null || published.done === 'refused'
  printAnnotations(annotationsOf(annotated, nowhere ? plan.notices : []), machine.core)
  const reports = reviewed.map(({ report }) => report)
  const looked = `${count(reports.length, 'Dockerfile')} looked at in the changes of pull request ${pull.number}.`
  const sentences = [looked, sentence, ...(incomplete ? [incomplete] : [])]
  log(machine.core, sentences.slice(0, 2).join(' '))
  const written = published?.done === 'written'
  return {
    reports,
    counted: touchedFindings(plan),
    comments: written ? plan.comments.length : 0,
    reviewUrl: written ? published.url : '',
    summary: renderJobSummary({
      ...{ sentences, files: reports, addressOf: surroundings.addressOf },
      saidOn: (_, finding) => placeOf(finding),
    }),
  }
}

const serverOf = ({ env }: Machine): string => env.GITHUB_SERVER_URL || 'https://github.com'
