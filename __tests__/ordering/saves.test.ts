import { describe, expect, test } from '@jest/globals'
import { findBuilds } from '../../src/context/builds/find-builds.ts'
import { findContexts } from '../../src/context/contexts.ts'
import { Tree } from '../../src/context/tree.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readStages } from '../../src/dockerfile/state.ts'
import { contextSources } from '../../src/layers/context-copy.ts'
import { layerGraph } from '../../src/layers/graph.ts'
import { rules } from '../../src/rules/registry.ts'
import { casesIn, type FixtureCase, reportOn } from '../fixture-cases.ts'

const ORDER = ['copy-manifests-first', 'install-before-copy']
/** All other rules off: then steps change their place, and none comes or goes. */
const ALONE = Object.fromEntries(rules.filter(({ id }) => !ORDER.includes(id)).map(({ id }) => [id, 'off' as const]))

/** For each `RUN` in its order the files whose edit runs it again, as the layer graph says. */
function filesThatRun(
  { files, path }: FixtureCase,
  text: string,
): { readonly line: number; readonly files: readonly string[] }[] {
  const tree = new Tree({ files: new Set(files?.keys()), texts: files ?? new Map() })
  const file = parseDockerfile(text)
  const stages = readStages(file)
  const builds = findBuilds(tree, [path]).filter(({ dockerfile }) => dockerfile === path)
  const sources = contextSources(
    file,
    stages.flatMap(({ steps }) => steps),
  )
  const found = findContexts(tree, path, sources, undefined, builds)
  const context = 'contexts' in found ? found.contexts[0].context : null
  const graph = layerGraph({ file, stages, context })
  return graph.nodes
    .filter(({ instruction }) => instruction.keyword === 'RUN')
    .map((node) => ({ line: node.line, files: graph.filesThatRun(node).files }))
}

const cases = ORDER.flatMap((rule) => casesIn(rule)).flatMap((fixture) => {
  const report = reportOn(fixture, fixture.before, ALONE)
  const said = report.findings.filter(({ remedy }) => !('unknown' in remedy) && remedy.safety === 'safe')
  return said.length > 0 ? [[fixture.name, fixture, report.fixed, said] as const] : []
})

describe('what a changed order saves, as the layer graph sees it', () => {
  test.each(cases)('%s', (_, fixture, fixed, said) => {
    const [before, after] = [filesThatRun(fixture, fixture.before), filesThatRun(fixture, fixed)]
    expect(after).toHaveLength(before.length)
    for (const { rule, lines, because } of said) {
      const line = rule === 'copy-manifests-first' ? because[0]?.lines.start : lines.start
      const at = before.findIndex((step) => step.line === line)
      const [then, now] = [before[at]?.files ?? [], after[at]?.files ?? []]
      // Fewer files run the step again, and none that did not before.
      expect(now.length).toBeLessThan(then.length)
      expect(now.filter((file) => !then.includes(file))).toEqual([])
    }
    // No other step is worse off.
    for (const [at, { files }] of after.entries()) {
      expect(files.filter((file) => !before[at]?.files.includes(file))).toEqual([])
    }
  })

  test('is shown by most fixtures of the two rules', () => {
    expect(cases.length).toBeGreaterThan(50)
  })
})
