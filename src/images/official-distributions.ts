import { alpine, arch, builtOn, debian, distributionIn, suse, ubuntu, wolfi } from './distributions.ts'
import type { Image } from './image.ts'
import { type KnownImages, named } from './known-image.ts'
import { amazonLinux, azureLinux, fedora, minimal, photon, redHat } from './rpm.ts'
import { says, type Tag } from './tag.ts'

/** The version that a distribution's own tag begins with: `12` of `12.5-slim`, `24.04`; null where it is another word. */
const release = ({ text }: Tag, shape: RegExp): string | null =>
  new RegExp(`^(${shape.source})(?![\\d$]|\\.\\$)`).exec(text)?.[1] ?? null

const major = (tag: Tag): string | null => release(tag, /\d+/)
const noManager = (image: Image): Image => ({ ...image, packageManager: null })

/** Red Hat's own and those rebuilt from it. `usual` is the version without a tag that says one. */
const enterprise =
  (usual: string | null = null) =>
  (tag: Tag): Image | null => {
    const version = major(tag) ?? (tag.open ? null : usual)
    if (says(tag, /micro/)) return noManager(redHat(version))
    if (says(tag, /minimal/)) return minimal(redHat(version))
    return tag.open && !version ? noManager(redHat(null)) : redHat(version)
  }

/** `ubi9/ubi-minimal`, `ubi9-minimal`: the version and the kind stand in the path. */
const ubi = (path: string) => (): Image => {
  const image = redHat(/ubi(\d+)/.exec(path)?.[1] ?? null)
  return path.endsWith('-micro') ? noManager(image) : path.endsWith('-minimal') ? minimal(image) : image
}

/** https://catalog.redhat.com/software/base-images */
const UBI = ['7', '8', '9', '10'].flatMap((version) => [
  `ubi${version}`,
  `ubi${version}-minimal`,
  `ubi${version}-micro`,
  `ubi${version}-init`,
  `ubi${version}/ubi`,
  `ubi${version}/ubi-minimal`,
  `ubi${version}/ubi-micro`,
  `ubi${version}/ubi-init`,
])
const ubiImages = (where: string, paths: readonly string[]): KnownImages =>
  Object.fromEntries(paths.map((path) => [`${where}/${path}`, ubi(path)]))

/** `-slim` has yum in 7 and microdnf from 8 on: https://github.com/oracle/container-images */
const oracleLinux = (tag: Tag): Image => {
  const image = redHat(major(tag))
  return says(tag, /slim/) && image.packageManager === 'dnf' ? minimal(image) : image
}

export const OFFICIAL_DISTRIBUTIONS: KnownImages = {
  debian: (tag) => distributionIn(tag) ?? debian(major(tag)),
  ubuntu: (tag) => {
    const version = release(tag, /\d\d\.\d\d/)
    if (version) return ubuntu(version)
    const named = distributionIn(tag)
    if (named) return named
    // `latest`, `rolling` and newer code names are 24.04 or later.
    return tag.open || /\d/.test(tag.text) ? ubuntu() : { ...ubuntu('24.04'), version: null }
  },
  alpine: (tag) => alpine(release(tag, /\d\.\d+/)),
  'buildpack-deps': (tag) => builtOn(tag, debian()),
  ...named(['archlinux', 'archlinux/archlinux'], () => arch),
  ...named(['fedora', 'quay.io/fedora/fedora', 'registry.fedoraproject.org/fedora'], (tag) => {
    const version = major(tag)
    return tag.open && !version ? noManager(fedora(null)) : fedora(version)
  }),
  ...named(['quay.io/fedora/fedora-minimal', 'registry.fedoraproject.org/fedora-minimal'], (tag) => {
    const version = major(tag)
    // `dnf` there is microdnf up to 40.
    return version !== null && Number(version) < 41
      ? minimal(fedora(version))
      : tag.open && !version
        ? noManager(fedora(null))
        : fedora(version)
  }),
  ...named(['rockylinux', 'rockylinux/rockylinux', 'quay.io/rockylinux/rockylinux'], enterprise()),
  ...named(['almalinux', 'quay.io/almalinuxorg/almalinux', 'ghcr.io/almalinux/almalinux'], enterprise('10')),
  ...Object.fromEntries(
    ['8', '9', '10'].flatMap((version) => [
      [`almalinux/${version}-base`, () => redHat(version)],
      [`almalinux/${version}-minimal`, () => minimal(redHat(version))],
    ]),
  ),
  centos: enterprise(),
  'quay.io/centos/centos': (tag) => redHat(/^(?:stream)?(\d+)(?![\d$])/.exec(tag.text)?.[1] ?? null),
  ...named(['oraclelinux', 'ghcr.io/oracle/oraclelinux', 'container-registry.oracle.com/os/oraclelinux'], oracleLinux),
  // https://github.com/amazonlinux/container-images; the kind `minimal` has a package manager of its own.
  ...named(['amazonlinux', 'public.ecr.aws/amazonlinux/amazonlinux'], (tag) => {
    const image = amazonLinux(
      release(tag, /2023|2/) ?? (tag.text === '' && !tag.open ? '2023' : tag.text === 'latest' ? '2023' : null),
    )
    return says(tag, /minimal/) ? noManager(image) : image
  }),
  photon: (tag) => photon(release(tag, /\d\.\d/)),
  ...ubiImages('registry.access.redhat.com', UBI),
  ...ubiImages('registry.redhat.io', UBI),
  ...ubiImages(
    'redhat',
    UBI.filter((path) => !path.includes('/')),
  ),
  ...named(['opensuse/leap', 'registry.opensuse.org/opensuse/leap'], (tag) => suse(release(tag, /\d+\.\d+/))),
  ...named(['opensuse/tumbleweed', 'registry.opensuse.org/opensuse/tumbleweed'], () => suse()),
  'registry.suse.com/bci/bci-base': (tag) => suse(release(tag, /\d+\.\d+/)),
  ...named(['mcr.microsoft.com/azurelinux/base/core', 'mcr.microsoft.com/cbl-mariner/base/core'], (tag) =>
    azureLinux(release(tag, /\d\.\d/)),
  ),
  ...named(['cgr.dev/chainguard/wolfi-base', 'cgr.dev/chainguard/chainguard-base'], () => wolfi),
}
