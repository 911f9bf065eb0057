/**
 * Whether lock files name all that the manifests ask for, for tools whose lock file is read by its names. An install that may
 * write it adds what is missing, and a `COPY` of the sources below would put the older file back over that.
 */

/** The first name that is asked for and not locked. A lock file that names nothing says nothing: null then too. */
export function notLocked(asked: Iterable<string>, locked: ReadonlySet<string>): string | null {
  if (locked.size === 0) return null
  for (const name of asked) if (!locked.has(name)) return name
  return null
}

/** Names of Python are the same in these spellings. https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const nameOfPython = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')

/** The name in front of a requirement: `uvicorn[standard]>=0.32`. */
export const nameInRequirement = (requirement: string): string =>
  nameOfPython(/^\s*([\w.-]+)/.exec(requirement)?.[1] ?? requirement)

export const allOf = (text: string, expression: RegExp): Set<string> =>
  new Set(Array.from(text.matchAll(expression), ([, name = '']) => name))

/**
 * The gem that a Gemfile.lock knows otherwise than the Gemfile.
 *
 * @param gemfile without comments
 */
export function missingInGemfileLock(lock: string, gemfile: string): string | null {
  const section = /^DEPENDENCIES\r?\n((?: {2}.*\r?\n?)+)/m.exec(lock)?.[1]
  if (section === undefined) return null
  const locked = new Map(
    Array.from(section.matchAll(/^ {2}([\w.-]+)(?: \(([^)\n]*)\))?!?\r?$/gm), ([, name = '', range = '']) => [
      name,
      range,
    ]),
  )
  const asked = new Map<string, string | null>()
  for (const [, name = '', rest = ''] of gemfile.matchAll(/^\s*gem[\s(]+["']([\w.-]+)["'](.*)$/gm)) {
    const ranges = /^(?:\s*,\s*["'][^"'\n]*["'](?!\s*=>))*/.exec(rest)?.[0] ?? ''
    const plain = Array.from(ranges.matchAll(/["']([^"'\n]*)["']/g), ([, range = '']) => range.trim())
    asked.set(
      name,
      plain.length === 0
        ? null
        : plain
            .map((range) => (/^\d/.test(range) ? `= ${range}` : range))
            .sort()
            .join(),
    )
  }
  const missing = notLocked(asked.keys(), new Set(locked.keys()))
  if (missing !== null) return missing
  const other = [...asked].find(
    ([name, range]) =>
      range !== null && !range.includes('#{') && range !== (locked.get(name) ?? '').split(', ').sort().join(),
  )
  if (other) return other[0]
  // What a variable names cannot be counted.
  const isWhole =
    !/\bgem[\s(]+(?!["'])\S/.test(gemfile) && !/^\s*(?:if|unless|case)\b|["')]\s+(?:if|unless)\s/m.test(gemfile)
  return isWhole ? ([...locked.keys()].find((name) => !asked.has(name)) ?? null) : null
}
