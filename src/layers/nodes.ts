import type { BuildContext } from '../context/build-context.ts'
import { expand } from '../dockerfile/expand.ts'
import type { Dockerfile, Instruction } from '../dockerfile/model.ts'
import { readMounts } from '../dockerfile/mount.ts'
import { joinPath, type Stage } from '../dockerfile/state.ts'
import { readCopySources } from './copy-sources.ts'
import { Environment } from './environment.ts'
import type { Dependencies, FromStage, GraphInput, LayerNode } from './node.ts'
import { Selection } from './selection.ts'
import { type Hangs, NOTHING, together } from './variables.ts'

/** What is in force at the end of a stage. */
interface End {
  readonly environment: Environment
  /** The layers that the next one is made on. */
  readonly layers: readonly LayerNode[]
  /** Null when it cannot be known. */
  readonly workdir: string | null
  readonly workdirHangs: Hangs
  readonly userHangs: Hangs
}

type OpenNode = { -readonly [Key in keyof LayerNode]: LayerNode[Key] }

/** The nodes of all stages, in the order of the file. */
export function readNodes(input: GraphInput, target: Stage | null): LayerNode[] {
  return new Reader(input).read(target)
}

class Reader {
  readonly #file: Dockerfile
  readonly #stages: readonly Stage[]
  readonly #input: GraphInput
  readonly #globals: Environment
  readonly #named: ReadonlyMap<string, BuildContext | null>
  readonly #ends = new Map<Stage, End>()
  readonly #nodes: OpenNode[] = []
  /** The stages that each stage needs. */
  readonly #needs = new Map<Stage, Set<Stage>>()

  constructor(input: GraphInput) {
    this.#input = input
    this.#file = input.file
    this.#stages = input.stages
    this.#named = new Map([...(input.named ?? [])].map(([name, context]) => [nameOf(name), context]))
    this.#globals = new Environment(input.file, input.args ?? new Map(), null, {})
    for (const instruction of input.file.instructions) {
      if (instruction.keyword === 'FROM') break
      this.#globals.take(instruction)
    }
  }

  read(target: Stage | null): LayerNode[] {
    for (const stage of this.#stages) this.#readStage(stage)
    const needed = new Set<Stage>()
    const open = target ? [target] : []
    for (let stage = open.pop(); stage; stage = open.pop()) {
      if (needed.has(stage)) continue
      needed.add(stage)
      open.push(...(this.#needs.get(stage) ?? []))
    }
    for (const node of this.#nodes) node.needed = needed.has(node.stage)
    return this.#nodes
  }

  #readStage(stage: Stage): void {
    this.#needs.set(stage, new Set())
    const replaced = stage.name !== null && this.#named.has(nameOf(stage.name))
    const name = expand(stage.from.words[0]?.raw ?? '', this.#globals.lookup, this.#file.escape)?.text ?? null
    const base = replaced || name === null ? undefined : this.#stageNamed(name, stage)
    let end = base ? this.#startOn(stage, base) : this.#startOnImage(stage, replaced ? stage.name : name)
    // Triggers of the stage that this one is built on come first. A context takes the place of a whole stage of its name.
    const triggers = base?.steps.flatMap(({ instruction }) => instruction.trigger ?? []) ?? []
    const own = replaced ? [] : stage.steps.map(({ instruction }) => instruction)
    for (const instruction of [...triggers, ...own]) end = this.#readStep(stage, instruction, end)
    this.#ends.set(stage, end)
  }

  #stageNamed(name: string, before?: Stage): Stage | undefined {
    if (this.#named.has(nameOf(name))) return undefined
    const stages = before ? this.#stages.slice(0, before.index) : this.#stages
    return stages.findLast((stage) => stage.name === name.toLowerCase())
  }

  #startOn(stage: Stage, base: Stage): End {
    this.#needs.get(stage)?.add(base)
    const below = this.#ends.get(base) as End
    const environment = below.environment.inherited()
    const args = this.#globals.hangsOf(stage.from)
    // Which stage it is may hang on an argument: only then is this a base of its own.
    const kind = args.size > 0 ? 'base' : 'metadata'
    const node = this.#node(stage, stage.from, kind, { ...NONE, layers: below.layers, args })
    return { ...below, environment, layers: kind === 'base' ? [node] : below.layers }
  }

  /** @param name null where it cannot be known */
  #startOnImage(stage: Stage, name: string | null): End {
    const args = this.#globals.hangsOf(stage.from)
    const written = stage.from.words[0]?.raw ?? ''
    const named = name === null ? undefined : this.#named.get(nameOf(name))
    const scratch = name === 'scratch' && named === undefined
    const kind = scratch && args.size === 0 ? 'metadata' : 'base'
    const node = this.#node(stage, stage.from, kind, {
      ...NONE,
      files: named ? [Selection.mounted(named, '.')] : [],
      args,
      elsewhere: scratch || named ? [] : [name ?? written],
    })
    // What is known of an image holds for the one that the defaults of the arguments name.
    const same = stage.base.kind === 'image' && stage.base.reference === (name ?? written)
    const image = same ? stage.image : null
    const variables = scratch ? {} : image && { ...image.env }
    return {
      environment: new Environment(this.#file, this.#input.args ?? new Map(), this.#globals, variables),
      layers: kind === 'base' ? [node] : [],
      workdir: scratch ? '/' : (image?.workdir ?? null),
      workdirHangs: NOTHING,
      userHangs: NOTHING,
    }
  }

  #readStep(stage: Stage, instruction: Instruction, end: End): End {
    const { environment } = end
    const args = environment.hangsOf(instruction)
    switch (instruction.keyword) {
      case 'ARG':
      case 'ENV':
        this.#node(stage, instruction, 'metadata', { ...NONE, args })
        environment.take(instruction)
        return end
      case 'USER':
        this.#node(stage, instruction, 'metadata', { ...NONE, args })
        return { ...end, userHangs: args }
      case 'WORKDIR':
        return this.#workdir(stage, instruction, end, args)
      case 'RUN':
        return this.#layer(stage, instruction, end, this.#readRun(stage, instruction, end, args))
      case 'COPY':
      case 'ADD':
        return this.#copy(stage, instruction, end, args)
      default:
        this.#node(stage, instruction, 'metadata', { ...NONE, args })
        return end
    }
  }

