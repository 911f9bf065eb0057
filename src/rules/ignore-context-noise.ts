import type { BuildContext } from '../context/build-context.ts'
import { type Noise, noiseIn } from '../context/noise.ts'
import { below } from '../context/paths.ts'
import { type BroadCopy, broadCopies } from '../ordering/broad-copies.ts'
import { listed, type Rule, type RuleFinding, type Subject } from './rule.ts'

/** A longer list of lines is not read. */
const MOST = 6

export const ignoreContextNoise: Rule = {
  id: 'ignore-context-noise',
  severity: 'info',
  says: 'a broad copy takes along what changes without changing the image: history, dependencies, output, caches.',
  why:
    'A `COPY` runs again, and all that stands below it, when any file that it takes along has changed. A commit changes `.git`, a local ' +
    'install `node_modules`, a test run its caches, although the image is the same with and without them.',
  fixIsSafe:
    'The Dockerfile stays as it is. The lines belong in `.dockerignore`: where a pull request changes that file, and every Dockerfile of ' +
    'the repository asks for them, they are a suggestion there; else a person adds them. What a step may read, what the Dockerfile names ' +
    'and what git tracks is not among them.',
  silentWhen: [
    'the files of the repository or the build context are not known, or BuildKit fetches the context from git',
    'the ignore file keeps it out already',
    'a step that is not known, or git itself, may read the history: then `.git` is not named',
    'the Dockerfile names the folder in a copy, or does not make it itself',
    'the stage runs nothing that takes long',
  ],
  check: (subject) => {
    const { file, stages, plans, tree } = subject
    const found = subject.contexts()
    if (!('contexts' in found) || found.contexts.some(({ context }) => context.kind === 'git')) return []
    const [{ context }] = found.contexts
    const runs = plans.map(({ run }) => run)
    const copies = broadCopies(file, stages, runs, context)
    if (copies.length === 0) return []
    const gitignore = tree.text('.gitignore')
    if (gitignore === undefined) return []
    for (const copy of copies) {
      const noise = copy.folders.flatMap((folder) => noiseIn(context, folder, gitignore, copy.needs))
      if (noise.length > 0) return [findingOf(subject, context, copy, noise, found.contexts.length === 1)]
    }
    return []
  },
}

/** The Dockerfile itself is worth a line only beside others: whoever edits it has most of its steps run again anyway. */
function dockerfileIn(path: string, context: BuildContext, folders: readonly string[]): Noise[] {
  const own = below(context.folder, path)
  const taken = own !== null && context.has(own) && folders.some((one) => one === '.' || below(one, own) !== null)
  return taken ? [{ ignoreLine: own, certain: true }] : []
}

function findingOf(
  { file, path }: Subject,
  context: BuildContext,
  { copy, folders }: BroadCopy,
  found: readonly Noise[],
  isOnlyContext: boolean,
): RuleFinding {
  const { instruction } = copy.step
  const text = file.text.slice(instruction.head.start, instruction.head.end).replace(/\s+/g, ' ')
  const distinct = found.filter((one, at) => found.findIndex(({ ignoreLine }) => ignoreLine === one.ignoreLine) === at)
  const noise = [...distinct.slice(0, MOST), ...dockerfileIn(path, context, folders)]
  const said = (some: readonly Noise[]) => listed(some.map(({ ignoreLine }) => `\`${ignoreLine.replace('**/', '')}\``))
  const certain = noise.filter((one) => one.certain)
  const possible = noise.filter((one) => !one.certain)
  const taken =
    certain.length === 0
      ? `${said(possible)} if present`
      : `${said(certain)}${possible.length > 0 ? `, and if present ${said(possible)}` : ''}`
  const { steps } = copy.step.stage
  const runsBelow = steps.slice(steps.indexOf(copy.step)).some((step) => step.instruction.keyword === 'RUN')
  const ignoreFile =
    context.ignoreFile ?? (context.folder === '.' ? '.dockerignore' : `${context.folder}/.dockerignore`)
  const many = noise.length > 1
  const [one, them] = many ? ['one of them', 'them'] : ['it', 'it']
  const again = `${runsBelow ? 'layer and the steps below it are' : 'layer is'} made again for nothing.`
  return {
    lines: instruction.lines,
    message:
      `\`${text}\` takes along ${taken}: when ${one} changes, this ${again} ` +
      `Keep ${them} out of the build context with \`${ignoreFile}\`.`,
    help: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
    remedy: {
      unknown: `the change belongs in \`${ignoreFile}\`: add the line${many ? 's' : ''} ${listed(noise.map(({ ignoreLine }) => `\`${ignoreLine}\``))}`,
    },
    ...(isOnlyContext && {
      belongsIn: {
        path: ignoreFile,
        lines: noise.map(({ ignoreLine }) => ignoreLine),
        message: `\`${text}\` in \`${path}\` takes along ${taken}: when ${one} changes, that ${again} Keep ${them} out of the build context.`,
      },
    }),
    about: text,
  }
}
