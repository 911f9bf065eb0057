import { type Account, type Image, ROOT } from './image.ts'
import { type ImageReference, officialName } from './reference.ts'

const account = (name: string, uid: number, gid: number, home: string): Account => ({ name, uid, gid, home })

/** https://sources.debian.org/src/base-passwd/: the users that every Debian and Ubuntu image has and a build may name. */
const DEBIAN_ACCOUNTS = [ROOT, account('www-data', 33, 33, '/var/www'), account('nobody', 65534, 65534, '/nonexistent')]
/** https://gitlab.alpinelinux.org/alpine/aports/-/blob/master/main/alpine-baselayout/passwd */
const ALPINE_ACCOUNTS = [ROOT, account('nobody', 65534, 65534, '/')]

const debian: Image = {
  family: 'debian',
  packageManager: 'apt',
  user: ROOT,
  accounts: DEBIAN_ACCOUNTS,
  env: {},
  nextId: 1000,
}
const ubuntu: Image = { ...debian, family: 'ubuntu' }
const alpine: Image = {
  family: 'alpine',
  packageManager: 'apk',
  user: ROOT,
  accounts: ALPINE_ACCOUNTS,
  env: {},
  nextId: 1000,
}

/** From 23.04 on: https://bugs.launchpad.net/cloud-images/+bug/2005129 */
const UBUNTU_USER = account('ubuntu', 1000, 1000, '/home/ubuntu')
/** https://github.com/nodejs/docker-node/blob/main/Dockerfile-debian.template */
const NODE_USER = account('node', 1000, 1000, '/home/node')

const withUser = (image: Image, user: Account): Image => ({
  ...image,
  accounts: [...image.accounts, user],
  nextId: image.nextId === null ? null : image.nextId + 1,
})

const isAlpine = (tag: string): boolean => /(?:^|-)alpine/.test(tag)
const isWindows = (tag: string): boolean => /windowsservercore|nanoserver/.test(tag)

/** The images with Java: on Ubuntu where the tag names nothing else. */
const java = (tag: string | null): Image | null => {
  if (/corretto|amazon|oracle|ubi|centos|graal|windows|nanoserver|ibm|sapmachine|zulu|rocky|fedora/.test(tag ?? ''))
    return null
  return isAlpine(tag ?? '') ? alpine : { ...ubuntu, nextId: null }
}

/** The official images by name; a function gets the tag, lower-cased, variables as written, or null where there is none. */
const IMAGES: Readonly<Record<string, (tag: string | null) => Image | null>> = {
  debian: () => debian,
  ubuntu: (tag) => {
    const version = /^(\d+)\.\d+/.exec(tag ?? '')
    if (version) return Number(version[1]) >= 23 ? withUser(ubuntu, UBUNTU_USER) : ubuntu
    if (/^(?:focal|jammy|bionic|xenial|trusty)\b/.test(tag ?? '')) return ubuntu
    if (tag?.includes('$')) return { ...ubuntu, nextId: null }
    // `latest` and newer code names are 24.04 or later.
    return withUser(ubuntu, UBUNTU_USER)
  },
  alpine: () => alpine,
  'eclipse-temurin': java,
  maven: java,
  gradle: java,
  golang: (tag) =>
    isWindows(tag ?? '') ? null : { ...(isAlpine(tag ?? '') ? alpine : debian), env: { GOPATH: '/go' } },
  // https://github.com/rust-lang/docker-rust/blob/master/Dockerfile-debian.template
  rust: (tag) => ({ ...(isAlpine(tag ?? '') ? alpine : debian), env: { CARGO_HOME: '/usr/local/cargo' } }),
  python: (tag) => (isWindows(tag ?? '') ? null : isAlpine(tag ?? '') ? alpine : debian),
  node: (tag) => (isWindows(tag ?? '') ? null : withUser(isAlpine(tag ?? '') ? alpine : debian, NODE_USER)),
}

/** What is known of the image that a reference names; null when nothing is. */
export function imageOf(reference: ImageReference): Image | null {
  const name = officialName(reference)
  if (name === null || !Object.hasOwn(IMAGES, name)) return null
  return IMAGES[name]?.(reference.tag?.toLowerCase() ?? null) ?? null
}
