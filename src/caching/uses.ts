import { wordValue } from '../dockerfile/shell.ts'
import { type Step, shellLookupIn } from '../dockerfile/state.ts'
import { type Invocation, programName } from '../managers/invocation.ts'
import { type Location, locate, type ReadConfiguration } from '../managers/location.ts'
import type { Cache, Manager } from '../managers/manager.ts'
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
      if (!isUsedBy(cache, invocation)) continue
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
  if (owner === null) return { is: 'silent', why: 'the user who runs it is not known' }
  if (cache.writesBeside && owner.uid !== 0) {
    return { is: 'silent', why: 'the tool writes into the folder above, which would be root’s' }
  }
  if (mounts.some(({ target }) => target !== null && isWithin(target, path))) {
    return { is: 'silent', why: 'a mount lies inside that folder' }
  }
  const options = [
    'type=cache',
    `target=${path}`,
    ...(cache.sharing === 'locked' ? ['sharing=locked'] : []),
    ...(owner.uid === 0 ? [] : [`uid=${owner.uid}`, `gid=${owner.gid}`]),
  ]
  if (/[\s,"'$\\]/.test(path))
    return { is: 'silent', why: 'its folder has characters that a mount cannot name plainly' }
  const misplaced = asOthers(run)
    ? undefined
    : mounts.find(({ mount, target }) => mount.type === 'cache' && meantFor(target, cache))
  if (misplaced) return { is: 'misplaced', at: misplaced, right: moved(misplaced, path, owner), why: 'target' }
  if (cache.filledBy && !filledBefore(run, invocation, cache.filledBy)) {
    return { is: 'silent', why: 'no command of this step fills it' }
  }
  return { is: 'missing', mount: `--mount=${options.join(',')}`, target: path }
}

function movedBy(run: RunStep, { manager }: Invocation): boolean {
  const { mover } = manager
  if (!mover) return false
  return run.invocations.some((one) => one.manager === manager && one.words.some(({ raw }) => mover.test(raw)))
}

function isTied({ step }: RunStep, { manager, words, env }: Invocation): boolean {
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

const asOthers = (run: RunStep): boolean =>
  run.script.commands.some(({ words }) => words[0] !== undefined && OTHER_USERS.test(words[0].raw))

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
function ownerOf(invocation: Invocation, { state }: Step, location: Location): Owner | null {
  const { user } = state
  if ('path' in location && 'path' in location.by) {
    if (invocation.as === 'root') return { uid: 0, gid: 0 }
    // With an image of which nothing is known the command would fail as anybody else.
    if (invocation.as === 'user' && (user === null || user.uid === 0)) return { uid: 0, gid: 0 }
    return null
  }
  if (invocation.as !== 'user' || !user || user.assumed || user.uid === null || user.gid === null) return null
  return { uid: user.uid, gid: user.gid }
}

/** The option text that gives a mount its right owner; null when it has it, or when nobody can say. */
function rightOwner({ mount }: MountAt, owner: Owner, cache: Cache): string | null {
  if (mount.type !== 'cache' || (owner.uid === 0 && !cache.ownFolderOnly)) return null
  const { options } = mount
  const uid = options.get('uid') ?? '0'
  if (!/^\d+$/.test(uid) || Number(uid) === owner.uid) return null
  const mode = options.get('mode')
  // Anybody may write there.
  if (!cache.ownFolderOnly && mode !== undefined && /[2367]$/.test(mode)) return null
  return withOptions(mount.flag.raw, owner.uid === 0 ? {} : { uid: String(owner.uid), gid: String(owner.gid) }, [
    'uid',
    'gid',
  ])
}

function moved({ mount }: MountAt, path: string, owner: Owner): string {
  const set: Record<string, string> = { target: path }
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
 * below some home, or is written with a `~` or a `$HOME` that nothing expands.
 */
function meantFor(target: string | null, cache: Cache): boolean {
  if (target === null) return false
  return cache.at.some((place) => 'home' in place && target.endsWith(`/${place.home}`))
}
