/**
 * Whether a lock file knows all that the manifests ask for. An install that may write it adds what is missing, and a `COPY` of
 * the sources below would put the older file back over that: another image than today's.
 */
import { folderOf } from '../paths.ts'
import type { PackageJson } from './package-json.ts'

const FIELDS = ['peerDependencies', 'devDependencies', 'dependencies', 'optionalDependencies']

type Table = Readonly<Record<string, unknown>>

const tableOf = (value: unknown): Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {}
const own = (table: Table, key: string): unknown => (Object.hasOwn(table, key) ? table[key] : undefined)

const asked = (manifest: Table, fields = FIELDS): Map<string, unknown> =>
  new Map(fields.flatMap((field) => Object.entries(tableOf(own(manifest, field)))))

/** A manifest, and the folder that it lies in as the lock file names it: `.` is that of the lock file. */
export interface Asking {
  readonly folder: string
  readonly manifest: PackageJson
}

/** The manifests by their folders, seen from the folder of the lock file. */
export const askingFrom = (root: string, manifests: readonly (readonly [string, PackageJson])[]): Asking[] =>
  manifests.map(([file, manifest]) => {
    const folder = folderOf(file)
    const inside = root === '.' ? folder : folder.slice(root.length + 1)
    return { folder: inside === '' ? '.' : inside, manifest }
  })

/** Whether a lock file has the form of npm 6, which any later npm writes anew in its own. https://docs.npmjs.com/cli/configuring-npm/package-lock-json#lockfileversion */
export function isOfOldNpm(text: string): boolean {
  try {
    return tableOf(JSON.parse(text)).lockfileVersion === 1
  } catch {
    return false
  }
}

/** The first package that a `package-lock.json` knows otherwise; null where it is in step, or of a form without manifests. */
export function missingInNpmLock(text: string, asking: readonly Asking[]): string | null {
  let packages: Table
  try {
    packages = tableOf(tableOf(JSON.parse(text)).packages)
  } catch {
    return null
  }
  if (!Object.hasOwn(packages, '')) return null
  for (const { folder, manifest } of asking) {
    const known = own(packages, folder === '.' ? '' : folder)
    if (known === undefined) return folder
    const [now, then] = [asked(manifest), asked(tableOf(known))]
    const name = [...now.keys(), ...then.keys()].find((one) => now.get(one) !== then.get(one))
    if (name !== undefined) return name
  }
  return null
}

/** Those of a `yarn.lock`. Ranges that a resolution, a workspace or a path decides are passed over. */
export function missingInYarnLock(text: string, asking: readonly Asking[]): string | null {
  if (asking.some(({ manifest }) => manifest.resolutions !== undefined)) return null
  const heads = text.split(/\r?\n/).filter((line) => /^["\w@].*:$/.test(line))
  const known = new Set(heads.flatMap((line) => line.slice(0, -1).replaceAll('"', '').split(', ')))
  if (known.size === 0) return null
  const members = new Set(asking.map(({ manifest }) => manifest.name))
  for (const { manifest } of asking) {
    for (const [name, range] of asked(manifest, FIELDS.slice(1))) {
      if (typeof range !== 'string' || /[:/]/.test(range) || range === '' || members.has(name)) continue
      if (!known.has(`${name}@${range}`) && !known.has(`${name}@npm:${range}`)) return name
    }
  }
  return null
}

/** Those of a `pnpm-lock.yaml` with importers. https://github.com/pnpm/spec/blob/master/lockfile/9.0.md */
export function missingInPnpmLock(lock: Table, asking: readonly Asking[]): string | null {
  if (own(lock, 'importers') === undefined || own(lock, 'overrides') !== undefined) return null
  const importers = tableOf(lock.importers)
  for (const { folder, manifest } of asking) {
    const importer = tableOf(own(importers, folder))
    const older = tableOf(own(importer, 'specifiers'))
    const known = asked(importer, FIELDS.slice(1))
    for (const [name, range] of asked(manifest, FIELDS.slice(1))) {
      const specifier = own(older, name) ?? own(tableOf(known.get(name)), 'specifier')
      if (specifier !== range) return name
    }
  }
  return null
}
