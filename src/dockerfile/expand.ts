/** What is known of a variable or a word. */
export interface Value {
  readonly text: string
  /** It comes from the default of an `ARG`, which a build may override. */
  readonly assumed: boolean
}

/** `undefined`: not set. `null`: set, or perhaps set, to something that cannot be known. */
export type Lookup = (name: string) => Value | null | undefined

export const known = (text: string, assumed = false): Value => ({ text, assumed })

/** A longer text is not kept: each `ENV A=$A$A` doubles it. No path, name or option is that long. */
const longestValue = 16_000
/** How deep `${A:-${B:-…}}` is read. */
const deepest = 50

/**
 * Expands a word of a Dockerfile instruction as BuildKit does: variables with `:-`, `-`, `:+`, `+`, `:?`, `?`, single and
 * double quotes, escapes. `#`, `%` and `/` operators are not computed; their result counts as unknown.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 *
 * @returns null when the result cannot be known
 */
export function expand(word: string, lookup: Lookup, escapeChar: string): Value | null {
  if (word.length > longestValue) return null
  const result = new Expander(word, lookup, escapeChar).read('')
  return result && result.text.length > longestValue ? null : result
}

class Expander {
  readonly #word: string
  readonly #lookup: Lookup
  readonly #escapeChar: string
  #at = 0
  #depth = 0

  constructor(word: string, lookup: Lookup, escapeChar: string) {
    this.#word = word
    this.#lookup = lookup
    this.#escapeChar = escapeChar
  }

  /** Reads up to `stop`, or to the end when it is empty. */
  read(stop: string): Value | null {
    let text: string | null = ''
    let assumed = false
    const add = (value: Value | null) => {
      if (!value) text = null
      else if (text !== null) {
        text += value.text
        assumed ||= value.assumed
      }
    }
    while (this.#at < this.#word.length) {
      const char = this.#word[this.#at] as string
      if (char === stop) break
      if (char === "'") add(known(this.#single()))
      else if (char === '"') add(this.#double())
      else if (char === '$') add(this.#dollar())
      else {
        if (char === this.#escapeChar) this.#at++
        if (this.#at < this.#word.length) add(known(this.#word[this.#at] as string))
        this.#at++
      }
    }
    return text === null ? null : { text, assumed }
  }

  #single(): string {
    const end = this.#word.indexOf("'", this.#at + 1)
    const text = this.#word.slice(this.#at + 1, end === -1 ? undefined : end)
    this.#at = end === -1 ? this.#word.length : end + 1
    return text
  }

  #double(): Value | null {
    this.#at++
    let value: Value | null = known('')
    const add = (next: Value | null) => {
      value = value && next ? known(value.text + next.text, value.assumed || next.assumed) : null
    }
    while (this.#at < this.#word.length && this.#word[this.#at] !== '"') {
      const char = this.#word[this.#at] as string
      if (char === '$') add(this.#dollar())
      else {
        const next = this.#word[this.#at + 1]
        // Inside double quotes only these are escaped.
        if (char === this.#escapeChar && (next === '"' || next === '$' || next === this.#escapeChar)) this.#at++
        add(known(this.#word[this.#at] as string))
        this.#at++
      }
    }
    this.#at++
    return value
  }

  #dollar(): Value | null {
    this.#at++
    if (this.#word[this.#at] !== '{') {
      const name = /^(?:[A-Za-z_]\w*|\d)/.exec(this.#word.slice(this.#at))?.[0]
      if (!name) return known('$')
      this.#at += name.length
      return this.#get(name)
    }
    const name = /^\{([A-Za-z_]\w*)/.exec(this.#word.slice(this.#at))?.[1]
    if (!name) {
      this.#at = this.#word.length
      return null
    }
    this.#at += name.length + 1
    if (this.#word[this.#at] === '}') {
      this.#at++
      return this.#get(name)
    }
    const operator = /^(?::?[-+?]|[#%/]{1,2})/.exec(this.#word.slice(this.#at))?.[0]
    if (!operator) {
      this.#at = this.#word.length
      return null
    }
    this.#at += operator.length
    if (++this.#depth > deepest) {
      this.#at = this.#word.length
      return null
    }
    const operand = this.read('}')
    this.#depth--
    this.#at++
    return this.#operate(name, operator, operand)
  }

  #get(name: string): Value | null {
    const value = this.#lookup(name)
    return value === undefined ? known('') : value
  }

  #operate(name: string, operator: string, operand: Value | null): Value | null {
    const value = this.#lookup(name)
    if (value === null) return null
    const set = value !== undefined && (operator.startsWith(':') ? value.text !== '' : true)
    switch (operator.at(-1)) {
      case '-':
        return set ? value : operand
      case '+':
        return set ? operand : known('', value?.assumed ?? false)
      case '?':
        return set ? value : null
      default:
        return null
    }
  }
}
