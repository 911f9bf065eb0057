/**
 * npm run verify-managers [-- ID...]    runs the real tools and looks whether the folders that the catalogue names are filled,
 *                                       and whether what it calls a defeat leaves them empty
 *
 * Needs the network and whatever tools are to be verified; one that is not here is reported as such. Not part of `npm test`.
 * Writes docs/managers/verified.md when all managers are asked for.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { recipes } from './verify-managers/recipes.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root], { stdio: 'inherit' })
const lib = async (path) => await import(new URL(`../lib/${path}`, import.meta.url).href)
const [{ parseDockerfile }, { readStages }, { readRunSteps }, { planCaching }, { managers }] = await Promise.all(
  ['dockerfile/parse.js', 'dockerfile/state.js', 'caching/installs.js', 'caching/plan.js', 'managers/registry.js'].map(
    lib,
  ),
)

const only = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'layerwise-verify-'))
const rows = []
let failed = 0

/** The folders that the catalogue names for a command, as the rules find them. */
function foldersFor(manager, { run, env = {} }, home, work) {
  const set = Object.entries({ ...env, HOME: home }).map(([name, value]) => `ENV ${name}="${value}"`)
  const text = ['FROM debian:bookworm', ...set, `WORKDIR ${work}`, `RUN ${run}`, ''].join('\n')
  const file = parseDockerfile(text)
  const stages = readStages(file)
  const request = {
    file,
    stages,
    read: () => () => undefined,
    syntax: 'docker/dockerfile:1',
    inRepository: () => false,
    confirms: () => true,
  }
  const plans = planCaching({ ...request, runs: readRunSteps(file, stages) })
  const own = plans.flatMap((plan) => plan.managers).filter((plan) => plan.manager.id === manager)
  return own.flatMap(({ uses }) =>
    uses.flatMap(({ location, cache }) => ('path' in location ? [{ path: location.path, cache }] : [])),
  )
}

/** How many files lie in a folder that are no older than the run. */
function filesIn(path, since) {
  if (!existsSync(path)) return 0
  return readdirSync(path, { recursive: true }).filter((name) => {
    const found = statSync(join(path, name), { throwIfNoEntry: false })
    return found?.isFile() && found.ctimeMs >= since
  }).length
}

const shell = (run, { env, cwd }) => spawnSync('bash', ['-ec', run], { env, cwd, encoding: 'utf8', timeout: 600_000 })

function verify(recipe) {
  const tools = join(folder, recipe.manager)
  mkdirSync(tools, { recursive: true })
  const path = [...(recipe.path ?? []).map((one) => join(tools, one)), process.env.PATH].join(':')
  const base = {
    PATH: path,
    HOME: tools,
    TOOLS: tools,
    LANG: 'C.UTF-8',
    ...pick(
      /^(?:https?_proxy|no_proxy|SSL_\w+|NODE_EXTRA_CA_CERTS|PIP_(?:CERT|INDEX_URL)|npm_config_registry|GOPROXY|JAVA_HOME)$/i,
    ),
  }
  const kept = recipe.keep ?? []
  if (recipe.prepare) {
    const done = shell(recipe.prepare, { env: { ...process.env, ...base }, cwd: tools })
    if (done.status !== 0) return missing(recipe, done.stderr)
  }
  const version = shell(recipe.version, { env: base, cwd: tools })
  if (version.status !== 0) return missing(recipe, version.stderr)
  const said = (version.stdout || version.stderr)
    .trim()
    .split('\n')[0]
    .replaceAll(tools, '')
    .replace(/ from .*/, '')
  for (const [kind, cases] of [
    ['fills', recipe.fills],
    ['leaves empty', recipe.empties ?? []],
  ]) {
    for (const [index, one] of cases.entries()) {
      const home = join(tools, `${kind.replace(' ', '-')}-${index}`)
      const work = join(home, 'work')
      mkdirSync(work, { recursive: true })
      for (const [name, text] of Object.entries({ ...recipe.files, ...one.files })) {
        mkdirSync(dirname(join(work, name)), { recursive: true })
        writeFileSync(join(work, name), text)
      }
      const env = Object.fromEntries(
        Object.entries(one.env ?? {}).map(([name, value]) => [name, value.replace('~', home)]),
      )
      const since = Date.now() - 1000
      const done = shell(one.run, {
        env: {
          ...base,
          ...Object.fromEntries(kept.map((name) => [name, process.env[name] ?? ''])),
          HOME: home,
          ...recipe.env,
          ...env,
        },
        cwd: work,
      })
      const found = foldersFor(recipe.manager, { run: one.run, env }, home, work)
      const wanted = found.filter((_, cache) => one.caches?.includes(cache) ?? true)
      for (const { path: target, cache } of wanted) {
        const count = filesIn(target, since)
        const right = done.status === 0 && (kind === 'fills' ? count > 0 : count === 0)
        row(recipe, said, one, kind, target.replace(home, '~'), cache.holds, count, right, done)
      }
      if (wanted.length === 0) row(recipe, said, one, kind, 'no folder is named', '', 0, false, done)
    }
  }
}

function row(recipe, version, { run, env = {} }, kind, target, holds, count, right, done) {
  if (!right) failed++
  const command = [...Object.entries(env).map(([name, value]) => `${name}=${value}`), run].join(' ')
  rows.push({ manager: recipe.manager, version, command, kind, target, holds, count, right })
  console.log(`${right ? 'ok  ' : 'FAIL'} ${recipe.manager}: ${command}: ${target}: ${count} files`)
  if (!right && done.status !== 0)
    console.log(`     ${(done.stderr || done.stdout).trim().split('\n').slice(-3).join('\n     ')}`)
}

function missing(recipe, error) {
  const why = error.trim().split('\n').at(-1) ?? ''
  console.log(`--   ${recipe.manager}: cannot be had here: ${why}`)
  rows.push({ manager: recipe.manager, version: null })
}

const pick = (names) => Object.fromEntries(Object.entries(process.env).filter(([name]) => names.test(name)))

for (const recipe of recipes) if (only.length === 0 || only.includes(recipe.manager)) verify(recipe)
rmSync(folder, { recursive: true, force: true, maxRetries: 3 })

if (only.length === 0) {
  const done = new Set(rows.filter(({ version }) => version !== null).map(({ manager }) => manager))
  const not = managers.filter(({ id }) => !done.has(id)).map(({ id }) => id)
  const cell = (text) => text.replaceAll('|', '\\|')
  const page = [
    '<!-- Written by `npm run verify-managers`, which runs the real tools. Do not edit. -->',
    '',
    '# What the real tools do',
    '',
    `Each command was run with an empty home on ${process.platform} ${process.arch}, ${new Date().toISOString().slice(0, 10)}. The folder is the one that the catalogue`,
    'names for that command; the count is of the files that the tool put there.',
    '',
    '| manager | version | command | folder | files | as the catalogue says |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows
      .filter(({ version }) => version !== null)
      .map(
        (one) =>
          `| ${one.manager} | ${cell(one.version)} | \`${cell(one.command)}\` | \`${one.target}\` | ${one.count} | ${one.right ? one.kind : '**no**'} |`,
      ),
    '',
    not.length > 0
      ? `Not run, since the tool could not be had: ${not.join(', ')}.`
      : 'Every manager of the catalogue was run.',
    '',
  ]
  writeFileSync(join(root, 'docs/managers/verified.md'), page.join('\n'))
}
console.log(`${rows.filter(({ right }) => right).length} as the catalogue says, ${failed} not`)
process.exitCode = failed > 0 ? 1 : 0
