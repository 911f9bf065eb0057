import { type ShellWord, wordValue } from '../dockerfile/shell.ts'
import { homeOf, type Step, shellLookupIn } from '../dockerfile/state.ts'
import { hasOption, type Invocation, programName } from '../managers/invocation.ts'
import { type Location, locate, type ReadConfiguration } from '../managers/location.ts'
import type { Cache, Manager } from '../managers/manager.ts'
import { runnerOf } from '../managers/run-as.ts'
import { isWithin, type MountAt, type RunStep } from './installs.ts'

/** One cache of one manager in one step. */
export interface CacheUse {
  readonly manager: Manager
  readonly cache: Cache
  readonly index: number
  readonly invocation: Invocation
  readonly location: Location
  readonly status: Status
}

export type Status =
  /** A mount covers it. */
  | { readonly is: 'mounted'; readonly at: MountAt }
  /** A mount is there for it, but where the tool does not look, or owned by somebody else. */
  | { readonly is: 'misplaced'; readonly at: MountAt; readonly right: string; readonly why: string }
  | { readonly is: 'missing'; readonly mount: string; readonly target: string }
  /** Nothing is said of it, for a reason. */
  | { readonly is: 'silent'; readonly why: string }

/** What each manager of a step caches, where, and whether that is mounted. */
export function usesOf(run: RunStep, read: ReadConfiguration): CacheUse[] {
  const uses: CacheUse[] = []
  for (const invocation of run.installs) {
    const { manager } = invocation
    for (const [index, cache] of manager.caches.entries()) {
      if (!isUsedBy(cache, invocation) || isLeftAlone(run, cache, invocation)) continue
      const location = locate(cache, invocation, run.step, read)
      const same = uses.find((use) => use.cache === cache)
      if (same) {
        // `pip install` twice in one step is one matter, unless the two look in different places.
        if (pathOf(same.location) === pathOf(location)) continue
        if ('unknown' in location) continue
      }
      uses.push({ manager, cache, index, invocation, location, status: statusOf(run, invocation, cache, location) })
    }
  }
  return uses
}

const isUsedBy = ({ usedBy, programs }: Cache, { kind, words, behind }: Invocation): boolean => {
  const program = words[words.length - behind.length - 1]
  return (
    (kind === null || (usedBy?.includes(kind) ?? true)) &&
    (programs === undefined || (program !== undefined && programs.includes(programName(wordValue(program) ?? ''))))
  )
}

function isLeftAlone({ step }: RunStep, { unusedWith, onlyWith }: Cache, invocation: Invocation): boolean {
  const lookup = shellLookupIn(step.state, step.stage)
  if (unusedWith && hasOption(invocation, unusedWith, lookup)) return true
  if (!onlyWith) return false
  const { env } = invocation
  const value = onlyWith.variables
    .map((name) => (env.has(name) ? env.get(name) : lookup(name)))
    .find((one) => one !== undefined)
  return !value || !onlyWith.says.test(value)
}

const pathOf = (location: Location): string | null => ('path' in location ? location.path : null)

