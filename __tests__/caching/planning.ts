import { type RunStep, readRunSteps } from '../../src/caching/installs.ts'
import { planCaching, type StepPlan } from '../../src/caching/plan.ts'
import type { Dockerfile } from '../../src/dockerfile/model.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readStages } from '../../src/dockerfile/state.ts'
import type { ReadConfiguration } from '../../src/managers/location.ts'
import { applyEdits } from '../../src/text/compose.ts'
import type { Edit } from '../../src/text/edit.ts'

export interface Planned {
  readonly text: string
  readonly file: Dockerfile
  readonly runs: readonly RunStep[]
  readonly plans: readonly StepPlan[]
}

/** The plans of a Dockerfile of these lines; no configuration file sets anything unless `read` says so. */
export function planOf(lines: readonly string[], read: ReadConfiguration = () => undefined): Planned {
  const text = `${lines.join('\n')}\n`
  const file = parseDockerfile(text)
  const stages = readStages(file)
  const runs = readRunSteps(file, stages)
  return {
    text,
    file,
    runs,
    plans: planCaching({
      file,
      stages,
      runs,
      read: () => read,

      syntax: 'docker/dockerfile:1',
      inRepository: (name) => !/^(?:app)$/.test(name),
      confirms: () => true,
    }),
  }
}

/** What is planned for each cache of the last step, or of that in a line: `pip 0 missing --mount=…`. */
export function statusesOf(lines: readonly string[], read?: ReadConfiguration, line?: number): string[] {
  const { plans } = planOf(lines, read)
  const plan = line ? plans.find(({ run }) => run.step.instruction.lines.start === line) : plans.at(-1)
  return (plan?.managers ?? []).flatMap(({ manager, uses }) =>
    uses.map(({ index, status }) => {
      const said = { missing: 'mount', misplaced: 'right', silent: 'why', mounted: undefined }[status.is]
      const more = said === undefined ? '' : ` ${(status as unknown as Record<string, string>)[said]}`
      return `${manager.id} ${index} ${status.is}${more}`
    }),
  )
}

/** The file once the last step's plan is carried out, without FROM; null where nothing changes. */
export function changed(lines: readonly string[], read?: ReadConfiguration): string[] | null {
  const { text, plans } = planOf(lines, read)
  const edits: Edit[] = []
  for (const edit of plans.at(-1)?.edits ?? []) {
    if (!edits.some((other) => JSON.stringify(other) === JSON.stringify(edit))) edits.push(edit)
  }
  if (edits.length === 0) return null
  return applyEdits(text, edits).trimEnd().split('\n').slice(1)
}

/** Why nothing is offered for the last step's managers. */
export const blockedOf = (lines: readonly string[]): (string | null)[] =>
  planOf(lines)
    .plans.at(-1)
    ?.managers.map(({ blocked }) => blocked) ?? []
