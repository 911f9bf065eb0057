import { EventError, field, isSha, numberIn, repositoryOf, textIn } from '../github/event.ts'
import type { Head } from '../github/find-pull-request.ts'
import { type PullRequest, pullRequestOf, type RepositoryName } from '../github/pull-request.ts'
import type { FailOn } from '../options.ts'

/** What the action does for an event. */
export type Task =
  /** Reviews the pull request that the event names. */
  | { readonly task: 'review'; readonly pull: PullRequest }
  /** Finds the open pull request with this head first, and reviews it: `workflow_run` names none for forks. */
  | { readonly task: 'find-and-review'; readonly repository: RepositoryName; readonly head: Head }
  /** Looks at what differs between two commits. */
  | { readonly task: 'compare'; readonly comparison: Comparison }
  /** Looks at every Dockerfile of the working tree. */
  | { readonly task: 'audit'; readonly defaultBranch: string }
  /** Does what a comment on a pull request asks for. */
  | { readonly task: 'command'; readonly repository: RepositoryName; readonly comment: Comment }
  | { readonly task: 'nothing'; readonly because: string }

/** Two commits of the repository that the job runs in. */
export interface Comparison extends RepositoryName {
  /** Null when there was none before, as with a new branch or tag. */
  readonly baseSha: string | null
  readonly headSha: string
  /** What was pushed, for example `refs/heads/main`; of a merge group the branch that it is to be merged into. */
  readonly ref: string
  /** The name of the default branch, `main` for example; empty when the event does not say. */
  readonly defaultBranch: string
  /** The pull request that a merge group adds to its base; null when it is not known, and for a push. */
  readonly pullNumber: number | null
}

/** A comment on a pull request, by a person. */
export interface Comment {
  readonly id: number
  /** The pull request's number. */
  readonly number: number
  /** Whether the pull request is open. */
  readonly open: boolean
  readonly body: string
  /** What it said before it was edited; null when it is new. */
  readonly before: string | null
  readonly author: string
  /** Who wrote or edited it just now. */
  readonly sender: string
}

interface EventKind {
  /** @throws {EventError} when the event file is not what GitHub writes */
  readonly taskOf: (event: unknown, repository: string) => Task
  /** What `fail-on` is when the user does not say. */
  readonly failOn: FailOn
  /**
   * Whether findings at `fail-on` make the job fail. False where the run belongs to the default branch although it is about a
   * pull request: nobody on the pull request would see it red, and only a check run of our own can tell the result there.
   */
  readonly failsJob: boolean
}

const check = { failOn: 'error', failsJob: true } as const
const elsewhere = { failOn: 'error', failsJob: false } as const
const look = { failOn: 'never', failsJob: true } as const
const audit = (event: unknown): Task => ({ task: 'audit', defaultBranch: defaultBranchOf(event) })

/**
 * What is done for each event. `docs/workflows/README.md` says the same in words, with the rights that each takes; any other
 * event is an audit.
 */
const events: Readonly<Record<string, EventKind>> = {
  pull_request: { taskOf: review, ...check },
  pull_request_target: { taskOf: review, ...check },
  merge_group: { taskOf: compareMergeGroup, ...check },
  push: { taskOf: comparePush, ...check },
  workflow_run: { taskOf: reviewOfRun, ...elsewhere },
  issue_comment: { taskOf: command, ...elsewhere },
  schedule: { taskOf: audit, ...look },
  workflow_dispatch: { taskOf: audit, ...look },
}

/** The names of the events that have a line of their own in the table. */
export const knownEvents: readonly string[] = Object.keys(events)

const anyOther: EventKind = { taskOf: audit, ...look }

/** What is known of an event by its name (`GITHUB_EVENT_NAME`). */
export const eventKind = (name: string): EventKind => (Object.hasOwn(events, name) ? events[name] : null) ?? anyOther

