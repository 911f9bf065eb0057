import { keysOf, type Table, textsOf } from '../../formats/tables.ts'
import { joinInside } from '../paths.ts'
import { readYaml } from './data-files.ts'
import { isLocalSpec, specOf } from './local-dependencies.ts'
import { askingFrom, missingInYarnLock } from './lock-in-step.ts'
import { unknownSetting } from './npmrc.ts'
import { folderBy, readOptions } from './options.ts'
import { type PackageJson, readPackageJson } from './package-json.ts'
import { type ProjectTool, packageFolders, patchFolders, readManifests } from './project.ts'
import type { ImageFiles, InstallReads, InstallRequest } from './reads.ts'
import { aboveOf, membersOf, workspacesAbove } from './workspaces.ts'

const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall']
const CLASSIC: ProjectTool = {
  name: 'yarn',
  lifeCycle: { root: [...INSTALL_SCRIPTS, 'prepublish', 'prepare'], members: INSTALL_SCRIPTS, compiles: true },
  local: { links: /^link:/ },
  links: 'all',
}
/** It runs no `prepare` for the project. https://yarnpkg.com/advanced/lifecycle-scripts */
const BERRY: ProjectTool = {
  name: 'yarn',
  lifeCycle: { root: INSTALL_SCRIPTS, members: INSTALL_SCRIPTS, compiles: false },
  local: { workspace: true, links: /^link:/, patches: true },
  links: 'all',
}

/** https://classic.yarnpkg.com/docs/cli/install and https://yarnpkg.com/cli/install */
const OPTIONS = {
  flags: `
    --frozen-lockfile --pure-lockfile --production --prod --non-interactive --ignore-engines --ignore-optional --ignore-platform
    --ignore-scripts --offline --prefer-offline --silent -s --verbose --no-progress --check-files --force --no-bin-links
    --link-duplicates --skip-integrity-check --update-checksums --json --immutable --immutable-cache --check-cache
    --check-resolutions --refresh-lockfile --inline-builds --all -A
  `
    .trim()
    .split(/\s+/),
  values: ['--cwd', '--network-timeout', '--network-concurrency', '--registry', '--mutex', '--cache-folder', '--mode'],
}

/** What `yarn install` reads: manifests and lock file, settings, the releases and plugins that these name, patches, archives. */
export function readsOfYarn(request: InstallRequest): InstallReads {
  const { files: image, verb, args, resolve } = request
  if (verb === 'global add' || verb === 'global upgrade') return readsOfGlobal(request)
  const focus = verb === 'workspaces focus'
  if (verb !== '' && verb !== 'install' && !focus) return { unknown: `yarn ${verb} changes the manifests` }
  const read = readOptions(args, OPTIONS)
  if ('unknown' in read) return read
  // The operands of `focus` are names of members.
  if (read.operands.length > 0 && !focus) return { unknown: `yarn ${read.operands[0]} is more than an install` }
  const folder = folderBy(read, ['--cwd'], request.folder, resolve)
  if (folder === null) return { unknown: 'the folder that it installs is not known' }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const [manifest, lock] = [inFolder('package.json'), inFolder('yarn.lock')]
  if (!image.has(manifest)) return { unknown: `${manifest} is not copied from the build context` }
  if (!image.has(lock)) return { unknown: `there is no yarn.lock beside ${manifest}` }
  const lockText = image.text(lock)
  const root = readPackageJson(image, manifest)
  const above = workspacesAbove(image, folder)
  const settings = settingsOf(image, folder)
  if (lockText === undefined || root === undefined || above === undefined || settings === undefined) {
    return { missing: true }
  }
  if (above !== null) return { unknown: above }
  if (root === null) return { unknown: `${manifest} cannot be read` }
  if ('unknown' in settings) return settings
  const isBerry = generation(lockText, root.packageManager, settings.berry !== null)
  if (isBerry === null) return { unknown: 'it cannot be told which Yarn runs' }
  const members = membersOf(image, folder, root.workspaces, { negations: isBerry })
  if ('unknown' in members) return members
  const withoutScripts = isBerry ? read.options.get('--mode') === 'skip-build' : read.options.has('--ignore-scripts')
  const specs = textsOf([settings.berry?.catalog, settings.berry?.catalogs])
  const inside = readManifests(isBerry ? BERRY : CLASSIC, {
    image,
    folder,
    members: members.files,
    withoutScripts,
    specs,
  })
  if (!('files' in inside)) return inside
  if (!['--frozen-lockfile', '--pure-lockfile', '--immutable'].some((option) => read.options.has(option))) {
    const manifests = [manifest, ...members.files].map((file) => [file, readPackageJson(image, file)] as const)
    const missing = missingInYarnLock(lockText ?? '', askingFrom(folder, manifests as [string, PackageJson][]))
    if (missing) return { unknown: `${lock} does not know ${missing}, and yarn adds it` }
  }
  const patches = patchFolders(
    image,
    inside.files.filter((file) => /\.(?:patch|diff)$/.test(file)),
  )
  const others = inside.files.filter((file) => !/\.(?:patch|diff)$/.test(file))
  const cache = isBerry && image.under(inFolder('.yarn/cache')).length > 0 ? [inFolder('.yarn/cache')] : []
  return {
    files: [...new Set([manifest, lock, ...settings.files, ...members.files, ...others, ...patches.files])],
    folders: [...new Set([...settings.folders, ...patches.folders, ...cache])],
    writes: [...packageFolders(folder, members.files), ...(isBerry ? stateOf(settings.berry).map(inFolder) : [])],
  }
}

