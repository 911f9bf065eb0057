import type { Build } from '../context/builds/build.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { assignmentsOf, type Stage, type Step } from '../dockerfile/state.ts'
import { type Change, changeOf } from './changing-values.ts'

export interface Declaration {
  readonly step: Step
  /** Why its values change; an `ENV` has them from the arguments that it names. */
  readonly changes: readonly Change[]
}

export interface Candidate extends Declaration {
  readonly names: readonly string[]
  /** The variables in its values. */
  readonly reads: readonly string[]
}

/** A stage with more of them is none that a person wrote. */
const MOST = 50

/** A comment that says why the value stands where it does. */
const ON_PURPOSE = /cache|bust|invalidat|re-?build|re-?run|every time/i
/** The declarations of a stage whose values all change with every build, by their index. */
export function changingDeclarations(
  file: Dockerfile,
  { steps, from }: Stage,
  builds: readonly Build[],
): Map<number, Candidate> {
  const candidates = new Map<number, Candidate>()
  const changing = new Map<string, readonly Change[]>()
  const globals = new Map(
    file.instructions
      .filter(({ keyword, span }) => keyword === 'ARG' && span.start < from.span.start)
      .slice(
        0,
        file.instructions.findIndex(({ keyword }) => keyword === 'FROM'),
      )
      .flatMap((instruction) => instruction.words.map(({ raw }) => argumentOf(raw))),
  )
  for (const [index, step] of steps.entries()) {
    const declared = declaredBy(step)
    if (declared.length === 0) continue
    const isArg = step.instruction.keyword === 'ARG'
    const found = declared.map(([name, value]): readonly Change[] => {
      if (!/^[A-Za-z_]\w*$/.test(name)) return []
      const inherited = [...changing].flatMap(([other, changes]) =>
        value !== null && mentions(value, [other]) ? changes : [],
      )
      if (inherited.length > 0 || !isArg) return inherited
      const change = changeOf(name, value ?? globals.get(name) ?? null, builds)
      return change && (change.given || !isPinned(file, name)) ? [change] : []
    })
    for (const [at, [name]] of declared.entries()) {
      const changes = found[at] ?? []
      if (changes.length > 0) changing.set(name, changes)
      else changing.delete(name)
    }
    if (changing.size > MOST) return new Map()
    if (found.some((changes) => changes.length === 0)) continue
    if (step.instruction.leading.some(({ text }) => ON_PURPOSE.test(text) && !/layerwise/.test(text))) continue
    const changes = found.flat().filter((change, at, all) => all.findIndex(({ name }) => name === change.name) === at)
    const names = declared.map(([name]) => name)
    candidates.set(index, { step, names, reads: variablesIn(textOf(file, step)), changes })
  }
  return candidates.size > MOST ? new Map() : candidates
}

/** A commit that says what to fetch is the one of another repository, and changes when the author wants it to. */
const isPinned = (file: Dockerfile, name: string): boolean =>
  file.instructions.some(({ keyword, span }) => {
    if (keyword !== 'RUN' && keyword !== 'ADD') return false
    const text = file.text.slice(span.start, span.end)
    return (
      mentions(text, [name]) &&
      /\bgit\s+(?:-\S+\s+\S+\s+)*(?:clone|checkout|fetch|reset|submodule)\b|https?:\/\/\S{0,300}\$/.test(text)
    )
  })

const argumentOf = (raw: string): [string, string | null] => {
  const equals = raw.indexOf('=')
  return equals === -1 ? [raw, null] : [raw.slice(0, equals), raw.slice(equals + 1)]
}

/** The names that an `ARG` or `ENV` sets, with their values as written. */
export function declaredBy({ instruction }: Step): [string, string | null][] {
  if (instruction.keyword === 'ARG') return instruction.words.map(({ raw }) => argumentOf(raw))
  return instruction.keyword === 'ENV' ? assignmentsOf(instruction) : []
}

export const textOf = (file: Dockerfile, { instruction }: Step): string =>
  file.text.slice(instruction.span.start, instruction.span.end)

export const mentions = (text: string, names: readonly string[]): boolean =>
  names.some((name) => new RegExp(`\\$\\{?${name}\\b`).test(text))

export const variablesIn = (text: string): string[] =>
  [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name as string)
