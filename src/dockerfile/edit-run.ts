import type { Edit } from '../text/edit.ts'
import type { Span } from '../text/lines.ts'
import type { Dockerfile, Instruction } from './model.ts'
import type { Mount } from './mount.ts'
import type { Command, List, Script, ShellWord } from './shell.ts'

const replace = (span: Span, text: string): Edit => ({ kind: 'replace', span, text })

const indentAt = (file: Dockerfile, line: number): string => /^[ \t]*/.exec(file.lines.textOf(line))?.[0] ?? ''

/** The indentation that continued lines of a `RUN` have: its own, that of another `RUN` of the file, or four blanks. */
export function continuationIndent(file: Dockerfile, run: Instruction): string {
  for (const one of [run, ...file.instructions.filter(({ keyword }) => keyword === 'RUN')]) {
    const { start, end } = file.lines.range(one.head)
    let least: string | null = null
    for (let line = start + 1; line <= end; line++) {
      const text = file.lines.textOf(line)
      if (text.trim() === '' || text.trim().startsWith('#')) continue
      const indent = indentAt(file, line)
      // Arguments stand deeper than commands; a line without indentation is not meant as an example.
      if (indent !== '' && (least === null || indent.length < least.length)) least = indent
    }
    if (least !== null) return least
  }
  return `${indentAt(file, run.lines.start)}    `
}

/** A continuation in the file's own form: escape character, line end, indentation. */
function continuation(file: Dockerfile, indent: string): string {
  return ` ${file.escape}${file.lines.eol}${indent}`
}

/** Adds mounts to a `RUN`, one a line, behind the flags that are there. */
export function addMounts(file: Dockerfile, run: Instruction, mounts: readonly string[]): Edit {
  const last = run.flags.at(-1)
  const next = continuation(file, continuationIndent(file, run))
  if (!last) {
    // `RUN <<EOF` with one mount is a line that people write as one.
    const inline = run.heredocs.length > 0 && mounts.length === 1
    const text = inline ? `${mounts[0]} ` : mounts.map((mount) => mount + next).join('')
    // Comments between `RUN \\` and the command belong to the command.
    const first = file.lines.range({ start: run.span.start, end: run.span.start }).start + 1
    const at =
      first < file.lines.at(run.args.start) && file.lines.textOf(first).trim().startsWith('#')
        ? file.lines.start(first) + indentAt(file, first).length
        : run.args.start
    return replace({ start: at, end: at }, text)
  }
  const { lines } = file
  const flagLine = lines.at(last.span.start)
  const own = flagLine > run.lines.start ? continuation(file, indentAt(file, flagLine)) : next
  const added = mounts.map((mount) => own + mount).join('')
  // The command moves to a line of its own when it stood on that of the last flag.
  return flagLine === lines.at(run.args.start)
    ? replace({ start: last.span.end, end: run.args.start }, added + own)
    : replace({ start: last.span.end, end: last.span.end }, added)
}

/**
 * Gives a mount another `sharing`, in its place or behind the last option.
 *
 * @returns null where quotes or a continuation make it unclear where the option stands in the file
 */
