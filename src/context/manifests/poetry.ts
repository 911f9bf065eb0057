import { isTable, type Table, tableAt, textsOf, valueAt } from '../../formats/tables.ts'
import { joinInside } from '../paths.ts'
import { asShellWords, type Option, optionsOf } from './command-words.ts'
import { readToml } from './data-files.ts'
import type { InstallReads, InstallRequest } from './reads.ts'
import { isLocalRequirement, isRemote } from './requirements.ts'

/** Options that name no file. https://python-poetry.org/docs/cli/#install */
const PLAIN = `
  --without --with --only --sync --remove-untracked --no-root --no-directory --no-dev --dry-run -E --extras --all-extras
  --all-groups --compile -n --no-interaction -q --quiet --ansi --no-ansi --no-cache --no-plugins -v --verbose
`.split(/\s+/)

/** What `poetry install` and `poetry sync` read: the manifests, unless Poetry builds the project itself. */
export function readsOfPoetry(request: InstallRequest): InstallReads {
  const { files: image, args, valueOptions, verb } = request
  if (verb !== 'install' && verb !== 'sync') return { unknown: `poetry ${verb} writes files` }
  const options = optionsOf(args, valueOptions)
  const folder = folderOfProject(request, options)
  const other = options.find(({ name }) => name === null || ![...PLAIN, ...FOLDERS].includes(name))
  if (other) return { unknown: `it has the word ${other.name ?? other.value}` }
  if (folder === null) return { unknown: 'the folder that it installs is not known' }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const [manifest, lock, settings] = ['pyproject.toml', 'poetry.lock', 'poetry.toml'].map(inFolder) as [
    string,
    string,
    string,
  ]
  if (!image.has(manifest)) return { unknown: `${manifest} is not copied from the build context` }
  const project = readToml(image, manifest)
  const set = image.has(settings) ? readToml(image, settings) : {}
  const locked = image.has(lock) ? image.text(lock) : ''
  for (const [file, read] of [
    [manifest, project],
    [settings, set],
    [lock, locked],
  ] as const) {
    if (read === null) return { unknown: `${file} cannot be read` }
  }
  if (!project || !set || locked === undefined || locked === null) return { missing: true }
  const unknown = unknownInProject(project)
  if (unknown) return { unknown: `${manifest} ${unknown}` }
  const moved = ['cache-dir', 'virtualenvs.path', 'certificates'].find(
    (key) => valueAt(set, ...key.split('.')) !== undefined,
  )
  if (moved) return { unknown: `${settings} sets ${moved}` }
  const files = [manifest, lock, settings].filter((file) => image.has(file))
  // Poetry reads the text of the licence whenever it reads the project.
  const license = valueAt(project, 'project', 'license', 'file')
  if (license !== undefined) {
    const file = typeof license === 'string' ? joinInside(folder, license) : null
    if (file === null || !image.has(file))
      return { unknown: `${manifest} names a license that is not in the build context` }
    files.push(file)
  }
  const has = (name: string): boolean => options.some((one) => one.name === name)
  const local = localDependency(project) ?? localInLock(locked)
  if (local && 'archive' in local) return { unknown: `it depends on ${local.archive}` }
  const noRoot = has('--no-root') || valueAt(project, 'tool', 'poetry', 'package-mode') === false
  // Without a lock file it looks into the folder for what that depends on.
  const noDirectory = local === null || (has('--no-directory') && locked !== '')
  if (noRoot && noDirectory) return { files, writes: writesOf(request, set, inFolder('.venv')) }
  const why = noRoot ? `it depends on ${local?.folder}` : 'it installs the project itself'
  if (locked === '') return { unknown: why }
  const more = [...(noRoot ? [] : ['--no-root']), ...(noDirectory ? [] : ['--no-directory'])]
  const called = request.program.startsWith('python') ? [request.program, '-m', 'poetry'] : [request.program]
  return {
    unknown: why,
    ahead: {
      command: asShellWords([...called, verb, ...args, ...more]),
      files,
      says: 'It installs what the project depends on. The install below it then adds what lies in the project itself.',
    },
  }
}

