import { keysOf, type Table, textsOf } from '../../formats/tables.ts'
import { joinInside } from '../paths.ts'
import { readYaml } from './data-files.ts'
import { hasActivePackages } from './life-cycle.ts'
import { isLocalSpec, specOf, specsOf } from './local-dependencies.ts'
import { askingFrom, missingInPnpmLock } from './lock-in-step.ts'
import { unknownSetting } from './npmrc.ts'
import { folderBy, type ReadOptions, readOptions } from './options.ts'
import { type PackageJson, readPackageJson } from './package-json.ts'
import { type ProjectTool, packageFolders, patchedDependencies, patchFolders, readManifests } from './project.ts'
import type { ImageFiles, InstallReads, InstallRequest } from './reads.ts'
import { aboveOf, membersOf } from './workspaces.ts'

const SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare']
const PNPM: ProjectTool = {
  name: 'pnpm',
  lifeCycle: { root: ['pnpm:devPreinstall', ...SCRIPTS], members: SCRIPTS, compiles: true },
  local: { workspace: true, links: /^link:/ },
  links: 'asked for',
}

/** https://pnpm.io/cli/install */
const OPTIONS = {
  flags: `
    --frozen-lockfile --no-frozen-lockfile --prefer-frozen-lockfile --offline --prefer-offline --ignore-scripts --prod -P --production
    --dev -D --optional --no-optional --shamefully-hoist --strict-peer-dependencies --no-strict-peer-dependencies --silent -s
    --recursive -r --workspace-root -w --color --no-color --stream --aggregate-output --force -f --ignore-pnpmfile
    --no-verify-store-integrity --side-effects-cache --unsafe-perm --hoist --no-hoist --config.verify-deps-before-run
    --config.confirmModulesPurge --config.confirm-modules-purge --config.dedupe-peer-dependents --lockfile --no-lockfile --ci
  `
    .trim()
    .split(/\s+/),
  values: `
    -C --dir --filter -F --filter-prod --store-dir --cache-dir --state-dir --registry --reporter --loglevel --network-concurrency
    --child-concurrency --workspace-concurrency --node-linker --package-import-method
  `
    .trim()
    .split(/\s+/),
}
/** Settings that name files or folders, or have sources copied. https://pnpm.io/settings */
const NPMRC = `
  pnpmfile global-pnpmfile lockfile-dir modules-dir virtual-store-dir dir patches-dir inject-workspace-packages
  shared-workspace-lockfile ignore-scripts use-node-version
`
  .trim()
  .split(/\s+/)
const SETTINGS =
  /(?:dir|file|path|shell|options)$|^(?:ca|cert|key|configDependencies|injectWorkspacePackages|sharedWorkspaceLockfile|ignoreScripts|injected)$/i

/** What `pnpm install` reads: manifests of the whole workspace, lock file, settings, hooks, patches. */
export function readsOfPnpm(request: InstallRequest): InstallReads {
  const { files: image, verb, args, resolve } = request
  if (args.some((word) => word === '-g' || word === '--global')) return readsOfGlobal(request)
  const isFetch = verb === 'fetch'
  if (!isFetch && !/^(?:install|i|ci|clean-install)$/.test(verb))
    return { unknown: `pnpm ${verb} does more than install` }
  const read = readOptions(args, OPTIONS)
  if ('unknown' in read) return read
  if (read.operands.length > 0) return { unknown: `it installs ${read.operands[0]}` }
  // `[origin/main]` asks Git what has changed.
  if ([...read.options].some(([name, value]) => /filter|^-F$/.test(name) && value.includes('['))) {
    return { unknown: 'it asks Git what has changed' }
  }
  const folder = folderBy(read, ['-C', '--dir'], request.folder, resolve)
  if (folder === null) return { unknown: 'the folder that it installs is not known' }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const manifest = inFolder('package.json')
  if (!image.has(manifest)) return { unknown: `${manifest} is not copied from the build context` }
  const above = ['pnpm-workspace.yaml', 'pnpm-lock.yaml']
    .flatMap((name) => aboveOf(folder, name))
    .find((file) => image.has(file))
  if (above) return { unknown: `it may belong to the workspace of ${above}` }
  const root = readPackageJson(image, manifest)
  const settings = settingsOf(image, folder)
  if (root === undefined || settings === undefined) return { missing: true }
  if (root === null) return { unknown: `${manifest} cannot be read` }
  if ('unknown' in settings) return settings
  const lock = inFolder('pnpm-lock.yaml')
  if (!image.has(lock) && (isFetch || read.options.has('--frozen-lockfile') || /^c/.test(verb))) {
    return { unknown: `there is no lock file beside ${manifest}` }
  }
  if (keysOf(root).includes('injected')) return { unknown: 'it copies packages of the workspace with their sources' }
  const patched = patchesOf(root, settings.table, folder)
  const missing = patched?.find((file) => !image.has(file))
  if (patched === null || missing !== undefined)
    return { unknown: `${missing ?? 'a patch'} is not in the build context` }
  const patches = patchFolders(image, patched)
  const first = [manifest, ...(image.has(lock) ? [lock] : []), ...settings.files]
  if (isFetch)
    return { files: [...first, ...patches.files], folders: patches.folders, writes: packageFolders(folder, []) }
  const members = membersOf(image, folder, settings.table?.packages, { root: true, names: NAMES })
  if ('unknown' in members) return members
  const other = [...members.files, ...NAMES.slice(1).map(inFolder)].find(
    (file) => !file.endsWith('.json') && image.has(file),
  )
  if (other) return { unknown: `${other} is a manifest that is not read here` }
  const { table } = settings
  const specs = textsOf([table?.catalog, table?.catalogs, table?.overrides])
  const withoutScripts = read.options.get('--ignore-scripts') === 'true'
  const inside = readManifests(PNPM, { image, folder, members: members.files, withoutScripts, specs })
  if ('unknown' in inside) {
    const ahead = { files: [...first, ...patches.files], folders: patches.folders }
    const offered =
      image.has(lock) && folder === request.folder && mayFetch(image, folder, [manifest, ...members.files])
    const command = offered ? fetchOf(read) : null
    return command === null ? inside : { ...inside, ahead: { command, ...ahead, says: FETCHES } }
  }
  if ('missing' in inside) return inside
  if (image.has(lock) && !read.options.has('--frozen-lockfile') && !/^c/.test(verb)) {
    const known = readYaml(image, lock)
    if (known === undefined) return { missing: true }
    const manifests = [manifest, ...members.files].map((file) => [file, readPackageJson(image, file)] as const)
    const missing = known && missingInPnpmLock(known, askingFrom(folder, manifests as [string, PackageJson][]))
    if (missing) return { unknown: `${lock} does not know ${missing}, and pnpm adds it` }
  }
  return {
    files: [...new Set([...first, ...members.files, ...inside.files, ...patches.files])],
    folders: patches.folders,
    writes: packageFolders(folder, members.files),
  }
}

