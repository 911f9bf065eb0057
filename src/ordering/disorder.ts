import { isWithin } from '../caching/installs.ts'
import { baseName, folderOf } from '../context/paths.ts'
import { frontendOf, supports } from '../dockerfile/frontend.ts'
import type { Dockerfile, Instruction } from '../dockerfile/model.ts'
import type { Step } from '../dockerfile/state.ts'
import type { ContextCopy } from '../layers/context-copy.ts'
import type { Layout } from '../layers/layout.ts'
import type { Edit } from '../text/edit.ts'
import { manifestCopies } from './manifest-copies.ts'
import type { KnownStep, Stretch } from './stretch.ts'

/** Sources that stand above steps which do not read them, and the order in which they belong. */
export interface Disorder {
  /** The copies of sources that move below the steps, in their order. */
  readonly copies: readonly ContextCopy[]
  /** The steps that they move below and that take their time. */
  readonly steps: readonly KnownStep[]
  /** Of the copies, those that take folders and not only files that they name. */
  readonly folders: ReadonlySet<Instruction>
  /** The files and folders of the context that the steps read. */
  readonly manifests: readonly string[]
  readonly edits: readonly Edit[]
  /** Manifests have to be copied first; false where copies that stay bring all of them. */
  readonly adds: boolean
  /** What a copy would put over what an install has written: a line for the ignore file; null when nothing. */
  readonly undone: { readonly path: string; readonly ignoreLine: string } | null
}

/** What is copied here may be read by any program, or lie over what an install writes: it stays where it is. */
export const OF_THE_SYSTEM =
  /^\/$|^\/usr(?!\/(?:local\/)?(?:src\/|apps?(?:\/|$)))(?:\/|$)|^\/(?:etc|bin|sbin|lib|lib64|dev|proc|sys)(?:\/|$)|^\/(?:var|home)$|^\/(?:root|home\/[^/]+)(?:$|\/\.)/
const CARRIED_FLAGS = new Set(['chown', 'chmod', 'link'])
/** Files that a tool reads of its own accord wherever it runs, beside those that its reader names. */
const READ_BY_TOOLS = ['pip.conf', '.netrc', '.condarc', '.gemrc']
/** A file that is named in a copy counts as a source where it is one that people edit. */
const EDITED =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|scala|php|cs|fs|ex|exs|erl|hs|c|cc|cpp|h|hpp|swift|dart|vue|svelte|html?|css|scss|sql|sh|md|rst)$|^(?:LICENSE|CHANGELOG|README)/i

/** Finds the disorder of a stretch. Null when there is none, or when a line cannot be moved for certain. */
export function findDisorder(file: Dockerfile, stretch: Stretch): Disorder | null {
  const { steps } = stretch
  const expensive = steps.filter(({ reads }) => reads.expensive !== null)
  // Where a line in between holds the sources up, they move below the steps that stand above it.
  for (const last of expensive.toReversed()) {
    const found = disorderUpTo(file, stretch, last)
    if (found) return found
  }
  return null
}

function disorderUpTo(file: Dockerfile, stretch: Stretch, last: KnownStep): Disorder | null {
  const { copies, layout } = stretch
  const steps = stretch.steps.filter(({ run }) => run === last.run || isAbove(run.step, last.run.step))
  const manifests = steps.flatMap(({ reads }) => reads.files.map(({ path }) => path))
  const folders = steps.flatMap(({ reads }) => reads.folders.map(({ path }) => path))
  const above = copiesAbove(last.run.step, copies)
  const movable = above.filter(({ destination }) => !OF_THE_SYSTEM.test(destination))
  const alone = sourcesAmong(movable, layout, manifests, folders)
  if (!mayMove(file, stretch, alone, above, last.run.step)) return null
  const together = withNeighbours(stretch, alone, movable, [...manifests, ...folders])
  const sources = mayMove(file, stretch, together, above, last.run.step) ? together : alone
  const first = sources[0]
  const affected = first
    ? steps.filter(({ run, reads }) => reads.expensive !== null && isAbove(first.step, run.step))
    : []
  if (!first || affected.length === 0) return null
  const inserted = insertions(file, layout, sources, affected)
  if (inserted === null) return null
  const undone = undoneBy(
    layout,
    sources,
    affected.flatMap(({ reads }) => reads.writes),
  )
  // It writes among the sources themselves: no line of an ignore file keeps those apart.
  if (undone?.path === '.') return null
  const to = file.lines.next(last.run.step.instruction.lines.end)
  const moves = sources.flatMap((copy): Edit[] => [
    ...rewritten(copy, last.run.step),
    { kind: 'move', span: paragraphOf(file, copy.step.instruction, sources), to },
  ])
  return {
    copies: sources,
    steps: affected,
    folders: new Set(sources.filter((copy) => layout.takesFolder(copy)).map(({ step }) => step.instruction)),
    manifests: [...manifests, ...folders],
    edits: [...inserted, ...moves],
    adds: inserted.length > 0,
    undone,
  }
}

