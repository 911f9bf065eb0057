import type { CheckAnnotation, CheckReport } from '../report/check-run.ts'
import { type Api, read, readPages, write } from './api.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer, Refusal } from './refusal.ts'

/** What one check run is known by. */
export interface CheckPlace {
  readonly repository: RepositoryName
  readonly headSha: string
  /** Tells it from check runs of the same name: what is judged, for example `layerwise/pull-7`. */
  readonly externalId: string
}

/** A check run that is under way. */
export interface OpenCheck extends CheckPlace {
  readonly id: number
  /** How many annotations an earlier run of the job left in it. */
  readonly annotated: number
}

export const checkName = 'Layerwise findings'

/** https://docs.github.com/rest/checks/runs: a request takes 50 annotations, and adds them to those that are there. */
const perRequest = 50

/**
 * Says that the check is under way: in the check run that an earlier run of the job made for this commit and this purpose, so
 * that there is one, or in a new one.
 */
export async function openCheckRun(api: Api, place: CheckPlace): Promise<Answer<OpenCheck>> {
  const found = await findCheckRun(api, place)
  if (!found.ok) return found
  const { id, annotated } = found.value ?? { id: null, annotated: 0 }
  if (id === null) return createCheckRun(api, place, { status: 'in_progress' })
  const again = await update(api, place.repository, id, { status: 'in_progress' })
  return again.ok ? { ok: true, value: { ...place, id, annotated } } : again
}

/**
 * Ends the check with what was found. What GitHub shows of an earlier run is not said again; where that is no longer right
 * another check run takes the place of the old one, since annotations cannot be taken back. Of check runs with the same name GitHub
 * takes the latest for the result.
 */
export async function closeCheckRun(api: Api, check: OpenCheck, report: CheckReport): Promise<Answer<number>> {
  const there = check.annotated === 0 ? { ok: true as const, value: [] } : await readAnnotations(api, check)
  if (!there.ok) return there
  const keys = new Set(report.annotations.map(keyOf))
  if (there.value.every((annotation) => keys.has(keyOf(annotation)))) {
    return completeSurely(api, check.repository, check.id, report, there.value)
  }
  const replaced = { title: 'Replaced by a later run', summary: 'A later run on this commit found something else.' }
  const ended = await update(api, check.repository, check.id, {
    ...{ status: 'completed', conclusion: 'neutral', output: replaced },
  })
  if (!ended.ok) return ended
  const other = await createCheckRun(api, check, { status: 'in_progress' })
  return other.ok ? completeSurely(api, check.repository, other.value.id, report, []) : other
}

/** Waits between the attempts to end the check, in milliseconds: one that has no end blocks whoever waits for it. */
const pauses = [1_000, 4_000, 15_000]

/** What failed on GitHub's side is tried again, with those annotations that are not there yet. */
async function completeSurely(
  api: Api,
  repository: RepositoryName,
  id: number,
  report: CheckReport,
  there: readonly CheckAnnotation[],
): Promise<Answer<number>> {
  let said = there
  for (const pause of pauses) {
    const answer = await complete(api, repository, id, report, said)
    const isPassing = !answer.ok && (answer.refusal.kind === 'server' || answer.refusal.kind === 'network')
    if (!isPassing) return answer
    await api.sleep(pause)
    const now = await readAnnotations(api, { repository, id })
    if (!now.ok) return now
    said = now.value
  }
  return complete(api, repository, id, report, said)
}

