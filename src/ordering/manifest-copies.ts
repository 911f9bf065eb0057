import { folderOf } from '../context/paths.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { joinPath, type Step } from '../dockerfile/state.ts'
import type { ContextCopy } from '../layers/context-copy.ts'
import type { ReadFile } from '../layers/files-in-image.ts'
import type { Landing, Layout } from '../layers/layout.ts'

/** More lines than these are more than a person would write: then `COPY --parents` is used, or nothing is suggested. */
const MANY_LINES = 40
/** From this many lines on one line with `--parents` reads better. */
const SOME_LINES = 5

export interface Wanted {
  readonly files: readonly ReadFile[]
  readonly folders: readonly ReadFile[]
}

interface Group {
  readonly copy: ContextCopy
  readonly destination: string
  readonly paths: string[]
}

/**
 * The lines that bring what an install reads to the places where it looks for it, each with the line end of the file.
 *
 * @param sources the copies that bring it today and will stand below the install
 * @param reader the step that reads it
 * @param workdir the working folder where the lines will stand
 * @param there places that earlier lines bring already; those of these lines are added
 * @param withParents whether the frontend knows `COPY --parents`
 * @returns null when the lines cannot be written plainly, an empty list when copies that stay bring everything
 */
export function manifestCopies(
  file: Dockerfile,
  layout: Layout,
  { files, folders }: Wanted,
  sources: readonly ContextCopy[],
  reader: Step,
  workdir: string | null,
  there: Set<string>,
  withParents: boolean,
): string[] | null {
  const groups = new Map<string, Group>()
  const isAbove = ({ copy }: Landing): boolean => copy.step.instruction.lines.start < reader.instruction.lines.start
  const wanted = [...files.map((one) => ({ ...one, whole: false })), ...folders.map((one) => ({ ...one, whole: true }))]
  for (const { path, at, whole } of wanted) {
    if (there.has(at) || [...there].some((place) => place.endsWith('/') && at.startsWith(place))) continue
    if (!/^[\w.@+\-/]+$/.test(path)) return null
    const place = placeOf(
      layout.landingsOf(path).filter((one) => one.at === at && isAbove(one)),
      sources,
      workdir,
      at,
      whole,
    )
    if (place === undefined) return null
    there.add(whole ? `${at}/` : at)
    if (place === null) continue
    // Flags of one copy are not those of another: an owner that both would give is not computed.
    const key = `${sources.indexOf(place.copy)} ${place.destination}${whole ? ` ${path}` : ''}`
    const group = groups.get(key) ?? { ...place, paths: [] }
    group.paths.push(path)
    groups.set(key, group)
  }
  const all = [...groups.values()]
  if (withParents && all.length >= SOME_LINES) {
    const line = inOneLine(file, all)
    if (line !== null) return [line]
  }
  if (all.length > MANY_LINES) return null
  return all.map(({ copy, destination, paths }) => copyLine(file, copy, paths, destination))
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
  whole: boolean,
): { copy: ContextCopy; destination: string } | null | undefined {
  if (landings.some(({ copy }) => !sources.includes(copy))) return null
  const landing = landings.at(-1)
  if (!landing) return undefined
  const { copy, folder, rest } = landing
  const raw = copy.rawDestination
  if (!/^[\w@./-]+$/.test(raw) || /(?:^|\/)\.\.(?:\/|$)/.test(raw)) return undefined
  // A file that is named keeps the destination that it has.
  if (!folder) return { copy, destination: raw }
  const base = raw.replace(/(?:\/|^)\.?$/, '').replace(/\/$/, '') || (raw.startsWith('/') ? '' : '.')
  const below = whole ? rest : folderOf(rest)
  const destination = below === '.' ? `${base}/` : `${base}/${below}/`
  const name = whole ? '' : rest.slice(rest.lastIndexOf('/') + 1)
  return joinPath(workdir, destination + name) === at ? { copy, destination } : undefined
}

/** `COPY --parents a/package.json b/package.json ./`: only where every file keeps its path below one folder. */
function inOneLine(file: Dockerfile, groups: readonly Group[]): string | null {
  const [first] = groups
  if (!first) return null
  const base = groups.reduce(
    (short, { destination }) => (destination.length < short.length ? destination : short),
    first.destination,
  )
  const kept = groups.every(
    ({ copy, destination, paths }) =>
      copy === first.copy &&
      paths.every((path) => {
        const folder = destination === `${base}${path}/` ? path : folderOf(path)
        return destination === (folder === '.' ? base : `${base}${folder}/`)
      }),
  )
  if (!kept) return null
  const paths = groups.flatMap((group) => group.paths)
  return copyLine(file, first.copy, paths, base, '--parents ')
}

function copyLine(
  file: Dockerfile,
  { step: { instruction: like }, sources }: ContextCopy,
  paths: readonly string[],
  destination: string,
  more = '',
): string {
  const { eol } = file.lines
  const lower = file.text.slice(like.keywordSpan.start, like.keywordSpan.end) === like.keyword.toLowerCase()
  const flags = like.flags.map(({ raw }) => `${raw} `).join('')
  const indent = /^[ \t]*/.exec(file.lines.textOf(like.lines.start))?.[0] ?? ''
  const head = `${indent}${lower ? 'copy' : 'COPY'} ${flags}${more}`
  const written = sources.every((source) => /^\.\/./.test(source)) ? paths.map((path) => `./${path}`) : paths
  const line = `${head}${written.join(' ')} ${destination}`
  if (line.length <= 120 || written.length < 3) return line + eol
  const next = ` ${file.escape}${eol}${indent}  `
  return `${head}${file.escape}${eol}${indent}  ${[...written, destination].join(next)}${eol}`
}
