import { createHash } from 'node:crypto'
import { decode } from '../local/read-texts.ts'
import { type Api, type CallOptions, read } from './api.ts'
import type { ConversationComment } from './ignores.ts'
import type { RepositoryName } from './pull-request.ts'
import type { Answer } from './refusal.ts'
import type { TreeFile } from './tree.ts'

/** In bytes. What is larger is no Dockerfile, manifest or ignore file. */
export const largestText = 2 * 1024 * 1024

/** How many texts one query asks for. */
const perQuery = 100
/** In bytes. GraphQL cuts larger texts off, and an answer is not to grow without bound. */
const largestInQuery = 256 * 1024
const largestQuery = 4 * 1024 * 1024

/** The text of a blob, byte for byte; null when it is no UTF-8 text or too large. */
export function readBlob(api: Api, { owner, repo }: RepositoryName, sha: string): Promise<Answer<string | null>> {
  return read(api, 'read a file', async (options) => {
    const { data } = await api.client.rest.git.getBlob({ owner, repo, file_sha: sha, ...options })
    return data.encoding === 'base64' && (data.size ?? 0) <= largestText
      ? textOf(Buffer.from(data.content, 'base64'))
      : null
  })
}

/** The text of a file in a commit; null when it is not there, is no UTF-8 text or too large. */
export async function readTextAt(
  api: Api,
  { owner, repo }: RepositoryName,
  commit: string,
  path: string,
): Promise<Answer<string | null>> {
  const answer = await read(api, 'read a file', async (options: CallOptions) => {
    const { data } = await api.client.rest.repos.getContent({ owner, repo, path, ref: commit, ...options })
    if (Array.isArray(data) || data.type !== 'file' || !('content' in data)) return { sha: null, text: null }
    // Beyond 1 MB the contents are left out: https://docs.github.com/rest/repos/contents#get-repository-content
    if (data.encoding !== 'base64') return { sha: data.sha, text: null }
    return { sha: null, text: textOf(Buffer.from(data.content, 'base64')) }
  })
  if (!answer.ok) return answer.refusal.kind === 'gone' ? { ok: true, value: null } : answer
  const { sha, text } = answer.value
  return sha === null ? { ok: true, value: text } : readBlob(api, { owner, repo }, sha)
}

/**
 * The texts of files in a commit, by path: small ones in queries for many, large ones one by one. Null for what is not
 * there, is no text or too large, and for what GitHub refuses to give. Of a symbolic link it is the target.
 *
 * @param tree the files of the commit, when they are known
 */
export async function readTexts(
  api: Api,
  repository: RepositoryName,
  commit: string,
  tree: ReadonlyMap<string, TreeFile> | null,
  paths: readonly string[],
): Promise<Map<string, string | null>> {
  const texts = new Map<string, string | null>(paths.map((path) => [path, null]))
  const wanted = [...texts.keys()].filter((path) => {
    const file = tree?.get(path)
    return tree === null || (file && file.size <= largestText)
  })
  const single = wanted.filter((path) => (tree?.get(path)?.size ?? 0) > largestInQuery)
  const small = wanted.filter((path) => !single.includes(path))
  for (const batch of batchesOf(small, (path) => tree?.get(path)?.size ?? 0)) {
    const answer = await queryTexts(api, repository, commit, batch)
    for (const path of batch) {
      const text = answer.get(path)
      if (text === undefined) single.push(path)
      else texts.set(path, text)
    }
  }
  for (const path of single) {
    const sha = tree?.get(path)?.sha
    const answer = sha ? await readBlob(api, repository, sha) : await readTextAt(api, repository, commit, path)
    if (answer.ok) texts.set(path, answer.value)
  }
  return texts
}

/** As many as one query may ask for, and as large. */
function batchesOf(paths: readonly string[], sizeOf: (path: string) => number): string[][] {
  const batches: string[][] = []
  let size = 0
  for (const path of paths) {
    const batch = batches.at(-1)
    size += sizeOf(path)
    if (batch && batch.length < perQuery && size <= largestQuery) batch.push(path)
    else {
      batches.push([path])
      size = sizeOf(path)
    }
  }
  return batches
}

/** Texts by one query; what the answer cuts off or does not hold is not in the map. */
async function queryTexts(
  api: Api,
  repository: RepositoryName,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const answer = await query(api, repository, commit, { paths })
  return answer.ok ? answer.value.texts : new Map()
}

/** What one query is to bring, of one commit of a repository. */
export interface Wanted {
  /** Of paths and blobs one at least. */
  readonly paths?: readonly string[]
  /** Texts of any commit, by their hashes. They are given byte for byte or not at all. */
  readonly blobs?: readonly string[]
  /** A pull request whose conversation and reviews are to come along. */
  readonly conversation?: number
}

/** What it brought. */
export interface Brought {
  /** Whose token it is; null when GitHub does not say. */
  readonly viewer: string | null
  /** By path; what the answer cuts off is not among them. */
  readonly texts: ReadonlyMap<string, string | null>
  readonly blobs: ReadonlyMap<string, string>
  /** Null when it was not asked for, is longer than a page, or was refused. */
  readonly conversation: readonly ConversationComment[] | null
  /** The bodies of the pull request's first hundred reviews, whoever wrote them. */
  readonly reviews: readonly string[]
}

