import { isSameAccount } from './account.ts'
import { type Api, readPages, write } from './api.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'

/** An issue that our own account opened. */
export interface OwnIssue {
  readonly number: number
  readonly isOpen: boolean
  /** Whether somebody closed it as not planned, which we never do to one that still counts. */
  readonly isUnwanted: boolean
  readonly body: string
  readonly url: string
}

/** What is written. */
export interface IssueText {
  readonly title: string
  readonly body: string
}

/** Pages of open issues that are looked through when none is found by its author. */
const mostPages = 10

/**
 * The issues that our own account opened and whose body a test knows, oldest first. A pasted mark is somebody else's issue
 * and does nothing.
 *
 * @param viewer the login that GitHub gives for our token
 */
export async function findOwnIssues(
  api: Api,
  { owner, repo }: RepositoryName,
  viewer: string,
  isOurs: (body: string) => boolean,
): Promise<Answer<OwnIssue[]>> {
  // GitHub spells bots in two ways (thread: fullsend-ai/fullsend#6205), and only one of them is a creator of issues.
  const spellings = viewer.endsWith('[bot]') ? [viewer] : [viewer, `${viewer}[bot]`]
  const searches = [
    ...spellings.map((creator) => ({ state: 'all' as const, creator, most: 100 })),
    { state: 'open' as const, most: mostPages },
  ]
  for (const { most, ...search } of searches) {
    const listed = await readPages(
      api,
      'list the issues',
      (page) => api.client.rest.issues.listForRepo({ owner, repo, ...search, ...page }),
      most,
    )
    // An account that does not exist under this spelling is refused as invalid.
    if (!listed.ok && listed.refusal.kind === 'invalid' && 'creator' in search) continue
    if (!listed.ok) return listed
    const own = listed.value.flatMap((issue): OwnIssue[] => {
      const { number, user, body, state, state_reason: reason, html_url: url, pull_request: pull } = issue
      if (pull || !body || !isSameAccount(user?.login ?? '', viewer) || !isOurs(body)) return []
      const isOpen = state === 'open'
      return [{ number, isOpen, isUnwanted: !isOpen && reason !== null && reason !== 'completed', body, url }]
    })
    if (own.length > 0) return { ok: true, value: own.sort((a, b) => a.number - b.number) }
  }
  return { ok: true, value: [] }
}

/** Opens an issue. Gives its address. */
export function openIssue(api: Api, { owner, repo }: RepositoryName, text: IssueText): Promise<Answer<string>> {
  return write('open an issue', async (options) => {
    const { data } = await api.client.rest.issues.create({ owner, repo, ...text, ...options })
    return data.html_url
  })
}

/** What becomes of an issue beside its text. */
export type Fate = 'open' | 'completed' | 'not_planned'

/** Changes an issue in place. */
export function editIssue(
  api: Api,
  { owner, repo }: RepositoryName,
  number: number,
  text: Partial<IssueText>,
  fate: Fate,
): Promise<Answer<unknown>> {
  const state = fate === 'open' ? { state: 'open' as const } : { state: 'closed' as const, state_reason: fate }
  return write('edit the issue', (options) =>
    api.client.rest.issues.update({ owner, repo, issue_number: number, ...text, ...state, ...options }),
  )
}
