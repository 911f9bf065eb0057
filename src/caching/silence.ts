import { expand } from '../dockerfile/expand.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { wordValue } from '../dockerfile/shell.ts'
import { joinPath, lookupIn, type Stage, type Step, shellLookupIn } from '../dockerfile/state.ts'
import { runsBelow, stepsAbove } from './hook.ts'
import { isWithin, type RunStep } from './installs.ts'
import type { CacheUse } from './uses.ts'

/**
 * Why a cache must not be mounted in a step though it could be; null when nothing speaks against it.
 *
 * A mount hides what the image has at its target, and what is written there never reaches the image.
 * https://docs.docker.com/reference/dockerfile/#run---mounttypecache
 */
export function silenceFor(
  file: Dockerfile,
  stages: readonly Stage[],
  runs: readonly RunStep[],
  run: RunStep,
  use: CacheUse,
): string | null {
  if (use.status.is !== 'missing') return null
  const { target } = use.status
  const { manager, cache } = use
  if (stepsAbove(run.step).some((step) => copiesInto(file, step, target))) {
    return 'an earlier COPY puts files into that folder'
  }
  if (stages.some((stage) => stage.steps.some((step) => copiesOut(file, stages, step, run.step.stage, target)))) {
    return 'another stage copies that folder'
  }
  const reconfigured = [...runsAbove(runs, run), run].some((other) =>
    other.invocations.some(
      (one) =>
        one.manager === manager &&
        manager.reconfigures.some((words) =>
          words.slice(1).every((word, index) => [one.verb, ...one.args.map((arg) => wordValue(arg))][index] === word),
        ),
    ),
  )
  if (reconfigured) return 'an earlier command changes the configuration of the tool'
  const below = runsBelow(stages, runs, run)
  if (below.some((other) => runsWith(other, use, manager.needsFilledCache))) {
    return 'a later step needs what this one leaves in the cache'
  }
  if (cache.filledBy) {
    const verbs = cache.filledBy
    const needed = below.some((other) => needsFilled(other, use, verbs))
    if (needed) return 'a later step installs from what this one fetches'
    if (!cleansItself(run, target) && scriptsBelow(stages, run))
      return 'a script below may install from what this step fetches'
  }
  return null
}

function runsWith(run: RunStep, { manager }: CacheUse, options: readonly string[]): boolean {
  if (options.length === 0) return false
  const lookup = shellLookupIn(run.step.state, run.step.stage)
  return run.invocations.some(
    (one) => one.manager === manager && one.words.some((word) => options.includes(wordValue(word, lookup) ?? '')),
  )
}

const runsAbove = (runs: readonly RunStep[], run: RunStep): RunStep[] => {
  const above = new Set(stepsAbove(run.step))
  return runs.filter(({ step }) => above.has(step))
}

/** Whether a step installs without filling the cache itself. */
function needsFilled(run: RunStep, { manager }: CacheUse, verbs: readonly string[]): boolean {
  const first = run.invocations.find(
    (one) => one.manager === manager && (one.kind !== null || verbs.includes(one.verb ?? '')),
  )
  return first !== undefined && !verbs.includes(first.verb ?? '')
}

/** The step takes the folder's content away at its end: nothing below can need it. */
function cleansItself(run: RunStep, target: string): boolean {
  return run.script.commands.some((command) => {
    const words = command.words.map((word) => wordValue(word))
    return words.includes('rm') && words.some((word) => word?.startsWith(target))
  })
}

/** Whether a script of the project or of the net runs further down: what it installs, and from what, is not known. */
function scriptsBelow(stages: readonly Stage[], run: RunStep): boolean {
  const { stage } = run.step
  const later = stage.steps.slice(stage.steps.indexOf(run.step) + 1)
  const built = stages.filter((other) => other.base.kind === 'stage' && other.base.stage === stage)
  return [...later, ...built.flatMap(({ steps }) => steps)].some(({ script }) => {
    if (!script || 'unreadable' in script) return script !== null
    return script.commands.some(({ words }) => {
      const program = words[0] ? wordValue(words[0]) : null
      return (
        program?.endsWith('.sh') || (/^(?:ba|da)?sh$/.test(program ?? '') && !words.some(({ raw }) => raw === '-c'))
      )
    })
  })
}

function copiesInto(file: Dockerfile, { instruction, state, stage }: Step, target: string): boolean {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return false
  const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw)
  const destination = expand(words.at(-1) ?? '', lookupIn(state, stage), file.escape)
  const path = destination && joinPath(state.workdir, destination.text)
  return path !== null && path !== undefined && isWithin(path, target)
}

function copiesOut(file: Dockerfile, stages: readonly Stage[], step: Step, from: Stage, target: string): boolean {
  const { instruction, state, stage } = step
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'RUN') return false
  const named = (name: string | undefined) =>
    name !== undefined && (name.toLowerCase() === from.name || (stages[Number(name)] === from && /^\d+$/.test(name)))
  if (instruction.keyword === 'COPY') {
    if (!named(instruction.flags.find((flag) => flag.name === 'from')?.value ?? undefined)) return false
    const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw)
    return words.slice(0, -1).some((word) => {
      const source = expand(word, lookupIn(state, stage), file.escape)
      const path = source && joinPath('/', source.text)
      if (!path) return true
      // The home as a whole may be copied for other things; the folder of all caches is copied for them.
      return isWithin(path, target) || (isWithin(target, path) && path.split('/').length > 2)
    })
  }
  return instruction.flags.some(({ name, value }) => {
    const source = name === 'mount' ? /(?:^|,)source=([^,]*)/.exec(value ?? '')?.[1] : undefined
    const fromName = /(?:^|,)from=([^,]*)/.exec(value ?? '')?.[1]
    return source !== undefined && named(fromName) && isWithin(joinPath('/', source) ?? '/', target)
  })
}
