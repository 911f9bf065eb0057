import type { Dockerfile, Instruction } from '../dockerfile/model.ts'
import type { Edit } from '../text/edit.ts'

/** Instructions that go to one place: just above one that stays, or just below. */
export interface Moving {
  readonly instructions: readonly Instruction[]
  readonly to: { readonly above: Instruction } | { readonly below: Instruction }
}

/**
 * The edits that move instructions, with the comments directly above them, for each of the places. An empty line that would
 * be left beside another one goes. Null when one of them cannot be moved.
 */
export function moveBlocks(file: Dockerfile, groups: readonly Moving[]): Edit[][] | null {
  const { lines } = file
  const moving = new Set<number>()
  for (const instruction of groups.flatMap(({ instructions }) => instructions)) {
    if (isOpen(file, instruction)) return null
    for (let line = firstLine(instruction); line <= instruction.lines.end; line++) moving.add(line)
  }
  const isEmpty = (line: number): boolean => line >= 1 && line <= lines.count && lines.textOf(line).trim() === ''
  const edits = groups.map(({ instructions, to }): Edit[] | null => {
    if ('below' in to && isOpen(file, to.below)) return null
    const target = 'above' in to ? lines.start(firstLine(to.above)) : lines.next(to.below.lines.end)
    return instructions.flatMap((instruction): Edit[] => {
      const end = instruction.lines.end
      const span = { start: lines.start(firstLine(instruction)), end: lines.next(end) }
      let above = firstLine(instruction) - 1
      while (moving.has(above)) above--
      const gap = { start: lines.start(end + 1), end: lines.next(end + 1) }
      const apart = !moving.has(end + 1) && isEmpty(end + 1) && (isEmpty(above) || above < 1) && gap.end !== target
      const move: Edit = { kind: 'move', span, to: target }
      return apart ? [move, { kind: 'replace', span: gap, text: '' }] : [move]
    })
  })
  return edits.some((own) => own === null) ? null : (edits as Edit[][])
}

const firstLine = ({ leading, lines }: Instruction): number => leading[0]?.line ?? lines.start

/** A step that the file ends inside of: what is moved behind it would become part of it. */
function isOpen(file: Dockerfile, { lines }: Instruction): boolean {
  const text = file.lines.textOf(lines.end).trim()
  return text === '' || text.startsWith('#') || text.endsWith(file.escape)
}
