import type { YamlValue } from '../../formats/yaml-lookup.ts'
import { below, joinInside } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build } from './build.ts'
import { type BuildAction, buildActions, firstBuildPush } from './build-actions.ts'
import { type BuildCommand, pairOf } from './docker-command.ts'
import { type Contexts, environment, interpolate, maskExpressions } from './expressions.ts'
import { type Known, type Lookup, unknown, WORKSPACE } from './known.ts'
import { type Place, placeBuild, placeGitBuild, resolveIn } from './place-build.ts'
import { buildsInShell } from './shell-text.ts'

/** What `actions/checkout` put into the working folder. */
interface Checkout {
  readonly at: string
  /** Whether it is this repository, whole. */
  readonly own: boolean
}

/** A job or a composite action, while its steps are read. */
export interface Run {
  readonly tree: Tree
  readonly path: string
  readonly contexts: Contexts
  readonly checkouts: Checkout[]
  /** `defaults.run`, the inner one first. */
  readonly defaults: readonly YamlValue[]
  /** On Windows the shell is PowerShell where none is named. */
  readonly windows: boolean
  /** How many steps may still be read, in all jobs. */
  readonly left: { steps: number }
  /** Whether a context is one that only those know who call this file; what they call is read where they stand. */
  readonly callersKnow: (path: string) => boolean
  /** Reads the steps of an action in the repository. */
  readonly call: (action: string, inputs: ReadonlyMap<string, Known>, run: Run) => readonly Build[]
}

export function buildsOfSteps(steps: YamlValue, run: Run): Build[] {
  return steps.items.flatMap((step) => {
    if (run.left.steps-- <= 0) return []
    const contexts = { ...run.contexts, env: environment(step.get('env'), run.contexts) }
    const uses = step.get('uses').text
    if (uses !== null) return buildsOfAction(uses, step, { ...run, contexts })
    return buildsOfScript(step, { ...run, contexts })
  })
}

/** The path in the repository of a path in the working folder: what was checked out last, and nearest to it, lies there. */
const inRepository =
  (checkouts: readonly Checkout[]) =>
  (path: string): string | null => {
    let nearest: Checkout | undefined
    for (const checkout of checkouts) {
      const { at } = checkout
      if (at !== '.' && path !== at && !path.startsWith(`${at}/`)) continue
      if (!nearest || nearest.at === '.' || (at !== '.' && at.length >= nearest.at.length)) nearest = checkout
    }
    if (!nearest?.own) return null
    return path === nearest.at ? '.' : below(nearest.at, path)
  }