/** The copies that take more than manifests along: files that people edit. */
export function sourcesAmong(
  copies: readonly ContextCopy[],
  layout: Layout,
  manifests: readonly string[],
  folders: readonly string[],
): ContextCopy[] {
  const isManifest = manifestTest(manifests)
  const isSource = (path: string): boolean => !isManifest(path) && !folders.some((folder) => isWithin(path, folder))
  return copies.filter((copy) =>
    layout.takesFolder(copy)
      ? !isToolFolder(copy) && layout.takes(copy).some(isSource)
      : layout.takes(copy).some((path) => isSource(path) && EDITED.test(baseName(path))),
  )
}

/** With the copies of single files that stand in one paragraph with them and bring nothing that a step reads. */
function withNeighbours(
  { stage, layout }: Stretch,
  sources: readonly ContextCopy[],
  movable: readonly ContextCopy[],
  read: readonly string[],
): ContextCopy[] {
  const found = new Set(sources)
  const touch = (one: Step | undefined, other: Step | undefined): boolean =>
    one !== undefined && other !== undefined && one.instruction.lines.end + 1 === other.instruction.lines.start
  const isFound = (step: Step | undefined): boolean => [...found].some((copy) => copy.step === step)
  const candidates = movable.filter(
    (copy) => !layout.takesFolder(copy) && !layout.takes(copy).some((path) => read.includes(path)),
  )
  for (const copy of [...candidates, ...candidates.toReversed()]) {
    const { step } = copy
    const [before, after] = [-1, 1].map((by) => stage.steps[stage.steps.indexOf(step) + by])
    if ((isFound(before) && touch(before, step)) || (isFound(after) && touch(step, after))) found.add(copy)
  }
  return movable.filter((copy) => found.has(copy))
}

export const isAbove = (one: Step, other: Step): boolean => one.instruction.lines.start < other.instruction.lines.start

/** The copies that stand above a step. */
export const copiesAbove = (step: Step, copies: readonly ContextCopy[]): ContextCopy[] =>
  copies.filter((copy) => isAbove(copy.step, step))

/** `.yarn`, `.mvn`: folders of settings, of which an install reads what it needs. */
const isToolFolder = ({ sources }: ContextCopy): boolean =>
  sources.every((source) => /^\.\w/.test(baseName(source.replace(/\/+$/, ''))))

/** Whether what stands between the sources and the last step lets them pass. */
function mayMove(
  file: Dockerfile,
  { stage, layout }: Stretch,
  sources: readonly ContextCopy[],
  above: readonly ContextCopy[],
  last: Step,
): boolean {
  if (isOpen(file, last.instruction)) return false
  const at = (step: Step): number => stage.steps.indexOf(step)
  for (const copy of sources) {
    const { instruction } = copy.step
    if (!instruction.flags.every(({ name }) => CARRIED_FLAGS.has(name))) return false
    const between = stage.steps.slice(at(copy.step) + 1, at(last))
    const usesVariables = /\$/.test(file.text.slice(instruction.head.start, instruction.head.end))
    if (crossesWorkdir(copy, last) && rewritten(copy, last).length === 0) return false
    if ([...between, last].some(({ state }) => leadsThroughLink(layout, copy, state.workdir))) return false
    for (const { instruction: other } of between) {
      // The folder would be made by it, and not by the copy, with the copy's owner.
      if (other.keyword === 'WORKDIR' && instruction.flags.some(({ name }) => name !== 'link')) return false
      if ((other.keyword === 'ENV' || other.keyword === 'ARG') && usesVariables) return false
    }
    // Another copy that stays above must bring the same files to the same places, or lie elsewhere.
    for (const other of above.filter((one) => !sources.includes(one) && at(one.step) > at(copy.step))) {
      if (!agrees(layout, copy, other)) return false
    }
    if (READ_BY_TOOLS.some((name) => layout.takesNamed(copy, name))) return false
  }
  return true
}

/** Whether a copy brings a symbolic link on the way to a working folder, which `WORKDIR` above it would make a folder. */
function leadsThroughLink(layout: Layout, copy: ContextCopy, workdir: string | null): boolean {
  if (workdir === null) return false
  const names = workdir.split('/').filter((name) => name !== '')
  return names.some((_, index) => {
    const source = layout.sourceOf(copy, `/${names.slice(0, index + 1).join('/')}`)
    return source !== null && layout.context.isLink(source)
  })
}

/** Whether a copy into a folder that is relative to the working folder would land elsewhere below a step. */
const crossesWorkdir = ({ step, rawDestination }: ContextCopy, below: Step): boolean =>
  !rawDestination.startsWith('/') && step.state.workdir !== below.state.workdir

