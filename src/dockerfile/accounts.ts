import { baseGroups } from '../images/groups.ts'
import { type Account, type Image, ROOT } from '../images/image.ts'
import {
  BUSYBOX_ADDUSER,
  DEBIAN_ADDUSER,
  DELETE,
  GROUPADD,
  GROUPMOD,
  type Lookup,
  type Request,
  readRequest,
  USERADD,
  USERMOD,
} from './account-options.ts'
import { type Command, wordValue } from './shell.ts'

/** The users and groups of a stage as far as the Dockerfile shows them. */
export interface Accounts {
  readonly family: string | null
  readonly users: ReadonlyMap<string, Account>
  /** Group name to gid; null where it cannot be known. */
  readonly groups: ReadonlyMap<string, number | null>
  /** All users and groups with a number of the ordinary range are among these, so that the next one can be told. */
  readonly complete: boolean
  /** The programs' defaults are those of the distribution. */
  readonly defaults: boolean
}

/** The range that ordinary users and groups get their numbers from: UID_MIN and UID_MAX of every distribution's login.defs. */
const FIRST = 1000
const LAST = 60000

/** Shadow's `useradd` makes a group for each user in these; in others that depends on the version, or is not known. */
const OWN_GROUPS = new Set(['debian', 'ubuntu', 'fedora', 'rhel', 'amazon', 'arch', 'alpine'])
const BUSYBOX = new Set(['alpine', 'wolfi'])
const DEBIAN = new Set(['debian', 'ubuntu'])
const ADDUSER_IS_USERADD = new Set(['fedora', 'rhel', 'amazon'])

export function accountsOf(image: Image | null): Accounts {
  const users = new Map<string, Account>()
  const groups = new Map<string, number | null>(baseGroups(image?.family))
  for (const account of image?.accounts ?? [ROOT]) {
    if (account.name === null) continue
    users.set(account.name, account)
    if (!groups.has(account.name)) groups.set(account.name, account.gid)
  }
  const complete = image !== null && image.nextId !== null
  return { family: image?.family ?? null, users, groups, complete, defaults: true }
}

/** What is left when the files themselves were changed: root. */
export function accountsForgotten(accounts: Accounts): Accounts {
  return { ...accountsOf(null), family: accounts.family, defaults: accounts.defaults }
}

