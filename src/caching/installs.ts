import { expand } from '../dockerfile/expand.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { type Mount, readMounts } from '../dockerfile/mount.ts'
import type { Script } from '../dockerfile/shell.ts'
import { joinPath, lookupIn, type Stage, type Step, shellLookupIn } from '../dockerfile/state.ts'
import { realPath } from '../images/image.ts'
import { type Invocation, invocationsIn, mayInvoke, operandsOf, optionWord } from '../managers/invocation.ts'

/** A `RUN` whose commands are known, with the package managers in it. */
export interface RunStep {
  readonly step: Step
  readonly script: Script
  /** Every invocation, those that use no cache among them. */
  readonly invocations: readonly Invocation[]
  /** Those that fetch, install or compile something worth keeping. */
  readonly installs: readonly Invocation[]
  readonly mounts: readonly MountAt[]
}

/** A mount with the folder it is mounted on; null where variables leave that open. */
export interface MountAt {
  readonly mount: Mount
  readonly target: string | null
}

/** The `RUN` steps of all stages that run a package manager, in the order of the file. */
export function readRunSteps(file: Dockerfile, stages: readonly Stage[]): RunStep[] {
  const steps: RunStep[] = []
  for (const stage of stages) {
    for (const step of stage.steps) {
      const { instruction } = step
      if (instruction.keyword !== 'RUN') continue
      if (!mayInvoke(file.text.slice(instruction.span.start, instruction.span.end))) continue
      const { script } = step
      if (!script || 'unreadable' in script) continue
      const lookup = shellLookupIn(step.state, stage)
      const invocations = invocationsIn(script, lookup)
      if (invocations.length === 0) continue
      const installs = invocations.filter((invocation) => isWorthKeeping(invocation, lookup))
      steps.push({ step, script, invocations, installs, mounts: mountsAt(file, step) })
    }
  }
  return steps
}

function isWorthKeeping(invocation: Invocation, lookup: (name: string) => string | null | undefined): boolean {
  const { manager, kind } = invocation
  if (kind === null) return false
  if (optionWord(invocation, manager.pointless, lookup)) return false
  const operands = operandsOf(invocation, lookup)
  if (operands.length === 0 && manager.onlyWithOperands.includes(invocation.verb ?? '')) return false
  return !(operands.length > 0 && operands.every((operand) => operand !== null && manager.localOperand?.test(operand)))
}

export function mountsAt(file: Dockerfile, step: Step): MountAt[] {
  const lookup = lookupIn(step.state, step.stage)
  return readMounts(step.instruction).map((mount) => {
    const target = mount.target === null ? null : expand(mount.target, lookup, file.escape)
    const path = target && joinPath(step.state.workdir, target.text)
    return { mount, target: path && realPath(path, step.stage.image) }
  })
}

/** Whether `path` is `folder` or lies below it. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || folder === '/' || path.startsWith(`${folder}/`)
