import { parse } from 'unbash'
import type { Command, ShellWord } from '../../dockerfile/shell.ts'
import { ShellReader } from '../../dockerfile/shell-reader.ts'
import { Lines, type Span } from '../../text/lines.ts'
import type { Tree } from '../tree.ts'
import type { Build } from './build.ts'
import { readBuildCommand } from './docker-command.ts'
import { hasPlaceholder, type Known, type Lookup, Placeholders, unknown, WORKSPACE } from './known.ts'
import { itself, placeBuild } from './place-build.ts'
import { type Script, ShellState } from './shell-state.ts'

/** What a shell text is part of. */
export interface Surroundings {
  readonly tree: Tree
  readonly path: string
  /** The line of the file in which a line of the text stands, both 1-based. */
  readonly line: (line: number) => number
  /** The folders in which it may start, relative to the working folder of the machine. */
  readonly folders: readonly (string | null)[]
  readonly variable?: Lookup
  readonly placeholders?: Placeholders
  readonly inRepository?: (path: string) => string | null
  readonly callersKnow?: (raw: string) => boolean
  /** The folder of the script itself, `$(dirname "$0")`. */
  readonly scriptFolder?: string
}

/** A text that is longer was not written by hand. */
const LONGEST = 200_000

/** Whether a text is worth reading: it names a program that builds images, and a verb that does. */
export const mayBuild = (text: string): boolean =>
  text.length <= LONGEST && /\b(?:docker|podman|buildah|nerdctl|depot)/i.test(text) && /\b(?:buildx?|bud)\b/.test(text)

/**
 * The builds that a shell text runs. Where several start folders are possible, the one is taken in which the Dockerfile
 * is found.
 */
export function buildsInShell(text: string, surroundings: Surroundings): Build[] {
  if (!mayBuild(text)) return []
  const placeholders = surroundings.placeholders ?? new Placeholders()
  const script = readScript(text, placeholders, surroundings.scriptFolder)
  if (!script) return []
  const found = new Map<number, Build[]>()
  for (const folder of new Set(surroundings.folders)) {
    for (const [at, build] of buildsFrom(script, folder, { ...surroundings, placeholders })) {
      found.set(at, [...(found.get(at) ?? []), build])
    }
  }
  return [...found.values()].flatMap((builds) => agreed(builds))
}

/** One build that is seen alike from all folders stays; of several, none is known to be the one that runs. */
function agreed(builds: readonly Build[]): Build[] {
  const [first] = builds
  const key = ({ dockerfile, context }: Build) => JSON.stringify([dockerfile, context])
  if (!first || builds.every((build) => key(build) === key(first))) return first ? [first] : []
  const why = `${first.place.path} may run in more than one folder`
  return builds.map((build) => ({ ...build, context: { kind: 'unknown', why } }))
}

function readScript(text: string, placeholders: Placeholders, folder: string | undefined): Script | null {
  const source = maskFolders(text.replace(/\r(?=\n)/g, ' '), placeholders, folder)
  try {
    const tree = parse(source)
    if (tree.errors && tree.errors.length > 0) return null
    const reader = new ShellReader(source, 0, source)
    reader.statements(tree.commands, { certainty: 'always', piped: false, subshell: 0, movable: true }, null)
    const functions = tree.commands.flatMap(({ command }) =>
      command.type === 'Function' ? [{ start: command.pos, end: command.end }] : [],
    )
    const declared = source.match(/^\s*(?:function\s+\w|[\w-]+\s*\(\))/gm)?.length ?? 0
    // One that is declared inside something else may be called from anywhere.
    const all: Span = { start: 0, end: source.length }
    return { source, commands: reader.commands, functions: declared > functions.length ? [all] : functions }
  } catch {
    // A text that is nested too deeply for the parser.
    return null
  }
}

