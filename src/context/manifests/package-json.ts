import { readJson } from './data-files.ts'
import type { ImageFiles } from './reads.ts'

export interface PackageJson {
  readonly scripts?: unknown
  readonly workspaces?: unknown
  readonly [field: string]: unknown
}

/** Where dependencies stand in a package.json. */
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides']

/** @returns null for a file that is no JSON object, undefined while its text is not at hand */
export const readPackageJson = (image: ImageFiles, file: string): PackageJson | null | undefined =>
  readJson(image, file)

/** Whether it asks for a package by this name, in whatever way. */
export const dependsOn = (manifest: PackageJson, name: string): boolean =>
  DEPENDENCIES.some((field) => Object.hasOwn(Object(manifest[field]), name))
