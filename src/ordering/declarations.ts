import type { Build } from '../context/builds/build.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { assignmentsOf, type Stage, type Step } from '../dockerfile/state.ts'
import type { Invocation } from '../managers/invocation.ts'
import type { Edit } from '../text/edit.ts'
import {
  type Candidate,
  changingDeclarations,
  type Declaration,
  declaredBy,
  mentions,
  textOf,
  variablesIn,
} from './changing-declarations.ts'
import type { EnvironmentUse } from './environment.ts'
import { moveBlocks } from './move-blocks.ts'

/** Declarations that stand above expensive steps which do not use them, and belong in one place below. */
export interface EarlyDeclarations {
  readonly declarations: readonly Declaration[]
  /** The installs that they make run again, in their order. */
  readonly installs: readonly { readonly step: Step; readonly install: Invocation }[]
  /** The first instruction that may use one of them, above which they belong, or the last step that makes a layer. */
  readonly place: { readonly above: Step } | { readonly below: Step }
  readonly edits: readonly Edit[]
}

/** Where a step will stand: in front of the one with this index, which may use it, or just behind the one before. */
interface Place {
  readonly before: number
  readonly hasUser: boolean
}

/** What these say is kept in the image as it stands; variables in it are none of the build's. */
const NOT_EXPANDED = new Set('CMD ENTRYPOINT HEALTHCHECK MAINTAINER'.split(' '))

/**
 * Finds the declarations of a stage that stand too early. An `ARG` with a value and an `ENV` enter the cache key of each
 * later `RUN`, whether it names them or not; of other instructions only what they name.
 * https://docs.docker.com/build/cache/invalidation/
 *
 * @param uses what each `RUN` of the stage may read of its environment
 */
export function earlyDeclarations(
  file: Dockerfile,
  stage: Stage,
  uses: ReadonlyMap<Step, EnvironmentUse>,
  builds: readonly Build[],
): EarlyDeclarations[] {
  const candidates = changingDeclarations(file, stage, builds)
  return candidates.size > 0 ? new Stretch(file, stage, uses, candidates).read() : []
}

class Stretch {
  readonly #file: Dockerfile
  readonly #steps: readonly Step[]
  readonly #uses: ReadonlyMap<Step, EnvironmentUse>
  readonly #candidates: ReadonlyMap<number, Candidate>
  readonly #places = new Map<number, Place>()

  constructor(
    file: Dockerfile,
    stage: Stage,
    uses: ReadonlyMap<Step, EnvironmentUse>,
    candidates: ReadonlyMap<number, Candidate>,
  ) {
    this.#file = file
    this.#steps = stage.steps
    this.#uses = uses
    this.#candidates = candidates
  }

