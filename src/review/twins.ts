import { isOpen, type PlacedThread } from './match.ts'
import { countedHash, hashesOf, type ReviewedFile } from './units.ts'

/** Steps that a file repeats this often are not told apart any better. */
const mostTwins = 50

/**
 * The hashes of the findings of each file, by path and in their order, where the same words twice in a file are told apart by the
 * lines on which threads speak of them.
 *
 * By themselves they are numbered from the top, so that one more above, or one less, gives all below another number, and a thread
 * would speak of its neighbour.
 */
export function hashesByThreads(
  files: readonly ReviewedFile[],
  threads: readonly PlacedThread[],
): Map<string, readonly string[]> {
  const open = threads
    .filter((thread) => isOpen(thread) || thread.resolved === 'by-others')
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)))
  return new Map(
    files.map(({ report }) => {
      const { path, findings } = report
      const hashes = hashesOf(report)
      const own = open.filter((thread) => thread.at === path)
      const kinds = new Map<string, number[]>()
      for (const [index, { fingerprint }] of findings.entries()) {
        const kind = fingerprint.replace(/\|\d{1,9}$/, '')
        const same = kinds.get(kind)
        if (same) same.push(index)
        else kinds.set(kind, [index])
      }
      for (const [kind, indexes] of own.length === 0 ? [] : kinds) {
        const names = new Set([
          ...indexes.map((index) => hashes[index] as string),
          ...Array.from({ length: Math.min(mostTwins, indexes.length + own.length) }, (_, at) =>
            countedHash(kind, at + 1),
          ),
        ])
        const given = new Map<number, string>()
        const used = new Set<string>()
        for (const { lines, mark } of own) {
          for (const hash of lines ? mark.hashes : []) {
            if (!names.has(hash) || used.has(hash)) continue
            const index = indexes.find((one) => {
              const at = findings[one]?.lines
              return !given.has(one) && at && lines && at.start <= lines.end && lines.start <= at.end
            })
            if (index === undefined) continue
            given.set(index, hash)
            used.add(hash)
          }
        }
        const left = indexes.filter((index) => !given.has(index))
        for (const index of left) if (!used.has(hashes[index] as string)) used.add(give(index, hashes[index] as string))
        for (const index of left) {
          if (given.has(index)) continue
          const next = [...names].find((name) => !used.has(name))
          if (next) used.add(give(index, next))
        }
        for (const [index, hash] of given) hashes[index] = hash
        function give(index: number, hash: string): string {
          given.set(index, hash)
          return hash
        }
      }
      return [path, hashes]
    }),
  )
}
