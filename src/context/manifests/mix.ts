import { joinInside } from '../paths.ts'
import { allOf, notLocked } from './names-in-lock.ts'
import type { InstallReads, InstallRequest } from './reads.ts'

/** What an Elixir program says when it reads more than itself, or depends on a project on disk. */
const READS_MORE =
  /\b(?:File|Path|Code|System\.cmd|IO|EEx|Port|Application\.app_dir|require_file|eval_file)\b|\bimport_config[\s(]+(?:"[^"\n]*\.\.\/|[^"\s])|:file\.|:os\.cmd|\bpath:|__DIR__|__ENV__/

/**
 * What `mix deps.get` reads: mix.exs and the lock file, those of the applications of an umbrella, and the folder of the
 * configuration, which mix runs with every task (seen with Elixir 1.14).
 */
export function readsOfMix({ files: image, folder, verb, args }: InstallRequest): InstallReads {
  if (!/^deps\.get,?$/.test(verb)) return { unknown: `mix ${verb} does more than fetch` }
  const option = args.find(
    (word, at) =>
      word !== verb && !/^(?:--only|--check-locked|--no-archives-check)$/.test(word) && args[at - 1] !== '--only',
  )
  if (option) return { unknown: `it has ${option}` }
  const inFolder = (name: string): string => joinInside(folder, name) as string
  const manifest = inFolder('mix.exs')
  if (!image.has(manifest)) return { unknown: `${manifest} is not copied from the build context` }
  const text = image.text(manifest)
  const config = inFolder('config')
  const settings = image.under(config)
  const apps = typeof text === 'string' ? /\bapps_path:\s*"([\w-]+)"/.exec(text)?.[1] : undefined
  const members = apps
    ? image
        .under(inFolder(apps))
        .filter((path) => /\/mix\.exs$/.test(path) && path.split('/').length === inFolder(apps).split('/').length + 2)
    : []
  const programs = [manifest, ...members, ...settings.filter((path) => path.endsWith('.exs'))]
  const texts = programs.map((path) => image.text(path))
  if (texts.includes(undefined)) return { missing: true }
  for (const [at, program] of texts.entries()) {
    const plain = program?.replace(/^\s*#.*$/gm, '') ?? null
    if (plain === null) return { unknown: `${programs[at]} cannot be read` }
    const more = READS_MORE.exec(plain)
    if (more) return { unknown: `${programs[at]} has ${more[0]}, which may read more than itself` }
  }
  const lock = inFolder('mix.lock')
  const locked = image.has(lock) ? image.text(lock) : ''
  if (locked === undefined) return { missing: true }
  // `{:jason, "~> 1.4"}`, and `"jason": {:hex, ...}` in the lock file.
  const asked = texts
    .slice(0, 1 + members.length)
    .flatMap((one) => [...allOf(one?.replace(/^\s*#.*$/gm, '') ?? '', /\{\s*:(\w+)\s*,\s*"[^"\n]*\d/g)])
  const missing = notLocked(asked, allOf(locked ?? '', /^\s*"?(\w+)"?: \{/gm))
  if (missing) return { unknown: `${lock} is not in step with the manifests (${missing}), and mix writes it anew` }
  return {
    files: [manifest, ...(image.has(lock) ? [lock] : []), ...members],
    folders: settings.length > 0 ? [config] : [],
    writes: [inFolder('deps'), inFolder('_build'), ...(image.has(lock) ? [] : [lock])],
  }
}
