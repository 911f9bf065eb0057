import { textBehind } from '../build-context.ts'
import { baseName, folderOf, joinInside } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { BakeFile } from './bake-file.ts'
import { readBakeHcl } from './bake-hcl.ts'
import { readBakeJson } from './bake-json.ts'
import { type BakeTarget, targetsOf } from './bake-targets.ts'
import type { Build, BuildReader } from './build.ts'
import { dockerfileIn, sourceOf, stageOf } from './describe.ts'

/** `docker-bake.hcl`, `docker-bake.override.json`, and names like these: `bake.hcl`, `docker-bake-release.hcl`. */
const BAKE_FILE = /(?:^|[._-])bake(?:[._-][^/]*)?\.(?:hcl|json)$/i
/** In the order in which the tool reads them. https://docs.docker.com/build/bake/reference/#file-format */
const OWN_FILES = ['docker-bake.json', 'docker-bake.hcl', 'docker-bake.override.json', 'docker-bake.override.hcl']

export const bake: BuildReader = {
  name: 'a bake file',
  matches: (path) => BAKE_FILE.test(baseName(path)),
  read: (path, text, tree) => {
    const own = readBake(path, text)
    if (!own) return []
    // All that the tool takes without being told; another file is named to it, most often alone.
    const together = OWN_FILES.includes(baseName(path))
      ? OWN_FILES.map((name) => joinInside(folderOf(path), name) as string).filter((one) => tree.has(one))
      : [path]
    const files = together.flatMap((one) => readBake(one, one === path ? text : (textBehind(tree, one) ?? '')) ?? [])
    const builds = buildsIn(files, path, tree)
    // The file alone, where another one changes what it says; an override says too little for that.
    if (together.length > 1 && !baseName(path).includes('override')) {
      const said = new Set(builds.map(factsOf))
      builds.push(...buildsIn([own], path, tree).filter((build) => !said.has(factsOf(build))))
    }
    return builds
  },
}

const readBake = (path: string, text: string): BakeFile | null =>
  /\.json$/i.test(path) ? readBakeJson(path, text) : readBakeHcl(path, text)

/** The builds of targets that a file has its part in. */
function buildsIn(files: readonly BakeFile[], path: string, tree: Tree): Build[] {
  return [...targetsOf(files).values()]
    .filter((target) => target.path === path)
    .flatMap((target) => buildsOf(target, tree))
}

/**
 * A target as a build. Its paths are relative to the folder where bake runs: that of the file, or the root of the repository
 * where that has the Dockerfile. https://docs.docker.com/build/bake/reference/#targetcontext
 */
function buildsOf(target: BakeTarget, tree: Tree): Build[] {
  if (target.texts.has('dockerfile-inline')) return []
  const folders = [...new Set([folderOf(target.path), '.'])]
  const all = folders.flatMap((folder) => buildFrom(folder, target, tree) ?? [])
  const there = all.filter(({ dockerfile }) => tree.has(dockerfile))
  return there.slice(0, 1)
}

function buildFrom(folder: string, { texts, contexts, args, path, line }: BakeTarget, tree: Tree): Build | null {
  const context = sourceOf(folder, texts.get('context') ?? { text: '.', raw: '.' })
  const dockerfile = dockerfileIn(tree, context, texts.get('dockerfile') ?? { text: 'Dockerfile', raw: '' })
  if (dockerfile === null) return null
  const named = new Map([...contexts].map(([name, said]) => [name, sourceOf(folder, said)]))
  const target = stageOf(texts.get('target'))
  return { dockerfile, context, named, args, target, tool: 'docker buildx bake', place: { path, line } }
}

const factsOf = ({ dockerfile, context, named, args, target, place }: Build): string =>
  JSON.stringify([dockerfile, context, [...named], [...args], target, place])
