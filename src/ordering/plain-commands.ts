import { type Command, type ShellWord, wordValue } from '../dockerfile/shell.ts'
import { joinPath } from '../dockerfile/state.ts'
import { programName } from '../managers/invocation.ts'

/** What a command that is no package manager does with files: paths of the image that it may read or write. */
export interface Effect {
  readonly paths: readonly string[]
  /** Folders that it makes, or files that it obeys, where they are there. */
  readonly makes: readonly string[]
  /** It takes long enough that it should not run again for nothing. */
  readonly expensive: boolean
}

export interface Where {
  readonly lookup: (name: string) => string | null | undefined
  /** Null when it is not known. */
  readonly folder: string | null
  readonly home: string | null
}

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Programs that touch no files, or only the system's own. */
const WITHOUT_FILES = list(`
  set echo true false : exit return export unset printf sleep umask date uname arch id whoami which command type nproc hostname
  ldconfig locale-gen update-locale dpkg-reconfigure update-ca-certificates update-alternatives apt-key add-apt-repository
  docker-php-ext-enable docker-php-ext-configure lsb_release yes tr
`)
/** The same, and they take their time. */
const EXPENSIVE = list('docker-php-ext-install pecl install-php-extensions')
/** Programs whose operands are the files that they read and write. */
const BY_OPERANDS = list(`
  rm rmdir touch cp mv ln tee install unzip gunzip gzip xz sha256sum sha512sum head tail wc ls gpg cat cut sort file strip dpkg
  sed awk grep chmod chown chgrp
`)
/** Of these the first operand is a script, a pattern, a mode or an owner. */
const FIRST_IS_NO_FILE = list('sed awk grep chmod chown chgrp')
const OPTION_OF_CHMOD = /^(?:-[RvfcHLP]+|--.+)$/
/** The script, or the owner, is said by an option: `sed -ne p file`. */
const SCRIPT_BY_OPTION = /^-\w*[ef]|^--(?:reference|file|expression)/
/** They make a home folder, which is then filled or not as it is there or not. */
const ACCOUNTS = list('useradd adduser groupadd addgroup usermod groupmod passwd chpasswd')
/** What runs a script that comes in through a pipe: one from the net cannot know the project. */
const SHELLS = list('sh bash ash dash')

/** A text in which none of the programs is named that take their time has no step that does. */
export const mayTakeTime = (text: string): boolean =>
  /\b(?:curl|wget|rustup|git +clone|docker-php-ext-install|pecl|install-php-extensions)\b/.test(text)

/** What a command does; null when that is not known. */
export function effectOf(command: Command, where: Where): Effect | null {
  if (command.words.some(substitutes) || command.assignments.some(({ value }) => value && substitutes(value)))
    return null
  const outputs = command.outputs.map((word) => word && pathsOf(word, where))
  if (outputs.includes(null)) return null
  const written = outputs.flatMap((paths) => paths ?? []).filter((path) => path !== '/dev/null')
  const [first, ...rest] = command.words
  if (!first) return { paths: written, makes: [], expensive: false }
  const value = wordValue(first, where.lookup)
  if (value === null) return null
  const done = effectOfProgram(programName(value), rest, command.piped, where)
  return done && { ...done, paths: [...done.paths, ...written] }
}

