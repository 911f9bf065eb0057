import { type ShellWord, wordValue } from './shell.ts'

/**
 * What an option of an account program means here. `ignored` takes a value that does not matter; `switch`, `system`,
 * `own-group`, `no-group`, `group-only` and `duplicate` take none; `range` changes which numbers are given out.
 */
type Meaning =
  | 'uid'
  | 'group'
  | 'home'
  | 'base'
  | 'rename'
  | 'range'
  | 'ignored'
  | 'switch'
  | 'system'
  | 'own-group'
  | 'no-group'
  | 'group-only'
  | 'defaults'
  | 'duplicate'
  | 'forgiving'
export type Dialect = ReadonlyMap<string, Meaning>

const WITHOUT_VALUE: ReadonlySet<Meaning> = new Set<Meaning>([
  'switch',
  'system',
  'own-group',
  'no-group',
  'group-only',
  'defaults',
  'duplicate',
  'forgiving',
])

const dialect = (options: Partial<Record<Meaning, string>>): Dialect =>
  new Map(
    Object.entries(options).flatMap(([meaning, names]) => names.split(' ').map((name) => [name, meaning as Meaning])),
  )

/** https://manpages.debian.org/bookworm/passwd/useradd.8.en.html; Fedora's and its kin's `adduser` is a link to it. */
export const USERADD = dialect({
  uid: 'u uid',
  group: 'g gid',
  home: 'd home home-dir',
  base: 'b base-dir',
  range: 'K key',
  system: 'r system',
  'own-group': 'U user-group',
  'no-group': 'N no-user-group',
  duplicate: 'o non-unique',
  defaults: 'D defaults',
  switch: 'm create-home M no-create-home l no-log-init badname badnames F add-subids-for-system',
  ignored: 's shell G groups c comment k skel p password e expiredate f inactive',
})
/** Debian's: https://manpages.debian.org/bookworm/adduser/adduser.8.en.html */
export const DEBIAN_ADDUSER = dialect({
  uid: 'uid',
  group: 'gid ingroup',
  home: 'home',
  system: 'system',
  range: 'firstuid lastuid firstgid lastgid conf',
  'group-only': 'group',
  switch:
    'no-create-home disabled-password disabled-login quiet q debug verbose force-badname allow-badname allow-bad-names ' +
    'allow-all-names add_extra_groups add-extra-groups',
  ignored: 'gecos comment shell',
})
/** BusyBox's: https://busybox.net/downloads/BusyBox.html#adduser */
export const BUSYBOX_ADDUSER = dialect({
  uid: 'u uid',
  group: 'G ingroup',
  home: 'h home',
  system: 'S system',
  switch: 'D disabled-password empty-password H no-create-home',
  ignored: 'g gecos s shell k skel',
})
/** `groupadd` and both kinds of `addgroup`. */
export const GROUPADD = dialect({
  uid: 'g gid',
  range: 'K key firstgid lastgid conf',
  system: 'r system S',
  duplicate: 'o non-unique',
  forgiving: 'f force',
  'group-only': 'group',
  switch: 'quiet q debug verbose force-badname allow-badname allow-bad-names allow-all-names',
  ignored: 'p password U users',
})
/** https://manpages.debian.org/bookworm/passwd/usermod.8.en.html */
export const USERMOD = dialect({
  uid: 'u uid',
  group: 'g gid',
  home: 'd home',
  rename: 'l login',
  duplicate: 'o non-unique',
  switch: 'm move-home a append r remove L lock U unlock b badname',
  ignored: 's shell G groups c comment p password e expiredate f inactive',
})
/** https://manpages.debian.org/bookworm/passwd/groupmod.8.en.html */
export const GROUPMOD = dialect({
  uid: 'g gid',
  rename: 'n new-name',
  duplicate: 'o non-unique',
  switch: 'a append',
  ignored: 'p password U users',
})
/** `userdel`, `groupdel`, `deluser` and `delgroup`. */
export const DELETE = dialect({
  switch: 'r remove f force remove-home remove-all-files system group quiet q only-if-empty backup',
  ignored: 'backup-to',
})

export interface Request {
  readonly options: ReadonlyMap<Meaning, string | null>
  /** The arguments that are no options; null for one that cannot be known. */
  readonly operands: readonly (string | null)[]
}

export type Lookup = (name: string) => string | null | undefined

/** @returns null when an option is not understood */
export function readRequest(words: readonly ShellWord[], known: Dialect, lookup: Lookup): Request | null {
  const options = new Map<Meaning, string | null>()
  const operands: (string | null)[] = []
  const queue = words.map((word) => wordValue(word, lookup))
  while (queue.length > 0) {
    const word = queue.shift() as string | null
    if (word === null || !word.startsWith('-') || word === '-') {
      operands.push(word)
      continue
    }
    if (word === '--') {
      operands.push(...queue.splice(0))
      break
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
