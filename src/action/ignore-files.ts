import type { Configuration } from '../configuration/configuration.ts'
import { dockerfileTest } from '../configuration/paths.ts'
import type { Dockerfile } from './reports.ts'

/** The Dockerfiles that are looked at for the sake of an ignore file that a pull request changes; a pull request waits for it. */
const most = 20

/** Whether a file tells BuildKit what to leave out: https://docs.docker.com/build/concepts/context/#dockerignore-files */
export const isIgnoreFile = (path: string): boolean => /(?:^|\/)(?:[^/]+)?\.dockerignore$/.test(path)

/**
 * The Dockerfiles of whose builds an ignore file may be a part. A file named after a Dockerfile is part of its builds alone; a
 * `.dockerignore` counts for every build of its folder, and which Dockerfile is built there is not told by its own place.
 *
 * @param files every file of the repository
 * @returns null when there are more than can be looked at
 */
export function dockerfilesOf(
  ignoreFile: string,
  files: Iterable<string>,
  configuration: Pick<Configuration, 'include' | 'exclude'>,
): ReadonlySet<string> | null {
  const own = ignoreFile.slice(0, -'.dockerignore'.length)
  if (own !== '' && !own.endsWith('/')) return new Set([own])
  const isDockerfile = dockerfileTest(configuration)
  const all = new Set([...files].filter(isDockerfile))
  return all.size > most ? null : all
}

/** The Dockerfiles that take part for the sake of changed ignore files and that the pull request does not change itself. */
export async function readBeside(
  users: readonly (ReadonlySet<string> | null)[],
  changed: readonly Dockerfile[],
  read: (paths: readonly string[]) => Promise<ReadonlyMap<string, string | null>>,
): Promise<Dockerfile[]> {
  const known = new Set(changed.map(({ path }) => path))
  const others = new Set(users.flatMap((paths) => [...(paths ?? [])]).filter((path) => !known.has(path)))
  if (others.size === 0) return []
  const texts = await read([...others])
  return [...others].flatMap((path) => {
    const text = texts.get(path)
    return typeof text === 'string' ? [{ path, text }] : []
  })
}
