import { git } from './git.ts'

/** What a checkout is of. */
export interface Origin {
  /** `owner/name` of the remote `origin`, and the address of its server; null where it is no such address. */
  readonly repository: { readonly name: string; readonly server: string } | null
  /** The commit that is checked out; null where there is none. */
  readonly commit: string | null
}

/** Asks git. What a remote's address holds beside server and repository, as a password, is left out. */
export async function originOf(root: string): Promise<Origin> {
  const [address, commit] = await Promise.all([
    git(root, ['config', '--get', 'remote.origin.url']),
    git(root, ['rev-parse', '--verify', 'HEAD']),
  ])
  const sha = commit?.trim() ?? ''
  return {
    repository: address === null ? null : repositoryOf(address.trim()),
    commit: /^[0-9a-f]{40,64}$/.test(sha) ? sha : null,
  }
}

/** `https://host/owner/name.git`, `git@host:owner/name.git`, `ssh://git@host/owner/name`. */
export function repositoryOf(address: string): { readonly name: string; readonly server: string } | null {
  const found =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/([\w-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(address) ??
    /^(?:[^@/:]+@)?([\w.-]+):([\w-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(address)
  if (!found) return null
  const [, host, owner, name] = found
  return { name: `${owner}/${name}`, server: `https://${host}` }
}
