import { fieldOf, itemsOf, textOf, type Value } from '../../formats/value.ts'
import { readYamlValues } from '../../formats/yaml-values.ts'
import { baseName, joinInside } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader, GivenArgument } from './build.ts'
import { dockerfileIn, sourceOf } from './describe.ts'

/** https://render.com/docs/blueprint-spec */
export const render: BuildReader = {
  name: 'a blueprint of Render',
  matches: (path) => /^render\.ya?ml$/.test(baseName(path)),
  read: (path, text, tree) => {
    const [root] = readYamlValues(text)
    const environments = itemsOf(fieldOf(root, 'projects')).flatMap((one) => itemsOf(fieldOf(one, 'environments')))
    return [root, ...environments]
      .flatMap((one) => itemsOf(fieldOf(one, 'services')))
      .flatMap((service) => buildOf(path, service, tree) ?? [])
  },
}

function buildOf(path: string, service: Value, tree: Tree): Build | null {
  const runtime = fieldOf(service, 'runtime') ?? fieldOf(service, 'env')
  if (textOf(runtime) !== 'docker' || !runtime) return null
  const [dockerfile, context] = ['dockerfilePath', 'dockerContext'].map((name) => textOf(fieldOf(service, name)))
  // Paths are those of the repository, or of the folder of the service where it has one: where the Dockerfile is.
  const folders = [joinInside('.', textOf(fieldOf(service, 'rootDir')) ?? '.'), '.']
  for (const folder of folders) {
    if (folder === null) continue
    const said = (text: string): { text: string; raw: string } => ({ text: text.replace(/^\/+/, ''), raw: text })
    const found = dockerfileIn(tree, { kind: 'folder', folder }, said(dockerfile || './Dockerfile'))
    if (found === null || !tree.has(found)) continue
    return {
      dockerfile: found,
      context: sourceOf(folder, said(context || '.')),
      named: new Map(),
      args: argumentsOf(service),
      target: null,
      tool: 'Render',
      place: { path, line: runtime.line },
    }
  }
  return null
}

/** Variables of the service are build arguments as well. https://render.com/docs/docker#environment-variables-in-docker-builds */
function argumentsOf(service: Value): Map<string, GivenArgument> {
  const args = new Map<string, GivenArgument>()
  for (const one of itemsOf(fieldOf(service, 'envVars'))) {
    const name = textOf(fieldOf(one, 'key'))
    const value = fieldOf(one, 'value')
    if (name !== null) args.set(name, { value: textOf(value), raw: value?.raw ?? '', line: one.line })
  }
  return args
}
