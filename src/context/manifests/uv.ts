import { type Table, valueAt } from '../../formats/tables.ts'
import { folderOf, joinInside } from '../paths.ts'
import { asShellWords, type Option, optionsOf } from './command-words.ts'
import { readToml } from './data-files.ts'
import { nameInRequirement, notLocked } from './names-in-lock.ts'
import { foldersUp, requirementsOf } from './python-project.ts'
import type { Ahead, InstallReads, InstallRequest } from './reads.ts'
import { isRemote } from './requirements.ts'
import { readsOfUvPip } from './uv-pip.ts'
import {
  hasWorkspaceSource,
  INDEX_OPTIONS_OF_UV,
  isRemoteIndex,
  localUvIndex,
  settingsAround,
  unknownInProject,
} from './uv-settings.ts'
import { membersOfUv } from './uv-workspace.ts'

/** Options of `uv sync` that name no file. https://docs.astral.sh/uv/reference/cli/#uv-sync */
const PLAIN = `
  --extra --all-extras --no-extra --no-dev --dev --only-dev --group --no-group --no-default-groups --only-group --all-groups
  --no-editable --no-editable-package --inexact --exact --no-install-project --no-install-workspace --no-install-local
  --no-install-package --locked --frozen --check --all-packages --package --python-platform --no-index --index-strategy
  --keyring-provider --resolution --prerelease --fork-strategy --exclude-newer --exclude-newer-package --reinstall
  --reinstall-package --link-mode --compile-bytecode -C --config-setting --config-settings-package --no-build-isolation
  --no-build-isolation-package --no-build --no-build-package --no-binary --no-binary-package -n --no-cache --no-cache-dir
  --cache-dir --refresh --refresh-package --managed-python --no-managed-python --python-preference --no-python-downloads
  --allow-python-downloads -q --quiet -v --verbose --color --no-color --native-tls --system-certs --offline
  --allow-insecure-host --no-progress --no-config --preview --output-format --dry-run
`.split(/\s+/)

/** Variables by which uv reads more than its command says. https://docs.astral.sh/uv/reference/environment/ */
export const VARIABLES_OF_UV: readonly string[] = [
  'UV_PROJECT',
  'UV_WORKING_DIR',
  'UV_WORKING_DIRECTORY',
  'UV_CONFIG_FILE',
  'UV_CONSTRAINT',
  'UV_OVERRIDE',
  'UV_EXCLUDE',
  'UV_BUILD_CONSTRAINT',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'SSL_CLIENT_CERT',
]

/** What uv reads of the project: for `uv sync` its manifests, unless it builds the project itself. */
export function readsOfUv(request: InstallRequest): InstallReads {
  const { verb } = request
  if (verb === 'sync') return readsOfSync(request)
  if (/^(?:pip (?:install|sync)|tool install)$/.test(verb)) return readsOfUvPip(request)
  return { unknown: `uv ${verb} writes files` }
}

interface Sync {
  readonly folder: string
  readonly writes: string
  readonly options: readonly Option[]
  readonly has: (name: string) => boolean
}

