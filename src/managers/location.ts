import { readMounts } from '../dockerfile/mount.ts'
import { homeOf, joinPath, type Step, shellLookupIn } from '../dockerfile/state.ts'
import { realPath } from '../images/image.ts'
import { type Invocation, optionValue } from './invocation.ts'
import type { Cache, Place } from './manager.ts'
import { losesVariables, runnerOf } from './run-as.ts'

/** The folder of a cache for one command, or why it cannot be known. */
export type Location = { readonly path: string; readonly by: Place } | { readonly unknown: string }

/** Reads a key of a configuration file where the tool runs; `undefined` when it is not set, null when that cannot be known. */
export type ReadConfiguration = (file: string, key: string) => string | null | undefined

/**
 * Where a command keeps one of its manager's caches: for this user, these variables and these options, in the tool's own
 * order of precedence.
 */
export function locate(cache: Cache, invocation: Invocation, step: Step, read: ReadConfiguration): Location {
  const lookup = shellLookupIn(step.state, step.stage)
  const variable = (name: string) => (invocation.env.has(name) ? invocation.env.get(name) : lookup(name))
  if (losesVariables(invocation.as, invocation.manager, variable)) return { unknown: 'sudo may take a variable away' }
  for (const place of cache.at) {
    const found = folderAt(place, invocation, step, variable, read)
    if (found === undefined) continue
    if ('unknown' in found) return found
    const path = joinPath('/', found.folder) ?? '/'
    if (!found.folder.startsWith('/'))
      return { unknown: `${found.folder} is relative to the folder that the command runs in` }
    const real = realPath(path, step.stage.image)
    return isNoCache(path, step.state.workdir)
      ? { unknown: `${path} holds more than a cache` }
      : { path: real, by: place }
  }
  return { unknown: 'no place of its own' }
}

const SYSTEM =
  /^\/(?:|bin|boot|etc|home|lib|media|mnt|opt|root|run|sbin|srv|tmp|usr|var|home\/[^/]+)$|^\/(?:dev|proc|sys)(?:\/|$)/

/** A folder of the system, or one that holds the folder the step works in: it is never only a cache. */
const isNoCache = (path: string, workdir: string | null): boolean =>
  SYSTEM.test(path) || workdir === path || workdir?.startsWith(`${path}/`) === true

/** The value of a variable whose name may be written in any case; null when two spellings disagree. */
function inAnyCase(
  name: string,
  invocation: Invocation,
  step: Step,
  variable: (name: string) => string | null | undefined,
): string | null | undefined {
  const names = [...step.state.variables.keys(), ...invocation.env.keys()].filter(
    (other) => other.toLowerCase() === name.toLowerCase(),
  )
  const values = new Set([name, ...names].map(variable).filter((value) => value !== undefined && value !== ''))
  return values.size > 1 ? null : [...values][0]
}

const isMounted = (path: string, { instruction }: Step): boolean =>
  readMounts(instruction).some(
    ({ target }) => target !== null && `${path}/`.startsWith(`${target.replace(/\/+$/, '')}/`),
  )

type Folder = { readonly folder: string } | { readonly unknown: string } | undefined

function folderAt(
  place: Place,
  invocation: Invocation,
  step: Step,
  variable: (name: string) => string | null | undefined,
  read: ReadConfiguration,
): Folder {
  if ('option' in place) return known(below(optionValue(invocation, place.option, variable), place), place.option)
  if ('path' in place) {
    if (place.ifMounted && !isMounted(place.path, step)) return undefined
    if (!place.packageManager) return { folder: place.path }
    const { image } = step.stage
    if (!image?.packageManager) return { unknown: 'the package manager of the image is not known' }
    return place.packageManager.includes(image.packageManager) ? { folder: place.path } : undefined
  }
  if ('root' in place) {
    if (invocation.as === 'root') return { folder: place.root }
    const { user } = step.state
    if (invocation.as !== 'user' || !user || user.assumed || user.uid === null)
      return { unknown: 'the user who runs it is not known' }
    return user.uid === 0 ? { folder: place.root } : undefined
  }
  if ('besideTool' in place) {
    const prefix = step.stage.image?.prefixes[invocation.manager.id]
    const { user } = step.state
    if (prefix === undefined) return { unknown: 'where the tool is installed is not known' }
    if (invocation.as !== 'root' && !(invocation.as === 'user' && user && !user.assumed && user.uid === 0))
      return { unknown: 'whether the user who runs it may write beside the tool is not known' }
    return { folder: `${prefix}/${place.besideTool}` }
  }
  if ('file' in place) return known(read(place.file, place.key), place.file)
  if ('movedBy' in place) {
    const name = place.movedBy
    const value = place.anyCase ? inAnyCase(name, invocation, step, variable) : variable(name)
    return value === undefined || value === '' ? undefined : { unknown: `the variable ${name} may move it` }
  }
  if ('variable' in place) {
    const value = place.anyCase ? inAnyCase(place.variable, invocation, step, variable) : variable(place.variable)
    if (value === '') return undefined
    return known(below(place.list ? value?.replace(/:.*/s, '') : value, place), `the variable ${place.variable}`)
  }
  if (invocation.as === 'root' || invocation.as === 'other') return { unknown: 'it runs as another user than the step' }
  if ('userHome' in place) {
    const runner = invocation.as === 'user' ? step.state.user : runnerOf(invocation.as, step)
    return runner?.home && !(invocation.as === 'user' && step.state.user?.assumed)
      ? { folder: `${runner.home}/${place.userHome}` }
      : { unknown: 'the home of the user who runs it is not known' }
  }
  const own = invocation.as === 'user' ? homeOf(step.state) : runnerOf(invocation.as, step)?.home
  const home = invocation.env.has('HOME') ? invocation.env.get('HOME') : own
  return home ? { folder: `${home}/${place.home}` } : { unknown: 'the home of the user who runs it is not known' }
}

const below = <V extends string | null | undefined>(value: V, place: { readonly below?: string }): V | string =>
  value && place.below ? `${value}/${place.below}` : value

function known(value: string | null | undefined, what: string): Folder {
  if (value === undefined) return undefined
  return value === null || value.startsWith('~')
    ? { unknown: `${what} may move it` }
    : { folder: value.replace(/\/+$/, '') || '/' }
}
