import { insertCommand } from '../dockerfile/edit-run.ts'
import { expand } from '../dockerfile/expand.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { type Command, wordValue } from '../dockerfile/shell.ts'
import { assignmentsOf, joinPath, lookupIn, type Stage, type Step } from '../dockerfile/state.ts'
import { type Invocation, programName } from '../managers/invocation.ts'
import type { Cache, Manager } from '../managers/manager.ts'
import type { Edit } from '../text/edit.ts'
import { runsBelow } from './hook.ts'
import { isWithin, type RunStep } from './installs.ts'

/** A package index that is refreshed in a layer of its own, and the step that installs from it. */
export interface StaleIndex {
  readonly manager: Manager
  readonly cache: Cache
  readonly update: RunStep
  readonly refresh: Invocation
  readonly install: RunStep
  /** Puts the refresh into the step that installs, or why that cannot be done. */
  readonly join: { readonly edits: readonly Edit[] } | { readonly unknown: string }
}

/** Options with which an install refreshes the index itself. */
const REFRESHES = new Set(['--update', '--update-cache', '-U', '--refresh', '--no-cache', '-Syu', '-Sy'])

/** Every index of the file that an install takes from a layer above it. */
export function staleIndexes(file: Dockerfile, stages: readonly Stage[], runs: readonly RunStep[]): StaleIndex[] {
  return runs.flatMap((update) => {
    // What runs behind the refresh may install from it.
    const last = update.script.commands.at(-1)
    const refresh = update.invocations.find(({ command }) => command === last)
    const cache = refresh?.manager.caches.find(({ filledBy, usedWhenOld }) => {
      return usedWhenOld && filledBy?.includes(refresh.verb ?? '')
    })
    if (!refresh || !cache || refresh.command.certainty !== 'always') return []
    const { manager } = refresh
    if (update.invocations.some((one) => one.manager === manager && one.kind !== null)) return []
    const fills = ({ verb }: Invocation) => cache.filledBy?.includes(verb ?? '') === true
    const uses = (run: RunStep) =>
      run.invocations.find((one) => one.manager === manager && (one.kind !== null || fills(one)))
    const install = runsBelow(stages, runs, update).find((run) => uses(run) !== undefined)
    const first = install && uses(install)
    if (!install || !first || fills(first) || refreshesItself(first)) return []
    if ([update, install].some((run) => mayMount(run, cache))) return []
    return [{ manager, cache, update, refresh, install, join: joinOf(file, update, refresh, install, first) }]
  })
}

const refreshesItself = ({ words }: Invocation): boolean => words.some((word) => REFRESHES.has(wordValue(word) ?? ''))

/** A step that keeps the index in a mount takes it from there, not from the layer. */
function mayMount({ mounts }: RunStep, { at }: Cache): boolean {
  return mounts.some(({ mount, target }) =>
    target === null ? mount.target !== null : at.some((place) => 'path' in place && isWithin(place.path, target)),
  )
}

