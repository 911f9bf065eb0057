/** A user of an image: what stands in its `/etc/passwd`. Null where it cannot be known. */
export interface Account {
  readonly name: string | null
  readonly uid: number | null
  readonly gid: number | null
  readonly home: string | null
}

/** The program that installs an image's packages. `dnf5` is Fedora's from 41 on, which keeps its cache elsewhere. */
export type PackageManager = 'apt' | 'apk' | 'dnf' | 'dnf5' | 'microdnf' | 'yum' | 'tdnf' | 'zypper' | 'pacman'

/** What is known of a base image. */
export interface Image {
  readonly family: 'debian' | 'ubuntu' | 'alpine' | 'fedora' | 'rhel'
  /** Null where there is none, or where it is not known. */
  readonly packageManager: PackageManager | null
  /** The user that steps run as. */
  readonly user: Account
  readonly accounts: readonly Account[]
  /** Environment that matters to a package manager. */
  readonly env: Readonly<Record<string, string>>
  /** The first free uid and gid for an ordinary user, which `useradd` and `adduser` take; null where it cannot be known. */
  readonly nextId: number | null
}

export const ROOT: Account = { name: 'root', uid: 0, gid: 0, home: '/root' }
