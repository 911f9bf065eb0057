import { addMounts, insertCommand } from '../dockerfile/edit-run.ts'
import { frontendOf, supports } from '../dockerfile/frontend.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { wordValue } from '../dockerfile/shell.ts'
import type { Stage } from '../dockerfile/state.ts'
import { programName } from '../managers/invocation.ts'
import type { ReadConfiguration } from '../managers/location.ts'
import type { Manager } from '../managers/manager.ts'
import type { Edit } from '../text/edit.ts'
import { type Defeat, defeatsOf } from './defeats.ts'
import { hookGone, laterInstalls } from './hook.ts'
import type { RunStep } from './installs.ts'
import { likeTheOthers } from './same-folder.ts'
import { silenceFor } from './silence.ts'
import { joinedSteps, type StaleIndex } from './stale-index.ts'
import { type CacheUse, usesOf } from './uses.ts'

/** What is to be said of one manager in one step, and the right form. */
export interface ManagerPlan {
  readonly manager: Manager
  readonly uses: readonly CacheUse[]
  readonly missing: readonly CacheUse[]
  readonly misplaced: readonly CacheUse[]
  /** What empties or bypasses caches that are mounted already. */
  readonly defeats: readonly Defeat[]
  /** The image's hook empties a cache that is mounted already. */
  readonly hooked: boolean
  /** The program itself empties a cache that is mounted already, since an option is not there. */
  readonly alone: boolean
  /** The fix takes the image's hook away, and that stays in the image. */
  readonly removesHook: boolean
  /** Why there is no fix; null when there is one. */
  readonly blocked: string | null
}

export interface StepPlan {
  readonly run: RunStep
  readonly managers: readonly ManagerPlan[]
  /** One fix for all of the step's managers that are not blocked, the steps that must change with it included. */
  readonly edits: readonly Edit[]
}

/**
 * The right form of every step that runs a package manager.
 *
 * @param joined refreshes of an index that are to stand in the step that installs: what is said of that step holds for both
 */
export function planCaching(
  file: Dockerfile,
  stages: readonly Stage[],
  separate: readonly RunStep[],
  read: (run: RunStep) => ReadConfiguration,
  syntax: string,
  joined: readonly StaleIndex[] = [],
): StepPlan[] {
  const runs = joinedSteps(separate, joined)
  const plans = new Map<RunStep, StepPlan>()
  // From the last to the first: what a step may do hangs on those below it.
  for (const run of [...runs].reverse()) {
    const plan = planStep(file, stages, runs, run, plans, read, syntax)
    const own = joined.filter(({ install }) => install.step === run.step)
    const joins = own.flatMap(({ join }) => ('edits' in join && plan.edits.length > 0 ? join.edits : []))
    plans.set(run, { ...plan, edits: [...plan.edits, ...joins] })
  }
  return runs.map((run) => plans.get(run) as StepPlan)
}

function planStep(
  file: Dockerfile,
  stages: readonly Stage[],
  runs: readonly RunStep[],
  run: RunStep,
  plans: ReadonlyMap<RunStep, StepPlan>,
  read: (run: RunStep) => ReadConfiguration,
  syntax: string,
): StepPlan {
  const managers: ManagerPlan[] = []
  const joined: Edit[] = []
  // What runs under a condition only is left alone: whether the tool runs at all is not certain.
  const certain = run.installs.filter(({ command }) => command.certainty === 'always')
  for (const manager of new Set(certain.map((install) => install.manager))) {
    const own = { ...run, installs: run.installs.filter((install) => install.manager === manager) }
    const uses = usesOf(own, read(run)).map((use): CacheUse => {
      const why = silenceFor(file, stages, runs, run, use)
      if (why !== null) return { ...use, status: { is: 'silent', why } }
      const { status } = use
      if (status.is !== 'missing') return use
      return { ...use, status: { ...status, mount: likeTheOthers(status.mount, status.target, run, runs) } }
    })
    const missing = uses.filter(({ status }) => status.is === 'missing')
    const misplaced = uses.filter(({ status }) => status.is === 'misplaced')
    const mounted = uses.filter(({ status }) => status.is === 'mounted')
    const { hook } = manager
    const hookUse = hook ? uses.find(({ index, status }) => index === hook.cache && status.is !== 'silent') : undefined
    const gone = hook === null || hookUse === undefined || hookGone(file, run, hook)
    const family = run.step.stage.image?.family
    const hooked = !gone && hookUse?.status.is === 'mounted' && family !== undefined && hook.families.includes(family)
    const removesHook = !gone && (hooked || hookUse?.status.is === 'missing')
    const companions = companionsOf(file, run, manager)
    const alone = companions.length > 0 && uses[manager.companion?.cache ?? 0]?.status.is === 'mounted'
    const found = defeatsOf(run, mounted.concat(misplaced), file.text)
    const all = defeatsOf(run, [...mounted, ...misplaced, ...missing], file.text)
    let { blocked } = all
    if (missing.length + misplaced.length + found.found.length === 0 && !hooked && !alone) blocked = null
    if (missing.length > 0) blocked ??= frontendBlock(file)
    if (companions.length > 0 && run.script.form === 'exec')
      blocked ??= 'an option would have to be added to the exec form'
    if (removesHook && hook && hookUse) {
      if (!hookCommand(file, run, manager)) blocked ??= `${hook.file} cannot be removed in a step of this form`
      const later = laterInstalls(file, stages, runs, run, manager, plans, hookUse)
      if ('blocked' in later) blocked ??= later.blocked
      else joined.push(...later.edits)
    }
    managers.push({ manager, uses, missing, misplaced, defeats: found.found, hooked, alone, removesHook, blocked })
  }
  return { run, managers, edits: [...editsOf(file, run, managers, syntax), ...(blockedHook(managers) ? [] : joined)] }
}

