import { addMounts, insertCommand } from '../dockerfile/edit-run.ts'
import { frontendOf, supports } from '../dockerfile/frontend.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { type Command, wordValue } from '../dockerfile/shell.ts'
import { programName } from '../managers/invocation.ts'
import type { Companion, Manager } from '../managers/manager.ts'
import type { Edit } from '../text/edit.ts'
import { type Defeat, defeatsOf } from './defeats.ts'
import { hookGone, laterInstalls } from './hook.ts'
import type { RunStep } from './installs.ts'
import { joinedSteps, type StaleIndex } from './stale-index.ts'
import { membersOf, type Stores } from './stores.ts'
import type { CacheUse } from './uses.ts'
import { type PlanRequest, usesInFile } from './uses-in-file.ts'

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
  /** What the programs do to caches that are mounted already, since these options or variables are not there. */
  readonly lacking: readonly Companion[]
  /** What comes along with the mounts, since the caches would stay empty without it. */
  readonly along: readonly Companion[]
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
  /** Those of the edits that belong to other steps. */
  readonly joined: readonly Edit[]
}

/**
 * The right form of every step that runs a package manager.
 *
 * @param joined refreshes of an index that are to stand in the step that installs: what is said of that step holds for both
 */
export function planCaching(separate: PlanRequest, joined: readonly StaleIndex[] = []): StepPlan[] {
  const request = { ...separate, runs: joinedSteps(separate.runs, joined) }
  const { runs } = request
  const uses = usesInFile(request)
  const plans = new Map<RunStep, StepPlan>()
  // From the last to the first: what a step may do hangs on those below it.
  for (const run of [...runs].reverse()) {
    const plan = planStep(request, run, uses.get(run) ?? [], plans)
    const own = joined.filter(({ install }) => install.step === run.step)
    const joins = own.flatMap(({ join }) => ('edits' in join && plan.edits.length > 0 ? join.edits : []))
    plans.set(run, { ...plan, edits: [...plan.edits, ...joins], joined: [...plan.joined, ...joins] })
  }
  return joinStores({ ...request, uses }, plans)
}

/** All steps that work from one store get its mount in one suggestion, or none does. */
function joinStores(stores: Stores & PlanRequest, plans: Map<RunStep, StepPlan>): StepPlan[] {
  const { runs, file, syntax } = stores
  const partners = (run: RunStep, own: ManagerPlan): { run: RunStep; plan: ManagerPlan }[] => {
    const kept = own.missing.filter(({ cache }) => cache.isStore)
    const others = new Set(kept.flatMap(({ cache }) => membersOf(stores, run, cache)))
    others.delete(run)
    return [...others].flatMap((other) => {
      const theirs = plans.get(other)?.managers.find(({ manager }) => manager === own.manager)
      return theirs ? [{ run: other, plan: theirs }] : []
    })
  }
  const blocked = new Map<RunStep, StepPlan>()
  for (const [run, plan] of plans) {
    const managers = plan.managers.map((own): ManagerPlan => {
      const other = own.blocked === null ? partners(run, own).find(({ plan: theirs }) => theirs.blocked !== null) : null
      const line = other?.run.step.instruction.lines.start
      return other
        ? { ...own, blocked: `the step in line ${line}, which works from the same folder, cannot get the mount` }
        : own
    })
    if (managers.some((own, index) => own !== plan.managers[index]))
      blocked.set(run, { ...plan, managers, edits: [...editsOf(file, runs, run, managers, syntax), ...plan.joined] })
  }
  for (const [run, plan] of blocked) plans.set(run, plan)
  return runs.map((run) => {
    const plan = plans.get(run) as StepPlan
    const open = plan.managers.filter((own) => own.blocked === null)
    const others = new Set(open.flatMap((own) => partners(run, own).map((partner) => partner.run)))
    const joined = distinct([...others].flatMap((other) => plans.get(other)?.edits ?? []))
    return joined.length === 0
      ? plan
      : { ...plan, edits: distinct([...plan.edits, ...joined]), joined: distinct([...plan.joined, ...joined]) }
  })
}