function joinOf(
  file: Dockerfile,
  update: RunStep,
  refresh: Invocation,
  install: RunStep,
  first: Invocation,
): StaleIndex['join'] {
  const { step, script } = update
  const { instruction, stage } = step
  const raw = (run: RunStep) => run.step.instruction.flags.map((flag) => flag.raw).join(' ')
  const text = file.text.slice(instruction.args.start, instruction.args.end)
  if (install.step.stage !== stage) return { unknown: 'the step that installs stands in another stage' }
  const between = stage.steps.slice(stage.steps.indexOf(step) + 1, stage.steps.indexOf(install.step))
  const needed = between.find((one) => !isWithoutEffectOn(file, refresh.manager, one))
  if (needed) {
    const { start } = needed.instruction.lines
    return { unknown: `the refresh may have to stand above line ${start}, which is between it and the install` }
  }
  if (between.length > 0 && text.includes('$')) return { unknown: 'the refresh names a variable' }
  if (raw(update) !== raw(install)) return { unknown: 'the two steps do not have the same options' }
  if (script.commands.length > 1) return { unknown: 'the step of the refresh does more than that' }
  // One command on one line; a redirection goes along.
  const plain = script.form === 'shell' && !/[\r\n#;&|!(){}]/.test(text.replace(/\d?>&\d/g, ''))
  if (!plain || !refresh.command.item || (refresh.as !== 'user' && refresh.as !== 'root')) {
    return { unknown: 'the refresh is written in a way that cannot be moved safely' }
  }
  const own = install.script.commands.indexOf(first.command)
  if (!install.script.commands.slice(0, own).every(isHarmless)) {
    return { unknown: 'other commands run before the install, and may have to run behind the refresh' }
  }
  const edit = stopsAtFailure(install, first.command)
    ? insertCommand(file, install.step.instruction, install.script, first.command, text)
    : null
  if (edit?.kind !== 'replace') {
    return { unknown: 'the step that installs is written in a way to which no command can be added safely' }
  }
  const { lines } = file
  let next = instruction.lines.end + 1
  // Between the comments of the two an empty line stays.
  const apart = instruction.leading.length > 0 && install.step.instruction.leading.length > 0
  while (!apart && next < install.step.instruction.lines.start && lines.textOf(next).trim() === '') next++
  const gone = { start: lines.start(instruction.lines.start), end: lines.start(next) }
  // With its first character, so that what is put in front of the install comes before the refresh: an image's hook
  // that empties the cache does so at each refresh, too.
  const { start } = edit.span
  const [comment] = between.length > 0 ? instruction.leading : []
  const target = install.step.instruction.leading[0]?.line ?? install.step.instruction.lines.start
  return {
    edits: [
      ...(comment
        ? [
            {
              kind: 'move' as const,
              span: { start: lines.start(comment.line), end: gone.start },
              to: lines.start(target),
            },
          ]
        : []),
      { kind: 'replace', span: gone, text: '' },
      { kind: 'replace', span: { start, end: start + 1 }, text: edit.text + file.text.charAt(start) },
    ],
  }
}

/** Instructions that say something of the image, or where later ones work. */
const OF_THE_IMAGE = new Set('LABEL EXPOSE CMD ENTRYPOINT HEALTHCHECK STOPSIGNAL MAINTAINER VOLUME WORKDIR'.split(' '))
/** Where package managers of the system, and what they run, have their settings and keys. */
const OF_THE_SYSTEM =
  /^\/(?:$|(?:etc|bin|sbin|lib|lib64|dev|proc|sys|root)(?:\/|$)|usr(?!\/src\/)|var(?!\/www\/)|home\/?$)/
/** Variables that a refresh reads. Debconf, which reads its own, runs in the install alone. */
const READ_BY_ALL = /^(?:PATH|HOME|TMPDIR|LANG|LANGUAGE|LC_\w+|LD_\w+|SSL_\w+|\w*_PROXY)$/i

/** Whether a refresh does the same above and below an instruction. */
function isWithoutEffectOn(file: Dockerfile, manager: Manager, { instruction, state, stage }: Step): boolean {
  const { keyword, words, json } = instruction
  if (OF_THE_IMAGE.has(keyword)) return true
  if (keyword === 'COPY' || keyword === 'ADD') {
    const last = json?.at(-1)?.value ?? words.at(-1)?.raw
    const destination = last === undefined ? null : expand(last, lookupIn(state, stage), file.escape)
    const path = destination && !destination.assumed ? joinPath(state.workdir, destination.text) : null
    return path !== null && !OF_THE_SYSTEM.test(path)
  }
  if (keyword !== 'ENV' && keyword !== 'ARG') return false
  const names = keyword === 'ENV' ? assignmentsOf(instruction).map(([name]) => name) : words.map(({ raw }) => raw)
  const programs = new RegExp(`^(?:${[manager.id, 'dpkg', 'rpm'].join('|')})_`, 'i')
  return names.every((name) => !READ_BY_ALL.test(name.replace(/=.*/s, '')) && !programs.test(name))
}

const isHarmless = ({ words }: Command): boolean =>
  words.length === 0 || /^(?:set|export|:|true|rm)$/.test(programName(wordValue(words[0] as Command['words'][0]) ?? ''))

/** Whether the step ends when a command that is put in front of another one fails. */
function stopsAtFailure({ script }: RunStep, { item }: Command): boolean {
  if (!item) return false
  const { list } = item
  const alone = list.items.length === 1 && script.form === 'shell'
  if (list.kind === 'statements') return list.parent === null && (alone || script.errexit)
  // `set -e` does not look at what stands in front of `&&`.
  for (let outer = list.parent; outer; outer = outer.list.parent) {
    if (outer.list.items.length > 1 && outer.index < outer.list.items.length - 1) return false
  }
  return true
}

/** The steps as they are once some of the refreshes stand in the steps that install. */
export function joinedSteps(runs: readonly RunStep[], stale: readonly StaleIndex[]): RunStep[] {
  return runs.map((run) => {
    const own = stale.filter(({ install }) => install === run)
    if (own.length > 0) {
      return { ...run, invocations: [...own.flatMap(({ update }) => update.invocations), ...run.invocations] }
    }
    return stale.some(({ update }) => update === run) ? { ...run, invocations: [] } : run
  })
}
