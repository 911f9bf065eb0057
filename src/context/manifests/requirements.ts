/** Options of pip whose value is a requirements or constraints file. */
export const FILE_OPTIONS: readonly string[] = ['-r', '--requirement', '-c', '--constraint']
export const LINK_OPTIONS: readonly string[] = ['-f', '--find-links']
export const INDEX_OPTIONS: readonly string[] = ['-i', '--index-url', '--pypi-url', '--extra-index-url']

/** An address on the net, whatever a variable puts into it behind its scheme. */
export const isRemote = (value: string): boolean => /^(?:[a-z]+\+)?(?:https?|ssh|git|ftps?):\/\//i.test(value)

/** Whether what an index is set to may lie on disk: several addresses stand with blanks between them. */
export const isLocalIndex = (value: string | null | undefined): boolean =>
  value === null || (value !== undefined && !value.split(/\s+/).every((one) => one === '' || isRemote(one)))

/**
 * Whether a requirement names something on disk: a folder, an archive, a `file:` address.
 * https://pip.pypa.io/en/stable/cli/pip_install/#argument-handling
 */
export function isLocalRequirement(requirement: string): boolean {
  const named = (requirement.split(';')[0] ?? '').trim()
  if (/(?:^|[+@\s])file:/i.test(requirement) || /^[.~/]/.test(named)) return true
  const address = /^(?:[\w.-]+\s*(?:\[[^\]]*\])?\s*@\s*)?(\S+)/.exec(named)?.[1] ?? ''
  if (isRemote(address)) return false
  return /[/\\]|\.(?:whl|zip|tar|tgz|tbz|txz|tlz|tar\.\w+)(?:$|[\s[])/i.test(named)
}

/** The files that a requirements file names, relative to it or absolute; or what it names that is no file of that kind. */
export function readRequirements(text: string): { readonly paths: string[] } | { readonly unknown: string } {
  const paths: string[] = []
  for (const line of logicalLines(text)) {
    const path = line.startsWith('-') ? readOptions(line) : readRequirement(line)
    if (path === null) return { unknown: line }
    if (path !== '') paths.push(path)
  }
  return { paths }
}

/** Options of a requirements file that name no files. https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
const ALONE = ['--no-index', '--prefer-binary', '--require-hashes', '--pre']
const WITH_VALUE = ['--no-binary', '--only-binary', '--trusted-host', '--use-feature']

/** @returns the file that the options of a line name, nothing where they name none, null for what is not understood */
function readOptions(line: string): string | null {
  const words = line.split(/\s+/)
  for (let at = 0; at < words.length; at++) {
    const [, name, rest] = /^(--[\w-]+|-\w)(.*)$/.exec(words[at] as string) ?? []
    if (name === undefined || rest === undefined) return null
    if (ALONE.includes(name) && rest === '') continue
    const given = name.startsWith('--') ? rest.replace(/^=/, '') : rest
    const value = (given === '' ? (words[++at] ?? '') : given).replace(/^(["'])(.*)\1$/, '$2')
    if (value === '' || /["'\\]/.test(value)) return null
    if (FILE_OPTIONS.includes(name)) {
      // Of several options in one line pip follows one and forgets the others.
      if (at !== words.length - 1 || !line.startsWith(name) || /\$|^file:/i.test(value)) return null
      return /^https?:/i.test(value) ? '' : value
    }
    const remote = LINK_OPTIONS.includes(name) || INDEX_OPTIONS.includes(name)
    if (remote ? !isRemote(value) : !WITH_VALUE.includes(name)) return null
  }
  return ''
}

/** @returns nothing, or null for a requirement that may lie on disk */
function readRequirement(line: string): string | null {
  const [named = ''] = line.split(/ -/)
  // A variable may be part of an address, not of a path.
  return isLocalRequirement(named) || /\$\{[^}]*\}/.test(named.split('://')[0] ?? '') ? null : ''
}

/** Where Python's `splitlines` ends a line. https://docs.python.org/3/library/stdtypes.html#str.splitlines */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters end lines there.
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/

/** The lines as pip reads them: continued ones joined, without comments and empty ones. */
function logicalLines(text: string): string[] {
  const lines: string[] = []
  let open: string | null = null
  for (const line of text.replace(/^\uFEFF/, '').split(LINE_END)) {
    const comment = /^\s*#/.test(line)
    if (line.endsWith('\\') && !comment) open = (open ?? '') + line.replace(/^\\+|\\+$/g, '')
    else {
      // A comment ends what was continued.
      lines.push((open ?? '') + (comment ? ' ' : '') + line)
      open = null
    }
  }
  if (open !== null) lines.push(open)
  return lines.map((line) => line.replace(/(?:^|\s+)#.*$/, '').trim()).filter((line) => line !== '')
}
