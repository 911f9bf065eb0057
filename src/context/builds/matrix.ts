import type { YamlValue } from '../../formats/yaml-lookup.ts'

/** The values of `matrix` in one run of a job. */
export type Combination = ReadonlyMap<string, YamlValue>

/** GitHub runs at most 256 jobs of a matrix. https://docs.github.com/en/actions/reference/limits */
const MOST = 256

/**
 * The combinations of a `strategy.matrix`, as far as its lists are written out. What comes from an expression is in none.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
 */
export function combinationsOf(matrix: YamlValue): Combination[] {
  const lists = matrix.entries.filter(([name, list]) => name !== 'include' && name !== 'exclude' && list.isList)
  let combinations: Combination[] = [new Map()]
  for (const [name, list] of lists) {
    const values = list.items
    if (values.length === 0) continue
    if (combinations.length * values.length > MOST) return [new Map()]
    combinations = combinations.flatMap((one) => values.map((value) => new Map([...one, [name, value]])))
  }
  const names = new Set(lists.map(([name]) => name))
  const excluded = matrix.get('exclude').items
  combinations = combinations.filter((one) => !excluded.some((rule) => isExcluded(one, rule)))
  return include(combinations, matrix.get('include').items, names)
}

const same = (one: YamlValue | undefined, other: YamlValue): boolean =>
  one !== undefined && one.text !== null && one.text === other.text

const isExcluded = (one: Combination, rule: YamlValue): boolean =>
  rule.entries.length > 0 && rule.entries.every(([name, value]) => same(one.get(name), value))

/** An entry is added to each combination of which it changes no value; where it fits none, it is one of its own. */
function include(
  combinations: readonly Combination[],
  entries: readonly YamlValue[],
  names: ReadonlySet<string>,
): Combination[] {
  const base = combinations.length === 1 && combinations[0]?.size === 0 ? [] : combinations.map((one) => new Map(one))
  const alone: Combination[] = []
  for (const entry of entries.slice(0, MOST)) {
    const values = entry.entries
    const fitting = base.filter((one) =>
      values.every(([name, value]) => !names.has(name) || same(one.get(name), value)),
    )
    for (const one of fitting) for (const [name, value] of values) one.set(name, value)
    if (fitting.length === 0) alone.push(new Map(values))
  }
  const all = [...base, ...alone]
  return all.length === 0 || all.length > MOST ? [new Map()] : all
}
