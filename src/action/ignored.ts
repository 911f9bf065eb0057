import type { Api } from '../github/api.ts'
import { readConversation } from '../github/conversation.ts'
import { type ConversationComment, type IgnoredRules, ignoredRules } from '../github/ignores.ts'
import type { RepositoryName } from '../github/pull-request.ts'
import { sayRefusal } from '../github/refusal.ts'
import { printable } from '../text/printable.ts'
import type { Machine } from './machine.ts'

/**
 * What people with write access told us in comments not to speak of on a pull request.
 *
 * @param known its conversation, when it was read already
 */
export async function readIgnored(
  { rules }: Pick<Machine, 'rules'>,
  api: Api,
  pull: RepositoryName & { readonly number: number },
  known: readonly ConversationComment[] | null = null,
): Promise<IgnoredRules> {
  const conversation = known ? { ok: true as const, value: known } : await readConversation(api, pull)
  if (conversation.ok) return ignoredRules(api, pull, conversation.value, rules)
  api.log(`${sayRefusal(conversation.refusal)} What /layerwise ignore says does not count in this run.`)
  return new Map()
}

/** A sentence for the log and the summary; none when nothing is ignored. */
export const sayIgnored = (ignored: IgnoredRules): string[] =>
  ignored.size === 0
    ? []
    : [`Ignored on this pull request: ${[...ignored].map(([rule, by]) => `${rule} (by ${printable(by)})`).join(', ')}.`]
