import { joinInside } from '../paths.ts'
import type { Tree } from '../tree.ts'
import type { Build, ContextSource, GivenArgument } from './build.ts'
import { stageOf } from './describe.ts'
import type { BuildCommand } from './docker-command.ts'
import { hasPlaceholder, type Known, WORKSPACE } from './known.ts'

/** Where a command runs. */
export interface Place {
  readonly tree: Tree
  /** The file that says it. */
  readonly path: string
  readonly line: number
  /** The folder in which it runs, relative to where the repository is checked out; null when not known. */
  readonly folder: string | null
  /** The path in the repository of a path in the working folder of the machine; null for what is outside. */
  readonly inRepository: (path: string) => string | null
  /** Whether a context that is not known here is known to those who call this file, and read there. */
  readonly callersKnow?: ((raw: string) => boolean) | undefined
}

export const itself = (path: string): string => path

/** Finds the Dockerfile and the folders of a build. Null where the Dockerfile is not one of the repository's, or not known. */
export function placeBuild(command: BuildCommand, place: Place): Build | null {
  const text = command.path.value
  if (text === null ? place.callersKnow?.(command.path.raw) : !isFolderName(text)) return null
  const context = sourceOf(command.path, place)
  const dockerfile = dockerfileOf(command, context, place)
  if (dockerfile === null) return null
  return {
    dockerfile,
    context: command.unusual === null ? context : { kind: 'unknown', why: command.unusual },
    named: new Map([...command.named].map(([name, path]) => [name, sourceOf(path, place)])),
    args: new Map([...command.args].map(([name, known]) => [name, givenArgument(known, place.line)])),
    target: stageOf(command.target && { text: command.target.value, raw: command.target.raw }),
    tool: command.tool,
    place: { path: place.path, line: place.line },
  }
}

/** A build whose context is the repository's Git address: its Dockerfile is looked for there. */
export function placeGitBuild(command: BuildCommand, folder: string, place: Place): Build | null {
  const atFolder: Place = { ...place, folder, inRepository: itself }
  const build = placeBuild({ ...command, path: { value: '.', raw: '.' }, named: new Map() }, atFolder)
  if (!build) return null
  const named = [...command.named].map(([name, path]) => [name, sourceOf(path, place)] as const)
  return { ...build, context: { kind: 'git', folder }, named: new Map(named) }
}

/** Neither the standard input nor an address. https://docs.docker.com/build/concepts/context/#remote-context */
const isFolderName = (text: string): boolean =>
  text !== '' && text !== '-' && !isAddress(text) && !/^git@|^github\.com\//.test(text)

const isAddress = (text: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(text)

function sourceOf(path: Known, place: Place): ContextSource {
  if (path.value === null) return { kind: 'unknown', why: `${shown(path.raw)} is not known` }
  if (!isFolderName(path.value)) return { kind: 'elsewhere' }
  const folder = resolve(path.value, place)
  if (folder === null) return { kind: 'unknown', why: `${shown(path.raw)} is no folder of the repository` }
  if (place.tree.known && !place.tree.isFolder(folder)) {
    return { kind: 'unknown', why: `${shown(path.raw)} is not in the repository` }
  }
  return { kind: 'folder', folder }
}

/** A path in the repository; null for one that is outside or not known. */
export function resolve(path: string, { folder, inRepository }: Pick<Place, 'folder' | 'inRepository'>): string | null {
  const joined = resolveIn(folder, path)
  return joined === null ? null : inRepository(joined)
}

/** A path in the working folder of the machine, as seen from a folder in it. */
export function resolveIn(folder: string | null, path: string): string | null {
  if (path.startsWith(WORKSPACE)) return joinInside('.', path.slice(WORKSPACE.length))
  if (folder === null || path === '' || /^[/~]|^[a-z]:[\\/]/i.test(path) || path.includes(WORKSPACE)) return null
  return joinInside(folder, path)
}

function dockerfileOf(command: BuildCommand, context: ContextSource, place: Place): string | null {
  const { file, podman } = command
  const { tree } = place
  if (!file) {
    if (context.kind !== 'folder') return null
    // https://github.com/containers/buildah/blob/main/pkg/util/util.go (DiscoverContainerfile),
    // https://github.com/docker/buildx/blob/master/build/opt.go (handleLowercaseDockerfile)
    const names = podman ? ['Containerfile', 'Dockerfile'] : ['Dockerfile', 'dockerfile']
    const paths = names.map((name) => joinInside(context.folder, name) as string)
    return tree.known ? (paths.find((path) => tree.has(path)) ?? null) : podman ? null : (paths[0] as string)
  }
  if (file.value === null || !isFolderName(file.value)) return null
  const path = resolve(file.value, place)
  if (path !== null && (!tree.known || tree.has(path))) return path
  // https://github.com/containers/buildah/blob/main/imagebuildah/build.go: "try prepending the context directory".
  if (!podman || context.kind !== 'folder' || file.value.startsWith('/')) return null
  const below = joinInside(context.folder, file.value)
  return below !== null && tree.has(below) ? below : null
}

function givenArgument({ value, raw, line }: Known, fallback: number): GivenArgument {
  const known = value !== null && !value.includes(WORKSPACE) && !hasPlaceholder(value)
  return { value: known ? value : null, raw, line: line ?? fallback }
}

/** What is written, short enough for a sentence. */
const shown = (raw: string): string => (raw.length > 60 ? `${raw.slice(0, 57)}…` : raw)
