import { folderOf, joinInside } from '../paths.ts'
import type { ImageFiles, InstallReads } from './reads.ts'
import { readRequirements } from './requirements.ts'

/** Requirements and constraints files, and those that they name. */
export function requirementsClosure(image: ImageFiles, first: readonly string[]): InstallReads {
  const files = [...new Set(first)]
  let missing = false
  for (const file of files) {
    // They are no requirements files, though pip takes some of them as such, and name more.
    if (/\.(?:toml|py|cfg|ya?ml|json)$/i.test(file)) return { unknown: `${file} is no requirements file` }
    const text = image.text(file)
    if (text === undefined) missing = true
    else if (text === null) return { unknown: `${file} is not in the build context` }
    else {
      const named = readRequirements(text)
      if ('unknown' in named) return { unknown: `${file} names ${named.unknown}` }
      for (const path of named.paths) {
        const next = path.startsWith('/') ? null : joinInside(folderOf(file), path)
        if (next === null) return { unknown: `${file} names ${path}` }
        if (!image.has(next)) return { unknown: `${file} names ${path}, which is not in the build context` }
        if (!files.includes(next)) files.push(next)
      }
    }
  }
  return missing ? { missing } : { files, writes: [] }
}
