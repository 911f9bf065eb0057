import { printable } from '../text/printable.ts'
import type { Api } from './api.ts'
import { readCommands } from './commands.ts'
import { mayWrite } from './permission.ts'
import type { RepositoryName } from './pull-request.ts'
import { sayRefusal } from './refusal.ts'

/** A comment in the conversation of a pull request. */
export interface ConversationComment {
  readonly author: string
  /** Whether the author is neither an app nor an organisation. */
  readonly isPerson: boolean
  /** What the author has to do with the repository, in GitHub's words: `MEMBER`, `NONE`. It gives no right. */
  readonly association: string
  readonly body: string
}

/** Rules that a pull request is not told about, each with the login of who said so. */
export type IgnoredRules = ReadonlyMap<string, string>

/** Each takes a call, and anybody can comment: those who have to do with the repository are asked about first. */
const mostAuthors = 20
const near: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR'])

/**
 * The rules that `/layerwise ignore` silences on a pull request. The comments themselves are where this is kept: they are read
 * in every run, and whether their authors may write to the repository is asked anew each time. A comment that is edited or
 * deleted, or whose author has lost that right, no longer counts.
 *
 * @param rules the ids of all rules; other words ignore nothing
 */
export async function ignoredRules(
  api: Api,
  repository: RepositoryName,
  comments: readonly ConversationComment[],
  rules: readonly string[],
): Promise<IgnoredRules> {
  const asked = new Map<string, Set<string>>()
  const nearFirst = [...comments].sort((a, b) => Number(near.has(b.association)) - Number(near.has(a.association)))
  for (const { author, isPerson, body } of nearFirst) {
    if (!isPerson || author === '') continue
    for (const command of readCommands(body)) {
      if (command.name !== 'ignore' || !rules.includes(command.rule)) continue
      asked.set(author, (asked.get(author) ?? new Set()).add(command.rule))
    }
  }
  const ignored = new Map<string, string>()
  let calls = 0
  for (const [author, named] of asked) {
    const open = [...named].filter((rule) => !ignored.has(rule))
    if (open.length === 0) continue
    if (++calls > mostAuthors) {
      api.log(`More than ${mostAuthors} people wrote /layerwise ignore; the comments of the others do not count.`)
      break
    }
    const may = await mayWrite(api, repository, author)
    if (!may.ok) api.log(`${sayRefusal(may.refusal)} What ${printable(author)} ignores does not count.`)
    else if (may.value) for (const rule of open) ignored.set(rule, author)
    else api.log(`${printable(author)} may not write to the repository, so /layerwise ignore of theirs does not count.`)
  }
  return ignored
}
