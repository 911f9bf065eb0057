import { readRunSteps } from '../../src/caching/installs.ts'
import type { Build } from '../../src/context/builds/build.ts'
import { findContexts } from '../../src/context/contexts.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readStages } from '../../src/dockerfile/state.ts'
import { contextSources } from '../../src/layers/context-copy.ts'
import { findOrders } from '../../src/ordering/orders.ts'
import type { Subject } from '../../src/rules/rule.ts'
import { type Files, treeOf } from '../context/repository.ts'

/** A Dockerfile of these lines at the root of a repository, with what builds it. */
export function subjectOf(lines: readonly string[], files: Files, builds: readonly Build[]): Subject {
  const file = parseDockerfile(`${lines.join('\n')}\n`)
  const stages = readStages(file)
  const runs = readRunSteps(file, stages)
  const tree = treeOf({ Dockerfile: '', ...files })
  const sources = contextSources(
    file,
    stages.flatMap(({ steps }) => steps),
  )
  const contexts = () => findContexts(tree, 'Dockerfile', sources, undefined, builds)
  return {
    path: 'Dockerfile',
    file,
    original: file,
    stages,
    plans: runs.map((run) => ({ run, managers: [], edits: [], joined: [] })),
    stale: [],
    tree,
    builds,
    contexts,
    orders: () => findOrders({ file, stages, runs, tree, builds }, contexts()),
    syntax: 'docker/dockerfile:1',
  }
}

export const buildOf = (parts: Partial<Build> = {}): Build => ({
  dockerfile: 'Dockerfile',
  context: { kind: 'folder', folder: '.' },
  named: new Map(),
  args: new Map(),
  target: null,
  tool: 'docker/build-push-action',
  place: { path: '.github/workflows/image.yml', line: 5 },
  ...parts,
})
