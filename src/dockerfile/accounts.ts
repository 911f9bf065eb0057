import { type Account, type Image, ROOT } from '../images/image.ts'
import { type Command, type ShellWord, wordValue } from './shell.ts'

/** The users and groups of a stage as far as the Dockerfile shows them. */
export interface Accounts {
  readonly users: ReadonlyMap<string, Account>
  /** Group name to gid; null where it cannot be known. */
  readonly groups: ReadonlyMap<string, number | null>
  /** The uid and gid that the next ordinary user gets; null where it cannot be known. */
  readonly nextId: number | null
}

export function accountsOf(image: Image | null): Accounts {
  const users = new Map<string, Account>()
  const groups = new Map<string, number | null>()
  for (const account of image?.accounts ?? [ROOT]) {
    if (account.name === null) continue
    users.set(account.name, account)
    groups.set(account.name, account.gid)
  }
  return { users, groups, nextId: image?.nextId ?? null }
}

type Lookup = (name: string) => string | null | undefined

/** What an option of a program means here; `ignored` takes a value that does not matter, `switch` takes none. */
type Meaning = 'uid' | 'group' | 'home' | 'base' | 'ignored' | 'switch' | 'system' | 'no-group'
type Dialect = ReadonlyMap<string, Meaning>

const WITHOUT_VALUE: ReadonlySet<Meaning> = new Set<Meaning>(['switch', 'system', 'no-group'])

const dialect = (options: Partial<Record<Meaning, string>>): Dialect =>
  new Map(
    Object.entries(options).flatMap(([meaning, names]) => names.split(' ').map((name) => [name, meaning as Meaning])),
  )

/** https://manpages.debian.org/bookworm/passwd/useradd.8.en.html */
const USERADD = dialect({
  uid: 'u uid',
  group: 'g gid',
  home: 'd home home-dir',
  base: 'b base-dir',
  system: 'r system',
  'no-group': 'N no-user-group',
  switch: 'm create-home M no-create-home l no-log-init U user-group badname badnames',
  ignored: 's shell G groups c comment k skel p password e expiredate f inactive K key',
})
/** Debian's: https://manpages.debian.org/bookworm/adduser/adduser.8.en.html */
const ADDUSER = dialect({
  uid: 'uid',
  group: 'gid ingroup',
  home: 'home',
  system: 'system',
  switch: 'group no-create-home disabled-password disabled-login quiet q force-badname allow-bad-names allow-badname',
  ignored: 'gecos comment shell',
})
/** Alpine's: https://busybox.net/downloads/BusyBox.html#adduser */
const BUSYBOX_ADDUSER = dialect({
  uid: 'u uid',
  group: 'G ingroup',
  home: 'h home',
  system: 'S system',
  switch: 'D disabled-password H no-create-home',
  ignored: 'g gecos s shell k skel',
})
/** `groupadd` and both kinds of `addgroup`. */
const GROUPADD = dialect({ uid: 'g gid', system: 'r system S', switch: 'f force quiet', ignored: 'K key' })

interface Request {
  readonly options: ReadonlyMap<Meaning, string | null>
  /** The arguments that are no options; null for one that cannot be known. */
  readonly operands: readonly (string | null)[]
}

/** @returns null when an option is not understood */
function readRequest(words: readonly ShellWord[], known: Dialect, lookup: Lookup): Request | null {
  const options = new Map<Meaning, string | null>()
  const operands: (string | null)[] = []
  const queue = words.map((word) => wordValue(word, lookup))
  while (queue.length > 0) {
    const word = queue.shift() as string | null
    if (word === null || !word.startsWith('-') || word === '-') {
      operands.push(word)
      continue
    }
    const long = word.startsWith('--')
    const [name, given] = long ? (word.slice(2).split(/=(.*)/s, 2) as [string, string?]) : [word.slice(1)]
    for (let at = 0; at < (long ? 1 : name.length); at++) {
      const option = long ? name : (name[at] as string)
      const meaning = known.get(option)
      if (!meaning) return null
      if (WITHOUT_VALUE.has(meaning)) options.set(meaning, '')
      else {
        const attached = long ? given : name.slice(at + 1) || undefined
        options.set(meaning, attached ?? queue.shift() ?? null)
        break
      }
    }
  }
  return { options, operands }
}