/** Whether it is Yarn 2 or later: by the lock file, the settings and the manifest, when all say the same. */
function generation(lock: string | null, packageManager: unknown, hasSettings: boolean): boolean | null {
  const said = [
    ...(/^__metadata:/m.test(lock ?? '') ? [true] : []),
    ...(/^# yarn lockfile v1\s*$/m.test(lock ?? '') ? [false] : []),
    ...(hasSettings ? [true] : []),
  ]
  const version = typeof packageManager === 'string' ? /^yarn@(\d+)\./.exec(packageManager)?.[1] : undefined
  if (version !== undefined) said.push(version !== '1')
  // One that is too large to be had says nothing. Yarn 2 and later are never without one of the others: corepack takes the
  // version from the manifest, and the classic one where there is none. https://yarnpkg.com/getting-started/install
  if (said.length === 0 && !lock?.trim()) return false
  return said.length > 0 && said.every((one) => one === said[0]) ? (said[0] as boolean) : null
}

/**
 * What Yarn 2 and later leave in the project beside `node_modules`: a copy of an older state would be taken for theirs.
 * https://yarnpkg.com/getting-started/qa#which-files-should-be-gitignored
 */
function stateOf(settings: Table | null): string[] {
  const linker = settings?.nodeLinker
  const state = ['.yarn/install-state.gz']
  return linker === 'node-modules' || linker === 'pnpm'
    ? state
    : [...state, '.yarn/unplugged', '.pnp.cjs', '.pnp.loader.mjs']
}

interface Settings {
  readonly files: readonly string[]
  readonly folders: readonly string[]
  /** What `.yarnrc.yml` says; null where there is none. */
  readonly berry: Table | null
}

/** The settings files of the folder and of those above it; undefined while a text is not at hand. */
function settingsOf(image: ImageFiles, folder: string): Settings | { readonly unknown: string } | undefined {
  const named = (name: string): string[] =>
    [joinInside(folder, name) as string, ...aboveOf(folder, name)].filter((file) => image.has(file))
  const [npmrc, yarnrc, berry, environment] = ['.npmrc', '.yarnrc', '.yarnrc.yml', '.env.yarn'].map(named) as [
    string[],
    string[],
    string[],
    string[],
  ]
  const texts = [...npmrc, ...yarnrc].map((file) => image.text(file))
  const tables = berry.map((file) => readYaml(image, file))
  if (texts.includes(undefined) || tables.includes(undefined)) return undefined
  if (texts.includes(null) || tables.includes(null)) return { unknown: 'its settings cannot be read' }
  const outside = berry.find((file) => file !== joinInside(folder, '.yarnrc.yml'))
  if (outside) return { unknown: `${outside} lies above the folder that is installed` }
  const files = [...npmrc, ...yarnrc, ...berry, ...environment]
  const folders: string[] = []
  for (const [index, file] of npmrc.entries()) {
    const setting = unknownSetting(texts[index] as string)
    if (setting) return { unknown: `${file} sets ${setting}` }
  }
  const inFolder = (path: string): string | null => (path.startsWith('/') ? null : joinInside(folder, path))
  for (const [index, file] of yarnrc.entries()) {
    const found = readYarnrc(texts[npmrc.length + index] as string)
    if ('unknown' in found) return { unknown: `${file} sets ${found.unknown}` }
    if (found.paths.length > 0 && file !== inFolder('.yarnrc')) return { unknown: `${file} names files` }
    for (const path of found.paths) {
      const at = inFolder(path)
      if (at === null || (!image.has(at) && image.under(at).length === 0)) return { unknown: `${file} names ${path}` }
      if (image.has(at)) folders.push(at.slice(0, at.lastIndexOf('/')))
      else folders.push(at)
    }
  }
  const table = (tables[0] ?? null) as Table | null
  const programs = table === null ? [] : programsOf(table)
  if (!Array.isArray(programs)) return { unknown: `${berry[0]} sets ${programs.unknown}` }
  for (const path of programs) {
    const at = inFolder(path)
    if (at === null || !image.has(at)) return { unknown: `${path} is not in the build context` }
    folders.push(joinInside(folder, /^(?:\.\/)?(\.yarn\/(?:releases|plugins))\//.exec(path)?.[1] ?? '.') as string)
  }
  return { files, folders: [...new Set(folders)], berry: table }
}

/** Settings of Yarn 1 that say nothing of files. https://classic.yarnpkg.com/docs/yarnrc */
const PLAIN =
  /^(?:--[\w.-]+|registry|"?@[\w.:/-]+"?|network-(?:timeout|concurrency)|child-concurrency|strict-ssl|lastUpdateCheck|save-prefix|ignore-(?:engines|optional|platform)|disable-self-update-check|workspaces-experimental|yarn-offline-mirror-pruning|version-[\w-]+|email|username|unsafe-disable-integrity-migration|no-progress)$/

/** The paths that a `.yarnrc` names: the program of Yarn itself, and the archives that it would download. */
function readYarnrc(text: string): { readonly paths: string[] } | { readonly unknown: string } {
  const paths: string[] = []
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue
    const [, key = line, value = ''] = /^"?([^\s"]+)"?:?\s+"?([^"]*?)"?\s*$/.exec(line) ?? []
    const isProgram = key === 'yarn-path' && /(?:^|\/)releases\/yarn-[\w.-]+$/.test(value)
    if (isProgram || (key === 'yarn-offline-mirror' && /^[\w./-]+$/.test(value))) paths.push(value)
    else if (!PLAIN.test(key) || /cafile|modules-folder|cwd|ignore-scripts|focus/.test(key)) return { unknown: key }
  }
  return { paths }
}

/** The program of Yarn itself and its plugins, as `.yarnrc.yml` names them; or the setting that names something else. */
function programsOf(settings: Table): string[] | { readonly unknown: string } {
  const { yarnPath, plugins = [], ...rest } = settings
  // Constraints are programs of the project: https://yarnpkg.com/features/constraints
  const unknown = keysOf(rest).find(
    (key) => /(?:path|folder|filename|files|nmMode)$/i.test(key) || /^enableConstraints/.test(key),
  )
  if (unknown !== undefined) return { unknown }
  const paths: string[] = []
  if (yarnPath !== undefined) {
    if (typeof yarnPath !== 'string' || !/^(?:\.\/)?\.yarn\/releases\/yarn-[\w.-]+\.c?js$/.test(yarnPath)) {
      return { unknown: 'yarnPath' }
    }
    paths.push(yarnPath)
  }
  if (!Array.isArray(plugins)) return { unknown: 'plugins' }
  for (const plugin of plugins) {
    const path: unknown = typeof plugin === 'object' && plugin !== null ? (plugin as Table).path : plugin
    // Those of Yarn itself; another one may read whatever it likes.
    if (typeof path !== 'string' || !/^(?:\.\/)?\.yarn\/plugins\/@yarnpkg\/plugin-[\w-]+\.c?js$/.test(path)) {
      return { unknown: 'a plugin that is not known' }
    }
    paths.push(path)
  }
  return paths
}

/** `yarn global add name` reads nothing of the project but the settings beside it. */
function readsOfGlobal({ files: image, folder, args }: InstallRequest): InstallReads {
  const read = readOptions(args, { flags: OPTIONS.flags, values: [...OPTIONS.values, '--prefix', '--global-folder'] })
  if ('unknown' in read) return read
  if (read.operands.length === 0 || read.options.has('--cwd')) return { unknown: 'it installs the folder it runs in' }
  const local = read.operands.find((word) => isLocalSpec(specOf(word)))
  if (local) return { unknown: `it installs ${local}` }
  const settings = settingsOf(image, folder)
  if (settings === undefined) return { missing: true }
  return 'unknown' in settings ? settings : { files: settings.files, folders: settings.folders, writes: [] }
}
