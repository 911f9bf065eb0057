/** An author as GraphQL gives it. Null for an account that is gone. */
export type Actor = { readonly login?: string; readonly __typename?: string } | null | undefined

/**
 * Whether an author, as REST writes it, is the account of our token. GitHub spells bots in two ways, with `[bot]` in REST
 * and without it in GraphQL (fullsend-ai/fullsend#6205); no person's login can hold brackets.
 */
export function isSameAccount(author: string, viewer: string): boolean {
  const [a, b] = [author.toLowerCase(), viewer.toLowerCase()]
  return a !== '' && (a === b || a === `${b}[bot]`)
}

/** The login of a GraphQL author as REST writes it: a bot gets its brackets, a person of the same name does not. */
export function loginOf(actor: Actor): string {
  const login = actor?.login ?? ''
  return actor?.__typename === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login
}
