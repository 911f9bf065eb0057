import { appendCommand } from '../dockerfile/edit-run.ts'
import { isExact, ScriptPaths } from '../dockerfile/image-path.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import type { Stage, Step } from '../dockerfile/state.ts'
import type { Edit } from '../text/edit.ts'
import { isBuiltOn, stepsOf } from './hook.ts'
import { isWithin } from './installs.ts'
import type { LostOutput } from './lost-outputs.ts'
import { commandBehindWrappers, type PathRead } from './path-reads.ts'

/** How lost outputs are kept: copied out of the mount in the step that makes them, and read from there. */
export interface Rescue {
  /** Where each copy lies, by the path in the mount. */
  readonly places: ReadonlyMap<string, Place>
  readonly edits: readonly Edit[]
}

export interface Place {
  readonly path: string
  /** The step that makes the file has copied it there already. */
  readonly there: boolean
}

export type Rescued = Rescue | { readonly unknown: string }

/** One fix for each instruction that misses something, or the reason why there is none. */
export function rescue(
  file: Dockerfile,
  stages: readonly Stage[],
  lost: readonly LostOutput[],
): Map<LostOutput, Rescued> {
  const rescued = new Map<LostOutput, Rescued>()
  // What is read of one step by several instructions is copied once.
  const copied = new Map<Step, Map<string, string>>()
  const uses = new Map<LostOutput, { maker: Step | null; places: Map<string, Place> }[]>()
  for (const one of lost) {
    const found = placesFor(file, stages, one, copied)
    if ('unknown' in found) rescued.set(one, found)
    else {
      uses.set(one, found.uses)
      for (const { maker, places } of found.uses) {
        if (!maker) continue
        const own = copied.get(maker) ?? new Map<string, string>()
        for (const [path, place] of places) own.set(path, place.path)
        copied.set(maker, own)
      }
    }
  }
  for (const [one, own] of uses) {
    const places = new Map(own.flatMap((use) => [...use.places]))
    const edits = own.flatMap(({ maker }) =>
      maker ? [copies(file, maker, copied.get(maker) as Map<string, string>)] : [],
    )
    const added = edits.filter((edit) => edit !== null)
    if (added.length < edits.length) rescued.set(one, { unknown: 'a command cannot be added to a step of this form' })
    else {
      const redirected = one.reads.flatMap((read) => redirect(read, (places.get(read.path) as Place).path))
      rescued.set(one, { places, edits: [...added, ...redirected] })
    }
  }
  return rescued
}

/** Where the copies lie or are to lie, and in which step each is made; null where it is there already. */
function placesFor(
  file: Dockerfile,
  stages: readonly Stage[],
  { reads, makers, target }: LostOutput,
  copied: ReadonlyMap<Step, ReadonlyMap<string, string>>,
): { readonly uses: { maker: Step | null; places: Map<string, Place> }[] } | { readonly unknown: string } {
  const uses: { maker: Step | null; places: Map<string, Place> }[] = []
  const taken = [...copied.values()].flatMap((places) => [...places.values()])
  for (const { path, how, step, from } of reads) {
    if (how === 'run') return { unknown: 'the command would have to move into the step that makes the file' }
    if (path === target) return { unknown: 'a whole folder is read, and how large it is cannot be told' }
    if (step.instruction.flags.some(({ name }) => name === 'parents')) {
      return { unknown: 'the path itself decides where the file goes' }
    }
    const there = makers.map((maker) => copyOf(file, maker, path, target, from)).findLast((copy) => copy !== null)
    if (there) {
      uses.push({ maker: null, places: new Map([[path, { path: there, there: true }]]) })
      continue
    }
    if (!isExact(path)) return { unknown: 'which files are needed cannot be told' }
    // What a container runs may look for other files beside it, unless it is a program of its own.
    const maker = makers.findLast((one) => (how !== 'start' && FILE.test(path)) || isProgram(one, path, target))
    if (!maker) return { unknown: 'whether it is one file that needs no other beside it cannot be told' }
    const before = copied.get(maker)?.get(path)
    const place = before ?? freePlace(file, stages, maker, path, taken)
    if (!place.startsWith('/')) return { unknown: place }
    taken.push(place)
    uses.push({ maker, places: new Map([[path, { path: place, there: false }]]) })
  }
  return { uses }
}

