import { lookIntoYaml, type YamlValue } from '../../formats/yaml-lookup.ts'
import type { Build, BuildReader } from './build.ts'
import { joinScripts, variablesIn } from './ci-scripts.ts'
import { buildsInShell, mayBuild } from './shell-text.ts'

/** How many templates a job extends one after the other. https://docs.gitlab.com/ci/yaml/#extends */
const DEPTH = 11

/** https://docs.gitlab.com/ci/yaml/ */
export const gitlab: BuildReader = {
  name: 'a GitLab pipeline',
  matches: (path) => /^(?:[\w.-]*\.gitlab-ci|\.gitlab\/.+|\.gitlab-ci\/.+)\.ya?ml$/.test(path),
  read: (path, text, tree) =>
    lookIntoYaml(
      mayBuild(text) ? text : '',
      (root) =>
        root.entries.flatMap(([name, job]): Build[] => {
          if (!job.isMap || name === 'default' || name.startsWith('.')) return []
          const script = keyOf(job, 'script', root)
          if (script.list.length === 0) return []
          const before = [
            keyOf(job, 'before_script', root),
            root.get('default').get('before_script'),
            root.get('before_script'),
          ]
          const first = before.find((one) => one.isList || one.isScalar)
          // Both run in one shell, in the project's folder. https://docs.gitlab.com/ci/yaml/#before_script
          const joined = joinScripts([...(first?.list ?? []), ...script.list])
          const variables = [
            root.get('variables'),
            ...templatesOf(job, root)
              .reverse()
              .map((one) => one.get('variables')),
          ]
          const variable = variablesIn(variables, ['CI_PROJECT_DIR'])
          return buildsInShell(joined.text, { tree, path, line: joined.line, folders: ['.'], variable })
        }),
      [],
    ),
}

const keyOf = (job: YamlValue, key: string, root: YamlValue): YamlValue =>
  templatesOf(job, root)
    .map((one) => one.get(key))
    .find((one) => one.isList || one.isScalar) ?? root.get('\0')

/** A job and what it extends in the same file, the nearest first. */
function templatesOf(job: YamlValue, root: YamlValue, depth = 0): YamlValue[] {
  if (depth > DEPTH) return []
  const names = job.get('extends').list.map(({ text }) => text ?? '')
  // Of several the last one wins.
  const [last] = names.slice(-1)
  return [job, ...(last ? templatesOf(root.get(last), root, depth + 1) : [])]
}