  /** A folder is made, as the user in force, unless it is the root. */
  #workdir(stage: Stage, instruction: Instruction, end: End, own: Hangs): End {
    const { environment } = end
    const value = expand(instruction.words.map(({ raw }) => raw).join(' '), environment.lookup, this.#file.escape)
    const workdir = value && joinPath(end.workdir, value.text)
    const workdirHangs = value?.text.startsWith('/') ? own : together(own, end.workdirHangs)
    const next = { ...end, workdir, workdirHangs }
    const args = together(workdirHangs, end.userHangs)
    if (workdir !== '/') return this.#layer(stage, instruction, next, { ...NONE, layers: end.layers, args })
    this.#node(stage, instruction, 'metadata', { ...NONE, args })
    return next
  }

  /** https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert_runmount.go */
  #readRun(stage: Stage, run: Instruction, end: End, own: Hangs): Dependencies {
    const { environment } = end
    const files: Selection[] = []
    const stages: FromStage[] = []
    const elsewhere: string[] = []
    for (const { type, options } of readMounts(run)) {
      const from = options.get('from')
      // A cache, a secret, an agent's socket: what is in it does not count, only how it is mounted.
      if (type !== 'bind' && !(type === 'cache' && from)) continue
      const raw = options.get('source') ?? options.get('src') ?? ''
      const source = expand(raw, environment.lookup, this.#file.escape)?.text ?? null
      const unknown = source === null ? `${raw} cannot be known` : null
      if (from === undefined || from === '') files.push(Selection.mounted(this.#input.context, source ?? '.', unknown))
      else this.#takeFrom(stage, from, false, [source ?? '.'], { files, stages, elsewhere })
    }
    const args = together(own, environment.hangs, end.workdirHangs, end.userHangs)
    return { layers: end.layers, stages, files, args, env: environment.environment, elsewhere }
  }

  #copy(stage: Stage, instruction: Instruction, end: End, own: Hangs): End {
    const read = readCopySources(this.#file, instruction, end.environment.lookup)
    if (read === null) return end
    const files: Selection[] = []
    const stages: FromStage[] = []
    const elsewhere = [...read.addresses]
    const paths = read.paths.filter((path) => path !== null)
    const excludes = read.excludes.filter((pattern) => pattern !== null)
    const whole = paths.length === read.paths.length && excludes.length === read.excludes.length
    const unknown = whole ? null : 'a variable decides what is copied'
    const options = { parents: read.parents, excludes }
    if (read.from !== null) this.#takeFrom(stage, read.from, true, paths, { files, stages, elsewhere }, options)
    else if (read.paths.length > 0) files.push(Selection.copied(this.#input.context, paths, options, unknown))
    const absolute = read.destination?.startsWith('/') ?? false
    const args = absolute ? own : together(own, end.workdirHangs)
    const dependencies = { ...NONE, files, stages, elsewhere, args }
    if (!read.link) return this.#layer(stage, instruction, end, { ...dependencies, layers: end.layers })
    // A linked layer is laid on the others: what comes next depends on both.
    const node = this.#node(stage, instruction, 'layer', dependencies)
    return { ...end, layers: [...end.layers, node] }
  }

  /** `from=`: a context of that name goes before a stage, and that before an image. */
  #takeFrom(
    stage: Stage,
    name: string,
    byNumber: boolean,
    paths: readonly string[],
    into: { files: Selection[]; stages: FromStage[]; elsewhere: string[] },
    options?: { parents: boolean; excludes: readonly string[] },
  ): void {
    const context = this.#named.get(nameOf(name))
    if (context) {
      if (options) into.files.push(Selection.copied(context, paths, options, null))
      else for (const path of paths) into.files.push(Selection.mounted(context, path))
      return
    }
    const numbered = byNumber && /^\d{1,9}$/.test(name) ? this.#stages[Number(name)] : undefined
    const other = numbered ?? this.#stageNamed(name)
    const end = other && this.#ends.get(other)
    if (other && end) {
      this.#needs.get(stage)?.add(other)
      into.stages.push({ stage: other, layers: end.layers })
    } else if (name !== 'scratch') into.elsewhere.push(name)
  }

  #layer(stage: Stage, instruction: Instruction, end: End, dependsOn: Dependencies): End {
    return { ...end, layers: [this.#node(stage, instruction, 'layer', dependsOn)] }
  }

  #node(stage: Stage, instruction: Instruction, kind: LayerNode['kind'], dependsOn: Dependencies): LayerNode {
    const place = this.#nodes.length - this.#nodes.findIndex((node) => node.stage === stage)
    const node: OpenNode = {
      id: `${stage.index}.${this.#nodes.at(-1)?.stage === stage ? place : 0}`,
      stage,
      instruction,
      line: instruction.lines.start,
      kind,
      needed: false,
      dependsOn,
    }
    this.#nodes.push(node)
    return node
  }
}

const NONE: Dependencies = { layers: [], stages: [], files: [], args: NOTHING, env: [], elsewhere: [] }

/** A context's name is that of a stage or of an image, whose usual tag may be left out. */
const nameOf = (name: string): string => name.toLowerCase().replace(/:latest$/, '')