function effectOfProgram(program: string, words: readonly ShellWord[], piped: boolean, where: Where): Effect | null {
  const nothing: Effect = { paths: [], makes: [], expensive: false }
  const raw = words.map(({ raw }) => raw)
  if (raw.length === 1 && /^(?:--version|-[vV])$/.test(raw[0] as string)) return nothing
  if (program === 'mkdir') {
    const makes = pathsOfAll(operandsOf(words, ['-m']), where)
    return makes && { ...nothing, makes }
  }
  if (ACCOUNTS.has(program)) return { ...nothing, paths: ['/etc/passwd', '/home', ...absolutes(words, where)] }
  if (program === 'curl' || program === 'wget') return download(program, words, where)
  if (program === 'git') return git(words, where)
  if (program === 'corepack') return raw[0] === 'enable' || raw[0] === 'disable' ? nothing : null
  if (program === 'tar') return unpack(words, where)
  if (program === 'rustup') return rustup(raw, where)
  if (program === '[' || program === 'test') {
    const tested = words.filter((_, at) => /^-[a-zA-Z]$/.test(raw[at - 1] ?? '') && !/^-[nz]$/.test(raw[at - 1] ?? ''))
    const paths = pathsOfAll(tested, where)
    return paths && { ...nothing, paths }
  }
  if (program === '.' || program === 'source') {
    const paths = words.length === 1 ? pathsOfAll(words, where) : null
    return paths && { ...nothing, paths }
  }
  if (SHELLS.has(program)) {
    const fromPipe = piped && (raw.length === 0 || raw[0] === '-' || (raw.includes('-s') && !raw.includes('-c')))
    return fromPipe ? { ...nothing, expensive: true } : null
  }
  if (BY_OPERANDS.has(program)) {
    // A mode may look like an option: `chmod +x run`.
    const operands =
      program === 'chmod' ? words.filter((word) => !OPTION_OF_CHMOD.test(word.raw)) : operandsOf(words, [])
    const elsewhere = raw.some((word) => SCRIPT_BY_OPTION.test(word) && (!/^ch/.test(program) || word.startsWith('--')))
    const skipped = FIRST_IS_NO_FILE.has(program) && !elsewhere
    const paths = pathsOfAll(skipped ? operands.slice(1) : operands, where)
    return paths && { ...nothing, paths }
  }
  if (EXPENSIVE.has(program)) return { ...nothing, expensive: true }
  return WITHOUT_FILES.has(program) ? nothing : null
}

/** https://curl.se/docs/manpage.html, https://www.gnu.org/software/wget/manual/ */
function download(program: string, words: readonly ShellWord[], where: Where): Effect | null {
  const paths: string[] = []
  let named = program === 'curl'
  for (const [at, word] of words.entries()) {
    const { raw } = word
    // What is sent, or says more of what to do, may lie in the project.
    if (
      /^["']?@|=["']?@|^-(?:K|T|F|d)|^--(?:config|upload-file|form|data|cacert|cert|key|input-file|post-file|body-file)|^-i$/.test(
        raw,
      )
    )
      return null
    const output = program === 'curl' ? /^(?:-\w*o|--output)$/ : /^(?:-\w*[OP]|--output-document|--directory-prefix)$/
    const glued = /^(?:--(?:output|output-dir|output-document|directory-prefix)=|-[oOP](?=[/.\w]))(.+)$/.exec(raw)?.[1]
    if (program === 'curl' && /^-\w*[OJ]|^--remote-name/.test(raw)) named = false
    if (program === 'wget' && /^-\w*O-$/.test(raw)) named = true
    if (!output.test(raw) && !(glued && !(program === 'curl' && raw.startsWith('-O')))) continue
    named = true
    const target = glued ? { ...word, raw: glued, parts: [glued] } : words[at + 1]
    if (target?.raw === '-') continue
    const found = target && pathsOf(target, where)
    if (!found) return null
    paths.push(...found)
  }
  if (!named) {
    if (where.folder === null) return null
    paths.push(where.folder)
  }
  return { paths, makes: [], expensive: true }
}