const blockedHook = (managers: readonly ManagerPlan[]): boolean =>
  !managers.some(({ removesHook, blocked }) => removesHook && blocked === null)

function editsOf(file: Dockerfile, run: RunStep, plans: readonly ManagerPlan[], syntax: string): Edit[] {
  const open = plans.filter(({ blocked }) => blocked === null)
  const uses = open.flatMap((plan) => plan.uses).filter(({ status }) => status.is !== 'silent')
  if (uses.length === 0) return []
  const mounts = uses.flatMap(({ status }) => (status.is === 'missing' ? [status.mount] : []))
  const edits: Edit[] = []
  if (mounts.length > 0) {
    edits.push(addMounts(file, run.step.instruction, [...new Set(mounts)]), ...frontendEdits(file, syntax))
  }
  for (const { status } of uses) {
    if (status.is === 'misplaced') {
      edits.push({ kind: 'replace', span: status.at.mount.flag.span, text: status.right })
    }
  }
  edits.push(...defeatsOf(run, uses, file.text).edits)
  for (const { manager, removesHook } of open) {
    const edit = removesHook ? hookCommand(file, run, manager) : null
    if (edit) edits.push(edit)
    const kept = uses.some((use) => use.manager === manager && use.index === manager.companion?.cache)
    if (kept) edits.push(...companionsOf(file, run, manager))
  }
  return edits
}

/** The options that a manager's programs lack for keeping what is mounted. */
function companionsOf(file: Dockerfile, run: RunStep, { companion }: Manager): Edit[] {
  if (!companion || file.text.includes(companion.unless)) return []
  return run.installs.flatMap(({ words }): Edit[] => {
    const program = words[0]
    if (!program || programName(wordValue(program) ?? '') !== companion.program) return []
    const at = program.span.end
    return [{ kind: 'replace', span: { start: at, end: at }, text: ` ${companion.option}` }]
  })
}

/** Removes the hook in front of the manager's first command, or of a later one up to its first install. */
function hookCommand(file: Dockerfile, run: RunStep, manager: Manager): Edit | null {
  if (!manager.hook) return null
  for (const { manager: other, command, as, kind } of run.invocations) {
    if (other !== manager || !run.script.commands.includes(command)) continue
    const remove = `${as === 'root' ? 'sudo ' : ''}rm -f ${manager.hook.file}`
    const edit = insertCommand(file, run.step.instruction, run.script, command, remove)
    if (edit) return edit
    if (kind !== null) return null
  }
  return null
}

/** Under a frontend that does not know mounts the two belong together; under one that nobody knows nothing is offered. */
function frontendBlock(file: Dockerfile): string | null {
  return supports(frontendOf(file), 'mount') === null
    ? 'the frontend that the syntax line names may not know cache mounts'
    : null
}

function frontendEdits(file: Dockerfile, syntax: string): Edit[] {
  const directive = file.directives.find(({ name }) => name === 'syntax')
  if (!directive || supports(frontendOf(file), 'mount') !== false) return []
  return [{ kind: 'replace', span: directive.valueSpan, text: syntax }]
}