const FOLDERS = ['-C', '--directory', '-P', '--project']

/** The folder of the project. Poetry looks for it in those above too, which is not followed. */
function folderOfProject({ folder, resolve }: InstallRequest, options: readonly Option[]): string | null {
  const said = options.filter(({ name }) => name !== null && FOLDERS.includes(name))
  if (said.length > 1) return null
  return said[0] ? resolve(said[0].value) : folder
}

/** Plugins that work with every command, and one of them on the files of the project. */
function unknownInProject(project: Table): string | null {
  if (valueAt(project, 'tool', 'poetry', 'requires-plugins') !== undefined) return 'asks for plugins'
  // It takes the version from Git and writes it into the manifest: https://github.com/mtkennerly/poetry-dynamic-versioning
  if (valueAt(project, 'tool', 'poetry-dynamic-versioning') !== undefined) return 'takes its version from Git'
  if (!isTable(valueAt(project, 'tool', 'poetry')) && !isTable(valueAt(project, 'project')))
    return 'describes no project'
  const sources = valueAt(project, 'tool', 'poetry', 'source')
  const urls = Array.isArray(sources) ? sources.map((source) => valueAt(source, 'url')) : []
  const place = textsOf(urls).find((url) => !isRemote(url))
  return place === undefined ? null : `looks for packages in ${place}`
}

type Local = { readonly folder: string } | { readonly archive: string }

/** What a project depends on that lies on disk: a folder, which `--no-directory` leaves out, or an archive. */
function localDependency(project: Table): Local | null {
  const poetry = tableAt(project, 'tool', 'poetry')
  const groups = Object.values(tableAt(poetry, 'group')).map((group) => tableAt(group, 'dependencies'))
  let folder: Local | null = null
  for (const list of [tableAt(poetry, 'dependencies'), tableAt(poetry, 'dev-dependencies'), ...groups]) {
    for (const one of Object.values(list).flat()) {
      const path = valueAt(one, 'path') ?? valueAt(one, 'file')
      const address = valueAt(one, 'git') ?? valueAt(one, 'url')
      if (address !== undefined && !isRemote(String(address)) && !/^[\w.-]+@[\w.-]+:/.test(String(address))) {
        return { archive: String(address).slice(0, 60) }
      }
      if (path === undefined) continue
      if (/\.(?:whl|zip|tar|tgz|gz|bz2|xz)$/i.test(String(path))) return { archive: String(path).slice(0, 60) }
      folder ??= { folder: String(path).slice(0, 60) }
    }
  }
  const lists = ['dependencies', 'optional-dependencies'].map((name) => valueAt(project, 'project', name))
  const requirement = textsOf([lists, Object.values(tableAt(project, 'dependency-groups'))]).find(isLocalRequirement)
  return requirement === undefined ? folder : { archive: requirement.slice(0, 60) }
}

/** The same of a lock file, which Poetry writes in one form. */
function localInLock(text: string): Local | null {
  let folder: Local | null = null
  for (const [, type, url = ''] of text.matchAll(/^type = "(\w+)"\nurl = "([^"\n]*)"/gm)) {
    if (type === 'directory') folder ??= { folder: url.slice(0, 60) }
    else if (!isRemote(url) && !/^[\w.-]+@[\w.-]+:/.test(url)) return { archive: url.slice(0, 60) }
  }
  return folder
}

/** Where its environment may lie in the project. `poetry config`, which is not seen here, may put it there too. */
function writesOf({ variable }: InstallRequest, settings: Table, environment: string): readonly string[] {
  for (const name of ['in-project', 'create']) {
    const said = variable(`POETRY_VIRTUALENVS_${name.replace('-', '_').toUpperCase()}`)
    const value =
      said === undefined || said === null ? valueAt(settings, 'virtualenvs', name) : /^(?:true|1)$/i.test(said)
    if (value === false) return []
    if (value === true && name === 'in-project') return [environment]
  }
  return [environment]
}
