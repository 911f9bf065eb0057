import type { Span } from '../text/lines.ts'
import type { LogicalText } from './logical.ts'
import type { Instruction, Word } from './model.ts'
import { readFlags, readJson, readWords, skipSpaces } from './words.ts'

const WITH_JSON = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'COPY', 'ADD', 'VOLUME'])
/** BuildKit splits these at every white space, quotes or not; the others respect quotes. */
const SPLIT_PLAINLY = new Set(['COPY', 'ADD', 'FROM', 'EXPOSE', 'VOLUME'])
/** These have one argument that runs to the end of the line. */
const ONE_ARGUMENT = new Set(['USER', 'WORKDIR', 'STOPSIGNAL', 'MAINTAINER'])

/** What an instruction has around its own line. */
type Outside = Pick<Instruction, 'lines' | 'heredocs' | 'innerComments' | 'leading'> & { readonly ends: Ends | null }

/** Where an instruction ends when continued lines and here-documents count. */
interface Ends {
  readonly head: number
  readonly span: number
}

/** Reads one instruction of a logical text, from its keyword on. */
export function readInstruction(
  logical: LogicalText,
  start: number,
  end: number,
  keyword: string,
  escapeChar: string,
  { ends, ...outside }: Outside,
): Instruction {
  const afterKeyword = start + keyword.length
  const { flags, next } = readFlags({ logical, start: afterKeyword, end }, escapeChar)
  let trimmed = end
  while (trimmed > next && /\s/.test(logical.text[trimmed - 1] as string)) trimmed--
  const args = { logical, start: next, end: trimmed }
  const first = logical.offset(start)
  const last = logical.span(start, Math.max(trimmed, afterKeyword)).end
  return new ReadInstruction(
    outside,
    keyword,
    logical.span(start, afterKeyword),
    { start: first, end: ends?.span ?? last },
    { start: first, end: ends?.head ?? last },
    flags,
    trimmed > next ? logical.span(next, trimmed) : { start: last, end: last },
    keyword === 'ONBUILD' ? readTrigger(logical, next, trimmed, escapeChar, outside) : null,
    args,
    escapeChar,
  )
}

/** An instruction whose words are read when they are asked for: most never are. A class, since there are many of them. */
class ReadInstruction implements Instruction {
  readonly lines: Instruction['lines']
  readonly heredocs: Instruction['heredocs']
  readonly innerComments: Instruction['innerComments']
  readonly leading: Instruction['leading']
  readonly keyword: string
  readonly keywordSpan: Span
  readonly span: Span
  readonly head: Span
  readonly flags: Instruction['flags']
  readonly args: Span
  readonly trigger: Instruction | null
  readonly #text: Parameters<typeof readWords>[0]
  readonly #escape: string
  #words: readonly Word[] | undefined
  #json: Instruction['json'] | undefined

  constructor(
    { lines, heredocs, innerComments, leading }: Omit<Outside, 'ends'>,
    keyword: string,
    keywordSpan: Span,
    span: Span,
    head: Span,
    flags: Instruction['flags'],
    args: Span,
    trigger: Instruction | null,
    text: Parameters<typeof readWords>[0],
    escapeChar: string,
  ) {
    this.lines = lines
    this.heredocs = heredocs
    this.innerComments = innerComments
    this.leading = leading
    this.keyword = keyword
    this.keywordSpan = keywordSpan
    this.span = span
    this.head = head
    this.flags = flags
    this.args = args
    this.trigger = trigger
    this.#text = text
    this.#escape = escapeChar
  }

  get words(): readonly Word[] {
    const { logical, start, end } = this.#text
    this.#words ??= ONE_ARGUMENT.has(this.keyword)
      ? oneArgument(logical, start, end)
      : readWords(this.#text, this.#escape, !SPLIT_PLAINLY.has(this.keyword))
    return this.#words
  }

  get json(): Instruction['json'] {
    if (this.#json === undefined) this.#json = WITH_JSON.has(this.keyword) ? readJson(this.#text) : null
    return this.#json
  }
}

function oneArgument(logical: LogicalText, start: number, end: number): Word[] {
  return end > start ? [{ span: logical.span(start, end), raw: logical.text.slice(start, end) }] : []
}

function readTrigger(
  logical: LogicalText,
  start: number,
  end: number,
  escapeChar: string,
  { lines, heredocs }: Pick<Instruction, 'lines' | 'heredocs'>,
): Instruction | null {
  const at = skipSpaces({ logical, start, end })
  const keyword = /^\S+/.exec(logical.text.slice(at, end))?.[0].toUpperCase()
  if (!keyword) return null
  const outside = { lines, heredocs, innerComments: [], leading: [], ends: null }
  return readInstruction(logical, at, end, keyword, escapeChar, outside)
}
