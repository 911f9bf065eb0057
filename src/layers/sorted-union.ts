/** What is in any of some sorted lists, once and sorted. A list that holds all others is given back as it is. */
export function sortedUnion<List extends readonly string[]>(lists: readonly List[]): List | string[] {
  let all: List | string[] = []
  for (const list of lists) all = merged(all, list)
  return all
}

function merged<One extends readonly string[], Other extends readonly string[]>(
  one: One,
  other: Other,
): One | Other | string[] {
  if (other.length === 0) return one
  if (one.length === 0) return other
  // Some manifests beside the whole that holds them.
  if (areFew(other, one) && other.every((text) => holds(one, text))) return one
  if (areFew(one, other) && one.every((text) => holds(other, text))) return other
  const both: string[] = []
  let [at, to] = [0, 0]
  while (at < one.length || to < other.length) {
    const [a, b] = [one[at], other[to]]
    if (b === undefined || (a !== undefined && a <= b)) {
      both.push(a as string)
      at++
      if (a === b) to++
    } else {
      both.push(b)
      to++
    }
  }
  return both.length === one.length ? one : both.length === other.length ? other : both
}

/** So few that looking each up takes less time than going along both. */
const areFew = (some: readonly string[], all: readonly string[]): boolean => some.length * 20 <= all.length

function holds(sorted: readonly string[], text: string): boolean {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as string) < text) low = middle + 1
    else high = middle
  }
  return sorted[low] === text
}
