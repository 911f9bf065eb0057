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
