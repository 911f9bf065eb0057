import type { Build } from './build.ts'

/**
 * The build arguments that the builds of one Dockerfile give: the value where all of them give the same, null where they
 * differ, where one of them leaves it to the default, or where it is an expression. What none gives is not in it.
 */
export function givenArguments(builds: readonly Build[]): ReadonlyMap<string, string | null> {
  const given = new Map<string, string | null>()
  for (const [name] of builds.flatMap(({ args }) => [...args])) {
    const values = new Set(builds.map(({ args }) => args.get(name)?.value ?? null))
    const [only] = values
    given.set(name, values.size === 1 ? (only ?? null) : null)
  }
  return given
}
