import { textOf } from '../../formats/value.ts'
import { baseName, folderOf, joinInside } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader, ContextSource, GivenArgument } from './build.ts'
import { ComposeModel } from './compose-model.ts'
import { leafOf, partsOf, type Section, type Sections } from './compose-sections.ts'
import { dockerfileIn, type Said, sourceOf, stageOf } from './describe.ts'
import { interpolate } from './interpolate.ts'

/** `compose.yaml`, `docker-compose.yml`, and such with more in the name: `docker-compose.prod.yml`. */
const COMPOSE_FILE = /(?:^|[._-])(?:docker[._-]?)?compose(?:[._-][^/]*)?\.ya?ml$/i
/** In the order in which the tool takes one. https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file */
const BASE_FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']

export const compose: BuildReader = {
  name: 'a compose file',
  matches: (path) => COMPOSE_FILE.test(baseName(path)) && !path.startsWith('.github/'),
  read: (path, _, tree) => {
    const base = baseOf(path, tree)
    const alone = buildsOfCompose([path], tree)
    if (base === null) return [...alone.values()].map(({ build }) => build)
    // It may be used over the base of its folder, or alone where it says what a build needs.
    const builds: Build[] = []
    const merged = buildsOfCompose([base, path], tree)
    for (const [service, { build, complete }] of alone) {
      const over = merged.get(service)?.build
      if (over) builds.push(over)
      if (complete && !(over && sameBuild(build, over))) builds.push(build)
    }
    return builds
  },
}

/** The file that a variant stands for changes to: `docker-compose.yml` of `docker-compose.prod.yml`. */
function baseOf(path: string, tree: Tree): string | null {
  const name = baseName(path)
  if (BASE_FILES.includes(name)) return null
  const like = BASE_FILES.filter((base) => name.startsWith(base.replace(/yaml$|yml$/, '')))
  const inFolder = [...like, ...BASE_FILES].map((base) => joinInside(folderOf(path), base) as string)
  return inFolder.find((base) => tree.has(base)) ?? null
}

interface ComposeBuild {
  readonly build: Build
  /** Whether it says its context itself. */
  readonly complete: boolean
}

/** The builds of services, by the names of these, as `docker compose -f … -f …` would do them. */
export function buildsOfCompose(
  paths: readonly string[],
  tree: Tree,
  tool = 'docker compose',
): ReadonlyMap<string, ComposeBuild> {
  const builds = new Map<string, ComposeBuild>()
  const services: Sections = new ComposeModel(tree).load(paths, folderOf(paths[0] ?? '.'))
  for (const [name, service] of services) {
    const section = partsOf(service)?.get('build')
    const build = section && buildOf(section, tree, tool)
    if (build) builds.set(name, { build, complete: leafOf(partsOf(section)?.get('context')) !== undefined })
  }
  return builds
}

function buildOf(section: Section, tree: Tree, tool: string): Build | null {
  const parts = partsOf(section)
  // A Dockerfile within the file is none of the repository's.
  if (!parts || leafOf(parts.get('dockerfile_inline'))) return null
  const context = sourceIn(parts.get('context'), section)
  const dockerfile = dockerfileIn(tree, context, said(parts.get('dockerfile')) ?? { text: 'Dockerfile', raw: '' })
  if (dockerfile === null) return null
  const named = new Map<string, ContextSource>()
  for (const [name, one] of partsOf(parts.get('additional_contexts')) ?? []) named.set(name, sourceIn(one, section))
  const { path, line } = section
  const target = stageOf(said(parts.get('target')))
  return {
    dockerfile,
    context,
    named,
    args: argumentsOf(parts.get('args'), section),
    target,
    tool,
    place: { path, line },
  }
}

const sourceIn = (section: Section | undefined, { folder }: Section): ContextSource =>
  sourceOf(section?.folder ?? folder, said(section) ?? { text: '.', raw: '.' })

/** Null for what says nothing. */
function said(section: Section | undefined): Said | null {
  const value = leafOf(section)
  if (!value || value.is === null) return null
  const text = textOf(value)
  return { text: text === null ? null : interpolate(text), raw: value.raw }
}

function argumentsOf(section: Section | undefined, { path, line }: Section): Map<string, GivenArgument> {
  const args = new Map<string, GivenArgument>()
  for (const [name, one] of partsOf(section) ?? []) {
    const value = said(one)
    args.set(name, { value: value?.text ?? null, raw: value?.raw ?? '', line: one.path === path ? one.line : line })
  }
  return args
}

/** Whether two builds do the same, wherever that is said. */
function sameBuild(one: Build, other: Build): boolean {
  const facts = ({ dockerfile, context, named, args, target }: Build): string =>
    JSON.stringify([
      dockerfile,
      context,
      [...named],
      [...args].map(([name, { value, raw }]) => [name, value, raw]),
      target,
    ])
  return facts(one) === facts(other)
}
