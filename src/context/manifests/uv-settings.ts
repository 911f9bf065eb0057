import { isTable, type Table, tableAt, textsOf, valueAt } from '../../formats/tables.ts'
import { joinInside } from '../paths.ts'
import { readToml } from './data-files.ts'
import { foldersUp, localRequirementIn, unknownRequirement } from './python-project.ts'
import type { ImageFiles, InstallReads, InstallRequest } from './reads.ts'
import { isRemote } from './requirements.ts'

/** Lists of requirements. https://docs.astral.sh/uv/reference/settings/ */
const REQUIREMENTS = [
  'dev-dependencies',
  'constraint-dependencies',
  'override-dependencies',
  'build-constraint-dependencies',
  'extra-build-dependencies',
]
/** Addresses, of which each may be a folder too. */
const ADDRESSES = [
  'index-url',
  'extra-index-url',
  'find-links',
  'python-install-mirror',
  'pypy-install-mirror',
  'python-downloads-json-url',
]
/** Folders and files that lead elsewhere. */
const PATHS = ['cache-dir', 'python', 'target', 'prefix', 'cert']

export const INDEX_OPTIONS_OF_UV: readonly string[] =
  '--index --default-index -i --index-url --extra-index-url -f --find-links'.split(' ')
const INDEX_VARIABLES = ['UV_INDEX', 'UV_DEFAULT_INDEX', 'UV_INDEX_URL', 'UV_EXTRA_INDEX_URL', 'UV_FIND_LINKS']

/** An index may have a name: `pytorch=https://…`. */
export const isRemoteIndex = (value: string): boolean => isRemote(value.replace(/^[\w.-]+=/, ''))

/** A variable that names an index which may lie on disk; several stand with blanks or commas between them. */
export const localUvIndex = (variable: InstallRequest['variable']): string | undefined =>
  INDEX_VARIABLES.find((name) => {
    const value = variable(name)
    return value === null || value?.split(/[\s,]+/).some((one) => one !== '' && !isRemoteIndex(one))
  })

/** By what the settings of uv read more than can be known: the table of a uv.toml, or `tool.uv`. Null when by nothing. */
export function unknownUvSetting(settings: Table): string | null {
  for (const table of [settings, tableAt(settings, 'pip')]) {
    const path = PATHS.find((name) => valueAt(table, name) !== undefined)
    if (path) return `sets ${path}`
    const local = localRequirementIn(REQUIREMENTS.map((name) => valueAt(table, name)))
    if (local) return `depends on ${local}`
    const indexes = valueAt(table, 'index')
    const urls = Array.isArray(indexes) ? indexes.map((index) => valueAt(index, 'url')) : []
    const addresses = textsOf([...ADDRESSES.map((name) => valueAt(table, name)), urls])
    const place = addresses.find((address) => !isRemote(address))
    if (place !== undefined) return `looks for packages in ${place}`
  }
  return null
}

/** Where a package of `tool.uv.sources` lies on disk; null where none does. Members of the workspace are another matter. */
export function localUvSource(project: Table): string | null {
  for (const source of Object.values(tableAt(project, 'tool', 'uv', 'sources'))) {
    for (const one of Array.isArray(source) ? source : [source]) {
      if (!isTable(one)) return 'what its sources say'
      const path = valueAt(one, 'path')
      if (path !== undefined) return String(path).slice(0, 60)
      const address = valueAt(one, 'git') ?? valueAt(one, 'url')
      if (address !== undefined && !isRemote(String(address))) return String(address).slice(0, 60)
    }
  }
  return null
}

/** Whether a source of a pyproject.toml is a member of its workspace. */
export const hasWorkspaceSource = (project: Table): boolean =>
  Object.values(tableAt(project, 'tool', 'uv', 'sources'))
    .flat()
    .some((source) => valueAt(source, 'workspace') !== undefined)

/**
 * Why what a pyproject.toml makes uv read beside itself cannot be told; null when it can.
 *
 * @param frozen all that uv wants to know stands in its lock file
 */
export function unknownInProject(project: Table, frozen = false): string | null {
  const requirement = unknownRequirement(project, frozen) ?? unknownUvSetting(tableAt(project, 'tool', 'uv'))
  if (requirement) return requirement
  const source = localUvSource(project)
  return source && `depends on ${source}`
}

/**
 * The files beside a project that decide how uv works there: uv.toml and .python-version, in its folder or above.
 * https://docs.astral.sh/uv/concepts/configuration-files/
 */
export function settingsAround(image: ImageFiles, folder: string): InstallReads {
  const files: string[] = []
  let missing = false
  for (const up of foldersUp(folder)) {
    for (const name of ['uv.toml', '.python-version', '.python-versions']) {
      const file = joinInside(up, name) as string
      if (!image.has(file)) continue
      files.push(file)
      if (name !== 'uv.toml') continue
      const settings = readToml(image, file)
      if (settings === undefined) missing = true
      const unknown = settings === null ? 'cannot be read' : settings && unknownUvSetting(settings)
      if (unknown) return { unknown: `${file} ${unknown}` }
    }
  }
  return missing ? { missing } : { files, writes: [] }
}