function readsOfSync(request: InstallRequest): InstallReads {
  const sync = syncOf(request)
  if (typeof sync === 'string') return { unknown: sync }
  const { files: image } = request
  const { folder, has } = sync
  const manifest = joinInside(folder, 'pyproject.toml') as string
  if (!image.has(manifest)) return { unknown: `${manifest} is not copied from the build context` }
  const above = foldersUp(folder)
    .slice(1)
    .map((up) => joinInside(up, 'pyproject.toml') as string)
    .find((file) => image.has(file))
  if (above) return { unknown: `it may belong to the workspace of ${above}` }
  const settings = settingsAround(image, folder)
  if ('unknown' in settings) return settings
  const lock = joinInside(folder, 'uv.lock') as string
  const root = readToml(image, manifest)
  const locked = image.has(lock) ? image.text(lock) : ''
  if (root === null || locked === null) return { unknown: `${root === null ? manifest : lock} cannot be read` }
  if (root && valueAt(root, 'project') === undefined && valueAt(root, 'tool', 'uv', 'workspace') === undefined) {
    return { unknown: `${manifest} describes no project` }
  }
  if (root === undefined || locked === undefined || !('files' in settings)) return { missing: true }
  const members = membersOfUv(image, folder, root)
  if ('unknown' in members) return members
  const frozen = has('--frozen') || isSwitchedOn(request.variable('UV_FROZEN'))
  const manifests = [manifest, ...members.files]
  const projects: Table[] = []
  for (const file of manifests) {
    const project = readToml(image, file)
    if (project === undefined) continue
    const unknown = project === null ? 'cannot be read' : unknownInProject(project, frozen)
    if (project === null || unknown) return { unknown: `${file} ${unknown}` }
    projects.push(project)
  }
  if (projects.length < manifests.length) return { missing: true }
  const lockSays = readLock(locked, folder, manifests.map(folderOf))
  if (lockSays.unknown) return { unknown: `${lock} names ${lockSays.unknown}` }
  const isChecked = frozen || has('--locked') || has('--check') || isSwitchedOn(request.variable('UV_LOCKED'))
  const names = new Set(Array.from(locked.matchAll(/\bname = "([^"\n]+)"/g), ([, name = '']) => name))
  const missing = isChecked ? null : notLocked(projects.flatMap(requirementsOf).map(nameInRequirement), names)
  if (missing) return { unknown: `${lock} is not in step with the manifests (${missing}), and uv writes it anew` }
  // Of a version that only the build knows uv needs nothing, since it leaves it out of the lock file too.
  const version = frozen
    ? -1
    : projects.findIndex((one, at) => isDynamic(one) && (locked === '' || lockSays.versions.has(at)))
  if (version !== -1) return { unknown: `${manifests[version]} leaves its version to the build` }
  const files = [manifest, ...(image.has(lock) ? [lock] : []), ...members.files, ...settings.files]
  const built = manifests.filter((_, at) => isBuilt(projects[at] as Table) || lockSays.built.has(at))
  const installed = installedOf(built, manifest, sync, projects.some(hasWorkspaceSource))
  if (installed.length === 0) return { files, writes: [sync.writes] }
  const unknown = `it builds the project of ${installed[0]}`
  return image.has(lock) ? { unknown, ahead: aheadOf(request, members.files.length > 0, files) } : { unknown }
}

/** The options of a sync; or why it cannot be told what it reads. */
function syncOf({ args, valueOptions, folder, resolve, variable }: InstallRequest): Sync | string {
  // What takes a value for `uv pip` is a switch here.
  const options = optionsOf(
    args,
    valueOptions.filter((name) => !/^--(?:no|only)-binary$/.test(name)),
  )
  let at = folder
  for (const { name, value } of options) {
    if (name === null) return `it has the word ${value}`
    if (name === '--directory' || name === '--project') {
      const inside = resolve(value)
      if (inside === null || at !== folder) return `it installs ${value}`
      at = inside
    } else if (INDEX_OPTIONS_OF_UV.includes(name)) {
      if (!isRemoteIndex(value)) return `it looks for packages in ${value}`
    } else if (name === '-p' || name === '--python') {
      if (value.includes('/')) return `it runs ${value}`
    } else if (name !== '--active' && !PLAIN.includes(name)) return `it has the option ${name}`
  }
  const index = localUvIndex(variable)
  if (index) return `${index} may name a folder`
  const has = (name: string): boolean => options.some((one) => one.name === name)
  const named = has('--active') ? variable('VIRTUAL_ENV') : variable('UV_PROJECT_ENVIRONMENT')
  // https://docs.astral.sh/uv/reference/environment/#uv_project_environment: relative to the workspace's root.
  const writes = named ? (named.startsWith('/') ? resolve(named) : joinInside(at, named)) : joinInside(at, '.venv')
  if (named === null || writes === null) return 'where its environment lies is not known'
  return { folder: at, writes, options, has }
}

/** Whether uv builds a project to install it. https://docs.astral.sh/uv/concepts/projects/config/#project-packaging */
function isBuilt(project: Table): boolean {
  const said = valueAt(project, 'tool', 'uv', 'package')
  return valueAt(project, 'project') !== undefined && (said ?? valueAt(project, 'build-system') !== undefined) !== false
}

const isDynamic = (project: Table): boolean => {
  const dynamic = valueAt(project, 'project', 'dynamic')
  return Array.isArray(dynamic) && dynamic.includes('version')
}

/** Of the projects that are built those that a sync may install. */
function installedOf(
  built: readonly string[],
  root: string,
  { has, options }: Sync,
  dependent: boolean,
): readonly string[] {
  if (has('--no-install-workspace') || has('--no-install-local')) return []
  // A member comes along when another one depends on it, or when it is asked for.
  const others = dependent || has('--all-packages')
  const asked = options.some(({ name }) => name === '--package')
  const without = asked ? built : built.filter((file) => file !== root)
  if (has('--no-install-project')) return others ? without : []
  return others || asked ? built : built.filter((file) => file === root)
}

interface LockSays {
  /** A source on disk that is no project of the workspace. */
  readonly unknown: string | null
  /** The projects that are built, and those whose version it holds, by their index. */
  readonly built: ReadonlySet<number>
  readonly versions: ReadonlySet<number>
}

/** What a lock file says of sources on disk. It is large, and uv writes it in one form: lines are enough. */
function readLock(text: string, root: string, folders: readonly string[]): LockSays {
  const built = new Set<number>()
  const versions = new Set<number>()
  for (const [, before, kind, path = ''] of text.matchAll(/(?:^(.*)\n)?source = \{ (\w+) = "([^"\n]*)"/gm)) {
    const isPublished = kind === 'git' || kind === 'url' || kind === 'registry'
    if (isPublished && isRemote(path)) continue
    const member = isPublished || kind === 'path' ? -1 : folders.indexOf(joinInside(root, path) ?? '')
    if (member === -1) return { unknown: path.slice(0, 60), built, versions }
    if (kind !== 'virtual') built.add(member)
    if (before?.startsWith('version = ')) versions.add(member)
  }
  return { unknown: null, built, versions }
}

/** Clap's values of a switch: https://docs.rs/clap/latest/clap/builder/struct.BoolishValueParser.html */
const isSwitchedOn = (value: string | null | undefined): boolean =>
  value !== null && value !== undefined && /^(?:y|yes|t|true|on|1)$/i.test(value)

function aheadOf({ program, args }: InstallRequest, isWorkspace: boolean, files: readonly string[]): Ahead {
  const option = isWorkspace ? '--no-install-workspace' : '--no-install-project'
  const says = isWorkspace
    ? 'It installs what the projects of the workspace depend on. The install below it then adds these themselves.'
    : 'It installs what the project depends on. The install below it then adds the project itself.'
  const called = program.startsWith('python') ? [program, '-m', 'uv'] : [program]
  return { command: asShellWords([...called, 'sync', ...args, option]), files, says }
}
