import type { Stage } from '../dockerfile/state.ts'
import type { Again, LayerNode } from '../layers/node.ts'
import { printable } from '../text/printable.ts'
import { type Paint, type Palette, palette } from './colour.ts'
import { againIn, byFolder, type GraphReport, instructionText, stageName } from './graph.ts'
import { counted, shownLine, unobeyed, wrapped } from './layout.ts'
import type { TextChoices } from './text.ts'

/** Of many folders only the largest are named. */
const mostFolders = 4

interface Page extends GraphReport {
  readonly again: Map<LayerNode, Again> | null
  readonly colours: Palette
  readonly columns: number
}

/** The graph for people: stage by stage, each step with what it depends on and, when that was asked, whether it runs again. */
export function graphToText(report: GraphReport, { colour, columns = 100 }: TextChoices): string {
  const page: Page = {
    ...report,
    again: againIn(report),
    colours: palette(colour),
    columns: Math.max(40, Math.min(columns, 120)),
  }
  const blocks = [heading(page), ...report.stages.map((stage) => stageBlock(page, stage)), closing(page)]
  return unobeyed(`${blocks.flatMap((lines) => (lines.length > 0 ? [lines.join('\n')] : [])).join('\n\n')}\n`)
}

function heading({ path, stages, graph, context, unknown, colours, columns }: Page): string[] {
  const { target } = graph
  const built = target && target !== stages.at(-1) ? `, built up to ${stageName(target)}` : ''
  const steps = graph.nodes.filter(({ kind }) => kind === 'layer').length
  const place = context && (context.folder === '.' ? 'the root of the repository' : printable(context.folder))
  const ignore = context?.ignoreFile ? `, without what ${printable(context.ignoreFile)} leaves out` : ''
  const shown = place
    ? `${place}${ignore}`
    : `not known, since ${unknown ?? 'nothing says it'}. Name it with --context DIR.`
  return [
    `${colours.bold(printable(path))}: ${counted(stages.length, 'stage')}, ${counted(steps, 'layer')}${built}`,
    ...wrapped(`context: ${shown}`, columns),
  ]
}

function stageBlock(page: Page, stage: Stage): string[] {
  const { graph, file, colours, columns, again } = page
  const nodes = graph.nodes.filter((node) => node.stage === stage)
  const [from, ...steps] = nodes
  if (from === undefined) return []
  const gutter = String(Math.max(...nodes.map(({ line }) => line))).length
  const indent = ' '.repeat(gutter + 6)
  const unneeded = from.needed ? '' : colours.dim(' (not needed for the target)')
  const lines = [`${colours.bold(stageName(stage))}${unneeded}`]
  let told = 0
  for (const node of [from, ...steps]) {
    const text = shownLine(instructionText(file, node.instruction), columns - indent.length)
    const shown = node.kind === 'metadata' || !node.needed ? colours.dim(text) : text
    lines.push(`  ${markOf(page, node)} ${String(node.line).padStart(gutter)}  ${shown}`)
    const certain = node.instruction.keyword === 'RUN' ? graph.filesThatRun(node).files.length : 0
    const notes = [...dependencies(page, node), ...(again ? reasons(page, node) : [])]
    if (certain > 0 && certain !== told) {
      notes.push(certain === 1 ? 'an edit of 1 file runs it again' : `an edit of any of ${certain} files runs it again`)
      told = certain
    }
    for (const note of notes) {
      const [first = '', ...rest] = wrapped(note, columns - indent.length - 2)
      lines.push(colours.dim(`${indent}${first}`), ...rest.map((line) => colours.dim(`${indent}  ${line}`)))
    }
  }
  return lines
}

function markOf({ again, colours }: Page, node: LayerNode): string {
  if (again === null || node.kind === 'metadata' || !node.needed) return ' '
  const paint: readonly [Paint, string] =
    again.get(node)?.outcome === 'runs'
      ? [colours.red, '↻']
      : again.has(node)
        ? [colours.yellow, '?']
        : [colours.green, '✓']
  return paint[0](paint[1])
}

function dependencies({ graph }: Page, node: LayerNode): string[] {
  if (node.kind === 'metadata') return []
  const { files, stages, args, env, elsewhere } = node.dependsOn
  const read = [...new Set(files.flatMap((selection) => selection.files))].sort()
  const unknown = files.find((selection) => selection.unknown !== null)?.unknown
  const taken = stages.filter(({ layers }) => layers.some((layer) => graph.nodes.includes(layer)))
  const listed = read.length > 0 ? `: ${byFolder(read, mostFolders)}` : ''
  return [
    ...(files.length > 0 && (unknown === undefined || read.length > 0)
      ? [`reads ${read.length === 0 ? 'no file that is there' : counted(read.length, 'file')}${listed}`]
      : []),
    ...(unknown === undefined ? [] : [`reads files that are not known, since ${unknown}`]),
    ...taken.map(({ stage }) => `takes files of ${stageName(stage)}`),
    ...(args.size > 0 ? [`build arguments: ${named(args.keys())}`] : []),
    ...(env.length > 0 ? [`environment: ${named(env)}`] : []),
    ...(node.kind === 'layer' && elsewhere.length > 0 ? [`takes files of ${named(elsewhere)}`] : []),
  ]
}

const named = (names: Iterable<string>): string => [...names].map((name) => printable(name)).join(', ')

/** What follows from the step above needs no word. */
function reasons({ again }: Page, node: LayerNode): string[] {
  const because = again?.get(node)?.because
  if (because?.kind === 'file') return [`because ${printable(because.path)} changes`]
  if (because?.kind === 'argument') return [`because ${printable(because.name)} changes`]
  if (because?.kind === 'stage') return [`because line ${because.node.line} may then make other files`]
  return []
}

function closing({ again, changed, graph, inRepository, columns }: Page): string[] {
  if (again === null || changed === null) return []
  const layers = graph.nodes.filter(({ kind, needed }) => kind === 'layer' && needed)
  const count = (outcome: string): number => layers.filter((node) => again.get(node)?.outcome === outcome).length
  const [runs, may] = [count('runs'), count('may run')]
  const lines = [
    `  ↻ ${runs} of ${counted(layers.length, 'layer')} ${runs === 1 ? 'runs' : 'run'} again`,
    ...(may > 0 ? [`  ? ${may} may run again`] : []),
    `  ✓ ${layers.length - runs - may} ${layers.length - runs - may === 1 ? 'stays' : 'stay'} cached`,
  ]
  const alone = changed.filter((file) => graph.again({ files: [file] }).size === 0)
  return [
    `After a change of ${counted(changed.length, 'file')}:`,
    ...lines,
    ...(alone.length > 0 ? wrapped(`No step reads ${byFolder([...alone].sort(), mostFolders)}.`, columns) : []),
    ...(changed.includes(inRepository)
      ? wrapped('Of the Dockerfile itself, the steps whose text changes run again too, with all below them.', columns)
      : []),
  ]
}
