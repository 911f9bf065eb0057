import { FieldError } from './graphql-errors.mjs'

/**
 * A page of a list, by GitHub's rules: one of `first` and `last` must be named, and 100 is the most.
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#node-limit
 *
 * @template T
 * @param {string} name The connection's. @param {string} typeName
 * @param {readonly T[] | (() => readonly T[])} items @param {(item: T) => unknown} shape
 */
export const connection =
  (name, typeName, items, shape) =>
  /** @param {{ first?: number | null, last?: number | null, after?: string | null, before?: string | null }} args */
  ({ first, last, after, before }) => {
    const count = first ?? last
    if (count === undefined || count === null)
      throw new FieldError(
        'MISSING_PAGINATION_BOUNDARIES',
        `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
      )
    const which = first === undefined || first === null ? 'last' : 'first'
    if (count > 100)
      throw new FieldError(
        'EXCESSIVE_PAGINATION',
        `Requesting ${count} records on the \`${name}\` connection exceeds the \`${which}\` limit of 100 records.`,
      )
    const all = typeof items === 'function' ? items() : items
    const from = after ? place(after) : 0
    const to = before ? place(before) - 1 : all.length
    const begin = which === 'first' ? from : Math.max(from, to - count)
    const end = which === 'first' ? Math.min(to, from + count) : to
    const nodes = all.slice(begin, end).map(shape)
    return {
      __typename: `${typeName}Connection`,
      totalCount: all.length,
      nodes,
      edges: nodes.map((node, index) => ({ __typename: `${typeName}Edge`, node, cursor: cursor(begin + index + 1) })),
      pageInfo: {
        __typename: 'PageInfo',
        hasNextPage: end < all.length,
        hasPreviousPage: begin > 0,
        startCursor: nodes.length > 0 ? cursor(begin + 1) : null,
        endCursor: nodes.length > 0 ? cursor(end) : null,
      },
    }
  }

/** @param {number} position Counted from 1. */
const cursor = (position) => Buffer.from(`cursor:v2:${position}`).toString('base64')

/** @param {string} text */
function place(text) {
  const found = /^cursor:v2:(\d+)$/.exec(Buffer.from(text, 'base64').toString())?.[1]
  if (!found) throw new FieldError('INVALID_CURSOR_ARGUMENTS', `\`${text}\` does not appear to be a valid cursor.`)
  return Number(found)
}
