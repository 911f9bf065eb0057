import { pathOfWord, ScriptPaths } from '../dockerfile/image-path.ts'
import type { Dockerfile, Instruction } from '../dockerfile/model.ts'
import { readMounts } from '../dockerfile/mount.ts'
import type { Command, Script, ShellWord } from '../dockerfile/shell.ts'
import { joinPath, type Stage, type Step } from '../dockerfile/state.ts'
import { programName } from '../managers/invocation.ts'
import type { Span } from '../text/lines.ts'
import { stepsAbove, stepsOf } from './hook.ts'

/** A path of the image that a step must find there. */
export interface PathRead {
  readonly step: Step
  /** `copy` and `mount` read another stage, `run` its own, `start` is `CMD` or `ENTRYPOINT`. */
  readonly how: 'copy' | 'mount' | 'run' | 'start'
  /** The program that reads it, for `run`. */
  readonly program: string
  /** The word that names it, and where it stands. */
  readonly raw: string
  readonly span: Span
  readonly path: string
  /** A program that is named without a folder: this is one of the places where `PATH` looks for it. */
  readonly lookup?: true
  /** The steps that may have put it there, in their order. */
  readonly from: readonly Step[]
}

/**
 * What `COPY` and `RUN` read of the image as earlier steps left it.
 *
 * @param names the folders that matter, without the folders above them: a `RUN` that names none of them is not read
 */
export function pathReads(file: Dockerfile, stages: readonly Stage[], names: readonly string[]): PathRead[] {
  const marks = names.flatMap((name) => [`/${name}`, `${name}/`, `cd ${name}`])
  return stages.flatMap((stage) =>
    stage.steps.flatMap((step) => {
      const { keyword } = step.instruction
      if (keyword === 'COPY') return copyReads(file, stages, step)
      return keyword === 'RUN' ? [...mountReads(file, stages, step), ...runReads(file, step, marks)] : []
    }),
  )
}

/** The stage that `from=` names: one above, by its name or its number. */
function stageNamed(stages: readonly Stage[], own: Stage, name: string | null | undefined): Stage | undefined {
  if (!name) return undefined
  const above = stages.slice(0, own.index)
  return (
    above.findLast((stage) => stage.name === name.toLowerCase()) ?? above.find(({ index }) => String(index) === name)
  )
}

function copyReads(file: Dockerfile, stages: readonly Stage[], step: Step): PathRead[] {
  const { instruction, stage } = step
  const from = stageNamed(stages, stage, instruction.flags.find(({ name }) => name === 'from')?.value)
  if (!from) return []
  return wordsOf(file, instruction)
    .slice(0, -1)
    .flatMap(({ raw, span, text }) => {
      const path = pathOfWord(file, step, text, '/')
      return path === null
        ? []
        : [{ step, how: 'copy' as const, program: 'COPY', raw, span, path, from: stepsOf(from) }]
    })
}

/** The words of a `COPY` in either form: as they stand in the file, and what Docker expands. */
export function wordsOf(file: Dockerfile, { json, words }: Instruction) {
  return json
    ? json.map(({ span, value }) => ({ span, raw: file.text.slice(span.start, span.end), text: value }))
    : words.map(({ span, raw }) => ({ span, raw, text: raw }))
}

function mountReads(file: Dockerfile, stages: readonly Stage[], step: Step): PathRead[] {
  return readMounts(step.instruction).flatMap(({ flag: { raw, span }, type, options }): PathRead[] => {
    const from = stageNamed(stages, step.stage, options.get('from'))
    const source = options.get('source') ?? options.get('src')
    if (!from || !source || type !== 'bind') return []
    const path = pathOfWord(file, step, source, '/')
    return path === null ? [] : [{ step, how: 'mount', program: 'RUN', raw, span, path, from: stepsOf(from) }]
  })
}

function runReads(file: Dockerfile, step: Step, marks: readonly string[]): PathRead[] {
  const { instruction } = step
  const text = file.text.slice(instruction.args.start, instruction.span.end)
  // Reading a script takes time.
  if (!text.includes('$') && !marks.some((mark) => text.includes(mark))) return []
  const { script } = step
  if (!script || 'unreadable' in script) return []
  const paths = new ScriptPaths(script, step)
  const from = stepsAbove(step)
  return script.commands.flatMap((command) => {
    if (!mustSucceed(command, script)) return []
    const { program, words } = commandBehindWrappers(command, paths)
    return readWords(program, words, paths, command).map(({ word, path }) => {
      return { step, how: 'run' as const, program, raw: word.raw, span: word.span, path, from }
    })
  })
}

