import type { LineRange, Lines, Span } from '../text/lines.ts'

/** A word of an instruction as it stands in the file, quotes and escapes included. */
export interface Word {
  readonly span: Span
  /** The text with continuations taken out; quotes, escapes and variables as written. */
  readonly raw: string
}

/** A flag between keyword and arguments, for example `--mount=type=cache,target=/root/.npm`. */
export interface Flag extends Word {
  /** The name without dashes: `mount`, `from`, `chown`. BuildKit knows it in lower case only. */
  readonly name: string
  /** What stands behind `=`, quotes taken out as BuildKit does; null for a flag without `=`. */
  readonly value: string | null
}

/** A here-document of `RUN`, `COPY` or `ADD`. */
export interface Heredoc {
  readonly name: string
  /** The word `<<EOF` itself. */
  readonly word: Word
  /** `<<-`: tabs at the beginning of the lines are taken out. */
  readonly chomp: boolean
  /** False where the name is quoted: then Docker leaves variables alone. */
  readonly expand: boolean
  /** The lines between the instruction and the terminator, their line ends included. */
  readonly body: Span
}

export interface Comment {
  readonly span: Span
  readonly line: number
  /** The text behind `#`, trimmed. */
  readonly text: string
}

/** A parser directive: `# syntax=…`, `# escape=…`, `# check=…`. */
export interface Directive {
  readonly name: string
  readonly value: string
  readonly line: number
  readonly span: Span
  readonly valueSpan: Span
}

/** One instruction with everything that belongs to it: continuation lines and here-documents. */
export interface Instruction {
  /** Upper case: `RUN`. */
  readonly keyword: string
  readonly keywordSpan: Span
  /** From the keyword to the end of the last line (without its line end), here-documents included. */
  readonly span: Span
  /** The keyword's line to the last line, 1-based and inclusive. */
  readonly lines: LineRange
  /** As `span`, but without here-documents: the instruction's own, perhaps continued, line. */
  readonly head: Span
  readonly flags: readonly Flag[]
  /** What stands behind keyword and flags; empty span at the end of the head where nothing does. */
  readonly args: Span
  /** The words of `args`, split at white space outside quotes. For a JSON array: its one or more raw pieces. */
  readonly words: readonly Word[]
  /** The strings of the exec form (`["a", "b"]`) with their spans, quotes included; null for the shell form. */
  readonly json: readonly JsonString[] | null
  readonly heredocs: readonly Heredoc[]
  /** Comment lines inside the continued line. */
  readonly innerComments: readonly Comment[]
  /** Comment lines directly above, without an empty line between, that are no directives: they move along. */
  readonly leading: readonly Comment[]
  /** The instruction behind `ONBUILD`, which runs in another build; null for all others. */
  readonly trigger: Instruction | null
}

export interface JsonString {
  readonly span: Span
  readonly value: string
}

/** A Dockerfile as BuildKit splits it. */
export interface Dockerfile {
  readonly text: string
  readonly lines: Lines
  readonly escape: '\\' | '`'
  readonly directives: readonly Directive[]
  readonly instructions: readonly Instruction[]
  /** Comment lines outside instructions, directives not among them. */
  readonly comments: readonly Comment[]
}

/** A file that BuildKit would refuse: `line` is 1-based. */
export class UnreadableDockerfile extends Error {
  readonly line: number

  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}
