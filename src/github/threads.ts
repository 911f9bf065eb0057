import { readCommentMark } from '../review/mark.ts'
import { type OwnReview, ownReview, type Standing, type Thread } from '../review/standing.ts'
import { type Actor, isSameAccount, loginOf } from './account.ts'
import { type Api, read } from './api.ts'
import type { PullRequest } from './pull-request.ts'
import { type Answer, refusalOf } from './refusal.ts'

/** What stands on a pull request, and where it was when that was read. */
export interface Read {
  readonly standing: Standing
  /** Null where the answer does not say. */
  readonly headSha: string | null
  readonly open: boolean
}

/** Pages of a hundred; nobody has more, unless they mean harm. */
const mostPages = 50

/** Fields that older Enterprise Servers lack: one unknown field refuses a whole query, which is asked without them then. */
const optional = {
  thread: ['startLine', 'diffSide', 'subjectType', 'resolvedBy { login __typename }'],
  numbered: ['fullDatabaseId'],
}

/**
 * Reads our threads and reviews in one query, and where the pull request is. Pages follow where there are more than a hundred of a
 * kind.
 *
 * @param viewer the login that GitHub gives for our token
 */
export async function readThreads(api: Api, pull: PullRequest, viewer: string): Promise<Answer<Read>> {
  const whole = await readAll(api, pull, viewer, true)
  return whole.ok || whole.refusal.kind !== 'invalid' ? whole : readAll(api, pull, viewer, false)
}

async function readAll(api: Api, pull: PullRequest, viewer: string, everything: boolean): Promise<Answer<Read>> {
  const [threads, reviews]: [Thread[], OwnReview[]] = [[], []]
  let after: After = { threads: null, reviews: null }
  for (let page = 1; page <= mostPages; page++) {
    const answer = await readPage(api, pull, after, everything)
    if (!answer.ok) return answer
    const { headRefOid, state, reviewThreads, reviews: more } = answer.value
    threads.push(...(reviewThreads?.nodes ?? []).flatMap((node) => threadOf(node, viewer)))
    reviews.push(...(more?.nodes ?? []).flatMap((node) => reviewOf(node, viewer)))
    after = { threads: cursorOf(reviewThreads), reviews: cursorOf(more) }
    if (after.threads === undefined && after.reviews === undefined) {
      const standing = { threads: threads.sort((a, b) => a.comment - b.comment), reviews }
      return {
        ok: true,
        value: { standing, headSha: headRefOid ?? null, open: state !== 'CLOSED' && state !== 'MERGED' },
      }
    }
  }
  return { ok: false, refusal: refusalOf('list the threads', new Error('There are too many of them.')) }
}

/** Where the next page begins: null at the start, undefined when there is none. */
interface After {
  readonly threads: string | null | undefined
  readonly reviews: string | null | undefined
}

function readPage(api: Api, pull: PullRequest, after: After, everything: boolean): Promise<Answer<Page>> {
  const { owner, repo, number } = pull
  const more = (names: readonly string[]) => (everything ? names.join(' ') : '')
  const parts = [
    after.threads !== undefined &&
      `reviewThreads(first: 100, after: $threads) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id isResolved isOutdated path line ${more(optional.thread)}
          comments(first: 30) {
            totalCount
            nodes { databaseId ${more(optional.numbered)} url body author { login __typename } }
          }
        }
      }`,
    after.reviews !== undefined &&
      `reviews(first: 100, after: $reviews) {
        pageInfo { hasNextPage endCursor }
        nodes { id databaseId ${more(optional.numbered)} url body state author { login __typename } }
      }`,
  ].filter((part) => part !== false)
  const cursors = (['threads', 'reviews'] as const).filter((name) => after[name] !== undefined)
  const text = `query($owner: String!, $name: String!, $number: Int!${cursors.map((name) => `, $${name}: String`).join('')}) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) { headRefOid state ${parts.join('\n')} }
    }
  }`
  const variables = Object.fromEntries(cursors.map((name) => [name, after[name]]))
  return read(api, 'list the threads', async (options) => {
    const asked = api.client.graphql<{ repository?: { pullRequest?: Page | null } | null }>(text, {
      ...{ owner, name: repo, number, ...variables },
      ...options,
    })
    const page = (await asked).repository?.pullRequest
    // A proxy may answer with a page of its own.
    if (!page) throw new Error('The answer holds no pull request.')
    return page
  })
}

interface Connection<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly nodes: readonly T[] | null
}

interface Page {
  readonly headRefOid?: string
  readonly state?: string
  readonly reviewThreads?: Connection<ThreadNode | null>
  readonly reviews?: Connection<ReviewNode | null>
}

interface Numbered {
  readonly databaseId: number | null
  readonly fullDatabaseId?: string | number | null
  readonly url: string
  readonly body: string
  readonly author: Actor
}

interface ThreadNode {
  readonly id: string
  readonly isResolved: boolean
  readonly isOutdated: boolean
  readonly path: string
  readonly line: number | null
  readonly startLine?: number | null
  readonly diffSide?: string
  readonly subjectType?: string | null
  readonly resolvedBy?: Actor
  readonly comments: { readonly totalCount: number; readonly nodes: readonly (Numbered | null)[] | null }
}

type ReviewNode = Numbered & { readonly id: string; readonly state: string }

const cursorOf = (connection: Connection<unknown> | undefined): string | undefined =>
  connection?.pageInfo.hasNextPage ? (connection.pageInfo.endCursor ?? undefined) : undefined

function threadOf(node: ThreadNode | null, viewer: string): Thread[] {
  const [first, ...others] = node?.comments.nodes ?? []
  if (!node || !first || !isSameAccount(loginOf(first.author), viewer)) return []
  const mark = readCommentMark(first.body)
  const comment = numberOf(first)
  if (!mark || comment === null) return []
  const { id, path, line, isOutdated, subjectType } = node
  const lines = line && node.diffSide !== 'LEFT' ? { start: node.startLine ?? line, end: line } : null
  const foreign = others.some((one) => !isSameAccount(loginOf(one?.author), viewer))
  return [
    {
      ...{ id, comment, path, lines, body: first.body, mark },
      outdated: isOutdated || (line === null && subjectType !== 'FILE'),
      resolved: !node.isResolved ? 'no' : isResolver(node.resolvedBy, viewer) ? 'by-us' : 'by-others',
      answered: foreign || node.comments.totalCount > (node.comments.nodes?.length ?? 0),
    },
  ]
}

function reviewOf(node: ReviewNode | null, viewer: string): OwnReview[] {
  if (!node || node.state === 'PENDING' || !isSameAccount(loginOf(node.author), viewer)) return []
  const number = numberOf(node)
  if (number === null) return []
  const { id, body, url, state } = node
  return ownReview({ id: number, node: id, body, url, state })
}

/** `databaseId` has 32 bits and newer comments have larger numbers, which `fullDatabaseId` and the address hold. */
function numberOf({ databaseId, fullDatabaseId, url }: Numbered): number | null {
  const number = Number(fullDatabaseId ?? databaseId ?? /(?:discussion_r|pullrequestreview-)(\d+)$/.exec(url)?.[1])
  return Number.isSafeInteger(number) && number > 0 ? number : null
}

/** GraphQL calls whoever resolved a thread a user, bots too. */
const isResolver = (actor: Actor, viewer: string): boolean => {
  const bare = (login: string) => login.toLowerCase().replace(/\[bot\]$/, '')
  const login = bare(actor?.login ?? '')
  return login !== '' && login === bare(viewer)
}
