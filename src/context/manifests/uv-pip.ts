import { tableAt, valueAt } from '../../formats/tables.ts'
import { joinInside } from '../paths.ts'
import { type Option, optionsOf } from './command-words.ts'
import { readToml } from './data-files.ts'
import { foldersUp, groupsOf } from './python-project.ts'
import type { ImageFiles, InstallReads, InstallRequest } from './reads.ts'
import { isLocalRequirement } from './requirements.ts'
import { requirementsClosure } from './requirements-closure.ts'
import {
  hasWorkspaceSource,
  INDEX_OPTIONS_OF_UV,
  isRemoteIndex,
  localUvIndex,
  settingsAround,
  unknownInProject,
  unknownUvSetting,
} from './uv-settings.ts'

const REQUIREMENTS = ['-r', '--requirement', '--requirements', '-c', '--constraint', '--constraints']
/** More files of the same form. */
const MORE_REQUIREMENTS = ['--override', '--overrides', '--excludes', '-b', '--build-constraint', '--build-constraints']
const TARGETS = ['-t', '--target', '--prefix']
/** Options that name no file. https://docs.astral.sh/uv/reference/cli/#uv-pip-install */
const PLAIN = `
  --extra --all-extras --no-deps --require-hashes --no-require-hashes --verify-hashes --no-verify-hashes --system
  --no-system --break-system-packages --no-break-system-packages --no-build --no-binary --only-binary --python-version
  --python-platform --exact --inexact --strict --no-strict --compile --no-compile --torch-backend --user --no-index
  --index-strategy --keyring-provider -U --upgrade -P --upgrade-package --resolution --prerelease --pre --fork-strategy
  --exclude-newer --exclude-newer-package --reinstall --force-reinstall --reinstall-package --link-mode --compile-bytecode
  --no-compile-bytecode -C --config-setting --config-settings --config-settings-package --no-build-isolation
  --no-build-isolation-package --no-build-package --no-binary-package -n --no-cache --no-cache-dir --cache-dir --refresh
  --refresh-package --managed-python --no-managed-python --python-preference --no-python-downloads
  --allow-python-downloads -q --quiet -v --verbose --color --no-color --native-tls --system-certs --offline
  --allow-insecure-host --trusted-host --no-progress --no-config --preview --allow-empty-requirements --output-format
  --disable-pip-version-check --dry-run --force --lfs
`.split(/\s+/)

/** What `uv pip install`, `uv pip sync` and `uv tool install` read of the project. */
export function readsOfUvPip(request: InstallRequest): InstallReads {
  const { files: image, args, valueOptions, folder, verb, resolve, variable } = request
  const isTool = verb === 'tool install'
  const options = optionsOf(args, isTool ? [...valueOptions, '-w'] : valueOptions)
  const named: string[] = []
  const groups: string[] = []
  const index = localUvIndex(variable)
  if (index) return { unknown: `${index} may name a folder` }
  const environment = variable('VIRTUAL_ENV') ?? '.venv'
  let writes = isSystem(options, variable) || isTool ? null : resolve(environment)
  for (const { name, value } of options) {
    if ((name === null && verb === 'pip sync') || (name && [...REQUIREMENTS, ...MORE_REQUIREMENTS].includes(name))) {
      if (/^https?:/i.test(value)) continue
      const file = value === '' || /^file:/i.test(value) ? null : resolve(value)
      if (file === null || !image.has(file)) return { unknown: `${value} is not copied from the build context` }
      named.push(file)
    } else if (name === '--with-requirements') return { unknown: `${name} names a file` }
    else if (name === null || name === '--with' || name === '-w' || name === '--with-executables-from') {
      if (value.split(',').some(isLocalRequirement)) return { unknown: `it installs ${value}` }
    } else if (name === '-e' || name === '--editable') return { unknown: 'it installs a project from its sources' }
    else if (INDEX_OPTIONS_OF_UV.includes(name)) {
      if (!isRemoteIndex(value)) return { unknown: `it looks for packages in ${value}` }
    } else if (name === '--group') {
      const file = resolve(value.includes(':') ? value.slice(0, value.lastIndexOf(':')) : 'pyproject.toml')
      if (file === null || !image.has(file))
        return { unknown: `the group ${value} is not copied from the build context` }
      groups.push(file)
    } else if (TARGETS.includes(name)) writes = resolve(value)
    else if (name === '-p' || name === '--python') {
      if (/^(?!\/usr\/).*\//.test(value)) return { unknown: `it installs for ${value}` }
    } else if (!PLAIN.includes(name)) return { unknown: `it has the option ${name}` }
  }
  // What belongs to a user does not look at a project: https://docs.astral.sh/uv/concepts/configuration-files/
  const around = isTool ? { files: [], writes: [] } : settingsOf(image, folder)
  const projects = [...named.filter((file) => /(?:^|\/)pyproject\.toml$/.test(file)), ...groups]
  const parts = [
    requirementsClosure(
      image,
      named.filter((file) => !projects.includes(file)),
    ),
    projectsOf(image, projects),
    groupsOf(image, groups),
    around,
  ]
  const unknown = parts.find((part) => 'unknown' in part)
  if (unknown) return unknown
  const files = parts.flatMap((part) => ('files' in part ? part.files : []))
  if (parts.some((part) => 'missing' in part)) return { missing: true }
  return { files: [...new Set(files)], writes: writes === null ? [] : [writes] }
}

/** Whether it installs into an environment that lies elsewhere, and not in the project's `.venv`. */
function isSystem(options: readonly Option[], variable: InstallRequest['variable']): boolean {
  if (options.some(({ name }) => name === '--system' || name === '-p' || name === '--python')) return true
  return ['UV_SYSTEM_PYTHON', 'UV_PYTHON'].some((name) => !/^(?:|0|f|false|n|no|off)$/i.test(variable(name) ?? ''))
}

/** `uv pip install -r pyproject.toml`: what it depends on, without the project itself. */
function projectsOf(image: ImageFiles, files: readonly string[]): InstallReads {
  let missing = false
  for (const file of files) {
    const project = readToml(image, file)
    if (project === undefined) missing = true
    else if (project === null) return { unknown: `${file} cannot be read` }
    else {
      const unknown =
        valueAt(project, 'project') === undefined && !Object.hasOwn(project, 'dependency-groups')
          ? 'describes its dependencies in a form of its build back end'
          : hasWorkspaceSource(project)
            ? 'depends on a member of its workspace'
            : unknownInProject(project)
      if (unknown) return { unknown: `${file} ${unknown}` }
    }
  }
  return missing ? { missing } : { files, writes: [] }
}

/** The settings of uv that hold in a folder: those of a uv.toml, and `tool.uv` of a pyproject.toml in it or above. */
function settingsOf(image: ImageFiles, folder: string): InstallReads {
  const around = settingsAround(image, folder)
  const files: string[] = []
  let missing = 'missing' in around
  for (const up of foldersUp(folder)) {
    const file = joinInside(up, 'pyproject.toml') as string
    if (!image.has(file)) continue
    const project = readToml(image, file)
    if (project === undefined) missing = true
    // uv warns of a file that it cannot read, and goes on without it.
    const settings = project && valueAt(project, 'tool', 'uv')
    if (project === null) files.push(file)
    if (!project || settings === undefined) continue
    const unknown = unknownUvSetting(tableAt(project, 'tool', 'uv'))
    if (unknown) return { unknown: `${file} ${unknown}` }
    files.push(file)
  }
  if ('unknown' in around) return around
  return missing || !('files' in around) ? { missing: true } : { files: [...around.files, ...files], writes: [] }
}
