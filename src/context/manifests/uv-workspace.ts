import { type Table, valueAt } from '../../formats/tables.ts'
import { compileGlob } from '../glob.ts'
import { folderOf, joinInside } from '../paths.ts'
import type { ImageFiles } from './reads.ts'

/** More members than these, and a list of `COPY` lines is no help. */
const MANY = 12

/**
 * The pyproject.toml files of a workspace's members, sorted, or why they cannot be told.
 * https://docs.astral.sh/uv/concepts/projects/workspaces/
 */
export function membersOfUv(
  image: ImageFiles,
  folder: string,
  project: Table,
): { readonly files: readonly string[] } | { readonly unknown: string } {
  const members = listAt(project, 'members')
  const exclude = listAt(project, 'exclude')
  if (members === null || exclude === null) return { unknown: 'its workspace cannot be read' }
  const excluded: ((path: string) => boolean)[] = []
  for (const glob of exclude) {
    const matches = matcherFor(folder, glob)
    if (matches === null) return { unknown: `the workspace's exclude ${glob} cannot be told` }
    excluded.push(matches)
  }
  const files = new Set<string>()
  for (const glob of members) {
    const path = joinInside(folder, glob)
    const matches = matcherFor(folder, glob)
    if (path === null || matches === null) return { unknown: `the workspace's member ${glob} cannot be told` }
    for (const file of image.under(folderOf(`${path}/x`.replace(/\*.*$/, '*')))) {
      const member = folderOf(file)
      if (!file.endsWith('/pyproject.toml') || member === folder || !matches(member)) continue
      if (!excluded.some((excludes) => excludes(member))) files.add(file)
    }
  }
  if (files.size > MANY) return { unknown: `it has ${files.size} workspace members` }
  return { files: [...files].sort() }
}

function listAt(project: Table, name: string): readonly string[] | null {
  const list = valueAt(project, 'tool', 'uv', 'workspace', name) ?? []
  return Array.isArray(list) && list.length <= 50 && list.every((item) => typeof item === 'string') ? list : null
}

/** Null for wildcards of which uv's own matching may know more. */
function matcherFor(folder: string, glob: string): ((path: string) => boolean) | null {
  const path = joinInside(folder, glob)
  return path !== null && /^[\w@./*-]+$/.test(glob) && !glob.includes('**') ? compileGlob(path) : null
}
