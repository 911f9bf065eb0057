import { hashOf } from './hash.ts'
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
  readonly gone: readonly PlacedThread[]
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

/** A thread and the file that it speaks of now. */
export interface PlacedThread extends Thread {
  /** Its own path, or the one that its file was renamed to. */
  readonly at: string
}

/**
 * Where the files of threads are now that are no longer there under their names. GitHub tells renames between the base and the head
 * alone, not between two pushes: of the files that are there it is the one that shares the most findings of which its own threads
 * do not speak already.
 *
 * @param units all that is found
 * @param paths all files that were looked at
 * @param isThere whether the head holds a file of this name, looked at or not
 * @param remembered by hashes of paths, where files were found to be before: of two equal files it stays the same one
 */
export function homesOf(
  threads: readonly Thread[],
  units: readonly Unit[],
  paths: ReadonlySet<string>,
  isThere: (path: string) => boolean,
  remembered: ReadonlyMap<string, string>,
): Map<string, string> {
  const homes = new Map<string, string>()
  const spoken = new Map([...paths].map((path) => [path, new Set<string>()]))
  for (const { path, mark } of threads) for (const hash of mark.hashes) spoken.get(path)?.add(hash)
  const found = new Map([...paths].map((path) => [path, new Set<string>()]))
  for (const { path, hashes } of units) for (const hash of hashes) found.get(path)?.add(hash)
  for (const gone of new Set(threads.map(({ path }) => path))) {
    if (paths.has(gone) || isThere(gone)) continue
    const hashes = new Set(threads.filter(({ path }) => path === gone).flatMap(({ mark }) => mark.hashes))
    const shared = (path: string) =>
      [...hashes].filter((hash) => found.get(path)?.has(hash) && !spoken.get(path)?.has(hash)).length
    const [best] = [...paths].filter((path) => shared(path) > 0).sort((a, b) => shared(b) - shared(a))
    const home = [...paths].find((path) => hashOf(path) === remembered.get(hashOf(gone))) ?? best
    if (home === undefined) continue
    homes.set(gone, home)
    for (const hash of hashes) spoken.get(home)?.add(hash)
  }
  return homes
}

/**
 * The threads with the files that they speak of.
 *
 * An open thread of a file that is gone and has no home may still say the same as one that is there: so it is when a run was cut off
 * behind its new comments, before it could remember the home. It is counted to that file, and gives way.
 */
export function placed(
  threads: readonly Thread[],
  units: readonly Unit[],
  homes: ReadonlyMap<string, string>,
  isThere: (path: string) => boolean,
): PlacedThread[] {
  const twin = ({ path, mark }: Thread): string =>
    units.find(({ hashes }) => hashes.some((hash) => mark.hashes.includes(hash)))?.path ?? path
  return threads.map((thread) => {
    const { path } = thread
    const isLost = !homes.has(path) && !isThere(path) && !units.some((unit) => unit.path === path)
    return { ...thread, at: isLost && isOpen(thread) ? twin(thread) : (homes.get(path) ?? path) }
  })
}

/** Whether the file of a thread is there under its name. */
const isAtHome = ({ at, path }: PlacedThread): boolean => at === path

/**
 * Which findings a person dismissed: somebody resolved their thread, and no open thread speaks of them.
 *
 * @param memory the threads that are done with for another reason, as when their suggestions were committed
 * @returns by path and hash
 */
export function dismissedOf(
  threads: readonly PlacedThread[],
  memory: Pick<SummaryMark, 'closed'> | null,
): (path: string, hash: string) => PlacedThread | null {
  const closed = new Set(memory?.closed)
  const [dismissed, open] = [new Map<string, PlacedThread>(), new Map<string, PlacedThread>()]
  const key = (path: string, hash: string) => `${hash} ${path}`
  for (const thread of threads) {
    const isDismissal = thread.resolved === 'by-others' && !thread.mark.closed && !closed.has(thread.comment)
    for (const hash of thread.mark.hashes) {
      if (isOpen(thread))
        open.set(key(thread.at, hash), isAtHome(thread) ? thread : (open.get(key(thread.at, hash)) ?? thread))
      else if (isDismissal) dismissed.set(key(thread.at, hash), thread)
    }
  }
  for (const [one, thread] of open) {
    const away = dismissed.get(one)
    // What stands on a file that went away does not open what was dismissed on this one.
    if (away && (isAtHome(thread) || !isAtHome(away))) dismissed.delete(one)
  }
  return (path, hash) => dismissed.get(key(path, hash)) ?? null
}

/**
 * Finds for each unit the open thread that speaks of it. Of several the one is kept that says what is to be said, in which
 * people wrote, whose lines still stand, and of those the oldest: doubled runs leave two that are the same.
 *
 * @param units what is to be said
 * @param all the same with what people dismissed
 */
export function match(threads: readonly PlacedThread[], units: readonly Unit[], all: readonly Unit[]): Matches {
  const key = (path: string, hash: string) => `${hash} ${path}`
  const byKey = new Map<string, PlacedThread[]>()
  for (const thread of threads.filter(isOpen)) {
    for (const hash of new Set(thread.mark.hashes)) {
      const at = key(thread.at, hash)
      byKey.set(at, [...(byKey.get(at) ?? []), thread])
    }
  }
  const [live, superseded, taken] = [new Map<Unit, Thread>(), new Set<Thread>(), new Set<Thread>()]
  const candidates = new Map(
    units.map((unit) => [unit, [...new Set(marked(unit).flatMap((hash) => byKey.get(key(unit.path, hash)) ?? []))]]),
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
  for (const thread of [...candidates.values()].flat()) if (!taken.has(thread)) superseded.add(thread)
  const present = new Set(all.flatMap(({ path, hashes }) => hashes.map((hash) => key(path, hash))))
  // An open thread that no unit took has nothing to wait for on a file that went away.
  const isPresent = (thread: PlacedThread) =>
    (isAtHome(thread) || !isOpen(thread)) && thread.mark.hashes.some((hash) => present.has(key(thread.at, hash)))
  const gone = threads.filter((thread) => !taken.has(thread) && !superseded.has(thread) && !isPresent(thread))
  return { live, superseded, gone }
}