/** The destination of a copy as it must be written below a step; nothing where it can stay, or cannot be written plainly. */
function rewritten(copy: ContextCopy, below: Step): Edit[] {
  const { rawDestination, destination, step } = copy
  const word = step.instruction.words.at(-1)
  const { workdir } = below.state
  if (!crossesWorkdir(copy, below) || step.instruction.json || !word || workdir === null) return []
  if (word.raw !== rawDestination || !/^[\w./-]+$/.test(rawDestination)) return []
  const slash = rawDestination.endsWith('/') && destination !== '/' ? '/' : ''
  return [{ kind: 'replace', span: word.span, text: destination === workdir ? `.${slash}` : destination + slash }]
}

/** Whether the frontend that the file names knows `COPY --parents`. */
export function knowsParents(file: Dockerfile): boolean {
  const frontend = frontendOf(file)
  return frontend.kind === 'docker' && supports(frontend, 'parents') === true
}

/** The lines that bring each step what it reads, just above it; null when they cannot be written plainly. */
function insertions(
  file: Dockerfile,
  layout: Layout,
  sources: readonly ContextCopy[],
  steps: readonly KnownStep[],
): Edit[] | null {
  const edits: Edit[] = []
  const there = new Set<string>()
  const withParents = knowsParents(file)
  for (const { run, reads } of steps) {
    const lines = manifestCopies(file, layout, reads, sources, run.step, run.step.state.workdir, there, withParents)
    if (lines === null) return null
    if (lines.length === 0) continue
    const at = blockOf(file, run.step.instruction).start
    edits.push({ kind: 'replace', span: { start: at, end: at }, text: lines.join('') })
  }
  return edits
}

/** Folders that hold nothing else wherever they lie. */
const MADE_BY_TOOLS = /^(?:node_modules|obj|\.venv|__pycache__)$/

/** What a copy would put over what has been written at these places of the image. */
export function undoneBy(
  layout: Layout,
  sources: readonly ContextCopy[],
  writes: readonly string[],
): Disorder['undone'] {
  for (const path of writes) {
    for (const copy of sources) {
      const source = layout.sourceOf(copy, path)
      const { context } = layout
      if (source === null || !(context.mayHold(`${source}/x/index`) || context.isFolder(source) || context.has(source)))
        continue
      const name = baseName(source)
      return { path: source, ignoreLine: folderOf(source) !== '.' && MADE_BY_TOOLS.test(name) ? `**/${name}` : source }
    }
  }
  return null
}

/** Whether two copies, in either order, leave the same files. */
function agrees(layout: Layout, moved: ContextCopy, stays: ContextCopy): boolean {
  if (!isWithin(stays.destination, moved.destination) && !isWithin(moved.destination, stays.destination)) return true
  const landings = new Map(layout.landings(stays).map(({ path, at }) => [at, path]))
  if (!layout.takesFolder(moved)) {
    return layout.landings(moved).every(({ path, at }) => (landings.get(at) ?? path) === path)
  }
  // Where the one that stays wins today, the moved one must bring the same file.
  return layout.landings(stays).every(({ path, at }) => {
    const source = layout.sourceOf(moved, at)
    return source === null || source === path
  })
}

/**
 * Whether a file is a manifest, or one of the same kind beside it: a folder of requirements files is no folder of sources
 * because one of them is not read here.
 */
function manifestTest(manifests: readonly string[]): (path: string) => boolean {
  const kindOf = (file: string): string => `${folderOf(file)} ${/\.[^./]*$/.exec(file)?.[0] ?? file}`
  const paths = new Set(manifests)
  const kinds = new Set(manifests.filter((manifest) => /\.(?:txt|in)$/.test(manifest)).map(kindOf))
  return (path) => paths.has(path) || (kinds.size > 0 && kinds.has(kindOf(path)))
}

/** A step that the file ends inside of: what is moved behind it would become part of it. */
function isOpen(file: Dockerfile, { lines }: Instruction): boolean {
  const text = file.lines.textOf(lines.end).trim()
  return text === '' || text.startsWith('#') || text.endsWith(file.escape)
}

/** An instruction's lines together with the comments directly above it. */
export function blockOf(file: Dockerfile, instruction: Instruction): { start: number; end: number } {
  const first = instruction.leading[0]?.line ?? instruction.lines.start
  return { start: file.lines.start(first), end: file.lines.next(instruction.lines.end) }
}

/** The block, and the empty line above it where one stands below it too: two in a row would be left behind. */
function paragraphOf(
  file: Dockerfile,
  instruction: Instruction,
  moved: readonly ContextCopy[],
): { start: number; end: number } {
  const { start, end } = blockOf(file, instruction)
  const isEmpty = (line: number): boolean => line > 0 && file.lines.textOf(line).trim() === ''
  const above = (instruction.leading[0]?.line ?? instruction.lines.start) - 1
  // Those that stand directly below it move along.
  let last = instruction.lines.end
  for (const { step } of moved) if (step.instruction.lines.start === last + 1) last = step.instruction.lines.end
  const below = file.lines.next(last) < file.text.length && isEmpty(last + 1)
  return isEmpty(above) && below ? { start: file.lines.start(above), end } : { start, end }
}
