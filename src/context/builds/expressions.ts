import type { YamlValue } from '../../formats/yaml-lookup.ts'
import { type Known, Placeholders, unknown, WORKSPACE } from './known.ts'
import type { Combination } from './matrix.ts'

/** What expressions of a step can name. https://docs.github.com/en/actions/reference/workflows-and-actions/contexts */
export interface Contexts {
  readonly matrix: Combination
  readonly env: ReadonlyMap<string, Known>
  readonly inputs: ReadonlyMap<string, Known>
  /** The folder of a composite action, relative to the working folder; null in a workflow. */
  readonly actionFolder: string | null
  /** The key of the job; null where the caller of an action knows it. */
  readonly job: string | null
}

const EXPRESSION = /\$\{\{[^\n]*?\}\}/g

/** The value of one expression: a plain name, or a string. */
function evaluated(expression: string, contexts: Contexts): Known {
  const inner = expression.slice(3, -2).trim()
  const string = /^'((?:[^']|'')*)'$/.exec(inner)
  if (string) return { value: (string[1] as string).replaceAll("''", "'"), raw: expression }
  const [context, ...path] = inner.split('.')
  const name = path.join('.')
  if (inner === 'github.workspace') return { value: WORKSPACE, raw: expression }
  if (inner === 'github.action_path' && contexts.actionFolder !== null) {
    return { value: `${WORKSPACE}/${contexts.actionFolder}`, raw: expression }
  }
  if (inner === 'github.job' && contexts.job !== null) return { value: contexts.job, raw: expression }
  const known =
    context === 'env'
      ? contexts.env.get(name)
      : context === 'inputs'
        ? contexts.inputs.get(name)
        : context === 'matrix'
          ? fromMatrix(contexts.matrix, path)
          : undefined
  if (!known) return unknown(expression)
  return { value: known.value, raw: known.value === null ? known.raw : expression }
}

function fromMatrix(matrix: Combination, [name = '', ...path]: readonly string[]): Known | undefined {
  let value: YamlValue | undefined = matrix.get(name)
  for (const key of path) value = value?.get(key)
  const text = value?.text ?? null
  return text === null || text.includes('${{') ? undefined : { value: text, raw: text }
}

/** A text with its expressions replaced by their values; not known where one of them is not. */
export function interpolate(text: string, contexts: Contexts): Known {
  let value: string | null = ''
  let raw = ''
  let at = 0
  for (const found of text.matchAll(EXPRESSION)) {
    const known = evaluated(found[0], contexts)
    const before = text.slice(at, found.index)
    value = value === null || known.value === null ? null : value + before + known.value
    raw += before + known.raw
    at = found.index + found[0].length
  }
  const rest = text.slice(at)
  return { value: value === null ? null : value + rest, raw: raw + rest }
}

/** A shell text with its expressions as placeholders. */
export function maskExpressions(text: string, contexts: Contexts): { text: string; placeholders: Placeholders } {
  const placeholders = new Placeholders()
  return {
    text: placeholders.mask(text, EXPRESSION, ([expression]) => evaluated(expression as string, contexts)),
    placeholders,
  }
}

/** `env:` on top of the one around it. */
export function environment(env: YamlValue, contexts: Contexts): ReadonlyMap<string, Known> {
  const entries = env.entries
  if (entries.length === 0) return contexts.env
  const variables = new Map(contexts.env)
  for (const [name, value] of entries) {
    if (value.text !== null) variables.set(name, interpolate(value.text, contexts))
    else variables.set(name, value.isScalar ? unknown(name) : { value: '', raw: '' })
  }
  return variables
}
