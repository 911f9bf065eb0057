import type { TaughtImage } from '../images/taught.ts'

export { packageManagers } from '../images/image.ts'

/** What a rule can be set to. */
export const ruleLevels = ['off', 'error', 'warning', 'info'] as const
export type RuleLevel = (typeof ruleLevels)[number]

/** What a repository chose for all its Dockerfiles. Paths are relative to the repository's root, with `/`. */
export interface Configuration {
  /** Rules that are off, or have another severity than their own, by rule id. */
  readonly rules: Readonly<Record<string, RuleLevel>>
  /** The address of the frontend that `declare-syntax` suggests. */
  readonly syntax: string
  /** Globs of files that are Dockerfiles although their name or their folder says otherwise. */
  readonly include: readonly string[]
  /** Globs of files that are left out, whatever else matches them. */
  readonly exclude: readonly string[]
  /** The build context's folder by Dockerfile; `.` is the root. */
  readonly contexts: ReadonlyMap<string, string>
  /** What is said of images that are not known otherwise; the first that matches holds. */
  readonly images: readonly TaughtImage[]
}

/** What holds where nothing is configured. */
export const defaultConfiguration: Configuration = {
  rules: {},
  syntax: 'docker/dockerfile:1',
  include: [],
  exclude: [],
  contexts: new Map(),
  images: [],
}

/** Where a configuration is read from, relative to the root of the repository. Only one of the files may be there. */
export const readPlaces = ['.github/layerwise.yml', 'layerwise.yml'] as const

/** Names that are easily written instead: a file there would be passed over in silence. */
export const misnamedPlaces: ReadonlyMap<string, string> = new Map([
  ['.github/layerwise.yaml', readPlaces[0]],
  ['layerwise.yaml', readPlaces[1]],
])

/** The paths whose texts `configurationOf` wants to see. */
export const configurationPlaces: readonly string[] = [...readPlaces, ...misnamedPlaces.keys()]

/** The keys of the file, with what each is for. The JSON schema and the check of unknown keys are made from this. */
export const keys = {
  rules: 'Rules that are switched off, or have another severity than their own.',
  paths: 'Which files are looked at, as globs relative to the root of the repository.',
  contexts: 'The folder that is the build context of a Dockerfile, by the path of the Dockerfile.',
  syntax: 'The address of the Dockerfile frontend that declare-syntax suggests.',
  images: 'What images are like that Layerwise does not know: the first entry whose pattern matches holds.',
} as const

/** The keys under `paths`. */
export const pathKeys = {
  include:
    'Files that are Dockerfiles although their name or their folder (vendor, node_modules, testdata) says otherwise. A glob that ends in a folder, in * or in ** takes only the files in it with a usual name.',
  exclude: 'Files that are left out, whatever else matches them.',
} as const

/** The keys of an entry of `images`. */
export const imageKeys = {
  pattern: 'The images, as a glob: ghcr.io/acme/* or ghcr.io/acme/base:8-*. Without a tag it means every tag.',
  like: 'A known image that they are built on, such as python:3.13-slim.',
  user: 'The user that they leave in force.',
  uid: 'The number of that user.',
  gid: "The number of the user's group.",
  home: 'The home folder of that user.',
  manager: 'The package manager of the distribution.',
  env: 'Environment that they set and that moves a cache, by name.',
} as const

/** A mistake in the configuration. The message is one line: `file:line: what is wrong. What is right.` */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}