  read(): EarlyDeclarations[] {
    // From the last to the first: one goes no further than what uses it, which may itself have moved.
    for (const [index, candidate] of [...this.#candidates].reverse()) {
      const place = this.#placeOf(index, candidate)
      if (place) this.#places.set(index, place)
    }
    this.#takeLabelsAlong()
    const moving = [...this.#places].sort(([a], [b]) => a - b)
    const places = moving
      .map(([, place]) => place)
      .filter((place, at, all) => all.findIndex((other) => isSame(place, other)) === at)
    const groups = places.map((place) => ({
      place,
      indexes: moving.filter(([, own]) => isSame(own, place)).map(([index]) => index),
      to: place.hasUser
        ? { above: this.#steps[place.before] as Step }
        : { below: this.#steps[place.before - 1] as Step },
    }))
    const edits = moveBlocks(
      this.#file,
      groups.map(({ to, indexes }) => ({
        instructions: indexes.map((index) => (this.#steps[index] as Step).instruction),
        to: 'above' in to ? { above: to.above.instruction } : { below: to.below.instruction },
      })),
    )
    return groups.flatMap(({ place, indexes, to }, at) => {
      const own = edits?.[at]
      const declarations = indexes.flatMap((index) => this.#candidates.get(index) ?? [])
      const first = indexes.find((index) => this.#candidates.has(index))
      if (!own || first === undefined) return []
      return [{ declarations, installs: this.#installs(first, place.before), place: to, edits: own }]
    })
  }

  /** The index behind the last step that makes a layer of files. */
  get #lastHeavy(): number {
    return this.#steps.findLastIndex(({ instruction }) => /^(?:RUN|COPY|ADD)$/.test(instruction.keyword)) + 1
  }

  #installs(from: number, to: number): { step: Step; install: Invocation }[] {
    return this.#steps.slice(from + 1, to).flatMap((step) => {
      const use = this.#uses.get(step)
      return use && use !== 'everything' && use.install ? [{ step, install: use.install }] : []
    })
  }

  /** Where a declaration belongs; null where it is already, or crosses nothing that is expensive. */
  #placeOf(index: number, candidate: Candidate): Place | null {
    const { names } = candidate
    let place: Place | null = null
    for (let at = index + 1; at < (place?.before ?? this.#steps.length); at++) {
      if (!this.#isUsedBy(at, candidate)) continue
      const user = this.#places.get(at) ?? { before: at, hasUser: true }
      if (!place || user.before < place.before) place = user
    }
    const limit = place?.before ?? this.#steps.length
    const last = this.#installs(index, limit).at(-1)
    if (!last) return null
    const crossed = this.#steps.indexOf(last.step)
    const label = this.#steps.findIndex(
      (step, at) => at > crossed && at < limit && isLabelWith(this.#file, step, names),
    )
    if (label !== -1) return { before: label, hasUser: true }
    return place ?? { before: this.#lastHeavy, hasUser: false }
  }

  #isUsedBy(at: number, { names, reads }: Candidate): boolean {
    const step = this.#steps[at] as Step
    const { instruction } = step
    if (NOT_EXPANDED.has(instruction.keyword)) return false
    if (instruction.keyword === 'RUN') {
      const use = this.#uses.get(step) ?? 'everything'
      return use === 'everything' || names.some((name) => use.reads(name))
    }
    if (declaredBy(step).some(([name]) => names.includes(name) || reads.includes(name))) return true
    return (
      mentions(textOf(this.#file, step), names) && !(isLabelWith(this.#file, step, names) && this.#mayFollow(at, names))
    )
  }

  /**
   * Whether a `LABEL` may stand further below: of two with one key the later one counts, and its other variables must have
   * the same values there.
   */
  #mayFollow(at: number, names: readonly string[]): boolean {
    const label = this.#steps[at] as Step
    const keys = labelKeys(label)
    const others = variablesIn(textOf(this.#file, label)).filter((name) => !names.includes(name))
    return [label, ...this.#steps.slice(at + 1)].every((step) => {
      if (step.instruction.keyword !== 'LABEL') return !declaredBy(step).some(([name]) => others.includes(name))
      const own = labelKeys(step)
      return own.every((key) => !key.includes('$') && (step === label || !keys.includes(key)))
    })
  }

  #takeLabelsAlong(): void {
    const moved = [...this.#places]
    for (const [at, step] of this.#steps.entries()) {
      const places = moved.flatMap(([index, place]) => {
        const names = this.#candidates.get(index)?.names ?? []
        return index < at && place.before > at && isLabelWith(this.#file, step, names) ? [place] : []
      })
      const [last] = places.sort((a, b) => b.before - a.before)
      if (last) this.#places.set(at, last)
    }
  }
}

const isSame = (a: Place, b: Place): boolean => a.before === b.before && a.hasUser === b.hasUser

const isLabelWith = (file: Dockerfile, step: Step, names: readonly string[]): boolean =>
  step.instruction.keyword === 'LABEL' && mentions(textOf(file, step), names)

const labelKeys = ({ instruction }: Step): string[] =>
  assignmentsOf(instruction).map(([key]) => key.replace(/["']/g, ''))
