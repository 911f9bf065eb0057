import type { Edit, Fix, Suggestion } from './edit.ts'
import { type LineRange, Lines, type Span } from './lines.ts'

/** What came of a set of fixes. */
export interface Composition {
  /** The text with every fix of `suggestions` made. */
  readonly text: string
  /** In the order of their lines, which do not overlap. */
  readonly suggestions: readonly Suggestion[]
  /** Indexes of the fixes that contradict an earlier one and wait for the next round. */
  readonly waiting: readonly number[]
}

/** Two edits want the same characters. */
class Conflict extends Error {}

/**
 * Composes fixes into one new text and into suggestions: whole-line ranges that can be committed one by one, in any order,
 * with the same result. Fixes that touch the same lines, or share an edit, become one suggestion; one that contradicts an
 * earlier fix waits.
 *
 * @param text the file, as it is
 * @param fixes edits with offsets into `text`, in the order of their weight
 */
export function compose(text: string, fixes: readonly Fix[]): Composition {
  const lines = new Lines(text)
  const waiting: number[] = []
  let groups: Group[] = []
  // Unsafe fixes come last: a safe one is not to lose its button to them.
  const order = fixes.map((_, index) => index).sort((a, b) => weight(fixes[a]) - weight(fixes[b]) || a - b)
  for (const index of order) {
    const fix = fixes[index] as Fix
    let group: Group = {
      fixes: [index],
      edits: distinct(fix.edits),
      lines: linesOf(fix.edits, lines),
      safety: fix.safety,
    }
    let rest = groups
    for (;;) {
      const touching = rest.filter((other) => overlap(other.lines, group.lines))
      if (touching.length === 0) break
      rest = rest.filter((other) => !touching.includes(other))
      group = touching.reduce(merge, group)
    }
    const mixed = fix.safety === 'unsafe' && group.fixes.some((other) => fixes[other]?.safety === 'safe')
    if (mixed || !applies(group.edits)) waiting.push(index)
    else groups = [...rest, group]
  }
  groups.sort((a, b) => a.lines.start - b.lines.start)
  const suggestions: Suggestion[] = []
  let result = ''
  let done = 0
  for (const group of groups) {
    const from = lines.start(group.lines.start)
    const to = lines.next(group.lines.end)
    const before = text.slice(from, to)
    const after = applyEdits(
      before,
      group.edits.map((edit) => shifted(edit, -from)),
    )
    result += text.slice(done, from) + after
    done = to
    suggestions.push(...suggestionOf(before, after, group))
  }
  return { text: result + text.slice(done), suggestions, waiting }
}

/** An edit with offsets into a stretch of the text. */
function shifted(edit: Edit, by: number): Edit {
  const span = { start: edit.span.start + by, end: edit.span.end + by }
  return edit.kind === 'move' ? { ...edit, span, to: edit.to + by } : { ...edit, span }
}

const weight = (fix: Fix | undefined): number => (fix?.safety === 'unsafe' ? 1 : 0)

interface Group {
  readonly fixes: readonly number[]
  readonly edits: readonly Edit[]
  readonly lines: LineRange
  readonly safety: Fix['safety']
}

function merge(a: Group, b: Group): Group {
  return {
    fixes: [...a.fixes, ...b.fixes].sort((x, y) => x - y),
    edits: distinct([...b.edits, ...a.edits]),
    lines: { start: Math.min(a.lines.start, b.lines.start), end: Math.max(a.lines.end, b.lines.end) },
    safety: a.safety === 'unsafe' || b.safety === 'unsafe' ? 'unsafe' : 'safe',
  }
}

const overlap = (a: LineRange, b: LineRange): boolean => a.start <= b.end && b.start <= a.end

