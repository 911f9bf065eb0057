/** How far a word may be from the right one to be taken for a slip of the hand: a third of its letters, one at least. */
const allowedDistance = (word: string): number => Math.max(1, Math.floor(word.length / 3))

/** Longer words are not compared: nothing that a user may write here is as long, and the comparison takes time. */
const longestWord = 64

/**
 * The candidate that a misspelt word most likely means, or undefined when none is near. Letter case does not count; a
 * word that begins a single candidate (`warn` for `warning`) or is begun by it means that one.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word === '' || word.length > longestWord) return undefined
  const asked = fold(word)
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const distance = distanceBetween(asked, fold(candidate))
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  if (bestDistance <= allowedDistance(asked)) return best
  if (asked.length < 3) return undefined
  const begun = candidates.filter((candidate) => fold(candidate).startsWith(asked) || asked.startsWith(fold(candidate)))
  return begun.length === 1 ? begun[0] : undefined
}

/** The end of a message about a wrong word: `Did you mean "rules"?`, or all that is allowed when nothing is near. */
export function instead(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates)
  if (near !== undefined) return `Did you mean "${near}"?`
  return candidates.length === 1 ? `Only "${candidates[0]}" is.` : `One of these is: ${candidates.join(', ')}.`
}

const fold = (word: string): string => word.toLowerCase().replaceAll('_', '-')

/** Letters to add, take away, change or swap with their neighbour to get from one word to the other. */
function distanceBetween(from: string, to: string): number {
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      let cost = Math.min(
        (above[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (above[column - 1] as number) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (swapped) cost = Math.min(cost, (before[column - 2] as number) + 1)
      current.push(cost)
    }
    before = above
    above = current
  }
  return above[to.length] as number
}
