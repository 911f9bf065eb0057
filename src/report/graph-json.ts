import type { Cause, LayerNode } from '../layers/node.ts'
import { againIn, type GraphReport } from './graph.ts'

/** The graph for machines. Its form is a promise: fields are added, never changed. Paths are from the root of the repository. */
export interface JsonGraph {
  readonly version: 1
  readonly path: string
  /** Null where it is not known. */
  readonly context: {
    readonly kind: 'folder' | 'git'
    readonly folder: string
    readonly ignoreFile: string | null
  } | null
  /** Why the context is not known; null where it is. */
  readonly contextUnknown: string | null
  /** The index of the stage that is built. */
  readonly target: number | null
  /** Null where nothing was asked of changes. */
  readonly changed: readonly string[] | null
  readonly stages: readonly JsonStage[]
}

export interface JsonStage {
  readonly index: number
  readonly name: string | null
  /** Whether the target's build reaches it. */
  readonly needed: boolean
  readonly steps: readonly JsonStep[]
}

export interface JsonStep {
  readonly id: string
  readonly startLine: number
  readonly endLine: number
  readonly instruction: string
  readonly kind: 'base' | 'layer' | 'metadata'
  readonly dependsOn: {
    /** The steps that it is made on. */
    readonly layers: readonly string[]
    /** Steps of other stages whose files it takes. */
    readonly copies: readonly string[]
    readonly files: readonly string[]
    /** Why the list of files may lack some; null when it is whole. */
    readonly filesUnknown: string | null
    readonly arguments: readonly string[]
    readonly environment: readonly string[]
    /** Images, URLs, Git addresses. */
    readonly elsewhere: readonly string[]
  }
  /** How many files there are whose edit runs it again, by way of the steps that it is made on too. */
  readonly filesThatRun: { readonly certain: number; readonly perhaps: number }
  /** Null where it stays cached, or nothing was asked of changes. */
  readonly again: { readonly outcome: 'runs' | 'may run'; readonly because: JsonCause } | null
}

export type JsonCause =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'argument'; readonly name: string }
  | { readonly kind: 'layer' | 'stage'; readonly step: string }

/** The whole graph as a value that `JSON.stringify` takes. */
export function graphToJson(report: GraphReport): JsonGraph {
  const { graph, context, stages } = report
  const again = againIn(report)
  return {
    version: 1,
    path: report.inRepository,
    context: context && { kind: context.kind, folder: context.folder, ignoreFile: context.ignoreFile },
    contextUnknown: report.unknown,
    target: graph.target?.index ?? null,
    changed: report.changed,
    stages: stages.map((stage) => {
      const nodes = graph.nodes.filter((node) => node.stage === stage)
      return {
        index: stage.index,
        name: stage.name,
        needed: nodes.some(({ needed }) => needed),
        steps: nodes.map((node) => {
          const found = again?.get(node)
          return {
            ...stepOf(node, report),
            again: found ? { outcome: found.outcome, because: causeOf(found.because) } : null,
          }
        }),
      }
    }),
  }
}

function stepOf(node: LayerNode, { graph }: GraphReport): Omit<JsonStep, 'again'> {
  const { layers, stages, files, args, env, elsewhere } = node.dependsOn
  const { files: certain, perhaps } = graph.filesThatRun(node)
  return {
    id: node.id,
    startLine: node.instruction.lines.start,
    endLine: node.instruction.lines.end,
    instruction: node.instruction.keyword,
    kind: node.kind,
    dependsOn: {
      layers: layers.map(({ id }) => id),
      copies: stages.flatMap((from) => from.layers.map(({ id }) => id)),
      files: [...new Set(files.flatMap((selection) => selection.files))].sort(),
      filesUnknown: files.find(({ unknown }) => unknown !== null)?.unknown ?? null,
      arguments: [...args.keys()].sort(),
      environment: [...env].sort(),
      elsewhere,
    },
    filesThatRun: { certain: certain.length, perhaps: perhaps.length },
  }
}

const causeOf = (cause: Cause): JsonCause => ('node' in cause ? { kind: cause.kind, step: cause.node.id } : cause)
