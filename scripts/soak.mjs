/**
 * npm run soak                          random lives of pull requests against the embedded GitHub: 500 pushes
 * npm run soak -- --seed N --pushes N   other ones; the same seed tells the same story
 * npm run soak -- --seed N --upto K     tells the life that step K belongs to again, up to that step
 *   --only 3,7,9x                       of it only these steps; `x` leaves out what disturbs the run
 *   --go-on                             a broken promise ends a life, and the next one begins
 *   --processes                         every 25th run is a process of its own, started from `dist/`
 *
 * Reads `lib/`, so `npm run compile` comes first. Ends with 1 when a promise is broken, with 2 when it cannot run.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startGitHub } from './embedded-github/index.mjs'
import { Random } from './soak/random.mjs'
import { Runs } from './soak/runs.mjs'
import { soak } from './soak/soak.mjs'

const ROOT = path.join(import.meta.dirname, '..')

/** @param {string} line @returns {never} */
function stop(line) {
  console.error(`soak: ${line}`)
  process.exit(2)
}

function readArguments() {
  const text = /** @type {const} */ ({ type: 'string' })
  const flag = /** @type {const} */ ({ type: 'boolean' })
  try {
    return parseArgs({ options: { seed: text, pushes: text, upto: text, only: text, 'go-on': flag, processes: flag } })
      .values
  } catch (error) {
    return stop(
      `${/** @type {Error} */ (error).message} Write: npm run soak -- [--seed N] [--pushes N] [--upto K [--only STEPS]] [--go-on] [--processes]`,
    )
  }
}

/** @param {'seed' | 'pushes' | 'upto'} name @param {number} least @param {number} otherwise */
function numberOf(name, least, otherwise) {
  const value = values[name]
  if (value === undefined) return otherwise
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1
  return number >= least
    ? number
    : stop(`--${name} takes a whole number from ${least} on. Write --${name} ${Math.max(least, 7)}, for example.`)
}

const values = readArguments()
const seed = numberOf('seed', 0, 1)
const pushes = numberOf('pushes', 1, 500)
const upto = numberOf('upto', 1, 0)
if (values.only !== undefined && !/^\d+x?(?:,\d+x?)*$/.test(values.only))
  stop('--only takes numbers of steps: --only 3,7,9x')
if (values.only !== undefined && upto === 0) stop('--only goes with --upto: --upto 9 --only 3,7,9')
const only = values.only?.split(',').map((one) => ({ number: Number.parseInt(one, 10), without: one.endsWith('x') }))
if (!existsSync(path.join(ROOT, 'lib/analyse.js'))) stop('lib/ is not there: run npm run compile first.')

const [{ run }, { analyse }, { compose }, { rules }] = await Promise.all(
  ['action/run.js', 'analyse.js', 'text/compose.js', 'rules/registry.js'].map(
    (file) => import(new URL(`../lib/${file}`, import.meta.url).href),
  ),
)
const layerwise = { run, analyse, compose, rules: rules.map((/** @type {{ id: string }} */ { id }) => id) }
const github = await startGitHub()
const runs = new Runs(github, layerwise, new Random(seed, 'turns'))
if (values.processes) runs.processEvery = 25
try {
  const wentWell = await soak({
    github,
    runs,
    seed,
    pushes,
    upto,
    ...(only ? { only } : {}),
    goOn: values['go-on'] ?? false,
    attempts: values['go-on'] ? 10 : 60,
    terminal: process.stdout,
  })
  process.exitCode = wentWell ? 0 : 1
} finally {
  runs.end()
  await github.stop()
}
