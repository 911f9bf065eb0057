import { parse } from 'unbash'
import { continuationAt, isComment } from './logical.ts'
import type { Dockerfile, Instruction } from './model.ts'
import type { Command, Script, ShellWord, Unreadable } from './shell.ts'
import { SHELLS, ShellReader } from './shell-reader.ts'

/** Nobody writes so many characters or commands into one `RUN`; what looks at each of them for all others would take forever. */
const longestRun = 100_000
const mostCommands = 1_000

/**
 * Reads the commands of a `RUN` with a real shell parser.
 *
 * @param shell the `SHELL` in force, for example `['/bin/sh', '-c']`
 */
export function readRun(file: Dockerfile, run: Instruction, shell: readonly string[]): Script | Unreadable {
  if (run.span.end - run.span.start > longestRun) return { unreadable: `it is longer than ${longestRun} characters` }
  const script = readForm(file, run, shell)
  const tooMany = !('unreadable' in script) && script.commands.length > mostCommands
  return tooMany ? { unreadable: `it has more than ${mostCommands} commands` } : script
}

function readForm(file: Dockerfile, run: Instruction, shell: readonly string[]): Script | Unreadable {
  if (run.json) return readExec(file, run)
  if (!SHELLS.test(shell[0] ?? '')) return { unreadable: `the shell is ${shell[0] ?? 'unknown'}` }
  const errexit = shell.slice(1).some((word) => /^-\w*e\w*$/.test(word) && word !== '-c')
  if (run.heredocs.length > 0) return readHeredocs(file, run, errexit)
  return readText(file.text, mask(file, run), run.args.start, 'shell', errexit)
}

/**
 * The instruction's arguments with everything that Docker takes out before the shell sees it replaced by blanks, so that
 * offsets stay those of the file. Null where a word is cut in two by a continuation and no blank may stand between.
 */
function mask(file: Dockerfile, run: Instruction): string | null {
  const { lines, text, escape: escapeChar } = file
  const lastLine = lines.range({ start: run.head.start, end: run.head.end }).end
  let masked = ''
  let joined: number | null = null
  for (let line = lines.at(run.args.start); line <= lastLine; line++) {
    const first = masked === '' && joined === null
    const start = first ? run.args.start : lines.start(line)
    const end = lines.end(line)
    const content = text.slice(start, end)
    const next = Math.min(lines.next(line), run.head.end)
    if (!first && (isComment(content) || content.trim() === '')) {
      masked += ' '.repeat(Math.max(0, next - start))
      continue
    }
    if (joined !== null && !/^\s/.test(content)) {
      // `foo\` and `bar` on the next line are one word. A shell reads a backslash and a line end between them just so.
      const gap = masked.length - joined
      if (gap % 2 === 1) return null
      masked = masked.slice(0, joined) + '\\\n'.repeat(gap / 2)
    }
    joined = null
    const continuation = continuationAt(content, escapeChar)
    if (continuation === -1) {
      masked += content
      masked += ' '.repeat(Math.max(0, next - end))
    } else {
      const before = content[continuation - 1]
      masked += content.slice(0, continuation)
      if (before !== undefined && !/[\s;&|]/.test(before)) joined = masked.length
      masked += ' '.repeat(Math.max(0, next - start - continuation))
    }
  }
  return masked
}

function readHeredocs(file: Dockerfile, run: Instruction, errexit: boolean): Script | Unreadable {
  const [heredoc, ...others] = run.heredocs
  if (!heredoc || others.length > 0) return { unreadable: 'it has several here-documents' }
  const masked = mask(file, run)
  if (masked === null) return { unreadable: 'a word is cut by a continuation' }
  const at = heredoc.word.span.start - run.args.start
  const length = heredoc.word.span.end - heredoc.word.span.start
  const head = masked.slice(0, at) + ' '.repeat(length) + masked.slice(at + length)
  const words = head.trim() === '' ? [] : head.trim().split(/\s+/)
  if (words.length > 0) {
    // `RUN bash -e <<EOF` runs the document in that shell; anything else only reads it.
    const [program, ...options] = words
    if (!SHELLS.test(program ?? '') || !options.every((option) => /^-[a-z]+$|^pipefail$/.test(option))) {
      return readText(file.text, head, run.args.start, 'shell', errexit)
    }
    errexit = options.some((option) => /^-\w*e/.test(option))
  }
  const body = file.text.slice(heredoc.body.start, heredoc.body.end)
  const shebang = /^\s*#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(body)
  if (shebang) {
    const shell = shebang[1]?.endsWith('/env') ? shebang[2] : shebang[1]
    if (!SHELLS.test(shell ?? '')) return { unreadable: `its here-document is a script for ${shell}` }
    if (/^-\w*e/.test(shebang[2] ?? '')) errexit = true
  }
  return readText(file.text, body.replace(/\r(?=\n)/g, ' '), heredoc.body.start, 'heredoc', errexit)
}

function readExec(file: Dockerfile, run: Instruction): Script | Unreadable {
  const json = run.json ?? []
  const word = ({ span, value }: (typeof json)[number]): ShellWord => ({
    span,
    raw: file.text.slice(span.start, span.end),
    parts: [value],
  })
  const [program, option, script] = json
  if (program && SHELLS.test(program.value) && script && /^-\w*c$/.test(option?.value ?? '')) {
    const inner = { start: script.span.start + 1, end: script.span.end - 1 }
    if (inner.end - inner.start !== script.value.length) return { unreadable: 'its script has escapes' }
    const read = readText(file.text, script.value, inner.start, 'shell', /e/.test(option?.value ?? ''))
    // Nothing is taken out of a script inside a JSON string.
    return 'unreadable' in read
      ? read
      : { ...read, form: 'exec', commands: read.commands.map((command) => ({ ...command, item: null })) }
  }
  const command: Command = {
    span: run.args,
    words: json.map(word),
    assignments: [],
    certainty: 'always',
    piped: false,
    subshell: 0,
    redirected: false,
    outputs: [],
    item: null,
  }
  return { commands: json.length > 0 ? [command] : [], form: 'exec', errexit: true }
}

function readText(
  file: string,
  source: string | null,
  base: number,
  form: Script['form'],
  errexit: boolean,
): Script | Unreadable {
  if (source === null) return { unreadable: 'a word is cut by a continuation' }
  const tree = parse(source)
  if (tree.errors && tree.errors.length > 0) return { unreadable: tree.errors[0]?.message ?? 'it does not parse' }
  const reader = new ShellReader(file, base, source)
  reader.statements(tree.commands, { certainty: 'always', piped: false, subshell: 0, movable: true }, null)
  return { commands: reader.commands, form, errexit: errexit || reader.errexit }
}
