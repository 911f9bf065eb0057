import { mountsAt, type RunStep } from '../caching/installs.ts'
import type { BuildContext } from '../context/build-context.ts'
import { expand } from '../dockerfile/expand.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { joinPath, lookupIn, type Stage, type Step } from '../dockerfile/state.ts'
import { type ContextCopy, readCopy } from '../layers/context-copy.ts'
import { Layout } from '../layers/layout.ts'
import type { AheadStep } from './invocation-reads.ts'
import { readsOf, type StepReads } from './step-reads.ts'

/** A step of which it is known what it reads of the build context. */
export interface KnownStep {
  readonly run: RunStep
  readonly reads: StepReads
}

/** Instructions of a stage, one below the other, of all of which it is known what they read of the build context. */
export interface Stretch {
  readonly stage: Stage
  /** Where the files of the context lie behind the last of them. */
  readonly layout: Layout
  readonly copies: readonly ContextCopy[]
  readonly steps: readonly KnownStep[]
  /** The install that ends it, since it reads more than can be known, and the step that its tool offers for that. */
  readonly ended: { readonly run: RunStep; readonly why: string; readonly ahead: AheadStep } | null
  /** The step that ends it (its 1-based line), and why, in one clause; null where it goes on to the end of the stage. */
  readonly end: { readonly line: number; readonly why: string } | null
}

/** Instructions that neither read nor write files. */
const WITHOUT_FILES = new Set(
  'ARG CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER SHELL STOPSIGNAL USER WORKDIR'.split(' '),
)

/**
 * Reads the stretch of a stage that copies of sources open: it goes on until the first step that may need them.
 *
 * @param runs the steps of the stage that run a package manager
 */
export function readStretch(file: Dockerfile, stage: Stage, runs: readonly RunStep[], context: BuildContext): Stretch {
  let layout = new Layout(context)
  let copies: ContextCopy[] = []
  let steps: KnownStep[] = []
  let ended: Stretch['ended'] = null
  let end: Stretch['end'] = null
  for (const step of stage.steps) {
    const read = readStep(file, step, runs, layout)
    if (read === 'nothing') continue
    if ('unknown' in read) {
      // With sources above it the stretch ends here. Without, it may have changed what was copied so far.
      if (copies.some((copy) => layout.takesFolder(copy)) || (steps.length > 0 && copies.length > 0)) {
        end = { line: step.instruction.lines.start, why: read.unknown }
        if (read.run && read.ahead) ended = { run: read.run, why: read.unknown, ahead: read.ahead }
        break
      }
      layout = new Layout(context)
      copies = []
      steps = []
    } else if ('sources' in read) copies.push(read)
    else steps.push(read)
  }
  return { stage, layout, copies, steps, ended, end }
}

interface UnknownStep {
  readonly unknown: string
  readonly run?: RunStep
  readonly ahead?: AheadStep
}

function readStep(
  file: Dockerfile,
  step: Step,
  runs: readonly RunStep[],
  layout: Layout,
): ContextCopy | KnownStep | 'nothing' | UnknownStep {
  const { keyword } = step.instruction
  if (WITHOUT_FILES.has(keyword)) return 'nothing'
  layout.knows(step.state.workdir)
  if (keyword === 'COPY' || keyword === 'ADD') {
    const copy = readCopy(file, step)
    if (copy) return layout.add(copy) ? copy : { unknown: 'it copies what is not in the context' }
    // What comes from elsewhere may lie over what the sources bring, or below it.
    const destination = destinationOf(file, step)
    return destination !== null && !layout.reaches(destination) ? 'nothing' : { unknown: 'it copies from elsewhere' }
  }
  if (keyword !== 'RUN') return { unknown: `it is ${keyword}` }
  const run = runs.find((one) => one.step === step) ?? plainRun(file, step)
  if (!run) return { unknown: 'it cannot be read' }
  const reads = readsOf(run, layout)
  if ('files' in reads) return { run, reads }
  return 'missing' in reads ? { unknown: 'texts are missing' } : { ...reads, run }
}

/** A step that runs no package manager; null for one that runs nothing, or cannot be read. */
export function plainRun(file: Dockerfile, step: Step): RunStep | null {
  const { script } = step
  if (!script || 'unreadable' in script) return null
  return { step, script, invocations: [], installs: [], mounts: mountsAt(file, step) }
}

function destinationOf(file: Dockerfile, { instruction, state, stage }: Step): string | null {
  const word = instruction.json?.at(-1)?.value ?? instruction.words.at(-1)?.raw
  const value = word === undefined ? null : expand(word, lookupIn(state, stage), file.escape)
  return value && !value.assumed ? joinPath(state.workdir, value.text) : null
}
