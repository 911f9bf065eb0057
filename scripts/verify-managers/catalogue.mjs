/** What the catalogue expects of a command, read the way that the rules read it. Needs a fresh `lib`. */
import { dirname } from 'node:path'

const lib = async (path) => await import(new URL(`../../lib/${path}`, import.meta.url).href)
const [
  { parseDockerfile },
  { readStages },
  { readRunSteps },
  { planCaching },
  { confirmedBy, readToolConfiguration },
  { Tree },
] = await Promise.all(
  [
    'dockerfile/parse.js',
    'dockerfile/state.js',
    'caching/installs.js',
    'caching/plan.js',
    'caching/tool-configuration.js',
    'context/tree.js',
  ].map(lib),
)
export const { managers } = await lib('managers/registry.js')

/** The plan of one manager for a Dockerfile whose only step is the command. */
function plan({ manager, image: usual = 'debian:bookworm', env: common }, { run, env, image = usual }, place, mounts) {
  const { files } = place
  const set = Object.entries({ ...common, ...env, HOME: place.home, ROOT: place.root }).map(
    ([name, value]) => `ENV ${name}="${place.expand(value)}"`,
  )
  const flags = mounts.map((target) => `--mount=type=cache,target=${target} `).join('')
  const copy = Object.keys(files).length > 0 ? ['COPY . .'] : []
  const text = [`FROM ${image}`, ...set, `WORKDIR ${place.work}`, ...copy, `RUN ${flags}${run}`, ''].join('\n')
  const file = parseDockerfile(text)
  const stages = readStages(file)
  const tree = new Tree({ files: new Set(Object.keys(files)), texts: new Map(Object.entries(files)) })
  const plans = planCaching({
    file,
    stages,
    runs: readRunSteps(file, stages),
    read: readToolConfiguration(file, tree),
    confirms: confirmedBy(file, tree),
    syntax: 'docker/dockerfile:1',
    inRepository: (name) => tree.named(name).length > 0,
  })
  return plans.flatMap(({ managers: found }) => found.filter((own) => own.manager.id === manager))
}

/** The folders that the catalogue names for a command, and whether it sees a defeat once they are mounted. */
export function expectations(recipe, one, place) {
  const uses = plan(recipe, one, place, []).flatMap((own) => own.uses)
  const located = uses.filter(({ location, index }) => 'path' in location && (one.caches?.includes(index) ?? true))
  const folders = located.map(({ location: { path, by }, cache, index }) => ({
    path,
    by,
    index,
    // The machine's own folders are left alone: what the catalogue names there is looked for below the case's root.
    real: path.startsWith(`${dirname(place.home)}/`) ? path : place.root + path,
    inside: cache.inside ?? [],
  }))
  const mounted = plan(recipe, one, place, [...new Set(folders.map(({ path }) => path))])
  const defeats = mounted.some(({ defeats, lacking, hooked }) => defeats.length + lacking.length > 0 || hooked)
  return { folders, defeats }
}

/** What the catalogue says of a manager and no command has tried. */
export function untried(manager, rows) {
  const right = rows.filter((row) => row.right)
  const filled = new Set(right.filter(({ kind }) => kind === 'fills').flatMap(({ folder }) => folder?.by ?? []))
  const emptied = right.filter(({ kind }) => kind === 'empties')
  const says = (text) =>
    emptied.some(({ run, env = {} }) => [run, ...Object.keys(env)].some((said) => said.includes(text)))
  const places = manager.caches.flatMap(({ at }) => at.filter((place) => !filled.has(place)).flatMap(nameOf))
  const { options, variables, commands } = manager.defeats
  const defeats = [...options, ...variables, ...commands.map(({ words }) => words.join(' '))].filter(
    (one) => !says(one),
  )
  return [...new Set([...places, ...defeats])]
}

/** A place that stands for a folder; one that only makes the tool's folder unknown has nothing to look for. */
const nameOf = (place) =>
  'option' in place
    ? [place.below ? `${place.option} …/${place.below}` : place.option]
    : 'variable' in place
      ? [place.below ? `${place.variable}/${place.below}` : place.variable]
      : 'home' in place
        ? [`~/${place.home}`]
        : 'userHome' in place
          ? [`~/${place.userHome}`]
          : 'root' in place
            ? [place.root]
            : 'path' in place
              ? [place.path]
              : []
