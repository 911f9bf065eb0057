#!/usr/bin/env node
// Builds `dist/` from `lib/` (run `tsc` first): the action, the command line, and the licences of what they carry.
//   node scripts/build.mjs            writes dist/
//   node scripts/build.mjs --check    fails when dist/ is not what the sources give
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const check = process.argv.includes('--check')
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'layerwise-build-'))
const built = path.join(temporary, 'dist')
const dist = path.join(root, 'dist')

/** Bundles one entry into a folder of its own. */
function bundle(entry, folder, ...more) {
  const ncc = path.join(root, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js')
  const out = path.join(built, folder)
  execFileSync(
    process.execPath,
    [ncc, 'build', path.join(root, 'lib', entry), '-o', out, '--license', 'licenses.txt', '-q', ...more],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
}

try {
  bundle('action.js', '.')
  // Small, since it is read at every start.
  bundle('cli.js', 'cli', '-m')
  fs.writeFileSync(path.join(built, 'package.json'), `${JSON.stringify({ type: 'module' }, null, 2)}\n`)
  fs.rmSync(path.join(built, 'cli', 'package.json'), { force: true })
  fs.chmodSync(path.join(built, 'cli', 'index.js'), 0o755)
  if (check) compare()
  else {
    fs.rmSync(dist, { recursive: true, force: true })
    fs.cpSync(built, dist, { recursive: true })
  }
} finally {
  fs.rmSync(temporary, { recursive: true, force: true })
}

function compare() {
  const stale = new Set(
    [...filesIn(built), ...filesIn(dist)].filter((file) => textOf(built, file) !== textOf(dist, file)),
  )
  if (stale.size === 0) return
  console.error(`dist/ is not what the sources give (${[...stale].join(', ')}). Run "npm run build" and commit.`)
  process.exitCode = 1
}

function filesIn(folder) {
  if (!fs.existsSync(folder)) return []
  return fs.readdirSync(folder, { recursive: true }).filter((file) => fs.statSync(path.join(folder, file)).isFile())
}

function textOf(folder, file) {
  const full = path.join(folder, file)
  return fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : null
}
