import { notFound, refuse } from './errors.mjs'
import { counted } from './pages.mjs'
import { commitShape, nodeId, repositoryShape, stamp, urls, user } from './shapes.mjs'

/**
 * Runs of workflows and what they uploaded.
 *
 * @typedef {import('./server.mjs').Call} Call
 * @typedef {import('./workflow-run.mjs').WorkflowRun} WorkflowRun
 * @typedef {import('./workflow-run.mjs').Artifact} Artifact
 */

/** @param {Call} call */
function runOf({ repository, params, docs }) {
  const run = repository.workflowRuns.find(({ id }) => String(id) === params.run)
  if (!run) throw notFound(docs)
  return run
}

/** @param {WorkflowRun} run */
export function runShape(run) {
  const { repository, id } = run
  const { github } = repository
  const { api, html } = urls(repository)
  const url = `${api}/actions/runs/${id}`
  const commit = commitShape(run.headRepository, run.headSha).commit
  return {
    id,
    name: run.name,
    node_id: nodeId('WFR', id),
    check_suite_id: id,
    check_suite_node_id: nodeId('CS', id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.name,
    run_number: 1,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: 1,
    url,
    html_url: `${html}/actions/runs/${id}`,
    pull_requests: run.pulls.map((pull) => ({
      url: `${api}/pulls/${pull.number}`,
      id: pull.id,
      number: pull.number,
      head: { ref: pull.head.ref, sha: pull.headSha, repo: { id: repository.id, url: api, name: repository.name } },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo: { id: repository.id, url: api, name: repository.name } },
    })),
    created_at: stamp(run.createdAt),
    updated_at: stamp(run.updatedAt),
    run_started_at: stamp(run.createdAt),
    actor: user(github, run.actor),
    triggering_actor: user(github, run.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${api}/actions/workflows/1`,
    head_commit: {
      id: run.headSha,
      tree_id: commit.tree.sha,
      message: commit.message,
      timestamp: commit.author.date,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
    repository: repositoryShape(repository),
    head_repository: repositoryShape(run.headRepository),
  }
}

/** @param {WorkflowRun} run @param {Artifact} artifact */
function artifactShape(run, artifact) {
  const { api } = urls(run.repository)
  const url = `${api}/actions/artifacts/${artifact.id}`
  return {
    id: artifact.id,
    node_id: nodeId('MDg', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    created_at: stamp(artifact.createdAt),
    updated_at: stamp(artifact.createdAt),
    expires_at: stamp(new Date(artifact.createdAt.getTime() + 90 * 86_400_000)),
    workflow_run: {
      id: run.id,
      repository_id: run.repository.id,
      head_repository_id: run.headRepository.id,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  }
}

/** @type {import('./server.mjs').Route[]} */
export const actionsRoutes = [
  {
    method: 'GET',
    path: 'actions/runs',
    needs: ['actions'],
    docs: 'actions/workflow-runs#list-workflow-runs-for-a-repository',
    answer(call) {
      const { repository, query } = call
      /** @type {Record<string, (run: WorkflowRun) => string | null>} */
      const filters = {
        head_sha: (run) => run.headSha,
        event: (run) => run.event,
        branch: (run) => run.headBranch,
        actor: (run) => run.actor,
      }
      const status = query.get('status')
      const runs = [...repository.workflowRuns]
        .reverse()
        .filter(
          (run) =>
            Object.entries(filters).every(([key, of]) => query.get(key) === null || query.get(key) === of(run)) &&
            (status === null || status === run.status || status === run.conclusion),
        )
      return counted(call, 'workflow_runs', runs, runShape)
    },
  },
  {
    method: 'GET',
    path: 'actions/runs/:run',
    needs: ['actions'],
    docs: 'actions/workflow-runs#get-a-workflow-run',
    answer: (call) => ({ body: runShape(runOf(call)) }),
  },
  {
    method: 'POST',
    path: 'actions/runs/:run/rerun',
    needs: ['actions'],
    docs: 'actions/workflow-runs#re-run-a-workflow',
    answer(call) {
      const run = runOf(call)
      // The wording is not sure; cli/cli#9221 shows the 403.
      if (run.running) throw refuse(403, 'This workflow is already running', call.docs)
      if (call.github.seconds - run.createdAt.getTime() / 1000 > 30 * 86_400)
        throw refuse(403, 'Unable to re-run this workflow run because it was created over a month ago', call.docs)
      run.rerun()
      return { status: 201, body: {} }
    },
  },
  {
    method: 'GET',
    path: 'actions/runs/:run/artifacts',
    needs: ['actions'],
    docs: 'actions/artifacts#list-workflow-run-artifacts',
    answer(call) {
      const run = runOf(call)
      const name = call.query.get('name')
      const artifacts = run.artifacts.filter((one) => name === null || one.name === name)
      return counted(call, 'artifacts', artifacts, (one) => artifactShape(run, one))
    },
  },
  {
    method: 'GET',
    path: 'actions/artifacts/:artifact/:format',
    needs: ['actions'],
    always: true,
    docs: 'actions/artifacts#download-an-artifact',
    answer({ github, repository, params, docs }) {
      const artifact = repository.workflowRuns
        .flatMap(({ artifacts }) => artifacts)
        .find(({ id }) => String(id) === params.artifact)
      if (!artifact || params.format !== 'zip') throw notFound(docs)
      if (artifact.expired) throw refuse(410, 'Artifact has expired', docs)
      // The bytes are elsewhere, at an address that needs no token and works for a minute.
      return { status: 302, headers: { location: `${github.serverUrl}/_blobs/${artifact.id}?sig=embedded` } }
    },
  },
]
