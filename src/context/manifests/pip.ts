import { folderOf, joinInside } from '../paths.ts'
import type { InstallReads, InstallRequest } from './reads.ts'
import {
  FILE_OPTIONS,
  INDEX_OPTIONS,
  isLocalRequirement,
  isRemote,
  LINK_OPTIONS,
  readRequirements,
} from './requirements.ts'

/** Folders that are written. */
const TARGETS = ['-t', '--target', '--prefix', '--root', '--src', '--source', '--source-dir', '--source-directory']
/** Their values are files that are read or written, or another interpreter: what they lead to is not followed. */
const MORE_FILES = `
  --group --build-constraint --cert --client-cert --log --log-file --local-log --python --report
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

/**
 * What `pip install` reads: the requirements and constraints files that it names, and those that they name.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function readsOfPip(request: InstallRequest): InstallReads {
  const { files: image, args, valueOptions, resolve, verb } = request
  if (verb !== 'install') return { unknown: `pip ${verb} writes files` }
  const files: string[] = []
  const writes: string[] = []
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
    else if (MORE_FILES.includes(name)) return { unknown: `${name} names a file` }
    else if (!FLAGS.includes(name) && !valueOptions.includes(name)) return { unknown: `it has the option ${name}` }
  }
  return closureOf(request, files, writes)
}

/** The words of the command: options with their values, and operands, which have no name. */
function optionsOf(
  args: readonly string[],
  valueOptions: readonly string[],
): { readonly name: string | null; readonly value: string }[] {
  const options: { name: string | null; value: string }[] = []
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string
    const value = (): string => args[++at] ?? ''
    if (word === '--') return [...options, ...args.slice(at + 1).map((operand) => ({ name: null, value: operand }))]
    if (word.startsWith('--')) {
      const [, name = word, , given] = /^([^=]*)(=(.*))?$/s.exec(word) ?? []
      options.push({ name, value: given ?? (valueOptions.includes(name) ? value() : '') })
    } else if (word.startsWith('-') && word !== '-') {
      // Several in one word, the last with its value: `-Ur requirements.txt`, `-rrequirements.txt`.
      for (let letter = 1; letter < word.length; letter++) {
        const name = `-${word[letter]}`
        const takes = valueOptions.includes(name)
        options.push({ name, value: takes ? word.slice(letter + 1) || value() : '' })
        if (takes) break
      }
    } else options.push({ name: null, value: word })
  }
  return options
}

function closureOf(
  { files: image }: InstallRequest,
  first: readonly string[],
  writes: readonly string[],
): InstallReads {
  const files = [...new Set(first)]
  let missing = false
  for (const file of files) {
    // They are no requirements files, though pip takes some of them as such, and name more.
    if (/\.(?:toml|py|cfg|ya?ml|json)$/i.test(file)) return { unknown: `${file} is no requirements file` }
    const text = image.text(file)
    if (text === undefined) missing = true
    else if (text === null) return { unknown: `${file} is not in the build context` }
    else {
      const named = readRequirements(text)
      if ('unknown' in named) return { unknown: `${file} names ${named.unknown}` }
      for (const path of named.paths) {
        const next = path.startsWith('/') ? null : joinInside(folderOf(file), path)
        if (next === null) return { unknown: `${file} names ${path}` }
        if (!image.has(next)) return { unknown: `${file} names ${path}, which is not in the build context` }
        if (!files.includes(next)) files.push(next)
      }
    }
  }
  return missing ? { missing } : { files, writes }
}
