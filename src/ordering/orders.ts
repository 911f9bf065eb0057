import type { RunStep } from '../caching/installs.ts'
import type { Build } from '../context/builds/build.ts'
import type { AssumedContext, FoundContexts } from '../context/contexts.ts'
import type { Tree } from '../context/tree.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Stage } from '../dockerfile/state.ts'
import { type LayerGraph, layerGraph } from '../layers/graph.ts'
import { findAhead, type OpenAhead } from './ahead.ts'
import { type Disorder, findDisorder } from './disorder.ts'
import { filesSaved } from './saved-runs.ts'
import { readStretch } from './stretch.ts'
import { type Unlisted, UnlistedFiles } from './unlisted.ts'

/** What is out of order in a stage, in every build context that it is built in. */
export interface StageOrder {
  readonly stage: Stage
  readonly contexts: readonly [AssumedContext, ...AssumedContext[]]
  readonly disorder: (Disorder & MayLose) | null
  /** For each of the steps the files whose edit runs it again today, and will not; in the first of the contexts. */
  readonly saved: ReadonlyMap<RunStep, readonly string[]>
  readonly ahead: (OpenAhead & MayLose) | null
}

interface MayLose {
  /** Files that may be there and are not listed, which the new order would take from an install. */
  readonly unlisted: readonly Unlisted[]
}

/** A Dockerfile, and what the repository says of it. */
export interface Ordered {
  readonly file: Dockerfile
  readonly stages: readonly Stage[]
  /** The steps that run a package manager. */
  readonly runs: readonly RunStep[]
  readonly tree: Tree
  readonly builds: readonly Build[]
}

/** What is out of order in each stage of a file. A change that does not hold in all contexts, or saves nothing, is none. */
export function findOrders({ file, stages, runs, tree, builds }: Ordered, found: FoundContexts): StageOrder[] {
  if (!('contexts' in found)) return []
  const { context } = found.contexts[0]
  const files = new UnlistedFiles(tree, builds)
  let known: LayerGraph | undefined
  const graph = (): LayerGraph => {
    known ??= layerGraph({ file, stages, context })
    return known
  }
  return stages.flatMap((stage) => {
    const own = runs.filter(({ step }) => step.stage === stage)
    const [first, ...others] = found.contexts.map(({ context }) => {
      const stretch = readStretch(file, stage, own, context)
      const { layout } = stretch
      const disorder = findDisorder(file, stretch)
      const ahead = findAhead(file, stretch, runs)
      return {
        disorder: disorder && { ...disorder, unlisted: files.lostBy({ layout, ...stepsOf(disorder) }) },
        ahead: ahead && {
          ...ahead,
          unlisted: files.lostBy({ layout, copies: ahead.copies, steps: [{ run: ahead.run, ...ahead.step }] }),
        },
      }
    })
    if (!first) return []
    const all = [first, ...others]
    const disorder = inAll(all.map((one) => one.disorder))
    const ahead = inAll(all.map((one) => one.ahead))
    if (!disorder && !ahead) return []
    const project = { file, stages, context, graph: graph() }
    const saved = new Map<RunStep, readonly string[]>()
    for (const { run } of disorder?.steps ?? []) {
      const edited = disorder && filesSaved(project, run, disorder)
      if (edited) saved.set(run, edited)
    }
    const read = ahead && [...ahead.step.files, ...ahead.step.folders].map(({ path }) => path)
    const saves = ahead && read && filesSaved(project, ahead.run, { copies: ahead.copies, manifests: read }) !== null
    return [
      {
        stage,
        contexts: found.contexts,
        disorder:
          disorder && saved.size > 0
            ? { ...disorder, steps: disorder.steps.filter(({ run }) => saved.has(run)) }
            : null,
        saved,
        ahead: saves ? ahead : null,
      },
    ]
  })
}

const stepsOf = ({ copies, steps }: Disorder) => ({
  copies,
  steps: steps.map(({ run, reads }) => ({ run, readings: reads.readings })),
})

/** The change, with what has to be done first in any of the contexts; null when it is not the same in all of them. */
function inAll<Order extends Pick<Disorder, 'edits' | 'undone'> & MayLose>(
  orders: readonly (Order | null)[],
): Order | null {
  const [first] = orders
  const edits = JSON.stringify(first?.edits)
  if (!first || !orders.every((other) => JSON.stringify(other?.edits) === edits)) return null
  const undone = orders.find((one) => one?.undone)?.undone ?? null
  const unlisted = orders.find((one) => one && one.unlisted.length > 0)?.unlisted ?? []
  return { ...first, undone, unlisted }
}
