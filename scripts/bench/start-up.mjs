import { spawnSync } from 'node:child_process'
import { median } from './median.mjs'

/**
 * @typedef {{ command: string, milliseconds: number, ratio: number }} StartUp
 *   The median of all runs; `ratio` is how many times as long as bare Node it takes.
 */

const RUNS = 20

/**
 * How long processes take from start to end. They take turns; the first run of each only fills the disk's cache.
 *
 * @param {readonly { command: string, words: readonly string[] }[]} commands What Node is started with, bare Node first.
 * @param {string} folder The folder that they run in.
 * @returns {StartUp[]}
 */
export function measureStartUp(commands, folder) {
  /** @type {number[][]} */
  const times = commands.map(() => [])
  for (let run = -1; run < RUNS; run++) {
    for (const [index, { words }] of commands.entries()) {
      const time = timeOf(words, folder)
      if (run >= 0) times[index]?.push(time)
    }
  }
  const bare = median(times[0] ?? [])
  return commands.map(({ command }, index) => {
    const milliseconds = median(times[index] ?? [])
    return { command, milliseconds, ratio: milliseconds / bare }
  })
}

/** In milliseconds. @param {readonly string[]} words @param {string} folder */
function timeOf(words, folder) {
  const start = performance.now()
  const { error } = spawnSync(process.execPath, words, { cwd: folder, stdio: 'ignore' })
  if (error) throw error
  return performance.now() - start
}
