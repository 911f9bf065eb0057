import { joinInside } from '../paths.ts'
import { allOf, notLocked } from './names-in-lock.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** What `rebar3 get-deps` reads. https://rebar3.org/docs/configuration/configuration/ */
export function readsOfRebar3({ files: image, folder, verb, args }: InstallRequest): InstallReads {
  if (!/^get-deps,?$/.test(verb)) return { unknown: `rebar3 ${verb} compiles the project` }
  const other = args.find((word) => word !== verb)
  if (other) return { unknown: `it has ${other}` }
  const [manifest = '', lock = '', script = ''] = ['rebar.config', 'rebar.lock', 'rebar.config.script'].map(
    (name) => joinInside(folder, name) as string,
  )
  if (!image.has(manifest)) return { unknown: `${manifest} is not copied from the build context` }
  if (image.has(script)) return { unknown: `${script} is a program` }
  const text = image.text(manifest)
  if (text === undefined) return { missing: true }
  // Hooks run commands, checkouts and local paths are projects of their own.
  const more =
    text === null
      ? 'what cannot be read'
      : /\b(?:pre_hooks|post_hooks|path|project_app_dirs|checkouts|file)\b/.exec(text)?.[0]
  if (more) return { unknown: `${manifest} has ${more}` }
  if (image.isFolder(joinInside(folder, '_checkouts') as string)) return { unknown: 'the project has checkouts' }
  const locked = image.has(lock) ? image.text(lock) : ''
  if (locked === undefined) return { missing: true }
  const deps = /\{\s*deps\s*,\s*\[([^\]]*)\]/.exec(text?.replace(/%.*$/gm, '') ?? '')?.[1] ?? ''
  const missing = notLocked(allOf(deps, /\{\s*([a-z]\w*)\s*,/g), allOf(locked ?? '', /<<"(\w+)">>,\s*\{/g))
  if (missing) return { unknown: `${lock} is not in step with the manifest (${missing}), and rebar3 writes it anew` }
  return { files: [manifest, ...(image.has(lock) ? [lock] : [])], writes: [joinInside(folder, '_build') as string] }
}