export function setSharing({ flag: { raw, span } }: Mount, sharing: string): Edit | null {
  if (span.end - span.start !== raw.length || /["']/.test(raw)) return null
  const there = /[=,]sharing=([^,]*)/i.exec(raw)
  if (!there) return replace({ start: span.end - 1, end: span.end }, `${raw.at(-1)},sharing=${sharing}`)
  const end = span.start + there.index + there[0].length
  return replace({ start: end - (there[1] as string).length, end }, sharing)
}

/** Takes an argument out of a command together with the blanks in front of it. */
export function removeWord(command: Command, word: ShellWord): Edit | null {
  const at = command.words.indexOf(word)
  const before = command.words[at - 1]
  return before ? replace({ start: before.span.end, end: word.span.end }, '') : null
}

/**
 * Takes commands out of a script, each with the `&&`, `;` or line end that joins it to its neighbours.
 *
 * @returns null where that cannot be done without changing what the rest does: inside a condition, a pipeline or a
 * subshell, when nothing would be left, or when the exit status of the step would become that of another command
 */
export function removeCommands(text: string, script: Script, commands: readonly Command[]): Edit[] | null {
  if (script.form === 'exec') return null
  const gone = new Map<List, Set<number>>()
  const queue: { list: List; index: number }[] = []
  for (const { item } of commands) {
    if (!item) return null
    queue.push(item)
  }
  for (let item = queue.shift(); item; item = queue.shift()) {
    const { list, index } = item
    const indexes = gone.get(list) ?? new Set()
    gone.set(list, indexes.add(index))
    if (indexes.size === list.items.length) {
      if (!list.parent) return null
      gone.delete(list)
      queue.push(list.parent)
    }
  }
  const edits: Edit[] = []
  for (const [list, indexes] of gone) {
    const last = list.items.length - 1
    if (list.kind === 'statements' && indexes.has(last) && !script.errexit) return null
    let kept = false
    for (const [index, span] of list.items.entries()) {
      const before = list.items[index - 1]
      const behind = list.items[index + 1]
      if (!indexes.has(index)) kept = true
      else if (kept && before) {
        // A comment behind it, in a here-document, speaks of it.
        const comment = list.kind === 'statements' ? (/^[ \t]+#.*/.exec(text.slice(span.end))?.[0].length ?? 0) : 0
        edits.push(replace({ start: before.end, end: span.end + comment }, ''))
      } else if (behind) edits.push(replace({ start: span.start, end: behind.start }, ''))
    }
  }
  return edits
}

/**
 * Puts a command in front of another one, joined in the script's own form.
 *
 * @returns null where the other command stands inside a condition, a pipeline, a subshell or the exec form
 */
export function insertCommand(
  file: Dockerfile,
  run: Instruction,
  script: Script,
  before: Command,
  text: string,
): Edit | null {
  if (script.form === 'exec' || !before.item) return null
  const { list } = before.item
  const at = { start: before.span.start, end: before.span.start }
  const line = file.lines.at(at.start)
  if (script.form === 'heredoc') {
    return replace(at, list.kind === 'and' ? `${text} && ` : text + file.lines.eol + indentAt(file, line))
  }
  const indent = line > run.lines.start ? indentAt(file, line) : continuationIndent(file, run)
  if (list.kind === 'statements' && list.items.length > 1) return replace(at, `${text};${continuation(file, indent)}`)
  const leading = leadingAnd(file, run, before, line)
  return leading
    ? replace(at, `${text}${continuation(file, leading.indent)}&& `)
    : replace(at, `${text} &&${continuation(file, indent)}`)
}

/** How the author joins commands over lines: with `&&` in front of a line, and its indentation, or null for `&& \\` at the end. */
function leadingAnd(file: Dockerfile, run: Instruction, command: Command, line: number): { indent: string } | null {
  const own = /^([ \t]*)&&/.exec(file.lines.textOf(line))
  if (own) return { indent: own[1] as string }
  if (line > run.lines.start && /&&[ \t]*[\\`]?[ \t]*$/.test(file.lines.textOf(line - 1))) return null
  // The next place where a line ends between two commands decides.
  const next = /&&[ \t]*[\\`][ \t]*\r?\n|\n([ \t]*)&&/.exec(file.text.slice(command.span.start, run.head.end))
  return next?.[1] === undefined ? null : { indent: next[1] }
}

/**
 * Puts commands behind the last one of a script, to run when all before them went well.
 *
 * @returns null where the last command stands inside a condition, a pipeline, a subshell or the exec form, or where the
 * failure of an earlier one would be passed over
 */
export function appendCommand(
  file: Dockerfile,
  run: Instruction,
  script: Script,
  commands: readonly string[],
): Edit | null {
  const last = script.commands.at(-1)
  if (script.form === 'exec' || !last?.item) return null
  for (let item: Command['item'] = last.item; item; item = item.list.parent) {
    const { items, kind } = item.list
    if (item.index < items.length - 1) return null
    if (kind === 'statements' && items.length > 1 && !script.errexit) return null
  }
  const at = { start: last.span.end, end: last.span.end }
  const line = file.lines.at(last.span.start)
  if (script.form === 'heredoc') {
    const next = script.errexit ? file.lines.eol + indentAt(file, line) : ' && '
    return replace(at, commands.map((command) => next + command).join(''))
  }
  const text = file.text.slice(run.args.start, run.head.end)
  const leading = /\n([ \t]*)&&/.exec(text) ?? (text.includes('\n') ? null : /\n([ \t]+)&&/.exec(file.text))
  const indent = leading?.[1] ?? (line > run.lines.start ? indentAt(file, line) : continuationIndent(file, run))
  const next = continuation(file, indent)
  return replace(at, commands.map((command) => (leading ? `${next}&& ${command}` : ` &&${next}${command}`)).join(''))
}
