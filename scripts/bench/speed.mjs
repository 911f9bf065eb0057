import { createRequire } from 'node:module'
import path from 'node:path'
import { median } from './median.mjs'

/**
 * @typedef {import('./texts.mjs').Subject} Subject
 * @typedef {{ tool: string, run: (subject: Subject) => unknown }} Tool
 * @typedef {{ tool: string, perSecond: number, milliseconds: number, ratio: number }} Speed
 *   `milliseconds` for one file, the median of the rounds. `ratio`: how many times as long as Layerwise it takes.
 */

const WARM_UP = 5
const ROUNDS = 15
/** How many files a round has at least: the fastest tool needs a time that can be measured. */
const LEAST_PER_ROUND = 400

/**
 * How fast each tool is over the same texts, all in memory, in one process. The tools take turns, and each round begins
 * with another one.
 *
 * @param {readonly Subject[]} subjects
 * @param {readonly Tool[]} tools Layerwise first.
 * @returns {{ speeds: Speed[], measured: number, repeated: number, unread: { file: string, tool: string, error: string }[] }}
 *   `unread` are files that a tool fails on: nobody is measured on them.
 */
export function measureSpeed(subjects, tools) {
  const unread = subjects.flatMap((subject) =>
    tools.flatMap(({ tool, run }) => {
      const error = failureOf(() => run(subject))
      return error === null ? [] : [{ file: subject.file, tool, error }]
    }),
  )
  const left = new Set(unread.map(({ file }) => file))
  const readable = subjects.filter(({ file }) => !left.has(file))
  const repeated = Math.max(1, Math.ceil(LEAST_PER_ROUND / readable.length))
  /** @type {Map<string, number[]>} */
  const times = new Map(tools.map(({ tool }) => [tool, []]))
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const first = (round + WARM_UP) % tools.length
    for (const { tool, run } of [...tools.slice(first), ...tools.slice(0, first)]) {
      const time = timeOf(run, readable, repeated)
      if (round >= 0) times.get(tool)?.push(time / (readable.length * repeated))
    }
  }
  const own = times.get(tools[0]?.tool ?? '') ?? []
  const speeds = [...times].map(([tool, all]) => ({
    tool,
    perSecond: 1000 / median(all),
    milliseconds: median(all),
    ratio: median(all.map((time, round) => time / /** @type {number} */ (own[round]))),
  }))
  return { speeds, measured: readable.length, repeated, unread }
}

/** In milliseconds. @param {Tool['run']} run @param {readonly Subject[]} subjects @param {number} repeated */
function timeOf(run, subjects, repeated) {
  const start = performance.now()
  for (let time = 0; time < repeated; time++) for (const subject of subjects) run(subject)
  return performance.now() - start
}

/** @param {() => unknown} work */
function failureOf(work) {
  try {
    work()
    return null
  } catch (error) {
    return String(error).split('\n')[0] ?? ''
  }
}

/**
 * Layerwise and two linters, each as its own command line calls it.
 *
 * @param {(input: any) => any} analyse
 * @returns {Tool[]}
 */
export function toolsWith(analyse) {
  const require = createRequire(import.meta.url)
  const { validate } = require('dockerfile-utils')
  const dockerfilelint = require('dockerfilelint')
  return [
    { tool: 'Layerwise', run: (subject) => analyseWhole(analyse, subject) },
    { tool: 'dockerfile-utils', run: ({ text }) => validate(text) },
    // It looks for a configuration beside the file.
    { tool: 'dockerfilelint', run: ({ file, text }) => dockerfilelint.run(path.dirname(file), text) },
  ]
}

/** All that is said of a Dockerfile: the texts that the analysis asks for are handed in, and it is asked again. */
function analyseWhole(analyse, { path: own, text, files, read }) {
  const texts = new Map()
  const settings = { rules: {}, syntax: 'docker/dockerfile:1' }
  for (let round = 1; ; round++) {
    const report = analyse({ path: own, text, repository: { files, texts }, settings })
    if (report.missing.length === 0 || round === 6) return report
    for (const missing of report.missing) texts.set(missing, read(missing))
  }
}
