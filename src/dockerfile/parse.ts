import { DockerfileParser } from 'dockerfile-ast'
import { Lines } from '../text/lines.ts'
import { commentAt, type HeadLine, isComment, readHead } from './logical.ts'
import {
  type Comment,
  type Directive,
  type Dockerfile,
  type Heredoc,
  type Instruction,
  UnreadableDockerfile,
} from './model.ts'
import { readInstruction } from './read-instruction.ts'
import { readWords } from './words.ts'

const BOM = '\uFEFF'
const KNOWN = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
)
/** Nobody writes so many; what is in force is kept for each of them. */
const mostInstructions = 2_000
/** https://docs.docker.com/reference/dockerfile/#here-documents */
const WITH_HEREDOCS = new Set(['RUN', 'COPY', 'ADD'])

/**
 * Reads a Dockerfile as BuildKit does.
 *
 * `dockerfile-ast` splits the file into instructions and comments. It reads some forms otherwise than BuildKit: a doubled
 * escape character at the end of a line, several here-documents with and without `<<-`, an unterminated one, directives
 * that stand twice. So the continued lines and here-documents are found first, by BuildKit's rules, and the parser gets the
 * file without them, line for line.
 *
 * @throws UnreadableDockerfile where BuildKit would refuse the file
 */
export function parseDockerfile(text: string): Dockerfile {
  const lines = new Lines(text)
  const directives = readDirectives(lines)
  const escapeChar = escapeOf(lines, directives)
  const pieces = readPieces(lines, escapeChar, directives)
  const instructions: Instruction[] = []

  const ast = DockerfileParser.parse(skeletonOf(lines, pieces, directives))
  const comments = ast.getComments().map((comment) => commentAt(lines, comment.getRange().start.line + 1))
  const found = ast.getInstructions()
  if (found.length !== pieces.length) throw new UnreadableDockerfile(1, 'the instructions cannot be told apart')
  for (const [index, piece] of pieces.entries()) {
    const keyword = found[index]?.getKeyword() ?? ''
    instructions.push(instructionOf(piece, keyword, lines, escapeChar, leadingOf(piece.head.firstLine, comments)))
  }
  const first = instructions.find(({ keyword }) => keyword !== 'ARG')
  if (!first) throw new UnreadableDockerfile(1, 'there is no FROM instruction')
  if (first.keyword !== 'FROM') {
    throw new UnreadableDockerfile(first.lines.start, `${first.keyword} stands above the first FROM`)
  }
  return { text, lines, escape: escapeChar, directives, instructions, comments }
}

function escapeOf(lines: Lines, directives: readonly Directive[]): Dockerfile['escape'] {
  const directive = directives.find(({ name }) => name === 'escape')
  return directive?.value === '`' && !lines.textOf(1).replace(BOM, '').startsWith('#!') ? '`' : '\\'
}

interface Piece {
  readonly head: HeadLine
  /** Where the keyword begins in the head's logical text. */
  readonly start: number
  readonly heredocs: readonly Heredoc[]
  readonly lastLine: number
}

/**
 * The directives at the top: `# name=value` lines, up to the first line that is none. An unknown name or one that stands
 * twice ends them, as in BuildKit's DirectiveParser, which refuses the second.
 * https://docs.docker.com/reference/dockerfile/#parser-directives
 */