function buildsOfScript(step: YamlValue, run: Run): Build[] {
  const script = step.get('run')
  if (script.text === null) return []
  const setting = (name: string): string | null =>
    [step, ...run.defaults].map((one) => one.get(name).text).find((text) => text !== null) ?? null
  const shell = setting('shell')
  if (shell === null ? run.windows : !/^(?:bash|sh)\b/.test(shell)) return []
  const folder = setting('working-directory')
  const known = folder === null ? '.' : interpolate(folder, run.contexts).value
  const { text, placeholders } = maskExpressions(script.text, run.contexts)
  return buildsInShell(text, {
    placeholders,
    tree: run.tree,
    path: run.path,
    line: script.lineInText,
    folders: [known === null ? null : resolveIn('.', known)],
    variable: variablesOf(run.contexts),
    inRepository: inRepository(run.checkouts),
    callersKnow: run.callersKnow,
  })
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
const variablesOf =
  ({ env, actionFolder }: Contexts): Lookup =>
  (name) => {
    if (name === 'GITHUB_WORKSPACE') return { value: WORKSPACE, raw: '$GITHUB_WORKSPACE' }
    if (name === 'GITHUB_ACTION_PATH' && actionFolder !== null) {
      return { value: `${WORKSPACE}/${actionFolder}`, raw: '$GITHUB_ACTION_PATH' }
    }
    return env.get(name)
  }

function buildsOfAction(uses: string, step: YamlValue, run: Run): Build[] {
  const inputs = new Map<string, YamlValue>(
    step.get('with').entries.map(([name, value]) => [name.toLowerCase(), value] as const),
  )
  if (uses.startsWith('./')) {
    const folder = joinInside('.', uses)
    const given = new Map([...inputs].map(([name, value]) => [name, interpolate(value.text ?? '', run.contexts)]))
    const action = folder === null ? null : inRepository(run.checkouts)(folder)
    return action === null ? [] : [...run.call(action, given, run)]
  }
  const [repository = '', version = ''] = uses.toLowerCase().split('@')
  if (repository === 'actions/checkout') {
    run.checkouts.push(checkoutOf(inputs, run.contexts))
    return []
  }
  const old = repository === 'docker/build-push-action' && (/^v1\b/.test(version) || inputs.has('repository'))
  const action = old ? firstBuildPush : buildActions.get(repository)
  const build = action && buildOf(action, { tool: repository, inputs, line: step.get('uses').line }, run)
  return build ? [build] : []
}

/** https://github.com/actions/checkout#usage */
function checkoutOf(inputs: ReadonlyMap<string, YamlValue>, contexts: Contexts): Checkout {
  const repository = inputs.get('repository')?.text ?? ''
  // A pull request's own repository may be a fork: it is this one as it will be.
  const other =
    repository !== '' &&
    !/^\$\{\{\s*github\.(?:repository|event\.pull_request\.head\.repo\.full_name)\s*\}\}$/.test(repository)
  const path = interpolate(inputs.get('path')?.text ?? '.', contexts).value
  const at = path === null ? null : resolveIn('.', path === '' ? '.' : path)
  return { at: at ?? '.', own: at !== null && !other && !inputs.has('sparse-checkout') }
}

interface Step {
  readonly tool: string
  readonly inputs: ReadonlyMap<string, YamlValue>
  readonly line: number
}

function buildOf(action: BuildAction, { tool, inputs, line }: Step, run: Run): Build | null {
  const input = (name: string): Known | null => {
    const value = inputs.get(name.toLowerCase())
    if (!value?.text?.trim()) return null
    return { ...interpolate(value.text.trim(), run.contexts), line: value.line }
  }
  const list = (name: string | undefined): Known[] =>
    name === undefined ? [] : linesOf(inputs.get(name.toLowerCase()), action.argsAre, run.contexts)
  const context = input(action.context)
  const folder = action.runsThere ? (context ?? { value: '.', raw: '.' }) : { value: '.', raw: '.' }
  if (folder.value === null) return null
  const file = action.file.map(input).find((one) => one !== null) ?? null
  if (action.buildah && (!file || /\s/.test(file.value ?? ''))) return null
  const contexts = list(action.contexts)
  if (contexts.some(({ value, raw }) => value === null && run.callersKnow(raw))) return null
  const command: BuildCommand = {
    tool,
    file: file ?? (action.defaultFile ? { value: action.defaultFile, raw: action.defaultFile } : null),
    path: (action.runsThere ? null : context) ?? { value: '.', raw: '.' },
    args: pairs(list(action.args), variablesOf(run.contexts)),
    named: pairs(contexts, () => undefined),
    target: action.target ? input(action.target) : null,
    unusual:
      unusualIn(contexts) ??
      (/ignorefile/.test(inputs.get('extra-args')?.text ?? '') ? 'its ignore file is named by an option' : null),
    podman: action.buildah === true,
  }
  const { tree, path } = run
  const place: Place = {
    tree,
    path,
    line,
    folder: resolveIn('.', folder.value),
    inRepository: inRepository(run.checkouts),
    callersKnow: run.callersKnow,
  }
  const git = action.byDefault === 'git' ? gitFolder(context) : null
  return git === null ? placeBuild(command, place) : placeGitBuild(command, git, place)
}

/** A list of named contexts that is not known may replace any image. */
const unusualIn = (contexts: readonly Known[]): string | null =>
  contexts.some((one) => pairOf(one)[1] === null) ? 'its named contexts are not known' : null

/**
 * The folder of the repository in which a build from its Git address works; null for another context.
 * https://github.com/docker/build-push-action#git-context
 */
function gitFolder(context: Known | null): string | null {
  if (!context) return '.'
  const found =
    /^\{\{\s*defaultContext\s*\}\}(?::(.*))?$/.exec(context.value ?? '') ??
    /\$\{\{\s*github\.repository\s*\}\}(?:\.git)?(?:#(?:[^:]|\$\{\{[^}]*\}\})*(?::([^$]*))?)?$/.exec(context.raw)
  return found ? joinInside('.', found[1] ?? '.') : null
}

function linesOf(value: YamlValue | undefined, are: BuildAction['argsAre'], contexts: Contexts): Known[] {
  if (!value?.text) return []
  return value.text.split('\n').flatMap((text, index) =>
    (are === 'commas' ? text.split(',') : [text]).flatMap((part) => {
      const known = { ...interpolate(part.trim(), contexts), line: value.lineInText(index + 1) }
      if (part.trim() === '') return []
      // An expression may stand for several lines.
      if (!known.value?.includes('\n')) return [known]
      return known.value.split('\n').flatMap((one) => (one.trim() === '' ? [] : [{ ...known, value: one.trim() }]))
    }),
  )
}

function pairs(list: readonly Known[], lookup: Lookup): Map<string, Known> {
  const found = new Map<string, Known>()
  for (const one of list) {
    const [name, value] = pairOf(one)
    if (name) found.set(name, value ?? { ...one, ...(lookup(name) ?? unknown(one.raw)) })
  }
  return found
}
