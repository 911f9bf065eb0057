import { execFile } from 'node:child_process'

/** The list of a very large repository still fits. */
const longestAnswer = 512 * 1024 * 1024

/**
 * What git prints, or null when it fails: there is no git, no checkout, or one that git does not trust. Git is started
 * without a shell, and told to run nothing that the repository's own configuration names.
 */
export function git(directory: string, words: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      'git',
      ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...words],
      { cwd: directory, maxBuffer: longestAnswer, windowsHide: true, env: environment() },
      (error, stdout) => resolve(error ? null : stdout),
    )
  })
}

/** Inside a hook git names a repository and an index in the environment; here the folder decides. */
function environment(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, ...rest } = process.env
  return { ...rest, GIT_OPTIONAL_LOCKS: '0' }
}
