/** What cannot be read. Never leaves the parser. */
export class HclError extends Error {}

/** A place in a text that moves forward over words and space. */
export class Cursor {
  readonly text: string
  at = 0
  #line = 1
  #counted = 0

  constructor(text: string) {
    this.text = text
  }

  /** 1-based. */
  get line(): number {
    for (; this.#counted < this.at; this.#counted++) if (this.text[this.#counted] === '\n') this.#line++
    return this.#line
  }

  get ended(): boolean {
    return this.at >= this.text.length
  }

  sees(word: string): boolean {
    return this.text.startsWith(word, this.at)
  }

  takes(word: string): boolean {
    if (!this.sees(word)) return false
    this.at += word.length
    return true
  }

  expect(word: string): void {
    if (!this.takes(word)) throw new HclError(`${word} is missing in line ${this.line}`)
  }

  /** What an expression with the flag `y` takes from here. */
  match(expression: RegExp): string | null {
    expression.lastIndex = this.at
    const found = expression.exec(this.text)?.[0] ?? null
    if (found !== null) this.at += found.length
    return found
  }

  /** Goes over space and comments; over ends of lines where they mean nothing. */
  skip(lines: boolean): void {
    for (;;) {
      this.match(lines ? /\s+/y : /[^\S\n]+/y)
      if (this.sees('#') || this.sees('//')) this.match(/[^\n]*/y)
      else if (this.takes('/*')) {
        const end = this.text.indexOf('*/', this.at)
        if (end === -1) throw new HclError('a comment stays open')
        this.at = end + 2
      } else return
    }
  }
}
