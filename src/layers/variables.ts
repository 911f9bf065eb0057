import type { Dockerfile, Instruction } from '../dockerfile/model.ts'

/** Whether a step runs again, or whether that cannot be told. */
export type Outcome = 'runs' | 'may run'

/** The build arguments that something hangs on, and what another value of one makes of it. */
export type Hangs = ReadonlyMap<string, Outcome>

export const NOTHING: Hangs = new Map()

/** All of these together: what is certain by one of them is certain. */
export function together(...all: readonly Hangs[]): Hangs {
  const filled = all.filter(({ size }) => size > 0)
  if (filled.length < 2) return filled[0] ?? NOTHING
  const joined = new Map<string, Outcome>()
  for (const hangs of filled) {
    for (const [name, outcome] of hangs) joined.set(name, joined.get(name) === 'runs' ? 'runs' : outcome)
  }
  return joined
}

export const perhaps = (hangs: Hangs): Hangs => new Map([...hangs.keys()].map((name) => [name, 'may run']))

/** A variable that a text names; `whole` where its value stands in the text as it is. */
interface Named {
  readonly name: string
  readonly whole: boolean
}

/**
 * The variables that a text of a Dockerfile names, as BuildKit finds them.
 *
 * @param quotes false for a here-document, in which quotes mean nothing
 */
export function variablesIn(text: string, escapeChar: string, quotes = true): Named[] {
  const found: Named[] = []
  let double = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === escapeChar) at++
    else if (quotes && char === '"') double = !double
    else if (quotes && char === "'" && !double) {
      const end = text.indexOf("'", at + 1)
      at = end === -1 ? text.length : end
    } else if (char === '$') {
      const [all, braced, plain] = /^\$(?:\{([A-Za-z_]\w*)|([A-Za-z_]\w*))/.exec(text.slice(at, at + LONGEST)) ?? []
      if (all === undefined) continue
      at += all.length - 1
      // `${NAME:-word}` and `${NAME-word}` give the value where there is one.
      const whole = plain !== undefined || /^(?:\}|:?-)/.test(text.slice(at + 1, at + 3))
      found.push({ name: (plain ?? braced) as string, whole })
    }
  }
  return found
}

/** No sensible variable has a longer name. */
const LONGEST = 300

/** The parts of an instruction in which BuildKit itself puts in the values of variables. */
export function expandedTexts(file: Dockerfile, instruction: Instruction): { text: string; quotes: boolean }[] {
  const { keyword, flags, heredocs } = instruction
  const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw)
  const inline = keyword === 'RUN' || keyword === 'SHELL' ? [] : words
  const documents = keyword === 'RUN' ? [] : heredocs.filter((heredoc) => heredoc.expand)
  return [
    ...[...inline, ...flags.map(({ value }) => value ?? '')].map((text) => ({ text, quotes: true })),
    ...documents.map(({ body }) => ({ text: file.text.slice(body.start, body.end), quotes: false })),
  ]
}