function distinct(edits: readonly Edit[]): Edit[] {
  const seen = new Set<string>()
  return edits.filter((edit) => {
    const key = JSON.stringify(edit)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** The lines that edits change. An insertion between two lines changes the one below it, at the end of the file the last. */
function linesOf(edits: readonly Edit[], lines: Lines): LineRange {
  let start = Number.POSITIVE_INFINITY
  let end = 0
  for (const edit of edits) {
    const range = lines.range(edit.span)
    start = Math.min(start, range.start)
    end = Math.max(end, range.end)
    if (edit.kind === 'move') {
      start = Math.min(start, lines.at(edit.to))
      end = Math.max(end, edit.to > edit.span.start ? lines.at(edit.to - 1) : lines.at(edit.to))
    }
  }
  return { start, end }
}

function applies(edits: readonly Edit[]): boolean {
  try {
    refuseConflicts(
      inOrder(edits),
      edits.filter((edit) => edit.kind === 'move'),
    )
    return true
  } catch (error) {
    if (error instanceof Conflict) return false
    throw error
  }
}

const inOrder = (edits: readonly Edit[]) =>
  edits.filter((edit) => edit.kind === 'replace').sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)

/**
 * Makes edits.
 *
 * @throws Conflict when two of them want the same characters
 */
export function applyEdits(given: string, edits: readonly Edit[]): string {
  const { eol } = new Lines(given)
  // A last line without a line end gets one meanwhile, so that it can change places with others.
  const open = given.length > 0 && !given.endsWith('\n') && edits.some(({ kind }) => kind === 'move')
  const text = open ? given + eol : given
  const past = (offset: number): number => (open && offset === given.length ? text.length : offset)
  const moves = edits.flatMap((edit) =>
    edit.kind === 'move' ? [{ span: { start: edit.span.start, end: past(edit.span.end) }, to: past(edit.to) }] : [],
  )
  const order = inOrder(edits)
  refuseConflicts(order, moves)

  /** The new text of a stretch, without what is moved out of it. */
  const render = (start: number, end: number, moving: boolean): string => {
    let result = ''
    let at = start
    const stops = [
      ...order
        .filter(({ span }) => span.start >= start && span.end <= end && !(moving && atEdge(span, start, end)))
        .map((edit) => ({ at: edit.span.start, rank: 1, end: edit.span.end, text: () => edit.text })),
      ...(moving
        ? []
        : moves.flatMap((move) => [
            { at: move.to, rank: 0, end: move.to, text: () => render(move.span.start, move.span.end, true) },
            { at: move.span.start, rank: 2, end: move.span.end, text: () => '' },
          ])),
    ].sort((a, b) => a.at - b.at || a.rank - b.rank || a.end - b.end)
    for (const stop of stops) {
      // What stands inside a stretch that is moved away goes with it.
      if (stop.at < at || (!moving && stop.rank === 1 && insideMove(stop.at, stop.end))) continue
      result += text.slice(at, stop.at)
      result += stop.text()
      at = stop.end
    }
    return result + text.slice(at, end)
  }
  const insideMove = (start: number, end: number): boolean =>
    moves.some(({ span }) => start >= span.start && end <= span.end && !atEdge({ start, end }, span.start, span.end))
  const result = render(0, text.length, false)
  return open && result.endsWith(eol) ? result.slice(0, -eol.length) : result
}

interface Move {
  readonly span: Span
  readonly to: number
}

/** @throws Conflict when two edits want the same characters */
function refuseConflicts(order: readonly { readonly span: Span }[], moves: readonly Move[]): void {
  for (const [index, { span }] of order.entries()) {
    const before = order[index - 1]?.span
    if (before && before.end > span.start) throw new Conflict()
  }
  for (const [index, { span, to }] of moves.entries()) {
    if (to > span.start && to < span.end) throw new Conflict()
    for (const [other, move] of moves.entries()) {
      if (other !== index && move.span.start < span.end && span.start < move.span.end) throw new Conflict()
      if (other !== index && to > move.span.start && to < move.span.end) throw new Conflict()
    }
    for (const replacement of order) {
      const inside = replacement.span.start >= span.start && replacement.span.end <= span.end
      const outside = replacement.span.end <= span.start || replacement.span.start >= span.end
      if (!inside && !outside) throw new Conflict()
    }
  }
}

/** An insertion just before or behind a stretch does not belong to it. */
const atEdge = (span: Span, start: number, end: number): boolean =>
  span.start === span.end && (span.start === start || span.start === end)

const linesIn = (text: string): string[] => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/))

function suggestionOf(old: string, changed: string, { fixes, lines: range, safety }: Group): Suggestion[] {
  const before = linesIn(old)
  const after = linesIn(changed)
  // Only what changes is shown, but never less than one line of the file: a suggestion always stands on one.
  let head = 0
  while (head < before.length - 1 && head < after.length && before[head] === after[head]) head++
  let tail = 0
  while (
    tail < before.length - 1 - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++
  const kept = after.slice(head, after.length - tail)
  if (kept.join('\n') === before.slice(head, before.length - tail).join('\n')) return []
  return [
    {
      lines: { start: range.start + head, end: range.end - tail },
      replacement: kept.length === 0 ? null : kept.join('\n'),
      safety,
      fixes,
    },
  ]
}

/**
 * Commits suggestions as GitHub does: each takes the place of its lines, with the file's own line ends.
 * The order in which they are given does not matter.
 */
export function commitSuggestions(text: string, suggestions: readonly Suggestion[]): string {
  const lines = new Lines(text)
  let result = text
  for (const { lines: range, replacement } of [...suggestions].sort((a, b) => b.lines.start - a.lines.start)) {
    const start = lines.start(range.start)
    const end = replacement === null ? lines.next(range.end) : lines.end(range.end)
    result = result.slice(0, start) + (replacement ?? '').replaceAll('\n', lines.eol) + result.slice(end)
  }
  return result
}
