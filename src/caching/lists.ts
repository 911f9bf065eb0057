import type { Dockerfile } from '../dockerfile/model.ts'
import { type ShellWord, wordValue } from '../dockerfile/shell.ts'
import { type Step, shellLookupIn } from '../dockerfile/state.ts'
import { invocationsIn, programName } from '../managers/invocation.ts'
import type { RunStep } from './installs.ts'
import { RUNS_NO_MANAGER } from './plain-programs.ts'
import type { CacheUse } from './uses.ts'

/** The steps around one. */
interface Around {
  readonly runsAbove: readonly RunStep[]
  /** Steps below that run a package manager, and all steps below, those of stages that are built on this one among them. */
  readonly below: readonly RunStep[]
  readonly stepsBelow: readonly Step[]
}

/**
 * Why a cache that one verb fills for another (`apt-get update` for `apt-get install`) must stay in the image; null when it
 * need not. As long as nothing takes it away it is part of the layer, and whatever runs below may rest on it.
 */
export function neededBelow(file: Dockerfile, use: CacheUse, run: RunStep, around: Around): string | null {
  const { cache, manager } = use
  const verbs = cache.filledBy
  if (!verbs || use.status.is !== 'missing') return null
  const { target } = use.status
  const fills = (other: RunStep) =>
    other.invocations.some((one) => one.manager === manager && verbs.includes(one.verb ?? ''))
  // Its own clean-up hides what an earlier step has left there, and could not do so any more.
  if (around.runsAbove.some((other) => fills(other) && !cleansAtEnd(other, use, target))) {
    return 'an earlier step leaves it in the image'
  }
  if (cleansAtEnd(run, use, target)) return null
  if (around.below.some((other) => restsOn(other, use, verbs))) {
    return 'a later step installs from what this one fetches'
  }
  const known = new Set(around.below.map(({ step }) => step))
  for (const step of around.stepsBelow) {
    const { span, keyword } = step.instruction
    const mentions = manager.programs.some((program) => file.text.slice(span.start, span.end).includes(program))
    if (keyword === 'ONBUILD' && mentions) return 'a build on top may install from what this one fetches'
    if (keyword !== 'RUN') continue
    if (mentions && !known.has(step)) return 'a later step may install from what this one fetches'
    if (runsScript(step)) return 'a script below may install from what this step fetches'
  }
  return null
}

/** Whether a step uses the manager without filling the cache first, or in a way that cannot be told. */
function restsOn(run: RunStep, { manager }: CacheUse, verbs: readonly string[]): boolean {
  const own = run.invocations.filter((one) => one.manager === manager)
  const first = own.find(
    ({ kind, verb }) => kind !== null || verb === null || verbs.includes(verb) || verb === 'download',
  )
  return first !== undefined && !(verbs.includes(first.verb ?? '') && first.command.certainty === 'always')
}

/** The step takes the folder's content away behind its last use of the manager: nothing below can need it. */
function cleansAtEnd(run: RunStep, { manager }: CacheUse, target: string): boolean {
  const last = run.invocations.findLast(
    (one) => one.manager === manager && (one.kind !== null || one.verb === 'update'),
  )
  return run.script.commands.some((command) => {
    const words = command.words.map((word) => wordValue(word))
    const behind = last === undefined || command.span.start > last.command.span.start
    return behind && words.includes('rm') && words.some((word) => word?.startsWith(target))
  })
}

/** A program of which nobody can say what it installs, and from what. */
function runsScript({ script, state, stage }: Step): boolean {
  if (!script) return false
  if ('unreadable' in script) return true
  const lookup = shellLookupIn(state, stage)
  const known = new Set(invocationsIn(script, lookup).map(({ command }) => command))
  return script.commands.some((command) => {
    const program = command.words[0] ? wordValue(command.words[0] as ShellWord, lookup) : ''
    return !known.has(command) && (program === null || (program !== '' && !RUNS_NO_MANAGER.has(programName(program))))
  })
}
