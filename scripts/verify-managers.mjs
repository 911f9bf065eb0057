/**
 * npm run verify-managers [-- ID...]    runs the real tools and looks whether the folders that the catalogue names are filled,
 *                                       and whether what it calls a defeat leaves them empty
 *
 * Needs the network and the tools that are to be verified. Not part of `npm test`. Writes docs/managers/verified.md; a manager
 * that was not asked for, or whose tool is not here, keeps the result that stands there.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSections, section, verifiedPage } from './verify-managers/page.mjs'
import { recipes } from './verify-managers/recipes.mjs'
import { Sandbox } from './verify-managers/sandbox.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root], { stdio: 'inherit' })
const { managers, expectations, untried } = await import('./verify-managers/catalogue.mjs')

const only = process.argv.slice(2)
const unknown = only.filter((id) => !recipes.some(({ manager }) => manager === id))
if (unknown.length > 0) throw new Error(`There is no recipe for ${unknown.join(', ')}`)

/** What came of each command of a recipe. */
function verify(recipe, sandbox) {
  const rows = []
  for (const [kind, cases] of Object.entries({ fills: recipe.fills, empties: recipe.empties ?? [] })) {
    for (const one of cases) {
      const place = sandbox.place({ ...recipe.files, ...one.files })
      const { folders, defeats } = expectations(recipe, one, place)
      const done = sandbox.run(recipe, one, place)
      for (const folder of folders) {
        const count = sandbox.count(folder, { since: done.since, ending: one.ending ?? recipe.ending })
        const right = done.ok && (kind === 'fills' ? count > 0 : count === 0 && defeats)
        const why = done.ok ? (kind === 'empties' && !defeats ? 'the catalogue knows no defeat in it' : '') : done.said
        rows.push({ ...one, kind, folder, place, count, right, why, ending: one.ending ?? recipe.ending })
      }
      if (folders.length === 0) {
        rows.push({ ...one, kind, folder: null, place, count: 0, right: false, why: 'no folder is named' })
      }
    }
  }
  for (const { right, command, run, kind, folder, place, count, why } of rows) {
    const where = folder === null ? '' : `${sandbox.shown(folder.real, place)}: ${count} files`
    console.log(`${right ? 'ok  ' : 'FAIL'} ${recipe.manager} ${kind}: ${command ?? run}: ${where}`)
    if (!right && why) console.log(`     ${why.replaceAll('\n', '\n     ')}`)
  }
  return rows
}

const path = join(root, 'docs/managers/verified.md')
const results = new Map()
const base = mkdtempSync(join(tmpdir(), 'layerwise-verify-'))
let right = 0
let wrong = 0
const missing = new Map()
for (const recipe of recipes.filter(({ manager }) => only.length === 0 || only.includes(manager))) {
  const sandbox = new Sandbox(join(base, recipe.manager), recipe)
  const version = await sandbox.prepare(recipe)
  if ('missing' in version) {
    missing.set(recipe.manager, version.missing)
    console.log(`--   ${recipe.manager}: cannot be had here: ${version.missing}`)
    sandbox.close()
    continue
  }
  const rows = verify(recipe, sandbox)
  right += rows.filter((row) => row.right).length
  wrong += rows.filter((row) => !row.right).length
  const manager = managers.find(({ id }) => id === recipe.manager)
  results.set(
    recipe.manager,
    section({ recipe, version: version.version, rows, untried: untried(manager, rows), sandbox }),
  )
  sandbox.close()
}
rmSync(base, { recursive: true, force: true, maxRetries: 3 })

const before = existsSync(path) ? readSections(readFileSync(path, 'utf8')) : new Map()
const sections = new Map([...before, ...results])
writeFileSync(path, verifiedPage(managers, sections, recipes))
const without = [...missing.keys()].join(', ')
console.log(`${right} as the catalogue says, ${wrong} not${without ? `; tools that are not here: ${without}` : ''}`)
process.exitCode = wrong > 0 ? 1 : 0
