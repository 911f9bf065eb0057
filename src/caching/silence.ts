import type { Dockerfile } from '../dockerfile/model.ts'
import { type Command, type ShellWord, wordValue } from '../dockerfile/shell.ts'
import { homeOf, joinPath, type Stage, type Step, shellLookupIn, type User } from '../dockerfile/state.ts'
import { type Invocation, isCommand, programName } from '../managers/invocation.ts'
import type { Manager } from '../managers/manager.ts'
import { runnerOf } from '../managers/run-as.ts'
import { copiesInto, copiesOut } from './copies.ts'
import { isBuiltOn, runsBelow, stepsAbove } from './hook.ts'
import { isWithin, type RunStep } from './installs.ts'
import { neededBelow } from './lists.ts'
import { parentsSpeakAgainst } from './parents.ts'
import { WRITES_NO_HOME } from './plain-programs.ts'
import { type CacheUse, isTied } from './uses.ts'

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
  const { manager } = use
  const above = stepsAbove(run.step)
  if (above.some((step) => copiesInto(file, step, target))) return 'an earlier COPY puts files into that folder'
  if (stages.some((stage) => stage.steps.some((step) => copiesOut(file, stages, step, run.step.stage, use, target)))) {
    return 'another stage copies that folder'
  }
  if (
    run.script.commands.some(({ words }) => {
      const [program = '', ...more] = words.map((word) => wordValue(word) ?? '')
      const said = `${[programName(program), ...more].join(' ')} `
      return manager.neighbours.some((neighbour) => said.startsWith(`${neighbour} `))
    })
  ) {
    return 'another program of the step keeps its own things there'
  }
  if (manager.hook && [...above, run.step].some((step) => handlesHook(file, step, manager))) {
    return 'a step handles the configuration of the image in its own way'
  }
  const runsAbove = runs.filter(({ step }) => above.includes(step))
  if (runsAbove.some((other) => other.invocations.some((one) => one.manager === manager && isTied(other, one)))) {
    return 'what an earlier step has installed points into it'
  }
  if ([...runsAbove, run].some((other) => reconfigures(other, manager))) {
    return 'an earlier command changes the configuration of the tool'
  }
  if ([...above, run.step].some((step) => writesConfiguration(file, step, manager))) {
    return 'a step writes a configuration file of the tool'
  }
  if (isCutOff(run) && use.cache.usedBy?.every((kind) => kind === 'compile') !== true) {
    return 'the step has no network to fetch anything from'
  }
  const stepsBelow = stages.flatMap((stage) =>
    stage === run.step.stage
      ? stage.steps.slice(stage.steps.indexOf(run.step) + 1)
      : isBuiltOn(stage, run.step.stage)
        ? stage.steps
        : [],
  )
  if (
    usesFolder(file, runs, run.step, use, target, true) ||
    [...above, ...stepsBelow].some((step) => usesFolder(file, runs, step, use, target))
  ) {
    return 'another command uses that folder'
  }
  const below = runsBelow(stages, runs, run)
  if ([run, ...below].some((other) => needsFilledCache(other, manager))) {
    return 'a step works from what an earlier one left in the cache'
  }
  const user = runnerOf(use.invocation.as, run.step)
  const home = use.invocation.as === 'user' ? homeOf(run.step.state) : (user?.home ?? null)
  const ofSystem = 'path' in use.location && 'path' in use.location.by
  const parents = ofSystem || user?.uid === 0 ? null : parentsSpeakAgainst(file, run, above, use, target, home)
  if (parents !== null) return parents
  if (writesBeside(run, target, user, home)) return 'another command of the step writes beside that folder'
  return neededBelow(file, use, run, { runsAbove, below, stepsBelow })
}

/** A hook that is overwritten, moved or copied anew, or other settings of the tool: what holds then is not known. */
function handlesHook(file: Dockerfile, { instruction, state }: Step, { hook }: Manager): boolean {
  if (!hook) return false
  const text = file.text.slice(instruction.head.start, instruction.span.end)
  const name = hook.file.slice(hook.file.lastIndexOf('/') + 1)
  if (state.variables.has('APT_CONFIG')) return true
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') return text.includes('apt.conf')
  return (text.includes(name) && !/\brm\b/.test(text)) || (text.includes('apt.conf') && text.includes('Dir::'))
}

/** `npm config set cache …`: a command of the tool that sets a key which moves a cache, or one that cannot be known. */
function reconfigures(run: RunStep, manager: Manager): boolean {
  const keys = manager.caches.flatMap(({ at }) => at.flatMap((place) => ('file' in place ? [place.key] : [])))
  return run.invocations.some((one) => {
    if (one.manager !== manager) return false
    const found = manager.reconfigures.filter((words) => isCommand(one, words, () => null))
    const { reconfiguresBy: by } = manager
    if (found.length === 0 || (by && !one.words.some(({ raw }) => by.test(raw)))) return false
    // An entry that names a key itself says it all.
    if (by || found.some((words) => !/^(?:set|config)$/.test(words.at(-1) ?? ''))) return true
    const at = one.behind.findIndex((word) => wordValue(word) === 'set')
    // `pip config edit` and the like name no key.
    if (at === -1) return true
    const [key, ...more] = one.behind.slice(at + 1).filter(({ raw }) => !raw.startsWith('-'))
    return !key || /^"?[$`]/.test(key.raw) || [key, ...more].some(({ raw }) => keys.some((name) => raw.includes(name)))
  })
}

/** A setting as a command may write it, anywhere in a line; `<key>` is an element of XML. */
const mention = (key: string): RegExp => new RegExp(key.startsWith('<') ? key : `${key}(?:\\s*[=:]|\\s+\\S)`)

