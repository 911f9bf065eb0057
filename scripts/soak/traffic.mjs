import { setImmediate as turnOfTheLoop } from 'node:timers/promises'

/**
 * The way between the runs and the server: one request at a time, in an order that the seed decides, so that two runs at
 * once meet in the same way every time. It also ends a run after any of its calls, as a runner does that is cancelled.
 *
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {object} Rider One run, as the traffic sees it.
 * @property {number} calls How many requests it has sent.
 * @property {{ at: number, when: 'before' | 'after' } | undefined} kill After which call it dies, and whether that call still reaches the server.
 * @property {{ at: number, happens: () => void } | undefined} meanwhile Something that happens before one of its calls.
 * @property {() => void} die
 * @property {boolean} gone
 */
export class Traffic {
  /** @param {Random} random */
  constructor(random) {
    this.random = random
    /** @type {Set<Rider>} */
    this.riders = new Set()
    /** @type {{ rider: Rider, go: () => void }[]} */
    this.waiting = []
    this.busy = false
  }

  /** @param {Rider} rider */
  enter(rider) {
    this.riders.add(rider)
  }

  /** @param {Rider} rider */
  leave(rider) {
    rider.gone = true
    this.riders.delete(rider)
    this.waiting = this.waiting.filter((one) => one.rider !== rider)
    void this.#next()
  }

  /** A `fetch` for the client of one run. @param {Rider} rider @returns {typeof fetch} */
  fetchFor(rider) {
    return async (address, options) => {
      if (rider.gone) return new Promise(() => {})
      await new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
        this.waiting.push({ rider, go: resolve })
        void this.#next()
      })
      try {
        return await this.#send(rider, address, options)
      } finally {
        this.busy = false
        void this.#next()
      }
    }
  }

  /** @param {Rider} rider @param {Parameters<typeof fetch>[0]} address @param {Parameters<typeof fetch>[1]} options */
  async #send(rider, address, options) {
    rider.calls++
    if (rider.meanwhile?.at === rider.calls) rider.meanwhile.happens()
    const dies = rider.kill?.at === rider.calls
    if (!dies || rider.kill?.when === 'after') {
      const answer = await fetch(address, options)
      const bytes = await answer.arrayBuffer()
      const { status, headers } = answer
      if (!dies) {
        const empty = status === 204 || status === 304
        const copy = new Response(empty ? null : bytes, { status, headers })
        Object.defineProperty(copy, 'url', { value: answer.url })
        return copy
      }
    }
    rider.die()
    this.busy = false
    return /** @type {Promise<Response>} */ (new Promise(() => {}))
  }

  async #next() {
    if (this.busy || this.waiting.length === 0) return
    this.busy = true
    // Whoever is about to ask gets to do so.
    await turnOfTheLoop()
    for (let patience = 0; patience < 50 && this.#isOneThinking(); patience++) await turnOfTheLoop()
    const asking = [...this.riders].filter((rider) => this.waiting.some((one) => one.rider === rider))
    const chosen = this.random.maybe(asking)
    const at = this.waiting.findIndex(({ rider }) => rider === chosen)
    const [next] = at < 0 ? [] : this.waiting.splice(at, 1)
    if (next) next.go()
    else this.busy = false
  }

  /** Whether a run is between two calls: what it asks next is not known yet. */
  #isOneThinking() {
    return [...this.riders].some((rider) => !this.waiting.some((one) => one.rider === rider))
  }
}
