import type { Api } from './api.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'
import { listEntries, readTree, type TreeFile } from './tree.ts'

/** A file that is not the same in two commits. */
export interface Difference {
  readonly path: string
  /** Null where the file is not there in that commit. */
  readonly before: TreeFile | null
  readonly after: TreeFile | null
}

export interface Differences {
  readonly files: readonly Difference[]
  /** Every file of the later commit; null when there are too many to list. */
  readonly tree: ReadonlyMap<string, TreeFile> | null
}

/** How many folders of a very large repository are looked into. */
const mostFolders = 200

/**
 * The files that differ between two commits, by the hashes of their texts. GitHub's own comparison ends at 300 files
 * (https://docs.github.com/rest/commits/commits#compare-two-commits) and begins at the merge base of the two; this one is
 * whole, and between the very commits that are named.
 *
 * @param before null for none: every file is new
 * @returns null when the repository is too large for it
 */
export async function readDifferences(
  api: Api,
  repository: RepositoryName,
  before: string | null,
  after: string,
): Promise<Answer<Differences | null>> {
  const [older, newer] = await Promise.all([
    before === null ? { ok: true as const, value: new Map<string, TreeFile>() } : readTree(api, repository, before),
    readTree(api, repository, after),
  ])
  if (!older.ok) return older
  if (!newer.ok) return newer
  if (older.value !== null && newer.value !== null) {
    return { ok: true, value: { files: differencesOf(older.value, newer.value), tree: newer.value } }
  }
  if (before === null) return { ok: true, value: null }
  const walked = await walkDifferences(api, repository, before, after)
  return walked.ok && walked.value
    ? { ok: true, value: { files: walked.value, tree: newer.value } }
    : (walked as Answer<null>)
}

/** The files of two lists that are not the same. That a mode alone changed makes no difference. */
export function differencesOf(
  before: ReadonlyMap<string, TreeFile>,
  after: ReadonlyMap<string, TreeFile>,
): Difference[] {
  const files: Difference[] = []
  for (const [path, file] of after) {
    const old = before.get(path) ?? null
    if (old?.sha !== file.sha || old.isLink !== file.isLink) files.push({ path, before: old, after: file })
  }
  for (const [path, file] of before) if (!after.has(path)) files.push({ path, before: file, after: null })
  return files
}

interface Pair {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

/** Looks only into the folders that differ: a repository that is too large to be listed rarely changes in many of them. */
export async function walkDifferences(
  api: Api,
  repository: RepositoryName,
  before: string,
  after: string,
): Promise<Answer<Difference[] | null>> {
  const files: Difference[] = []
  const open: Pair[] = [{ path: '', before, after }]
  for (let looked = 0; ; looked++) {
    const pair = open.pop()
    if (!pair) return { ok: true, value: files }
    if (looked >= mostFolders) return { ok: true, value: null }
    const sides: Map<string, { readonly isFolder: boolean; readonly file: TreeFile }>[] = []
    for (const sha of [pair.before, pair.after]) {
      const listed = sha === null ? null : await listEntries(api, repository, sha, false)
      if (listed && !listed.ok) return listed
      if (listed?.value.truncated) return { ok: true, value: null }
      const entries = listed?.value.entries.filter(({ type }) => type === 'tree' || type === 'blob') ?? []
      sides.push(
        new Map(
          entries.map(({ path, type, sha: own, mode, size }) => [
            path,
            { isFolder: type === 'tree', file: { sha: own, isLink: mode === '120000', size } },
          ]),
        ),
      )
    }
    const [older, newer] = sides as [(typeof sides)[number], (typeof sides)[number]]
    for (const name of new Set([...older.keys(), ...newer.keys()])) {
      const [a, b] = [older.get(name), newer.get(name)]
      if (a?.file.sha === b?.file.sha && a?.file.isLink === b?.file.isLink) continue
      const path = pair.path + name
      const folders = [a, b].map((side) => (side?.isFolder ? side.file.sha : null)) as [string | null, string | null]
      if (folders[0] ?? folders[1]) open.push({ path: `${path}/`, before: folders[0], after: folders[1] })
      const texts = [a, b].map((side) => (side && !side.isFolder ? side.file : null)) as [
        TreeFile | null,
        TreeFile | null,
      ]
      if (texts[0] ?? texts[1]) files.push({ path, before: texts[0], after: texts[1] })
    }
  }
}
