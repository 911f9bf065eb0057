import { type Account, account, adding, type Image, PLAIN, ROOT } from './image.ts'
import { amazonLinux, azureLinux, fedora, minimal, redHat } from './rpm.ts'
import { isWindows, type Tag } from './tag.ts'

/** https://sources.debian.org/src/base-passwd/: the users that every Debian and Ubuntu image has and a build may name. */
const DEBIAN_ACCOUNTS = [ROOT, account('www-data', 33, 33, '/var/www'), account('nobody', 65534, 65534, '/nonexistent')]
/** https://gitlab.alpinelinux.org/alpine/aports/-/blob/master/main/alpine-baselayout/passwd */
const ALPINE_ACCOUNTS = [ROOT, account('nobody', 65534, 65534, '/')]
/** From 23.04 on: https://bugs.launchpad.net/cloud-images/+bug/2005129 */
const UBUNTU_USER: Account = account('ubuntu', 1000, 1000, '/home/ubuntu')

export const debian = (version: string | null = null): Image => ({
  ...PLAIN,
  family: 'debian',
  version,
  packageManager: 'apt',
  accounts: DEBIAN_ACCOUNTS,
  nextId: 1000,
})

/** Without a version it is not known whether uid 1000 is taken. */
export function ubuntu(version: string | null = null): Image {
  const image: Image = { ...debian(version), family: 'ubuntu', nextId: version === null ? null : 1000 }
  return version !== null && Number.parseFloat(version) >= 23
    ? (adding(image, { account: UBUNTU_USER }) as Image)
    : image
}

export const alpine = (version: string | null = null): Image => ({
  ...PLAIN,
  family: 'alpine',
  version,
  packageManager: 'apk',
  accounts: ALPINE_ACCOUNTS,
  nextId: 1000,
})

/** https://images.chainguard.dev/directory/image/wolfi-base/overview: BusyBox, apk, and a user `nonroot` that waits. */
export const wolfi: Image = {
  ...PLAIN,
  family: 'wolfi',
  packageManager: 'apk',
  accounts: [ROOT, account('nonroot', 65532, 65532, '/home/nonroot')],
  nextId: 1000,
}

/** https://gitlab.archlinux.org/archlinux/archlinux-docker: no ordinary user, and a release that rolls. */
export const arch: Image = { ...PLAIN, family: 'arch', packageManager: 'pacman', nextId: 1000 }

/**
 * https://github.com/openSUSE/docker-containers-build. The group of a new user depends on `USERGROUPS_ENAB`, which openSUSE
 * has had both ways; a group without a known number keeps every other one from being taken for free.
 */
export const suse = (version: string | null = null): Image => ({
  ...PLAIN,
  family: 'suse',
  version,
  packageManager: 'zypper',
  accounts: [ROOT, account('users', null, null, null)],
})

/** https://www.debian.org/releases/ */
const DEBIAN_RELEASES: Readonly<Record<string, string>> = {
  jessie: '8',
  stretch: '9',
  buster: '10',
  bullseye: '11',
  bookworm: '12',
  trixie: '13',
  forky: '14',
}
/** https://wiki.ubuntu.com/Releases */
const UBUNTU_RELEASES: Readonly<Record<string, string>> = {
  trusty: '14.04',
  xenial: '16.04',
  bionic: '18.04',
  focal: '20.04',
  jammy: '22.04',
  kinetic: '22.10',
  lunar: '23.04',
  mantic: '23.10',
  noble: '24.04',
  oracular: '24.10',
  plucky: '25.04',
  questing: '25.10',
  resolute: '26.04',
}

const word = (pattern: string): RegExp => new RegExp(`(?:^|[-.])${pattern}`)
/** A version whose end a variable does not move. */
const VERSION = String.raw`(?:-?v?(\d+(?:\.\d+)?)(?![\d$]|\.\$))?`

/** The words by which tags name a distribution, and what each stands for. */
const NAMES: readonly (readonly [RegExp, (version: string | null) => Image])[] = [
  [word(`alpine${VERSION}`), alpine],
  [word(`ubi${VERSION}-minimal`), (version) => minimal(redHat(version))],
  [word(`ubi${VERSION}`), redHat],
  [word(`ubuntu${VERSION}`), ubuntu],
  [word(`(?:amazonlinux|amazon|al)(2023|2)(?![\\d$])`), amazonLinux],
  [word(`azurelinux${VERSION}`), azureLinux],
  [word(`cbl-mariner${VERSION}`), azureLinux],
  [word(`rocky(?:linux)?${VERSION}`), redHat],
  [word(`almalinux${VERSION}`), redHat],
  [word(`centos${VERSION}`), redHat],
  [word(`oracle(?:linux)?${VERSION}(?![a-z])`), redHat],
  [word(`fedora${VERSION}`), fedora],
  [word(`opensuse${VERSION}`), suse],
  [word(`debian${VERSION}`), debian],
]

/** The distribution that a tag names; null when it names none. */
export function distributionIn({ text }: Tag): Image | null {
  const words = text.split(/[-.]/)
  for (const name of words) {
    if (Object.hasOwn(DEBIAN_RELEASES, name)) return debian(DEBIAN_RELEASES[name])
    if (Object.hasOwn(UBUNTU_RELEASES, name)) return ubuntu(UBUNTU_RELEASES[name])
    if (name === 'sid') return debian()
  }
  for (const [pattern, image] of NAMES) {
    const found = pattern.exec(text)
    if (found) return image(found[1] ?? null)
  }
  return null
}

/**
 * The distribution that a tag names, or else the one that all tags of the image without such a word are built on. Where a
 * variable may hold the word, it is some Linux; `-slim` is said of Debian alone.
 */
export function builtOn(tag: Tag, usual: Image): Image | null {
  if (isWindows(tag)) return null
  const named = distributionIn(tag)
  if (named) return named
  return tag.open && !(usual.family === 'debian' && /(?:^|-)slim(?:$|-)/.test(tag.text)) ? PLAIN : usual
}