/** A `RUN` that writes a key of a configuration file which moves a cache: `echo "cache=…" >> .npmrc`. */
function writesConfiguration(file: Dockerfile, { instruction }: Step, manager: Manager): boolean {
  if (instruction.keyword !== 'RUN') return false
  const text = file.text.slice(instruction.args.start, instruction.span.end)
  return manager.caches.some(({ at }) =>
    at.some((place) => 'file' in place && text.includes(place.file) && mention(place.key).test(text)),
  )
}

/**
 * Whether a command that is not the manager's own names the folder, or something in it: what it reads there would be
 * hidden, and what it writes lost. A clean-up is another matter.
 *
 * @param own whether it is the step that would get the mount
 */
function usesFolder(
  file: Dockerfile,
  runs: readonly RunStep[],
  step: Step,
  { manager }: CacheUse,
  target: string,
  own = false,
): boolean {
  const { state, stage, instruction } = step
  if (instruction.keyword !== 'RUN') return false
  const home = homeOf(state)
  const parent = target.slice(0, target.lastIndexOf('/'))
  // A folder between the home and the cache is there only because of the cache.
  const folders = home !== null && parent.startsWith(`${home}/`) ? [target, parent] : [target]
  // Reading the script takes time: it is worth it where the folder may be named at all.
  const text = file.text.slice(instruction.span.start, instruction.span.end)
  const mentioned = folders.some((folder) => text.includes(folder.slice(folder.lastIndexOf('/') + 1)))
  if (!mentioned && !namesVariable(manager, text)) return false
  const { script } = step
  if (!script || 'unreadable' in script) return false
  const lookup = shellLookupIn(state, stage)
  const names = (word: ShellWord): boolean => {
    if (folders.some((folder) => word.raw.includes(folder))) return true
    const value = wordValue(word, (name) => (name === 'HOME' ? home : lookup(name)))
    if (value === null) return false
    const path = /^~(?:\/|$)/.test(word.raw) && home !== null ? value.replace('~', home) : value
    const full = joinPath('/', path) ?? '/'
    return path.startsWith('/') && (isWithin(full, target) || folders.includes(full))
  }
  const managed = runs.find((one) => one.step === step)?.invocations ?? []
  return script.commands.some((command) => {
    if (managed.some((one) => one.command === command && (own || one.manager === manager))) return false
    const program = programName((command.words[0] && wordValue(command.words[0], lookup)) ?? '')
    if (/^(?:find|export)$/.test(program)) return false
    // Without `-f` a removal fails where nothing is.
    if (program === 'rm' && (own || command.words.some(({ raw }) => /^-\w*f|^--force$/.test(raw)))) return false
    return command.words.slice(1).some(names)
  })
}

const namesVariable = ({ caches }: Manager, text: string): boolean =>
  caches.some(({ at }) => at.some((place) => 'variable' in place && text.includes(place.variable)))

/** https://docs.docker.com/reference/dockerfile/#run---network */
const isCutOff = ({ step: { instruction } }: RunStep): boolean =>
  instruction.flags.some(({ name, value }) => name === 'network' && value === 'none')

/** A later command that works from the cache alone: `npm ci --offline`. */
function needsFilledCache(run: RunStep, manager: Manager): boolean {
  const { state, stage } = run.step
  const lookup = shellLookupIn(state, stage)
  return run.invocations.some((one) => {
    if (one.manager !== manager || manager.usesNoCache.includes(one.verb ?? '')) return false
    if (isCutOff(run) && (one.kind === 'install' || one.kind === 'fetch')) return true
    if (one.words.some((word) => manager.needsFilledCache.includes(wordValue(word, lookup) ?? ''))) return true
    if (manager.needsFilledByVerb.includes(one.verb ?? '') && !isFilledInFront(run, one)) return true
    return manager.needsFilledByVariable.some((said) => {
      const [name = '', only] = said.split('=')
      const value = one.env.has(name) ? one.env.get(name) : state.variables.has(name) ? lookup(name) : undefined
      return only === undefined ? value !== undefined && value !== '' && value !== 'false' : value === only
    })
  })
}

/** `dart pub get && dart compile exe …`: whatever the mount holds, the first fetches what the second needs. */
const isFilledInFront = (run: RunStep, { manager, command }: Invocation): boolean =>
  run.invocations.some(
    (one) =>
      one.manager === manager &&
      (one.kind === 'fetch' || one.kind === 'install') &&
      one.command.certainty === 'always' &&
      one.command.span.start < command.span.start,
  )

/**
 * Whether a command of a user other than root writes into the folder above: BuildKit makes the folders above a mount
 * root's, while the step runs.
 */
function writesBeside(run: RunStep, target: string, user: User | null, home: string | null): boolean {
  const parent = target.slice(0, target.lastIndexOf('/'))
  if (user === null || user.uid === 0 || parent === home) return false
  return run.script.commands.some((command) => {
    const program = command.words[0] ? wordValue(command.words[0]) : ''
    const known = program === '' || (program !== null && WRITES_NO_HOME.has(program)) || opensScript(run, command)
    const besides = command.words.some(({ raw }) => raw.includes(parent.slice(parent.lastIndexOf('/') + 1)))
    return !run.invocations.some((one) => one.command === command) && (!known || (besides && program !== 'rm'))
  })
}

/** `su app -c '…'`: the commands of the script stand behind it, each by itself. */
const opensScript = ({ script }: RunStep, command: Command): boolean =>
  command.words[0]?.raw === 'su' &&
  script.commands.some(
    (other) =>
      other !== command && other.words[0] !== undefined && other.words[0].span.start === command.words[0]?.span.start,
  )
