/** A file that a comparison found on one side only. */
export interface OneSided {
  readonly path: string
  readonly text: string
}

/** As much of a file as must be in the other for Git to call it renamed (https://git-scm.com/docs/git-diff, `-M`). */
const leastAlike = 0.5
/** More files than these on a side are not compared with each other. */
const mostCompared = 200

/**
 * Which added file is a removed one under another name: the most alike first, as Git pairs them, each file once.
 *
 * @returns the earlier path by the later one
 */
export function findRenames(removed: readonly OneSided[], added: readonly OneSided[]): Map<string, string> {
  const olds = removed.slice(0, mostCompared).map((file) => ({ ...file, lines: linesOf(file.text) }))
  const pairs = added.slice(0, mostCompared).flatMap((file) => {
    const lines = linesOf(file.text)
    return olds.map((old) => ({
      ...{ from: old.path, to: file.path, isNameKept: nameOf(old.path) === nameOf(file.path) },
      alike: file.text === old.text ? 1 : shared(lines, old.lines) / Math.max(file.text.length, old.text.length, 1),
    }))
  })
  pairs.sort((a, b) => b.alike - a.alike || Number(b.isNameKept) - Number(a.isNameKept) || (a.from < b.from ? -1 : 1))
  const renames = new Map<string, string>()
  const taken = new Set<string>()
  for (const { from, to, alike } of pairs) {
    if (alike < leastAlike || taken.has(from) || renames.has(to)) continue
    renames.set(to, from)
    taken.add(from)
  }
  return renames
}

/** How often each line is there. */
function linesOf(text: string): Map<string, number> {
  const lines = new Map<string, number>()
  for (const line of text.split(/(?<=\n)/)) lines.set(line, (lines.get(line) ?? 0) + 1)
  return lines
}

/** How many characters are in lines that both have. */
function shared(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const [line, times] of a) sum += line.length * Math.min(times, b.get(line) ?? 0)
  return sum
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
