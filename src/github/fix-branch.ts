import { hashOf } from '../review/hash.ts'
import { isSameAccount } from './account.ts'
import { type Api, read, write } from './api.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'

/*
 * The branch that holds the fixes. It is only ever moved forward: a commit of ours has the branch’s last one and the new base
 * for parents, as "Update branch" on the web makes it. So nothing that a person pushed can be lost, even when it was pushed
 * a moment ago, because GitHub refuses to move a branch to what does not follow from it.
 */

/** The last commit of the branch. */
export interface Tip {
  readonly sha: string
  readonly parents: readonly string[]
  /** A hash over what it changes; null when it is not a commit of ours. */
  readonly digest: string | null
}

/** What a commit of ours is made of. */
export interface FixCommit {
  readonly tree: string
  readonly parents: readonly string[]
  /** Of one line. */
  readonly subject: string
  readonly body: string
  /** A hash over what it changes. */
  readonly digest: string
}

/** One file of it. */
export interface FixedFile {
  readonly path: string
  readonly text: string
  readonly isExecutable: boolean
}

const seal = /^Layerwise-Fixes: ([0-9a-f]{16}) ([0-9a-f]{16})$/m

/**
 * What makes a commit ours beside its author: a line that holds for its tree and its parents alone. A commit that a person
 * amended, rebased or put on top of ours is theirs.
 */
const sealOf = ({ tree, parents, digest }: Pick<FixCommit, 'tree' | 'parents' | 'digest'>): string =>
  hashOf([tree, ...parents, digest].join('\n'))

export function messageOf(commit: FixCommit): string {
  const { subject, body, digest } = commit
  return `${subject}\n\n${body}\n\nLayerwise-Fixes: ${digest} ${sealOf(commit)}\n`
}

/**
 * The last commit of a branch; null when there is no such branch.
 *
 * @param viewer the login that GitHub gives for our token
 */
export async function readTip(
  api: Api,
  { owner, repo }: RepositoryName,
  branch: string,
  viewer: string,
): Promise<Answer<Tip | null>> {
  const found = await readHead(api, { owner, repo }, branch)
  if (!found.ok) return found
  if (found.value === null) return { ok: true, value: null }
  const ref = found.value
  return read(api, 'read the last commit of the branch', async (options) => {
    const { data } = await api.client.rest.repos.getCommit({ owner, repo, ref, ...options })
    const parents = data.parents.map(({ sha }) => sha)
    const [, digest, sealed] = seal.exec(data.commit.message) ?? []
    const isOurs =
      digest !== undefined &&
      sealed === sealOf({ tree: data.commit.tree.sha, parents, digest }) &&
      isSameAccount(data.author?.login ?? '', viewer)
    return { sha: data.sha, parents, digest: isOurs ? digest : null }
  })
}

/** The commit that a branch is at; null when there is no such branch. */
export async function readHead(
  api: Api,
  { owner, repo }: RepositoryName,
  branch: string,
): Promise<Answer<string | null>> {
  const answer = await read(api, `read the branch ${branch}`, async (options) => {
    const { data } = await api.client.rest.git.getRef({ owner, repo, ref: `heads/${branch}`, ...options })
    return data.object.sha
  })
  return !answer.ok && answer.refusal.kind === 'gone' ? { ok: true, value: null } : answer
}

/** In characters: what one call carries. A file alone may be larger. */
const mostAtOnce = 1_000_000

/**
 * Writes files on top of a commit's tree, many with one call, since what creates something is limited to 80 calls a minute
 * (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits). Gives the new tree.
 */
export async function writeTree(
  api: Api,
  { owner, repo }: RepositoryName,
  base: string,
  files: readonly FixedFile[],
): Promise<Answer<string>> {
  let tree = await read(api, 'read the commit of the base', async (options) => {
    const { data } = await api.client.rest.git.getCommit({ owner, repo, commit_sha: base, ...options })
    return data.tree.sha
  })
  for (const some of batchesOf(files)) {
    if (!tree.ok) return tree
    const before = tree.value
    const entries = some.map(({ path, text: content, isExecutable }) => ({
      ...{ path, content, type: 'blob' as const },
      mode: isExecutable ? ('100755' as const) : ('100644' as const),
    }))
    tree = await write('write the files', async (options) => {
      const { data } = await api.client.rest.git.createTree({
        owner,
        repo,
        base_tree: before,
        tree: entries,
        ...options,
      })
      return data.sha
    })
  }
  return tree
}

function batchesOf(files: readonly FixedFile[]): FixedFile[][] {
  const batches: FixedFile[][] = []
  let length = 0
  for (const file of files) {
    const last = batches.at(-1)
    if (last && length + file.text.length <= mostAtOnce) last.push(file)
    else {
      batches.push([file])
      length = 0
    }
    length += file.text.length
  }
  return batches
}

/** Writes a commit, which no branch holds yet. Without an author GitHub takes the token's account, and signs for an app. */
export function writeCommit(api: Api, { owner, repo }: RepositoryName, commit: FixCommit): Promise<Answer<string>> {
  const { tree, parents } = commit
  return write('write a commit', async (options) => {
    const { data } = await api.client.rest.git.createCommit({
      ...{ owner, repo, tree, parents: [...parents], message: messageOf(commit) },
      ...options,
    })
    return data.sha
  })
}

/** Makes the branch, or moves it forward; never anywhere else. */
export function moveBranch(
  api: Api,
  { owner, repo }: RepositoryName,
  branch: string,
  sha: string,
  isNew: boolean,
): Promise<Answer<unknown>> {
  return isNew
    ? write('make a branch', (options) =>
        api.client.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha, ...options }),
      )
    : write('move the branch', (options) =>
        api.client.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha, force: false, ...options }),
      )
}
