import type { LineRange } from '../text/lines.ts'
import type { RepositoryName } from './pull-request.ts'

/**
 * The address of lines of a file in a commit, for people. Paths come from pull requests: each part is encoded, and a path
 * that holds more than names usually do has no address.
 */
export function addressOfLines(
  server: string,
  { owner, repo }: RepositoryName,
  commit: string,
  path: string,
  { start, end }: LineRange,
): string | null {
  if (!/^[\p{L}\p{N} ./_@+~,=-]+$/u.test(path)) return null
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const lines = start === end ? `L${start}` : `L${start}-L${end}`
  return `${server}/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/blob/${encodeURIComponent(commit)}/${encoded}#${lines}`
}

/** Whether a text is `owner/name`, as GitHub allows it. */
export const isRepositoryName = (name: string): boolean => /^[\w-]{1,100}\/[\w.-]{1,100}$/.test(name)
