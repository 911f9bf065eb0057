import { isTable, valueAt } from '../../formats/tables.ts'
import { folderOf, joinInside } from '../paths.ts'
import { optionsOf } from './command-words.ts'
import { readYaml } from './data-files.ts'
import { VARIABLES_OF_PIP } from './pip.ts'
import type { ImageFiles, InstallReads, InstallRequest } from './reads.ts'
import { isRemote, readRequirements } from './requirements.ts'
import { requirementsClosure } from './requirements-closure.ts'

/** Options that name no file. https://docs.conda.io/projects/conda/en/stable/commands/ */
const PLAIN = `
  -n --name -y --yes -q --quiet -v --verbose --json --platform --revision --no-deps --only-deps --deps-only
  --override-channels --strict-channel-priority --no-channel-priority --force --force-reinstall --prune
  --update-deps --no-update-deps --freeze-installed --update-all --all -S --satisfied-skip-solve --update-specs --copy
  --always-copy --no-shortcuts --no-default-packages --no-pin --no-py-pin --download-only --dry-run -d --insecure -k
  --dev --use-local --offline --show-channel-urls --no-update --no-pyc
  --retry-clean-cache --experimental
`.split(/\s+/)

/** Variables by which it reads more than its command says; it runs pip too. */
export const VARIABLES_OF_CONDA: readonly string[] = [
  'CONDARC',
  'MAMBARC',
  'CONDA_CHANNELS',
  'CONDA_DEFAULT_CHANNELS',
  ...VARIABLES_OF_PIP,
]

/** What `conda`, `mamba` and `micromamba` read: an environment.yml with what its `pip:` names, or lists of packages. */
export function readsOfConda(request: InstallRequest): InstallReads {
  const { files: image, args, valueOptions, verb, resolve } = request
  const named: string[] = []
  const writes: string[] = []
  const operands: string[] = []
  for (const { name, value } of optionsOf(args, valueOptions)) {
    if (name === null) operands.push(value)
    else if (name === '-f' || name === '--file') named.push(value)
    else if (name === '-c' || name === '--channel') {
      if (isLocalChannel(value)) return { unknown: `it looks for packages in ${value}` }
    } else if (name === '-p' || name === '--prefix') writes.push(resolve(value) ?? '.')
    else if (name === '-r' || name === '--root-prefix') {
      if (!value.startsWith('/')) return { unknown: `it installs below ${value}` }
    } else if (!PLAIN.includes(name)) return { unknown: `it has the option ${name}` }
  }
  const isEnvironment = verb.startsWith('env ')
  if (isEnvironment && operands.length > 0) return { unknown: `it installs ${operands[0]}` }
  const local = operands.find(isLocalPackage)
  if (local !== undefined) return { unknown: `it installs ${local}` }
  if (isEnvironment && named.length === 0) named.push('environment.yml')
  const files: string[] = []
  const parts: InstallReads[] = []
  for (const name of named) {
    if (isRemote(name)) continue
    const file = resolve(name)
    if (file === null || !image.has(file)) return { unknown: `${name} is not copied from the build context` }
    files.push(file)
    // A list of locked packages has this form too, and is none.
    parts.push(/\.ya?ml$/.test(file) ? environmentOf(image, file, isEnvironment) : listOf(image, file))
  }
  const unknown = parts.find((part) => 'unknown' in part)
  if (unknown) return unknown
  if (parts.some((part) => 'missing' in part)) return { missing: true }
  const more = parts.flatMap((part) => ('files' in part ? part.files : []))
  const inEnvironment = parts.flatMap((part) => ('files' in part ? part.writes : []))
  return { files: [...new Set([...files, ...more])], writes: [...writes, ...inEnvironment] }
}

/** https://github.com/conda/conda/blob/main/conda/common/path/__init__.py: what conda takes for a path. */
const isLocalChannel = (channel: string): boolean => /^(?:[.~/\\$]|file:|local$)/i.test(channel) || /\$/.test(channel)
const isLocalPackage = (spec: string): boolean =>
  !isRemote(spec) &&
  (/^(?:[.~/\\]|file:)/i.test(spec) || /\.(?:conda|tar\.bz2|txt|lock|ya?ml)$/i.test(spec) || spec.includes('$'))

/** An environment.yml, and what the lines of its `pip:` section name: paths there are relative to it. */
function environmentOf(image: ImageFiles, file: string, isEnvironment: boolean): InstallReads {
  const environment = readYaml(image, file)
  if (environment === undefined) return { missing: true }
  const dependencies = valueAt(environment, 'dependencies') ?? []
  if (!isTable(environment) || !Array.isArray(dependencies)) return { unknown: `${file} cannot be read` }
  const channels = valueAt(environment, 'channels') ?? []
  if (!Array.isArray(channels)) return { unknown: `${file} cannot be read` }
  const channel = channels.find((one) => typeof one !== 'string' || isLocalChannel(one))
  if (channel !== undefined) return { unknown: `${file} looks for packages in ${String(channel).slice(0, 60)}` }
  if (Object.hasOwn(environment, 'package') || Object.hasOwn(environment, 'metadata')) {
    return { unknown: `${file} is no environment` }
  }
  const lines: string[] = []
  for (const one of dependencies) {
    const pip = valueAt(one, 'pip')
    if (typeof one === 'string') {
      if (isLocalPackage(one)) return { unknown: `${file} names ${one}` }
    } else if (Array.isArray(pip) && pip.every((line) => typeof line === 'string'))
      for (const line of pip) lines.push(line)
    else return { unknown: `${file} has dependencies of a form that is not known` }
  }
  const prefix = valueAt(environment, 'prefix')
  if (isEnvironment && prefix !== undefined && !/^\//.test(String(prefix))) return { unknown: `${file} names a prefix` }
  const writes = typeof prefix === 'string' && isEnvironment ? [joinInside('.', prefix) ?? '.'] : []
  const requirements = readRequirements(lines.join('\n'))
  if ('unknown' in requirements) return { unknown: `${file} names ${requirements.unknown}` }
  const named: string[] = []
  for (const path of requirements.paths) {
    const at = path.startsWith('/') ? null : joinInside(folderOf(file), path)
    if (at === null || !image.has(at)) return { unknown: `${file} names ${path}, which is not in the build context` }
    named.push(at)
  }
  const closure = requirementsClosure(image, named)
  return 'files' in closure ? { files: closure.files, writes } : closure
}

/** A list of packages for `--file`, one a line; with `@EXPLICIT` addresses. */
function listOf(image: ImageFiles, file: string): InstallReads {
  const text = image.text(file)
  if (text === undefined) return { missing: true }
  if (text === null || /\.(?:toml|json|py)$/.test(file)) return { unknown: `${file} is no list of packages` }
  for (const line of text.split(/\r?\n/)) {
    const spec = (/^[^#]*/.exec(line)?.[0] ?? '').trim()
    if (spec !== '' && isLocalPackage(spec)) return { unknown: `${file} names ${spec.slice(0, 60)}` }
  }
  return { files: [], writes: [] }
}
