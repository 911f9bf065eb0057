import type { FileReport } from '../analyse.ts'
import type { Api } from '../github/api.ts'
import {
  type FixCommit,
  type FixedFile,
  moveBranch,
  readHead,
  readTip,
  type Tip,
  writeCommit,
  writeTree,
} from '../github/fix-branch.ts'
import { editPull, type FixPull, findPulls, openPull } from '../github/fix-pulls.ts'
import { isJobAccount, readViewer } from '../github/identity.ts'
import type { RepositoryName } from '../github/pull-request.ts'
import { type Answer, type Refusal, sayRefusal } from '../github/refusal.ts'
import { isTextOf } from '../github/texts.ts'
import { readTree } from '../github/tree.ts'
import { commitBody, type Fixed, fixBody, fixDigest, fixDigestIn, fixTitle, nothingLeft } from '../report/fix-text.ts'
import { count } from '../review/render.ts'
import { printable } from '../text/printable.ts'

/** The branch that is ours. */
export const fixBranch = 'layerwise/fixes'

/** Where the fixes go. */
export interface FixBase extends RepositoryName {
  /** The name of the branch, `main` for example. */
  readonly branch: string
  /** The commit of it that was looked at. */
  readonly sha: string
}

/** What became of the pull request. */
export interface FixOutcome {
  /** One line for the log. */
  readonly said: string
  /** Whether GitHub refused something. */
  readonly refused: boolean
  /** The address of the pull request that is open now; empty when none is. */
  readonly url: string
}

/**
 * Keeps one pull request with all safe fixes, on a branch of its own: opened when there is something to fix, moved forward
 * when that changes, closed when nothing is left. A branch that holds a commit of anybody else is left alone, and a pull request that a
 * person closed does not come back for the same changes. Killed after any call and started again, it ends in the same state.
 *
 * @param reports what was found in the Dockerfiles of the commit
 */
export async function keepFixes(api: Api, base: FixBase, reports: readonly FileReport[]): Promise<FixOutcome> {
  const viewer = await readViewer(api)
  if (!viewer.ok) return refusedBy(viewer.refusal)
  const pulls = await findPulls(api, base, fixBranch, base.branch, viewer.value)
  if (!pulls.ok) return refusedBy(pulls.refusal)
  const own = pulls.value.filter(({ isOurs, body }) => isOurs && fixDigestIn(body) !== null)
  const open = own.findLast(({ state }) => state === 'open')
  const all = reports.filter(({ text, fixed }) => text !== fixed)
  if (all.length === 0) return closeFor(api, base, open)
  const committed = await asCommitted(api, base, all)
  if (!committed.ok) return refusedBy(committed.refusal)
  if (committed.value === null) return said('The repository has too many files to list, so no fix is offered.')
  const { files, executable } = committed.value
  if (files.length === 0)
    return said('The working tree is not that of the commit, so no fix is offered. Check out the commit of the run.')
  const digest = fixDigest(files)
  const last = own.at(-1)
  if (!open && last && fixDigestIn(last.body) === digest) {
    // One that was merged: the fixes were undone, or the run looked at a commit from before.
    return said(`Pull request #${last.number} with the same fixes was ${last.state}; there is no second one.`)
  }
  const tip = await readTip(api, base, fixBranch, viewer.value)
  if (!tip.ok) return refusedBy(tip.refusal)
  if (tip.value && tip.value.digest === null) {
    return said(
      `The branch ${fixBranch} holds a commit that is not ours, so it is left alone. Merge it, or delete the branch.`,
    )
  }
  if (tip.value?.digest !== digest) {
    const stopped = await pushFixes(api, base, tip.value, files, executable, digest)
    if (stopped) return stopped
  }
  return tellOf(api, base, pulls.value, open, files, digest, isJobAccount(viewer.value))
}

const said = (line: string, url = ''): FixOutcome => ({ said: line, refused: false, url })

async function closeFor(api: Api, base: FixBase, open: FixPull | undefined): Promise<FixOutcome> {
  if (!open) return said('There is nothing to fix.')
  const title = 'Mend what costs build time in Dockerfiles'
  const closed = await editPull(api, base, open.number, { title, body: nothingLeft }, 'closed')
  if (!closed.ok) return refusedBy(closed.refusal)
  return said(`Pull request #${open.number} is closed: nothing is left to fix.`)
}

interface Committed {
  readonly files: readonly Fixed[]
  /** The paths of those that have the executable bit. */
  readonly executable: ReadonlySet<string>
}

/**
 * The files whose text is the one of the commit. An earlier step of the job may have changed the working tree, or checked out something
 * else: a fix of that text is no fix of the commit. Null where the files of the commit cannot be listed.
 */
