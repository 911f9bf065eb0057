import { isWithin, type RunStep } from '../caching/installs.ts'
import type { BuildContext } from '../context/build-context.ts'
import { folderOf } from '../context/paths.ts'
import type { Dockerfile, Instruction } from '../dockerfile/model.ts'
import { joinPath, type Stage, type Step } from '../dockerfile/state.ts'
import { type ContextCopy, type Landing, Layout, readCopy } from '../layers/copies.ts'
import type { Edit } from '../text/edit.ts'
import { readsOf, type StepReads } from './installs.ts'

/** Sources that stand above installs which read manifests only, and the order in which they belong. */
export interface Disorder {
  /** The copies of sources that move below the installs, in their order. */
  readonly copies: readonly ContextCopy[]
  readonly installs: readonly { readonly run: RunStep; readonly reads: StepReads }[]
  readonly edits: readonly Edit[]
  /** Manifests have to be copied first; false where copies that stay bring all of them. */
  readonly adds: boolean
  /** What a copy would put over what an install has written: a line for the ignore file; null when nothing. */
  readonly undone: { readonly path: string; readonly ignoreLine: string } | null
}

/** Instructions that neither read nor write files. */
const WITHOUT_FILES = new Set(
  'ARG CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER SHELL STOPSIGNAL USER WORKDIR'.split(' '),
)
/** What is copied here may be read by any program, or lie over what an install writes. */
const OF_THE_SYSTEM =
  /^\/$|^\/usr(?!\/src\/)(?:\/|$)|^\/(?:etc|bin|sbin|lib|lib64|dev|proc|sys)(?:\/|$)|^\/(?:root|var|home)$|^\/home\/[^/]+$/
const CARRIED_FLAGS = new Set(['chown', 'chmod', 'link'])

/** Finds the disorder of a stage. Null when there is none, or when a line cannot be moved for certain. */
export function findDisorder(
  file: Dockerfile,
  stage: Stage,
  runs: readonly RunStep[],
  context: BuildContext,
): Disorder | null {
  const reader = new Reader(file, stage, runs, context)
  return reader.read()
}

class Reader {
  readonly #file: Dockerfile
  readonly #stage: Stage
  readonly #runs: readonly RunStep[]
  readonly #context: BuildContext

  constructor(file: Dockerfile, stage: Stage, runs: readonly RunStep[], context: BuildContext) {
    this.#file = file
    this.#stage = stage
    this.#runs = runs
    this.#context = context
  }

