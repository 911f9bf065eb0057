import { compileGlob } from '../glob.ts'
import { folderOf, joinInside } from '../paths.ts'
import type { PackageJson } from './package-json.ts'
import type { ImageFiles } from './reads.ts'

/** More members than these, and a list of `COPY` lines is no help. */
const MANY = 12

/**
 * The package.json files of the workspaces, sorted; or why they cannot be told: npm's own wildcards know more than `*`.
 * https://docs.npmjs.com/cli/using-npm/workspaces
 */
export function membersOf(
  image: ImageFiles,
  folder: string,
  { workspaces }: PackageJson,
): { readonly files: string[] } | { readonly unknown: string } {
  if (workspaces === undefined) return { files: [] }
  const globs = Array.isArray(workspaces) ? workspaces : (workspaces as { packages?: unknown } | null)?.packages
  if (!Array.isArray(globs) || !globs.every((glob) => typeof glob === 'string')) {
    return { unknown: 'its workspaces cannot be read' }
  }
  const files = new Set<string>()
  for (const glob of globs as string[]) {
    const path = joinInside(folder, glob)
    const matches = path !== null && /^[\w@./*-]+$/.test(glob) ? compileGlob(`${path}/package.json`) : null
    if (path === null || path === folder || matches === null || glob.includes('**')) {
      return { unknown: `the workspaces ${glob} cannot be told` }
    }
    const pattern = path.split('/')
    for (const file of image.under(folderOf(path.replace(/\*.*$/, '*')))) {
      if (!matches(file) || /(?:^|\/)node_modules\//.test(file)) continue
      // A star takes no name that begins with a dot.
      const hidden = file.split('/').some((part, at) => part.startsWith('.') && !pattern[at]?.startsWith('.'))
      if (!hidden) files.add(file)
    }
  }
  if (files.size > MANY) return { unknown: `it has ${files.size} workspaces` }
  return { files: [...files].sort() }
}
