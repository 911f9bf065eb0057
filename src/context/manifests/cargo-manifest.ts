import { isTable, type Table, tableAt, valueAt } from '../../formats/tables.ts'
import { readToml } from './data-files.ts'
import type { ImageFiles } from './reads.ts'

export interface CargoManifest {
  /** What it says of the workspace; null where it is no root of one. */
  readonly workspace: { readonly members: readonly string[]; readonly exclude: readonly string[] } | null
  /** The folder in which it says that its workspace lies. */
  readonly root: string | null
  /** The folders of packages that it depends on. */
  readonly paths: readonly string[]
  /** What cargo looks for among the sources before it does anything; null where nothing. */
  readonly looksFor: string | null
}

/** Reads a Cargo.toml. https://doc.rust-lang.org/cargo/reference/manifest.html */
export function readCargoManifest(files: ImageFiles, file: string): CargoManifest | null | undefined {
  const table = readToml(files, file)
  if (table === undefined || table === null) return table
  const workspace = valueAt(table, 'workspace')
  const members = textsAt(table, 'workspace', 'members')
  const exclude = textsAt(table, 'workspace', 'exclude')
  const package_ = [valueAt(table, 'package'), valueAt(table, 'project')].find(isTable)
  const paths = pathsIn(table)
  if (members === null || exclude === null || paths === null) return null
  const root = valueAt(package_, 'workspace')
  return {
    workspace: isTable(workspace) ? { members, exclude } : null,
    root: typeof root === 'string' ? root : null,
    paths,
    looksFor: package_ === undefined ? null : targetOf(table),
  }
}

function textsAt(table: Table, ...keys: readonly string[]): readonly string[] | null {
  const value = valueAt(table, ...keys) ?? []
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
}

/**
 * Targets whose path is not written down are looked for among the sources, and where a package has none of the other kind
 * cargo looks for `src/main.rs` and `src/lib.rs`. A path that is written down need not exist until something is compiled.
 * https://doc.rust-lang.org/cargo/reference/cargo-targets.html#the-path-field
 */
function targetOf(table: Table): string | null {
  let named = false
  for (const kind of ['lib', 'bin', 'test', 'bench', 'example']) {
    const value = valueAt(table, kind)
    if (value === undefined) continue
    for (const target of Array.isArray(value) ? value : [value]) {
      const path = valueAt(target, 'path')
      if (typeof path !== 'string') return `the sources of a ${kind}`
      named ||= kind === 'lib' || kind === 'bin'
    }
  }
  return named ? null : 'src/main.rs or src/lib.rs'
}

const DEPENDENCIES = [
  'dependencies',
  'dev-dependencies',
  'dev_dependencies',
  'build-dependencies',
  'build_dependencies',
]

/** The `path` of every dependency, in whatever table it stands; null where one of them is no text. */
function pathsIn(table: Table): string[] | null {
  const targets = Object.values(tableAt(table, 'target'))
  const patches = Object.values(tableAt(table, 'patch'))
  const owners = [table, valueAt(table, 'workspace'), ...targets].filter(isTable)
  const lists = owners.flatMap((owner) => DEPENDENCIES.map((name) => valueAt(owner, name)))
  const paths: unknown[] = []
  for (const list of [...lists, ...patches, valueAt(table, 'replace')]) {
    if (!isTable(list)) continue
    for (const dependency of Object.values(list)) {
      if (isTable(dependency) && Object.hasOwn(dependency, 'path')) paths.push(dependency.path)
    }
  }
  return paths.every((path) => typeof path === 'string') ? (paths as string[]) : null
}
