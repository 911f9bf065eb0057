/** A stretch of text: UTF-16 offsets from the start of the file, half-open. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Whole lines of a file: 1-based and inclusive. */
export interface LineRange {
  readonly start: number
  readonly end: number
}

/** Where the lines of a text begin and end. A line ends with LF or CRLF; a lone CR is an ordinary character, as for BuildKit and git. */
export class Lines {
  readonly #starts: number[] = [0]

  readonly text: string

  constructor(text: string) {
    this.text = text
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
    if (this.#starts.length > 1 && this.#starts.at(-1) === text.length) this.#starts.pop()
  }

  /** How many lines there are. A final line end does not begin another line; an empty text has one line. */
  get count(): number {
    return this.#starts.length
  }

  /** The 1-based line that holds the character at `offset`. A line end belongs to the line it ends. */
  at(offset: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }

  /** The offset of the first character of a 1-based line; the text's length for the line after the last. */
  start(line: number): number {
    return this.#starts[line - 1] ?? this.text.length
  }

  /** The offset behind a line's last character, before its line end. */
  end(line: number): number {
    const next = this.next(line)
    if (next > this.start(line) && this.text[next - 1] === '\n') {
      return next > 1 && this.text[next - 2] === '\r' ? Math.max(next - 2, this.start(line)) : next - 1
    }
    return next
  }

  /** The offset behind a line's line end: where the next line starts, or the end of the text. */
  next(line: number): number {
    return this.#starts[line] ?? this.text.length
  }

  /** The text of a 1-based line without its line end. */
  textOf(line: number): string {
    return this.text.slice(this.start(line), this.end(line))
  }

  /** The lines that a span touches. An empty span touches the line it stands in. */
  range(span: Span): LineRange {
    const start = this.at(span.start)
    return { start, end: span.end > span.start ? this.at(span.end - 1) : start }
  }

  /** The line end that an inserted line takes: that of the first line, LF when there is none. */
  get eol(): '\n' | '\r\n' {
    const first = this.text.indexOf('\n')
    return first > 0 && this.text[first - 1] === '\r' ? '\r\n' : '\n'
  }
}
