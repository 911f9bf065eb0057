import type { Dockerfile } from '../dockerfile/model.ts'
import type { Finding, Notice } from '../finding.ts'
import { instead } from '../text/nearest.ts'

interface Ignore {
  readonly line: number
  readonly rules: readonly string[]
  /** The lines it speaks for: those of the instruction below it. */
  readonly start: number
  readonly end: number
  used: Set<string>
}

/** `# layerwise ignore=RULE[,RULE…] reason`, on the line above the instruction (or above its other comments). */
export class Ignores {
  readonly #ignores: Ignore[] = []

  constructor(file: Dockerfile) {
    for (const comment of file.comments) {
      const match = /^layerwise\s+ignore=([\w,-]+)/.exec(comment.text)
      if (!match) continue
      const instruction = file.instructions.find((one) => one.lines.start > comment.line)
      this.#ignores.push({
        line: comment.line,
        rules: (match[1] as string).split(',').filter((rule) => rule !== ''),
        start: comment.line,
        // Above the first instruction it also speaks for what is said of the first line.
        end: instruction?.lines.end ?? comment.line,
        used: new Set(),
      })
    }
  }

  /** Whether a finding is silenced; remembers which ignore did it. */
  silences(finding: Finding): boolean {
    const { lines, rule } = finding
    const found = this.#ignores.filter(
      (ignore) =>
        ignore.rules.includes(rule) &&
        ((lines.start >= ignore.start && lines.start <= ignore.end) ||
          (rule === 'declare-syntax' && ignore === this.#ignores[0])),
    )
    for (const ignore of found) ignore.used.add(rule)
    return found.length > 0
  }

  /** Whether a rule is told to be silent of an instruction, in which case another rule must not bring its fix along. */
  names(rule: string, line: number): boolean {
    return this.#ignores.some(({ rules, start, end }) => rules.includes(rule) && line >= start && line <= end)
  }

  /**
   * What is said of ignores that silence nothing.
   *
   * @param rules the state of every rule: one that is off would have said nothing anyway
   */
  unused(rules: ReadonlyMap<string, 'on' | 'off'>): Notice[] {
    return this.#ignores.flatMap(({ line, rules: named, used }) =>
      named
        .filter((rule) => !used.has(rule) && rules.get(rule) !== 'off')
        .map((rule) => ({
          line,
          message: rules.has(rule)
            ? `This line ignores "${rule}", and nothing of that kind is found here: take it out.`
            : `"${rule}" is no rule, so this line ignores nothing. ${instead(rule, [...rules.keys()])}`,
        })),
    )
  }
}