const NAMES = ['package.json', 'package.json5', 'package.yaml']

const FETCHES =
  '`pnpm fetch` downloads what the lock file names and reads no other manifest. The install below it links the packages and ' +
  'runs the scripts, without downloading again. From pnpm 10 on programs of packages then start without a `NODE_PATH` of their own.'

/**
 * The command that downloads what the lock file names, with the same choice of dependencies; null where the install has
 * options with which it would come to something else. https://pnpm.io/cli/fetch
 */
function fetchOf({ options }: ReadOptions): string | null {
  const kept = [...options.keys()].filter((name) => /^(?:--prod|-P|--dev|-D)$/.test(name))
  const known = /^(?:--frozen-lockfile|--prefer-offline|--offline|--prod|-P|--dev|-D)$/
  const isPlain = [...options].every(([name, value]) => value === 'true' && known.test(name))
  return isPlain && options.has('--frozen-lockfile') ? ['pnpm fetch', ...kept].join(' ') : null
}

/**
 * With a package whose own script reads the project it would run that script too early, and not again below; an archive in
 * the project would be missing.
 */
function mayFetch(image: ImageFiles, folder: string, manifests: readonly string[]): boolean {
  const read = manifests.map((file) => readPackageJson(image, file))
  return (
    !image.mayHold(joinInside(folder, 'node_modules/x') as string) &&
    read.every(
      (one) =>
        one &&
        !hasActivePackages(one) &&
        !specsOf(one).some((spec) => isLocalSpec(spec) && !/^(?:workspace|link):/.test(spec)),
    )
  )
}

function patchesOf({ pnpm }: PackageJson, settings: Table | null, folder: string): string[] | null {
  const lists = [Object(pnpm).patchedDependencies, settings?.patchedDependencies].map((one) =>
    patchedDependencies(folder, one),
  )
  return lists.includes(null) ? null : (lists as string[][]).flat()
}

interface Settings {
  readonly files: readonly string[]
  /** What `pnpm-workspace.yaml` says; null where there is none. */
  readonly table: Table | null
}

/** Settings and hooks of the project; undefined while a text is not at hand. */
function settingsOf(image: ImageFiles, folder: string): Settings | { readonly unknown: string } | undefined {
  const there = (name: string): string[] => {
    const file = joinInside(folder, name) as string
    return image.has(file) ? [file] : []
  }
  const [workspace] = there('pnpm-workspace.yaml')
  const [npmrc] = there('.npmrc')
  const hooks = ['.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js'].flatMap(there)
  const table = workspace === undefined ? null : readYaml(image, workspace)
  const text = npmrc === undefined ? '' : image.text(npmrc)
  const programs = hooks.map((file) => image.text(file))
  if (table === undefined || text === undefined || programs.includes(undefined)) return undefined
  if ((workspace !== undefined && table === null) || text === null) return { unknown: 'its settings cannot be read' }
  const setting =
    unknownSetting(text, NPMRC) ?? keysOf(table === null ? {} : withoutNames(table)).find((key) => SETTINGS.test(key))
  if (setting) return { unknown: `its settings have ${setting}` }
  // The hooks are a program, which may read whatever it likes.
  const reading = hooks.find((_, index) =>
    /\b(?:require|import|process|__dirname|__filename)\b/.test(programs[index] ?? 'import'),
  )
  if (reading) return { unknown: `${reading} may read more` }
  return { files: [workspace, npmrc].flatMap((file) => file ?? []).concat(hooks), table }
}

/** Without the tables whose keys are names of packages. */
function withoutNames(table: Table): Table {
  const { catalog, catalogs, overrides, patchedDependencies: _, allowBuilds, ...rest } = table
  return rest
}

/** `pnpm add -g name` reads nothing of the project; an .npmrc beside it counts only where that is the user's home. */
function readsOfGlobal({ files: image, folder, verb, args }: InstallRequest): InstallReads {
  if (!/^(?:add|install|i)$/.test(verb)) return { unknown: `pnpm ${verb} does more than install` }
  const { flags, values } = OPTIONS
  const read = readOptions(args, { flags: [...flags, '-g', '--global'], values: [...values, '--allow-build'] })
  if ('unknown' in read) return read
  if (read.operands.length === 0) return { unknown: 'it installs the folder it runs in' }
  const local = read.operands.find((word) => isLocalSpec(specOf(word)))
  if (local) return { unknown: `it installs ${local}` }
  const npmrc = joinInside(folder, '.npmrc') as string
  return { files: image.has(npmrc) ? [npmrc] : [], writes: [] }
}