function planStep(
  { file, stages, runs, syntax }: PlanRequest,
  run: RunStep,
  all: readonly CacheUse[],
  plans: ReadonlyMap<RunStep, StepPlan>,
): StepPlan {
  const managers: ManagerPlan[] = []
  const joined = new Set<Edit>()
  for (const manager of new Set(all.map((use) => use.manager))) {
    const own = { ...run, installs: run.installs.filter((install) => install.manager === manager) }
    const uses = all.filter((use) => use.manager === manager)
    const missing = uses.filter(({ status }) => status.is === 'missing')
    const misplaced = uses.filter(({ status }) => status.is === 'misplaced')
    const mounted = uses.filter(({ status }) => status.is === 'mounted')
    const { hook } = manager
    const hookUse = hook ? uses.find(({ index, status }) => index === hook.cache && status.is !== 'silent') : undefined
    const gone = hook === null || hookUse === undefined || hookGone(file, run, hook)
    const family = run.step.stage.image?.family
    const hooked = !gone && hookUse?.status.is === 'mounted' && family !== undefined && hook.families.includes(family)
    const removesHook = !gone && (hooked || hookUse?.status.is === 'missing')
    const added = companionsOf(file, runs, own, uses)
    const needed = [...new Set(added.map(({ companion }) => companion))].filter(({ without }) => without !== null)
    const neededBy = (status: CacheUse['status']['is']) =>
      needed.filter(({ cache }) => uses.some((use) => use.index === cache && use.status.is === status))
    const [lacking, along] = [neededBy('mounted'), neededBy('missing')]
    const found = defeatsOf(run, mounted.concat(misplaced), file.text, all)
    let { blocked } = defeatsOf(run, [...mounted, ...misplaced, ...missing], file.text, all)
    if (missing.length + misplaced.length + found.found.length + lacking.length === 0 && !hooked) blocked = null
    if (missing.length > 0) blocked ??= frontendBlock(file)
    if (missing.length > 0 && added.some(({ companion, edit }) => companion.forRoot && edit === null)) {
      blocked ??= 'the variable that names its folder cannot stand in front of that command'
    }
    if (run.script.form === 'exec' && added.some(({ edit }) => edit !== null))
      blocked ??= 'a word would have to be added to the exec form'
    if (removesHook && hook && hookUse) {
      if (!hookCommand(file, run, manager)) blocked ??= `${hook.file} cannot be removed in a step of this form`
      const later = laterInstalls(file, stages, runs, run, manager, plans, hookUse)
      if ('blocked' in later) blocked ??= later.blocked
      else for (const edit of later.edits) joined.add(edit)
    }
    const said = { missing, misplaced, defeats: found.found, hooked, lacking, along, removesHook }
    managers.push({ manager, uses, ...said, blocked })
  }
  const others = blockedHook(managers) ? [] : [...joined]
  return { run, managers, edits: distinct([...editsOf(file, runs, run, managers, syntax), ...others]), joined: others }
}

/** Steps that are joined along several ways bring the same edits: in a long chain of stages they would double with each. */
const distinct = (edits: readonly Edit[]): Edit[] => [...new Set(edits)]

const blockedHook = (managers: readonly ManagerPlan[]): boolean =>
  !managers.some(({ removesHook, blocked }) => removesHook && blocked === null)

function editsOf(
  file: Dockerfile,
  runs: readonly RunStep[],
  run: RunStep,
  plans: readonly ManagerPlan[],
  syntax: string,
): Edit[] {
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
  const all = plans.flatMap((plan) => plan.uses)
  edits.push(...defeatsOf(run, uses, file.text, all).edits)
  for (const { manager, removesHook } of open) {
    const edit = removesHook ? hookCommand(file, run, manager) : null
    if (edit) edits.push(edit)
    const own = { ...run, installs: run.installs.filter((install) => install.manager === manager) }
    const needed = companionsOf(file, runs, own, uses).filter(({ companion }) => isNeeded(companion, uses, manager))
    edits.push(...needed.flatMap(({ edit }) => edit ?? []))
  }
  return edits
}

/** A cache that works without its companion gets it only together with the mount. */
const isNeeded = ({ cache, without }: Companion, uses: readonly CacheUse[], manager: Manager): boolean =>
  uses.some(
    (use) => use.manager === manager && use.index === cache && (without !== null || use.status.is === 'missing'),
  )

/** The options and variables that the installs of one manager lack for the caches that are mounted, or would be. */
function companionsOf(
  file: Dockerfile,
  runs: readonly RunStep[],
  run: RunStep,
  uses: readonly CacheUse[],
): { readonly companion: Companion; readonly edit: Edit | null }[] {
  return run.installs.flatMap(({ manager, words, behind, verb, command }) =>
    manager.companions.flatMap((companion): { readonly companion: Companion; readonly edit: Edit | null }[] => {
      const { programs, verbs, notBeside, onlyBeside, unless, cache, forRoot, add } = companion
      const program = words[words.length - behind.length - 1]
      const use = uses.find((one) => one.manager === manager && one.index === cache && one.status.is !== 'silent')
      if (!program || !use) return []
      if (forRoot && !('by' in use.location && 'root' in use.location.by)) return []
      if (programs && !programs.includes(programName(wordValue(program) ?? ''))) return []
      const beside = (said: RegExp): boolean => words.some(({ raw }) => said.test(raw))
      if ((notBeside && beside(notBeside)) || (onlyBeside && !beside(onlyBeside))) return []
      if ((verbs && !verbs.includes(verb ?? '')) || isSettled(file, runs, manager, command, unless)) return []
      // `sudo X=1 uv …`, but `X=1 uv …`: other programs in front know no assignments, `time` of a plain shell among them.
      const front = command.words[0] && wordValue(command.words[0])
      const begin = front === 'sudo' ? program.span.start : command.span.start
      if ('variable' in add && front !== 'sudo' && command.words[0] !== program) return [{ companion, edit: null }]
      const at = 'option' in add ? program.span.end : begin
      const text = 'option' in add ? ` ${add.option}` : `${add.variable} `
      return [{ companion, edit: { kind: 'replace', span: { start: at, end: at }, text } }]
    }),
  )
}

/** Whether a command says it itself, or anything in the file but the manager's other commands, which speak for themselves only. */
function isSettled(
  { text }: Dockerfile,
  runs: readonly RunStep[],
  manager: Manager,
  own: Command,
  said: RegExp,
): boolean {
  if (!said.test(text)) return false
  let rest = text
  for (const { command } of runs.flatMap(({ installs }) => installs.filter((install) => install.manager === manager))) {
    const { start, end } = command.span
    if (command !== own) rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end)
  }
  return said.test(rest)
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
