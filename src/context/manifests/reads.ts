import type { BuildContext } from '../build-context.ts'

/** An install, as far as its manifests are concerned. */
export interface InstallRequest {
  readonly context: BuildContext
  /** The folder of the context that lies where the install runs. */
  readonly folder: string
  readonly verb: string
  /** The command's words without program and verb: options may stand in front of the verb too. */
  readonly args: readonly string[]
  /** Options that take the next word as their value. */
  readonly valueOptions: readonly string[]
  /** Finds the file of the context that lies at a path of the image, relative to where the install runs or absolute. */
  readonly find: (path: string) => string | null
}

export type InstallReads =
  | {
      /** The files of the context that it reads, in the order a person would list them. */
      readonly files: readonly string[]
      /** Folders that it writes, relative to where it runs or absolute: a later `COPY` must not write there. */
      readonly writes: readonly string[]
    }
  /** Why it reads more than can be known, in one clause. */
  | { readonly unknown: string }
  /** Texts must be had first; they are noted in the tree. */
  | { readonly missing: true }