/** Whether the step fails when the command does. */
function mustSucceed({ item, certainty, redirected, piped }: Command, { form, errexit }: Script): boolean {
  if (certainty !== 'always' || redirected || piped) return false
  if (!item) return form === 'exec'
  for (let at: Command['item'] = item; at; at = at.list.parent) {
    if (at.list.kind === 'statements' && at.index < at.list.items.length - 1 && !errexit) return false
  }
  return true
}

/** Programs that run the command behind them, without operands of their own. */
const WRAPPERS = new Set(['sudo', 'exec', 'env', 'nohup', 'time', 'tini', 'dumb-init', 'catatonit'])

/** The program of a command, and its words from there on. */
export function commandBehindWrappers({ words }: Command, paths: ScriptPaths) {
  let at = 0
  while (at < words.length && WRAPPERS.has(programName(paths.text(words[at] as ShellWord)))) {
    at++
    while (at < words.length && /^-|^\w+=/.test(paths.text(words[at] as ShellWord))) at++
  }
  const first = words[at]
  return { program: first ? programName(paths.text(first)) : '', words: words.slice(at) }
}

/** Programs of which every operand must be there. */
const READERS = new Set(
  'cat strip chmod chown file ldd ls du sha256sum upx objcopy patchelf setcap readelf nm stat source . gzip'.split(' '),
)
/** Programs whose last operand is where they write; the others must be there. */
const COPIERS = new Set(['cp', 'mv', 'install', 'ln'])
const WITH_VALUE = /^(?:-[a-zA-Z]*[tSmog]|--(?:target-directory|suffix|mode|owner|group))$/
/** Programs that run a file, and the options in front of its name. */
export const INTERPRETERS = /^(?:java|node|bun|deno|php|ruby|perl|python[\d.]*|(?:ba|da|a)?sh)$/

type Named = { readonly word: ShellWord; readonly path: string }

/** The words of a command that name what must be there, with their paths. */
export function readWords(program: string, words: readonly ShellWord[], paths: ScriptPaths, command: Command): Named[] {
  const [first, ...rest] = words
  if (!first) return []
  const named = (list: readonly ShellWord[], folder?: string | null): Named[] =>
    list.flatMap((word) => {
      const path = paths.path(command, word, folder === undefined ? paths.folderOf(command) : folder)
      return path === null ? [] : [{ word, path }]
    })
  if (first.raw.includes('/')) {
    const own = named([first])
    if (own.length > 0 && !INTERPRETERS.test(program)) return own
  }
  const { operands, intoFolder } = operandsIn(rest, paths)
  if (COPIERS.has(program)) {
    if (program === 'install' && rest.some(({ raw }) => /^-[a-zA-Z]*d|^--directory/.test(raw))) return []
    const sources = intoFolder ? operands : operands.slice(0, -1)
    // A symbolic link is relative to the folder that it lies in.
    return named(program === 'ln' ? sources.filter((word) => paths.text(word).startsWith('/')) : sources)
  }
  if (READERS.has(program)) return named(operands)
  if (program === 'tar') return packed(rest, paths, command, named)
  if (!INTERPRETERS.test(program)) return []
  const jar = rest.findIndex(({ raw }) => /^"?-jar"?$/.test(raw))
  if (program === 'java') return jar === -1 ? [] : named(rest.slice(jar + 1, jar + 2))
  return rest[0] && !paths.text(rest[0]).startsWith('-') ? named(rest.slice(0, 1)) : []
}

function operandsIn(words: readonly ShellWord[], paths: ScriptPaths) {
  const operands: ShellWord[] = []
  let intoFolder = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as ShellWord
    const text = paths.text(word)
    if (/^-[a-zA-Z]*t$|^--target-directory/.test(text)) intoFolder = true
    if (!text.startsWith('-')) operands.push(word)
    else if (WITH_VALUE.test(text)) at++
  }
  return { operands, intoFolder }
}

/** What `tar -czf out.tgz -C folder file` reads. */
function packed(
  words: readonly ShellWord[],
  paths: ScriptPaths,
  command: Command,
  named: (list: readonly ShellWord[], folder?: string | null) => Named[],
): Named[] {
  const [mode = '', ...rest] = words.map((word) => paths.text(word))
  if (!/^-?[a-zA-Z]*c[a-zA-Z]*$/.test(mode)) return []
  const found: Named[] = []
  let folder = paths.folderOf(command)
  for (let at = mode.endsWith('f') ? 1 : 0; at < rest.length; at++) {
    const text = rest[at] as string
    if (text === '-C') folder = joinPath(folder, rest[++at] ?? '')
    else if (text === '-f' || text === '-T' || text === '-X') at++
    else if (!text.startsWith('-')) found.push(...named([words[at + 1] as ShellWord], folder))
  }
  return found
}
