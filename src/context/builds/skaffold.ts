import { fieldOf, itemsOf, textOf, type Value } from '../../formats/value.ts'
import { readYamlValues } from '../../formats/yaml-values.ts'
import { baseName, folderOf } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader } from './build.ts'
import { argumentsOf, dockerfileIn, type Said, sourceOf, stageOf } from './describe.ts'

/** What builds an artifact without a Dockerfile. */
const OTHERS = ['bazel', 'jib', 'ko', 'buildpacks', 'custom']

/** https://skaffold.dev/docs/references/yaml/ */
export const skaffold: BuildReader = {
  name: 'a skaffold.yaml',
  matches: (path) => /^skaffold(?:[._-][^/]*)?\.ya?ml$/.test(baseName(path)),
  read: (path, text, tree) =>
    readYamlValues(text)
      .flatMap((document) => [document, ...itemsOf(fieldOf(document, 'profiles'))])
      .flatMap((one) => itemsOf(fieldOf(one, 'build', 'artifacts')))
      .flatMap((artifact) => buildOf(path, artifact, tree) ?? []),
}

function buildOf(path: string, artifact: Value, tree: Tree): Build | null {
  // Until v1alpha3 it was named `imageName` (pkg/skaffold/schema/v1alpha2 of GoogleContainerTools/skaffold).
  const image = fieldOf(artifact, 'image') ?? fieldOf(artifact, 'imageName')
  if (OTHERS.some((name) => fieldOf(artifact, name)) || image === undefined) return null
  const docker = fieldOf(artifact, 'docker') ?? fieldOf(artifact, 'kaniko')
  const given = fieldOf(artifact, 'context') ?? fieldOf(artifact, 'workspace')
  const named = fieldOf(docker, 'dockerfile')
  const stage = fieldOf(docker, 'target')
  // Paths are those of the folder where skaffold runs, or of the file where another one requires it.
  for (const folder of new Set([folderOf(path), '.'])) {
    const context = sourceOf(folder, given ? said(given) : { text: '.', raw: '.' })
    const dockerfile = dockerfileIn(tree, context, named ? said(named) : { text: 'Dockerfile', raw: '' })
    if (dockerfile === null || !tree.has(dockerfile)) continue
    return {
      dockerfile,
      context,
      named: new Map(),
      args: argumentsOf(fieldOf(docker, 'buildArgs'), (value) => said(value).text),
      target: stageOf(stage && said(stage)),
      tool: 'skaffold',
      place: { path, line: artifact.line },
    }
  }
  return null
}

/** Templates are not known. https://skaffold.dev/docs/environment/templating/ */
function said(value: Value): Said {
  const text = textOf(value)
  return { text: text?.includes('{{') ? null : text, raw: value.raw }
}