const numberOf = (text: string | null | undefined): number | null => (text && /^\d+$/.test(text) ? Number(text) : null)

/** The accounts after a command. `busybox` says whose `adduser` and `addgroup` the image has. */
export function accountsAfter(accounts: Accounts, command: Command, busybox: boolean, lookup: Lookup): Accounts {
  const words = command.words[0] && wordValue(command.words[0]) === 'sudo' ? command.words.slice(1) : command.words
  const program = words[0] ? wordValue(words[0])?.replace(/^.*\//, '') : null
  const rest = words.slice(1)
  switch (program) {
    case 'useradd':
      return withUser(accounts, command, readRequest(rest, USERADD, lookup), false)
    case 'adduser':
      return withUser(accounts, command, readRequest(rest, busybox ? BUSYBOX_ADDUSER : ADDUSER, lookup), true)
    case 'groupadd':
    case 'addgroup':
      return withGroup(accounts, command, readRequest(rest, GROUPADD, lookup))
    case 'usermod':
    case 'groupmod':
    case 'userdel':
    case 'deluser':
    case 'groupdel':
    case 'delgroup':
      return forgetting(accounts, rest, lookup)
    default:
      return accounts
  }
}

/** What a change that is not computed leaves: nothing is known of the users it names, nor of new ones. */
function forgetting(accounts: Accounts, words: readonly ShellWord[], lookup: Lookup): Accounts {
  const users = new Map(accounts.users)
  const values = words.map((word) => wordValue(word, lookup))
  for (const name of values.includes(null) ? [...users.keys()] : values) {
    if (name && name !== 'root') users.delete(name)
  }
  return { users, groups: new Map(), nextId: null }
}

function withGroup(accounts: Accounts, command: Command, request: Request | null): Accounts {
  const name = request?.operands[0]
  if (!request || !name || command.certainty === 'sometimes') return { ...accounts, nextId: null }
  if (request.operands.length > 1) return accounts // `addgroup USER GROUP`
  const { options } = request
  const gid = options.has('uid') ? numberOf(options.get('uid')) : options.has('system') ? null : accounts.nextId
  const groups = new Map(accounts.groups).set(name, gid)
  // A group without a number of its own takes the one that the next user's group would have had.
  const taken = gid === null ? !options.has('system') : gid === accounts.nextId
  return { ...accounts, groups, nextId: taken ? null : accounts.nextId }
}

function withUser(accounts: Accounts, command: Command, request: Request | null, adduser: boolean): Accounts {
  const name = request?.operands[0]
  if (!request || !name || command.certainty === 'sometimes') return { ...accounts, nextId: null }
  if (adduser && request.operands.length > 1) return accounts // `adduser USER GROUP`
  const { options } = request
  const system = options.has('system')
  const uid = options.has('uid') ? numberOf(options.get('uid')) : system ? null : accounts.nextId
  const home = options.has('home') ? options.get('home') : options.has('base') ? null : `/home/${name}`
  const gid = gidOf(accounts, options, uid)
  const account: Account = {
    name,
    uid,
    gid,
    // A system user's home is `/nonexistent` or below `/home`, depending on the program and its version.
    home: system && !options.has('home') ? null : (home ?? null),
  }
  const users = new Map(accounts.users).set(name, account)
  const groups = new Map(accounts.groups)
  if (!groups.has(name) && !options.has('group') && !options.has('no-group')) groups.set(name, gid)
  // After a uid beyond the next one, `useradd` goes on from the highest and `adduser` from the lowest.
  const next = accounts.nextId
  const nextId = system ? next : uid !== null && uid === next && gid === next ? next + 1 : null
  return { users, groups, nextId }
}

function gidOf(accounts: Accounts, options: Request['options'], uid: number | null): number | null {
  if (options.has('group')) {
    const group = options.get('group') ?? null
    return numberOf(group) ?? (group === null ? null : (accounts.groups.get(group) ?? null))
  }
  // A group of the user's own takes the uid's number when that is free; below 1000 a package may have taken it.
  if (uid === null || uid < 1000 || options.has('no-group') || options.has('system')) return null
  return [...accounts.groups.values()].includes(uid) ||
    ([...accounts.groups.values()].includes(null) && uid !== accounts.nextId)
    ? null
    : uid
}