function statusOf(run: RunStep, invocation: Invocation, cache: Cache, location: Location): Status {
  if ('unknown' in location) return { is: 'silent', why: location.unknown }
  const { step, mounts } = run
  const { path } = location
  if (movedBy(run, invocation)) return { is: 'silent', why: 'an option may move it' }
  if (isTied(run, invocation)) return { is: 'silent', why: 'what is installed points into it' }
  // A secret without a target lies in /run/secrets; a target that a variable decides may be anywhere.
  if (mounts.some(({ mount, target }) => target === null && mount.target !== null)) {
    return { is: 'silent', why: 'a mount has a target that is not known' }
  }
  const owner = ownerOf(invocation, step, location)
  const covering = mounts.find(({ target }) => target !== null && covers(target, path, cache))
  if (covering && covering.mount.type !== 'cache') return { is: 'silent', why: 'another mount is on that folder' }
  if (covering) {
    const right = owner === null || 'path' in location.by ? null : rightOwner(covering, owner, cache)
    if (right === null) return { is: 'mounted', at: covering }
    return { is: 'misplaced', at: covering, right, why: 'owner' }
  }
  if (run.script.commands[0]?.assignments.some(({ name, value }) => name === 'mount' && isTarget(value, path))) {
    return { is: 'silent', why: 'a mount without its dashes is meant for it' }
  }
  if (owner === null) return { is: 'silent', why: 'the user who runs it is not known' }
  if (mounts.some(({ target }) => target !== null && isWithin(target, path))) {
    return { is: 'silent', why: 'a mount lies inside that folder' }
  }
  const options = [
    'type=cache',
    `target=${path}`,
    ...(cache.sharing === 'locked' ? ['sharing=locked'] : []),
    ...(owner.uid === 0 ? [] : [`uid=${owner.uid}`, `gid=${owner.gid}`]),
  ]
  const project = [homeOf(step.state), step.state.workdir]
  if (
    cache.onDriveOfProject &&
    mounts.some(({ target }) => project.some((one) => one && target && isWithin(one, target)))
  )
    return { is: 'silent', why: 'a mount on the project or the home moves it' }
  if (/[\s,"'$\\]/.test(path))
    return { is: 'silent', why: 'its folder has characters that a mount cannot name plainly' }
  const misplaced = asOthers(run, invocation)
    ? undefined
    : mounts.find(({ mount, target }) => mount.type === 'cache' && meantFor(target, cache, invocation.manager))
  if (misplaced) return { is: 'misplaced', at: misplaced, right: moved(misplaced, path, owner, cache), why: 'target' }
  if (cache.filledBy && !filledBefore(run, invocation, cache.filledBy)) {
    return { is: 'silent', why: 'no command of this step fills it' }
  }
  return { is: 'missing', mount: `--mount=${options.join(',')}`, target: path }
}

/** `mount=type=cache,target=…` without its dashes, which the shell reads as an assignment. */
const isTarget = (value: ShellWord | null, path: string): boolean =>
  value !== null && /(?:target|dst|destination)=([^,]*)/.exec(wordValue(value) ?? '')?.[1] === path

function movedBy(run: RunStep, { manager }: Invocation): boolean {
  const { mover } = manager
  if (!mover) return false
  const lookup = shellLookupIn(run.step.state, run.step.stage)
  return run.invocations.some((one) => {
    if (one.manager !== manager) return false
    const options = manager.optionVariables.flatMap((name) => {
      const value = one.env.has(name) ? one.env.get(name) : lookup(name)
      return value?.trim().split(/\s+/) ?? []
    })
    return one.words.some(({ raw }) => mover.test(raw)) || options.some((option) => mover.test(option))
  })
}

/** Whether what a command installs points into the cache. */
export function isTied({ step }: RunStep, { manager, words, env }: Invocation): boolean {
  const { tiesToCache } = manager
  if (!tiesToCache) return false
  const lookup = shellLookupIn(step.state, step.stage)
  const value = (name: string) => (env.has(name) ? env.get(name) : lookup(name))
  const assigned = [...new Set([...step.state.variables.keys(), ...env.keys()])]
  return (
    words.some((word) => tiesToCache.test(wordValue(word, value) ?? word.raw)) ||
    assigned.some((name) => tiesToCache.test(`${name}=${value(name) ?? '?'}`))
  )
}

/** Programs that run others as another user: a mount may be theirs. */
const OTHER_USERS = /(?:^|\/)(?:su|gosu|su-exec|runuser|setpriv|chroot|sudo)$/

const asOthers = (run: RunStep, { as }: Invocation): boolean => {
  const alike = run.invocations.every((other) => accountOf(other) === accountOf({ as }))
  return (
    !(alike && typeof as !== 'string') &&
    run.script.commands.some(({ words }) => words[0] !== undefined && OTHER_USERS.test(words[0].raw))
  )
}

const accountOf = ({ as }: Pick<Invocation, 'as'>): string => (typeof as === 'string' ? `(${as})` : as.account)

export function covers(target: string, path: string, cache: Cache): boolean {
  return isWithin(path, target) || (cache.inside ?? []).some((folder) => target === `${path}/${folder}`)
}

function filledBefore(run: RunStep, invocation: Invocation, verbs: readonly string[]): boolean {
  return run.invocations.some(
    (other) =>
      other.manager === invocation.manager &&
      verbs.includes(other.verb ?? '') &&
      (other.command.certainty === 'always' || invocation.command.certainty === 'sometimes') &&
      other.command.span.start < invocation.command.span.start,
  )
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

/** Who writes the cache; null where that cannot be known. A system folder is written by root, or not at all. */
function ownerOf(invocation: Invocation, step: Step, location: Location): Owner | null {
  const user = runnerOf(invocation.as, step)
  if ('path' in location && 'path' in location.by) {
    if (invocation.as === 'root') return { uid: 0, gid: 0 }
    // With an image of which nothing is known the command would fail as anybody else.
    if (invocation.as === 'user' && (user === null || user.uid === 0)) return { uid: 0, gid: 0 }
    return null
  }
  if (!user || user.assumed || user.uid === null || user.gid === null) return null
  return { uid: user.uid, gid: user.gid }
}

/** The option text that gives a mount its right owner; null when it has it, or when nobody can say. */
function rightOwner({ mount }: MountAt, owner: Owner, cache: Cache): string | null {
  const { options } = mount
  // What comes from an image or a stage keeps its own owners.
  if (mount.type !== 'cache' || options.has('from') || canWrite(options, owner, cache)) return null
  const ids = owner.uid === 0 ? {} : { uid: String(owner.uid), gid: String(owner.gid) }
  return withOptions(mount.flag.raw, { ...sharingOf(mount, cache), ...ids }, ['uid', 'gid'])
}

/** Whether somebody can use a mount with these options, or may: BuildKit makes its folder root's, with mode 0755. */
function canWrite(options: ReadonlyMap<string, string>, owner: Owner, cache: Cache): boolean {
  const uid = options.get('uid') ?? '0'
  const gid = options.get('gid') ?? '0'
  const mode = options.get('mode') ?? '0755'
  if (![uid, gid].every((id) => /^\d+$/.test(id)) || !/^[0-7]+$/.test(mode)) return true
  // Root may write anywhere, but pip as root leaves alone what is not root's.
  if (owner.uid === 0) return !cache.ownFolderOnly || uid === '0'
  const [group, others] = [Number(mode.at(-2) ?? 0), Number(mode.at(-1))]
  if (Number(uid) === owner.uid) return true
  return ((Number(gid) === owner.gid ? group : others) & 2) === 2
}

/** The lock that a cache needs and a mount lacks. */
const sharingOf = ({ options }: MountAt['mount'], { sharing }: Cache): Record<string, string> =>
  sharing === 'locked' && /^(?:shared)?$/i.test(options.get('sharing') ?? '') ? { sharing } : {}

function moved({ mount }: MountAt, path: string, owner: Owner, cache: Cache): string {
  const set: Record<string, string> = { target: path, ...sharingOf(mount, cache) }
  if (owner.uid !== 0) {
    set.uid = String(owner.uid)
    set.gid = String(owner.gid)
  }
  return withOptions(mount.flag.raw, set, owner.uid === 0 ? ['uid', 'gid'] : [])
}

/** A `--mount=` with some options set, each in its place, and others taken out. */
function withOptions(raw: string, set: Readonly<Record<string, string>>, drop: readonly string[]): string {
  const fields = raw
    .slice(raw.indexOf('=') + 1)
    .replace(/["']/g, '')
    .split(',')
  const rest = new Map(Object.entries(set))
  const kept = fields.flatMap((field) => {
    const name = field.split('=')[0]?.trim().toLowerCase() ?? ''
    const option = name === 'dst' || name === 'destination' ? 'target' : name
    const value = rest.get(option)
    if (value !== undefined) {
      rest.delete(option)
      return [`${field.split('=')[0]}=${value}`]
    }
    return drop.includes(option) ? [] : [field]
  })
  return `--mount=${[...kept, ...[...rest].map(([name, value]) => `${name}=${value}`)].join(',')}`
}

/**
 * Whether a mount was meant for a cache though the tool does not look there: the folder has the name that the cache has
 * below some home, is written with a `~` or a `$HOME` that nothing expands, or is where the manager of another image looks.
 */
function meantFor(target: string | null, cache: Cache, { caches }: Manager): boolean {
  if (target === null) return false
  const below = cache.at.flatMap((place) =>
    'home' in place ? [place.home] : 'userHome' in place ? [place.userHome] : [],
  )
  if (below.some((folder) => target.endsWith(`/${folder}`))) return true
  return caches.some(({ at }) => at.some((place) => 'path' in place && place.packageManager && place.path === target))
}