async function asCommitted(api: Api, base: FixBase, all: readonly Fixed[]): Promise<Answer<Committed | null>> {
  const listed = await readTree(api, base, base.sha)
  if (!listed.ok) return listed
  const tree = listed.value
  if (tree === null) return { ok: true, value: null }
  const files = all.filter(({ path, text }) => {
    const file = tree.get(path)
    const isSame = file && !file.isLink && isTextOf(text, file.sha)
    if (!isSame) api.log(`${printable(path)} is not as commit ${base.sha.slice(0, 7)} has it, so it is not fixed.`)
    return isSame
  })
  const executable = new Set(files.flatMap(({ path }) => (tree.get(path)?.isExecutable ? [path] : [])))
  return { ok: true, value: { files, executable } }
}

/** Brings the branch to the fixes. Gives the reason when it does not. */
async function pushFixes(
  api: Api,
  base: FixBase,
  tip: Tip | null,
  files: readonly Fixed[],
  executable: ReadonlySet<string>,
  digest: string,
): Promise<FixOutcome | null> {
  if (tip && !tip.parents.includes(base.sha)) {
    const head = await readHead(api, base, base.branch)
    if (!head.ok) return refusedBy(head.refusal)
    // A run that was overtaken would take the branch back to what a later one has left behind.
    if (head.value !== base.sha) {
      return said(
        `${printable(base.branch)} has moved on since this run began; its next run brings the fixes up to date.`,
      )
    }
  }
  const fixed = files.map(({ path, fixed: text }): FixedFile => ({ path, text, isExecutable: executable.has(path) }))
  const tree = await writeTree(api, base, base.sha, fixed)
  if (!tree.ok) return refusedBy(tree.refusal)
  const parents = tip && !tip.parents.includes(base.sha) ? [tip.sha, base.sha] : [tip?.sha ?? base.sha]
  const commit: FixCommit = { tree: tree.value, parents, subject: fixTitle(files), body: commitBody(files), digest }
  const written = await writeCommit(api, base, commit)
  if (!written.ok) return refusedBy(written.refusal)
  const moved = await moveBranch(api, base, fixBranch, written.value, tip === null)
  if (!moved.ok && moved.refusal.kind === 'invalid') {
    return said(
      `The branch ${fixBranch} has moved meanwhile (${moved.refusal.message}), so it is left alone in this run.`,
    )
  }
  return moved.ok ? null : refusedBy(moved.refusal)
}

/** Opens the pull request, or brings its text up to date. */
async function tellOf(
  api: Api,
  base: FixBase,
  pulls: readonly FixPull[],
  open: FixPull | undefined,
  files: readonly Fixed[],
  digest: string,
  startsNoChecks: boolean,
): Promise<FixOutcome> {
  const text = { title: fixTitle(files), body: fixBody(files, startsNoChecks) }
  const what = `${count(files.length, 'Dockerfile')} fixed in`
  if (open) {
    if (fixDigestIn(open.body) === digest)
      return said(`${what} pull request #${open.number}, as before: ${open.url}`, open.url)
    const edited = await editPull(api, base, open.number, text, 'open')
    return edited.ok ? said(`${what} pull request #${open.number}: ${open.url}`, open.url) : refusedBy(edited.refusal)
  }
  const theirs = pulls.findLast(({ state }) => state === 'open')
  if (theirs)
    return said(
      `${what} pull request #${theirs.number}, which is not ours and keeps its text: ${theirs.url}`,
      theirs.url,
    )
  const opened = await openPull(api, base, fixBranch, base.branch, text)
  // Another run was faster, or GitHub's list is behind what was written.
  if (!opened.ok && opened.refusal.kind === 'invalid' && /already exists/i.test(opened.refusal.message)) {
    return said(`${what} a pull request that is there already; its text is brought up to date by the next run.`)
  }
  return opened.ok ? said(`${what} a pull request: ${opened.value}`, opened.value) : refusedBy(opened.refusal)
}

function refusedBy(refusal: Refusal): FixOutcome {
  if (/not permitted to create/i.test(refusal.message)) {
    const line =
      'GitHub Actions may not open pull requests here. Switch on "Allow GitHub Actions to create and approve pull requests" in Settings, Actions, General, or give another token as audit-token.'
    return { said: line, refused: true, url: '' }
  }
  const needed =
    refusal.kind === 'read-only' ? { ...refusal, permission: 'contents=write, pull_requests=write' } : refusal
  return { said: sayRefusal(needed, false), refused: true, url: '' }
}
