/**
 * One page of a list, with the `Link` header that leads to the others: 30 a page unless asked otherwise, 100 at most.
 * @template T
 * @param {import('./server.mjs').Call} call @param {readonly T[]} items @param {(item: T) => unknown} shape
 * @returns {import('./server.mjs').Answer}
 */
export function paged({ github, query, address }, items, shape) {
  const size = Math.min(100, Math.max(1, positive(query.get('per_page'), 30)))
  const page = positive(query.get('page'), 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  /** @param {number} number @param {string} rel */
  const link = (number, rel) => {
    const parameters = new URLSearchParams(query)
    parameters.set('page', String(number))
    return `<${github.apiUrl}${address}?${parameters}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ]
  return {
    body: items.slice((page - 1) * size, page * size).map(shape),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  }
}

/** @param {string | null} text @param {number} otherwise */
const positive = (text, otherwise) => (text !== null && /^[1-9]\d*$/.test(text) ? Number(text) : otherwise)
