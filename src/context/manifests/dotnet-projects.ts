import { attributeOf, elementsOf, parseXml } from '../../formats/xml.ts'
import { baseName, folderOf, joinInside, upward } from '../paths.ts'
import { type MsbuildFile, readMsbuild } from './msbuild.ts'
import type { ImageFiles } from './reads.ts'

export const PROJECT = /\.(?:cs|fs|vb)proj$/i
export const SOLUTION = /\.slnx?$/i
/** More projects than these, and a list of `COPY` lines is no help. */
const MANY = 12
const MANY_IMPORTS = 30

/** Files that MSBuild takes from the nearest folder above a project that has them. */
const FROM_ABOVE = ['Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props']

export type ProjectFiles =
  | { readonly projects: readonly string[]; readonly files: readonly string[] }
  | { readonly unknown: string }
  | { readonly missing: true }

/** A path of MSBuild, in which a backslash is a slash too; null where it holds what is not followed. */
export function pathOf(value: string, folder: string, here: string): string | null {
  const path = value.trim().replaceAll('\\', '/')
  const [, rest] = /^\$\(MSBuildThisFileDirectory\)\/?(.*)$/i.exec(path) ?? []
  if (/[$%@*?;']/.test(rest ?? path)) return null
  return joinInside(rest !== undefined ? here : path.startsWith('/') ? '.' : folder, rest ?? path)
}

/** The projects that a restore of some reads, with all that they refer to, and every other file that MSBuild reads for them. */
export function projectsOf(image: ImageFiles, first: readonly string[]): ProjectFiles {
  const projects = [...new Set(first)]
  const files = new Set<string>()
  const known = new Map<string, ReturnType<typeof readMsbuild>>()
  let missing = false
  for (const project of projects) {
    if (projects.length > MANY) return { unknown: `it restores ${projects.length} projects` }
    if (!PROJECT.test(project)) return { unknown: `${project} is another kind of project` }
    if (!image.has(project)) return { unknown: `${project} is not copied from the build context` }
    const folder = folderOf(project)
    const inFolder = (name: string): string => joinInside(folder, name) as string
    const other = besides(image, project)
    if (other) return { unknown: `${other} is beside ${project}` }
    const queue = [project]
    const own = [`${project}.user`, inFolder('packages.lock.json'), lockOf(project)]
    for (const file of own) if (image.has(file)) files.add(file)
    for (const name of FROM_ABOVE) {
      const found = fromAbove(image, folder, name)
      if (found !== null) queue.push(found)
    }
    if (image.has(`${project}.user`)) queue.push(`${project}.user`)
    for (const file of queue) {
      const text = image.text(file)
      if (text === undefined) {
        missing = true
        continue
      }
      const read = known.get(file) ?? (text === null ? { unknown: 'cannot be read' } : readMsbuild(text))
      known.set(file, read)
      if ('unknown' in read) return { unknown: `${file} ${read.unknown}` }
      const named = follow(image, file, folder, read)
      if ('unknown' in named) return { unknown: `${file} ${named.unknown}` }
      if (queue.length > MANY_IMPORTS) return { unknown: `${project} imports ${queue.length} files` }
      if (file !== project) files.add(file)
      for (const one of named.imports) if (!queue.includes(one)) queue.push(one)
      for (const one of named.references) if (!projects.includes(one)) projects.push(one)
      for (const one of named.files) files.add(one)
    }
  }
  return missing ? { missing } : { projects, files: [...files] }
}

/** What the paths mean that a file names, for the project in a folder. */
function follow(
  image: ImageFiles,
  file: string,
  folder: string,
  { references, imports, importsFromAbove, asks }: MsbuildFile,
): { references: string[]; imports: string[]; files: string[] } | { unknown: string } {
  const here = folderOf(file)
  const named = { references: [] as string[], imports: [] as string[], files: [] as string[] }
  for (const value of references) {
    const path = pathOf(value, folder, here)
    if (path === null) return { unknown: `refers to ${value}` }
    named.references.push(path)
  }
  for (const { path: value, conditional } of imports) {
    const path = pathOf(value, here, here)
    if (path === null || path === here || /paket/i.test(path)) return { unknown: `imports ${value}` }
    if (image.has(path)) named.imports.push(path)
    else if (!conditional) return { unknown: `imports ${value}, which is not copied from the build context` }
  }
  for (const name of importsFromAbove) {
    const found = here === '.' ? null : fromAbove(image, folderOf(here), name)
    if (found !== null) named.imports.push(found)
  }
  for (const value of asks) {
    // Elsewhere than in an import such a path is relative to the project, unless it says otherwise.
    if (folder !== here && !/^\$\(MSBuildThisFileDirectory\)/i.test(value)) return { unknown: `asks for ${value}` }
    const path = pathOf(value, folder, here)
    if (path === null || image.isFolder(path)) return { unknown: `asks for ${value}` }
    if (image.has(path)) named.files.push(path)
  }
  return named
}

/** The first file of a name in a folder and those above it. */
export function fromAbove(image: ImageFiles, folder: string, name: string): string | null {
  return (
    upward(folder)
      .map((up) => joinInside(up, name) as string)
      .find((file) => image.has(file)) ?? null
  )
}

/** https://learn.microsoft.com/en-us/nuget/consume-packages/package-references-in-project-files#enabling-the-lock-file */
function lockOf(project: string): string {
  const name = baseName(project).replace(PROJECT, '').replaceAll(' ', '_')
  return joinInside(folderOf(project), `packages.${name}.lock.json`) as string
}

/** A file beside a project with which a restore does something else. */
function besides(image: ImageFiles, project: string): string | null {
  const folder = folderOf(project)
  const names = ['packages.config', 'project.json', 'paket.references', 'obj/project.assets.json']
  const found = names.map((name) => joinInside(folder, name) as string).find((file) => image.has(file))
  // Options for every run of MSBuild: https://learn.microsoft.com/en-us/visualstudio/msbuild/msbuild-response-files
  return found ?? fromAbove(image, folder, 'Directory.Build.rsp')
}

const FOLDER_OF_SOLUTION = /^\{2150E333-8FDC-42A3-9474-1A3956D46DE8\}$/i

/** The projects of a solution; null where one of them is no path. */
export function projectsOfSolution(file: string, text: string): string[] | null {
  const folder = folderOf(file)
  const named = /x$/i.test(file) ? projectsOfXml(text) : projectsOfText(text)
  if (named === null || named.length === 0) return null
  const paths = named.map((path) => pathOf(path, folder, folder))
  return paths.includes(null) ? null : (paths as string[])
}

function projectsOfText(text: string): string[] | null {
  const paths: string[] = []
  for (const line of text.split('\n')) {
    if (!/^\s*Project\(/.test(line)) continue
    const [, kind, path] = /^\s*Project\("([^"]*)"\)\s*=\s*"[^"]*"\s*,\s*"([^"]*)"/.exec(line) ?? []
    if (kind === undefined || path === undefined) return null
    if (!FOLDER_OF_SOLUTION.test(kind)) paths.push(path)
  }
  return paths
}

function projectsOfXml(text: string): string[] | null {
  const root = parseXml(text)
  if (root?.name !== 'Solution') return null
  const projects = [...elementsOf(root)].filter(({ name }) => name === 'Project')
  return projects.map((one) => attributeOf(one, 'Path') ?? '$')
}
