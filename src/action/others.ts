import type { FileReport } from '../analyse.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Api } from '../github/api.ts'
import type { RepositoryName } from '../github/pull-request.ts'
import { readTexts } from '../github/texts.ts'
import { readTree } from '../github/tree.ts'
import { readDockerfiles } from './dockerfiles.ts'
import { type Machine, refused } from './machine.ts'
import { reportsOf } from './reports.ts'

/** What is looked at, and how. */
export interface Whole {
  readonly commit: string
  readonly configuration: Configuration
  /** Rules of which nothing is said. */
  readonly silenced: ReadonlySet<string>
}

/**
 * What is said of the Dockerfiles of a commit that a change leaves as they are: with `scope: all` they count too. None, and a line
 * in the log, where the repository is too large to be listed.
 *
 * @param isOurs whether a path is that of a Dockerfile to look at
 * @throws {ActionError} when the commit cannot be read
 */
export async function reportsOfOthers(
  { analyse }: Pick<Machine, 'analyse'>,
  api: Api,
  repository: RepositoryName,
  { commit, configuration, silenced }: Whole,
  isOurs: (path: string) => boolean,
): Promise<FileReport[]> {
  const listed = await readTree(api, repository, commit)
  if (!listed.ok) throw refused(listed.refusal)
  const tree = listed.value
  if (tree === null) {
    api.log('The repository has too many files to list; only the Dockerfiles that changed are looked at.')
    return []
  }
  const wanted = [...tree].flatMap(([path, file]) => (isOurs(path) ? [{ path, file }] : []))
  const dockerfiles = await readDockerfiles(api, repository, commit, wanted)
  const surroundings = {
    files: new Set(tree.keys()),
    links: new Set([...tree].flatMap(([path, { isLink }]) => (isLink ? [path] : []))),
    read: (paths: readonly string[]) => readTexts(api, repository, commit, tree, paths),
  }
  return reportsOf(dockerfiles, surroundings, configuration, analyse, api.log, silenced)
}
