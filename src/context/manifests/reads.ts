/**
 * The files that an install finds in the image, as far as they come from the build context. Paths are those of the image
 * without the first slash; `.` is the image's root.
 */
export interface ImageFiles {
  has(path: string): boolean
  isFolder(path: string): boolean
  /** The files below a folder, sorted. */
  under(folder: string): readonly string[]
  /** The text of a file: null when it is not there or is no text, undefined when it is not at hand (and now asked for). */
  text(path: string): string | null | undefined
  /**
   * Whether something may lie at a path that the list of files does not show, because a copied folder would bring it along:
   * `.git`, a local `node_modules`.
   */
  mayHold(path: string): boolean
}

/** An install, as far as what it reads of the project is concerned. */
export interface InstallRequest {
  readonly files: ImageFiles
  /** The folder of the image in which it runs, without the first slash. */
  readonly folder: string
  /** The name of the program as it was called: `pip3`, `./mvnw` is `mvnw`. */
  readonly program: string
  readonly verb: string
  /** The command's words without program and verb: options may stand in front of the verb too. */
  readonly args: readonly string[]
  /** Options that take the next word as their value. */
  readonly valueOptions: readonly string[]
  /** A variable as the command sees it: undefined where it is not set, null where its value cannot be known. */
  readonly variable: (name: string) => string | null | undefined
  /** The path of the image that a path means where the install runs; null where that lies outside of it. */
  readonly resolve: (path: string) => string | null
}

/** What a tool itself offers where an install cannot stand above the sources: a step of its own that reads manifests only. */
export interface Ahead {
  /** The command of that step, in the words of a shell. The install itself stays as it is, below the sources. */
  readonly command: string
  readonly files: readonly string[]
  readonly folders?: readonly string[]
  /** What the reader should know: what the step does, and what the install below it still does. A sentence or two. */
  readonly says: string
}

export type InstallReads =
  | {
      /** The files that it reads, in the order in which a person would list them. */
      readonly files: readonly string[]
      /** Folders that it reads as a whole, whatever lies in them: `.yarn/releases`. Their files need not be in `files`. */
      readonly folders?: readonly string[]
      /** Folders that it writes: a later `COPY` must not write there. */
      readonly writes: readonly string[]
    }
  /** Why it reads more than can be known, in one clause; and the step that the tool offers for that. */
  | { readonly unknown: string; readonly ahead?: Ahead }
  /** Texts must be had first; they have been asked for. */
  | { readonly missing: true }
