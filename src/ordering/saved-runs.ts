import type { RunStep } from '../caching/installs.ts'
import { isWithin } from '../caching/installs.ts'
import type { BuildContext } from '../context/build-context.ts'
import { below } from '../context/paths.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { joinPath, lookupIn, type Stage, type Step } from '../dockerfile/state.ts'
import { type ContextCopy, readCopy } from '../layers/context-copy.ts'
import { readCopySources } from '../layers/copy-sources.ts'
import type { LayerGraph } from '../layers/graph.ts'
import { Layout } from '../layers/layout.ts'
import type { LayerNode } from '../layers/node.ts'
import { copiesAbove } from './disorder.ts'

/** What is needed to tell which files run which steps. */
export interface Project {
  readonly file: Dockerfile
  readonly stages: readonly Stage[]
  readonly context: BuildContext
  readonly graph: LayerGraph
}

/** A change of order, as far as it counts for what runs again. */
export interface Moved {
  /** The copies that are moved below a step. */
  readonly copies: readonly ContextCopy[]
  /** The files and folders of the context that are copied above it all the same. */
  readonly manifests: readonly string[]
}

/** Whoever edits these has the steps run again anyway, or changes no file of the image. */
const IS_OF_BUILD = /(?:^|\/)(?:Dockerfile|Containerfile|\.dockerignore)$|\.(?:Dockerfile|dockerignore)$/

/**
 * The files of the context whose edit runs a step again today, and will not once the copies stand below it; null when there are
 * none, since all of them reach it by another way too: another copy that stays, or a stage that has the sources as well.
 */
export function filesSaved(project: Project, run: RunStep, { copies, manifests }: Moved): readonly string[] | null {
  const { graph, context } = project
  const files = copiesAbove(run.step, copies).flatMap(
    ({ step }) => graph.nodeOf(step.instruction)?.dependsOn.files ?? [],
  )
  const paths = files.flatMap((selection) => selection.files).flatMap((path) => below(context.folder, path) ?? [])
  const kept = new Set(manifests)
  const isKept = (path: string): boolean => kept.has(path) || manifests.some((folder) => path.startsWith(`${folder}/`))
  const moved = [...new Set(paths)].filter((path) => !isKept(path))
  const reached = filesThatReach(project, run.step, new Set(copies.map(({ step }) => step.instruction)))
  const saved = reached.size === 0 ? moved : moved.filter((path) => !reached.has(path))
  if (moved.length > 0 && saved.length === 0) return null
  return saved.filter((path) => !IS_OF_BUILD.test(path)).sort()
}

/** The files of the context that run a step by what stands above it, without some copies of its stage. */
function filesThatReach(project: Project, step: Step, without: ReadonlySet<LayerNode['instruction']>): Set<string> {
  const { graph, context, stages } = project
  const found = new Set<string>()
  const seen = new Set<LayerNode>()
  const open = [graph.nodeOf(step.instruction)]
  const steps = stages.flatMap((stage) => stage.steps)
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    const { instruction, dependsOn } = node
    open.push(...dependsOn.layers)
    if (without.has(instruction)) continue
    for (const selection of dependsOn.files) {
      for (const path of selection.files) found.add(below(context.folder, path) ?? path)
    }
    if (dependsOn.stages.length === 0) continue
    const own = steps.find((one) => one.instruction === instruction)
    if (own) for (const path of filesBehind(project, own, new Set())) found.add(path)
  }
  return found
}

/** The files of the context that a `COPY --from=` takes of a stage as they are. What is made from them there may stay the same. */
function filesBehind(project: Project, step: Step, seen: Set<Step>): string[] {
  const { file, stages, context } = project
  const { instruction, state, stage } = step
  const read = readCopySources(file, instruction, lookupIn(state, stage))
  if (read?.from == null || seen.has(step)) return []
  seen.add(step)
  const { from } = read
  const other = stages.findLast(({ name }) => name === from.toLowerCase()) ?? stages[Number(from)]
  if (!other || other.index >= stage.index) return []
  const sources = read.paths.flatMap((path) => (path === null ? [] : (joinPath('/', path.replace(/\/+$/, '')) ?? [])))
  const isTaken = (at: string): boolean => sources.some((source) => source === '/' || isWithin(at, source))
  const found: string[] = []
  for (let one: Stage | null = other; one; one = one.base.kind === 'stage' ? one.base.stage : null) {
    const layout = new Layout(context)
    for (const its of one.steps) {
      layout.knows(its.state.workdir)
      const copy = readCopy(file, its)
      if (copy && layout.add(copy)) {
        found.push(...layout.landings(copy).flatMap(({ path, at }) => (isTaken(at) ? [path] : [])))
      } else if (copy === null) {
        const target = readCopySources(file, its.instruction, lookupIn(its.state, one))
        const place =
          target?.from == null || target.destination === null ? null : joinPath(its.state.workdir, target.destination)
        if (place !== null && isTaken(place)) found.push(...filesBehind(project, its, seen))
      }
    }
  }
  return found
}
