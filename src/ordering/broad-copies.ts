import type { RunStep } from '../caching/installs.ts'
import type { BuildContext } from '../context/build-context.ts'
import type { Needs } from '../context/noise.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Stage, Step } from '../dockerfile/state.ts'
import { type ContextCopy, contextSources, readCopy } from '../layers/context-copy.ts'
import { Layout } from '../layers/layout.ts'
import { environmentInStage } from './environment-in-stage.ts'

/** A copy that takes whole folders of the context. */
export interface BroadCopy {
  readonly copy: ContextCopy
  /** The folders, in the context. */
  readonly folders: readonly string[]
  readonly needs: Needs
}

/** What makes a stage that takes sources build something from them. */
const BUILDS = /\b(?:build|package|publish|compile|assemble|bootJar|verify|release|install)\b/

/**
 * The copies of whole folders in stages that install, build, or run something that is not known. Those with options that
 * choose among the files are passed over.
 */
export function broadCopies(
  file: Dockerfile,
  stages: readonly Stage[],
  runs: readonly RunStep[],
  context: BuildContext,
): BroadCopy[] {
  const steps = stages.flatMap((stage) => stage.steps)
  const sources = contextSources(file, steps)
  if (!sources.some((source) => context.matches(source)?.some((match) => !context.has(match)))) return []
  const uses = new Map(stages.flatMap((stage) => [...environmentInStage(file, stage.steps, runs, context)]))
  const textOf = ({ instruction: { span } }: Step) => file.text.slice(span.start, span.end)
  const hasGit = steps.some((step) => /\bgit\b/.test(textOf(step)))
  const managers = new Set(
    runs.flatMap(({ invocations }) =>
      invocations
        .filter(({ kind, args }) => kind !== null && !args.some(({ raw }) => raw === '-g' || raw === '--global'))
        .map(({ manager }) => manager.id),
    ),
  )
  return stages.flatMap((stage) => {
    const takesLong = stage.steps.some((step) => {
      const use = uses.get(step)
      return use === 'everything' || use?.install
    })
    if (!takesLong) return []
    return stage.steps.flatMap((step): BroadCopy[] => {
      const copy = readCopy(file, step)
      if (!copy || step.instruction.flags.some(({ name }) => name === 'exclude' || name === 'parents')) return []
      const folders = copy.sources
        .flatMap((source) => context.matches(source) ?? [])
        .filter((match) => !context.has(match))
      if (folders.length === 0 || !new Layout(context).add(copy)) return []
      // Those above it count too: an order of the lines that is mended changes nothing of what is said here.
      const behind = stagesBehind(stages, stage).flatMap((one) => one.steps)
      const needs: Needs = {
        managers,
        // Who has git in the image may ask it, also when the program runs.
        history: hasGit || behind.some((one) => uses.get(one) === 'everything'),
        builds: behind.some((one) => one.instruction.keyword === 'RUN' && BUILDS.test(textOf(one))),
        names: (name) => sources.some((source) => source.split('/').includes(name)),
      }
      return [{ copy, folders, needs }]
    })
  })
}

/** A stage and those that are built on it or copy from it. */
function stagesBehind(stages: readonly Stage[], stage: Stage): Stage[] {
  const reached = [stage]
  for (const later of stages.slice(stage.index + 1)) {
    const takes = (step: Step) =>
      step.instruction.flags.some(({ value, name }) => {
        const from = name === 'from' ? value : name === 'mount' ? /(?:^|,)from=([^,]+)/.exec(value ?? '')?.[1] : null
        return reached.some((one) => from?.toLowerCase() === one.name || from === String(one.index))
      })
    const isBuilt = later.base.kind === 'stage' && reached.includes(later.base.stage)
    if (isBuilt || later.base.kind === 'unknown' || later.steps.some(takes)) reached.push(later)
  }
  return reached
}
