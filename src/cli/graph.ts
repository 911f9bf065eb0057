import { realpath } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { Configuration } from '../configuration/configuration.ts'
import { findBuilds } from '../context/builds/find-builds.ts'
import { findContexts } from '../context/contexts.ts'
import { Tree } from '../context/tree.ts'
import { UnreadableDockerfile } from '../dockerfile/model.ts'
import { parseDockerfile } from '../dockerfile/parse.ts'
import { readStages } from '../dockerfile/state.ts'
import { imageOfWith } from '../images/taught.ts'
import { contextSources } from '../layers/context-copy.ts'
import { layerGraph } from '../layers/graph.ts'
import { listFiles } from '../local/list-files.ts'
import { listLinks, readTracked } from '../local/list-links.ts'
import { isInside, readText } from '../local/read-texts.ts'
import { OptionError } from '../options.ts'
import type { GraphReport } from '../report/graph.ts'
import { graphToJson } from '../report/graph-json.ts'
import { graphToMermaid } from '../report/graph-mermaid.ts'
import { graphToText } from '../report/graph-text.ts'
import { printable, quoted } from '../text/printable.ts'
import type { Graph } from './arguments.ts'
import { configure, contextIn } from './configure.ts'
import { type ExitCode, InputError, type Io, wantsColour } from './io.ts'
import { jsonText } from './json-text.ts'
import { select, slashed } from './selection.ts'
import { decodeInput, discover, textOf } from './survey.ts'

/** One Dockerfile of a working tree. */
export interface Subject {
  /** The root of its working tree, absolute. */
  readonly root: string
  readonly path: string
  readonly shown: string
  readonly text: string
  readonly list: readonly string[] | null
  readonly configuration: Configuration
}

/** `layerwise graph`: what each step depends on, and what runs again. */
export async function graph(invocation: Graph, io: Io): Promise<ExitCode> {
  const here = await realpath(io.cwd)
  const subject = await subjectOf(invocation, here, io)
  const report = await reportOf(invocation, subject, here)
  if (invocation.format === 'json') io.out.write(`${jsonText(graphToJson(report))}\n`)
  else if (invocation.format === 'mermaid') io.out.write(graphToMermaid(report))
  else {
    const { columns } = io.out
    io.out.write(
      graphToText(report, { colour: wantsColour(io, io.out), ...(columns === undefined ? {} : { columns }) }),
    )
  }
  return 0
}

/** The Dockerfile that is named, or the only one there is. */
export async function subjectOf(
  { path: named, config }: Pick<Graph, 'path' | 'config'>,
  here: string,
  io: Io,
): Promise<Subject> {
  const [tree] = await select(named === undefined || named === '-' ? [] : [named], here)
  if (tree === undefined) throw new InputError('there is no working tree here.')
  const { root } = tree
  const shown = (path: string): string => slashed(relative(here, join(root, path)))
  const [list, configuration] = await Promise.all([listFiles(root), configure(root, config, here)])
  if (named === '-') {
    // It is read as if it stood in the working directory.
    const path = slashed(relative(root, join(here, 'Dockerfile')))
    return { root, path, shown: '-', text: textOf('-', decodeInput(await io.readStdin())), list, configuration }
  }
  const found = tree.files.length > 0 ? tree.files : discover(tree, list, configuration)
  const [path] = found
  if (path === undefined) throw new InputError('there is no Dockerfile here. Name one: layerwise graph PATH')
  if (found.length > 1) throw new InputError(choiceOf(found.map(shown)))
  return { root, path, shown: shown(path), text: textOf(shown(path), await readText(root, path)), list, configuration }
}

/** In a long list nobody looks for a name. */
const mostNamed = 20

