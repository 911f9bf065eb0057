import { joinInside } from '../paths.ts'
import type { ImageFiles } from './reads.ts'

export interface PackageJson {
  readonly scripts?: unknown
  readonly workspaces?: unknown
  readonly [field: string]: unknown
}

/** Where dependencies stand in a package.json. */
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides']

/** @returns null for a file that is no JSON object, undefined while its text is not at hand */
export function readPackageJson(files: ImageFiles, file: string): PackageJson | null | undefined {
  const text = files.text(file)
  if (text === undefined || text === null) return text
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PackageJson) : null
  } catch {
    return null
  }
}

/** Whether it asks for a package by this name, in whatever way. */
export const dependsOn = (manifest: PackageJson, name: string): boolean =>
  DEPENDENCIES.some((field) => Object.hasOwn(Object(manifest[field]), name))

/**
 * Whether what is asked for of a package lies on disk: a path, an archive, an address of such a kind, or what only other
 * tools understand. https://github.com/npm/npm-package-arg/blob/main/lib/npa.js
 */
export function isLocalSpec(spec: string): boolean {
  if (/^(?:file|link|portal|workspace|patch|git\+file):/i.test(spec) || /^(?:\.|~\/|\/|[a-z]:)/i.test(spec)) return true
  // An address, an alias, or a repository at one of the known hosts.
  if (/^[a-z+]+:/i.test(spec) || /^[^@]+@[^:.]+\.[^:]+:/.test(spec)) return false
  return (spec.includes('/') && !/^[^/:@\s]+\/[^/:@\s#]+(?:#.*)?$/.test(spec)) || /\.(?:tgz|tar\.gz|tar)$/i.test(spec)
}

/** What a word of the command asks for: `name@spec`, or the spec alone. */
export function specOf(word: string): string {
  const at = word.indexOf('@', 1)
  const name = at > 0 ? word.slice(0, at) : word
  if (/^(?:git\+)?[a-z]+:/i.test(word)) return word
  if (!name.startsWith('@') && (name.includes('/') || isLocalSpec(name))) return word
  return at > 0 ? word.slice(at + 1) : ''
}

/**
 * A dependency that lies on disk and is no member of the workspaces. The lock file need not be read for it: an entry there
 * that is a link stems from one here, and without that `npm ci` refuses the lock file and `npm install` drops the entry.
 *
 * @param members the package.json files of the workspaces
 */
export function localDependency(manifest: PackageJson, folder: string, members: readonly string[]): string | null {
  const specs: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string') specs.push(value)
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) collect(inner)
  }
  for (const field of DEPENDENCIES) collect(manifest[field])
  for (const spec of specs) {
    if (!isLocalSpec(spec)) continue
    const path = spec.replace(/^file:/i, '')
    const target = /^[\w@./-]+$/.test(path) && !path.startsWith('/') ? joinInside(folder, path) : null
    if (target === null || !members.includes(joinInside(target, 'package.json') as string)) return spec
  }
  return null
}
