import { outlineOf } from './page.mjs'
import { LIFE, shrink, startOfLife, tell } from './story.mjs'

/**
 * The soak test itself: lives of pull requests, one after the other, until there were enough pushes or a promise is broken.
 *
 * @typedef {import('./story.mjs').Part} Part
 * @typedef {import('./story.mjs').Told} Told
 * @typedef {{ write: (text: string) => unknown, isTTY?: boolean | undefined }} Terminal
 * @typedef {{ pushes: number, findings: number, lost: number, twice: number, touched: number, others: number }} Tally
 */

/** How often a story is told again to find a shorter one. */
const ATTEMPTS = 60

/**
 * @param {{ github: import('./runs.mjs').GitHub, runs: import('./runs.mjs').Runs, seed: number, pushes: number, upto?: number, only?: readonly Part[],
 *   terminal: Terminal, attempts?: number, goOn?: boolean }} options `upto` tells one life again, up to that step; `only` some of its steps. `goOn` ends a life that is broken and goes on with the next.
 * @returns {Promise<boolean>} Whether every promise was kept.
 */
export async function soak({
  github,
  runs,
  seed,
  pushes,
  upto = 0,
  only,
  terminal,
  attempts = ATTEMPTS,
  goOn = false,
}) {
  const started = performance.now()
  /** @type {Tally} */
  const tally = { pushes: 0, findings: 0, lost: 0, twice: 0, touched: 0, others: 0 }
  let repositories = 0
  let wentWell = true
  const name = () => `soak-${seed}-${++repositories}`
  const seconds = () => (performance.now() - started) / 1000
  const closingLine = () => {
    const { pushes: all, findings, lost, twice, touched, others } = tally
    const rest = others > 0 ? `, ${others} other promises broken` : ''
    terminal.write(
      `${all} pushes, ${findings} findings, ${lost} lost, ${twice} said twice, ${touched} of a person's touched${rest}\n`,
    )
    terminal.write(`${(all / seconds()).toFixed(1)} pushes a second, ${seconds().toFixed(0)} s, seed ${seed}\n`)
  }
  for (let first = upto > 0 ? startOfLife(upto) : 1; tally.pushes < pushes; first += LIFE) {
    const last = upto > 0 ? upto : first + LIFE - 1
    const parts = only ?? Array.from({ length: last - first + 1 }, (_, index) => ({ number: first + index }))
    const before = { pushes: tally.pushes, findings: tally.findings }
    for await (const { world, told } of tell(runs, github, seed, parts, name())) {
      tally.pushes = before.pushes + world.pushes
      tally.findings = before.findings + world.found.size
      if (terminal.isTTY)
        terminal.write(
          `\r\u001b[K${tally.pushes} of ${pushes} pushes, ${tally.findings} findings, ${(tally.pushes / seconds()).toFixed(1)} a second`,
        )
      if (upto > 0) terminal.write(`${sayStep(told)}\n`)
      if (told.problems.length === 0) continue
      if (terminal.isTTY) terminal.write('\r\u001b[K')
      count(tally, told)
      await report(told)
      wentWell = false
      break
    }
    if (upto > 0 || (!wentWell && !goOn)) break
  }
  if (terminal.isTTY) terminal.write('\r\u001b[K')
  closingLine()
  return wentWell

  /** @param {Told} told */
  async function report({ number, problems }) {
    const kinds = new Set(problems.map(({ kind }) => kind))
    terminal.write(`Broken with seed ${seed} at step ${number}:\n`)
    for (const { kind, says } of problems) terminal.write(`  ${kind}: ${shown(says)}\n`)
    const whole =
      only ??
      Array.from({ length: number - startOfLife(number) + 1 }, (_, index) => ({ number: startOfLife(number) + index }))
    if (attempts === 0) return
    terminal.write(`Looking for a shorter story...\n`)
    const fails = async (/** @type {readonly Part[]} */ parts) => {
      for await (const { told } of tell(runs, github, seed, parts, name())) {
        if (told.problems.length > 0) return told.problems.some(({ kind }) => kinds.has(kind))
      }
      return false
    }
    const shortest = await shrink(whole, fails, attempts)
    terminal.write('The shortest story that was found:\n')
    for await (const { world, told } of tell(runs, github, seed, shortest, name())) {
      terminal.write(`${sayStep(told)}\n`)
      for (const { kind, says } of told.problems) terminal.write(`     ${kind}: ${shown(says)}\n`)
      if (told.problems.length === 0) continue
      for (const line of outlineOf(world.pull, world.us)) terminal.write(`       ${shown(line)}\n`)
      break
    }
    const named = shortest.map((part) => `${part.number}${part.without ? 'x' : ''}`).join()
    terminal.write(`Tell it again: npm run soak -- --seed ${seed} --upto ${number} --only ${named}\n`)
  }
}

/** @param {Told} told */
const sayStep = ({ number, words }) => `${String(number).padStart(5)}  ${words.map(shown).join('; ')}`

/** @param {Tally} tally @param {Told} told */
function count(tally, { problems }) {
  for (const { kind } of problems) {
    if (kind === 'lost') tally.lost++
    else if (kind === 'said twice' || kind === 'repeated after a person resolved it') tally.twice++
    else if (kind === 'touched') tally.touched++
    else tally.others++
  }
}

/** A text of ours or of a pull request, on one line of a terminal. @param {string} text */
const shown = (text) => text.replace(/\p{Cc}/gu, ' ').slice(0, 400)
