/** A word of a command or an input of an action, as far as it is known. */
export interface Known {
  /** Null where it cannot be known. */
  readonly value: string | null
  /** As written; where a variable holds what cannot be known, as that was written: `$(git rev-parse HEAD)`. */
  readonly raw: string
  /** 1-based, in the file that says it. */
  readonly line?: number
  /** Nothing here sets it: it stands for nothing unless someone does from outside, as with `$(DOCKER_FLAGS)`. */
  readonly optional?: true
}

/** The value of a variable; undefined where nothing here sets it. */
export type Lookup = (name: string) => Known | undefined

export const literal = (value: string): Known => ({ value, raw: value })
export const unknown = (raw: string): Known => ({ value: null, raw })

/** The place of the checkout on the machine that builds, in front of paths: `$GITHUB_WORKSPACE/app`. */
export const WORKSPACE = '/\u0001workspace'

/**
 * Stands for what another language than the shell puts into a shell text, such as `${{ … }}`: each becomes a variable, so
 * that the text can be read as shell, and has its value and its own spelling back afterwards.
 */
export class Placeholders {
  readonly #known: Known[] = []

  add(known: Known): string {
    this.#known.push(known)
    return `\${${PREFIX}${this.#known.length - 1}}`
  }

  /** Replaces what a pattern finds. A match that spans lines is left alone, so that lines keep their numbers. */
  mask(text: string, pattern: RegExp, read: (match: RegExpMatchArray) => Known): string {
    return text.replace(pattern, (...found) => {
      const groups = found.slice(
        0,
        found.findIndex((one) => typeof one === 'number'),
      ) as RegExpMatchArray
      return groups[0]?.includes('\n') ? groups[0] : this.add(read(groups))
    })
  }

  readonly lookup: Lookup = (name) =>
    name.startsWith(PREFIX) ? this.#known[Number(name.slice(PREFIX.length))] : undefined
}

const PREFIX = '_placeholder_'

/** Whether a text that was read still has a placeholder in it, as one within single quotes would. */
export const hasPlaceholder = (text: string): boolean => text.includes(PREFIX)