/** Where a step has copied a file out of the mount by itself; null where it has not, or the name does not tell. */
function copyOf(file: Dockerfile, maker: Step, path: string, target: string, from: readonly Step[]): string | null {
  const { script } = maker
  if (!script || 'unreadable' in script) return null
  const paths = new ScriptPaths(script, maker)
  const name = path.slice(path.lastIndexOf('/') + 1)
  for (const command of script.commands) {
    const { program, words } = commandBehindWrappers(command, paths)
    const [source, to, ...others] = words.slice(1).filter(({ raw }) => !raw.startsWith('-'))
    if (!/^(?:cp|mv|install)$/.test(program) || !source || !to || others.length > 0) continue
    if (command.certainty !== 'always' || paths.path(command, source) !== path) continue
    const written = paths.text(to)
    const place = paths.path(command, written.endsWith('/') ? `${written}${name}` : written)
    // `cp target/release/app /app` may write into a folder of that name.
    const clear = place?.endsWith(`/${name}`) && isExact(place) && !isWithin(path, place)
    if (!place || !clear || isWithin(place, target)) continue
    // Named once, by this command: nothing moves or removes it.
    const named = from.filter(({ instruction: { span } }) => file.text.slice(span.start, span.end).includes(place))
    const again = script.commands.some(
      (other) => other !== command && other.words.some((word) => paths.path(other, word) === place),
    )
    if (!again && named.every((step) => step === maker)) return place
  }
  return null
}

/** A path of the image that nothing else uses, or why there is none. */
function freePlace(
  file: Dockerfile,
  stages: readonly Stage[],
  maker: Step,
  path: string,
  taken: readonly string[],
): string {
  const { state, stage } = maker
  const isRoot = state.user?.uid === 0 && !state.user.assumed
  if (!isRoot) return 'a folder that the user of the step may write to is not known'
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!/^[\w.+-]+$/.test(name)) return 'the name of the file would have to be quoted'
  const place = name.includes('.') ? `/${name}` : `/usr/local/bin/${name}`
  const around = [...stepsOf(stage), ...stages.filter((one) => isBuiltOn(one, stage)).flatMap(({ steps }) => steps)]
  const mentioned = around.some(({ instruction: { span }, state: { workdir } }) => {
    return workdir === place || file.text.slice(span.start, span.end).includes(place)
  })
  return mentioned || taken.includes(place) ? 'a free path for the copy cannot be told' : place
}

/** Extensions of files that builds make. */
const FILE = /\.(?:jar|war|ear|so(?:\.\d+)*|a|wasm|[cm]?js|css|html|json|zip|t?gz|tar|dll|exe|whl|gem|deb|rpm|apk|txt)$/
/** https://doc.rust-lang.org/cargo/reference/build-cache.html: folders beside the programs. */
const CARGO_FOLDERS = /^(?:deps|build|examples|incremental|release|debug|doc)$/

/** Whether `cargo` with these words makes a program at a path of its target folder. */
function isBuiltBy([verb = '', ...options]: readonly string[], path: string): boolean {
  const [, profile, name = ''] = /^(?:[\w.-]+\/)?(release|debug)\/([\w-]+)$/.exec(path) ?? []
  const released = options.some((option) => /^(?:--release|-r|--profile=release)$/.test(option))
  const moved = options.some((option) => /^--(?:target-dir|profile|artifact-dir|out-dir)\b(?!=release)/.test(option))
  const built = /^(?:build|b|rustc|auditable|zigbuild)$/.test(verb) && !moved
  return built && name !== '' && !CARGO_FOLDERS.test(name) && released === (profile === 'release')
}

/** Whether the path is a program that the step makes, as far as its commands tell. */
function isProgram(step: Step, path: string, target: string): boolean {
  const { script } = step
  if (!script || 'unreadable' in script) return false
  const paths = new ScriptPaths(script, step)
  const name = path.slice(path.lastIndexOf('/') + 1)
  const movesTarget = step.state.variables.has('CARGO_TARGET_DIR')
  return script.commands.some((command) => {
    if (command.certainty !== 'always') return false
    const { program, words } = commandBehindWrappers(command, paths)
    const said = words.slice(1).map((word) => paths.text(word))
    const inBin = path.endsWith(`/bin/${name}`) && said[0] === 'install'
    if (program === 'cargo') return inBin || (!movesTarget && isBuiltBy(said, path.slice(target.length + 1)))
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

/** The later instruction reads the copy. */
function redirect({ how, raw, span, lookup }: PathRead, place: string): Edit[] {
  // It is copied to a folder of `PATH`.
  if (lookup) return []
  if (how === 'mount') {
    return [{ kind: 'replace', span, text: raw.replace(/((?:^|,)(?:source|src)=)[^,]*/, (_, name) => name + place) }]
  }
  const quote = /^["']/.exec(raw)?.[0] ?? ''
  return [{ kind: 'replace', span, text: quote + place + quote }]
}
