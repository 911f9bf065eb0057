/**
 * Chance that a seed decides: the same parts give the same numbers on every machine. It is no good for secrets.
 */
export class Random {
  /** @param {...(string | number)} parts */
  constructor(...parts) {
    let state = 0x811c9dc5
    for (const sign of parts.join('/')) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 0x01000193)
    this.state = state >>> 0
  }

  /** From 0 up to, not including, 1. https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
  next() {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** @param {number} count @returns {number} From 0 up to, not including, `count`. */
  below(count) {
    return Math.floor(this.next() * count)
  }

  /** @param {number} share @returns {boolean} */
  chance(share) {
    return this.next() < share
  }

  /** @template One @param {readonly One[]} list @returns {One} One of a list that is not empty. */
  pick(list) {
    return /** @type {One} */ (list[this.below(list.length)])
  }

  /** @template One @param {readonly One[]} list @returns {One | undefined} */
  maybe(list) {
    return list.length === 0 ? undefined : this.pick(list)
  }

  /** @template One @param {readonly One[]} list @param {number} share @returns {One[]} About that share of them, in their order. */
  some(list, share) {
    return list.filter(() => this.chance(share))
  }

  /** One of several by their weights. @template {{ weight: number }} One @param {readonly One[]} list @returns {One} */
  weighted(list) {
    let left = this.next() * list.reduce((sum, { weight }) => sum + weight, 0)
    for (const one of list) {
      left -= one.weight
      if (left < 0) return one
    }
    return /** @type {One} */ (list.at(-1))
  }
}
