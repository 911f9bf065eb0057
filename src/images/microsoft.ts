import { builtOn, debian, distributionIn, ubuntu } from './distributions.ts'
import { account, adding, type Image, PLAIN, withoutOrdinaryUsers } from './image.ts'
import { type KnownImage, type KnownImages, named } from './known-image.ts'
import { LANGUAGES } from './languages.ts'
import { isWindows, numbersOf, says, type Tag } from './tag.ts'

/** https://github.com/dotnet/dotnet-docker/blob/main/src/runtime-deps: the user `app` since 8. */
const APP = account('app', 1654, 1654, '/home/app')

/** The tag begins with the version; Debian up to 9, Ubuntu from 10 on, where it names no other. */
function dotnetBase(tag: Tag): Image | null {
  if (isWindows(tag)) return null
  const version = numbersOf(tag)?.major ?? null
  // Before 8 `6.0-focal` and the like have no user.
  if (version !== null && version < 8) return builtOn(tag, debian())
  if (says(tag, /distroless|chiseled/) || /chiseled|distroless/.test(tag.text)) {
    return adding({ ...PLAIN, family: 'distroless' }, { account: APP, runsAs: 'account' })
  }
  const image = builtOn(tag, version !== null && version < 10 ? debian('12') : ubuntu())
  return version === null && tag.open ? withUnknownUser(image) : adding(image, { account: APP })
}

/** Whether the image has the user depends on a version that is not known. */
const withUnknownUser = (image: Image | null): Image | null => image && { ...image, nextId: null }

const dotnet: KnownImage = (tag, name) =>
  adding(dotnetBase(tag), name === 'sdk' ? { env: { NUGET_XMLDOC_MODE: 'skip' } } : {})

/** .NET 5 and before, at their old place: Debian where the tag names no other. */
const dotnetCore: KnownImage = (tag, name) =>
  adding(builtOn(tag, debian()), name === 'sdk' ? { env: { NUGET_XMLDOC_MODE: 'skip' } } : {})

const VSCODE = account('vscode', 1000, 1000, '/home/vscode')

/**
 * https://github.com/devcontainers/images/tree/main/src: the user of a dev container, whom
 * https://github.com/devcontainers/features/tree/main/src/common-utils makes, is only told in the image's metadata; the steps of a
 * Dockerfile run as root. On Ubuntu the user `ubuntu` goes first.
 */
const devContainer =
  (base: KnownImage, env: Readonly<Record<string, string>> = {}): KnownImage =>
  (tag, name) => {
    // `1-3.12-bookworm`: the version of the dev container stands in front of that of the language.
    const image = base(tag, name)
    const ready = image?.family === 'ubuntu' ? withoutOrdinaryUsers(image) : image
    return adding(ready, { account: VSCODE, env })
  }

const onLanguage = (name: string): KnownImage => LANGUAGES[name] as KnownImage
const base: KnownImage = (tag) => builtOn(tag, debian())

const DEV_CONTAINERS: KnownImages = {
  base: devContainer(base),
  cpp: devContainer(base, { VCPKG_ROOT: '/usr/local/vcpkg', VCPKG_DOWNLOADS: '/usr/local/vcpkg-downloads' }),
  java: devContainer(base),
  miniconda: devContainer(base, { CONDA_DIR: '/opt/conda' }),
  anaconda: devContainer(base, { CONDA_DIR: '/opt/conda' }),
  python: devContainer(onLanguage('python'), {
    PIPX_HOME: '/usr/local/py-utils',
    PIPX_BIN_DIR: '/usr/local/py-utils/bin',
  }),
  go: devContainer(onLanguage('golang')),
  rust: devContainer(onLanguage('rust')),
  ruby: devContainer(onLanguage('ruby')),
  php: (tag, name) => adding(devContainer(onLanguage('php'))(tag, name), { workdir: '/var/www/html' }),
  // The user `node` of the image below is taken over.
  'javascript-node': onLanguage('node'),
  'typescript-node': onLanguage('node'),
  dotnet: (tag) => {
    const image = distributionIn(tag)
    const ready = image?.family === 'ubuntu' ? withoutOrdinaryUsers(image) : image
    return adding(adding(ready, { account: VSCODE, env: { NUGET_XMLDOC_MODE: '' } }), { account: APP })
  },
}

/** https://github.com/microsoft/playwright/tree/main/utils/docker: `adduser pwuser` on Ubuntu, and root runs the steps. */
const playwright: KnownImage = (tag) => {
  const image = builtOn(tag, ubuntu())
  const id = image?.nextId ?? null
  return adding(image, {
    account: account('pwuser', id, id, '/home/pwuser'),
    env: { PLAYWRIGHT_BROWSERS_PATH: '/ms-playwright' },
  })
}

export const MICROSOFT: KnownImages = {
  ...named(
    ['sdk', 'aspnet', 'runtime', 'runtime-deps'].map((name) => `mcr.microsoft.com/dotnet/${name}`),
    dotnet,
  ),
  ...named(
    ['sdk', 'aspnet', 'runtime', 'runtime-deps'].map((name) => `mcr.microsoft.com/dotnet/core/${name}`),
    dotnetCore,
  ),
  ...Object.fromEntries(
    Object.entries(DEV_CONTAINERS).map(([name, image]) => [`mcr.microsoft.com/devcontainers/${name}`, image]),
  ),
  ...named(
    ['playwright', 'playwright/python', 'playwright/java', 'playwright/dotnet'].map(
      (name) => `mcr.microsoft.com/${name}`,
    ),
    playwright,
  ),
}
