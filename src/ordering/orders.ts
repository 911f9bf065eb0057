import type { RunStep } from '../caching/installs.ts'
import type { AssumedContext, FoundContexts } from '../context/contexts.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Stage } from '../dockerfile/state.ts'
import { type LayerGraph, layerGraph } from '../layers/graph.ts'
import { findAhead, type OpenAhead } from './ahead.ts'
import { type Disorder, findDisorder } from './disorder.ts'
import { readStretch } from './stretch.ts'

/** What is out of order in a stage, in every build context that it is built in. */
export interface StageOrder {
  readonly stage: Stage
  readonly contexts: readonly [AssumedContext, ...AssumedContext[]]
  /** What each step depends on, in the first of the contexts. */
  readonly graph: LayerGraph
  readonly disorder: Disorder | null
  readonly ahead: OpenAhead | null
}

/** What is out of order in each stage of a file. A change that does not hold in all contexts is none. */
export function findOrders(
  file: Dockerfile,
  stages: readonly Stage[],
  runs: readonly RunStep[],
  found: FoundContexts,
): StageOrder[] {
  if (!('contexts' in found)) return []
  const { context } = found.contexts[0]
  let known: LayerGraph | undefined
  const graph = (): LayerGraph => {
    known ??= layerGraph({ file, stages, context })
    return known
  }
  return stages.flatMap((stage) => {
    const own = runs.filter(({ step }) => step.stage === stage)
    const [first, ...others] = found.contexts.map(({ context }) => {
      const stretch = readStretch(file, stage, own, context)
      return { disorder: findDisorder(file, stretch), ahead: findAhead(file, stretch, runs) }
    })
    if (!first) return []
    const disorder = inAll(
      first.disorder,
      others.map((other) => other.disorder),
    )
    const ahead = inAll(
      first.ahead,
      others.map((other) => other.ahead),
    )
    if (!disorder && !ahead) return []
    const undone = [first, ...others].find((one) => one.disorder?.undone)?.disorder?.undone ?? null
    return [{ stage, contexts: found.contexts, graph: graph(), disorder: disorder && { ...disorder, undone }, ahead }]
  })
}

function inAll<Order extends { readonly edits: Disorder['edits'] }>(
  first: Order | null,
  others: readonly (Order | null)[],
): Order | null {
  const edits = JSON.stringify(first?.edits)
  return others.every((other) => JSON.stringify(other?.edits) === edits) ? first : null
}
