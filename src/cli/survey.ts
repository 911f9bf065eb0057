import { realpath } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { AnalyseInput, FileReport } from '../analyse.ts'
import { analyseAll, type Source } from '../analyse-all.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { dockerfileTest } from '../configuration/paths.ts'
import { listFiles } from '../local/list-files.ts'
import { listLinks, readTracked } from '../local/list-links.ts'
import { decode, largestFile, type ReadText, readText } from '../local/read-texts.ts'
import { printable, quoted } from '../text/printable.ts'
import type { Selection } from './arguments.ts'
import { configure, contextIn } from './configure.ts'
import { InputError, type Io } from './io.ts'
import { startProgress } from './progress.ts'
import { select, slashed, type Tree } from './selection.ts'

/** A Dockerfile that was looked at. */
export interface Seen {
  readonly report: FileReport
  /** The root of its working tree, absolute. */
  readonly root: string
  /** How it is called in answers: as seen from the working directory, `-` for standard input. */
  readonly shown: string
}

export interface Survey {
  readonly seen: readonly Seen[]
  /** One line for each file on which Layerwise itself failed. */
  readonly crashes: readonly string[]
}

interface Found extends Source {
  readonly shown: string
}

/**
 * Finds, reads and analyses the Dockerfiles that a command line names.
 *
 * @throws {InputError} on what cannot be read, `ConfigurationError` on a wrong configuration
 */
export async function survey(
  selection: Selection,
  io: Io,
  analyse: (input: AnalyseInput) => FileReport,
): Promise<Survey> {
  const here = await realpath(io.cwd)
  const named = selection.paths.filter((path) => path !== '-')
  const all = { seen: [] as Seen[], crashes: [] as string[] }
  const take = ({ seen, crashes }: Survey): void => {
    all.seen.push(...seen)
    all.crashes.push(...crashes)
  }
  if (named.length < selection.paths.length) {
    const text = textOf('-', decodeInput(await io.readStdin()))
    // It is read as if it stood in the working directory.
    for (const { root } of await select([], here)) {
      const found = [{ path: slashed(relative(root, join(here, 'Dockerfile'))), text, shown: '-' }]
      take(await surveyTree({ root, files: [], folders: [] }, found, selection, io, here, analyse))
    }
    if (named.length === 0) return all
  }
  for (const tree of await select(named, here)) take(await surveyTree(tree, [], selection, io, here, analyse))
  return all
}

async function surveyTree(
  tree: Tree,
  given: readonly Found[],
  selection: Selection,
  io: Io,
  here: string,
  analyse: (input: AnalyseInput) => FileReport,
): Promise<Survey> {
  const { root } = tree
  const shown = (path: string): string => slashed(relative(here, join(root, path)))
  const [list, links, configuration] = await Promise.all([
    listFiles(root),
    listLinks(root),
    configure(root, selection.config, here),
  ])
  const context = selection.context === undefined ? undefined : await contextIn(root, selection.context, here)
  const found: Found[] = [...given]
  for (const path of tree.files) {
    found.push({ path, text: textOf(shown(path), await readText(root, path)), shown: shown(path) })
  }
  const refused: Seen[] = []
  for (const path of discover(tree, list, configuration)) {
    if (tree.files.includes(path)) continue
    const read = await readText(root, path)
    if ('text' in read) found.push({ path, text: read.text, shown: shown(path) })
    else refused.push({ report: refusal(path, read.refused), root, shown: shown(path) })
  }
  const progress = startProgress(io.err, found.length)
  const sources = found.map((source) => ({ ...source, context: context ?? configuration.contexts.get(source.path) }))
  const { reports, crashes } = await analyseAll(sources, {
    analyse,
    files: list === null ? null : new Set(list),
    links,
    read: (paths) => readTracked(root, paths, links),
    settings: { rules: configuration.rules, syntax: configuration.syntax, images: configuration.images },
    onProgress: progress.show,
  })
  progress.end()
  return {
    seen: [...reports.map((report, index) => ({ report, root, shown: (found[index] as Found).shown })), ...refused],
    crashes: crashes.map(({ path, error }) => `${printable(shown(path))}: ${printable(String(error))}`),
  }
}

/** The Dockerfiles in the folders that were named. */
export function discover(
  { root, folders }: Tree,
  list: readonly string[] | null,
  configuration: Configuration,
): string[] {
  if (folders.length === 0) return []
  if (list === null) {
    throw new InputError(`${quoted(root)} holds too many files and is no git checkout. Name the Dockerfiles.`)
  }
  const found = new Set<string>()
  for (const folder of folders) {
    const isDockerfile = dockerfileTest(configuration, folder)
    for (const path of list) if ((folder === '' || path.startsWith(`${folder}/`)) && isDockerfile(path)) found.add(path)
  }
  return [...found].sort()
}

export function decodeInput(bytes: Uint8Array): ReadText {
  if (bytes.length > largestFile) return { refused: `is larger than ${largestFile / 1024 / 1024} MB` }
  return decode(bytes)
}

/** A file that was named must be readable. */
export function textOf(shown: string, read: ReadText): string {
  if ('text' in read) return read.text
  const what = shown === '-' ? 'standard input' : quoted(shown)
  throw new InputError(`${what} ${read.refused}. Name a Dockerfile.`)
}

/** One that was found by its name is noted, and the others go on. */
function refusal(path: string, reason: string): FileReport {
  const notices = [{ line: 1, message: `This file ${reason}, so nothing is said of it.` }]
  return { path, text: '', findings: [], suggestions: [], fixed: '', notices, ignored: [], missing: [], unread: true }
}
