/** What a go.mod or a go.work says, as far as a download hangs on it. */
export interface GoMod {
  /** Without this line the go command writes one. */
  readonly hasGoLine: boolean
  /** Modules by path, each with its version: `golang.org/x/text v0.3.0`. */
  readonly required: readonly string[]
  /** What stands in for a module: a folder, or a module of another path. The version is null where any is meant. */
  readonly replaced: readonly { readonly path: string; readonly version: string | null; readonly by: Replacement }[]
  /** The folders of the modules of a workspace. */
  readonly used: readonly string[]
}

type Replacement = { readonly folder: string } | { readonly module: string }

const VERBS = ['module', 'go', 'toolchain', 'godebug', 'require', 'exclude', 'retract', 'tool', 'ignore']

/**
 * Reads a go.mod or a go.work; null where it is not understood.
 * https://go.dev/ref/mod#go-mod-file-lexical and https://go.dev/ref/mod#go-work-file
 */
export function readGoMod(text: string): GoMod | null {
  const required: string[] = []
  const replaced: GoMod['replaced'][number][] = []
  const used: string[] = []
  let hasGoLine = false
  let block: string | null = null
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    const words = wordsOf(line)
    if (words === null) return null
    if (words.length === 0) continue
    if (block !== null && words[0] === ')') {
      block = null
      continue
    }
    const verb: string = block ?? (words.shift() as string)
    if (block === null && words[0] === '(' && words.length === 1) {
      block = verb
      continue
    }
    if (verb === 'go') hasGoLine = true
    else if (verb === 'use') {
      if (words.length !== 1) return null
      used.push(words[0] as string)
    } else if (verb === 'require') {
      if (words.length !== 2) return null
      required.push(words.join(' '))
    } else if (verb === 'replace') {
      const replacement = readReplacement(words)
      if (replacement === null) return null
      replaced.push(replacement)
    } else if (!VERBS.includes(verb)) return null
  }
  return block === null ? { hasGoLine, required, replaced, used } : null
}

/** `a => ../b`, `a v1.2.3 => c v1.2.4` */
function readReplacement(words: readonly string[]): GoMod['replaced'][number] | null {
  const arrow = words.indexOf('=>')
  const [path, version = null] = words.slice(0, arrow)
  const [by, ...more] = words.slice(arrow + 1)
  if (arrow < 1 || arrow > 2 || !path || !by || more.length > 1) return null
  if (more.length === 1) return { path, version, by: { module: `${by} ${more[0]}` } }
  // Without a version it is a folder, which begins with these: https://go.dev/ref/mod#go-mod-file-replace
  return /^\.{1,2}(?:\/|$)|^\//.test(by) ? { path, version, by: { folder: by } } : null
}

/** The words of a line without its comment, quotes taken off; null where a quote or a backslash makes it more. */
function wordsOf(line: string): string[] | null {
  const words: string[] = []
  for (const [word] of line.replace(/(?:^|\s)\/\/.*$/, '').matchAll(/"[^"]*"|`[^`]*`|[^\s"`(),]+|\S/g)) {
    const quoted = /^(["`])(.*)\1$/.exec(word)
    if (/\\/.test(word) || /^["`]$/.test(word)) return null
    if (word !== ',') words.push(quoted ? (quoted[2] as string) : word)
  }
  return words
}
