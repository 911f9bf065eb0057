import { type LayerGraph, layerGraph } from '../layers/graph.ts'
import type { LineRange } from '../text/lines.ts'
import type { RuleFinding, Subject } from './rule.ts'

/**
 * How many files there are whose edit runs the steps of a finding again, as the layer graph says: those in its lines, and
 * the ones that it names as taking part. Undefined where the build context or one of the lists is not known, and for a
 * finding that is about no step.
 */
export function filesThatRunCounter(
  subject: Pick<Subject, 'file' | 'stages' | 'contexts'>,
): (finding: Pick<RuleFinding, 'lines' | 'because'>) => number | undefined {
  let known: LayerGraph | undefined
  const graph = (): LayerGraph => {
    if (known) return known
    const found = subject.contexts()
    const { file, stages } = subject
    // Where the context is not known, neither is what is copied; a step above all copies no file runs again.
    known = layerGraph({ file, stages, context: 'contexts' in found ? found.contexts[0].context : null })
    return known
  }
  return ({ lines, because = [] }) => {
    const all = graph()
    const own = all.nodes.filter((node) => node.kind !== 'base' && touches(lines, node.instruction.lines))
    if (own.length === 0) return undefined
    const others = all.nodes.filter((node) => because.some((note) => touches(note.lines, node.instruction.lines)))
    let most = 0
    for (const node of [...own, ...others]) {
      if (node.kind !== 'layer') continue
      const { files, unknown } = all.filesThatRun(node)
      if (unknown !== null) return undefined
      most = Math.max(most, files.length)
    }
    return most
  }
}

const touches = (a: LineRange, b: LineRange): boolean => a.start <= b.end && b.start <= a.end
