import type { Tree } from '../context/tree.ts'
import { isExact, pathOfWord, ScriptPaths } from '../dockerfile/image-path.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { type Mount, readMounts } from '../dockerfile/mount.ts'
import type { Script } from '../dockerfile/shell.ts'
import type { Stage, Step } from '../dockerfile/state.ts'
import { isWithin } from './installs.ts'
import { commandBehindWrappers, type PathRead, pathReads } from './path-reads.ts'
import { isMade, isOutputFolder, mayWrite } from './path-writes.ts'
import { mayLieElsewhere, startReads } from './start-reads.ts'

/** What an instruction reads of the image, though it only ever was in a cache mount. */
export interface LostOutput {
  /** Of one instruction, all below the same target. */
  readonly reads: readonly PathRead[]
  /** The steps that mount the folder, in their order: one of them makes the files. */
  readonly makers: readonly Step[]
  /** The mount of the last of them. */
  readonly mount: Mount
  readonly target: string
}

/** A text without a cache mount has no lost outputs: most need not be read. */
export const mayMountCache = (text: string): boolean => /type=cache/i.test(text)

/**
 * What later steps miss because it was written below a cache mount: that never reaches the image.
 * https://docs.docker.com/reference/dockerfile/#run---mounttypecache
 */
export function lostOutputs(file: Dockerfile, stages: readonly Stage[], tree: Tree): LostOutput[] {
  const mounted = new Map<Step, MountedFolder[]>()
  for (const step of stages.flatMap((stage) => stage.steps)) {
    if (step.instruction.keyword === 'RUN') mounted.set(step, mountedFolders(file, step))
  }
  const caches = [...mounted.values()].flatMap((folders) => folders.filter(isPlainCache))
  if (caches.length === 0) return []
  const names = caches.flatMap(({ target }) => (target === null ? [] : [target.slice(target.lastIndexOf('/') + 1)]))
  const found: LostOutput[] = []
  for (const read of [...pathReads(file, stages, [...new Set(names)]), ...startReads(file, stages)]) {
    const lost = lostOutput(file, tree, read, mounted)
    if (!lost) continue
    const at = found.findIndex(
      ({ reads, target }) => reads[0]?.step === read.step && reads[0].how === read.how && target === lost.target,
    )
    const same = found[at]
    if (same) found[at] = { ...same, reads: [...same.reads, read] }
    else found.push(lost)
  }
  return found
}

/** A mount with its folder; null where that cannot be known, or hangs on a build argument. */
interface MountedFolder {
  readonly mount: Mount
  readonly target: string | null
}

function mountedFolders(file: Dockerfile, step: Step): MountedFolder[] {
  return readMounts(step.instruction).map((mount) => {
    const target = mount.target === null ? null : pathOfWord(file, step, mount.target, step.state.workdir)
    return { mount, target: target !== null && isExact(target) && target !== '/' ? target : null }
  })
}

/** A cache that begins empty: what `from=` names would be in it from the start. */
const isPlainCache = ({ mount: { type, options } }: MountedFolder): boolean =>
  type === 'cache' && !options.has('from') && !options.has('source') && !options.has('src')

function lostOutput(
  file: Dockerfile,
  tree: Tree,
  read: PathRead,
  mounted: ReadonlyMap<Step, readonly MountedFolder[]>,
): LostOutput | null {
  const { path, from } = read
  const hides = ({ mount, target }: MountedFolder) =>
    target === null ? mount.type !== 'secret' && mount.type !== 'ssh' : isWithin(path, target)
  // A mount of its own may bring the file back.
  if (read.how === 'run' && mounted.get(read.step)?.some(hides)) return null
  const bottom = from[0]?.stage.base.kind
  if (bottom !== 'image' && bottom !== 'scratch') return null
  const makers: (MountedFolder & { readonly step: Step })[] = []
  for (const step of from) {
    for (const one of mounted.get(step) ?? []) {
      if (one.target === null || !isWithin(path, one.target)) continue
      if (!isPlainCache(one)) return null
      if (makes(step, path, one.target)) makers.push({ ...one, step })
    }
  }
  const last = makers.at(-1)
  if (!last || last.target === null) return null
  const { mount, target } = last
  // Whether a folder is there at all does not hang on what was in the mount.
  if (path === target && read.how !== 'copy' && !/^(?:cp|mv)$/.test(read.program)) return null
  const wanted = { path, target, made: isMade(target) }
  const elsewhere = from.some(
    (step) =>
      !mounted.get(step)?.some((one) => one.target !== null && isWithin(path, one.target)) &&
      (startsVolume(file, step, read, target) || mayWrite(file, tree, step, wanted)),
  )
  const steps = makers.map(({ step }) => step)
  if (elsewhere || (read.lookup && mayLieElsewhere(file, read, steps, target))) return null
  return { reads: [read], makers: steps, mount, target }
}

/** A folder that is a volume may be filled when the container starts. */
function startsVolume(file: Dockerfile, { instruction, state, stage }: Step, read: PathRead, target: string): boolean {
  if (read.how !== 'start' || instruction.keyword !== 'VOLUME') return false
  const words = instruction.json?.map(({ value }) => value) ?? instruction.words.map(({ raw }) => raw)
  return words.some((word) => {
    const volume = pathOfWord(file, { instruction, state, stage, script: null }, word, '/')
    return volume === null || isWithin(target, volume) || isWithin(volume, target)
  })
}

/** Whether a step that mounts the folder makes such files there, as far as its commands and the folder's name tell. */
function makes(step: Step, path: string, target: string): boolean {
  if (isOutputFolder(target)) return true
  const { script } = step
  if (!script || 'unreadable' in script) return false
  return namesIt(script, step, path, target) || keepsThere(script, step, path)
}

/** A word of the step is the path, or a folder between the mount and the path: `go build -o /out/app`. */
function namesIt(script: Script, step: Step, path: string, target: string): boolean {
  const paths = new ScriptPaths(script, step)
  return script.commands.some((command) =>
    command.words.slice(1).some((word) => {
      const named = paths.path(command, paths.text(word).replace(/^-[\w-]*=/, ''))
      return named !== null && isWithin(path, named) && isWithin(named, target)
    }),
  )
}

/** Programs that leave results, not only downloads, in a folder that others take for a cache. */
function keepsThere(script: Script, step: Step, path: string): boolean {
  const paths = new ScriptPaths(script, step)
  return script.commands.some((command) => {
    const { program, words } = commandBehindWrappers(command, paths)
    const said = words.slice(1).map((word) => paths.text(word))
    const name = /\/bin\/([^/]+)$/.exec(path)?.[1]
    const installs = name !== undefined && said.includes('install') && said.some((word) => isNamed(word, name))
    if (program === 'cargo' || program === 'go') return installs
    // https://python-poetry.org/docs/configuration/#virtualenvspath
    if (program === 'poetry') return said.includes('install') && /\/pypoetry\/virtualenvs(?:\/|$)/.test(path)
    // https://playwright.dev/docs/browsers#managing-browser-binaries
    return (
      said.concat(program).includes('playwright') && said.includes('install') && /\/ms-playwright(?:\/|$)/.test(path)
    )
  })
}

/** `ripgrep`, `example.com/cmd/tool@v1`, `./cmd/tool`. */
const isNamed = (word: string, name: string): boolean => (word.replace(/@.*$/, '').split('/').at(-1) ?? '') === name
