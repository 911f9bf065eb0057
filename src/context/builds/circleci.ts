import { lookIntoYaml, type YamlValue } from '../../formats/yaml-lookup.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader } from './build.ts'
import { masked, variablesIn } from './ci-scripts.ts'
import { buildsInShell, mayBuild } from './shell-text.ts'

/** https://circleci.com/docs/reference/configuration-reference/ */
export const circleci: BuildReader = {
  name: 'a CircleCI configuration',
  matches: (path) => /^\.circleci\/[^/]+\.ya?ml$/.test(path),
  read: (path, text, tree) =>
    lookIntoYaml(
      mayBuild(text) ? text : '',
      (root) =>
        ['jobs', 'commands'].flatMap((kind) =>
          root.get(kind).entries.flatMap(([, job]) => buildsOfJob(job, { path, tree })),
        ),
      [],
    ),
}

/** Where a job works when it does not say. */
const PROJECT = '~/project'

function buildsOfJob(job: YamlValue, { path, tree }: { readonly path: string; readonly tree: Tree }): Build[] {
  const home = job.get('working_directory').text ?? PROJECT
  return stepsOf(job.get('steps'), 0).flatMap((step): Build[] => {
    const run = step.get('run')
    const script = run.isMap ? run.get('command') : run
    if (script.text === null) return []
    if (
      step
        .get('run')
        .get('shell')
        .text?.match(/powershell|cmd|python/)
    )
      return []
    const expressions = /<<\s*((?:parameters|pipeline|matrix)\.[^<>\n]*?)\s*>>/g
    const { text, placeholders } = masked(script.text, expressions, () => undefined)
    const variable = variablesIn([job.get('environment'), run.get('environment')], ['CIRCLE_WORKING_DIRECTORY'])
    const folders = [folderIn(home, run.get('working_directory').text)]
    return buildsInShell(text, { tree, path, line: script.lineInText, folders, variable, placeholders })
  })
}

/** Steps, those under a condition too. */
function stepsOf(steps: YamlValue, depth: number): YamlValue[] {
  if (depth > 4) return []
  return steps.items.flatMap((step) => {
    const nested = [step.get('when'), step.get('unless')].flatMap((one) => stepsOf(one.get('steps'), depth + 1))
    return [step, ...nested]
  })
}

/** The project is checked out into the folder that the job works in. */
function folderIn(home: string, own: string | null): string | null {
  if (own === null || own === home || own === '.') return '.'
  if (own.startsWith(`${home}/`)) return own.slice(home.length + 1)
  return /^[~/]|<<|\$/.test(own) ? null : own.replace(/^\.\//, '')
}
