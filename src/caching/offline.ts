import type { Tree } from '../context/tree.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { wordValue } from '../dockerfile/shell.ts'
import { shellLookupIn } from '../dockerfile/state.ts'
import type { Invocation } from '../managers/invocation.ts'
import { stepsAbove } from './hook.ts'
import { isWithin, type MountAt } from './installs.ts'
import { mayWrite } from './path-writes.ts'
import type { StepPlan } from './plan.ts'
import type { CacheUse } from './uses.ts'

/** A command that works from its cache alone, where that was filled below a mount only. */
export interface EmptyCache {
  readonly plan: StepPlan
  readonly invocation: Invocation
  /** The word that keeps it from downloading. */
  readonly word: string
  readonly folder: string
  /** The mount of the last step that filled it. */
  readonly filled: MountAt
}

/** The commands of later steps that need what a cache mount has kept out of the image: `npm ci --offline`. */
export function emptyCaches(file: Dockerfile, plans: readonly StepPlan[], tree: Tree): EmptyCache[] {
  return plans.flatMap((plan) =>
    plan.managers.flatMap(({ manager, uses }) => {
      const { step, installs, mounts } = plan.run
      const lookup = shellLookupIn(step.state, step.stage)
      const command = installs.find((one) => one.manager === manager && one.command.certainty === 'always')
      const word = command?.words
        .map((one) => wordValue(one, lookup))
        .find((value) => manager.needsFilledCache.includes(value ?? ''))
      if (!command || !word) return []
      return uses.flatMap((use): EmptyCache[] => {
        const folder = 'path' in use.location ? use.location.path : null
        const covered = mounts.some(({ target }) => target === null || (folder !== null && isWithin(folder, target)))
        const filled = folder === null || covered ? null : filledBelowMount(file, plans, plan, use, folder, tree)
        return folder !== null && filled ? [{ plan, invocation: command, word, folder, filled }] : []
      })
    }),
  )
}

/** The mount below which alone the steps above have filled a cache; null where the image may hold it. */
function filledBelowMount(
  file: Dockerfile,
  plans: readonly StepPlan[],
  { run }: StepPlan,
  { manager, index }: CacheUse,
  folder: string,
  tree: Tree,
): MountAt | null {
  let filled: MountAt | null = null
  for (const step of stepsAbove(run.step)) {
    const uses = plans.find((plan) => plan.run.step === step)?.managers.flatMap((own) => own.uses) ?? []
    const use = uses.find((one) => one.manager === manager && one.index === index)
    if (use?.status.is === 'mounted' && 'path' in use.location && use.location.path === folder) {
      const { mount } = use.status.at
      if (mount.options.has('from')) return null
      filled = use.status.at
    } else if (mayWrite(file, tree, step, { path: folder, target: folder, made: true })) return null
  }
  return filled
}