/** The accounts after a command. */
export function accountsAfter(accounts: Accounts, command: Command, lookup: Lookup): Accounts {
  const words = command.words[0] && wordValue(command.words[0]) === 'sudo' ? command.words.slice(1) : command.words
  const program = words[0] ? wordValue(words[0])?.replace(/^.*\//, '') : null
  const change = program ? changeOf(program, accounts.family) : null
  if (!change) return accounts
  const request = readRequest(words.slice(1), change.options, lookup)
  if (request && change.unchanged?.(request)) return accounts
  const names = request ? request.operands.slice(0, 1) : words.slice(1).map((word) => wordValue(word, lookup))
  if (request?.options.has('defaults')) return { ...accounts, defaults: false, complete: false }
  const sure = request !== null && request.operands.length > 0 && command.certainty === 'always'
  const name = request?.operands[0]
  return (sure && name && change.apply(accounts, name, request)) || forgetting(accounts, names)
}

interface Change {
  readonly options: Parameters<typeof readRequest>[1]
  /** A command of this form touches nobody's number or home. */
  readonly unchanged?: (request: Request) => boolean
  /** Null when the command fails, as far as is known, or does what is not computed. */
  readonly apply: (accounts: Accounts, name: string, request: Request) => Accounts | null
}

const joinsGroup = ({ operands }: Request): boolean => operands.length > 1

function changeOf(program: string, family: string | null): Change | null {
  const busybox = family !== null && BUSYBOX.has(family)
  const debian = family !== null && DEBIAN.has(family)
  switch (program) {
    case 'useradd':
      return { options: USERADD, apply: useradd }
    case 'adduser':
      if (busybox) {
        // With two names and an option it makes the user all the same.
        return {
          options: BUSYBOX_ADDUSER,
          unchanged: ({ operands, options }) => operands.length > 1 && options.size === 0,
          apply: busyboxAdduser,
        }
      }
      if (debian) return { options: DEBIAN_ADDUSER, unchanged: joinsGroup, apply: debianAdduser }
      if (family !== null && ADDUSER_IS_USERADD.has(family)) return { options: USERADD, apply: useradd }
      return { options: new Map(), apply: () => null }
    case 'groupadd':
      return { options: GROUPADD, apply: (...request) => groupadd(highest, ...request) }
    case 'addgroup':
      return { options: GROUPADD, unchanged: joinsGroup, apply: (...request) => groupadd(lowest, ...request) }
    case 'usermod':
      return { options: USERMOD, unchanged: ({ options }) => touchesNothing(options), apply: usermod }
    case 'groupmod':
      return { options: GROUPMOD, unchanged: ({ options }) => touchesNothing(options), apply: groupmod }
    case 'userdel':
    case 'deluser':
      return { options: DELETE, unchanged: joinsGroup, apply: userdel }
    case 'groupdel':
    case 'delgroup':
      return { options: DELETE, unchanged: joinsGroup, apply: (accounts, name) => ungrouped(accounts, name) }
    default:
      return null
  }
}

/** `usermod -aG docker app` */
const touchesNothing = (options: Request['options']): boolean =>
  !(['uid', 'group', 'home', 'rename'] as const).some((meaning) => options.has(meaning))

/** What a change that is not computed leaves: nothing is known of those it names, nor of new ones. */
function forgetting(accounts: Accounts, names: readonly (string | null)[]): Accounts {
  if (names.includes(null) || names.length === 0) return accountsForgotten(accounts)
  const users = new Map(accounts.users)
  const groups = new Map(accounts.groups)
  for (const name of names) {
    if (!name || name === 'root') continue
    users.delete(name)
    groups.delete(name)
  }
  return { ...accounts, users, groups, complete: false }
}

const numberOf = (text: string | null | undefined): number | null => (text && /^\d+$/.test(text) ? Number(text) : null)

const uidsOf = ({ users }: Accounts): Set<number | null> => new Set([...users.values()].map(({ uid }) => uid))
const gidsOf = ({ groups }: Accounts): Set<number | null> => new Set(groups.values())
const isOrdinary = (id: number | null): id is number => id !== null && id >= FIRST && id <= LAST

type Next = (accounts: Accounts, ...taken: readonly ReadonlySet<number | null>[]) => number | null

/** Shadow goes on behind the highest number that is taken. */
const highest: Next = (accounts, ...taken) => {
  const next = Math.max(FIRST - 1, ...taken.flatMap((ids) => [...ids].filter(isOrdinary))) + 1
  return accounts.complete && next <= LAST ? next : null
}

/** Debian's `adduser` and BusyBox take the lowest number that is free. */
const lowest: Next = (accounts, ...taken) => {
  let next = FIRST
  while (taken.some((ids) => ids.has(next))) next++
  return accounts.complete && next <= LAST ? next : null
}

/** The gid that an option names, null where it is not known, undefined where there is no such option. */
function groupGiven({ groups }: Accounts, { options }: Request): number | null | undefined {
  if (!options.has('group')) return undefined
  const group = options.get('group') ?? null
  return numberOf(group) ?? (group === null ? null : (groups.get(group) ?? null))
}

/** Adds a user, and the group of its own when it gets one; null where the name or the number is taken. */
function added(accounts: Accounts, user: Account & { readonly name: string }, request: Request, own: boolean) {
  const { options } = request
  const { name, uid, gid } = user
  if (accounts.users.has(name) || (own && accounts.groups.has(name))) return null
  if (uid !== null && uidsOf(accounts).has(uid) && !options.has('duplicate')) return null
  const system = options.has('system')
  return {
    ...accounts,
    users: new Map(accounts.users).set(name, user),
    groups: own ? new Map(accounts.groups).set(name, gid) : accounts.groups,
    // A system user's number is none of the ordinary range.
    complete: accounts.complete && (system || (uid !== null && (!own || gid !== null))),
  }
}

function useradd(accounts: Accounts, name: string, request: Request): Accounts | null {
  const { options } = request
  const { family, defaults } = accounts
  const system = options.has('system')
  const automatic = defaults && !options.has('range')
  const given = options.has('uid')
  const uid = given ? numberOf(options.get('uid')) : system || !automatic ? null : highest(accounts, uidsOf(accounts))
  const group = groupGiven(accounts, request)
  const own = group === undefined && !options.has('no-group')
  const certain = automatic && family !== null && (options.has('own-group') || OWN_GROUPS.has(family))
  let gid = group ?? null
  if (own && certain && !system && uid !== null && accounts.complete) {
    // The group takes the user's number where that is free and of the ordinary range.
    const gids = gidsOf(accounts)
    gid = isOrdinary(uid) && !gids.has(uid) ? uid : highest(accounts, gids)
  } else if (options.has('no-group') && group === undefined && family !== null && DEBIAN.has(family)) {
    gid = automatic ? (accounts.groups.get('users') ?? null) : null
  }
  const base = options.has('base') ? options.get('base') : defaults ? '/home' : null
  const home = options.has('home') ? (options.get('home') ?? null) : base ? `${base.replace(/\/$/, '')}/${name}` : null
  return added(accounts, { name, uid, gid, home }, request, own)
}

function debianAdduser(accounts: Accounts, name: string, request: Request): Accounts | null {
  const { options } = request
  const system = options.has('system')
  const automatic = accounts.defaults && !options.has('range')
  if (options.has('group-only') && !system) return groupadd(lowest, accounts, name, request)
  const group = groupGiven(accounts, request)
  const own = group === undefined && (!system || options.has('group-only'))
  const free = () => (system || !automatic ? null : lowest(accounts, uidsOf(accounts), gidsOf(accounts)))
  const uid = options.has('uid') ? numberOf(options.get('uid')) : free()
  if (own && gidsOf(accounts).has(uid)) return null
  // Below the ordinary range a package may have taken the number.
  const ownGid = uid !== null && uid >= FIRST && accounts.complete && automatic ? uid : null
  const gid = group !== undefined ? group : own ? ownGid : 65534
  // A system user's home is `/nonexistent` or below `/home`, depending on the version.
  const home = options.has('home') ? (options.get('home') ?? null) : system || !automatic ? null : `/home/${name}`
  return added(accounts, { name, uid, gid, home }, request, own)
}

/** https://git.busybox.net/busybox/tree/loginutils/adduser.c */
function busyboxAdduser(accounts: Accounts, name: string, request: Request): Accounts | null {
  const { options } = request
  const system = options.has('system')
  const group = groupGiven(accounts, request)
  const own = group === undefined && !system
  const taken = own ? [uidsOf(accounts), gidsOf(accounts)] : [uidsOf(accounts)]
  const uid = options.has('uid') ? numberOf(options.get('uid')) : system ? null : lowest(accounts, ...taken)
  // Its own group gets the user's number, or the command fails.
  if (own && uid !== null && gidsOf(accounts).has(uid)) return null
  const gid = group !== undefined ? group : own ? uid : (accounts.groups.get('nogroup') ?? null)
  const home = options.has('home') ? (options.get('home') ?? null) : `/home/${name}`
  return added(accounts, { name, uid, gid, home }, request, own)
}

function groupadd(next: Next, accounts: Accounts, name: string, { options }: Request): Accounts | null {
  const given = options.has('uid')
  const system = options.has('system')
  const automatic = accounts.defaults && !options.has('range') && !system
  const gids = gidsOf(accounts)
  const gid = given ? numberOf(options.get('uid')) : automatic ? next(accounts, gids) : null
  if (accounts.groups.has(name)) return options.has('forgiving') ? accounts : null
  if (gid !== null && gids.has(gid) && !options.has('duplicate')) return null
  const complete = accounts.complete && (gid !== null || system)
  return { ...accounts, groups: new Map(accounts.groups).set(name, gid), complete }
}

function usermod(accounts: Accounts, name: string, request: Request): Accounts | null {
  const { options } = request
  const before = accounts.users.get(name)
  if (!before || name === 'root') return null
  const uid = options.has('uid') ? numberOf(options.get('uid')) : before.uid
  if (uid !== before.uid && uid !== null && uidsOf(accounts).has(uid) && !options.has('duplicate')) return null
  const home = options.has('home') ? (options.get('home') ?? null) : before.home
  const group = groupGiven(accounts, request)
  const renamed = options.has('rename') ? options.get('rename') : name
  if (!renamed || (renamed !== name && accounts.users.has(renamed))) return null
  const users = new Map(accounts.users)
  users.delete(name)
  users.set(renamed, { name: renamed, uid, gid: group === undefined ? before.gid : group, home })
  return { ...accounts, users, complete: accounts.complete && uid !== null }
}

function groupmod(accounts: Accounts, name: string, { options }: Request): Accounts | null {
  const before = accounts.groups.get(name)
  if (before === undefined || before === null || name === 'root') return null
  const gid = options.has('uid') ? numberOf(options.get('uid')) : before
  if (gid !== before && gid !== null && gidsOf(accounts).has(gid) && !options.has('duplicate')) return null
  const renamed = options.has('rename') ? options.get('rename') : name
  if (!renamed || (renamed !== name && accounts.groups.has(renamed))) return null
  const groups = new Map(accounts.groups)
  groups.delete(name)
  groups.set(renamed, gid)
  // Who has the group as the first one goes along with its number.
  const users = new Map([...accounts.users].map(([key, user]) => [key, user.gid === before ? { ...user, gid } : user]))
  return { ...accounts, users, groups, complete: accounts.complete && gid !== null }
}

/** The group of the same name goes along, unless somebody else has it as the first one. */
function userdel(accounts: Accounts, name: string): Accounts | null {
  if (!accounts.users.has(name) || name === 'root') return null
  const users = new Map(accounts.users)
  users.delete(name)
  const rest = { ...accounts, users }
  const gid = accounts.groups.get(name)
  if (gid === undefined) return rest
  return [...users.values()].some((other) => other.gid === gid) ? rest : ungrouped(rest, name)
}

function ungrouped(accounts: Accounts, name: string): Accounts {
  const groups = new Map(accounts.groups)
  groups.delete(name)
  return { ...accounts, groups }
}