function review(event: unknown, repository: string): Task {
  return { task: 'review', pull: pullRequestOf(event, repository) }
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#merge_group */
function compareMergeGroup(event: unknown, repository: string): Task {
  const [baseSha, headSha] = ['base_sha', 'head_sha'].map((name) => field(event, 'merge_group', name))
  if (!isSha(baseSha) || !isSha(headSha)) throw noSuch('merge group', 'merge_group')
  const ref = textIn(event, 'merge_group', 'base_ref')
  // gh-readonly-queue/main/pr-104-<sha>: each pull request of a queue has a group of its own, on top of those before it.
  const number = /\/pr-(\d{1,15})-[0-9a-f]+$/.exec(textIn(event, 'merge_group', 'head_ref'))?.[1]
  return {
    task: 'compare',
    comparison: {
      ...{ ...repositoryOf(repository), baseSha, headSha, ref, defaultBranch: defaultBranchOf(event) },
      pullNumber: number === undefined ? null : Number(number),
    },
  }
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#push. It names no files, and zeros for "no commit". */
function comparePush(event: unknown, repository: string): Task {
  const [before, after] = [field(event, 'before'), field(event, 'after')]
  if (field(event, 'deleted') === true) return { task: 'nothing', because: 'A branch or tag was deleted.' }
  if (!isSha(after)) throw noSuch('commit', 'push')
  return {
    task: 'compare',
    comparison: {
      ...repositoryOf(repository),
      ...{ baseSha: isSha(before) ? before : null, headSha: after },
      ...{ ref: textIn(event, 'ref'), defaultBranch: defaultBranchOf(event), pullNumber: null },
    },
  }
}

const noSuch = (what: string, event: string): EventError =>
  new EventError(
    `The event file that GITHUB_EVENT_PATH names holds no ${what}. Run Layerwise in a workflow, on ${event}.`,
  )

const defaultBranchOf = (event: unknown): string => textIn(event, 'repository', 'default_branch')

/**
 * A run of another workflow has ended. Its `pull_requests` are empty for forks (osbuild/osbuild#831), so only its head is
 * taken, which GitHub wrote; no artifact of the run is read.
 */
function reviewOfRun(event: unknown, repository: string): Task {
  const run = field(event, 'workflow_run')
  const source = textIn(run, 'event')
  const [sha, repositoryId] = [field(run, 'head_sha'), numberIn(run, 'head_repository', 'id')]
  if (!isSha(sha)) throw noSuch('workflow run', 'workflow_run')
  if (source !== 'pull_request' && source !== 'pull_request_target')
    return { task: 'nothing', because: 'The workflow run was not about a pull request.' }
  if (repositoryId === null)
    return { task: 'nothing', because: 'The repository that the pull request came from is gone.' }
  const owner = textIn(run, 'head_repository', 'owner', 'login')
  return {
    task: 'find-and-review',
    repository: repositoryOf(repository),
    head: { sha, branch: textIn(run, 'head_branch'), owner, repositoryId },
  }
}

function command(event: unknown, repository: string): Task {
  const [id, number] = [numberIn(event, 'comment', 'id'), numberIn(event, 'issue', 'number')]
  if (id === null || number === null) throw noSuch('comment', 'issue_comment')
  const nothing = (because: string): Task => ({ task: 'nothing', because })
  const action = textIn(event, 'action')
  if (!field(event, 'issue', 'pull_request')) return nothing('The comment is on an issue, not on a pull request.')
  if (action === 'deleted') return nothing('The comment was deleted; what it said no longer counts in the next run.')
  const [author, sender] = [textIn(event, 'comment', 'user', 'login'), textIn(event, 'sender', 'login')]
  const isBot = [field(event, 'comment', 'user', 'type'), field(event, 'sender', 'type')].includes('Bot')
  if (isBot || /\[bot\]$/i.test(author)) return nothing('The comment is a bot’s.')
  return {
    task: 'command',
    repository: repositoryOf(repository),
    comment: {
      ...{ id, number, author, sender: sender || author },
      open: field(event, 'issue', 'state') !== 'closed',
      body: textIn(event, 'comment', 'body'),
      before: action === 'edited' ? textIn(event, 'changes', 'body', 'from') : null,
    },
  }
}
