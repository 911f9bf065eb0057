import { folderOf, joinInside } from '../paths.ts'
import { type LifeCycle, scriptsOf } from './life-cycle.ts'
import { type LocalForms, localFiles, specsOf } from './local-dependencies.ts'
import { dependsOn, type PackageJson, readPackageJson } from './package-json.ts'
import type { ImageFiles } from './reads.ts'
import { hasWorkspaces } from './workspaces.ts'

/** What the tools that install from package.json do differently. */
export interface ProjectTool {
  readonly name: string
  readonly lifeCycle: LifeCycle
  readonly local: LocalForms
  /**
   * Whose programs it links, which needs the files themselves: those of all members, of members on which others depend, or
   * none. Without the file a tool leaves the link out and says nothing, or warns.
   */
  readonly links: 'all' | 'asked for' | 'none'
}

/** A project in an image, as one of the tools finds it. */
export interface Project {
  readonly image: ImageFiles
  readonly folder: string
  /** The package.json files of the members. */
  readonly members: readonly string[]
  /** Life-cycle scripts are switched off for certain. */
  readonly withoutScripts: boolean
  /** What the settings of the project ask for: catalogues, overrides. */
  readonly specs?: readonly string[]
}

/** What the manifests of the root and of the members lead to beside themselves. */
export function readManifests(
  { name, lifeCycle, local, links }: ProjectTool,
  { image, folder, members, withoutScripts, specs = [] }: Project,
): { readonly files: readonly string[] } | { readonly unknown: string } | { readonly missing: true } {
  const root = joinInside(folder, 'package.json') as string
  const read = [root, ...members].map((file) => ({ file, manifest: readPackageJson(image, file) }))
  const broken = read.find(({ manifest }) => manifest === null)
  if (broken) return { unknown: `${broken.file} cannot be read` }
  const manifests = read.filter((one): one is { file: string; manifest: PackageJson } => one.manifest !== undefined)
  const files: string[] = []
  for (const { file, manifest } of manifests) {
    const isMember = file !== root
    const asked = isMember ? specsOf(manifest) : [...specsOf(manifest), ...specs]
    const found = localFiles(image, asked, local, { folder: folderOf(file), root: folder, members })
    if ('unknown' in found) return { unknown: `${file} depends on ${found.unknown}` }
    files.push(...found.files)
    if (isMember && hasWorkspaces(manifest)) return { unknown: `${file} has workspaces of its own` }
    const wanted =
      links === 'all' || (links === 'asked for' && manifests.some((one) => asksFor(one.manifest, manifest)))
    if (isMember && wanted && mayHavePrograms(image, file, manifest)) {
      return { unknown: `${file} has programs, which ${name} links` }
    }
    if (withoutScripts) continue
    const names = isMember ? lifeCycle.members : lifeCycle.root
    const scripts = scriptsOf(image, file, manifest, names, lifeCycle.compiles)
    if ('unknown' in scripts) return scripts
    files.push(...scripts.files)
  }
  return manifests.length < read.length ? { missing: true } : { files }
}

const asksFor = (manifest: PackageJson, { name }: PackageJson): boolean =>
  typeof name !== 'string' || dependsOn(manifest, name)

/** A program that is not there when the tool installs, first or last, is not linked: it is built later. */
function mayHavePrograms(image: ImageFiles, file: string, { bin, directories }: PackageJson): boolean {
  if (directories !== undefined) return true
  if (bin === undefined) return false
  const paths = typeof bin === 'string' ? [bin] : typeof bin === 'object' && bin !== null ? Object.values(bin) : [null]
  return paths.some((path: unknown) => {
    const target = typeof path === 'string' ? joinInside(folderOf(file), path) : null
    return target === null || image.has(target) || image.isFolder(target) || image.mayHold(target)
  })
}

/** The folders that an install fills. */
export const packageFolders = (folder: string, members: readonly string[]): string[] => [
  ...new Set([folder, ...members.map(folderOf)].map((path) => joinInside(path, 'node_modules') as string)),
]

/** Files of patches, as the folders that hold nothing else, so that the next patch is found too; and those that lie elsewhere. */
export function patchFolders(
  image: ImageFiles,
  patches: readonly string[],
): { readonly files: readonly string[]; readonly folders: readonly string[] } {
  const isOwn = (path: string): boolean => image.under(folderOf(path)).every((one) => /\.(?:patch|diff)$/.test(one))
  const own = patches.filter((path) => folderOf(path) !== '.' && isOwn(path))
  return { files: patches.filter((path) => !own.includes(path)), folders: [...new Set(own.map(folderOf))].sort() }
}

/** The files of `patchedDependencies`; null where that is no list of files of the project. */
export function patchedDependencies(folder: string, value: unknown): string[] | null {
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null) return null
  const files = Object.values(value).map((path: unknown) =>
    typeof path === 'string' && !path.startsWith('/') ? joinInside(folder, path) : null,
  )
  return files.includes(null) ? null : (files as string[])
}