/** All annotations that are not there yet, in as many requests as it takes; the last one ends the check. */
async function complete(
  api: Api,
  repository: RepositoryName,
  id: number,
  { conclusion, title, summary, annotations }: CheckReport,
  there: readonly CheckAnnotation[],
): Promise<Answer<number>> {
  const known = new Set(there.map(keyOf))
  const unsaid = annotations.filter((annotation) => !known.has(keyOf(annotation)))
  const end = { status: 'completed', conclusion } as const
  for (let at = 0; ; at += perRequest) {
    const batch = unsaid.slice(at, at + perRequest)
    const isLast = at + perRequest >= unsaid.length
    const output = { title, summary, ...(batch.length > 0 ? { annotations: batch } : {}) }
    const answer = await update(api, repository, id, { ...(isLast ? end : {}), output })
    if (!answer.ok) {
      if (answer.refusal.kind !== 'invalid') return answer
      // An annotation that GitHub does not take must not leave the check without an end: the summary has everything.
      api.log(`GitHub did not take annotations of the check run (${answer.refusal.message}).`)
      return update(api, repository, id, { ...end, output: { title, summary } })
    }
    if (isLast) return answer
  }
}

interface Found {
  readonly id: number
  readonly annotated: number
}

async function findCheckRun(api: Api, place: CheckPlace): Promise<Answer<Found | null>> {
  const { repository, headSha, externalId } = place
  const runs = await read(api, 'list the check runs', async (options) => {
    const { data } = await api.client.rest.checks.listForRef({
      ...repositoryOf(repository),
      ...{ ref: headSha, check_name: checkName, filter: 'all', per_page: 100 },
      ...options,
    })
    return data.check_runs
  })
  if (!runs.ok) return withRight(runs.refusal)
  const own = runs.value.filter((run) => run.external_id === externalId).sort((a, b) => b.id - a.id)[0]
  return { ok: true, value: own ? { id: own.id, annotated: own.output.annotations_count } : null }
}

async function createCheckRun(
  api: Api,
  place: CheckPlace,
  state: { status: 'in_progress' },
): Promise<Answer<OpenCheck>> {
  const { repository, headSha, externalId } = place
  const create = () =>
    write('write a check run', (options) =>
      api.client.rest.checks.create({
        ...repositoryOf(repository),
        ...{ name: checkName, head_sha: headSha, external_id: externalId, ...state },
        ...options,
      }),
    )
  let answer = await create()
  if (!answer.ok && (answer.refusal.kind === 'server' || answer.refusal.kind === 'network')) {
    // It may have been made although no answer came.
    const found = await findCheckRun(api, place)
    if (found.ok && found.value) return { ok: true, value: { ...place, ...found.value } }
    answer = await create()
  }
  return answer.ok
    ? { ok: true, value: { ...place, id: answer.value.data.id, annotated: 0 } }
    : withRight(answer.refusal)
}

type Changes = Omit<
  NonNullable<Parameters<Api['client']['rest']['checks']['update']>[0]>,
  'owner' | 'repo' | 'check_run_id'
>

/** Writing the same once more does no harm but to annotations, which the next run of the job would count. */
async function update(api: Api, repository: RepositoryName, id: number, changes: Changes): Promise<Answer<number>> {
  const answer = await write('write the check run', (options) =>
    api.client.rest.checks.update({ ...repositoryOf(repository), check_run_id: id, ...changes, ...options }),
  )
  return answer.ok ? { ok: true, value: id } : withRight(answer.refusal)
}

async function readAnnotations(
  api: Api,
  { repository, id }: Pick<OpenCheck, 'repository' | 'id'>,
): Promise<Answer<CheckAnnotation[]>> {
  const pages = await readPages(api, 'list the annotations of the check run', (page) =>
    api.client.rest.checks.listAnnotations({ ...repositoryOf(repository), check_run_id: id, ...page }),
  )
  return pages.ok ? { ok: true, value: pages.value as CheckAnnotation[] } : pages
}

const keyOf = ({
  path,
  start_line,
  end_line,
  annotation_level,
  title,
  message,
  raw_details,
}: CheckAnnotation): string =>
  JSON.stringify([path, start_line, end_line, annotation_level, title, message, raw_details ?? ''])

/** Reading needs less, and GitHub names what was needed; but who asked for a check run needs this. */
const withRight = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: { ...refusal, permission: 'checks=write' },
})

const repositoryOf = ({ owner, repo }: RepositoryName): RepositoryName => ({ owner, repo })
