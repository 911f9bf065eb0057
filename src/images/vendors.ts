import { builtOn, debian, ubuntu, wolfi } from './distributions.ts'
import { type Account, account, adding, type Image, PLAIN, ROOT } from './image.ts'
import { type KnownImage, type KnownImages, named } from './known-image.ts'
import { numbersOf, says, type Tag } from './tag.ts'

const NONROOT: Account = account('nonroot', 65532, 65532, '/home/nonroot')

/**
 * https://github.com/GoogleContainerTools/distroless/blob/main/static/static.bzl: no package manager, and a shell in the kind
 * `debug` alone; the kind `nonroot` changes user and working directory.
 */
const distroless: KnownImage = (tag, name) => {
  const image: Image = {
    ...PLAIN,
    family: 'distroless',
    version: /-debian(\d+)$/.exec(name)?.[1] ?? null,
    accounts: [ROOT, account('nobody', 65534, 65534, '/nonexistent')],
  }
  if (tag.open && !says(tag, /nonroot/)) return null
  return says(tag, /nonroot/)
    ? adding(image, { account: NONROOT, runsAs: 'account', workdir: '/home/nonroot' })
    : adding(image, { account: NONROOT })
}

/** https://github.com/chainguard-images/images: user and working directory as their `locked_config.json` has them. */
const CHAINGUARD: Readonly<Record<string, { readonly root?: true; readonly workdir: string | null }>> = {
  go: { root: true, workdir: null },
  node: { workdir: '/app' },
  php: { workdir: '/app' },
  python: { workdir: null },
  ruby: { workdir: '/work' },
  rust: { workdir: '/work' },
  jdk: { workdir: '/home/build' },
  maven: { workdir: '/home/build' },
}

/** Only the kind `-dev` has a shell and apk. */
const chainguard: KnownImage = (tag, name) => {
  const { root, workdir } = CHAINGUARD[name] ?? { workdir: null }
  return { ...wolfi, packageManager: says(tag, /dev/) ? 'apk' : null, user: root ? ROOT : NONROOT, workdir }
}

/** https://github.com/bitnami/containers: the images of languages run as root on minideb, with a `SHELL` of their own. */
const bitnami: KnownImage = (tag) =>
  adding(builtOn({ ...tag, open: false }, debian()), {
    workdir: '/app',
    shell: ['/bin/bash', '-o', 'errexit', '-o', 'nounset', '-o', 'pipefail', '-c'],
  })

/** The user got another number in October 2022: https://github.com/CircleCI-Public/cimg-base/pull/213 */
function hasNewNumbers(tag: Tag, name: string): boolean {
  const version = numbersOf(tag)
  if (name === 'base') {
    const [, year, month] = /^(\d{4})\.(\d\d)(?![\d$])/.exec(tag.text) ?? []
    return year ? Number(year) * 12 + Number(month) > 2022 * 12 + 10 : /^(?:current|edge|stable)(?:-|$)/.test(tag.text)
  }
  const first: Readonly<Record<string, readonly [number, number]>> = { node: [19, 1], python: [3, 12], go: [1, 20] }
  const [major, minor] = first[name] ?? [Number.POSITIVE_INFINITY, 0]
  return version !== null && (version.major > major || (version.major === major && (version.minor ?? -1) >= minor))
}

/** https://github.com/CircleCI-Public/cimg-base/blob/main/Dockerfile.template */
const circleCi: KnownImage = (tag, name) => {
  const known = hasNewNumbers(tag, name)
  const base = name === 'base' ? builtOn({ ...tag, open: false }, ubuntu()) : ubuntu()
  return adding(base, {
    account: account('circleci', known ? 1001 : null, known ? 1002 : null, '/home/circleci'),
    runsAs: 'account',
    workdir: '/home/circleci/project',
    shell: ['/bin/bash', '-exo', 'pipefail', '-c'],
    // https://github.com/CircleCI-Public/cimg-go/blob/main/Dockerfile.template
    env: name === 'go' ? { GOPATH: '/home/circleci/go' } : {},
  })
}

export const VENDORS: KnownImages = {
  'gcr.io/distroless/*': distroless,
  ...named(
    Object.keys(CHAINGUARD).map((name) => `cgr.dev/chainguard/${name}`),
    chainguard,
  ),
  // https://github.com/bitnami/minideb/blob/master/mkimage writes docker-clean, as Debian's own images have it.
  'bitnami/minideb': (tag) => builtOn(tag, debian()),
  ...named(
    ['node', 'python', 'ruby'].flatMap((name) => [`bitnami/${name}`, `bitnamilegacy/${name}`]),
    bitnami,
  ),
  ...named(
    ['base', 'node', 'python', 'go'].map((name) => `cimg/${name}`),
    circleCi,
  ),
}
