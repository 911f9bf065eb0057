import { type Api, read, write } from './api.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'

/** The last run of a workflow for a commit. */
export interface WorkflowRun {
  readonly id: number
  /** For people. */
  readonly url: string
  readonly isRunning: boolean
}

/** Which workflow is meant: by the path of its file, or by its name where the runner does not say the path. */
export interface Workflow {
  /** Relative to the root of the repository; empty when it is not known. */
  readonly path: string
  readonly name: string
}

/**
 * The workflow that a job belongs to.
 *
 * @param env the runner's variables; `GITHUB_WORKFLOW_REF` is `owner/name/.github/workflows/file.yml@ref`, and older servers lack it
 */
export function workflowOf(env: Readonly<Record<string, string | undefined>>): Workflow {
  const [, path = ''] = /^[^/]+\/[^/]+\/(.+?)@/.exec(env.GITHUB_WORKFLOW_REF ?? '') ?? []
  return { path, name: env.GITHUB_WORKFLOW ?? '' }
}

/** The newest run of a workflow for the head of a pull request; null when there is none. */
export async function lastRun(
  api: Api,
  { owner, repo }: RepositoryName,
  headSha: string,
  { path, name }: Workflow,
): Promise<Answer<WorkflowRun | null>> {
  return read(api, 'list the workflow runs of the head', async (options) => {
    const { data } = await api.client.rest.actions.listWorkflowRunsForRepo({
      ...{ owner, repo, head_sha: headSha, per_page: 100 },
      ...options,
    })
    const runs = data.workflow_runs
      .filter((run) => run.head_sha === headSha)
      .filter(({ event }) => event === 'pull_request' || event === 'pull_request_target')
      .filter((run) => (path === '' ? run.name === name : run.path.replace(/@.*$/, '') === path))
      .sort((a, b) => b.run_number - a.run_number)
    const [run] = runs
    return run ? { id: run.id, url: run.html_url, isRunning: run.status !== 'completed' } : null
  })
}

/**
 * Runs all jobs of a workflow run again: for the same commit, with the rights of who started it first. GitHub does so for thirty
 * days and fifty times (https://docs.github.com/actions/managing-workflow-runs/re-running-workflows-and-jobs).
 */
export function runAgain(api: Api, { owner, repo }: RepositoryName, id: number): Promise<Answer<unknown>> {
  return write('run the workflow again', (options) =>
    api.client.rest.actions.reRunWorkflow({ owner, repo, run_id: id, ...options }),
  )
}
