import { lookIntoYaml, type YamlValue } from '../../formats/yaml-lookup.ts'
import type { Build, BuildReader } from './build.ts'
import { joinScripts } from './ci-scripts.ts'
import { type Known, WORKSPACE } from './known.ts'
import { buildsInShell, mayBuild } from './shell-text.ts'

/** The phases of a job, which one shell runs in this order. https://docs.travis-ci.com/user/job-lifecycle/ */
const PHASES = ['before_install', 'install', 'before_script', 'script', 'after_success', 'after_script']

export const travis: BuildReader = {
  name: 'a Travis CI configuration',
  matches: (path) => path === '.travis.yml',
  read: (path, text, tree) =>
    lookIntoYaml(
      mayBuild(text) ? text : '',
      (root) => {
        const jobs = [...root.get('jobs').get('include').items, ...root.get('matrix').get('include').items]
        return [root, ...jobs].flatMap((job): Build[] => {
          const joined = joinScripts(PHASES.flatMap((phase) => job.get(phase).list))
          const known = globals(root.get('env').get('global'))
          const variable = (name: string) => known.get(name)
          return buildsInShell(joined.text, { tree, path, line: joined.line, folders: ['.'], variable })
        })
      },
      [],
    ),
}

function globals(env: YamlValue): Map<string, Known> {
  const known = new Map<string, Known>([['TRAVIS_BUILD_DIR', { value: WORKSPACE, raw: '$TRAVIS_BUILD_DIR' }]])
  for (const { text } of env.list) {
    for (const [raw, name, value] of (text ?? '').matchAll(/(\w+)=("[^"$]*"|'[^']*'|[^\s"'$]*)(?=\s|$)/g)) {
      known.set(name as string, { value: (value as string).replace(/^(["'])(.*)\1$/, '$2'), raw })
    }
  }
  return known
}
