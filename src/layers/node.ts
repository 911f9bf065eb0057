import type { BuildContext } from '../context/build-context.ts'
import type { Dockerfile, Instruction } from '../dockerfile/model.ts'
import type { Stage } from '../dockerfile/state.ts'
import type { GivenArguments } from './environment.ts'
import type { Selection } from './selection.ts'
import type { Hangs, Outcome } from './variables.ts'

export interface GraphInput {
  readonly file: Dockerfile
  readonly stages: readonly Stage[]
  /** Null where it is not known: then any file may be one of those that are copied. */
  readonly context: BuildContext | null
  /** The build arguments that the build gives; null for a value that is not known. */
  readonly args?: GivenArguments
  /** Contexts with names of their own; null for one that lies elsewhere: an image, an address. */
  readonly named?: ReadonlyMap<string, BuildContext | null>
  /** The stage that is built, by name or number; null for the last one. */
  readonly target?: string | null
}

/** An instruction of a stage, and what its cache key depends on beside its own text. */
export interface LayerNode {
  /** Its stage's index and its place in it, the `FROM` being 0: `1.3`. It stays the same while the file does. */
  readonly id: string
  readonly stage: Stage
  /** For a trigger that an `ONBUILD` of the base has left: the instruction behind `ONBUILD`. */
  readonly instruction: Instruction
  /** 1-based. */
  readonly line: number
  /** Only a `base` and a `layer` can run again; `metadata` changes what later steps get, and the image's configuration. */
  readonly kind: 'base' | 'layer' | 'metadata'
  /** Whether the target's build reaches its stage. */
  readonly needed: boolean
  readonly dependsOn: Dependencies
}

export interface Dependencies {
  /** The layers that it is made on: when one of them runs, so does this step. None for `COPY --link` and the first layer. */
  readonly layers: readonly LayerNode[]
  /** Stages that it copies or mounts files of: it runs again only where these files have changed. */
  readonly stages: readonly FromStage[]
  /** Files of the context, or of a context with a name of its own; null where it reads none. */
  readonly files: readonly Selection[]
  /** Build arguments that are part of its key. A declared one is part of that of every later `RUN`, used or not. */
  readonly args: Hangs
  /** The names that `ENV` has set, where they are part of its key. */
  readonly env: readonly string[]
  /** What lies elsewhere: images, URLs, Git addresses, other contexts. */
  readonly elsewhere: readonly string[]
}

export interface FromStage {
  readonly stage: Stage
  /** Its last layers. */
  readonly layers: readonly LayerNode[]
}

/** What changes between two builds. */
export interface Change {
  /** Files of the repository that are edited, added or removed. */
  readonly files?: Iterable<string>
  /** Build arguments that get another value. */
  readonly args?: Iterable<string>
}

/** That a step runs again, and the first reason for it. */
export interface Again {
  readonly outcome: Outcome
  readonly because: Cause
}

export type Cause =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'argument'; readonly name: string }
  /** A layer below it runs again. */
  | { readonly kind: 'layer'; readonly node: LayerNode }
  /** A stage that it takes files of runs again. */
  | { readonly kind: 'stage'; readonly node: LayerNode }