function git(words: readonly ShellWord[], where: Where): Effect | null {
  const [verb, ...rest] = words
  const raw = rest.map(({ raw }) => raw)
  if (verb?.raw === 'config')
    return raw[0] === '--global' || raw[0] === '--system' ? { paths: [], makes: [], expensive: false } : null
  if (verb?.raw !== 'clone') return null
  const operands = operandsOf(rest, [
    '-b',
    '--branch',
    '--depth',
    '-c',
    '--config',
    '-o',
    '--origin',
    '-j',
    '--jobs',
    '--filter',
  ])
  const [address, target] = operands
  if (!address || !/:\/\/|^["']?git@/.test(address.raw) || operands.length > 2) return null
  if (target) {
    const paths = pathsOf(target, where)
    return paths && { paths, makes: [], expensive: true }
  }
  const name = /([^/]+?)(?:\.git)?["']?$/.exec(address.raw)?.[1]
  const path = name === undefined ? null : joinPath(where.folder, name)
  return path === null ? null : { paths: [path], makes: [], expensive: true }
}

/** It obeys a `rust-toolchain.toml` of the folder and of those above: https://rust-lang.github.io/rustup/overrides.html */
function rustup(raw: readonly string[], { folder }: Where): Effect | null {
  const [verb = '', what = ''] = raw
  const isKnown = /^(?:component|target|toolchain) (?:add|install|list|remove|uninstall|update)$/.test(
    `${verb} ${what}`,
  )
  if (folder === null || !(isKnown || /^(?:default|install|update|show|set)$/.test(verb))) return null
  const obeys: string[] = []
  for (let up = folder; ; up = up.slice(0, up.lastIndexOf('/')) || '/') {
    for (const name of ['rust-toolchain', 'rust-toolchain.toml']) obeys.push(joinPath(up, name) as string)
    if (up === '/') return { paths: [], makes: obeys, expensive: true }
  }
}

/** `tar xzf archive -C folder`: without a folder it unpacks where it runs. */
function unpack(words: readonly ShellWord[], where: Where): Effect | null {
  const operands = operandsOf(words, [])
  const bundle = words[0] && !words[0].raw.startsWith('-') ? operands.slice(1) : operands
  const paths = pathsOfAll(bundle, where)
  if (paths === null || where.folder === null) return null
  const elsewhere = words.some(({ raw }) => /^-\w*C$|^--directory/.test(raw))
  return { paths: elsewhere ? paths : [...paths, where.folder], makes: [], expensive: false }
}

const operandsOf = (words: readonly ShellWord[], withValue: readonly string[]): ShellWord[] =>
  words.filter(({ raw }, at) => !raw.startsWith('-') && !withValue.includes(words[at - 1]?.raw ?? ''))

function absolutes(words: readonly ShellWord[], where: Where): string[] {
  return words.flatMap((word) => {
    const value = wordValue(word, where.lookup)
    return value?.startsWith('/') ? [value] : []
  })
}

function pathsOfAll(words: readonly ShellWord[], where: Where): string[] | null {
  const paths = words.map((word) => pathsOf(word, where))
  return paths.includes(null) ? null : paths.flatMap((path) => path ?? [])
}

/** The path that a word names, or the folder that holds it where it ends in a variable or has wildcards; null when not even that is known. */
function pathsOf(word: ShellWord, { lookup, folder, home }: Where): string[] | null {
  let text = ''
  let open = false
  for (const part of word.parts) {
    const value = typeof part === 'string' ? part : part === null ? null : (lookup(part.variable) ?? null)
    if (value === null) {
      open = true
      break
    }
    text += value
  }
  if (text.startsWith('~')) {
    if (home === null || !/^~(?:\/|$)/.test(text)) return null
    text = home + text.slice(1)
  }
  const wild = text.search(/[*?[{]/)
  if (wild !== -1) text = text.slice(0, wild)
  if (open || wild !== -1) {
    if (!text.includes('/')) return folder === null || open ? null : [folder]
    text = text.slice(0, text.lastIndexOf('/') + 1)
  }
  const path = joinPath(folder, text)
  return path === null ? null : [path]
}

/** Commands in a word that ask the system, and no file of the project. */
const ASKS =
  /\$\((?:dpkg --print-architecture|lsb_release -\w+|uname -\w+|nproc(?: --all)?|arch|id -\w+(?: \w+)?|getconf \w+|(?:\. |source )\/etc\/os-release (?:&&|;) echo "?\$\{?\w+\}?"?)\)/g

const substitutes = ({ raw }: ShellWord): boolean => /\$\(|`|<\(/.test(raw.replace(ASKS, ''))
