import type { Api } from '../github/api.ts'
import type { RepositoryName } from '../github/pull-request.ts'
import { query, readBlob } from '../github/texts.ts'
import type { TreeFile } from '../github/tree.ts'
import { printable } from '../text/printable.ts'
import { refused } from './machine.ts'
import type { Dockerfile } from './reports.ts'

/** How many texts one query asks for, and how large they may be, in bytes. */
const perQuery = 50
const largestInQuery = 64 * 1024

/**
 * The texts of Dockerfiles by the hashes of their blobs: small ones in queries for many, the others one by one.
 *
 * @param commit any commit of the repository
 * @throws {ActionError} when GitHub refuses to give one that is there: what was not read cannot be called clean
 */
export async function readDockerfiles(
  api: Api,
  repository: RepositoryName,
  commit: string,
  files: readonly { readonly path: string; readonly file: TreeFile }[],
): Promise<Dockerfile[]> {
  const texts = new Map<string, string>()
  const small = files.filter(({ file }) => !file.isLink && file.size <= largestInQuery).map(({ file }) => file.sha)
  const wanted = [...new Set(small)]
  // One text is asked for in one call either way.
  for (let at = 0; wanted.length > 1 && at < wanted.length; at += perQuery) {
    const answer = await query(api, repository, commit, { blobs: wanted.slice(at, at + perQuery) })
    if (answer.ok) for (const [sha, text] of answer.value.blobs) texts.set(sha, text)
  }
  const read: Dockerfile[] = []
  for (const { path, file } of files) read.push(await readOne(api, repository, texts, path, file))
  return read
}

async function readOne(
  api: Api,
  repository: RepositoryName,
  texts: Map<string, string>,
  path: string,
  { sha, isLink }: TreeFile,
): Promise<Dockerfile> {
  if (isLink) return { path, refused: 'is a symbolic link' }
  const known = texts.get(sha)
  if (known !== undefined) return { path, text: known }
  const answer = await readBlob(api, repository, sha)
  if (!answer.ok && answer.refusal.kind === 'gone') return { path, refused: 'is not given out by GitHub' }
  if (!answer.ok) throw refused({ ...answer.refusal, doing: `give ${printable(path)}` })
  if (answer.value === null) return { path, refused: 'is no UTF-8 text or too large' }
  texts.set(sha, answer.value)
  return { path, text: answer.value }
}
