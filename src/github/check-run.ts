import type { CheckAnnotation, CheckReport } from '../report/check-run.ts'
import { type Api, read, readPages, send } from './api.ts'
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
  if (found.value === null) return createCheckRun(api, place)
  const check = { ...place, ...found.value }
  const again = await update(api, check, { status: 'in_progress' })
  return again.ok ? { ok: true, value: check } : again
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
  if (there.value.every((annotation) => keys.has(keyOf(annotation)))) return complete(api, check, report, there.value)
  const replaced = { title: 'Replaced by a later run', summary: 'A later run on this commit found something else.' }
  const ended = await update(api, check, { status: 'completed', conclusion: 'neutral', output: replaced })
  if (!ended.ok) return ended
  const other = await createCheckRun(api, check)
  return other.ok ? complete(api, other.value, report, []) : other
}

/** All annotations that are not there yet, in as many requests as it takes; the last one ends the check. */
async function complete(
  api: Api,
  check: OpenCheck,
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
    const answer = await update(api, check, { ...(isLast ? end : {}), output }, batch)
    if (!answer.ok) {
      if (answer.refusal.kind !== 'invalid') return answer
      // An annotation that GitHub does not take must not leave the check without an end: the summary has everything.
      api.log(`GitHub did not take annotations of the check run (${answer.refusal.message}).`)
      return update(api, check, { ...end, output: { title, summary } })
    }
    if (isLast) return answer
  }
}

interface Found {
  readonly id: number
  readonly annotated: number
}

async function findCheckRun(
  api: Api,
  place: CheckPlace,
  isMeant: (status: string) => boolean = () => true,
): Promise<Answer<Found | null>> {
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
  const own = runs.value
    .filter((run) => run.external_id === externalId && isMeant(run.status))
    .sort((a, b) => b.id - a.id)[0]
  return { ok: true, value: own ? { id: own.id, annotated: own.output.annotations_count } : null }
}

async function createCheckRun(api: Api, place: CheckPlace): Promise<Answer<OpenCheck>> {
  const { repository, headSha, externalId } = place
  const made = await send(
    api,
    'write a check run',
    async (options) => {
      const { data } = await api.client.rest.checks.create({
        ...repositoryOf(repository),
        ...{ name: checkName, head_sha: headSha, external_id: externalId, status: 'in_progress' },
        ...options,
      })
      return { ...place, id: data.id, annotated: 0 }
    },
    async () => {
      const found = await findCheckRun(api, place, (status) => status !== 'completed')
      return found.ok ? { ok: true, value: found.value && { ...place, ...found.value } } : found
    },
  )
  return made.ok ? made : withRight(made.refusal)
}

type Changes = Omit<
  NonNullable<Parameters<Api['client']['rest']['checks']['update']>[0]>,
  'owner' | 'repo' | 'check_run_id'
>

/** @param batch the annotations among the changes: nothing else would be there twice when it is written twice */
async function update(
  api: Api,
  check: Pick<OpenCheck, 'repository' | 'id'>,
  changes: Changes,
  batch: readonly CheckAnnotation[] = [],
): Promise<Answer<number>> {
  const { repository, id } = check
  const arrived = async (): Promise<Answer<number | null>> => {
    const there = await readAnnotations(api, check)
    if (!there.ok) return there
    const keys = new Set(there.value.map(keyOf))
    return { ok: true, value: batch.every((one) => keys.has(keyOf(one))) ? id : null }
  }
  const answer = await send(
    api,
    'write the check run',
    async (options) => {
      await api.client.rest.checks.update({ ...repositoryOf(repository), check_run_id: id, ...changes, ...options })
      return id
    },
    batch.length > 0 ? arrived : null,
  )
  return answer.ok ? answer : withRight(answer.refusal)
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
