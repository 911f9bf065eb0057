import { type Table, tableAt, textsOf } from '../../formats/tables.ts'
import { folderOf, joinInside } from '../paths.ts'
import { readJsonc } from './data-files.ts'
import { isLocalSpec, specOf } from './local-dependencies.ts'
import { notLocked } from './names-in-lock.ts'
import { unknownSetting } from './npmrc.ts'
import { readOptions } from './options.ts'
import { readPackageJson } from './package-json.ts'
import { type ProjectTool, packageFolders, readManifests } from './project.ts'
import type { ImageFiles, InstallReads, InstallRequest } from './reads.ts'
import { aboveOf, membersOf } from './workspaces.ts'

/** It runs no scripts unless it is told to, and links no programs of members. */
const DENO: ProjectTool = {
  name: 'deno',
  lifeCycle: { root: [], members: [], compiles: false },
  local: { workspace: true, links: /^(?!)/ },
  links: 'none',
}
const CONFIGURATIONS = ['deno.json', 'deno.jsonc']
/** https://docs.deno.com/runtime/reference/cli/install/ */
const OPTIONS = {
  flags: '--frozen --quiet -q --no-lock --prod --production --skip-types --node-modules-dir'.split(' '),
  values: ['--log-level', '-L'],
}

/** What `deno install` reads: configuration and lock file, those of members, import maps, package.json. */
export function readsOfDeno(request: InstallRequest): InstallReads {
  const { files: image, folder, verb, args } = request
  if (!/^(?:install|i)$/.test(verb)) return { unknown: `deno ${verb} reads the sources or changes the manifests` }
  const isGlobal = args.some((word) => /^-[a-zA-Z]*g|^--global$/.test(word))
  const read = readOptions(args, OPTIONS)
  if (isGlobal) return readsOfGlobal(request)
  if ('unknown' in read) return read
  if (read.operands.length > 0) return { unknown: `it installs ${read.operands[0]}` }
  const there = (names: readonly string[], at = folder): string[] =>
    names.map((name) => joinInside(at, name) as string).filter((file) => image.has(file))
  const [own] = there(CONFIGURATIONS)
  const [manifest] = there(['package.json'])
  const first = own ?? manifest
  if (first === undefined) return { unknown: 'neither deno.json nor package.json is copied from the build context' }
  const above = [...CONFIGURATIONS, 'package.json']
    .flatMap((name) => aboveOf(folder, name))
    .find((file) => image.has(file))
  if (above) return { unknown: `it may belong to the workspace of ${above}` }
  const [npmrc] = there(['.npmrc'])
  const settings = npmrc === undefined ? '' : image.text(npmrc)
  const configuration = own === undefined ? {} : readJsonc(image, own)
  const root = manifest === undefined ? {} : readPackageJson(image, manifest)
  if (settings === undefined || configuration === undefined || root === undefined) return { missing: true }
  if (settings === null || configuration === null) return { unknown: `${own ?? npmrc} cannot be read` }
  const setting = unknownSetting(settings)
  if (setting) return { unknown: `${npmrc} sets ${setting}` }
  // It takes the workspaces of both: https://docs.deno.com/runtime/fundamentals/workspaces/
  const { workspace } = configuration
  const forms = { root: true, names: [...CONFIGURATIONS, 'package.json'] } as const
  const lists = [Array.isArray(workspace) ? workspace : Object(workspace).members, root?.workspaces]
  const both = lists.map((globs: unknown) => membersOf(image, folder, globs, forms))
  const members: string[] = []
  for (const found of both) {
    if ('unknown' in found) return found
    members.push(...found.files.filter((file) => !members.includes(file)))
  }
  const packages = members.filter((file) => file.endsWith('/package.json'))
  const configurations = [...(own === undefined ? [] : [own]), ...members.filter((file) => !packages.includes(file))]
  const tables = configurations.map((file) => ({ file, table: readJsonc(image, file) }))
  const maps: string[] = []
  let missing = false
  for (const { file, table } of tables) {
    const found = table && readConfiguration(image, file, table)
    if (found === undefined) missing = true
    else if (found === null) return { unknown: `${file} cannot be read` }
    else if ('unknown' in found) return { unknown: `${file} ${found.unknown}` }
    else maps.push(...found.files)
  }
  const inside =
    manifest === undefined
      ? { files: [] }
      : readManifests(DENO, { image, folder, members: packages, withoutScripts: true })
  if ('unknown' in inside) return inside
  if (missing || 'missing' in inside) return { missing: true }
  const [lock] = there(['deno.lock'])
  const locked = lock === undefined || read.options.has('--no-lock') ? {} : readJsonc(image, lock)
  const mapped = [...configurations, ...maps].map((file) => readJsonc(image, file))
  if (locked === undefined || mapped.includes(undefined)) return { missing: true }
  const asked = textsOf(mapped.map((table) => [table?.imports, table?.scopes])).flatMap(
    (target) => packageOf(target) ?? [],
  )
  const names = Object.keys(tableAt(locked, 'specifiers')).flatMap((target) => packageOf(target) ?? [])
  const other = notLocked(asked, new Set(names))
  if (other) return { unknown: `${lock} is not in step with the imports (${other}), and Deno writes it anew` }
  const besides = [manifest, lock, npmrc].flatMap((file) => file ?? [])
  return {
    files: [...new Set([first, ...besides, ...maps, ...members, ...inside.files])],
    writes: packageFolders(folder, members),
  }
}

