import { type BuildContext, openContext } from './build-context.ts'
import type { Build } from './builds/build.ts'
import { folderOf } from './paths.ts'
import type { Tree } from './tree.ts'

/** A folder that a build sees, and how that is known. */
export interface AssumedContext {
  readonly context: BuildContext
  /** Where it is said; null where the configuration names it, or it was found by what is copied. */
  readonly place: Build['place'] | null
  /** How it is known, in words that stand behind the folder: `which compose.yaml names in line 5`. */
  readonly known: string
}

/** The contexts in which a Dockerfile is built: what is said must hold in all of them. */
export type FoundContexts =
  | { readonly contexts: readonly [AssumedContext, ...AssumedContext[]] }
  /** Why they are not known, in one clause. */
  | { readonly unknown: string }
  /** Texts must be had first. */
  | { readonly missing: true }

/**
 * Finds the build contexts of a Dockerfile: the folder that the caller names, else those that the files of the repository
 * name, else the one folder, of the Dockerfile's own and those above it, in which every `COPY` source exists.
 *
 * @param sources the sources of all `COPY` and `ADD` instructions that read the context, expanded
 * @param named the folder that the configuration or a user names
 * @param builds what the repository says of this Dockerfile's builds
 */
export function findContexts(
  tree: Tree,
  dockerfile: string,
  sources: readonly string[],
  named: string | undefined,
  builds: readonly Build[],
): FoundContexts {
  if (!tree.known) return { unknown: 'the files of the repository are not known' }
  if (named !== undefined) {
    return open(tree, dockerfile, [
      { folder: named, kind: 'folder', place: null, known: 'which the configuration names' },
    ])
  }
  const said = candidatesOf(builds)
  if ('unknown' in said) return said
  const holdsAll = ({ context }: AssumedContext): boolean => sources.every((source) => context.matches(source) !== null)
  if (said.length > 0) {
    const found = open(tree, dockerfile, said)
    if (!('contexts' in found)) return found
    // One that lacks what is copied cannot be built as it is: a file that is made before, or a line that is out of date.
    const [first, ...rest] = found.contexts.filter(holdsAll)
    return first ? { contexts: [first, ...rest] } : { unknown: 'the build context lacks some of what is copied' }
  }
  const above = [folderOf(dockerfile)]
  while (above.at(-1) !== '.') above.push(folderOf(above.at(-1) as string))
  const known = 'the one folder that holds everything that is copied'
  const found = open(
    tree,
    dockerfile,
    above.reverse().map((folder) => ({ folder, kind: 'folder' as const, place: null, known })),
  )
  if (!('contexts' in found)) return found
  const building = found.contexts.filter(holdsAll)
  // A wildcard may be there for a file that not every project has: it decides where names do not.
  const fitting =
    building.length < 2
      ? building
      : building.filter(({ context }) => sources.every((source) => context.matches(source)?.length !== 0))
  const [only, other] = fitting.length > 0 ? fitting : building
  if (only && !other) return { contexts: [only] }
  return {
    unknown: other
      ? `the build context may be ${nameOf(only?.context.folder ?? '.')} or ${nameOf(other.context.folder)}`
      : 'no folder holds everything that is copied',
  }
}

const nameOf = (folder: string): string => (folder === '.' ? 'the root of the repository' : folder)

interface Candidate extends Omit<AssumedContext, 'context'> {
  readonly folder: string
  readonly kind: 'folder' | 'git'
}

/** The contexts that builds name, each once, with the first place that does so. */
function candidatesOf(builds: readonly Build[]): Candidate[] | { readonly unknown: string } {
  const found = new Map<string, Candidate>()
  for (const { context, place } of builds) {
    if (context.kind === 'unknown')
      return { unknown: `${place.path} names a build context in line ${place.line}, and ${context.why}` }
    if (context.kind === 'unread') {
      return { unknown: `${place.path} may name a build context, and is left unread since many files may` }
    }
    if (context.kind === 'elsewhere') continue
    const { kind, folder } = context
    const key = `${kind} ${folder}`
    const known = `which \`${place.path}\` names in line ${place.line}`
    if (!found.has(key)) found.set(key, { kind, folder, place, known })
  }
  return [...found.values()]
}

function open(tree: Tree, dockerfile: string, candidates: readonly Candidate[]): FoundContexts {
  const contexts: AssumedContext[] = []
  let missing = false
  for (const { folder, kind, place, known } of candidates) {
    const opened = openContext(tree, dockerfile, folder, kind)
    if ('unknown' in opened) return opened
    if ('missing' in opened) missing = true
    else contexts.push({ context: opened.context, place, known })
  }
  const [first, ...rest] = contexts
  return missing || !first ? { missing: true } : { contexts: [first, ...rest] }
}
