import type { Cache } from '../managers/manager.ts'
import { isBuiltOn } from './hook.ts'
import type { MountAt, RunStep } from './installs.ts'
import type { ManagerPlan, StepPlan } from './plan.ts'
import type { CacheUse } from './uses.ts'

/** Whether sharing a cache is known to do harm. */
export const mustBeLocked = ({ sharing, lockedToBeSafe }: Cache): boolean => sharing === 'locked' && !lockedToBeSafe

/** The words of a mount that say which folder of the builder it is; null where a variable or another image decides. */
export function identityOf({
  mount,
  target,
}: MountAt): { readonly id: string; readonly sharing: string | null } | null {
  const { options } = mount
  const id = options.get('id') ?? target
  const sharing = options.get('sharing')?.toLowerCase() ?? null
  if (mount.type !== 'cache' || !id || /\$/.test(id + (sharing ?? '')) || options.has('from')) return null
  return { id, sharing }
}

/** A cache of a tool that a mount covers. */
export interface MountedPlace {
  readonly plan: StepPlan
  readonly own: ManagerPlan
  readonly use: CacheUse
  readonly at: MountAt
  readonly id: string
  /** Null where the mount does not say. */
  readonly sharing: string | null
}

export function mountedPlaces(plans: readonly StepPlan[]): MountedPlace[] {
  return plans.flatMap((plan) =>
    plan.managers.flatMap((own) =>
      own.uses.flatMap((use): MountedPlace[] => {
        const { status } = use
        const identity = status.is === 'mounted' ? identityOf(status.at) : null
        return status.is === 'mounted' && identity ? [{ plan, own, use, at: status.at, ...identity }] : []
      }),
    ),
  )
}

/** Whether two steps run on the same image: what one compiles or downloads serves the other. */
export function onSameImage({ step: { stage: one } }: RunStep, { step: { stage: other } }: RunStep): boolean {
  if (one === other || isBuiltOn(one, other) || isBuiltOn(other, one)) return true
  const [a, b] = [bottom(one), bottom(other)]
  return a.kind === 'image' && b.kind === 'image' && a.reference === b.reference && !a.reference.includes('$')
}

function bottom({ base }: RunStep['step']['stage']): RunStep['step']['stage']['base'] {
  return base.kind === 'stage' ? bottom(base.stage) : base
}

/**
 * A new mount with the id and the sharing that other steps of the file give the same folder: under two ids each step would
 * have a cache of its own, and under two sharings one of them an empty one.
 */
export function likeTheOthers(
  mount: string,
  target: string,
  { lockedToBeSafe }: Cache,
  run: RunStep,
  runs: readonly RunStep[],
): string {
  const others = runs.flatMap((other) =>
    other.mounts.flatMap((at) => {
      const identity = at.target === target && other !== run ? identityOf(at) : null
      return identity ? [{ ...identity, other, options: at.mount.options }] : []
    }),
  )
  const owner = /,uid=(\d+)/.exec(mount)?.[1] ?? '0'
  const like = others.find(({ other, options }) => onSameImage(run, other) && (options.get('uid') ?? '0') === owner)
  const named = !mount.includes(',id=') && like?.options.has('id') && /^[\w./-]+$/.test(like.id) ? like.id : null
  const same = others.filter(({ id }) => id === (named ?? target))
  const sharings = same.flatMap(({ sharing }) => sharing ?? [])
  const sharing = sharings.includes('locked') ? 'locked' : sharings[0]
  // Where no harm of sharing is known, the form that the file has is the better one.
  const own = lockedToBeSafe && same.length > 0 && sharing !== 'locked' ? mount.replace(',sharing=locked', '') : mount
  return own
    .replace('type=cache,', named ? `type=cache,id=${named},` : '$&')
    .replace(`target=${target}`, sharing && !own.includes(',sharing=') ? `$&,sharing=${sharing}` : '$&')
}
