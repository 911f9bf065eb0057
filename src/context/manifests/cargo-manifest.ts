import { parse } from 'smol-toml'
import type { ImageFiles } from './reads.ts'

type Table = Readonly<Record<string, unknown>>

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

/** A table of TOML: null for a file that is none, undefined while its text is not at hand. */
export function readToml(files: ImageFiles, file: string): Table | null | undefined {
  const text = files.text(file)
  if (text === undefined || text === null) return text
  try {
    return parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

/** Reads a Cargo.toml. https://doc.rust-lang.org/cargo/reference/manifest.html */
export function readCargoManifest(files: ImageFiles, file: string): CargoManifest | null | undefined {
  const table = readToml(files, file)
  if (table === undefined || table === null) return table
  const workspace = tableIn(table, 'workspace')
  const members = workspace && textsIn(workspace, 'members')
  const exclude = workspace && textsIn(workspace, 'exclude')
  const package_ = tableIn(table, 'package') ?? tableIn(table, 'project')
  const paths = pathsIn(table)
  if (members === null || exclude === null || paths === null) return null
  const root = package_ === undefined ? undefined : own(package_, 'workspace')
  return {
    workspace: workspace === undefined ? null : { members: members ?? [], exclude: exclude ?? [] },
    root: typeof root === 'string' ? root : null,
    paths,
    looksFor: package_ === undefined ? null : targetOf(table),
  }
}

const own = (table: Table, key: string): unknown => (Object.hasOwn(table, key) ? table[key] : undefined)

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

export function tableIn(table: Table, key: string): Table | undefined {
  const value = own(table, key)
  return isTable(value) ? value : undefined
}

function textsIn(table: Table, key: string): readonly string[] | null {
  const value = own(table, key) ?? []
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
    const value = own(table, kind)
    if (value === undefined) continue
    for (const target of Array.isArray(value) ? value : [value]) {
      const path = isTable(target) ? own(target, 'path') : undefined
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
  const targets = Object.values(tableIn(table, 'target') ?? {})
  const patches = Object.values(tableIn(table, 'patch') ?? {})
  const owners = [table, tableIn(table, 'workspace'), ...targets].filter(isTable)
  const lists = owners.flatMap((owner) => DEPENDENCIES.map((name) => own(owner, name)))
  const paths: unknown[] = []
  for (const list of [...lists, ...patches, own(table, 'replace')]) {
    if (!isTable(list)) continue
    for (const dependency of Object.values(list)) {
      if (isTable(dependency) && Object.hasOwn(dependency, 'path')) paths.push(dependency.path)
    }
  }
  return paths.every((path) => typeof path === 'string') ? (paths as string[]) : null
}
