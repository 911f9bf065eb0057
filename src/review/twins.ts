import type { Thread } from './standing.ts'
import type { Unit } from './units.ts'

/**
 * Threads on steps that are written twice, each with the marks of the step that it stands on.
 *
 * Findings of the same words are told apart by their order in the file. One more such step above, and every number below is
 * another step's. So the lines decide, which GitHub moves along; a thread that is outdated takes what is left.
 *
 * @param units all that is found
 * @returns the threads in their order
 */
export function byPlace(threads: readonly Thread[], units: readonly Unit[]): Thread[] {
  const placed = new Map<Thread, Unit>()
  for (const twins of twinsIn(units)) {
    const known = new Map(twins.map((unit) => [keyOf(unit.path, unit.hashes), unit]))
    const speaking = threads.filter((one) => isSpeaking(one) && known.has(keyOf(one.path, one.mark.hashes)))
    const taken = new Set<Unit>()
    const take = (thread: Thread, unit: Unit | undefined) => {
      if (!unit) return
      placed.set(thread, unit)
      taken.add(unit)
    }
    for (const thread of speaking)
      take(
        thread,
        twins.find((unit) => standsOn(thread, unit)),
      )
    for (const thread of speaking.filter((one) => !placed.has(one))) {
      const own = known.get(keyOf(thread.path, thread.mark.hashes)) as Unit
      take(thread, taken.has(own) ? twins.find((unit) => !taken.has(unit)) : own)
    }
  }
  return threads.map((thread) => {
    const unit = placed.get(thread)
    return unit ? { ...thread, mark: { ...thread.mark, hashes: unit.hashes } } : thread
  })
}

/** Whether a thread is open, or a person may have dismissed it. */
const isSpeaking = ({ resolved, mark }: Thread): boolean => resolved !== 'by-us' && !mark.closed

const keyOf = (path: string, hashes: readonly string[]): string => `${[...hashes].sort().join()} ${path}`

const standsOn = ({ outdated, lines }: Thread, { place }: Unit): boolean =>
  !outdated && lines !== null && place !== null && lines.start === place.start && lines.end === place.end

/** Units that say the same of the same words, in other places. */
function twinsIn(units: readonly Unit[]): Unit[][] {
  const groups = new Map<string, Unit[]>()
  for (const unit of units) {
    const { path, findings, suggestion } = unit
    if (findings.length > 1) continue
    const words = findings.map(({ fingerprint }) => fingerprint.replace(/\|\d+$/, ''))
    const key = JSON.stringify([path, words, suggestion])
    groups.set(key, [...(groups.get(key) ?? []), unit])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}
