import { lookIntoYaml, type YamlValue } from '../../formats/yaml-lookup.ts'
import { baseName, folderOf } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader } from './build.ts'
import { masked, quoted, variablesIn } from './ci-scripts.ts'
import { buildsInShell, mayBuild } from './shell-text.ts'
import { ancestorsOf, depthOf, isVendored } from './where.ts'

/**
 * Which folder is sent is said where the build is started: it may be any above the file.
 * https://cloud.google.com/build/docs/build-config-file-schema
 */
export const cloudbuild: BuildReader = {
  name: 'a Cloud Build configuration',
  matches: (path) =>
    /^[\w.-]*cloud-?build[\w.-]*\.ya?ml$/i.test(baseName(path)) && depthOf(path) <= 4 && !isVendored(path),
  read: (path, text, tree) =>
    lookIntoYaml(
      mayBuild(text) ? text : '',
      (root) => root.get('steps').items.flatMap((step) => buildsOfStep(step, root, { path, tree })),
      [],
    ),
}

/** `$NAME` and `${NAME}`; `$$` is a dollar sign of the script's own. */
const SUBSTITUTION = /(?<!\$)\$(?:\{(?=\w+\}))?(_?[A-Z][A-Z0-9_]*)\}?/g

function buildsOfStep(
  step: YamlValue,
  root: YamlValue,
  { path, tree }: { readonly path: string; readonly tree: Tree },
): Build[] {
  const lookup = variablesIn([root.get('substitutions')], [])
  const folder = step.get('dir').text ?? ''
  if (/^\/|\$/.test(folder)) return []
  const script = scriptOf(step)
  if (!script) return []
  const { text, placeholders } = masked(script.text, SUBSTITUTION, lookup)
  const folders = ancestorsOf(folderOf(path)).map(
    (above) => [above, folder].filter((part) => part !== '.' && part !== '').join('/') || '.',
  )
  return buildsInShell(text.replaceAll('$$', '$'), { tree, path, folders, placeholders, line: script.line })
}

function scriptOf(step: YamlValue): { text: string; line: (line: number) => number } | null {
  const script = step.get('script')
  if (script.text !== null) return { text: script.text, line: script.lineInText }
  const args = step.get('args').list
  const program = baseName(step.get('entrypoint').text ?? step.get('name').text ?? '').replace(/[:@].*$/, '')
  if (/^(?:ba)?sh$/.test(program)) {
    const last = args.at(-1)
    return last?.text && /^-\w*c$/.test(args.at(-2)?.text ?? '') ? { text: last.text, line: last.lineInText } : null
  }
  const words = args.map(({ text }) => text ?? '')
  // Each word on a line of its own, so that an argument is found again.
  const text = [program, ...words.map(quoted)].join(' \\\n')
  const lines = [step.get('name').line, ...args.map(({ line }) => line)]
  return { text, line: (line) => (line === 1 ? lines[0] : lines[line - 1]) ?? step.line }
}
