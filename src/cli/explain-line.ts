import { realpath } from 'node:fs/promises'
import { readRunSteps } from '../caching/installs.ts'
import { findBuilds } from '../context/builds/find-builds.ts'
import { givenArguments } from '../context/builds/given-arguments.ts'
import { findContexts } from '../context/contexts.ts'
import { readStages } from '../dockerfile/state.ts'
import { imageOfWith } from '../images/taught.ts'
import { contextSources } from '../layers/context-copy.ts'
import { layerGraph } from '../layers/graph.ts'
import type { LayerNode } from '../layers/node.ts'
import { contextIn, manifestsInWords } from '../ordering/in-words.ts'
import { readStretch, type Stretch } from '../ordering/stretch.ts'
import type { Block, Page } from '../pages/page.ts'
import { byFolder, instructionText } from '../report/graph.ts'
import { printable } from '../text/printable.ts'
import { parsed, subjectOf, withTexts } from './graph.ts'
import { InputError, type Io } from './io.ts'

/** Of longer lists folders are named. */
const mostFiles = 8

/**
 * What the instruction in a line of a Dockerfile depends on, what it reads, and why no line moves there.
 *
 * @throws {InputError} when the file cannot be read, or has no instruction in that line
 */
export async function explainLine(path: string, line: number, io: Io): Promise<Page> {
  const subject = await subjectOf({ path, config: undefined }, await realpath(io.cwd), io)
  const file = parsed(subject.shown, subject.text)
  const wanted = file.instructions.find(({ lines }) => lines.start <= line && line <= lines.end)
  if (!wanted) throw new InputError(`line ${line} of ${printable(subject.shown)} has no instruction.`)
  return await withTexts(subject.root, subject.list, (tree) => {
    const builds = findBuilds(tree, [subject.path]).filter(({ dockerfile }) => dockerfile === subject.path)
    const given = givenArguments(builds)
    const stages = readStages(file, imageOfWith(subject.configuration.images), given)
    const steps = stages.flatMap((stage) => stage.steps)
    const named = subject.configuration.contexts.get(subject.path)
    const found = findContexts(tree, subject.path, contextSources(file, steps), named, builds)
    const context = 'contexts' in found ? found.contexts[0].context : null
    const graph = layerGraph({ file, stages, context, args: given })
    const node = graph.nodeOf(wanted)
    const step = steps.find(({ instruction }) => instruction === wanted)
    const runs = readRunSteps(file, stages).filter((run) => run.step.stage === step?.stage)
    const stretch = context && step ? readStretch(file, step.stage, runs, context) : null
    const said =
      'contexts' in found
        ? [`Seen in ${contextIn(found.contexts)}.`]
        : 'unknown' in found
          ? [`The build context is not known: ${found.unknown}.`]
          : []
    const blocks: Block[] = [
      { code: instructionText(file, wanted), language: 'dockerfile' },
      ...paragraphs(node ? dependenciesOf(node, graph.filesThatRun(node)) : []),
      ...paragraphs(stretch && step ? readingOf(stretch, wanted.lines.start) : []),
      ...paragraphs(said),
    ]
    return { title: `${printable(subject.shown)}, line ${line}`, blocks }
  })
}

const paragraphs = (texts: readonly string[]): Block[] => texts.map((prose) => ({ prose }))

function dependenciesOf(
  { kind, needed, dependsOn }: LayerNode,
  { files, perhaps, unknown }: { files: readonly string[]; perhaps: readonly string[]; unknown: string | null },
): string[] {
  const texts: string[] = []
  if (!needed) texts.push('Nothing that the last stage needs is in this stage, so that it does not run at all.')
  if (kind === 'metadata') texts.push('It makes no layer.')
  else if (files.length > 0)
    texts.push(
      `An edit of ${files.length === 1 ? 'this file' : `any of these ${files.length} files`} runs it again: ${byFolder(files, mostFiles)}.`,
    )
  else texts.push('No edit of a file runs it again.')
  if (perhaps.length > 0) texts.push(`So may one of ${perhaps.length} more, by what another stage makes of them.`)
  if (unknown !== null) texts.push(`There may be more: ${unknown}.`)
  const names = [...dependsOn.args.keys()].map((name) => printable(name))
  if (names.length > 0)
    texts.push(
      `A new value of ${names.length === 1 ? 'the build argument' : 'one of the build arguments'} ${names.join(', ')} does so too.`,
    )
  return texts
}

/** What the order of lines is judged by. */
function readingOf({ steps, copies, end }: Stretch, line: number): string[] {
  const known = steps.find(({ run }) => run.step.instruction.lines.start === line)
  if (known) {
    const { reads } = known
    const nothing = reads.files.length + reads.folders.length === 0
    return [
      nothing
        ? 'It reads nothing of what is copied above it.'
        : `Of what is copied above it, it reads ${manifestsInWords(reads)}.`,
    ]
  }
  if (end === null) return []
  const why = printable(end.why)
  if (end.line === line) return [`It may need what is copied above it, since ${why}.`]
  const isCopy = copies.some(({ step }) => step.instruction.lines.start === line)
  return isCopy ? [`It has to stay above line ${end.line}, which may need it: ${why}.`] : []
}
