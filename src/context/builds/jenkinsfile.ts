import { baseName, joinInside } from '../paths.ts'
import type { Build, BuildReader } from './build.ts'
import { masked, quoted } from './ci-scripts.ts'
import { readGroovy } from './groovy-steps.ts'
import { WORKSPACE } from './known.ts'
import { buildsInShell, mayBuild } from './shell-text.ts'
import { depthOf } from './where.ts'

/** `${…}` and `$name` of a Groovy string within double quotes. */
const INTERPOLATION = /(?<!\\)\$(?:\{([^{}\n]*)\}|[A-Za-z_][\w.]*)/g
const LONGEST = 200_000

/** Only what is written out as a string. https://www.jenkins.io/doc/book/pipeline/docker/ */
export const jenkinsfile: BuildReader = {
  name: 'a Jenkinsfile',
  matches: (path) => /^Jenkinsfile(?:[.-][\w.-]+)?$|\.jenkinsfile$/i.test(baseName(path)) && depthOf(path) <= 2,
  read: (path, text, tree) => {
    if (text.length > LONGEST || !mayBuild(text)) return []
    return readGroovy(text).flatMap(({ step, strings, folders }): Build[] => {
      const folder = folders.reduce<string | null>(
        (at, one) => (at === null || one === null ? null : joinInside(at, one)),
        '.',
      )
      const [name, options] = strings
      // Beside the script there may be a label.
      const first = step === 'sh' ? strings.find((one) => mayBuild(one.text)) : name
      if (!first) return []
      const source =
        step === 'sh' ? first : { text: `docker build -t x ${options?.text ?? '.'}`, plain: options?.plain ?? true }
      const { text: body, placeholders } = source.plain
        ? { text: source.text, placeholders: undefined }
        : masked(source.text, INTERPOLATION, (name) =>
            /^(?:env\.)?WORKSPACE$/.test(name) ? { value: WORKSPACE, raw: quoted(name) } : undefined,
          )
      return buildsInShell(source.plain ? body : body.replaceAll('\\$', '$'), {
        tree,
        path,
        folders: [folder],
        ...(placeholders ? { placeholders } : {}),
        variable: (name) => (name === 'WORKSPACE' ? { value: WORKSPACE, raw: '$WORKSPACE' } : undefined),
        line: (at) => (step === 'sh' ? first.line + at - 1 : first.line),
      }).map((build) => (step === 'sh' ? build : { ...build, tool: 'docker.build' }))
    })
  },
}
