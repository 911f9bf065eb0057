import { keysOf, tableAt } from '../../formats/tables.ts'
import { joinInside } from '../paths.ts'
import { readYaml } from './data-files.ts'
import { notLocked } from './names-in-lock.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** What `dart pub get` reads. https://dart.dev/tools/pub/pubspec */
export function readsOfPub({ files: image, folder, verb, args }: InstallRequest): InstallReads {
  if (verb === 'pub global activate' || verb === 'pub cache add') {
    return args.some((word) => /^(?:-s|--source|path)|^[.~/]/.test(word))
      ? { unknown: 'it activates what lies on disk' }
      : { files: [], writes: [] }
  }
  if (verb !== 'pub get') return { unknown: `${verb} does more than fetch` }
  const option = args.find((word) => !/^--(?:no-)?(?:offline|precompile|example|enforce-lockfile)$/.test(word))
  if (option) return { unknown: `it has ${option}` }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const manifest = inFolder('pubspec.yaml')
  if (!image.has(manifest)) return { unknown: `${manifest} is not copied from the build context` }
  const overrides = inFolder('pubspec_overrides.yaml')
  const read = [manifest, ...(image.has(overrides) ? [overrides] : [])]
  const tables = read.map((path) => readYaml(image, path))
  if (tables.includes(undefined)) return { missing: true }
  for (const [at, table] of tables.entries()) {
    if (!table) return { unknown: `${read[at]} cannot be read` }
    if (Object.hasOwn(table, 'workspace') || Object.hasOwn(table, 'resolution'))
      return { unknown: `${read[at]} is part of a workspace` }
    if (keysOf(table).some((key) => key === 'path' || key === 'generate'))
      return { unknown: `${read[at]} names something on disk` }
  }
  const lock = inFolder('pubspec.lock')
  const locked = image.has(lock) ? readYaml(image, lock) : null
  if (locked === undefined) return { missing: true }
  const asked = tables.flatMap((table) =>
    ['dependencies', 'dev_dependencies', 'dependency_overrides'].flatMap((key) => Object.keys(tableAt(table, key))),
  )
  const missing = notLocked(asked, new Set(Object.keys(tableAt(locked, 'packages'))))
  if (missing) return { unknown: `${lock} is not in step with the manifest (${missing}), and pub writes it anew` }
  return {
    files: [manifest, ...(image.has(lock) ? [lock] : []), ...read.slice(1)],
    writes: [inFolder('.dart_tool'), ...(image.has(lock) ? [] : [lock])],
  }
}
