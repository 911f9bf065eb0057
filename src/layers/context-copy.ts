import { DockerIgnore } from '../context/dockerignore.ts'
import type { Dockerfile } from '../dockerfile/model.ts'
import { joinPath, lookupIn, type Step } from '../dockerfile/state.ts'
import { isArchive, readCopySources } from './copy-sources.ts'

/** A `COPY` or `ADD` of files of the build context. */
export interface ContextCopy {
  readonly step: Step
  /** As written, expanded: paths of the context, wildcards included. */
  readonly sources: readonly string[]
  /** The destination as it stands in the file. */
  readonly rawDestination: string
  /** The destination in the image. */
  readonly destination: string
  /** It ends in a slash, is `.`, or there are several sources: then it is a folder. */
  readonly intoFolder: boolean
  /** `--parents`: each source keeps the folders that it lies in, from its pivot `/./` on. */
  readonly parents: boolean
  /** `--exclude`: patterns of what does not come along, relative to each source that is a folder. */
  readonly excludes: readonly string[]
  /** `--link`: made on an empty file system, where no folder is but those that the copy makes itself. */
  readonly link: boolean
  /** Archives among the files are unpacked, not copied. */
  readonly unpacks: boolean
}

/** Reads a step as a copy from the build context: null when it is none, undefined when it cannot be known what it copies. */
export function readCopy(file: Dockerfile, step: Step): ContextCopy | null | undefined {
  const { instruction, state, stage } = step
  const read = readCopySources(file, instruction, lookupIn(state, stage))
  if (read === null || read.from !== null) return null
  const { paths, excludes, rawDestination, destination: target } = read
  const sources = paths.filter((path) => path !== null)
  const patterns = excludes.filter((pattern) => pattern !== null)
  if (sources.length < Math.max(paths.length, 1) || patterns.length < excludes.length) return undefined
  if (new DockerIgnore(patterns).unreadable !== null) return undefined
  // What is fetched or stands in the Dockerfile is no file of the context, and an archive is unpacked.
  if (read.assumed || read.addresses.length > 0 || read.heredocs.length > 0) return undefined
  if (read.unpacks.files && sources.some(isArchive)) return undefined
  const destination = target === null ? null : joinPath(state.workdir, target)
  if (target === null || rawDestination === null || destination === null) return undefined
  return {
    step,
    sources,
    rawDestination,
    destination,
    intoFolder: /(?:^|\/)\.?$/.test(target) || sources.length > 1,
    parents: read.parents,
    excludes: patterns,
    link: read.link,
    unpacks: read.unpacks.files,
  }
}

/**
 * Every source of a `COPY` or `ADD` that reads the build context, for finding out which folder that is: archives too, and
 * the files beside a here-document.
 */
export function contextSources(file: Dockerfile, steps: readonly Step[]): string[] {
  return steps.flatMap(({ instruction, state, stage }) => {
    const read = readCopySources(file, instruction, lookupIn(state, stage))
    if (read === null || read.from !== null || read.assumed) return []
    return read.paths.filter((path) => path !== null)
  })
}
