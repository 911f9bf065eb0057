import { textsOf } from '../../formats/tables.ts'
import { joinInside } from '../paths.ts'
import type { PackageJson } from './package-json.ts'
import type { ImageFiles } from './reads.ts'

/** What the tools of JavaScript make of a dependency that lies on disk. Where nothing is said it is not followed. */
export interface LocalForms {
  /** `workspace:` asks for a member of the workspaces. */
  readonly workspace?: true
  /** What stands in front of the path of a folder that is only linked to. */
  readonly links: RegExp
  /** `patch:` names files that are applied to a package of the registry. https://yarnpkg.com/protocol/patch */
  readonly patches?: true
}

/** Where a package.json asks for packages. */
const FIELDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
  'resolutions',
  'catalog',
  'catalogs',
]
const ARCHIVE = /\.(?:tgz|tar\.gz|tar)$/i

/**
 * Whether what is asked for of a package lies on disk: a path, an archive, an address of such a kind, or what only other
 * tools understand. https://github.com/npm/npm-package-arg/blob/main/lib/npa.js
 */
export function isLocalSpec(spec: string): boolean {
  if (/^(?:file|link|portal|workspace|patch|exec|git\+file):/i.test(spec) || /^(?:\.|~\/|\/|[a-z]:)/i.test(spec))
    return true
  // An address, an alias, or a repository at one of the known hosts.
  if (/^[a-z+]+:/i.test(spec) || /^[^@]+@[^:.]+\.[^:]+:/.test(spec)) return false
  return (spec.includes('/') && !/^[^/:@\s]+\/[^/:@\s#]+(?:#.*)?$/.test(spec)) || ARCHIVE.test(spec)
}

/** What a word of the command asks for: `name@spec`, or the spec alone. */
export function specOf(word: string): string {
  const at = word.indexOf('@', 1)
  const name = at > 0 ? word.slice(0, at) : word
  if (/^(?:git\+)?[a-z]+:/i.test(word)) return word
  if (!name.startsWith('@') && (name.includes('/') || isLocalSpec(name))) return word
  return at > 0 ? word.slice(at + 1) : ''
}

/** What a package.json asks for, in whatever field a tool reads. */
export function specsOf(manifest: PackageJson): string[] {
  const { pnpm, workspaces } = manifest
  const more = [Object(pnpm).overrides, Object(workspaces).catalog, Object(workspaces).catalogs]
  return [...FIELDS.map((field) => manifest[field]), ...more].flatMap(textsOf)
}

/**
 * The files to which dependencies on disk lead; or the first that cannot be followed. The lock file need not be read for
 * them: an entry there that is a link stems from one here, and without that a lock file is refused or the entry dropped.
 *
 * @param folder the folder from which the paths are meant
 * @param root that of the project
 * @param members the package.json files of the workspaces
 */
export function localFiles(
  image: ImageFiles,
  specs: readonly string[],
  forms: LocalForms,
  { folder, root, members }: { readonly folder: string; readonly root: string; readonly members: readonly string[] },
): { readonly files: readonly string[] } | { readonly unknown: string } {
  const files: string[] = []
  for (const spec of specs) {
    if (!isLocalSpec(spec)) continue
    if (forms.patches && spec.startsWith('patch:')) {
      const patches = patchesOf(spec, folder, root)
      if (patches === null || !patches.every((file) => image.has(file))) return { unknown: spec }
      files.push(...patches)
      continue
    }
    const asked = spec.replace(/^workspace:/, '')
    if (forms.workspace && asked !== spec && !/^\.|\//.test(asked.replace(/^@[^/]*\//, ''))) continue
    const path = spec.replace(/^(?:file|link|workspace):/i, '')
    const target = /^[\w@./+-]+$/.test(path) && !path.startsWith('/') ? joinInside(folder, path) : null
    if (target === null) return { unknown: spec }
    if (ARCHIVE.test(path) && !/^(?:link|workspace):/i.test(spec)) {
      if (!image.has(target)) return { unknown: spec }
      files.push(target)
    } else if (!forms.links.test(spec) && !(forms.workspace && asked !== spec)) return { unknown: spec }
    else if (!members.includes(joinInside(target, 'package.json') as string)) return { unknown: spec }
  }
  return { files }
}

/** The files that `patch:name@npm%3A1.0.0#~/.yarn/patches/x.patch` names; null where it is more than that. */
function patchesOf(spec: string, folder: string, root: string): string[] | null {
  const [, source = '', named = ''] = /^patch:([^#]+)#([^#:]+)(?:::[^#]*)?$/.exec(spec) ?? []
  // A patched package may be a local one, or patched already.
  if (!/^(?:@[\w.-]+\/)?[\w.-]+@(?:npm(?:%3A|:))?(?!\w+%3A)[\w.^~%+*-]+$/i.test(source)) return null
  const files = named.split('&').flatMap((one): (string | null)[] => {
    const path = one.replace(/^(?:optional!|~)/, (flag) => (flag === '~' ? flag : ''))
    if (/^~?builtin</.test(path)) return []
    return [path.startsWith('~/') ? joinInside(root, path.slice(2)) : joinInside(folder, path)]
  })
  return files.includes(null) || named === '' ? null : (files as string[])
}
