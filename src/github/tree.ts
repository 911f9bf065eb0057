import { type Api, read } from './api.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'

/** A file of a commit. */
export interface TreeFile {
  readonly sha: string
  /** A symbolic link: its text is its target. */
  readonly isLink: boolean
  /** Whether it may be run; left out where that was not asked for. */
  readonly isExecutable?: boolean
  /** In bytes. */
  readonly size: number
}

/** How often a repository that is too large for one answer is asked for its folders, and how many are asked for at a time. */
const mostCalls = 100
const atOnce = 8
/** More than these, and the list takes more memory than it is worth. */
const mostFiles = 1_000_000

/** Whether a list is whole, and what it holds; without `recursive` also the folders. */
export interface Listed {
  readonly truncated: boolean
  readonly entries: readonly Entry[]
}

interface Entry {
  readonly path: string
  readonly type: string
  readonly mode: string
  readonly sha: string
  readonly size: number
}

interface Folder {
  readonly sha: string
  /** In front of the paths in it: empty or with a slash at its end. */
  readonly prefix: string
}

/**
 * Every file of a commit by its path. GitHub lists so many at once (100,000 entries or 7 MB:
 * https://docs.github.com/rest/git/trees#get-a-tree) and cuts off the rest; then the folders are listed one by one. Null when
 * that would take too many calls. Submodules are left out.
 */
export async function readTree(
  api: Api,
  repository: RepositoryName,
  commit: string,
): Promise<Answer<Map<string, TreeFile> | null>> {
  const files = new Map<string, TreeFile>()
  let open: Folder[] = [{ sha: commit, prefix: '' }]
  let calls = 0
  while (open.length > 0) {
    // Each may take a second call, for the folders in it.
    if (calls + open.length > mostCalls || files.size > mostFiles) return { ok: true, value: null }
    const batch = open.slice(0, atOnce)
    const answers = await Promise.all(batch.map((folder) => listFolder(api, repository, folder)))
    open = open.slice(atOnce)
    for (const answer of answers) {
      if (!answer.ok) return answer
      if (answer.value === null) return { ok: true, value: null }
      calls += answer.value.calls
      for (const [path, file] of answer.value.files) files.set(path, file)
      open.push(...answer.value.folders)
    }
  }
  return { ok: true, value: files }
}

interface FolderList {
  readonly calls: number
  readonly files: readonly (readonly [string, TreeFile])[]
  /** Those that have to be listed still. */
  readonly folders: readonly Folder[]
}

/** All files below a folder; or, when these are too many, those in it and the folders. Null when that is too much too. */
async function listFolder(
  api: Api,
  repository: RepositoryName,
  { sha, prefix }: Folder,
): Promise<Answer<FolderList | null>> {
  const whole = await listEntries(api, repository, sha, true)
  if (!whole.ok) return whole
  if (!whole.value.truncated) return { ok: true, value: { calls: 1, files: filesOf(whole.value, prefix), folders: [] } }
  const flat = await listEntries(api, repository, sha, false)
  if (!flat.ok) return flat
  if (flat.value.truncated) return { ok: true, value: null }
  const folders = flat.value.entries.filter(({ type }) => type === 'tree')
  return {
    ok: true,
    value: {
      calls: 2,
      files: filesOf(flat.value, prefix),
      folders: folders.map(({ path, sha: own }) => ({ sha: own, prefix: `${prefix}${path}/` })),
    },
  }
}

const filesOf = ({ entries }: Listed, prefix: string): (readonly [string, TreeFile])[] =>
  entries
    .filter(({ type }) => type === 'blob')
    .map(({ path, sha, mode, size }) => [
      prefix + path,
      { sha, isLink: mode === '120000', isExecutable: mode === '100755', size },
    ])

/** What one folder of a commit holds, or all that is below it. */
export function listEntries(
  api: Api,
  { owner, repo }: RepositoryName,
  sha: string,
  recursive: boolean,
): Promise<Answer<Listed>> {
  return read(api, 'list the files of the repository', async (options) => {
    const { data } = await api.client.rest.git.getTree({
      ...{ owner, repo, tree_sha: sha },
      // Any value at all asks for everything below.
      ...(recursive ? { recursive: '1' } : {}),
      ...options,
    })
    return { truncated: data.truncated, entries: data.tree.map((entry) => ({ ...entry, size: entry.size ?? 0 })) }
  })
}
