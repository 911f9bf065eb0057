import { baseName, folderOf } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, BuildReader, GivenArgument } from './build.ts'
import { dockerfileIn, sourceOf, stageOf } from './describe.ts'
import { type Argument, callsIn, entriesOf, literalOf } from './starlark.ts'

/** https://docs.tilt.dev/api.html#api.docker_build */
export const tilt: BuildReader = {
  name: 'a Tiltfile',
  matches: (path) => /^Tiltfile(?:[._-][^/]*)?$|\.tiltfile$/i.test(baseName(path)),
  read: (path, text, tree) =>
    callsIn(text, ['docker_build', 'docker_build_with_restart']).flatMap(
      ({ args, line }) => buildOf(path, args, line, tree) ?? [],
    ),
}

/** Null where it does not say in so many words which Dockerfile it builds. Both paths are relative to the Tiltfile. */
function buildOf(path: string, args: readonly Argument[], line: number, tree: Tree): Build | null {
  const places = args.filter(({ name }) => name === null)
  const named = (name: string): Argument | undefined => args.find((one) => one.name === name)
  const folder = folderOf(path)
  const given = named('context') ?? places[1]
  if (!given || named('dockerfile_contents')) return null
  const source = sourceOf(folder, { text: literalOf(given.raw), raw: given.raw })
  const file = named('dockerfile')
  const dockerfile = file
    ? dockerfileIn(tree, { kind: 'folder', folder }, { text: literalOf(file.raw), raw: file.raw })
    : dockerfileIn(tree, source, { text: 'Dockerfile', raw: '' })
  if (dockerfile === null) return null
  const filter = named('only') ?? named('ignore')
  const target = named('target')
  return {
    dockerfile,
    context: filter ? { kind: 'unknown', why: `it has ${filter.name} =` } : source,
    named: new Map(),
    args: argumentsOf(named('build_args')),
    target: stageOf(target && { text: literalOf(target.raw), raw: target.raw }),
    tool: 'tilt',
    place: { path, line },
  }
}

function argumentsOf(argument: Argument | undefined): Map<string, GivenArgument> {
  const args = new Map<string, GivenArgument>()
  for (const { name, raw, line } of argument ? entriesOf(argument) : []) {
    if (name !== null) args.set(name, { value: literalOf(raw), raw, line })
  }
  return args
}
