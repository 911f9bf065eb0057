import { mostMarked, type SummaryMark } from './mark.ts'
import { suggestionIn } from './retire.ts'
import type { Thread } from './standing.ts'
import type { Unit } from './units.ts'

/** Which threads speak of what is found now. */
export interface Matches {
  /** The thread in which a unit stands. At most one unit a thread. */
  readonly live: ReadonlyMap<Unit, Thread>
  /** Open threads that say the same as a live one, or what nothing is left of in another. */
  readonly superseded: ReadonlySet<Thread>
  /** Threads whose findings are all gone. */
  readonly gone: readonly Thread[]
}

/** Whether a thread waits for somebody: neither resolved nor said to be done with. */
export const isOpen = ({ resolved, mark }: Thread): boolean => resolved === 'no' && !mark.closed

const marked = ({ hashes }: { readonly hashes: readonly string[] }): string[] => hashes.slice(0, mostMarked)

/** Whether a comment says of a unit all that there is to say, and nothing else. */
export function saysTheSame({ mark }: Thread, unit: Pick<Unit, 'hashes' | 'suggestion'>): boolean {
  const [said, now] = [new Set(mark.hashes), marked(unit)]
  return mark.suggestion === unit.suggestion && said.size === new Set(now).size && now.every((hash) => said.has(hash))
}

/**
 * Threads of version 1 with the marks of today: their hashes held the file's path, so they are known by path, rules and
 * place. What stands on the lines of no unit keeps hashes that nothing has.
 */
export function adopted(threads: readonly Thread[], units: readonly Unit[]): Thread[] {
  const taken = new Set<Unit>()
  return threads.map((thread) => {
    if (thread.mark.version !== 1) return thread
    const rules = thread.mark.rules.join()
    const distance = (unit: Unit) => Math.abs((unit.place?.end ?? 0) - (thread.lines?.end ?? 0))
    const [unit] = units
      .filter((one) => one.path === thread.path && !taken.has(one) && rulesOf(one) === rules)
      .sort((a, b) => distance(a) - distance(b))
    if (!unit) return thread
    taken.add(unit)
    const shown = suggestionIn(thread.body)
    const now = unit.noButton === null ? unit.change && (unit.change.after ?? []).join('\n') : null
    const suggestion = shown === now ? unit.suggestion : null
    return { ...thread, mark: { ...thread.mark, hashes: marked(unit), suggestion } }
  })
}

const rulesOf = ({ findings }: Unit): string =>
  findings
    .slice(0, mostMarked)
    .map(({ rule }) => rule)
    .join()

/** Whether the head holds a file of this name. */
export type IsThere = (path: string) => boolean

/** The threads that speak of a file's findings: those on it, and those on files that are no longer there under that name. */
function threadsFor(threads: readonly Thread[], isThere: IsThere): (path: string) => Thread[] {
  const elsewhere = threads.filter(({ path }) => !isThere(path))
  return (path) => [...threads.filter((thread) => thread.path === path), ...elsewhere]
}

/**
 * Which findings a person dismissed: somebody resolved their thread while they were still there, and no open thread speaks
 * of them. A finding whose thread was resolved because it was gone, as GitHub does when a suggestion is committed, is said
 * again when it comes back.
 *
 * @param memory the threads that were seen without their findings
 * @returns by path and hash
 */
export function dismissedOf(
  threads: readonly Thread[],
  units: readonly Unit[],
  memory: Pick<SummaryMark, 'closed'> | null,
  isThere: IsThere,
): (path: string, hash: string) => Thread | null {
  const closed = new Set(memory?.closed)
  const on = threadsFor(threads, isThere)
  const byPath = new Map<string, Map<string, Thread>>()
  for (const path of new Set(units.map((unit) => unit.path))) {
    const [dismissed, open] = [new Map<string, Thread>(), new Map<string, Thread>()]
    for (const thread of on(path)) {
      for (const hash of thread.mark.hashes) {
        if (isOpen(thread)) open.get(hash)?.path === path || open.set(hash, thread)
        else if (thread.resolved === 'by-others' && !thread.mark.closed && !closed.has(thread.comment))
          dismissed.set(hash, thread)
      }
    }
    for (const [hash, thread] of open) {
      // What stands on a file that went away does not open what was dismissed on this one.
      if (thread.path === path || dismissed.get(hash)?.path !== path) dismissed.delete(hash)
    }
    byPath.set(path, dismissed)
  }
  return (path, hash) => byPath.get(path)?.get(hash) ?? null
}

/**
 * Finds for each unit the open thread that speaks of it. Of several the one is kept that says what is to be said, in which
 * people wrote, whose lines still stand, and of those the oldest: doubled runs leave two that are the same.
 *
 * A thread on a file that is gone may speak of a file with another name: a rename, which is not said twice.
 *
 * @param units what is to be said
 * @param all the same with what people dismissed
 */
export function match(
  threads: readonly Thread[],
  units: readonly Unit[],
  all: readonly Unit[],
  isThere: IsThere,
): Matches {
  const paths = new Set(all.map(({ path }) => path))
  const byHash = new Map<string, Thread[]>()
  for (const thread of threads.filter(isOpen)) {
    for (const hash of new Set(thread.mark.hashes)) byHash.set(hash, [...(byHash.get(hash) ?? []), thread])
  }
  const [live, superseded, taken] = [new Map<Unit, Thread>(), new Set<Thread>(), new Set<Thread>()]
  const candidates = new Map(
    units.map((unit) => {
      const some = new Set(marked(unit).flatMap((hash) => byHash.get(hash) ?? []))
      return [unit, [...some].filter(({ path }) => path === unit.path || !isThere(path))]
    }),
  )
  const better = (unit: Unit) => (a: Thread, b: Thread) =>
    Number(saysTheSame(b, unit)) - Number(saysTheSame(a, unit)) ||
    Number(b.path === unit.path) - Number(a.path === unit.path) ||
    Number(b.answered) - Number(a.answered) ||
    Number(a.outdated) - Number(b.outdated) ||
    a.comment - b.comment
  // Those that say exactly this come first, so that nobody else takes their threads.
  const exact = (unit: Unit) => Number((candidates.get(unit) ?? []).some((thread) => saysTheSame(thread, unit)))
  for (const unit of [...units].sort((a, b) => exact(b) - exact(a))) {
    const [best] = (candidates.get(unit) ?? []).filter((thread) => !taken.has(thread)).sort(better(unit))
    if (!best) continue
    live.set(unit, best)
    taken.add(best)
  }
  const found = new Set<Thread>(taken)
  for (const [unit, some] of candidates) {
    for (const thread of some) {
      // On another file it may be the thread of a finding that is gone there.
      if (!taken.has(thread) && (thread.path === unit.path || live.has(unit))) superseded.add(thread)
      found.add(thread)
    }
  }
  const present = new Map([...paths].map((path) => [path, new Set<string>()]))
  for (const unit of all) for (const hash of unit.hashes) present.get(unit.path)?.add(hash)
  // An open thread that no unit took has nothing to wait for on a file that went away; a dismissal holds there, too.
  const isPresent = (thread: Thread) =>
    [...present].some(
      ([at, hashes]) =>
        (at === thread.path || (!isThere(thread.path) && !isOpen(thread))) &&
        thread.mark.hashes.some((one) => hashes.has(one)),
    )
  const gone = threads.filter((thread) => !found.has(thread) && !isPresent(thread))
  return { live, superseded, gone }
}
