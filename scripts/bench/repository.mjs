import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { makeMonorepo } from './monorepo.mjs'

/**
 * @typedef {{ files: number, dockerfiles: number, findings: number, seconds: number, cpuSeconds: number, megabytes: number }} Audit
 *   `seconds` pass on the clock, the shortest of the runs; `megabytes` is the most memory that a run took.
 */

/** The clock of a busy machine tells too much: the shortest of these counts. */
const RUNS = 3
/** Told at the end of the process by itself, since nothing outside of it sees how much memory it took at most. */
const REPORTER = `import { writeFileSync } from 'node:fs'
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ maxRSS, cpu: userCPUTime + systemCPUTime }))
})
`

/**
 * Runs `layerwise check` in made-up repositories of so many files, as a user would.
 *
 * @param {readonly number[]} sizes
 * @param {string} cli The built command line.
 * @param {(audit: Audit) => void} onAudit
 */
export function measureRepositories(sizes, cli, onAudit) {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'layerwise-bench-'))
  try {
    const reporter = path.join(temporary, 'reporter.mjs')
    writeFileSync(reporter, REPORTER)
    return sizes.map((files) => {
      const folder = mkdtempSync(path.join(temporary, 'repository-'))
      makeMonorepo(folder, files)
      const runs = Array.from({ length: RUNS }, () => audit(folder, cli, reporter, path.join(temporary, 'usage.json')))
      rmSync(folder, { recursive: true })
      const [first] = runs
      if (!first) throw new Error('there was no run')
      const measured = {
        ...first,
        files,
        seconds: Math.min(...runs.map(({ seconds }) => seconds)),
        cpuSeconds: Math.min(...runs.map(({ cpuSeconds }) => cpuSeconds)),
        megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
      }
      onAudit(measured)
      return measured
    })
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** @param {string} folder @param {string} cli @param {string} reporter @param {string} usage */
function audit(folder, cli, reporter, usage) {
  const start = performance.now()
  const { error, status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', reporter, cli, 'check', '--format', 'json'],
    { cwd: folder, env: { ...process.env, BENCH_USAGE: usage }, encoding: 'utf8', maxBuffer: 1 << 30 },
  )
  const seconds = (performance.now() - start) / 1000
  if (error) throw error
  if (status !== 0 && status !== 1) throw new Error(`layerwise check ended with ${status}: ${stderr}`)
  const { maxRSS, cpu } = JSON.parse(readFileSync(usage, 'utf8'))
  const { files } = JSON.parse(stdout)
  const findings = files.reduce((/** @type {number} */ sum, /** @type {any} */ file) => sum + file.findings.length, 0)
  return { dockerfiles: files.length, findings, seconds, cpuSeconds: cpu / 1e6, megabytes: (maxRSS * 1024) / 1e6 }
}
