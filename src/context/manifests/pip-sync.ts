import { valueAt } from '../../formats/tables.ts'
import { folderOf, joinInside } from '../paths.ts'
import { optionsOf } from './command-words.ts'
import { readToml } from './data-files.ts'
import type { InstallReads, InstallRequest } from './reads.ts'
import { INDEX_OPTIONS, isLocalIndex, isRemote, LINK_OPTIONS } from './requirements.ts'
import { requirementsClosure } from './requirements-closure.ts'

const PLAIN = '-n --dry-run --force --trusted-host --no-index -v --verbose -q --quiet --user --no-config'.split(' ')
/** Arguments of pip that name no file. */
const PLAIN_FOR_PIP =
  /^(?:\s|--(?:no-cache-dir|no-deps|no-input|no-compile|quiet|disable-pip-version-check|no-warn-script-location|break-system-packages|root-user-action=ignore|use-pep517|prefer-binary|no-build-isolation)(?=\s|$))*$/

/** What `pip-sync` reads: the files that it is given, and those that they name. */
export function readsOfPipSync(request: InstallRequest): InstallReads {
  const { files: image, args, valueOptions, verb, folder, resolve, variable } = request
  const named = verb === '' ? [] : [verb]
  for (const { name, value } of optionsOf(args, valueOptions)) {
    if (name === null) named.push(value)
    else if (LINK_OPTIONS.includes(name) || INDEX_OPTIONS.includes(name)) {
      if (!isRemote(value)) return { unknown: `it looks for packages in ${value}` }
    } else if (name === '--pip-args') {
      if (!PLAIN_FOR_PIP.test(value)) return { unknown: `it hands ${value} to pip` }
    } else if (!PLAIN.includes(name)) return { unknown: `it has the option ${name}` }
  }
  const index = ['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL'].find((name) => isLocalIndex(variable(name)))
  if (index) return { unknown: `${index} may name a folder` }
  const files: string[] = []
  for (const name of named.length > 0 ? named : ['requirements.txt']) {
    const file = resolve(name)
    if (file === null || !image.has(file)) return { unknown: `${name} is not copied from the build context` }
    files.push(file)
  }
  const closure = requirementsClosure(image, files)
  if ('unknown' in closure) return closure
  let missing = 'missing' in closure
  // It looks for its options beside the files: https://pip-tools.readthedocs.io/en/stable/#configuration
  for (const at of new Set([folder, ...files.map(folderOf)])) {
    const own = joinInside(at, '.pip-tools.toml') as string
    if (image.has(own)) return { unknown: `${own} sets options` }
    const manifest = joinInside(at, 'pyproject.toml') as string
    const project = image.has(manifest) ? readToml(image, manifest) : {}
    if (project === undefined) missing = true
    else if (project === null || valueAt(project, 'tool', 'pip-tools') !== undefined)
      return { unknown: `${manifest} sets options` }
  }
  return missing ? { missing: true } : closure
}
