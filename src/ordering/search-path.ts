import { expand } from '../dockerfile/expand.ts'
import { assignmentsOf, lookupIn, type Stage, type Step } from '../dockerfile/state.ts'

/**
 * The folders that the lines of a file put into `PATH` up to a step. Where nothing is known of the base image its own are
 * left out: they are the system's. Null when a folder cannot be known.
 */
export function foldersOnPath(step: Step): string[] | null {
  const found = new Set<string>()
  for (let stage: Stage | null = step.stage; stage; stage = stage.base.kind === 'stage' ? stage.base.stage : null) {
    for (const { instruction, state } of stage.steps) {
      if (stage === step.stage && instruction.span.start >= step.instruction.span.start) break
      if (instruction.keyword !== 'ENV') continue
      const raw = assignmentsOf(instruction).findLast(([name]) => name === 'PATH')?.[1]
      if (raw === undefined) continue
      const value = expand(raw.replace(/\$\{PATH\}|\$PATH\b/g, '/usr/bin'), lookupIn(state, stage), '\\')
      if (value === null) return null
      for (const folder of value.text.split(':')) found.add(folder)
    }
  }
  return [...found]
}
