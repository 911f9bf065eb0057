/**
 * Faults that a test switches on: the next matching requests are answered with them.
 *
 * @typedef {object} Fault
 * @property {string} [method] Any when left out.
 * @property {string | RegExp} [path] A text that the path must end with, or a pattern; any when left out.
 * @property {number} [status] 500 when left out.
 * @property {unknown} [body] An object is sent as JSON, a text as it is.
 * @property {Record<string, string>} [headers]
 * @property {'before' | 'after'} [when] `after` does the work first and then hides its answer, as a gateway does that gave up waiting.
 * @property {boolean} [disconnect] Closes the connection without an answer.
 * @property {() => void} [meanwhile] Something that happens when the request arrives, such as a push; it is answered as usual then.
 * @property {number} [times] How often, 1 when left out.
 * @property {number} [skip] How many matching requests pass before the first.
 */
export class Faults {
  constructor() {
    /** @type {(Fault & { times: number, skip: number })[]} */
    this.waiting = []
  }

  /** @param {Fault} fault */
  next(fault) {
    this.waiting.push({ ...fault, times: fault.times ?? 1, skip: fault.skip ?? 0 })
  }

  clear() {
    this.waiting = []
  }

  /** @param {string} method @param {string} path @returns {Fault | undefined} The fault that this request meets. */
  take(method, path) {
    for (const fault of this.waiting) {
      if (fault.method && fault.method !== method) continue
      if (typeof fault.path === 'string' && !path.endsWith(fault.path)) continue
      if (fault.path instanceof RegExp && !fault.path.test(path)) continue
      if (fault.skip > 0) {
        fault.skip--
        continue
      }
      fault.times--
      this.waiting = this.waiting.filter(({ times }) => times > 0)
      return fault
    }
    return undefined
  }
}
