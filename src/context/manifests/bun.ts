import type { Table } from '../../formats/tables.ts'
import { joinInside } from '../paths.ts'
import { readJsonc, readToml } from './data-files.ts'
import { isLocalSpec, specOf } from './local-dependencies.ts'
import { askingFrom, missingInNpmLock } from './lock-in-step.ts'
import { unknownSetting } from './npmrc.ts'
import { folderBy, readOptions } from './options.ts'
import { type PackageJson, readPackageJson } from './package-json.ts'
import { type ProjectTool, packageFolders, patchedDependencies, patchFolders, readManifests } from './project.ts'
import type { InstallReads, InstallRequest } from './reads.ts'
import { membersOf, workspacesAbove } from './workspaces.ts'

const SCRIPTS = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare']
const BUN: ProjectTool = {
  name: 'bun',
  lifeCycle: { root: SCRIPTS, members: SCRIPTS, compiles: true },
  // It copies what `file:` names, and `link:` asks for what was registered on the machine.
  local: { workspace: true, links: /^(?!)/ },
  links: 'asked for',
}

/** https://bun.com/docs/cli/install */
const OPTIONS = {
  flags: `
    --frozen-lockfile --production -p --prod --no-save --ignore-scripts --silent --verbose --no-progress --no-summary --no-verify
    --no-cache --save-text-lockfile --force -f --dev --trust --ci --quiet
  `
    .trim()
    .split(/\s+/),
  values: `
    --cwd --backend --omit --linker --registry --concurrent-scripts --network-concurrency --filter -F --cache-dir --cpu --os
  `
    .trim()
    .split(/\s+/),
}
/** What `[install]` may say without naming a file. https://bun.com/docs/runtime/bunfig#package-manager */
const SETTINGS = new Set(
  `
    optional dev peer production exact saveTextLockfile auto frozenLockfile dryRun registry scopes linker linkWorkspacePackages
    concurrentScripts minimumReleaseAge minimumReleaseAgeExcludes ignoreScripts publicHoistPattern hoistPattern
  `
    .trim()
    .split(/\s+/),
)
/** Bun reads them before it installs. https://bun.com/docs/runtime/env */
const ENVIRONMENT = ['.env', '.env.local', '.env.development', '.env.production']
const OTHER_LOCKS = ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml']

/** What `bun install` reads: manifests, lock file, settings, patches. */
export function readsOfBun(request: InstallRequest): InstallReads {
  const { files: image, verb, args, resolve } = request
  const isGlobal = args.some((word) => word === '-g' || word === '--global')
  if (!/^(?:install|i|ci)$/.test(verb) && !(isGlobal && /^(?:add|a)$/.test(verb))) {
    return { unknown: `bun ${verb} changes the manifests` }
  }
  const read = readOptions(args, { flags: [...OPTIONS.flags, '-g', '--global'], values: OPTIONS.values })
  if ('unknown' in read) return read
  const folder = folderBy(read, ['--cwd'], request.folder, resolve)
  if (folder === null) return { unknown: 'the folder that it installs is not known' }
  const there = (names: readonly string[]): string[] =>
    names.map((name) => joinInside(folder, name) as string).filter((file) => image.has(file))
  const [manifest = ''] = there(['package.json'])
  const locks = there(['bun.lock', 'bun.lockb'])
  const [bunfig] = there(['bunfig.toml'])
  const [npmrc] = there(['.npmrc'])
  const settings = bunfig === undefined ? {} : readToml(image, bunfig)
  const text = npmrc === undefined ? '' : image.text(npmrc)
  const root = manifest === '' || isGlobal ? {} : readPackageJson(image, manifest)
  const above = isGlobal ? null : workspacesAbove(image, folder)
  if (settings === undefined || text === undefined || root === undefined || above === undefined)
    return { missing: true }
  if (settings === null || text === null) return { unknown: 'its settings cannot be read' }
  const setting = unknownSetting(text) ?? settingOf(settings)
  if (setting) return { unknown: `its settings have ${setting}` }
  const besides = [bunfig, npmrc].flatMap((file) => file ?? []).concat(there(ENVIRONMENT))
  if (isGlobal) {
    const local = read.operands.find((word) => isLocalSpec(specOf(word)))
    if (local) return { unknown: `it installs ${local}` }
    return read.operands.length === 0
      ? { unknown: 'it installs the folder it runs in' }
      : { files: besides, writes: [] }
  }
  if (read.operands.length > 0) return { unknown: `it installs ${read.operands[0]}` }
  if (manifest === '') {
    return { unknown: `${joinInside(folder, 'package.json')} is not copied from the build context` }
  }
  if (above !== null) return { unknown: above }
  if (root === null) return { unknown: `${manifest} cannot be read` }
  if (locks.length === 0) {
    const other = there(OTHER_LOCKS)[0]
    if (other) return { unknown: `bun takes over ${other}` }
    if (read.options.has('--frozen-lockfile') || verb === 'ci')
      return { unknown: `there is no lock file beside ${manifest}` }
  }
  const patched = patchedDependencies(folder, root.patchedDependencies)
  if (patched === null || !patched.every((file) => image.has(file)))
    return { unknown: 'a patch is not in the build context' }
  const members = membersOf(image, folder, root.workspaces, { root: true })
  if ('unknown' in members) return members
  const withoutScripts = read.options.get('--ignore-scripts') === 'true'
  const inside = readManifests(BUN, { image, folder, members: members.files, withoutScripts })
  if (!('files' in inside)) return inside
  const lock = locks.find((file) => file.endsWith('bun.lock'))
  const locked =
    lock === undefined || read.options.has('--frozen-lockfile') || verb === 'ci' ? {} : readJsonc(image, lock)
  if (locked === undefined) return { missing: true }
  const manifests = [manifest, ...members.files].map((file) => [file, readPackageJson(image, file)] as const)
  // It keeps the manifests as npm does, under another name: https://bun.com/docs/pm/lockfile
  const asked = JSON.stringify({ packages: locked?.workspaces })
  const other = missingInNpmLock(asked, askingFrom(folder, manifests as [string, PackageJson][]))
  if (other) return { unknown: `${lock} is not in step with the manifests (${other}), and bun writes it anew` }
  const patches = patchFolders(image, patched)
  return {
    files: [...new Set([manifest, ...locks, ...besides, ...members.files, ...inside.files, ...patches.files])],
    folders: patches.folders,
    writes: packageFolders(folder, members.files),
  }
}

function settingOf({ install }: Table): string | null {
  if (install === undefined) return null
  if (typeof install !== 'object' || install === null || Array.isArray(install)) return 'install'
  return Object.keys(install).find((key) => !SETTINGS.has(key)) ?? null
}