/** `$(dirname "$0")`, `$(git rev-parse --show-toplevel)`, `$(pwd)` and `$(cd … && pwd)` of those are folders that are known. */
function maskFolders(text: string, placeholders: Placeholders, folder: string | undefined): string {
  const path = (value: string) => (match: RegExpMatchArray) => ({ value, raw: match[0] as string })
  let source = placeholders.mask(text, /\$\(git rev-parse --show-toplevel\)/g, path(WORKSPACE))
  source = source.replace(/\$\(pwd(?: -P)?\)|`pwd`/g, '$${PWD}')
  if (folder === undefined) return source
  const here = folder === '.' ? WORKSPACE : `${WORKSPACE}/${folder}`
  const self = String.raw`["']?(?:\$0|\$\{0\}|\$\{?BASH_SOURCE(?:\[0\])?\}?|\$\{BASH_SOURCE\[0\]:-\$0\})["']?`
  const dirname = new RegExp(
    String.raw`\$\(\s*dirname\s+(?:--\s+)?(?:${self}|"?\$\((?:readlink -f|realpath)\s+(?:--\s+)?${self}\)"?)\s*\)|\$\{0%/\*\}`,
    'g',
  )
  source = placeholders.mask(source, dirname, path(here))
  const cd =
    /\$\(\s*(?:CDPATH=\s+)?cd\s+(?:-P\s+|--\s+)*["']?(\$\{_placeholder_\d+\})["']?((?:\/\.\.)*(?:\/[\w.-]+)*)["']?\s*(?:&?>\s*\/dev\/null(?:\s+2>&1)?\s*)?(?:&&|;)\s*pwd(?:\s+-P)?\s*;?\)/g
  return placeholders.mask(source, cd, (match) => {
    const base = placeholders.lookup((match[1] as string).slice(2, -1))?.value
    return base === null || base === undefined ? unknown(match[0]) : { value: base + match[2], raw: match[0] }
  })
}

function* buildsFrom(
  script: Script,
  start: string | null,
  surroundings: Surroundings & { readonly placeholders: Placeholders },
): Generator<[number, Build]> {
  const { tree, path, placeholders, variable, inRepository = itself, callersKnow } = surroundings
  const state = new ShellState(script, start)
  const lines = new Lines(script.source)
  for (const [at, command] of script.commands.entries()) {
    state.enter(command)
    const lookup: Lookup = (name) => placeholders.lookup(name) ?? state.variable(name, command) ?? variable?.(name)
    const words = wordsOf(command, lookup, (offset) => surroundings.line(lines.at(offset)))
    if (state.follow(command, words, (word) => evaluate(word, lookup))) continue
    const build = readBuildCommand(words, lookup)
    if (!build) continue
    const line = surroundings.line(lines.at(command.span.start))
    const folder = state.folderFor(command)
    const placed = placeBuild(build, { tree, path, line, folder, inRepository, callersKnow })
    if (placed) yield [at, placed]
  }
}

/** The words as the program gets them: what stands in a variable without quotes is split at blanks. */
function wordsOf({ words }: Command, lookup: Lookup, lineOf: (offset: number) => number): Known[] {
  return words.flatMap((word) => {
    const known = { ...evaluate(word, lookup), line: lineOf(word.span.start) }
    const bare = word.parts.length === 1 && typeof word.parts[0] === 'object' && !/["']/.test(word.raw)
    if (known.value === null) return [bare && isUnset(word, lookup) ? { ...known, optional: true } : known]
    if (bare) return splitWords(known)
    return /\s/.test(known.value) && !/["'\\]/.test(word.raw) ? [{ ...known, value: null }] : [known]
  })
}

/** Whether nothing here sets the variable that a word consists of. */
function isUnset({ parts: [part] }: ShellWord, lookup: Lookup): boolean {
  if (!part || typeof part === 'string') return false
  const known = lookup(part.variable)
  return known === undefined || known.optional === true
}

const splitWords = (known: Known): Known[] =>
  (known.value ?? '').split(/\s+/).flatMap((value) => (value === '' ? [] : [{ ...known, value, raw: value }]))

/** What stands for a placeholder within single quotes, which the shell itself leaves as it is. */
function fill(text: string, lookup: Lookup): string | null {
  if (!hasPlaceholder(text)) return text
  let known = true
  const filled = text.replace(/\$\{(\w+)\}/g, (written, name) => {
    const found = lookup(name)
    if (hasPlaceholder(name) && found?.value == null) known = false
    return hasPlaceholder(name) ? (found?.value ?? '') : written
  })
  return known ? filled : null
}

/** The value of a word, and how it is written when variables that hold something unknown are replaced by that. */
export function evaluate(word: ShellWord, lookup: Lookup): Known {
  let value: string | null = ''
  for (const part of word.parts) {
    let piece: string | null
    if (part === null) piece = null
    else if (typeof part === 'string') piece = fill(part, lookup)
    else {
      const known = lookup(part.variable)
      piece = known ? (known.value === '' ? (part.otherwise ?? '') : known.value) : (part.otherwise ?? null)
    }
    value = value === null || piece === null ? null : value + piece
  }
  const raw = word.raw.replace(/\$(?:\{(\w+)(?::-[^}]*)?\}|(\w+))/g, (written, braced, bare) => {
    const known = lookup(braced ?? bare)
    return known && (known.value === null || hasPlaceholder(written)) ? known.raw : written
  })
  return { value: value !== null && hasPlaceholder(value) ? null : value, raw: raw.replace(/^(["'])(.*)\1$/s, '$2') }
}
