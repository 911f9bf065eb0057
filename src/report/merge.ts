import type { JsonFile, JsonReport, JsonRepository } from './json.ts'
import { summarise } from './json.ts'

/**
 * One report of several. A repository that stands in more than one of them keeps what the last one that looked at it says.
 *
 * @param expected the names of repositories that must be in it: one that is not is named as not looked at
 */
export function mergeReports(reports: readonly JsonReport[], expected: readonly string[] = []): JsonReport {
  const repositories = new Map<string, JsonRepository>()
  const files = new Map<string | null, readonly JsonFile[]>([[null, []]])
  for (const report of reports) {
    for (const repository of report.repositories) {
      const known = repositories.get(repository.name)
      if (known?.notLookedAt === null && repository.notLookedAt !== null) continue
      repositories.set(repository.name, repository)
      files.set(
        repository.name,
        report.files.filter((file) => file.repository === repository.name),
      )
    }
    const nameless = report.files.filter(({ repository }) => repository === null)
    files.set(null, [...(files.get(null) ?? []), ...nameless])
  }
  for (const name of expected) {
    if (repositories.has(name)) continue
    const notLookedAt = 'There is no report on it: its job failed, or the token may not read it.'
    repositories.set(name, { name, server: null, commit: null, notLookedAt })
  }
  const all = [...files.values()].flat()
  const named = [...repositories.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return { version: 1, repositories: named, files: all, summary: summarise(all) }
}
