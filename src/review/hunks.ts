import { structuredPatch } from 'diff'

/** One line of a diff, as a reviewer sees it. Line numbers are 1-based; a line that is not on a side has null there. */
export interface Row {
  readonly kind: 'added' | 'context' | 'deleted'
  /** In the file before the change. */
  readonly base: number | null
  /** In the file after the change, which is what comments count. */
  readonly head: number | null
  /** Without the sign in front and without the line end; a CR of CRLF is still there. */
  readonly text: string
}

/** A stretch of a diff that is shown in one piece. Comments cannot span two of them. */
export interface Hunk {
  readonly rows: readonly Row[]
}

/** How one file differs between the two sides of a pull request. */
export interface FileDiff {
  readonly hunks: readonly Hunk[]
  /** False when GitHub sent no patch and the hunks are our own reckoning: it may draw them elsewhere. */
  readonly certain: boolean
}

const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

/** Texts with more differing lines than this are not compared: the time grows with the square. */
const longestEdit = 3_000

/**
 * Reads the `patch` of a file as GitHub's list of changed files has it: from the first `@@`, without file headers.
 *
 * The counts in the headers say what belongs to a hunk, so that no text can pass for a header. Whatever does not fit
 * ends its hunk: rows that were read so far stand, nothing is guessed. `\ No newline at end of file` is no row. A context
 * line that lost its leading space, as mail programs and some proxies leave it, is taken for an empty one.
 */
export function parsePatch(patch: string): Hunk[] {
  const hunks: { rows: Row[] }[] = []
  let base = 0
  let head = 0
  let baseLeft = 0
  let headLeft = 0
  for (const line of patch.replace(/\n$/, '').split('\n')) {
    if (baseLeft <= 0 && headLeft <= 0) {
      const found = header.exec(line)
      if (!found) continue
      base = Number(found[1])
      head = Number(found[3])
      baseLeft = Number(found[2] ?? 1)
      headLeft = Number(found[4] ?? 1)
      hunks.push({ rows: [] })
      continue
    }
    const rows = hunks.at(-1)?.rows as Row[]
    const bare = line === '' || line === '\r'
    const sign = bare ? ' ' : line[0]
    const text = bare ? line : line.slice(1)
    if (sign === '+' && headLeft > 0) {
      rows.push({ kind: 'added', base: null, head: head++, text })
      headLeft--
    } else if (sign === '-' && baseLeft > 0) {
      rows.push({ kind: 'deleted', base: base++, head: null, text })
      baseLeft--
    } else if (sign === ' ' && baseLeft > 0 && headLeft > 0) {
      rows.push({ kind: 'context', base: base++, head: head++, text })
      baseLeft--
      headLeft--
    } else if (sign !== '\\') {
      baseLeft = headLeft = 0
    }
  }
  return hunks.filter(({ rows }) => rows.length > 0)
}

/**
 * The hunks between two texts, with the three lines of context that GitHub shows. None when the texts differ so much that
 * finding out would take too long.
 *
 * @param base null when the file is new
 */
export function hunksBetween(base: string | null, head: string): Hunk[] {
  if (head === '' && base === null) return []
  const options = { context: 3, maxEditLength: longestEdit }
  const patch =
    base === null || base === ''
      ? // A new file needs no comparison, however long it is.
        newFile(head)
      : structuredPatch('', '', base, head, '', '', options)?.hunks.flatMap(({ oldStart, newStart, lines }) => {
          const count = (signs: string) => lines.filter((line) => signs.includes(line[0] as string)).length
          return [`@@ -${oldStart},${count(' -')} +${newStart},${count(' +')} @@`, ...lines]
        })
  return parsePatch((patch ?? []).join('\n'))
}

function newFile(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return [`@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line}`)]
}

/**
 * Whether hunks are about this very text: each of their lines stands where they say. They come from two calls, and a push
 * in between would put every comment on a wrong line.
 */
export function agree(hunks: readonly Hunk[], head: string): boolean {
  const lines = head.split('\n')
  return hunks.every(({ rows }) => rows.every((row) => row.head === null || lines[row.head - 1] === row.text))
}
