import { type Account, type Image, type PackageManager, PLAIN, ROOT } from './image.ts'
import { imageOf } from './known.ts'
import { type ImageReference, readReference } from './reference.ts'

/** What a repository says of images of its own. What is null was not said. */
export interface TaughtImage {
  /** Whether it is said of the image that a reference names, with its tag or without. */
  readonly matches: (reference: string) => boolean
  /** The reference of a known image that it is built on, or like. */
  readonly like: string | null
  readonly user: string | null
  readonly uid: number | null
  readonly gid: number | null
  readonly home: string | null
  readonly manager: PackageManager | null
  readonly env: Readonly<Record<string, string>>
}

/** What is known of the image that a reference names: as the repository says, or else as the catalogue does. */
export const imageOfWith =
  (taught: readonly TaughtImage[]) =>
  (reference: ImageReference): Image | null => {
    const { registry, path, tag } = reference
    const name = registry === null ? path : `${registry}/${path}`
    const lesson = taught.find(({ matches }) => matches(name) || (tag !== null && matches(`${name}:${tag}`)))
    return lesson ? imageFrom(lesson) : imageOf(reference)
  }

function imageFrom({ like, user, uid, gid, home, manager, env }: TaughtImage): Image {
  const reference = like === null ? null : readReference(like)
  const base = (reference && imageOf(reference)) ?? { ...PLAIN, workdir: null }
  const there = base.accounts.find((one) => (user === null ? one.uid === uid : one.name === user))
  const same = user === null && uid === null ? base.user : (there ?? (user === 'root' || uid === 0 ? ROOT : null))
  const account: Account = {
    name: user ?? same?.name ?? null,
    uid: uid ?? same?.uid ?? null,
    gid: gid ?? same?.gid ?? null,
    home: home ?? same?.home ?? null,
  }
  return {
    ...base,
    packageManager: manager ?? base.packageManager,
    user: account,
    accounts: [...base.accounts.filter((one) => one.name !== account.name), account],
    env: { ...base.env, ...env },
    // Who else was made there is not known.
    nextId: null,
  }
}
