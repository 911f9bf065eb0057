import type { RunStep } from '../caching/installs.ts'
import { BuildContext } from '../context/build-context.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Step } from '../dockerfile/state.ts'
import { readCopy } from '../layers/context-copy.ts'
import { Layout } from '../layers/layout.ts'
import { type EnvironmentUse, environmentUse } from './environment.ts'

/**
 * What each `RUN` of a stage may read of its environment.
 *
 * @param context null where it is not known: then no install of the project's manifests is
 */
export function environmentInStage(
  file: Dockerfile,
  steps: readonly Step[],
  runs: readonly RunStep[],
  context: BuildContext | null,
): Map<Step, EnvironmentUse> {
  const files = context ?? BuildContext.empty
  const uses = new Map<Step, EnvironmentUse>()
  let layout = new Layout(files)
  for (const step of steps) {
    const { keyword, span } = step.instruction
    layout.knows(step.state.workdir)
    if (keyword === 'RUN') {
      const run = runs.find((one) => one.step === step)
      const use = environmentUse(file.text.slice(span.start, span.end), step, run, layout)
      uses.set(step, use)
      if (use === 'everything' || !use.keepsFiles) layout = new Layout(files)
    } else if (keyword === 'COPY' || keyword === 'ADD') {
      const copy = context && readCopy(file, step)
      if (!copy || !layout.add(copy)) layout = new Layout(files)
    }
  }
  return uses
}
