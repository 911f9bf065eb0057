import type { Stage } from '../dockerfile/state.ts'
import type { Again, Change, GraphInput, LayerNode } from './node.ts'
import { readNodes } from './nodes.ts'
import { sortedUnion } from './sorted-union.ts'
import type { Outcome } from './variables.ts'

/** What each instruction depends on, and so: what runs again. Pure, and lazy: files are listed when they are asked for. */
export function layerGraph(input: GraphInput): LayerGraph {
  const target = targetOf(input.stages, input.target ?? null)
  return new LayerGraph(readNodes(input, target), target)
}

/** The stage that a build makes; null when there is none of that name. */
export function targetOf(stages: readonly Stage[], name: string | null): Stage | null {
  if (name === null) return stages.at(-1) ?? null
  const named = stages.findLast((stage) => stage.name === name.toLowerCase())
  return named ?? (/^\d{1,9}$/.test(name) ? (stages[Number(name)] ?? null) : null)
}

/** The files whose edit makes a step run again, sorted. */
export interface FilesThatRun {
  readonly files: readonly string[]
  /** Those that do so only where another stage then makes other files. */
  readonly perhaps: readonly string[]
  /** Why the lists may lack some, in one clause; null when they are whole. */
  readonly unknown: string | null
}

export class LayerGraph {
  /** Stage by stage, in the order of the file. */
  readonly nodes: readonly LayerNode[]
  readonly target: Stage | null
  readonly #filesThatRun = new Map<LayerNode, FilesThatRun>()

  constructor(nodes: readonly LayerNode[], target: Stage | null) {
    this.nodes = nodes
    this.target = target
  }

  /** The node of an instruction; of a trigger that several stages inherit, the first. */
  nodeOf(instruction: LayerNode['instruction']): LayerNode | undefined {
    return this.nodes.find((node) => node.instruction === instruction)
  }

  /** The steps that run again after a change, each with the first reason. What is not needed for the target never runs. */
  again({ files = [], args = [] }: Change): Map<LayerNode, Again> {
    const [changed, names] = [[...files], [...args]]
    const found = new Map<LayerNode, Again>()
    for (const node of this.nodes) {
      if (!node.needed || node.kind === 'metadata') continue
      const again = firstOf('runs', node, changed, names, found) ?? firstOf('may run', node, changed, names, found)
      if (again) found.set(node, again)
    }
    return found
  }

  /** The files whose edit makes a step, or one that it is made on, run again. */
  filesThatRun(node: LayerNode): FilesThatRun {
    // Without recursion: a file of anybody's may have thousands of layers, each on the one before.
    const open = [node]
    for (let next = open.at(-1); next; next = open.at(-1)) {
      const { layers, stages } = next.dependsOn
      const missing = [...layers, ...stages.flatMap((from) => from.layers)].filter(
        (one) => !this.#filesThatRun.has(one),
      )
      if (missing.length > 0) open.push(...missing)
      else {
        if (!this.#filesThatRun.has(next)) this.#filesThatRun.set(next, this.#compute(next))
        open.pop()
      }
    }
    return this.#filesThatRun.get(node) as FilesThatRun
  }

  /** The same, once it is known of all that a step is made on. */
  #compute(node: LayerNode): FilesThatRun {
    const known = (layer: LayerNode) => this.#filesThatRun.get(layer) as FilesThatRun
    const { files: own, layers, stages } = node.dependsOn
    const below = layers.map(known)
    const copied = stages.flatMap((from) => from.layers.map(known))
    const files = sortedUnion([...own.map((selection) => selection.files), ...below.map((more) => more.files)])
    const perhaps = sortedUnion([
      ...below.map((more) => more.perhaps),
      ...copied.flatMap((more) => [more.files, more.perhaps]),
    ])
    return {
      files,
      perhaps: perhaps.length === 0 || files.length === 0 ? perhaps : without(perhaps, new Set(files)),
      unknown: [...own, ...below, ...copied].find(({ unknown }) => unknown !== null)?.unknown ?? null,
    }
  }
}

const without = (list: readonly string[], others: ReadonlySet<string>): string[] =>
  list.filter((one) => !others.has(one))

/** The first reason for an outcome: of its own, then of what it is made on. */
function firstOf(
  outcome: Outcome,
  { dependsOn }: LayerNode,
  files: readonly string[],
  args: readonly string[],
  found: ReadonlyMap<LayerNode, Again>,
): Again | null {
  const path = files.find((file) => dependsOn.files.some((selection) => selection.takes(file) === outcome))
  if (path !== undefined) return { outcome, because: { kind: 'file', path } }
  const name = args.find((arg) => dependsOn.args.get(arg) === outcome)
  if (name !== undefined) return { outcome, because: { kind: 'argument', name } }
  const layer = dependsOn.layers.find((below) => found.get(below)?.outcome === outcome)
  if (layer) return { outcome, because: { kind: 'layer', node: layer } }
  if (outcome === 'runs') return null
  const below = dependsOn.stages.flatMap(({ layers }) => layers).find((one) => found.has(one))
  return below ? { outcome, because: { kind: 'stage', node: below } } : null
}