/** Texts of a commit, and what else is needed at the start, in one query. */
export function query(
  api: Api,
  { owner, repo }: RepositoryName,
  commit: string,
  { paths = [], blobs = [], conversation }: Wanted,
): Promise<Answer<Brought>> {
  const expressions = [...paths.map((path) => `${commit}:${path}`), ...blobs]
  const names = expressions.map((_, index) => `p${index}`)
  const declared = names.map((name) => `$${name}: String!`).join(', ')
  const fields = names.map((name) => `${name}: object(expression: $${name}) { ...text }`).join(' ')
  const text = `query($owner: String!, $name: String!, ${declared}) {
    viewer { login }
    repository(owner: $owner, name: $name) { ${fields} ${conversation === undefined ? '' : said(conversation)} }
  }
  fragment text on Blob { text isBinary isTruncated }`
  const variables = Object.fromEntries(expressions.map((expression, index) => [`p${index}`, expression]))
  return read(api, 'read files', async (options) => {
    const { data, lacks } = await partial<QueryAnswer>(
      api.client.graphql(text, { owner, name: repo, ...variables, ...options }),
    )
    const texts = new Map<string, string | null>()
    for (const [index, path] of paths.entries()) {
      const blob = data.repository?.[`p${index}`]
      // Nothing is also what stands where an answer failed in part.
      if (blob === undefined || blob?.isTruncated || (blob === null && lacks(`p${index}`))) continue
      const known = blob && blob.isBinary !== true && typeof blob.text === 'string' ? blob.text : null
      texts.set(path, known?.includes('\0') ? null : known)
    }
    const found = blobs.flatMap((sha, index): [string, string][] => {
      const text = data.repository?.[`p${paths.length + index}`]?.text
      return typeof text === 'string' && isTextOf(text, sha) ? [[sha, text]] : []
    })
    const comments = data.repository?.pullRequest?.comments
    return {
      ...{ viewer: data.viewer?.login ?? null, texts, blobs: new Map(found) },
      reviews: (data.repository?.pullRequest?.reviews?.nodes ?? []).flatMap((review) => review?.body ?? []),
      conversation: comments && !comments.pageInfo.hasNextPage ? comments.nodes.flatMap(conversationComment) : null,
    }
  })
}

const said = (number: number): string => `pullRequest(number: ${number}) {
      comments(first: 100) { pageInfo { hasNextPage } nodes { author { __typename login } authorAssociation body } }
      reviews(first: 100) { nodes { body } }
    }`

interface Comment {
  readonly author: { readonly __typename: string; readonly login: string } | null
  readonly authorAssociation: string
  readonly body: string
}

const conversationComment = (comment: Comment | null): ConversationComment[] =>
  comment
    ? [
        {
          author: comment.author?.login ?? '',
          isPerson: comment.author?.__typename === 'User',
          association: comment.authorAssociation,
          body: comment.body,
        },
      ]
    : []

interface Blob {
  readonly text?: string | null
  readonly isBinary?: boolean | null
  readonly isTruncated?: boolean
}

interface QueryAnswer {
  readonly viewer?: { readonly login?: string } | null
  readonly repository?:
    | ({ readonly [alias: `p${number}`]: Blob | null } & {
        readonly pullRequest?: {
          readonly comments?: {
            readonly pageInfo: { readonly hasNextPage: boolean }
            readonly nodes: readonly (Comment | null)[]
          } | null
          readonly reviews?: { readonly nodes: readonly ({ readonly body?: string | null } | null)[] | null } | null
        } | null
      })
    | null
}

/**
 * GraphQL answers what it can and names what it could not; a query that was answered in part is no failure.
 *
 * @returns the data, and whether a field of the repository is one that could not be answered
 */
async function partial<T extends { readonly viewer?: unknown; readonly repository?: unknown }>(
  asked: Promise<unknown>,
): Promise<{ data: T; lacks: (field: string) => boolean }> {
  try {
    return { data: (await asked) as T, lacks: () => false }
  } catch (error) {
    const { data, errors = [] } = error as { data?: T | null; errors?: readonly { readonly path?: unknown[] }[] }
    if (!data?.repository && !data?.viewer) throw error
    const failed = errors.map(({ path }) => path?.[1])
    return { data, lacks: (field) => failed.some((name) => name === undefined || name === field) }
  }
}

/** Whether a text is that of a blob: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage */
export function isTextOf(text: string, sha: string): boolean {
  const bytes = Buffer.from(text)
  const hash = createHash(sha.length === 40 ? 'sha1' : 'sha256')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
  return !text.includes('\0') && hash.digest('hex') === sha
}

function textOf(bytes: Uint8Array): string | null {
  const read = bytes.length <= largestText ? decode(bytes) : null
  return read && 'text' in read ? read.text : null
}
