import { type Table, tableAt, textsOf, valueAt } from '../../formats/tables.ts'
import { folderOf } from '../paths.ts'
import { readToml } from './data-files.ts'
import type { ImageFiles, InstallReads } from './reads.ts'
import { isLocalRequirement } from './requirements.ts'

/** A requirement of the project's own lists that lies on disk: `lib @ file:///src/lib`. */
export function localRequirementIn(lists: unknown): string | null {
  return textsOf(lists).find(isLocalRequirement) ?? null
}

/**
 * Why the requirements that a pyproject.toml lists cannot be told from it alone; null when they can.
 *
 * @param isLocked a lock file says what it leaves to the build
 */
export function unknownRequirement(project: Table, isLocked = false): string | null {
  const lists = ['dependencies', 'optional-dependencies']
  const dynamic = textsOf(valueAt(project, 'project', 'dynamic')).find((field) => lists.includes(field))
  // The build back end says them, and may read whatever it likes for that.
  if (dynamic && !isLocked) return `leaves ${dynamic} to the build`
  const all = [...lists.map((list) => valueAt(project, 'project', list)), groupLists(project)]
  const local = localRequirementIn(all)
  return local && `depends on ${local}`
}

/** The lists of the dependency groups, without the names of other groups in them. */
function groupLists(project: Table): unknown[] {
  return Object.values(tableAt(project, 'dependency-groups')).map((group) =>
    Array.isArray(group) ? group.filter((item) => typeof item === 'string') : [],
  )
}

/** All that a project asks for by name: its requirements, those of its extras and those of its groups. */
export function requirementsOf(project: Table): string[] {
  const lists = ['dependencies', 'optional-dependencies'].map((list) => valueAt(project, 'project', list))
  return textsOf([...lists, groupLists(project)])
}

/** The pyproject.toml files of dependency groups. https://packaging.python.org/en/latest/specifications/dependency-groups/ */
export function groupsOf(image: ImageFiles, files: readonly string[]): InstallReads {
  let missing = false
  for (const file of files) {
    if (!file.endsWith('.toml')) return { unknown: `${file} is no pyproject.toml` }
    const project = readToml(image, file)
    if (project === undefined) missing = true
    else if (project === null) return { unknown: `${file} cannot be read` }
    else {
      const local = localRequirementIn(groupLists(project))
      if (local) return { unknown: `${file} depends on ${local}` }
    }
  }
  return missing ? { missing } : { files, writes: [] }
}

/** The folder of a project and all above it, the nearest first. */
export function foldersUp(folder: string): string[] {
  const folders = [folder]
  for (let up = folder; up !== '.'; ) {
    up = folderOf(up)
    folders.push(up)
  }
  return folders
}
