import { lookIntoYaml, type YamlValue } from '../../formats/yaml-lookup.ts'
import { folderOf } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader } from './build.ts'
import { everywhere, masked, quoted } from './ci-scripts.ts'
import { type Known, type Lookup, unknown, WORKSPACE } from './known.ts'
import { resolveIn } from './place-build.ts'
import { buildsInShell } from './shell-text.ts'

interface File {
  readonly path: string
  readonly tree: Tree
  readonly variable: Lookup
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/ */
export const azure: BuildReader = {
  name: 'an Azure pipeline',
  matches: (path) =>
    /^(?:[^/]+\/)?[\w.-]*azure-pipelines?[\w.-]*\.ya?ml$|^\.?(?:azure-pipelines|azuredevops|azure|vsts)\/.+\.ya?ml$/i.test(
      path,
    ),
  read: (path, text, tree) =>
    lookIntoYaml(
      /docker|podman|buildah/i.test(text) ? text : '',
      (root) => {
        const file: File = { path, tree, variable: variablesOf(root.get('variables')) }
        return everywhere(root, 'steps').flatMap((steps) => steps.items.flatMap((step) => buildsOfStep(step, file)))
      },
      [],
    ),
}

/** `$(name)`, and expressions, which are never known here. */
const MACRO = /\$\(([\w.]+)\)|\$\{\{[^\n]*?\}\}/g

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables */
const CHECKOUT = /^(?:Build\.SourcesDirectory|System\.DefaultWorkingDirectory|Build\.Repository\.LocalPath)$/i

function variablesOf(variables: YamlValue): Lookup {
  const known = new Map<string, Known>()
  const entries = variables.isList
    ? variables.items.map((item) => [item.get('name').text ?? '', item.get('value')] as const)
    : variables.entries
  for (const [name, { text }] of entries) {
    known.set(name, { value: text === null || text.includes('$') ? null : text, raw: text ?? name })
  }
  return (name) => (CHECKOUT.test(name) ? { value: WORKSPACE, raw: `$(${name})` } : known.get(name))
}

function buildsOfStep(step: YamlValue, file: File): Build[] {
  const script = [step.get('bash'), step.get('script')].find(({ text }) => text !== null)
  if (script?.text) {
    const folder = folderIn(step.get('workingDirectory'), file)
    return shell(script.text, script.lineInText, folder, file)
  }
  const task = /^Docker@[0-2]$/i.exec(step.get('task').text ?? '')
  return task ? buildsOfTask(step, file) : []
}

const shell = (text: string, line: (line: number) => number, folder: string | null, file: File): Build[] =>
  buildsInShell(masked(text, MACRO, file.variable).text, {
    placeholders: masked(text, MACRO, file.variable).placeholders,
    tree: file.tree,
    path: file.path,
    line,
    folders: [folder],
    // Variables are in the environment as well, in capitals.
    variable: (name) =>
      /^(?:BUILD_SOURCESDIRECTORY|SYSTEM_DEFAULTWORKINGDIRECTORY)$/.test(name) ? checkout(name) : undefined,
  })

const checkout = (name: string): Known => ({ value: WORKSPACE, raw: `$${name}` })

function folderIn({ text }: YamlValue, file: File): string | null {
  if (text === null || text === '') return '.'
  const known = expand(text, file)
  return known.value === null ? null : resolveIn('.', known.value)
}

/** A text with its macros replaced. */
function expand(text: string, { variable }: File): Known {
  let value: string | null = ''
  let at = 0
  for (const found of text.matchAll(MACRO)) {
    const known: Known = (found[1] ? variable(found[1]) : undefined) ?? unknown(found[0])
    value = value === null || known.value === null ? null : value + text.slice(at, found.index) + known.value
    at = found.index + found[0].length
  }
  return { value: value === null ? null : value + text.slice(at), raw: text }
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/tasks/reference/docker-v2 */
function buildsOfTask(step: YamlValue, file: File): Build[] {
  const inputs = new Map(step.get('inputs').entries.map(([name, { text }]) => [name.toLowerCase(), text ?? '']))
  const verb = inputs.get('command')?.toLowerCase() ?? 'buildandpush'
  if (!/^build(?:andpush| an image)?$/.test(verb)) return []
  const pattern = inputs.get('dockerfile') || '**/Dockerfile'
  const dockerfile = /[*?]/.test(pattern) ? onlyMatch(pattern, file.tree) : expand(pattern, file).value
  if (dockerfile === null) return []
  const context = inputs.get('buildcontext') || '**'
  const path = context === '**' ? folderOf(dockerfile) : context
  const args = verb === 'build' ? (inputs.get('arguments') ?? '') : ''
  const text = `docker build ${args.replace(/\s+/g, ' ')} -f ${quoted(dockerfile)} ${quoted(path)}`
  return shell(text, () => step.get('task').line, '.', file).map((build) => ({ ...build, tool: 'the Docker task' }))
}

/** The task takes the first file that a pattern finds: it is known where there is one. */
function onlyMatch(pattern: string, tree: Tree): string | null {
  const name = /^\*\*\/([\w.-]+)$/.exec(pattern)?.[1]
  const found = name === undefined ? [] : tree.named(name)
  return found.length === 1 ? (found[0] as string) : null
}
