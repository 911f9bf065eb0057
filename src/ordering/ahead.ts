import type { RunStep } from '../caching/installs.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Stage } from '../dockerfile/state.ts'
import type { ContextCopy } from '../layers/context-copy.ts'
import type { Edit } from '../text/edit.ts'
import { blockOf, copiesAbove, type Disorder, isAbove, knowsParents, sourcesAmong, undoneBy } from './disorder.ts'
import type { AheadStep } from './invocation-reads.ts'
import { manifestCopies } from './manifest-copies.ts'
import type { Stretch } from './stretch.ts'

/** An install that reads sources, and the step that its tool offers to stand above them. */
export interface OpenAhead {
  readonly run: RunStep
  readonly step: AheadStep
  /** Why the install cannot stand above the sources itself. */
  readonly why: string
  /** The copies of sources above it. */
  readonly copies: readonly ContextCopy[]
  /** The new lines. */
  readonly lines: readonly string[]
  readonly edits: readonly Edit[]
  /** What the copies would put over what the new step has written. */
  readonly undone: Disorder['undone']
}

/** Instructions that the new step may stand above without a change of what it does. */
const PASSED = new Set('CMD COPY ADD ENTRYPOINT EXPOSE HEALTHCHECK LABEL MAINTAINER STOPSIGNAL'.split(' '))

/**
 * The step that could stand above the sources of a stretch. Null when there is none, when another step does its work already,
 * or when a cache mount makes it worth little.
 *
 * @param runs the steps of the file that run a package manager
 */
export function findAhead(file: Dockerfile, stretch: Stretch, runs: readonly RunStep[]): OpenAhead | null {
  const { ended, layout, stage } = stretch
  if (!ended) return null
  const { run, ahead: step, why } = ended
  const { manager, kind, command } = step.invocation
  const done = runs.some(
    (other) =>
      other !== run &&
      isEarlier(other, run, stage) &&
      other.invocations.some((one) => one.manager === manager && one.kind !== null),
  )
  // What fetches on its way to a build has it in the mount.
  const mounted = kind !== 'install' && run.mounts.some(({ mount }) => mount.type === 'cache')
  // What is mounted as a file is of the install alone.
  const binds = run.mounts.some(
    ({ mount }) => mount.type !== 'cache' && mount.type !== 'secret' && mount.type !== 'ssh',
  )
  if (done || mounted || binds || command.certainty !== 'always') return null
  const above = copiesAbove(run.step, stretch.copies)
  const copies = sourcesAmong(
    above,
    layout,
    step.files.map(({ path }) => path),
    step.folders.map(({ path }) => path),
  )
  const [first] = copies
  if (!first) return null
  const steps = stage.steps.slice(stage.steps.indexOf(first.step) + 1, stage.steps.indexOf(run.step))
  if (!steps.every(({ instruction }) => PASSED.has(instruction.keyword))) return null
  const { workdir } = run.step.state
  const added = manifestCopies(file, layout, step, copies, run.step, workdir, new Set(), knowsParents(file))
  if (added === null) return null
  const lines = [...added, runLine(file, run, step)]
  const at = blockOf(file, first.step.instruction).start
  const edits: Edit[] = [{ kind: 'replace', span: { start: at, end: at }, text: lines.join('') }]
  if (step.taken) edits.push({ kind: 'replace', span: step.taken, text: '' })
  const undone = undoneBy(layout, copies, step.writes)
  return undone?.path === '.' ? null : { run, step, why, copies, lines, edits, undone }
}

/** Whether a step runs before another one: in its stage, or in one that it is built on. */
function isEarlier(other: RunStep, run: RunStep, stage: Stage): boolean {
  for (let at: Stage | null = stage; at; at = at.base.kind === 'stage' ? at.base.stage : null) {
    if (other.step.stage === at) return at !== stage || isAbove(other.step, run.step)
  }
  return false
}

/** The step as a line, with the mounts and in the folder of the install, and with the variables in front of it. */
function runLine(file: Dockerfile, { step: { instruction, state } }: RunStep, step: AheadStep): string {
  // The keyword and the flags as they stand there, each mount on its line.
  const head = file.text.slice(instruction.keywordSpan.start, instruction.args.start)
  const folder = step.folder === state.workdir ? '' : `cd ${step.folder} && `
  const { assignments } = step.invocation.command
  const variables = assignments.map(({ span }) => `${file.text.slice(span.start, span.end)} `)
  const indent = /^[ \t]*/.exec(file.lines.textOf(instruction.lines.start))?.[0] ?? ''
  return `${indent}${head}${folder}${variables.join('')}${step.command}${file.lines.eol}`
}
