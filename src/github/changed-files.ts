import { agree, type FileDiff, hunksBetween, parsePatch } from '../review/hunks.ts'
import { type Api, read, readPages } from './api.ts'
import type { PullRequest } from './pull-request.ts'
import type { Answer } from './refusal.ts'
import { readTextAt } from './texts.ts'

/** A file that a pull request changes. Paths are relative to the repository's root. */
export interface ChangedFile {
  readonly path: string
  /** Where it was before, when it was renamed or copied. */
  readonly previousPath: string | null
  readonly status: string
  /** The blob in the head commit. */
  readonly sha: string
  /** Null where GitHub leaves it out: nothing changed but the name, or too much. */
  readonly patch: string | null
  /** How many lines were added or deleted. */
  readonly changes: number
}

export interface ChangedFiles {
  readonly files: readonly ChangedFile[]
  /** How many GitHub listed, the deleted ones included. */
  readonly listed: number
  /** False when the pull request changes more files than GitHub lists. */
  readonly complete: boolean
}

/** GitHub lists this many files and ends without a word (https://docs.github.com/rest/pulls/pulls#list-pull-requests-files). */
const mostFiles = 3_000

/** The files that a pull request changes, from the merge base to its head; those it deletes are left out. */
export async function readChangedFiles(api: Api, pull: PullRequest): Promise<Answer<ChangedFiles>> {
  const { owner, repo, number, changedFiles } = pull
  const listed = await readPages(
    api,
    'list the changed files',
    (page) => api.client.rest.pulls.listFiles({ owner, repo, pull_number: number, ...page }),
    mostFiles / 100,
  )
  if (!listed.ok) return listed
  const files = listed.value.map((file) => ({
    path: file.filename,
    previousPath: file.previous_filename ?? null,
    status: file.status,
    sha: file.sha ?? '',
    patch: file.patch ?? null,
    changes: file.changes,
  }))
  const complete = changedFiles === null ? files.length < mostFiles : files.length >= changedFiles
  const present = files.filter(({ status }) => status !== 'removed')
  return { ok: true, value: { files: present, listed: files.length, complete } }
}

/**
 * How a file differs from the merge base.
 *
 * GitHub leaves the patch of a large change out, and draws its own hunks then (tsantalis/RefactoringMiner#1109). They are
 * reckoned from the two texts, and are as uncertain as a patch that is not about the text at hand.
 *
 * @param text the file in the head commit
 */
export async function readDiff(api: Api, pull: PullRequest, file: ChangedFile, text: string): Promise<FileDiff> {
  if (file.patch !== null) {
    const hunks = parsePatch(file.patch)
    return { hunks, certain: agree(hunks, text) }
  }
  if (file.changes === 0) return { hunks: [], certain: true }
  if (file.status === 'added') return { hunks: hunksBetween(null, text), certain: false }
  const base = await readMergeBase(api, pull)
  const before = base.ok ? await readTextAt(api, pull, base.value, file.previousPath ?? file.path) : base
  if (before.ok && before.value !== null) return { hunks: hunksBetween(before.value, text), certain: false }
  return { hunks: [], certain: false }
}

/** The commit that GitHub's diff starts from, which is not the tip of the base branch. */
function readMergeBase(api: Api, { owner, repo, baseSha, headSha }: PullRequest): Promise<Answer<string>> {
  return read(api, 'compare the head with its base', async (options) => {
    const basehead = `${baseSha}...${headSha}`
    const { data } = await api.client.rest.repos.compareCommitsWithBasehead({
      ...{ owner, repo, basehead, per_page: 1 },
      ...options,
    })
    return data.merge_base_commit.sha
  })
}
