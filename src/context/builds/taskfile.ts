import { lookIntoYaml, type YamlValue } from '../../formats/yaml-lookup.ts'
import { baseName, folderOf, joinInside } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader } from './build.ts'
import { masked } from './ci-scripts.ts'
import { type Known, type Lookup, WORKSPACE } from './known.ts'
import { buildsInShell, mayBuild } from './shell-text.ts'
import { ancestorsOf, depthOf, isVendored } from './where.ts'

/** Commands run in the folder of the Taskfile, or in that of the one which includes it. https://taskfile.dev/docs/guide#task-directory */
export const taskfile: BuildReader = {
  name: 'a Taskfile',
  matches: (path) => /^taskfile(?:\.dist)?\.ya?ml$/i.test(baseName(path)) && depthOf(path) <= 3 && !isVendored(path),
  read: (path, text, tree) =>
    lookIntoYaml(
      mayBuild(text) ? text : '',
      (root) => root.get('tasks').entries.flatMap(([, task]) => buildsOfTask(task, root, { path, tree })),
      [],
    ),
}

const REFERENCE = /\{\{\s*\.(\w+)\s*\}\}|\{\{[^\n]*?\}\}/g

function buildsOfTask(
  task: YamlValue,
  root: YamlValue,
  { path, tree }: { readonly path: string; readonly tree: Tree },
): Build[] {
  const own = folderOf(path)
  const variable = variablesOf([root.get('vars'), task.get('vars')], own)
  const environment = variablesOf([root.get('env'), task.get('env')], own)
  const folder = masked(task.get('dir').text ?? '.', REFERENCE, variable)
  const folders = ancestorsOf(own).map((above) =>
    folder.text.includes('$') ? fromTemplate(task.get('dir').text ?? '', own) : joinInside(above, folder.text),
  )
  const commands = task.isMap ? [...task.get('cmds').list, ...task.get('cmd').list] : task.list
  return commands.flatMap((command): Build[] => {
    const value = command.isMap ? command.get('cmd') : command
    if (value.text === null) return []
    const { text, placeholders } = masked(value.text, REFERENCE, variable)
    return buildsInShell(text, { tree, path, folders, placeholders, variable: environment, line: value.lineInText })
  })
}

/** `dir: '{{.ROOT_DIR}}/app'`, and nothing else. */
function fromTemplate(dir: string, own: string): string | null {
  const found = /^\{\{\s*\.(ROOT_DIR|TASKFILE_DIR)\s*\}\}(\/[\w./-]*)?$/.exec(dir)
  // The root is the folder of the outermost Taskfile, which only for that one itself is told here.
  if (!found || (found[1] === 'ROOT_DIR' && own !== '.')) return null
  return joinInside(own, found[2] ?? '.')
}

function variablesOf(maps: readonly YamlValue[], own: string): Lookup {
  const known = new Map<string, Known>()
  for (const map of maps) {
    for (const [name, value] of map.entries) {
      const { text } = value
      const raw = text ?? (value.get('sh').text === null ? name : `$(${value.get('sh').text})`)
      known.set(name, { value: text === null || text.includes('{{') ? null : text, raw })
    }
  }
  const folder = own === '.' ? WORKSPACE : `${WORKSPACE}/${own}`
  known.set('TASKFILE_DIR', { value: folder, raw: '{{.TASKFILE_DIR}}' })
  if (own === '.') known.set('ROOT_DIR', { value: folder, raw: '{{.ROOT_DIR}}' })
  return (name) => known.get(name)
}
