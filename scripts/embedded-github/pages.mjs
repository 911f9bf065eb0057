/**
 * One page of a list, with the `Link` header that leads to the others: 30 a page unless asked otherwise, 100 at most.
 * @template T
 * @param {import('./server.mjs').Call} call @param {readonly T[]} items @param {(item: T) => unknown} shape
 * @returns {import('./server.mjs').Answer}
 */
export function paged(call, items, shape) {
  const { shown, headers } = page(call, items)
  return { body: shown.map(shape), headers }
}

/**
 * The same for the lists that stand in an object beside their number.
 * @template T
 * @param {import('./server.mjs').Call} call @param {string} name @param {readonly T[]} items @param {(item: T) => unknown} shape
 * @returns {import('./server.mjs').Answer}
 */
export function counted(call, name, items, shape) {
  const { shown, headers } = page(call, items)
  return { body: { total_count: call.github.seen(items).length, [name]: shown.map(shape) }, headers }
}

/**
 * @template T @param {import('./server.mjs').Call} call @param {readonly T[]} all
 * @returns {{ shown: T[], headers: Record<string, string> }}
 */
function page({ github, query, address }, all) {
  const items = github.seen(all)
  const size = Math.min(100, Math.max(1, positive(query.get('per_page'), 30)))
  const now = positive(query.get('page'), 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  /** @param {number} number @param {string} rel */
  const link = (number, rel) => {
    const parameters = new URLSearchParams(query)
    parameters.set('page', String(number))
    return `<${github.apiUrl}${address}?${parameters}>; rel="${rel}"`
  }
  const links = [
    ...(now > 1 ? [link(Math.min(now - 1, last), 'prev')] : []),
    ...(now < last ? [link(now + 1, 'next'), link(last, 'last')] : []),
    ...(now > 1 ? [link(1, 'first')] : []),
  ]
  return {
    shown: items.slice((now - 1) * size, now * size),
    headers: links.length > 0 ? { link: links.join(', ') } : /** @type {Record<string, string>} */ ({}),
  }
}

/** @param {string | null} text @param {number} otherwise */
const positive = (text, otherwise) => (text !== null && /^[1-9]\d*$/.test(text) ? Number(text) : otherwise)