  /** Goes down the stage: copies open a stretch, installs belong to it, and the first step that may need them ends it. */
  read(): Disorder | null {
    let layout = new Layout(this.#context)
    let copies: ContextCopy[] = []
    let installs: { run: RunStep; reads: StepReads }[] = []
    for (const step of this.#stage.steps) {
      const read = this.#readStep(step, layout)
      if (read === 'nothing') continue
      if (read === 'unknown') {
        // With sources above it the stretch ends here. Without, it may have changed what was copied so far.
        if (copies.some((copy) => layout.takesFolder(copy))) break
        layout = new Layout(this.#context)
        copies = []
        installs = []
      } else if ('sources' in read) copies.push(read)
      else installs.push(read)
    }
    return this.#disorder(layout, copies, installs)
  }

  #readStep(step: Step, layout: Layout): ContextCopy | { run: RunStep; reads: StepReads } | 'nothing' | 'unknown' {
    if (WITHOUT_FILES.has(step.instruction.keyword)) return 'nothing'
    layout.knows(step.state.workdir)
    const copy = readCopy(this.#file, step)
    if (copy) return layout.add(copy) ? copy : 'unknown'
    // A copy from elsewhere may lie over what the sources bring.
    const run = this.#runs.find((one) => one.step === step)
    if (!run) return 'unknown'
    const reads = readsOf(run, layout)
    return 'files' in reads ? { run, reads } : 'unknown'
  }

  #disorder(
    layout: Layout,
    copies: readonly ContextCopy[],
    all: readonly { run: RunStep; reads: StepReads }[],
  ): Disorder | null {
    const last = all.findLastIndex(({ reads }) => reads.files.length > 0)
    const installs = all.slice(0, last + 1).filter(({ reads }) => reads.files.length > 0)
    const lastRun = installs.at(-1)?.run
    if (!lastRun) return null
    const manifests = installs.flatMap(({ reads }) => reads.files.map(({ path }) => path))
    const above = copies.filter(({ step }) => this.#at(step) < this.#at(lastRun.step))
    const sources = above.filter(
      (copy) => layout.takesFolder(copy) && layout.takes(copy).some((path) => !isManifest(path, manifests)),
    )
    const first = sources[0]
    if (!first || !installs.some(({ run }) => this.#at(run.step) > this.#at(first.step))) return null
    const affected = installs.filter(({ run }) => this.#at(run.step) > this.#at(first.step))
    if (!this.#mayMove(layout, sources, above, lastRun)) return null
    const inserted = this.#manifestCopies(layout, sources, affected, first)
    if (inserted === null) return null
    const edits: Edit[] = [...inserted]
    const to = this.#file.lines.next(lastRun.step.instruction.lines.end)
    for (const { step } of sources) edits.push({ kind: 'move', span: blockOf(this.#file, step.instruction), to })
    return {
      copies: sources,
      installs: affected,
      edits,
      adds: inserted.length > 0,
      undone: this.#undone(layout, sources, affected),
    }
  }

  #at(step: Step): number {
    return this.#stage.steps.indexOf(step)
  }

  /** Whether what stands between the sources and the last install lets them pass. */
  #mayMove(layout: Layout, sources: readonly ContextCopy[], above: readonly ContextCopy[], last: RunStep): boolean {
    if (isOpen(this.#file, last.step.instruction)) return false
    for (const copy of sources) {
      const { instruction } = copy.step
      if (!instruction.flags.every(({ name }) => CARRIED_FLAGS.has(name))) return false
      const between = this.#stage.steps.slice(this.#at(copy.step) + 1, this.#at(last.step))
      const usesVariables = /\$/.test(this.#file.text.slice(instruction.head.start, instruction.head.end))
      const relative = !copy.rawDestination.startsWith('/')
      for (const { instruction: other } of between) {
        if (other.keyword === 'WORKDIR' && (relative || instruction.flags.some(({ name }) => name !== 'link')))
          return false
        if ((other.keyword === 'ENV' || other.keyword === 'ARG') && usesVariables) return false
      }
      // Another copy that stays above must bring the same files to the same places, or lie elsewhere.
      for (const other of above.filter((one) => !sources.includes(one) && this.#at(one.step) > this.#at(copy.step))) {
        if (!agrees(layout, copy, other)) return false
      }
      if (OF_THE_SYSTEM.test(copy.destination)) return false
      if (layout.takes(copy).some((path) => /(?:^|\/)pip\.conf$/.test(path))) return false
    }
    return true
  }

  /** The lines that bring each install its manifests; null when they cannot be written plainly. */
  #manifestCopies(
    layout: Layout,
    sources: readonly ContextCopy[],
    installs: Disorder['installs'],
    first: ContextCopy,
  ): Edit[] | null {
    const edits: Edit[] = []
    const there = new Set<string>()
    for (const [index, { run, reads }] of installs.entries()) {
      const lines: string[] = []
      const groups = new Map<string, { copy: ContextCopy; destination: string; paths: string[] }>()
      for (const { path, at } of reads.files) {
        if (there.has(at)) continue
        there.add(at)
        if (!/^[\w.@+\-/]+$/.test(path)) return null
        const above = layout
          .landingsOf(path)
          .filter((one) => one.at === at && this.#at(one.copy.step) < this.#at(run.step))
        const before = index === 0 ? first.step : run.step
        const place = placeOf(above, sources, before.state.workdir, at)
        if (place === undefined) return null
        if (place === null) continue
        const { flags } = place.copy.step.instruction
        if (place.copy !== first && flags.length > 0) return null
        const key = `${this.#at(place.copy.step)} ${place.destination}`
        const group = groups.get(key) ?? { ...place, paths: [] }
        group.paths.push(path)
        groups.set(key, group)
      }
      for (const { copy, destination, paths } of groups.values()) {
        lines.push(copyLine(this.#file, copy.step.instruction, paths, destination))
      }
      if (lines.length === 0) continue
      // The first install's manifests take the place of the sources; those of the others stand just above them.
      const before = index === 0 ? first.step.instruction : run.step.instruction
      const at = blockOf(this.#file, before).start
      edits.push({ kind: 'replace', span: { start: at, end: at }, text: lines.join('') })
    }
    return edits
  }

  #undone(layout: Layout, sources: readonly ContextCopy[], installs: Disorder['installs']): Disorder['undone'] {
    for (const path of installs.flatMap(({ reads }) => reads.writes)) {
      for (const copy of sources) {
        const source = layout.sourceOf(copy, path)
        if (source === null || this.#context.ignores(`${source}/x/index`)) continue
        const name = source.slice(source.lastIndexOf('/') + 1)
        return { path: source, ignoreLine: folderOf(source) === '.' ? name : `**/${name}` }
      }
    }
    return null
  }
}

/** Whether two copies, in either order, leave the same files. */
function agrees(layout: Layout, moved: ContextCopy, stays: ContextCopy): boolean {
  if (!isWithin(stays.destination, moved.destination) && !isWithin(moved.destination, stays.destination)) return true
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
function isManifest(path: string, manifests: readonly string[]): boolean {
  const kind = (file: string): string => `${folderOf(file)} ${/\.[^./]*$/.exec(file)?.[0] ?? file}`
  return manifests.some(
    (manifest) => manifest === path || (/\.(?:txt|in)$/.test(manifest) && kind(manifest) === kind(path)),
  )
}

/**
 * Where a manifest has to go: null when a copy that stays brings it, undefined when that cannot be written plainly.
 *
 * @param workdir the working folder where the new line will stand
 * @param at the place in the image where the install looks for it
 */
function placeOf(
  landings: readonly Landing[],
  sources: readonly ContextCopy[],
  workdir: string | null,
  at: string,
): { copy: ContextCopy; destination: string } | null | undefined {
  if (landings.some(({ copy }) => !sources.includes(copy))) return null
  const landing = landings.at(-1)
  if (!landing?.folder) return undefined
  const raw = landing.copy.rawDestination
  if (!/^[\w@./-]+$/.test(raw) || /(?:^|\/)\.\.(?:\/|$)/.test(raw)) return undefined
  const base = raw.replace(/(?:\/|^)\.?$/, '').replace(/\/$/, '') || (raw.startsWith('/') ? '' : '.')
  const folder = folderOf(landing.rest)
  const destination = folder === '.' ? `${base}/` : `${base}/${folder}/`
  const lands = joinPath(workdir, destination + landing.rest.slice(landing.rest.lastIndexOf('/') + 1))
  return lands === at ? { copy: landing.copy, destination } : undefined
}

function copyLine(file: Dockerfile, like: Instruction, paths: readonly string[], destination: string): string {
  const lower = file.text.slice(like.keywordSpan.start, like.keywordSpan.end) === like.keyword.toLowerCase()
  const flags = like.flags.map(({ raw }) => `${raw} `).join('')
  const indent = /^[ \t]*/.exec(file.lines.textOf(like.lines.start))?.[0] ?? ''
  return `${indent}${lower ? 'copy' : 'COPY'} ${flags}${paths.join(' ')} ${destination}${file.lines.eol}`
}

/** A step that the file ends inside of: what is moved behind it would become part of it. */
function isOpen(file: Dockerfile, { lines }: Instruction): boolean {
  const text = file.lines.textOf(lines.end).trim()
  return text === '' || text.startsWith('#') || text.endsWith(file.escape)
}

/** An instruction's lines together with the comments directly above it. */
function blockOf(file: Dockerfile, instruction: Instruction): { start: number; end: number } {
  const first = instruction.leading[0]?.line ?? instruction.lines.start
  return { start: file.lines.start(first), end: file.lines.next(instruction.lines.end) }
}
