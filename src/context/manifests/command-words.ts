/** An option of a command with its value, or an operand, which has no name. */
export interface Option {
  readonly name: string | null
  readonly value: string
}

/** The words of a command: options with their values, and operands. */
export function optionsOf(args: readonly string[], valueOptions: readonly string[]): Option[] {
  const options: Option[] = []
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string
    const value = (): string => args[++at] ?? ''
    if (word === '--') return [...options, ...args.slice(at + 1).map((operand) => ({ name: null, value: operand }))]
    if (word.startsWith('--')) {
      const [, name = word, , given] = /^([^=]*)(=(.*))?$/s.exec(word) ?? []
      options.push({ name, value: given ?? (valueOptions.includes(name) ? value() : '') })
    } else if (word.startsWith('-') && word !== '-') {
      // Several in one word, the last with its value: `-Ur requirements.txt`, `-rrequirements.txt`.
      for (let letter = 1; letter < word.length; letter++) {
        const name = `-${word[letter]}`
        const takes = valueOptions.includes(name)
        options.push({ name, value: takes ? word.slice(letter + 1) || value() : '' })
        if (takes) break
      }
    } else options.push({ name: null, value: word })
  }
  return options
}

/** The words of a command as a shell takes them. */
export const asShellWords = (words: readonly string[]): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ')
