import type { Dockerfile } from '../dockerfile/model.ts'
import { type Command, wordValue } from '../dockerfile/shell.ts'
import type { Stage, Step } from '../dockerfile/state.ts'
import type { Hook, Manager } from '../managers/manager.ts'
import type { Edit } from '../text/edit.ts'
import { defeatsOf } from './defeats.ts'
import type { RunStep } from './installs.ts'
import type { StepPlan } from './plan.ts'
import type { CacheUse } from './uses.ts'

/** Whether a step, or one above it in its stage and the stages below, removes a hook before the manager runs. */
export function hookGone(file: Dockerfile, run: RunStep, hook: Hook): boolean {
  const first = run.installs[0]?.command.span.start ?? 0
  if (run.script.commands.some((command) => command.span.start < first && removes(command, hook))) return true
  return stepsAbove(run.step).some((step) => {
    const { span } = step.instruction
    if (step.instruction.keyword !== 'RUN' || !file.text.slice(span.start, span.end).includes(hook.file)) return false
    const { script } = step
    return script !== null && !('unreadable' in script) && script.commands.some((command) => removes(command, hook))
  })
}

function removes(command: Command, hook: Hook): boolean {
  const words = command.words.map((word) => wordValue(word))
  return words.includes('rm') && words.includes(hook.file)
}

/** The steps that ran before one: of its own stage and of those it is built on. */
export function stepsAbove(step: Step): Step[] {
  const { stage } = step
  const own = stage.steps.slice(0, stage.steps.indexOf(step))
  return stage.base.kind === 'stage' ? [...stepsOf(stage.base.stage), ...own] : own
}

/** The steps of a stage and of those it is built on, in their order. */
export function stepsOf(stage: Stage): readonly Step[] {
  return stage.base.kind === 'stage' ? [...stepsOf(stage.base.stage), ...stage.steps] : stage.steps
}

/** Whether a stage is built on another one, through however many. */
export function isBuiltOn(stage: Stage, other: Stage): boolean {
  return stage.base.kind === 'stage' && (stage.base.stage === other || isBuiltOn(stage.base.stage, other))
}

/** A text that names the manager, or a tool that is known to call it, in a way that is not read as a command. */
const mayInstall = (text: string, { programs }: Manager): boolean =>
  programs.some((program) => new RegExp(`\\b${program}\\b.*\\binstall\\b`, 's').test(text)) ||
  /\binstall-deps\b|--with-deps\b/.test(text)

/** All steps below one, those of stages that are built on its own among them. */
export function stepsBelow(stages: readonly Stage[], step: Step): Step[] {
  const { stage } = step
  const own = stage.steps.slice(stage.steps.indexOf(step) + 1)
  return [...own, ...stages.flatMap((other) => (isBuiltOn(other, stage) ? other.steps : []))]
}

/** The steps that run on top of one: later ones of its stage, and all of the stages built on it. */
export function runsBelow(stages: readonly Stage[], runs: readonly RunStep[], run: RunStep): RunStep[] {
  const { stage } = run.step
  const position = stage.steps.indexOf(run.step)
  const built = new Set(stages.filter((other) => isBuiltOn(other, stage)))
  return runs.filter(({ step }) =>
    step.stage === stage ? stage.steps.indexOf(step) > position : built.has(step.stage),
  )
}

/**
 * What must change together with a step that removes a hook: once it is gone, a later install without a mount would leave
 * its downloads in the image. Each must mount the cache, clean it, or get its mount in the same suggestion.
 */
export function laterInstalls(
  file: Dockerfile,
  stages: readonly Stage[],
  runs: readonly RunStep[],
  run: RunStep,
  manager: Manager,
  plans: ReadonlyMap<RunStep, StepPlan>,
  hooked: CacheUse,
): { readonly edits: readonly Edit[] } | { readonly blocked: string } {
  const edits: Edit[] = []
  const known = runsBelow(stages, runs, run)
  const unseen = stepsBelow(stages, run.step).find((step) => {
    const { instruction } = step
    const text = file.text.slice(instruction.span.start, instruction.span.end)
    const seen = known.some((later) => later.step === step && later.invocations.some((one) => one.manager === manager))
    return /^(?:RUN|ONBUILD)$/.test(instruction.keyword) && !seen && mayInstall(text, manager)
  })
  if (unseen) {
    return {
      blocked: `without ${manager.hook?.file} the step in line ${unseen.instruction.lines.start} may leave its downloads in the image`,
    }
  }
  for (const later of known) {
    if (!later.invocations.some((one) => one.manager === manager && one.kind !== null)) continue
    const plan = plans.get(later)
    const own = plan?.managers.find((one) => one.manager === manager)
    const use = own?.uses.find(({ index }) => index === manager.hook?.cache)
    if (use?.status.is === 'mounted') continue
    if (cleans(later, hooked)) continue
    const line = later.step.instruction.lines.start
    if (!plan || own?.blocked !== null || use?.status.is !== 'missing') {
      return {
        blocked: `without ${manager.hook?.file} the step in line ${line} would leave its downloads in the image, and it cannot get the mount in the same suggestion`,
      }
    }
    edits.push(...plan.edits)
  }
  return { edits }
}

/** Whether a step empties the folder of a cache itself. */
function cleans(run: RunStep, use: CacheUse): boolean {
  return defeatsOf(run, [use], ' '.repeat(run.step.instruction.span.end)).found.some(({ does }) => does === 'empties')
}
