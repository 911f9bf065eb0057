import type { Tree } from '../tree.ts'

/** A place in the repository that builds an image: a service of a compose file, a step of a workflow, a line of a Makefile. */
export interface Build {
  /** The Dockerfile, relative to the repository's root. */
  readonly dockerfile: string
  readonly context: ContextSource
  /** Contexts with a name of their own, which `FROM`, `COPY --from` and `RUN --mount=…,from=` may use. */
  readonly named: ReadonlyMap<string, ContextSource>
  /** Build arguments that it gives. */
  readonly args: ReadonlyMap<string, GivenArgument>
  /** The stage that is built: null for the last one, undefined where it cannot be known which. */
  readonly target: string | null | undefined
  /** What builds it, as a person would say it: `docker compose`, `docker/build-push-action`, `docker build`. */
  readonly tool: string
  /** Where that is said; `line` is 1-based. */
  readonly place: { readonly path: string; readonly line: number }
}

export type ContextSource =
  /** A folder of the checkout, relative to the repository's root. */
  | { readonly kind: 'folder'; readonly folder: string }
  /**
   * The repository, fetched by BuildKit itself from its Git address, or a folder in it: no ignore file is applied and only
   * committed files exist. https://docs.docker.com/build/concepts/context/#git-repositories
   */
  | { readonly kind: 'git'; readonly folder: string }
  /** An image, another repository, another target: nothing of the files here. */
  | { readonly kind: 'elsewhere' }
  /** Why it is not known, in one clause. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** There are too many files that may say it, and this one was left out. */
  | { readonly kind: 'unread' }

export interface GivenArgument {
  /** Null where it cannot be known: an expression, a variable without a default. */
  readonly value: string | null
  /** As written: `${{ github.sha }}`, `$(date +%s)`. */
  readonly raw: string
  /** 1-based, in the file of the build's place. */
  readonly line: number
}

/** Reads the builds that one kind of file describes. */
export interface BuildReader {
  /** What the file is, as a person would say it: `a compose file`. */
  readonly name: string
  /**
   * Whether a file of the repository is of this kind, by its path. Its text must then be fetched: of kinds of which there
   * are many, only those are taken that lie near a Dockerfile.
   *
   * @param holdsDockerfile whether there is one in a folder or below it
   */
  matches(path: string, holdsDockerfile: (folder: string) => boolean): boolean
  /**
   * The builds in a file. Texts of other files that it needs are asked for with `textBehind`, which notes what is not at
   * hand; what cannot be read describes no build.
   */
  read(path: string, text: string, tree: Tree): readonly Build[]
}
