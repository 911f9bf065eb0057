import { type Api, send } from './api.ts'
import { type Refusal, refusalOf } from './refusal.ts'

/** How many threads one request resolves. */
const atOnce = 20

/**
 * Resolves threads, many in one request.
 *
 * Whether a token with `pull-requests: write` may do that is contested (it may: PostHog/posthog#52717; it takes
 * `contents: write`: github/gh-aw#35726). So it is tried once: after the first refusal for want of a right no other one is asked for.
 *
 * @param threads GraphQL's ids
 * @returns the threads that are not known to be resolved now, and why
 */
export async function resolveThreads(
  api: Api,
  threads: readonly string[],
): Promise<{ readonly unresolved: ReadonlySet<string>; readonly refusal: Refusal | null }> {
  const unresolved = new Set(threads)
  let refusal: Refusal | null = null
  for (let at = 0; at < threads.length && refusal === null; at += atOnce) {
    const some = threads.slice(at, at + atOnce)
    const names = some.map((_, index) => `t${index}`)
    const fields = names.map(
      (name) => `${name}: resolveReviewThread(input: { threadId: $${name} }) { thread { id isResolved } }`,
    )
    const text = `mutation(${names.map((name) => `$${name}: ID!`).join(', ')}) { ${fields.join(' ')} }`
    const variables = Object.fromEntries(some.map((id, index) => [`t${index}`, id]))
    const answer = await send(api, 'resolve the threads', async (options) => {
      try {
        return { data: await api.client.graphql<Resolved>(text, { ...variables, ...options }), error: null }
      } catch (error) {
        // What one thread was refused for does not undo the others.
        const { data } = error as { data?: Resolved | null }
        if (!data) throw error
        return { data, error }
      }
    })
    if (!answer.ok) refusal = answer.refusal
    else {
      const { data, error } = answer.value
      for (const [index, id] of some.entries()) if (data[`t${index}`]?.thread?.isResolved) unresolved.delete(id)
      if (error) refusal = refusalOf('resolve the threads', error)
    }
  }
  return { unresolved, refusal }
}

type Resolved = Readonly<Record<string, { readonly thread?: { readonly isResolved?: boolean } | null } | null>>
