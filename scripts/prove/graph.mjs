/**
 * The layer graph: which steps run again. Every project of `projects/` is built, edited at random and built again; the steps
 * that BuildKit took from its cache are compared with what `src/layers/graph.ts` said of the edit.
 */
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { baseImage } from './base-image.mjs'
import { apply, DOCKERFILES, edits, shownEdit } from './edits.mjs'

const { openContext } = await import('../../lib/context/build-context.js')
const { Tree } = await import('../../lib/context/tree.js')
const { parseDockerfile } = await import('../../lib/dockerfile/parse.js')
const { readStages } = await import('../../lib/dockerfile/state.js')
const { layerGraph } = await import('../../lib/layers/graph.js')

/**
 * A folder with a Dockerfile, whose context it is; `builds.json` says otherwise.
 * @typedef {{ name: string, context: string, dockerfile: string, contexts: Record<string, string>, args: Record<string, string>, target?: string }} Project
 */

const PROJECTS = path.join(import.meta.dirname, 'projects')
const AT_ONCE = 3

export const title = 'The layer graph'
export const proven = `Which steps run again when files or build arguments change. Projects of \`scripts/prove/projects\` are built, edited at
random and built again: a step of which the graph says that it runs must not come from BuildKit's cache, one of which it says
nothing must, and *may run* leaves it open.`
export const DEFAULTS = { seed: 1, count: 180 }

export async function prove({ buildkit, seed, count }) {
  const projects = readProjects()
  const all = fc.sample(edits, { seed, numRuns: count })
  const counts = {
    projects: projects.length,
    edits: 0,
    'builds that the edit broke': 0,
    steps: 0,
    'ran, as said': 0,
    'cached, as said': 0,
    'may run': 0,
  }
  /** @type {string[]} */
  const differences = []
  let next = 0
  const work = async () => {
    while (next < all.length) {
      const at = next++
      const project = projects[at % projects.length]
      const outcome = await tryEdit(buildkit, project, all[at], at)
      if (outcome === 'nothing to edit') continue
      if (outcome === 'broken') {
        counts['builds that the edit broke']++
        continue
      }
      counts.edits++
      for (const { name, said, cached } of outcome.steps) {
        counts.steps++
        if (said === 'may run') counts['may run']++
        else if ((said === 'cached') === cached) counts[cached ? 'cached, as said' : 'ran, as said']++
        else {
          const did = cached ? 'it came from the cache' : 'it ran'
          differences.push(`${project.name}, ${outcome.edit}: ${name}: said ${said}, ${did}`)
        }
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { counts, differences }
}

/** Builds, edits, and builds again. Nothing of one try is like anything of another, so that they share no step. */
async function tryEdit(buildkit, project, edit, number) {
  const folder = path.join(buildkit.folder, `project-${number}`)
  cpSync(path.join(PROJECTS, project.name), folder, { recursive: true })
  for (const file of filesOf(folder)) {
    if (!DOCKERFILES.test(file)) appendFileSync(path.join(folder, file), `of try ${number}\n`)
  }
  const base = await baseImage(buildkit, String(number))
  const before = await build(buildkit, project, folder, base.address, project.args)
  if (!before.ok) throw new Error(`${project.name} cannot be built:\n${before.said}`)
  const graph = graphOf(project, folder)
  const place = { folder, files: filesOf(folder), args: argsOf(project, folder), given: project.args }
  const change = apply(edit, place, `of try ${number}`)
  const after = change && (await build(buildkit, project, folder, base.address, change.given))
  for (const one of [folder, base.store]) rmSync(one, { recursive: true })
  if (change === null) return 'nothing to edit'
  if (!after.ok) return 'broken'
  const again = graph.again(change)
  const steps = stepsOf(graph, after.steps).map(({ node, name, cached }) => ({
    name,
    said: again.get(node)?.outcome ?? 'cached',
    cached,
  }))
  return { edit: shownEdit(change), steps }
}

function readProjects() {
  const builds = JSON.parse(readFileSync(path.join(PROJECTS, 'builds.json'), 'utf8'))
  /** @type {Project[]} */
  const projects = readdirSync(PROJECTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, context: '.', dockerfile: 'Dockerfile', contexts: {}, args: {}, ...builds[name] }))
  return projects.sort((a, b) => (a.name < b.name ? -1 : 1))
}

const build = (buildkit, { context, dockerfile, contexts, target }, folder, base, args) =>
  buildkit.build({
    context: path.join(folder, context),
    dockerfile: path.join(folder, path.dirname(dockerfile)),
    filename: path.basename(dockerfile),
    args,
    contexts: {
      busybox: base,
      ...Object.fromEntries(Object.entries(contexts).map(([name, at]) => [name, path.join(folder, at)])),
    },
    ...(target && { target }),
  })

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .sort()

const argsOf = ({ dockerfile }, folder) => [
  ...new Set(
    [...readFileSync(path.join(folder, dockerfile), 'utf8').matchAll(/^(?:ONBUILD )?ARG (\w+)/gm)].map(
      ([, name]) => name,
    ),
  ),
]

function graphOf(project, folder) {
  const files = filesOf(folder)
  const texts = files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')])
  const tree = new Tree({ files: new Set(files), texts: new Map(texts) })
  const contextAt = (at, dockerfile) => {
    const found = openContext(tree, dockerfile, at)
    if (!('context' in found)) throw new Error(`${project.name}: ${JSON.stringify(found)}`)
    return found.context
  }
  const file = parseDockerfile(readFileSync(path.join(folder, project.dockerfile), 'utf8'))
  return layerGraph({
    file,
    stages: readStages(file),
    context: contextAt(project.context, project.dockerfile),
    args: new Map(Object.entries(project.args)),
    // A context with a name has an ignore file of its own.
    named: new Map(Object.entries(project.contexts).map(([name, at]) => [name, contextAt(at, `${at}/no-dockerfile`)])),
    target: project.target ?? null,
  })
}

/** The steps that the build needs, with whether they came from the cache. One that BuildKit does not even name did. */
function stepsOf(graph, built) {
  const cached = new Map()
  for (const step of built) {
    const [, stage = '', number] = /^\[(?:(\S+) )? *(\d+)\/\d+\] (?!LINK )/.exec(step.name) ?? []
    if (number) cached.set(`${stage} ${number}`, step)
  }
  const stages = [...new Set(graph.nodes.map(({ stage }) => stage))]
  return stages.flatMap((stage) => {
    const nodes = graph.nodes.filter((node) => node.stage === stage && node.needed)
    const name = stage.name ?? (stages.length > 1 ? `stage-${stage.index}` : '')
    return nodes
      .filter(({ kind, instruction }) => kind === 'layer' && instruction.keyword !== 'FROM')
      .map((node, at) => {
        // A `FROM` that a context takes the place of is not counted, and the base of all projects is one.
        const step = cached.get(`${name} ${at + 1}`)
        const shown = `[${name} ${at + 1}] line ${node.line} ${node.instruction.keyword}`
        if (step && !step.name.includes(node.instruction.keyword)) throw new Error(`${step.name} is not ${shown}`)
        return { node, name: step?.name ?? shown, cached: step?.cached ?? true }
      })
  })
}
