import { configurationPlaces } from '../configuration/configuration.ts'
import { matcher } from '../configuration/globs.ts'
import { dockerfileTest } from '../configuration/paths.ts'
import { configurationOf, namedConfiguration } from '../configuration/place.ts'
import { isRepositoryName } from '../github/address.ts'
import { listFiles } from '../local/list-files.ts'
import { listLinks, readTracked } from '../local/list-links.ts'
import { readText, readTexts } from '../local/read-texts.ts'
import type { Inputs } from '../options.ts'
import { annotationsOf, printAnnotations } from '../report/annotations.ts'
import { auditMarkdown } from '../report/audit-markdown.ts'
import { type JsonRepository, toJson } from '../report/json.ts'
import { rankOf } from '../review/plan.ts'
import { count } from '../review/render.ts'
import { besideBaseline, localBaseline } from './baseline.ts'
import { ActionError, log, type Machine } from './machine.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import { type Dockerfile, reportsOf } from './reports.ts'

/**
 * Looks at every Dockerfile of the working tree, for events without a pull request.
 *
 * @throws {ActionError} when there is no working tree
 * @throws ConfigurationError on a mistake in the configuration
 */
export async function audit(machine: Machine, { config, paths, baseline }: Inputs): Promise<Outcome> {
  const { env, core } = machine
  const root = env.GITHUB_WORKSPACE
  if (!root) throw new ActionError('GITHUB_WORKSPACE is not set. Run Layerwise in a workflow, after actions/checkout.')
  const files = await listFiles(root)
  if (files === null) throw new ActionError('The files of GITHUB_WORKSPACE cannot be listed. Is it a checkout?')
  const places = config === '' ? configurationPlaces : [config]
  const texts = await readTexts(root, places)
  const configuration =
    config === ''
      ? configurationOf(texts, machine.rules)
      : namedConfiguration(config, texts.get(config) ?? null, machine.rules)
  const isDockerfile = dockerfileTest(configuration)
  const isWanted = paths.length === 0 ? () => true : matcher(paths)
  const wanted = files.filter((path) => isDockerfile(path) && isWanted(path))
  if (wanted.length === 0) {
    const empty = files.length === 0 ? ' The working tree is empty: run actions/checkout first.' : ''
    log(core, `No Dockerfile found.${empty}`)
    // Without a checkout nothing is known, which is not the same as clean.
    return files.length === 0 ? nothingFound : { ...nothingFound, audit: toJson([], repositoryOf(env)) }
  }
  const dockerfiles: Dockerfile[] = []
  for (const path of wanted) dockerfiles.push({ path, ...(await readText(root, path)) })
  const links = await listLinks(root)
  const repository = {
    files: new Set(files),
    links,
    read: (some: readonly string[]) => readTracked(root, some, links),
  }
  const all = await reportsOf(dockerfiles, repository, configuration, machine.analyse, (line) => log(core, line))
  const known = await localBaseline(root, baseline)
  const { reports, sentences, stale } = besideBaseline(all, known, { whole: paths.length === 0 })
  const ignored = reports.reduce((sum, report) => sum + report.ignored.length, 0)
  const silenced =
    ignored === 0 ? [] : [`${count(ignored, 'finding')} ${ignored === 1 ? 'is' : 'are'} silenced by ignore comments.`]
  const findings = reports
    .flatMap(({ path, findings, inBaseline }) =>
      findings.flatMap((finding) => (inBaseline?.has(finding) ? [] : [{ path, finding }])),
    )
    .sort((a, b) => rankOf(a.finding.severity) - rankOf(b.finding.severity))
  const notices = reports.flatMap(({ path, notices: all }) => all.map((notice) => ({ path, notice })))
  printAnnotations(annotationsOf(findings, notices), core)
  const found = reports.reduce((sum, report) => sum + report.findings.length, 0)
  const looked = `${count(reports.length, 'Dockerfile')} looked at, ${count(found, 'finding')}.`
  for (const sentence of [looked, ...sentences, ...silenced]) log(core, sentence)
  const report = toJson(reports, repositoryOf(env))
  return {
    ...{ reports, comments: 0, reviewUrl: '', audit: report },
    counted: findings.map(({ finding }) => finding),
    summary: auditMarkdown(report, { sentences: [...silenced, ...(stale === null ? [] : [stale])] }),
  }
}

function repositoryOf(env: Machine['env']): JsonRepository | undefined {
  const name = env.GITHUB_REPOSITORY ?? ''
  if (!isRepositoryName(name)) return undefined
  const server = env.GITHUB_SERVER_URL || 'https://github.com'
  return { name, server, commit: env.GITHUB_SHA || null, notLookedAt: null }
}
