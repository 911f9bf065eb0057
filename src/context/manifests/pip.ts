import { optionsOf } from './command-words.ts'
import { groupsOf } from './python-project.ts'
import type { InstallReads, InstallRequest } from './reads.ts'
import {
  FILE_OPTIONS,
  INDEX_OPTIONS,
  isLocalIndex,
  isLocalRequirement,
  isRemote,
  LINK_OPTIONS,
} from './requirements.ts'
import { requirementsClosure } from './requirements-closure.ts'

/** Folders that are written. */
const TARGETS = ['-t', '--target', '--prefix', '--root', '--src', '--source', '--source-dir', '--source-directory']
/** Their values are files that are read or written, or another interpreter: what they lead to is not followed. */
const MORE_FILES = `
  --build-constraint --cert --client-cert --log --log-file --local-log --python --report
  --requirements-from-script -d --dest -w --wheel-dir
`.split(/\s+/)
/** Options without a value. https://pip.pypa.io/en/stable/cli/pip_install/#options */
const FLAGS = `
  -U --upgrade -I --ignore-installed -q --quiet -v --verbose --pre --user --no-user --no-deps --no-dependencies
  --force-reinstall --ignore-requires-python --no-build-isolation --use-pep517 --no-use-pep517
  --check-build-dependencies --break-system-packages --compile --no-compile --no-warn-script-location
  --no-warn-conflicts --prefer-binary --require-hashes --no-clean --no-index --no-cache-dir --no-cache --isolated
  --require-virtualenv --require-venv --no-color --no-input --no-python-version-warning
  --disable-pip-version-check --debug --dry-run
`.split(/\s+/)

/** Variables by which pip reads more than its command says, whoever runs it. */
export const VARIABLES_OF_PIP = `
  PIP_REQUIREMENT PIP_CONSTRAINT PIP_FIND_LINKS PIP_CONFIG_FILE PIP_EDITABLE PIP_TARGET PIP_PREFIX PIP_ROOT
  PIP_SRC PIP_GROUP PIP_BUILD_CONSTRAINT PIP_REQUIREMENTS_FROM_SCRIPT PIP_CERT PIP_CLIENT_CERT PIP_LOG
  PIP_REPORT PIP_PYTHON SSL_CERT_FILE REQUESTS_CA_BUNDLE VIRTUAL_ENV PYTHONUSERBASE
`
  .trim()
  .split(/\s+/)

/** pip reads every option from a variable too: https://pip.pypa.io/en/stable/topics/configuration/#environment-variables */
const INDEX_VARIABLES = ['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_PYPI_URL']

/**
 * What `pip install` reads: the requirements and constraints files that it names, and those that they name.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function readsOfPip(request: InstallRequest): InstallReads {
  const { files: image, args, valueOptions, resolve, verb } = request
  if (verb !== 'install') return { unknown: `pip ${verb} writes files` }
  const files: string[] = []
  const groups: string[] = []
  const writes: string[] = []
  const index = INDEX_VARIABLES.find((name) => isLocalIndex(request.variable(name)))
  if (index) return { unknown: `${index} may name a folder` }
  for (const { name, value } of optionsOf(args, valueOptions)) {
    if (name === null) {
      if (isLocalRequirement(value)) return { unknown: `it installs ${value}` }
    } else if (FILE_OPTIONS.includes(name)) {
      if (/^https?:/i.test(value)) continue
      const file = value === '' || /^file:/i.test(value) ? null : resolve(value)
      if (file === null || !image.has(file)) return { unknown: `${value} is not copied from the build context` }
      files.push(file)
    } else if (name === '-e' || name === '--editable') return { unknown: 'it installs a project from its sources' }
    else if (LINK_OPTIONS.includes(name) || INDEX_OPTIONS.includes(name)) {
      if (!isRemote(value)) return { unknown: `it looks for packages in ${value}` }
    } else if (TARGETS.includes(name)) writes.push(resolve(value) ?? '.')
    else if (name === '--group') {
      // `--group path/pyproject.toml:name`
      const file = resolve(value.includes(':') ? value.slice(0, value.lastIndexOf(':')) : 'pyproject.toml')
      if (file === null || !image.has(file))
        return { unknown: `the group ${value} is not copied from the build context` }
      groups.push(file)
    } else if (MORE_FILES.includes(name)) return { unknown: `${name} names a file` }
    else if (!FLAGS.includes(name) && !valueOptions.includes(name)) return { unknown: `it has the option ${name}` }
  }
  const named = requirementsClosure(image, files)
  if (groups.length === 0 || 'unknown' in named) return 'files' in named ? { ...named, writes } : named
  const grouped = groupsOf(image, groups)
  if ('unknown' in grouped) return grouped
  return 'missing' in named || 'missing' in grouped
    ? { missing: true }
    : { files: [...new Set([...named.files, ...grouped.files])], writes }
}
