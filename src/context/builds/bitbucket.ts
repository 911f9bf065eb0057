import { lookIntoYaml } from '../../formats/yaml-lookup.ts'
import type { BuildReader } from './build.ts'
import { everywhere, joinScripts, variablesIn } from './ci-scripts.ts'
import { buildsInShell, mayBuild } from './shell-text.ts'

/** https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/ */
export const bitbucket: BuildReader = {
  name: 'a Bitbucket pipeline',
  matches: (path) => path === 'bitbucket-pipelines.yml',
  read: (path, text, tree) =>
    lookIntoYaml(
      mayBuild(text) ? text : '',
      (root) =>
        everywhere(root, 'script').flatMap((script) => {
          const joined = joinScripts(script.list)
          const variable = variablesIn([], ['BITBUCKET_CLONE_DIR'])
          return buildsInShell(joined.text, { tree, path, line: joined.line, folders: ['.'], variable })
        }),
      [],
    ),
}
