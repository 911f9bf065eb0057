import { CheckRun } from './check-run.mjs'
import { invalidRequest, notAccessible, notFound, refuse } from './errors.mjs'
import { counted, paged } from './pages.mjs'
import { nodeId, stamp, urls, user } from './shapes.mjs'

/**
 * Check runs.
 *
 * @typedef {import('./server.mjs').Call} Call
 */

const STATUSES = ['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending']
const CONCLUSIONS = ['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'stale', 'timed_out']
const LEVELS = ['notice', 'warning', 'failure']
const ANNOTATIONS = 50
const TEXT = 65535

/** @param {Call} call */
function runOf({ repository, params, docs }) {
  const run = repository.checkRuns.find(({ id }) => String(id) === params.run)
  if (!run) throw notFound(docs)
  return run
}

/** @param {CheckRun} run */
function shape(run) {
  const { repository, id } = run
  const { github } = repository
  const { api, html } = urls(repository)
  const url = `${api}/check-runs/${id}`
  const pulls = [...repository.pulls.values()].filter(
    (pull) => pull.state === 'open' && pull.headSha === run.headSha && pull.head.repository === repository,
  )
  return {
    id,
    name: run.name,
    node_id: nodeId('CR', id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${html}/runs/${id}`,
    details_url: run.detailsUrl ?? `${html}/runs/${id}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: stamp(run.startedAt),
    completed_at: run.completedAt && stamp(run.completedAt),
    output: {
      title: run.output?.title ?? null,
      summary: run.output?.summary ?? null,
      text: run.output?.text ?? null,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: 1 },
    app: {
      id: 15368,
      slug: run.login.replace('[bot]', ''),
      node_id: nodeId('A', 15368),
      owner: user(github, 'github'),
      name: 'GitHub Actions',
      description: '',
      external_url: 'https://help.github.com/en/actions',
      html_url: `${github.serverUrl}/apps/github-actions`,
      created_at: stamp(repository.createdAt),
      updated_at: stamp(repository.createdAt),
      permissions: {},
      events: [],
    },
    pull_requests: pulls.map((pull) => ({
      url: `${api}/pulls/${pull.number}`,
      id: pull.id,
      number: pull.number,
      head: { ref: pull.head.ref, sha: pull.headSha, repo: { id: repository.id, url: api, name: repository.name } },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo: { id: repository.id, url: api, name: repository.name } },
    })),
  }
}

/** Takes over what a request says of a run, after all of it was checked. @param {Call} call @param {(now: Date) => CheckRun} target */
function apply({ body, docs, github }, target) {
  /** @param {string} key @param {readonly string[]} words */
  const oneOf = (key, words) => {
    const value = body[key]
    if (value !== undefined && !words.includes(String(value)))
      throw invalidRequest(`For 'properties/${key}', ${JSON.stringify(value)} is not a valid value.`, docs)
    return value === undefined ? undefined : String(value)
  }
  const status = oneOf('status', STATUSES)
  const conclusion = oneOf('conclusion', CONCLUSIONS)
  if (status === 'completed' && conclusion === undefined) throw invalidRequest(`"conclusion" wasn't supplied.`, docs)
  const output = /** @type {any} */ (body.output)
  const annotations = output?.annotations ?? []
  if (output !== undefined) checkOutput(output, annotations, docs)
  const now = github.now()
  const run = target(now)
  if (typeof body.name === 'string') run.name = body.name
  if (typeof body.external_id === 'string') run.externalId = body.external_id
  if (typeof body.details_url === 'string') run.detailsUrl = body.details_url
  if (status !== undefined) run.status = status
  // A conclusion completes the run.
  if (conclusion !== undefined) {
    run.conclusion = conclusion
    run.status = 'completed'
    run.completedAt = typeof body.completed_at === 'string' ? new Date(body.completed_at) : now
  } else if (status !== undefined) {
    run.conclusion = null
    run.completedAt = null
  }
  if (output !== undefined) {
    const { title = run.output?.title ?? run.name, summary, text } = output
    run.output = { title, summary, ...(text === undefined ? {} : { text }) }
    run.annotations.push(...annotations)
  }
  return run
}

/** @param {any} output @param {any[]} annotations @param {string} docs */
function checkOutput(output, annotations, docs) {
  if (typeof output.summary !== 'string') throw invalidRequest(`"summary" wasn't supplied.`, docs)
  for (const key of ['summary', 'text'])
    if (typeof output[key] === 'string' && output[key].length > TEXT)
      throw invalidRequest(`Only ${TEXT} characters are allowed; ${output[key].length} were supplied.`, docs)
  // dorny/test-reporter#194
  if (annotations.length > ANNOTATIONS)
    throw invalidRequest(`No more than ${ANNOTATIONS} items are allowed; ${annotations.length} were supplied.`, docs)
  for (const one of annotations) {
    for (const key of ['path', 'start_line', 'end_line', 'annotation_level', 'message'])
      if (one[key] === undefined) throw invalidRequest(`"${key}" wasn't supplied.`, docs)
    for (const key of ['start_line', 'end_line'])
      if (!Number.isInteger(one[key]))
        throw invalidRequest(`For 'items/properties/${key}', ${JSON.stringify(one[key])} is not an integer.`, docs)
    if (!LEVELS.includes(one.annotation_level))
      throw invalidRequest(
        `For 'items/properties/annotation_level', "${one.annotation_level}" is not a valid value.`,
        docs,
      )
    // Columns are for annotations of one line only: https://docs.github.com/rest/checks/runs#create-a-check-run
    if (one.start_line !== one.end_line && (one.start_column !== undefined || one.end_column !== undefined))
      throw invalidRequest('start_column and end_column are only allowed when start_line and end_line are equal.', docs)
    if (Buffer.byteLength(one.message) > 64 * 1024 || Buffer.byteLength(one.raw_details ?? '') > 64 * 1024)
      throw invalidRequest('An annotation holds at most 64 KB.', docs)
    if ([...(one.title ?? '')].length > 255) throw invalidRequest('Only 255 characters are allowed.', docs)
  }
}

/** @type {import('./server.mjs').Route[]} */
export const checkRoutes = [
  {
    method: 'POST',
    path: 'check-runs',
    needs: ['checks'],
    docs: 'checks/runs#create-a-check-run',
    answer(call) {
      const { repository, body, docs, login } = call
      for (const key of ['name', 'head_sha'])
        if (typeof body[key] !== 'string') throw invalidRequest(`"${key}" wasn't supplied.`, docs)
      const headSha = String(body.head_sha)
      if (!/^[0-9a-f]{40}$/.test(headSha) || !repository.git.commitOf(headSha))
        throw refuse(422, `No commit found for SHA: ${headSha}`, docs)
      const run = apply(call, () => new CheckRun(repository, { name: String(body.name), headSha, login }))
      repository.checkRuns.push(run)
      return { status: 201, body: shape(run) }
    },
  },
  {
    method: 'GET',
    path: 'check-runs/:run',
    needs: ['checks'],
    docs: 'checks/runs#get-a-check-run',
    answer: (call) => ({ body: shape(runOf(call)) }),
  },
  {
    method: 'PATCH',
    path: 'check-runs/:run',
    needs: ['checks'],
    docs: 'checks/runs#update-a-check-run',
    answer(call) {
      const run = runOf(call)
      // An app changes its own check runs only.
      if (run.login !== call.login) throw notAccessible(call.docs, 'checks=write')
      return { body: shape(apply(call, () => run)) }
    },
  },
  {
    method: 'GET',
    path: 'check-runs/:run/annotations',
    needs: ['checks'],
    docs: 'checks/runs#list-check-run-annotations',
    answer(call) {
      const run = runOf(call)
      const { html } = urls(call.repository)
      return paged(call, run.annotations, (one) => ({
        start_column: null,
        end_column: null,
        title: null,
        raw_details: null,
        ...one,
        blob_href: `${html}/blob/${run.headSha}/${one.path}`,
      }))
    },
  },
  {
    method: 'GET',
    path: 'commits/:ref/check-runs',
    needs: ['checks'],
    docs: 'checks/runs#list-check-runs-for-a-git-reference',
    answer(call) {
      const { repository, params, query, docs } = call
      const sha = repository.git.commitOf(params.ref ?? '')
      if (!sha) throw refuse(422, `No commit found for SHA: ${params.ref}`, docs)
      const name = query.get('check_name')
      const status = query.get('status')
      const all = repository.checkRuns
        .filter((run) => run.headSha === sha && (!name || run.name === name) && (!status || run.status === status))
        .reverse()
      // The newest of each name unless all are asked for.
      const newest = all.filter((run, index) => all.findIndex((other) => other.name === run.name) === index)
      return counted(call, 'check_runs', query.get('filter') === 'all' ? all : newest, shape)
    },
  },
]
