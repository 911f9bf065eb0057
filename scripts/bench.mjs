/**
 * npm run bench                     how fast Layerwise is beside two linters, how fast it starts, how large it is
 * npm run bench -- FOLDER...        also over every Dockerfile and before.Dockerfile below these folders
 * npm run bench -- repository       how long the audit of a large repository takes, how much memory, and how both grow
 * npm run bench -- --json FILE      writes the numbers to a file as well
 *
 * Reads `lib/` and `dist/`, so `npm run build` comes first. Ends with 1 when a goal is missed, with 2 when it cannot run.
 */
import { existsSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { measureRepositories } from './bench/repository.mjs'
import { sizesIn } from './bench/sizes.mjs'
import { measureSpeed, toolsWith } from './bench/speed.mjs'
import { measureStartUp } from './bench/start-up.mjs'
import { fixtureSubjects, folderSubjects } from './bench/texts.mjs'

const ROOT = path.join(import.meta.dirname, '..')
const ANALYSE = path.join(ROOT, 'lib/analyse.js')
const DIST = path.join(ROOT, 'dist')
const CLI = path.join(DIST, 'cli/index.js')
const SMALL_FILE = '__tests__/fixtures/mount-package-cache/example/before.Dockerfile'
/** How many times as long as bare Node the answer to `--version` may take. */
const MOST_START_UP = 3
/** Files of the repositories that are made up for an audit; the goals are those of the last. */
const REPOSITORIES = [25_000, 50_000, 100_000]
const MOST_SECONDS = 10
const MOST_MEGABYTES = 500

/** @param {string} line @returns {never} */
function stop(line) {
  console.error(`bench: ${line}`)
  process.exit(2)
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
  } catch (error) {
    return stop(`${/** @type {Error} */ (error).message} Write: npm run bench -- [FOLDER...] [--json FILE]`)
  }
}

const { positionals, values } = readArguments()
for (const needed of [ANALYSE, CLI]) {
  if (!existsSync(needed)) stop(`${path.relative(ROOT, needed)} is not there: run npm run build first.`)
}
if (positionals[0] === 'repository') {
  auditRepositories()
  process.exit()
}
for (const folder of positionals) {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) stop(`${folder} is no folder. Name one with Dockerfiles.`)
}

const { analyse } = await import(new URL('../lib/analyse.js', import.meta.url).href)
const fixtures = fixtureSubjects(path.join(ROOT, '__tests__/fixtures'))
const others = positionals.flatMap((folder) => folderSubjects(path.resolve(folder)))
const { speeds, measured, repeated, unread } = measureSpeed([...fixtures, ...others], toolsWith(analyse))
const startUps = measureStartUp(
  [
    { command: 'node -e 0', words: ['-e', '0'] },
    { command: 'layerwise --version', words: [CLI, '--version'] },
    { command: 'layerwise check FILE', words: [CLI, 'check', SMALL_FILE] },
  ],
  ROOT,
)
const sizes = sizesIn(DIST)

/** @param {string} command */
const ratioOf = (command) => startUps.find((one) => one.command === command)?.ratio ?? Number.POSITIVE_INFINITY
const goals = [
  ...speeds.slice(1).map(({ tool, ratio }) => ({ goal: `faster per file than ${tool}`, met: ratio > 1 })),
  {
    goal: `--version within ${MOST_START_UP} times bare Node`,
    met: ratioOf('layerwise --version') < MOST_START_UP,
  },
]

print(`Node ${process.version}, ${process.platform} ${process.arch}`)
const found = [`${fixtures.length} of the fixtures`, ...(others.length > 0 ? [`${others.length} of the folders`] : [])]
print(`${measured} Dockerfiles (${found.join(', ')}${unread.length > 0 ? '; some left out, see below' : ''})`)
table(
  ['Speed', 'files/s', 'ms a file', 'Layerwise is'],
  speeds.map(({ tool, perSecond, milliseconds, ratio }, index) => [
    tool,
    perSecond.toFixed(0),
    milliseconds.toFixed(3),
    index === 0 ? '' : `${ratio.toFixed(2)} times as fast`,
  ]),
)
table(
  ['Start-up', 'ms', 'to bare Node'],
  startUps.map(({ command, milliseconds, ratio }) => [command, milliseconds.toFixed(1), `${ratio.toFixed(2)} times`]),
)
table(
  ['Bundle', 'kB', 'kB as gzip'],
  sizes.map(({ file, bytes, gzip }) => [file, kilobytes(bytes), kilobytes(gzip)]),
)
print()
for (const tool of new Set(unread.map((one) => one.tool))) {
  const [first, ...more] = unread.filter((one) => one.tool === tool)
  const rest = more.length > 0 ? ` and ${more.length} more` : ''
  print(`left out: ${shown(first?.file ?? '')}${rest}, since ${tool} fails: ${shown(first?.error ?? '')}`)
}
for (const { goal, met } of goals) print(`${met ? 'met:   ' : 'MISSED:'} ${goal}`)

if (values.json !== undefined) {
  const host = { node: process.version, platform: process.platform, arch: process.arch }
  const texts = { fixtures: fixtures.length, folders: others.length, measured, repeated, unread }
  const report = { version: 1, host, texts, speeds, startUps, sizes, goals }
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}
process.exitCode = goals.every(({ met }) => met) ? 0 : 1

function auditRepositories() {
  print(`Node ${process.version}, ${process.platform} ${process.arch}, ${os.availableParallelism()} processors`)
  const audits = measureRepositories(REPOSITORIES, CLI, ({ files, seconds }) => {
    process.stderr.write(`${files} files: ${seconds.toFixed(2)} s\n`)
  })
  const [smallest] = audits
  const largest = audits.at(-1)
  if (!smallest || !largest) return
  table(
    ['Audit', 'Dockerfiles', 'findings', 'seconds', 'of a processor', 'files/s', 'MB', 'time', 'memory'],
    audits.map(({ files, dockerfiles, findings, seconds, cpuSeconds, megabytes }) => [
      `${files} files`,
      String(dockerfiles),
      String(findings),
      seconds.toFixed(2),
      cpuSeconds.toFixed(2),
      (files / seconds).toFixed(0),
      megabytes.toFixed(0),
      `${(seconds / smallest.seconds).toFixed(2)} times`,
      `${(megabytes / smallest.megabytes).toFixed(2)} times`,
    ]),
  )
  const goals = [
    { goal: `${largest.files} files within ${MOST_SECONDS} s`, met: largest.seconds <= MOST_SECONDS },
    { goal: `and ${MOST_MEGABYTES} MB`, met: largest.megabytes <= MOST_MEGABYTES },
  ]
  print()
  for (const { goal, met } of goals) print(`${met ? 'met:   ' : 'MISSED:'} ${goal}`)
  const host = { node: process.version, platform: process.platform, arch: process.arch }
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify({ version: 1, host, audits, goals }, null, 2)}\n`)
  }
  process.exitCode = goals.every(({ met }) => met) ? 0 : 1
}

/** @param {string} [line] */
function print(line = '') {
  process.stdout.write(`${line}\n`)
}

/** Columns as wide as what stands in them, numbers to the right. @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  print()
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0
      return column === 0 ? cell.padEnd(width) : cell.padStart(width)
    })
    print(cells.join('   ').trimEnd())
  }
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1)
}

/** A text of somebody else's file, for a terminal. @param {string} text */
function shown(text) {
  return text.replace(/\p{Cc}/gu, '?')
}
