/** What the options of a tool mean for what it reads; one that is not listed is not known. */
export interface KnownOptions {
  /** Options without a value, or with one behind `=`. */
  readonly flags: readonly string[]
  /** Options whose value is in the same word or the next. */
  readonly values: readonly string[]
}

export interface ReadOptions {
  readonly operands: readonly string[]
  /** The option, as it stands there, and its value. */
  readonly options: ReadonlyMap<string, string>
}

/** Tells the options of a command from its operands; or which one is not known. */
export function readOptions(
  args: readonly string[],
  { flags, values }: KnownOptions,
): ReadOptions | { readonly unknown: string } {
  const operands: string[] = []
  const options = new Map<string, string>()
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string
    if (!word.startsWith('-') || word === '-') {
      operands.push(word)
      continue
    }
    const [, name = word, , value] = /^([^=]*)(=(.*))?$/s.exec(word) ?? []
    if (values.includes(name)) {
      const given = value ?? args[++at]
      if (given === undefined || options.has(name)) return { unknown: `it has the option ${name} in a form of its own` }
      options.set(name, given)
    } else if (flags.includes(name)) options.set(name, value ?? 'true')
    else return { unknown: `it has the option ${name}` }
  }
  return { operands, options }
}

/** The folder that a command works in: the value of one of these options, or the one it runs in. Null where that is unknown. */
export function folderBy(
  { options }: ReadOptions,
  names: readonly string[],
  folder: string,
  resolve: (path: string) => string | null,
): string | null {
  const given = names.flatMap((name) => options.get(name) ?? [])
  if (given.length > 1) return null
  return given[0] === undefined ? folder : resolve(given[0])
}
