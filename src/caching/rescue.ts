import { appendCommand } from '../dockerfile/edit-run.ts'
import { isExact, ScriptPaths } from '../dockerfile/image-path.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Script } from '../dockerfile/shell.ts'
import type { Stage, Step } from '../dockerfile/state.ts'
import { officialName, readReference } from '../images/reference.ts'
import type { Edit } from '../text/edit.ts'
import { isBuiltOn, stepsOf } from './hook.ts'
import { isWithin } from './installs.ts'
import type { LostOutput } from './lost-outputs.ts'
import { commandBehindWrappers } from './path-reads.ts'

/** How lost outputs are kept: copied out of the mount in the step that makes them, and read from there. */
export interface Rescue {
  /** Where the copy lies. */
  readonly to: string
  /** All that is lost of one step is kept by one fix. */
  readonly edits: readonly Edit[]
}

export type Rescued = Rescue | { readonly unknown: string }

export function rescue(
  file: Dockerfile,
  stages: readonly Stage[],
  lost: readonly LostOutput[],
): Map<LostOutput, Rescued> {
  const rescued = new Map<LostOutput, Rescued>()
  for (const maker of new Set(lost.map((one) => one.maker))) {
    const own = lost.filter((one) => one.maker === maker)
    const places = new Map<string, string>()
    for (const one of own) {
      const place = placeFor(file, stages, one, places)
      if (place.startsWith('/')) places.set(one.read.path, place)
      else rescued.set(one, { unknown: place })
    }
    const edit = places.size > 0 ? copies(file, maker, places) : null
    const kept = own.filter((one) => !rescued.has(one))
    const edits = edit ? [edit, ...kept.flatMap((one) => redirected(one, places.get(one.read.path) as string))] : []
    for (const one of kept) {
      rescued.set(
        one,
        edit
          ? { to: places.get(one.read.path) as string, edits }
          : { unknown: 'a command cannot be added to a step of this form' },
      )
    }
  }
  return rescued
}

/** The path that a file is copied to, or why there is none. */
function placeFor(
  file: Dockerfile,
  stages: readonly Stage[],
  { read, maker, target }: LostOutput,
  taken: ReadonlyMap<string, string>,
): string {
  const { path, how, step } = read
  const { script, state, stage } = maker
  if (!script || 'unreadable' in script || how === 'run' || how === 'mount') {
    return how === 'run' || how === 'mount'
      ? 'the command would have to move into the step that makes the file'
      : 'the step cannot be read'
  }
  if (taken.has(path)) return taken.get(path) as string
  if (!isExact(path) || path === target || !isFile(script, maker, path, target)) {
    return 'which files are needed cannot be told'
  }
  if (step.instruction.flags.some(({ name }) => name === 'parents')) return 'its path decides where the file goes'
  const isRoot = state.user ? state.user.uid === 0 && !state.user.assumed : runsAsRoot(maker)
  if (!isRoot) return 'a folder that the user of the step may write to is not known'
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!/^[\w.+-]+$/.test(name)) return 'the name of the file would have to be quoted'
  const place = name.includes('.') ? `/${name}` : `/usr/local/bin/${name}`
  const around = [...stepsOf(stage), ...stages.filter((one) => isBuiltOn(one, stage)).flatMap(({ steps }) => steps)]
  const mentioned = around.some(({ instruction: { span }, state: { workdir } }) => {
    return workdir === place || file.text.slice(span.start, span.end).includes(place)
  })
  return mentioned || [...taken.values()].includes(place) ? 'a free path for the copy cannot be told' : place
}

/** Images of Docker's library run as root, unless the file says otherwise. */
function runsAsRoot({ stage }: Step): boolean {
  const all = stepsOf(stage)
  const { base } = all[0]?.stage ?? stage
  const reference = base.kind === 'image' ? readReference(base.reference.replaceAll(/\$\{?\w+\}?/g, 'x')) : null
  return (
    reference !== null && officialName(reference) !== null && !all.some((step) => step.instruction.keyword === 'USER')
  )
}

/** Extensions of files that builds make. */
const FILE = /\.(?:jar|war|ear|so(?:\.\d+)*|a|wasm|[cm]?js|css|html|json|zip|t?gz|tar|dll|exe|whl|gem|deb|rpm|apk|txt)$/
/** https://doc.rust-lang.org/cargo/reference/build-cache.html: folders beside the programs. */
const CARGO_FOLDERS = /^(?:deps|build|examples|incremental|release|debug|doc)$/

/** Whether the path is a file, and the step makes it, as far as its commands tell. */
function isFile(script: Script, step: Step, path: string, target: string): boolean {
  if (FILE.test(path)) return true
  const paths = new ScriptPaths(script, step)
  const name = path.slice(path.lastIndexOf('/') + 1)
  const below = path.slice(target.length + 1)
  return script.commands.some((command) => {
    if (command.certainty !== 'always') return false
    const { program, words } = commandBehindWrappers(command, paths)
    const said = words.slice(1).map((word) => paths.text(word))
    const inBin = path.endsWith(`/bin/${name}`) && said[0] === 'install'
    if (program === 'cargo') {
      const built = /^(?:build|b|rustc|auditable|zigbuild)$/.test(said[0] ?? '')
      return (built && /^(?:[\w.-]+\/)?(?:release|debug)\/[\w-]+$/.test(below) && !CARGO_FOLDERS.test(name)) || inBin
    }
    if (program !== 'go') return false
    const output = said.indexOf('-o')
    return (said[0] === 'build' && output !== -1 && paths.path(command, said[output + 1] ?? '') === path) || inBin
  })
}

function copies(file: Dockerfile, maker: Step, places: ReadonlyMap<string, string>): Edit | null {
  const { script, state, instruction } = maker
  if (!script || 'unreadable' in script) return null
  const folder = new ScriptPaths(script, maker).moves ? null : state.workdir
  const commands = [...places].map(([path, place]) => {
    const near = folder !== null && folder !== '/' && path !== folder && isWithin(path, folder)
    return `cp ${near ? path.slice(folder.length + 1) : path} ${place}`
  })
  return appendCommand(file, instruction, script, commands)
}

/** The later step reads the copy. */
function redirected({ read: { raw, span } }: LostOutput, place: string): Edit[] {
  const quote = /^["']/.exec(raw)?.[0] ?? ''
  return [{ kind: 'replace', span, text: quote + place + quote }]
}
