/**
 * npm run prove [-- PROOF...]    holds what Layerwise says of builds against a real BuildKit: ignore, graph, moves
 *   --seed N  --cases N          other random cases, more of them
 *   --only PATTERN               the projects of moves whose names it matches
 *   --write                      writes docs/proof.md, and the answers that the tests are held to
 *
 * Needs root on Linux with Go and runc, and nothing else of the project does. Ends with 1 on a difference, with 2 when it cannot run.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { BuildKit, NotHere, VERSION } from './prove/buildkit.mjs'
import { proofPage, readSections, sectionOf } from './prove/page.mjs'

const ROOT = path.join(import.meta.dirname, '..')
const PAGE = path.join(ROOT, 'docs/proof.md')
const PROOFS = ['ignore', 'graph', 'moves']
const MOST_SHOWN = 20

/** @param {string} line @returns {never} */
function stop(line) {
  console.error(`prove: ${line}`)
  process.exit(2)
}

function readArguments() {
  const usage = `Write: npm run prove -- [${PROOFS.join('|')}]... [--seed N] [--cases N] [--only PATTERN] [--write]`
  try {
    const options = {
      seed: { type: 'string' },
      cases: { type: 'string' },
      only: { type: 'string' },
      write: { type: 'boolean' },
    }
    const { positionals, values } = parseArgs({ allowPositionals: true, options })
    const wrong = positionals.find((name) => !PROOFS.includes(name))
    if (wrong !== undefined) return stop(`there is no proof ${wrong}. ${usage}`)
    const numbers = [values.seed, values.cases].filter((value) => value !== undefined)
    if (numbers.some((value) => !/^\d{1,9}$/.test(value))) return stop(`--seed and --cases are numbers. ${usage}`)
    return { names: positionals.length > 0 ? positionals : PROOFS, values }
  } catch (error) {
    return stop(`${error.message} ${usage}`)
  }
}

const { names, values } = readArguments()
execFileSync(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', ROOT], { stdio: 'inherit' })
/** @type {[string, string][]} */
const sections = []
let wrong = 0
for (const name of names) {
  const proof = await import(`./prove/${name}.mjs`)
  const seed = Number(values.seed ?? proof.DEFAULTS.seed)
  const count = Number(values.cases ?? proof.DEFAULTS.count)
  const buildkit = await BuildKit.start().catch((error) => {
    if (error instanceof NotHere) return stop(error.message)
    throw error
  })
  const start = performance.now()
  const { counts, differences } = await proof.prove({
    buildkit,
    seed,
    count,
    only: values.only,
    write: values.write ?? false,
  })
  await buildkit.stop()
  const seconds = Math.round((performance.now() - start) / 1000)
  for (const difference of differences.slice(0, MOST_SHOWN)) console.log(`DIFFERENT ${difference}`)
  const numbers = Object.entries(counts).map(([what, number]) => `${number} ${what}`)
  console.log(`${name}: ${numbers.join(', ')}, ${differences.length} different (seed ${seed}, ${seconds} s)`)
  wrong += differences.length
  const date = new Date().toISOString().slice(0, 10)
  const result = { counts, different: differences.length, seed, date, version: VERSION }
  sections.push([name, sectionOf(name, proof, result)])
}
if (values.write) {
  const kept = existsSync(PAGE) ? readSections(readFileSync(PAGE, 'utf8')) : new Map()
  writeFileSync(PAGE, proofPage(PROOFS, new Map([...kept, ...sections])))
}
process.exitCode = wrong > 0 ? 1 : 0
