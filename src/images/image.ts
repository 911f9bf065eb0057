/** A user of an image: what stands in its `/etc/passwd`. Null where it cannot be known. */
export interface Account {
  readonly name: string | null
  readonly uid: number | null
  readonly gid: number | null
  readonly home: string | null
}

/** The kind of system in an image. `linux` is one whose distribution the tag does not tell. */
export type Family =
  | 'debian'
  | 'ubuntu'
  | 'alpine'
  | 'wolfi'
  | 'fedora'
  | 'rhel'
  | 'amazon'
  | 'azure'
  | 'photon'
  | 'suse'
  | 'arch'
  | 'distroless'
  | 'linux'

/** `dnf5` is the dnf of Fedora 41 and later, which keeps its cache elsewhere. */
export const packageManagers = ['apt', 'apk', 'dnf', 'dnf5', 'microdnf', 'yum', 'tdnf', 'zypper', 'pacman'] as const
export type PackageManager = (typeof packageManagers)[number]

/** What is known of a base image. */
export interface Image {
  readonly family: Family
  /** Of the distribution: `12`, `24.04`, `3.20`, `41`; null where the tag does not tell. */
  readonly version: string | null
  /** The package manager of the distribution; null when there is none or it is not known. */
  readonly packageManager: PackageManager | null
  /** The user that steps run as. */
  readonly user: Account
  readonly accounts: readonly Account[]
  /** Environment that matters to a package manager. */
  readonly env: Readonly<Record<string, string>>
  /** Where root's tools are installed that keep their caches beside themselves, by the manager's id: conda's `/opt/conda`. */
  readonly prefixes: Readonly<Record<string, string>>
  /** The first free uid and gid for an ordinary user, which `useradd` and `adduser` take; null where it cannot be known. */
  readonly nextId: number | null
  /** Null where it depends on the variant and the tag does not tell. */
  readonly workdir: string | null
  /** The `SHELL` that the image leaves for the steps of a Dockerfile. */
  readonly shell: readonly string[]
  /** Folders that the image declares as a `VOLUME`. */
  readonly volumes: readonly string[]
  /** Links of the image to folders that a tool works in: what is mounted belongs where the link leads. */
  readonly links: Readonly<Record<string, string>>
  /** What the entry script does that matters to a cache. It runs in a container, not in a build's steps. */
  readonly entry: string | null
}

export const account = (name: string, uid: number | null, gid: number | null, home: string | null): Account => ({
  name,
  uid,
  gid,
  home,
})

export const ROOT: Account = { name: 'root', uid: 0, gid: 0, home: '/root' }

/** The start of every image: what BuildKit takes for a configuration that sets nothing. */
export const PLAIN: Image = {
  family: 'linux',
  version: null,
  packageManager: null,
  user: ROOT,
  accounts: [ROOT],
  env: {},
  prefixes: {},
  nextId: null,
  workdir: '/',
  shell: ['/bin/sh', '-c'],
  volumes: [],
  links: {},
  entry: null,
}

/** A path without the links that the image is known to have. */
export function realPath(path: string, image: Image | null): string {
  const link = Object.entries(image?.links ?? {}).find(([from]) => path === from || path.startsWith(`${from}/`))
  return link ? link[1] + path.slice(link[0].length) : path
}

/** What an image adds to the one that it is built on. */
export interface Addition
  extends Partial<
    Pick<Image, 'workdir' | 'shell' | 'volumes' | 'links' | 'env' | 'prefixes' | 'entry' | 'version' | 'packageManager'>
  > {
  /** A user that it makes. */
  readonly account?: Account
  /** The user that it leaves in force, when that is the one it makes. */
  readonly runsAs?: 'account'
}

/** An image with what is built on top of it; nothing where the lower one is not known. */
export function adding(image: Image | null, { account: made, runsAs, env, ...rest }: Addition): Image | null {
  if (!image) return null
  return {
    ...image,
    ...rest,
    env: { ...image.env, ...env },
    accounts: made ? [...image.accounts, made] : image.accounts,
    nextId: made ? nextIdAfter(image.nextId, made) : image.nextId,
    user: made && runsAs ? made : image.user,
  }
}

/** Only a user that takes the next number, with a group of the same, leaves the one behind it to both kinds of program. */
function nextIdAfter(nextId: number | null, { uid, gid }: Account): number | null {
  if (nextId === null || uid === null || gid === null) return null
  if (uid < 1000 && gid < 1000) return nextId
  return uid === nextId && gid === nextId ? nextId + 1 : null
}

/** The image without the ordinary users of its distribution, so that the first number is free again. */
export const withoutOrdinaryUsers = (image: Image | null): Image | null =>
  image && {
    ...image,
    accounts: image.accounts.filter(({ uid }) => uid === null || uid < 1000 || uid > 60000),
    nextId: 1000,
  }
