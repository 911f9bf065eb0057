import { isTable, type Table, textsOf, valueAt } from '../../formats/tables.ts'
import { joinInside } from '../paths.ts'
import { optionsOf } from './command-words.ts'
import { readJson, readToml } from './data-files.ts'
import { nameOfPython, notLocked } from './names-in-lock.ts'
import type { InstallReads, InstallRequest } from './reads.ts'
import { isRemote } from './requirements.ts'

/** Options that name no file. https://pipenv.pypa.io/en/latest/cli.html */
const PLAIN = `
  --system --deploy --site-packages --no-site-packages --pypi-mirror --verbose -v --quiet -q --bare --clear --pre -d --dev
  --categories --category --extras --all --ignore-pipfile --skip-lock --keep-outdated --python --clean --sequential
`.split(/\s+/)
/** Tables of a Pipfile that list no packages. */
const NO_PACKAGES = ['source', 'scripts', 'requires', 'pipenv', 'build-system', '_meta']

/** What `pipenv install` and `pipenv sync` read: Pipfile and lock file. */
export function readsOfPipenv(request: InstallRequest): InstallReads {
  const { files: image, folder, verb, args, valueOptions, variable } = request
  if (verb !== 'install' && verb !== 'sync') return { unknown: `pipenv ${verb} writes files` }
  const options = optionsOf(args, valueOptions)
  for (const { name, value } of options) {
    // What it installs by name it writes into the Pipfile, and the later `COPY` would take that back.
    if (name === null) return { unknown: `it installs ${value}` }
    if (!PLAIN.includes(name)) return { unknown: `it has the option ${name}` }
    if (name === '--python' && value.includes('/')) return { unknown: `it installs for ${value}` }
  }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const [pipfile, lock, pylock, env] = ['Pipfile', 'Pipfile.lock', 'pylock.toml', '.env'].map(inFolder) as [
    string,
    string,
    string,
    string,
  ]
  if (!image.has(pipfile)) return { unknown: `${pipfile} is not copied from the build context` }
  if (image.has(pylock)) return { unknown: `${pylock} may be read instead of its lock file` }
  const has = (name: string): boolean => options.some((one) => one.name === name)
  if (!image.has(lock) && (verb === 'sync' || has('--deploy') || has('--ignore-pipfile'))) {
    return { unknown: `there is no lock file beside ${pipfile}` }
  }
  const project = readToml(image, pipfile)
  const locked = image.has(lock) ? readJson(image, lock) : {}
  if (project === null || locked === null) return { unknown: `${project === null ? pipfile : lock} cannot be read` }
  if (project === undefined || locked === undefined) return { missing: true }
  for (const [file, table] of [
    [pipfile, project],
    [lock, locked],
  ] as const) {
    const local =
      localPackage(table) ??
      localSource(file === pipfile ? table : valueAt(table, '_meta'), file === pipfile ? 'source' : 'sources')
    if (local !== null) return { unknown: `${file} names ${local}` }
  }
  const writesLock = verb === 'install' && !['--deploy', '--ignore-pipfile', '--skip-lock'].some(has)
  const missing = writesLock ? notLocked(packagesIn(project), new Set(packagesIn(locked))) : null
  if (missing) return { unknown: `${lock} is not in step with ${pipfile} (${missing}), and pipenv writes it anew` }
  // The variables in it hold for the install too: https://pipenv.pypa.io/en/latest/shell.html#automatic-loading-of-env
  const files = [pipfile, lock, env].filter((file) => image.has(file))
  const said = variable('PIPENV_VENV_IN_PROJECT')
  const inProject =
    said === undefined || said === ''
      ? valueAt(project, 'pipenv', 'venv_in_project') === true
      : !/^(?:0|false|no|off)$/i.test(said ?? '')
  return { files, writes: inProject && !has('--system') ? [inFolder('.venv')] : [] }
}

/** The packages of all tables. */
const packagesIn = (table: Table): string[] =>
  Object.entries(table).flatMap(([section, packages]) =>
    NO_PACKAGES.includes(section) || !isTable(packages) ? [] : Object.keys(packages).map(nameOfPython),
  )

/** A package that lies on disk, or that is installed from its sources. https://pipenv.pypa.io/en/latest/specifiers.html */
function localPackage(table: Table): string | null {
  for (const [section, packages] of Object.entries(table)) {
    if (NO_PACKAGES.includes(section) || !isTable(packages)) continue
    for (const [name, spec] of Object.entries(packages)) {
      if (valueAt(spec, 'path') !== undefined || valueAt(spec, 'editable') !== undefined) return name
      const addresses = ['file', 'git', 'hg', 'svn', 'bzr'].map((key) => valueAt(spec, key))
      if (textsOf(addresses).some((address) => !isRemote(address))) return name
    }
  }
  return null
}

function localSource(table: unknown, name: string): string | null {
  const sources = valueAt(table, name)
  const urls = Array.isArray(sources) ? sources.map((source) => valueAt(source, 'url')) : []
  return textsOf(urls).find((url) => !isRemote(url)) ?? null
}
