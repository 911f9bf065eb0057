import { lookIntoYaml, rootOfYaml, type YamlValue } from '../../formats/yaml-lookup.ts'
import { textBehind } from '../build-context.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader } from './build.ts'
import { type Contexts, environment, interpolate } from './expressions.ts'
import type { Known } from './known.ts'
import { combinationsOf } from './matrix.ts'
import { isVendored } from './where.ts'
import { buildsOfSteps, type Run } from './workflow-steps.ts'

/** How many steps of one file are read, the runs of a matrix counted each: enough for any that was written by hand. */
const MOST_STEPS = 5000
/** What reading a workflow that is called counts, in steps. */
const CALL = 20
/** How deep an action may call an action: the limit that GitHub has for workflows. https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations */
const DEPTH = 4

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/
const ACTION = /(?:^|\/)action\.ya?ml$/

/** Programs and actions that build, and calls of what may. */
const WORTH_READING = /docker|podman|buildah|nerdctl|depot|build-push|uses:\s*["']?\.\//i

interface Call {
  readonly tree: Tree
  readonly left: { steps: number }
  readonly depth: number
  /** What is called, opened once for all runs of a matrix. */
  readonly opened: Map<string, YamlValue | null>
  /** Null where the file is read for itself: then its inputs are not known. */
  readonly inputs: ReadonlyMap<string, Known> | null
}

/** Workflows and composite actions of GitHub. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
export const workflow: BuildReader = {
  name: 'a workflow',
  matches: (path) => /\.ya?ml$/.test(path) && (WORKFLOW.test(path) || (ACTION.test(path) && !isVendored(path))),
  read: (path, text, tree) => {
    if (!WORTH_READING.test(text)) return []
    const call: Call = { tree, left: { steps: MOST_STEPS }, depth: 0, opened: new Map(), inputs: null }
    const read = WORKFLOW.test(path) ? buildsOfWorkflow : buildsOfComposite
    const builds = lookIntoYaml(text, (root) => read(path, root, call), [])
    return [...new Map(builds.map((build) => [keyOf(build), build])).values()]
  },
}

/** Runs of a matrix that build the same are one build. */
const keyOf = ({ named, args, ...rest }: Build): string => JSON.stringify([rest, [...named], [...args]])

function buildsOfWorkflow(path: string, root: YamlValue, call: Call): Build[] {
  const called = root.get('on').get('workflow_call')
  const dispatched = root.get('on').get('workflow_dispatch').isMap
  const outer = contextsOf(called.get('inputs'), call)
  return root.get('jobs').entries.flatMap(([name, job]) => {
    const env = environment(root.get('env'), outer)
    return combinationsOf(job.get('strategy').get('matrix')).flatMap((matrix) => {
      const contexts: Contexts = { ...outer, env, matrix, job: name }
      const other = job.get('uses').text
      if (other !== null) return buildsOfCalled(other, job, contexts, call)
      const run: Run = {
        tree: call.tree,
        path,
        contexts: { ...contexts, env: environment(job.get('env'), contexts) },
        checkouts: [],
        defaults: [job.get('defaults').get('run'), root.get('defaults').get('run')],
        windows: /windows/i.test(runnerOf(job, matrix)),
        left: call.left,
        callersKnow: (raw) => called.isMap && !dispatched && ofCallers(raw, call),
        call: caller(call),
      }
      return buildsOfSteps(job.get('steps'), run)
    })
  })
}

const ofCallers = (raw: string, call: Call): boolean => call.inputs === null && /\binputs\./.test(raw)

function runnerOf(job: YamlValue, matrix: Contexts['matrix']): string {
  const labels = job
    .get('runs-on')
    .list.map(({ text }) => text ?? '')
    .join(' ')
  const name = /matrix\.([\w-]+)/.exec(labels)?.[1]
  return name === undefined ? labels : `${labels} ${matrix.get(name)?.text ?? ''}`
}

/** What can be named in a file; inputs that the caller leaves out have their defaults. */
function contextsOf(inputs: YamlValue, call: Call): Contexts {
  const known = new Map<string, Known>()
  for (const [name, input] of inputs.entries) {
    const text = input.get('default').text ?? ''
    const given = call.inputs?.get(name.toLowerCase())
    if (given) known.set(name, given)
    else if (call.inputs && !text.includes('${{')) known.set(name, { value: text, raw: text })
  }
  return { matrix: new Map(), env: new Map(), inputs: known, actionFolder: null, job: null }
}

function buildsOfCalled(called: string, job: YamlValue, contexts: Contexts, call: Call): Build[] {
  // `owner/name/.github/workflows/x.yml@main` may be this repository too.
  const [, own, path = ''] = /^(\.\/)?(?:[^./][^/]*\/[^/]+\/)?(\.github\/workflows\/[^@]+?)(?:@.*)?$/.exec(called) ?? []
  if (!WORKFLOW.test(path) || call.depth >= DEPTH || call.left.steps <= 0) return []
  call.left.steps -= CALL
  const given = new Map<string, Known>()
  for (const [name, value] of job.get('with').entries) {
    given.set(name.toLowerCase(), interpolate(value.text ?? '', contexts))
  }
  return readCalled(path, call, given, (at, root, inner) =>
    own || takesAll(root, given) ? buildsOfWorkflow(at, root, inner) : [],
  )
}

/** Whether a workflow is one to be called, and with just these inputs. */
function takesAll(root: YamlValue, given: ReadonlyMap<string, Known>): boolean {
  const inputs = new Set(
    root
      .get('on')
      .get('workflow_call')
      .get('inputs')
      .entries.map(([name]) => name.toLowerCase()),
  )
  return given.size > 0 && [...given.keys()].every((name) => inputs.has(name))
}

/** Reads actions that lie in the repository. */
const caller =
  (call: Call): Run['call'] =>
  (folder, inputs, run) => {
    const path = ['action.yml', 'action.yaml']
      .map((name) => (folder === '.' ? name : `${folder}/${name}`))
      .find((one) => call.tree.has(one))
    if (path === undefined || call.depth >= DEPTH) return []
    return readCalled(path, call, inputs, (at, root, inner) => buildsOfComposite(at, root, inner, run))
  }

function readCalled(
  path: string,
  call: Call,
  inputs: ReadonlyMap<string, Known>,
  read: (path: string, root: YamlValue, call: Call) => Build[],
): Build[] {
  let root = call.opened.get(path)
  if (root === undefined) {
    const text = textBehind(call.tree, path)
    root = typeof text === 'string' ? rootOfYaml(text) : null
    call.opened.set(path, root)
  }
  return root === null ? [] : read(path, root, { ...call, depth: call.depth + 1, inputs })
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-composite-actions */
function buildsOfComposite(path: string, root: YamlValue, call: Call, around?: Run): Build[] {
  const contexts = contextsOf(root.get('inputs'), call)
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'
  return buildsOfSteps(root.get('runs').get('steps'), {
    tree: call.tree,
    path,
    contexts: {
      ...contexts,
      env: around?.contexts.env ?? new Map(),
      job: around?.contexts.job ?? null,
      actionFolder: folder,
    },
    checkouts: around?.checkouts ?? [{ at: '.', own: true }],
    defaults: [],
    windows: false,
    left: call.left,
    callersKnow: (raw) => ofCallers(raw, call),
    call: caller(call),
  })
}
