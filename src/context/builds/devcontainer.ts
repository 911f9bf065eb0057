import { readJsonValue } from '../../formats/json.ts'
import { fieldOf, itemsOf, textOf, type Value } from '../../formats/value.ts'
import { baseName, folderOf, joinInside } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader } from './build.ts'
import { buildsOfCompose } from './compose.ts'
import { argumentsOf, dockerfileIn, type Said, sourceOf, stageOf } from './describe.ts'

/** https://containers.dev/implementors/spec/#devcontainerjson */
const PLACES = /(?:^|\/)(?:\.devcontainer(?:\/[^/]+)?\/devcontainer|\.devcontainer)\.json$/

/** https://containers.dev/implementors/json_reference/ */
export const devcontainer: BuildReader = {
  name: 'a dev container',
  matches: (path) => PLACES.test(path) && baseName(path).endsWith('devcontainer.json'),
  read: (path, text, tree) => {
    const root = readJsonValue(text)
    if (!root) return []
    const composed = fieldOf(root, 'dockerComposeFile')
    if (composed) return buildsOfFiles(path, composed, tree)
    const build = buildOf(path, root, tree)
    return build ? [build] : []
  },
}

function buildOf(path: string, root: Value, tree: Tree): Build | null {
  const folder = folderOf(path)
  const named = fieldOf(root, 'build', 'dockerfile') ?? fieldOf(root, 'dockerFile')
  if (!named) return null
  const dockerfile = dockerfileIn(tree, { kind: 'folder', folder }, said(named))
  if (dockerfile === null) return null
  const given = fieldOf(root, 'build', 'context') ?? fieldOf(root, 'context')
  const stage = fieldOf(root, 'build', 'target')
  // Options of `docker build` may name more contexts, or another stage.
  const options = itemsOf(fieldOf(root, 'build', 'options')).map(textOf)
  const other = options.find((option) => option === null || /^(?:--build-context|--target|-f|--file)\b/.test(option))
  return {
    dockerfile,
    context:
      other !== undefined
        ? { kind: 'unknown', why: `it has the option ${other}` }
        : given
          ? sourceOf(folder, said(given))
          : { kind: 'folder', folder: folderOf(dockerfile) },
    named: new Map(),
    args: argumentsOf(fieldOf(root, 'build', 'args'), (value) => said(value).text),
    target: stageOf(stage && said(stage)),
    tool: 'a dev container',
    place: { path, line: (fieldOf(root, 'build') ?? named).line },
  }
}

/** Services of compose files that are merged for it: the first one says for which folder. */
function buildsOfFiles(path: string, composed: Value, tree: Tree): Build[] {
  const files = (Array.isArray(composed.is) ? itemsOf(composed) : [composed]).map((file) => {
    const { text } = said(file)
    return text === null || text.startsWith('/') ? null : joinInside(folderOf(path), text)
  })
  if (!files.every((file) => file !== null)) return []
  return [...buildsOfCompose(files as string[], tree, 'a dev container').values()].map(({ build }) => build)
}

/** `${localEnv:NAME}` and such are not known. https://containers.dev/implementors/json_reference/#variables-in-devcontainerjson */
function said(value: Value): Said {
  const text = textOf(value)
  return { text: text?.includes('${') ? null : text, raw: value.raw }
}
