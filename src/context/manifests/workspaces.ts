import { compileDeepGlob } from '../glob.ts'
import { below, joinInside } from '../paths.ts'
import { type PackageJson, readPackageJson } from './package-json.ts'
import type { ImageFiles } from './reads.ts'

/** More members or wildcards than these are no workspaces that anybody keeps. */
const MANY = 200

/** How a tool understands the list of its workspaces. */
export interface WorkspaceForms {
  /** `!packages/x` leaves members out; Yarn 1 passes over it. */
  readonly negations?: boolean
  /** The list may name the root itself. */
  readonly root?: true
  /** The names of a member's manifests; package.json where nothing is said. */
  readonly names?: readonly string[]
}

/**
 * The manifests of the workspaces, sorted; or why they cannot be told. Where tools understand a wildcard in their own ways
 * it holds all that any of them would take: a manifest that is none of a member does no harm.
 * https://docs.npmjs.com/cli/using-npm/workspaces and https://pnpm.io/pnpm-workspace_yaml#packages
 */
export function membersOf(
  image: ImageFiles,
  folder: string,
  workspaces: unknown,
  { negations = true, names = ['package.json'], root }: WorkspaceForms = {},
): { readonly files: string[] } | { readonly unknown: string } {
  if (workspaces === undefined) return { files: [] }
  const globs = Array.isArray(workspaces) ? workspaces : (workspaces as { packages?: unknown } | null)?.packages
  if (!Array.isArray(globs) || !globs.every((glob) => typeof glob === 'string')) {
    return { unknown: 'its workspaces cannot be read' }
  }
  if (globs.length > MANY) return { unknown: `it has ${globs.length} lists of workspaces` }
  const endings = names.map((name) => `/${name}`)
  const candidates = image
    .under(folder)
    .filter((file) => endings.some((ending) => file.endsWith(ending)) && !/(?:^|\/)node_modules\//.test(file))
    .map((file) => below(folder, file) as string)
    .filter((file) => file.includes('/'))
  const found = new Set<string>()
  for (const glob of globs as string[]) {
    const negated = glob.startsWith('!')
    if ((negated && !negations) || (root && /^(?:\.\/?)?$/.test(glob))) continue
    const taking = takenBy(negated ? glob.slice(1) : glob, names, !negated)
    if (taking === null) return { unknown: `the workspaces ${glob} cannot be told` }
    for (const file of candidates) {
      if (taking(file)) {
        if (negated) found.delete(file)
        else found.add(file)
      }
    }
  }
  if (found.size > MANY) return { unknown: `it has ${found.size} workspaces` }
  return { files: [...found].map((file) => joinInside(folder, file) as string).sort() }
}

/** Which manifests below the root one list of workspaces takes; null where that cannot be told. */
function takenBy(glob: string, names: readonly string[], positive: boolean): ((file: string) => boolean) | null {
  if (!/^[\w@./*{},+-]+$/.test(glob) || glob.length > 200) return null
  const alternatives = braces(glob)
  if (alternatives === null) return null
  const matchers = alternatives.flatMap((one) => {
    const path = joinInside('.', one)
    if (path === null || path === '.' || glob.startsWith('/')) return [null]
    // What is left out may be named by its manifest, or by what lies in it.
    const patterns = positive
      ? names.map((name) => `${path}/${name}`)
      : [path, ...names.map((name) => `${path}/${name}`)]
    return patterns.map((pattern) => ({ pattern, matches: compileDeepGlob(pattern) }))
  })
  if (matchers.some((one) => one === null || one.matches === null)) return null
  return (file) =>
    matchers.some((one) => {
      if (!one?.matches?.(file)) return false
      // A star takes no name that begins with a dot.
      return !positive || !/(?:^|\/)\./.test(file) || /(?:^|\/)\.[\w]/.test(one.pattern)
    })
}

/** What `{a,b}` stands for; null where it is nested, open, or stands for too many. */
function braces(glob: string): string[] | null {
  let all = ['']
  for (const part of glob.split(/(\{[^{}]*\})/)) {
    const choices = /^\{.*\}$/.test(part) ? part.slice(1, -1).split(',') : [part]
    if ((choices.length === 1 && /[{}]/.test(part)) || /\.\./.test(choices.length > 1 ? part : '')) return null
    if (all.length * choices.length > 64) return null
    all = all.flatMap((start) => choices.map((choice) => start + choice))
  }
  return all
}

/**
 * Why a tool may install another folder than the one it runs in: it looks for a manifest with workspaces in those above, as
 * they lie in the image. Null when it does not, undefined while a text is not at hand.
 * https://docs.npmjs.com/cli/using-npm/workspaces
 */
export function workspacesAbove(image: ImageFiles, folder: string): string | null | undefined {
  let missing = false
  for (const file of aboveOf(folder, 'package.json')) {
    if (!image.has(file)) continue
    const one = readPackageJson(image, file)
    if (one === undefined) missing = true
    else if (one === null) return `${file} cannot be read`
    else if (one.workspaces !== undefined) return `it may belong to the workspaces of ${file}`
  }
  return missing ? undefined : null
}

/** The paths of a name in the folders above one, the nearest first. */
export function aboveOf(folder: string, name: string): string[] {
  const parts = folder === '.' ? [] : folder.split('/')
  return parts.map((_, index) => [...parts.slice(0, parts.length - 1 - index), name].join('/'))
}

/** A list of workspaces of a package.json's own. */
export const hasWorkspaces = ({ workspaces }: PackageJson): boolean => workspaces !== undefined
