/** A page of the documentation, before anybody says how it is shown. Prose may hold `code` between backticks. */
export interface Page {
  readonly title: string
  readonly blocks: readonly Block[]
}

export type Block =
  | { readonly heading: string }
  | { readonly prose: string }
  | { readonly list: readonly string[] }
  | { readonly steps: readonly string[] }
  | { readonly code: string; readonly language: 'dockerfile' | 'yaml' }

/** A sentence from a phrase: a capital letter first, a full stop last. */
export function sentence(phrase: string): string {
  const text = phrase.trim()
  const begun = /^[a-z]+(?:\s|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
  return /[.!?:]$/.test(begun) ? begun : `${begun}.`
}
