import type { BuildContext } from '../context/build-context.ts'
import { DockerIgnore } from '../context/dockerignore.ts'
import { isGlob } from '../context/glob.ts'
import { joinInside } from '../context/paths.ts'

/** A file or folder of the context that a source of a `COPY` stands for. */
export interface Copied {
  /** As the source names it. */
  readonly named: string
  /** Where it lies, all symbolic links followed. */
  readonly from: string
  readonly folder: boolean
  /** Where it goes below the destination, if that is a folder; `.` is the destination itself. */
  readonly keeps: string
  /** Whether a path below the folder comes along; null where all of them do. */
  readonly takes: ((rest: string) => boolean) | null
  /** The symbolic links on the way to it. */
  readonly links: readonly string[]
}

export interface CopyOptions {
  readonly parents: boolean
  readonly excludes: readonly string[]
}

/**
 * What a source of a `COPY` stands for, in the order in which it is copied. Null when that is nothing, or cannot be known.
 * https://github.com/tonistiigi/fsutil/blob/master/copy/copy.go
 */
export function copiedBy(context: BuildContext, source: string, { parents, excludes }: CopyOptions): Copied[] | null {
  const excluded = excludes.length > 0 ? new DockerIgnore(excludes) : null
  if (parents) return withParents(context, source, excluded)
  const matches = context.matches(source)
  if (matches === null) return null
  const copied = matches.map((named): Copied | null => {
    // What is left out is told by its path below a folder: a file that is named itself is always copied.
    const takes = excluded && ((rest: string) => !excluded.excludes(rest))
    return copiedFrom(context, named, '.', takes)
  })
  return copied.every((one) => one !== null) ? copied : null
}

/** What lies at a path without wildcards. */
export function copiedFrom(
  context: BuildContext,
  named: string,
  keeps = '.',
  takes: Copied['takes'] = null,
): Copied | null {
  const found = context.resolve(named)
  if (found === null) return null
  const folder = !context.has(found.path)
  return folder && !context.isFolder(found.path)
    ? null
    : { named, from: found.path, links: found.links, folder, keeps, takes }
}

/** https://docs.docker.com/reference/dockerfile/#copy---parents */
function withParents(context: BuildContext, source: string, excluded: DockerIgnore | null): Copied[] | null {
  const pivot = source.indexOf('/./')
  const base = pivot === -1 ? '.' : joinInside('.', source.slice(0, pivot))
  const pattern = joinInside('.', pivot === -1 ? source : source.slice(pivot + 3))
  // Patterns of an ignore file are what tells: `!` in front is the mark of an exception.
  if (base === null || pattern === null || pattern === '.' || pattern.startsWith('!') || isGlob(base)) return null
  if (isGlob(pattern)) {
    const included = new DockerIgnore([pattern])
    if (included.unreadable !== null) return null
    const whole = copiedFrom(context, base, '.', (rest) => included.excludes(rest) && !excluded?.excludes(rest))
    return whole?.folder ? [whole] : null
  }
  const named = joinInside(base, pattern) as string
  const one = copiedFrom(context, named, pattern, excluded && ((rest) => !excluded.excludes(`${pattern}/${rest}`)))
  // Links below the pivot are copied as they are; what is named and left out fails the build.
  return one === null || one.links.length > 0 || excluded?.excludes(pattern) ? null : [one]
}
