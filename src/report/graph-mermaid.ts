import type { LayerNode } from '../layers/node.ts'
import { printable } from '../text/printable.ts'
import { againIn, byFolder, type GraphReport, instructionText, stageName } from './graph.ts'
import { counted } from './layout.ts'

/** A longer label makes a box that nobody reads. */
const longestLabel = 60

/**
 * The graph as a Mermaid flowchart, which GitHub draws: https://mermaid.js.org/syntax/flowchart.html. Stages are
 * subgraphs; a thick arrow is what a step is made on, a dotted one what it takes files or arguments of.
 */
export function graphToMermaid(report: GraphReport): string {
  const { graph, stages, file } = report
  const again = againIn(report)
  const boxes: string[] = []
  const sources: string[] = []
  const arrows: string[] = []
  const shown = graph.nodes.filter(({ kind }) => kind !== 'metadata')
  for (const stage of stages) {
    const nodes = shown.filter((node) => node.stage === stage)
    if (nodes.length === 0) continue
    const title = nodes.some(({ needed }) => needed) ? stageName(stage) : `${stageName(stage)} (not needed)`
    boxes.push(`  subgraph stage${stage.index}["${label(title)}"]`)
    for (const node of nodes) {
      const text = `${node.line}: ${instructionText(file, node.instruction)}`
      const outcome = again && node.needed ? (again.get(node)?.outcome ?? 'cached') : null
      const suffix = outcome === null ? '' : `:::${CLASSES[outcome]}`
      boxes.push(`    ${idOf(node)}["${label(`${outcome === null ? '' : `${MARKS[outcome]} `}${text}`)}"]${suffix}`)
    }
    boxes.push('  end')
    for (const node of nodes) {
      const { layers, files, args, elsewhere } = node.dependsOn
      for (const below of layers) arrows.push(`  ${idOf(below)} ==> ${idOf(node)}`)
      for (const below of node.dependsOn.stages.flatMap((from) => from.layers)) {
        arrows.push(`  ${idOf(below)} -. files .-> ${idOf(node)}`)
      }
      const reads = [...new Set(files.flatMap((selection) => selection.files))].sort()
      const unknown = files.some((selection) => selection.unknown !== null)
      const texts = [
        ...(files.length > 0 ? [readsText(reads, unknown)] : []),
        ...(args.size > 0 ? [`ARG ${[...args.keys()].sort().join(', ')}`] : []),
        ...(node.kind === 'layer' ? elsewhere : []),
      ]
      for (const [index, text] of texts.entries()) {
        sources.push(`  ${idOf(node)}_from${index}(["${label(text)}"])`)
        arrows.push(`  ${idOf(node)}_from${index} -.-> ${idOf(node)}`)
      }
    }
  }
  const styles = again ? STYLES : []
  return `${['flowchart TB', ...boxes, ...sources, ...arrows, ...styles].join('\n')}\n`
}

const MARKS = { runs: '↻', 'may run': '?', cached: '✓' } as const
const CLASSES = { runs: 'runs', 'may run': 'mayRun', cached: 'cached' } as const
const STYLES = [
  '  classDef runs stroke:#d1242f,stroke-width:3px',
  '  classDef mayRun stroke:#9a6700,stroke-dasharray:5 5',
  '  classDef cached stroke:#1a7f37',
]

const idOf = ({ id }: LayerNode): string => `step${id.replace('.', '_')}`

function readsText(files: readonly string[], unknown: boolean): string {
  if (unknown && files.length === 0) return 'files that are not known'
  return `${counted(files.length, 'file')}: ${byFolder(files, 3)}`
}

/** Text between quotation marks: what Mermaid or HTML would obey is written as the number of its character. */
function label(text: string): string {
  const characters = [...printable(text)]
  const cut = characters.length > longestLabel ? [...characters.slice(0, longestLabel - 1), '…'] : characters
  return cut
    .map((character) => (/["#&<>`\\;{}[\]()|]/.test(character) ? `#${character.codePointAt(0)};` : character))
    .join('')
}
