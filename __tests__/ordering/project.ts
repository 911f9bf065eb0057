import { type RunStep, readRunSteps } from '../../src/caching/installs.ts'
import type { BuildContext } from '../../src/context/build-context.ts'
import type { Dockerfile } from '../../src/dockerfile/model.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readStages, type Stage } from '../../src/dockerfile/state.ts'
import { contextOf, type Files } from '../context/repository.ts'

export interface Project {
  readonly text: string
  readonly file: Dockerfile
  /** The last stage. */
  readonly stage: Stage
  readonly runs: readonly RunStep[]
  readonly context: BuildContext
}

/** A Dockerfile of these lines in a folder with these files, all of which a build sees unless `ignore` says otherwise. */
export function projectOf(lines: readonly string[], files: Files, ignore = ''): Project {
  const text = `${lines.join('\n')}\n`
  const file = parseDockerfile(text)
  const stages = readStages(file)
  return {
    text,
    file,
    stage: stages.at(-1) as Stage,
    runs: readRunSteps(file, stages),
    context: contextOf(files, { ignore }),
  }
}