/** The import map that a configuration names; or what lets Deno read more, undefined while a text is not at hand. */
function readConfiguration(
  image: ImageFiles,
  file: string,
  table: Table,
): { readonly files: readonly string[] } | { readonly unknown: string } | null | undefined {
  const { importMap, imports, scopes, lock, links, patch, vendor, compilerOptions, allowScripts } = table
  if (links !== undefined || patch !== undefined) return { unknown: 'links packages on disk' }
  if (vendor !== undefined && vendor !== false) return { unknown: 'keeps what it downloads in the project' }
  if (typeof lock === 'string' || typeof Object(lock).path === 'string') return { unknown: 'moves the lock file' }
  if (allowScripts !== undefined) return { unknown: 'lets packages run scripts' }
  if (Object(compilerOptions).types !== undefined) return { unknown: 'names files of types' }
  const own = localModule([imports, scopes])
  if (own !== null) return { unknown: `maps ${own}, which is read with all that it imports` }
  if (importMap === undefined) return { files: [] }
  const map = typeof importMap === 'string' && !/^\/|:/.test(importMap) ? joinInside(folderOf(file), importMap) : null
  if (map === null || !image.has(map)) return { unknown: 'names an import map that is not in the build context' }
  const mapped = readJsonc(image, map)
  if (!mapped) return mapped
  const module = localModule([mapped.imports, mapped.scopes])
  return module === null ? { files: [map] } : { unknown: `maps ${module}, which is read with all that it imports` }
}

/** The package of an address: `npm:@std/path@^1/posix` is `npm:@std/path`. */
const packageOf = (target: string): string | undefined =>
  /^(?:npm|jsr):\/?(?:@[^/@]+\/)?[^/@]+/.exec(target)?.[0].replace(':/', ':')

/** A module of the project among what an import map leads to: a folder, which ends in a slash, is none. */
const localModule = (maps: readonly unknown[]): string | null =>
  textsOf(maps).find((target) => !/^(?:npm|jsr|https?|node|data):|\/$/.test(target)) ?? null

/** `deno install -g` of an address; a path on disk is a program of the project. */
function readsOfGlobal({ files: image, folder, args }: InstallRequest): InstallReads {
  const asked = args.filter((word) => !word.startsWith('-'))
  const plain = args.every(
    (word) =>
      /^(?:-[gfAqrn]+|--(?:global|force|allow-[\w-]+|quiet|name|no-check)(?:=.*)?)$/.test(word) ||
      !word.startsWith('-'),
  )
  if (!plain || !asked.some((word) => /^(?:npm|jsr|https):/.test(word)))
    return { unknown: 'it may install a program of the project' }
  if (asked.some((word) => isLocalSpec(specOf(word)) && !/^(?:npm|jsr|https):/.test(word))) {
    return { unknown: 'it may install a program of the project' }
  }
  const files = [...CONFIGURATIONS, '.npmrc'].map((name) => joinInside(folder, name) as string)
  return { files: files.filter((file) => image.has(file)), writes: [] }
}
