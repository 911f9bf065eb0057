import type { LineRange } from '../text/lines.ts'
import type { Hunk } from './hunks.ts'

/** What a suggestion on some lines meets. */
export type SuggestionFit = 'fits' | 'outside-diff' | 'deleted-lines'

/**
 * Where in a file's diff a comment may stand. GitHub takes it only on lines of one hunk, unchanged lines around a change
 * included, and one that it does not take refuses the whole review (https://docs.github.com/rest/pulls/reviews;
 * QwenLM/qwen-code#6711). All lines are those of the head commit (`side: RIGHT`), 1-based and inclusive.
 */
export class Anchors {
  /** The head lines of each hunk, which follow each other without a gap; ascending. A hunk that only deletes has none. */
  readonly #hunks: LineRange[] = []
  /** Ascending. */
  readonly #added: number[] = []
  /** For each deleted row the head line above it in its hunk; ascending. */
  readonly #cuts: number[] = []

  constructor(hunks: readonly Hunk[]) {
    for (const { rows } of hunks) {
      let first: number | null = null
      let above: number | null = null
      for (const { kind, head } of rows) {
        if (head === null) {
          if (above !== null) this.#cuts.push(above)
          continue
        }
        first ??= head
        above = head
        if (kind === 'added') this.#added.push(head)
      }
      if (first !== null && above !== null) this.#hunks.push({ start: first, end: above })
    }
  }

  /**
   * Whether the pull request changed any of these lines: one of them was added (a changed line is one that was added; in a
   * new file all are), or a line was taken out between two of them, which changes the instruction that they make up.
   *
   * A change right beside them does not count. Lines of context stand in the diff too and could be commented on, but
   * whoever edits line 8 has not asked for an opinion on line 7.
   */
  isTouched(ranges: readonly LineRange[]): boolean {
    return ranges.some((range) => anyWithin(this.#added, range.start, range.end) || this.#isCut(range))
  }

  /**
   * Whether a suggestion block can stand on these lines. It replaces all of them, so they must lie in one hunk as they are;
   * with a deleted line between its first and its last row GitHub takes the comment and then refuses to apply it
   * (parkerbxyz/suggest-changes#50).
   */
  fitOf(range: LineRange): SuggestionFit {
    const whole = this.#parts(range).some(({ start, end }) => start === range.start && end === range.end)
    if (!whole) return 'outside-diff'
    return this.#isCut(range) ? 'deleted-lines' : 'fits'
  }

  /**
   * The lines for a comment: the first candidate that the pull request touched, else the first that is in the diff at all;
   * of it, what lies in one hunk. Null when no candidate has a line in the diff.
   *
   * @param candidates in the order in which they explain the finding best
   */
  place(candidates: readonly LineRange[]): LineRange | null {
    const inDiff = candidates.filter((candidate) => this.#parts(candidate).length > 0)
    const best = inDiff.find((candidate) => this.isTouched([candidate])) ?? inDiff[0]
    if (!best) return null
    const parts = this.#parts(best)
    return parts.find((part) => this.isTouched([part])) ?? (parts[0] as LineRange)
  }

  /** What of a range lies in each hunk. */
  #parts({ start, end }: LineRange): LineRange[] {
    const parts: LineRange[] = []
    for (let at = this.#firstHunkAt(start); at < this.#hunks.length; at++) {
      const hunk = this.#hunks[at] as LineRange
      if (hunk.start > end) break
      parts.push({ start: Math.max(start, hunk.start), end: Math.min(end, hunk.end) })
    }
    return parts
  }

  #firstHunkAt(line: number): number {
    return lowest(this.#hunks.length, (index) => (this.#hunks[index] as LineRange).end >= line)
  }

  /** Whether a deleted row stands between two rows of the range, as opposed to before its first or behind its last. */
  #isCut({ start, end }: LineRange): boolean {
    return anyWithin(this.#cuts, start, end - 1)
  }
}

function anyWithin(sorted: readonly number[], start: number, end: number): boolean {
  const found = sorted[lowest(sorted.length, (index) => (sorted[index] as number) >= start)]
  return found !== undefined && found <= end
}

/** The lowest index below `count` for which a condition holds that holds for all that follow it; `count` when for none. */
function lowest(count: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