function readDirectives(lines: Lines): Directive[] {
  const directives: Directive[] = []
  for (let line = 1; line <= lines.count; line++) {
    const text = lines.textOf(line)
    const skipped = line === 1 && text.startsWith(BOM) ? 1 : 0
    // A script's first line may stand above `# syntax=`, which the client reads; the parser ignores `# escape=` behind it.
    if (line === 1 && text.startsWith('#!', skipped)) continue
    const match = /^(#\s*)([A-Za-z][A-Za-z0-9]*)(\s*=\s*)(\S.*?)\s*$/.exec(text.slice(skipped))
    if (!match) break
    const name = (match[2] as string).toLowerCase()
    if (!['syntax', 'escape', 'check'].includes(name)) break
    if (directives.some((directive) => directive.name === name)) {
      throw new UnreadableDockerfile(line, `the directive "${name}" stands twice`)
    }
    const start = lines.start(line) + skipped
    const valueStart = start + (match[1] as string).length + (match[2] as string).length + (match[3] as string).length
    const value = match[4] as string
    if (name === 'escape' && value !== '\\' && value !== '`') {
      throw new UnreadableDockerfile(line, 'the escapeChar directive must name a backslash or a backtick')
    }
    directives.push({
      name,
      value,
      line,
      span: { start, end: lines.end(line) },
      valueSpan: { start: valueStart, end: valueStart + value.length },
    })
  }
  return directives
}

function readPieces(lines: Lines, escapeChar: string, directives: readonly Directive[]): Piece[] {
  const pieces: Piece[] = []
  for (let line = (directives.at(-1)?.line ?? 0) + 1; line <= lines.count; ) {
    const skipped = line === 1 && lines.text.startsWith(BOM) ? 1 : 0
    const text = lines.textOf(line).slice(skipped)
    if (isComment(text) || text.trim() === '') {
      line++
      continue
    }
    const head = readHead(lines, line, escapeChar, lines.start(line) + skipped)
    const start = head.logical.text.search(/\S/)
    line = head.lastLine + 1
    if (start === -1) continue
    if (pieces.length === mostInstructions) {
      const message = `it has more than ${mostInstructions} instructions, which are not looked at`
      throw new UnreadableDockerfile(head.firstLine, message)
    }
    const keyword = /\S+/.exec(head.logical.text.slice(start))?.[0].toUpperCase() ?? ''
    if (!KNOWN.has(keyword)) {
      throw new UnreadableDockerfile(head.firstLine, `${JSON.stringify(keyword.slice(0, 40))} is not an instruction`)
    }
    const heredocs = readHeredocs(head, keyword, start + keyword.length, lines, line, escapeChar)
    const last = heredocs.at(-1)
    if (last) line = lines.at(last.body.end) + 1
    pieces.push({ head, start, heredocs, lastLine: line - 1 })
  }
  return pieces
}

/** `<<EOF`, `<<-EOF`, `3<<"EOF"`: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (reHeredoc) */
const HEREDOC = /^\d*<<(-?)([^<]+)$/

function readHeredocs(
  head: HeadLine,
  keyword: string,
  from: number,
  lines: Lines,
  next: number,
  escapeChar: string,
): Heredoc[] {
  const { logical } = head
  if (!logical.text.includes('<<')) return []
  let at = from
  let inner = keyword
  if (keyword === 'ONBUILD') {
    const match = /^\s+(\S+)/.exec(logical.text.slice(from))
    if (!match) return []
    inner = (match[1] as string).toUpperCase()
    at = from + match[0].length
  }
  if (!WITH_HEREDOCS.has(inner)) return []
  const end = logical.text.length
  const heredocs: Heredoc[] = []
  let line = next
  for (const word of readWords({ logical, start: at, end }, escapeChar, true)) {
    const match = HEREDOC.exec(word.raw)
    if (!match) continue
    const quoted = match[2] as string
    const name = quoted.replace(/["']/g, '').replaceAll(escapeChar, '')
    if (name === '') continue
    const chomp = match[1] === '-'
    const body: { start: number; end: number } = { start: lines.start(line), end: -1 }
    for (; line <= lines.count; line++) {
      const text = lines.textOf(line)
      if ((chomp ? text.replace(/^\t+/, '') : text) === name) {
        body.end = lines.start(line)
        break
      }
    }
    if (body.end === -1) throw new UnreadableDockerfile(head.firstLine, `the here-document ${name} has no end`)
    line++
    heredocs.push({ name, word, chomp, expand: quoted === name, body })
  }
  return heredocs
}

function instructionOf(
  { head, start, heredocs, lastLine }: Piece,
  keyword: string,
  lines: Lines,
  escapeChar: string,
  leading: readonly Comment[],
): Instruction {
  return readInstruction(head.logical, start, head.logical.text.length, keyword, escapeChar, {
    lines: { start: head.firstLine, end: lastLine },
    heredocs,
    innerComments: head.comments,
    leading,
    ends: { head: lines.end(head.lastLine), span: lines.end(lastLine) },
  })
}

function leadingOf(line: number, comments: readonly Comment[]): Comment[] {
  const leading: Comment[] = []
  let above = line - 1
  for (let index = comments.length - 1; index >= 0; index--) {
    const comment = comments[index] as Comment
    if (comment.line > above) continue
    if (comment.line < above) break
    leading.unshift(comment)
    above--
  }
  return leading
}

/**
 * The file as `dockerfile-ast` is to see it, line for line: of each instruction the keyword, of each comment the sign.
 * What it reads otherwise than BuildKit (continuations, here-documents, directives, lone carriage returns) is left out.
 */
function skeletonOf(lines: Lines, pieces: readonly Piece[], directives: readonly Directive[]): string {
  const skeleton: string[] = new Array(lines.count).fill('')
  let line = (directives.at(-1)?.line ?? 0) + 1
  for (const { head, start, lastLine } of pieces) {
    for (; line < head.firstLine; line++) if (isComment(lines.textOf(line))) skeleton[line - 1] = '#'
    skeleton[line - 1] = /^\S+/.exec(head.logical.text.slice(start))?.[0] ?? ''
    line = lastLine + 1
  }
  for (; line <= lines.count; line++) if (isComment(lines.textOf(line))) skeleton[line - 1] = '#'
  return skeleton.join('\n')
}