function choiceOf(paths: readonly string[]): string {
  const named = paths.slice(0, mostNamed).map((path) => `  ${printable(path)}`)
  const more = paths.length > mostNamed ? [`  and ${paths.length - mostNamed} more`] : []
  const plain = paths.find((path) => /^[\w./-]+$/.test(path)) ?? 'PATH'
  return [`there are ${paths.length} Dockerfiles. Name one, as in "layerwise graph ${plain}":`, ...named, ...more].join(
    '\n',
  )
}

async function reportOf(invocation: Graph, subject: Subject, here: string): Promise<GraphReport> {
  const { root, path, shown, text, list, configuration } = subject
  const file = parsed(shown, text)
  const stages = readStages(file, imageOfWith(configuration.images))
  const folder =
    invocation.context === undefined
      ? configuration.contexts.get(path)
      : await contextIn(root, invocation.context, here)
  const sources = contextSources(
    file,
    stages.flatMap(({ steps }) => steps),
  )
  const target = invocation.target ?? null
  const args = new Map([...invocation.args].map(([name, value]) => [name, value ?? null]))
  const [found, layers] = await withTexts(root, list, (tree) => {
    const builds = findBuilds(tree, [path]).filter(({ dockerfile }) => dockerfile === path)
    const found = findContexts(tree, path, sources, folder, builds)
    const layers = layerGraph({
      file,
      stages,
      context: 'contexts' in found ? found.contexts[0].context : null,
      args,
      target,
    })
    // What symbolic links lead to is asked for when the files are listed.
    for (const { dependsOn } of layers.nodes) for (const selection of dependsOn.files) selection.files
    return [found, layers] as const
  })
  if (layers.target === null) {
    const names = stages.flatMap(({ name }) => (name === null ? [] : [printable(name)]))
    const right = names.length > 0 ? ` Its stages are called ${names.join(', ')}.` : ''
    throw new OptionError(`--target: there is no stage ${quoted(target ?? '')} in ${quoted(shown)}.${right}`)
  }
  const changed = invocation.changed?.map((name) => changedIn(root, name, here, new Set(list)))
  return {
    path: shown,
    inRepository: path,
    file,
    stages,
    graph: layers,
    context: 'contexts' in found ? found.contexts[0].context : null,
    unknown: 'unknown' in found ? found.unknown : 'missing' in found ? 'its ignore file cannot be read' : null,
    changed: changed === undefined ? null : [...new Set(changed)],
  }
}

export function parsed(shown: string, text: string) {
  try {
    return parseDockerfile(text)
  } catch (error) {
    if (!(error instanceof UnreadableDockerfile)) throw error
    throw new InputError(
      `${quoted(shown)} cannot be read as a Dockerfile: line ${error.line}: ${printable(error.message)}.`,
    )
  }
}

/** An ignore file, and chains of symbolic links. */
const mostRounds = 6

/** Asks, and gets the texts that are missing for the answer, until none is. */
export async function withTexts<Answer>(
  root: string,
  list: readonly string[] | null,
  ask: (tree: Tree) => Answer,
): Promise<Answer> {
  const files = list === null ? null : new Set(list)
  const links = await listLinks(root)
  const texts = new Map<string, string | null>()
  for (let round = 1; ; round++) {
    const tree = new Tree({ files, texts, links })
    const answer = ask(tree)
    const missing = [...tree.missing].filter((path) => !texts.has(path))
    if (missing.length === 0 || round === mostRounds) return answer
    for (const [path, text] of await readTracked(root, missing, links)) texts.set(path, text)
  }
}

/** The path in the repository: git names files from its root, a shell from the working directory. */
function changedIn(root: string, name: string, here: string, files: ReadonlySet<string>): string {
  const place = resolve(here, name)
  const path = slashed(relative(root, place))
  const fromRoot = slashed(relative(root, resolve(root, name)))
  if (!files.has(path) && (files.has(fromRoot) || !isInside(root, place)) && isInside(root, resolve(root, name))) {
    return fromRoot
  }
  if (!isInside(root, place)) throw new InputError(`--changed: ${quoted(name)} lies outside of the working tree.`)
  return path
}
