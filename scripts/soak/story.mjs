import { DISTURBANCES } from './disturbances.mjs'
import { PEOPLES } from './people.mjs'
import { PLACES, PROJECTS } from './projects.mjs'
import { Random } from './random.mjs'
import { PUSHES } from './steps.mjs'
import { World } from './world.mjs'

/**
 * Stories: what happens in the lives of pull requests, as a seed decides. Every step has a chance of its own, made from the
 * seed and its number, so that a story can be told with some of its steps left out.
 *
 * @typedef {import('./checks.mjs').Problem} Problem
 * @typedef {import('./runs.mjs').GitHub} GitHub
 * @typedef {import('./runs.mjs').Runs} Runs
 * @typedef {{ number: number, without?: boolean }} Part A step by its number, counted from 1 over all lives of a seed. `without` leaves
 *   out what disturbs its run.
 * @typedef {{ number: number, words: string[], problems: Problem[] }} Told What one step did.
 */

/** How many steps a pull request lives. */
export const LIFE = 20

/** The number of the first step of the life that a step belongs to. @param {number} number */
export const startOfLife = (number) => number - ((number - 1) % LIFE)

/** Opens the pull request of a life. @param {Runs} runs @param {GitHub} github @param {number} seed @param {number} life @param {string} name */
export function open(runs, github, seed, life, name) {
  const random = new Random(seed, life, 'open')
  const project = random.pick(PROJECTS)
  const path = random.pick(PLACES)
  const [first = '', ...others] = [...project.dockerfiles].sort(() => random.next() - 0.5)
  const base = random.chance(0.5) ? { [path]: first } : {}
  const head = {
    [random.chance(0.5) ? path : random.pick(PLACES)]: random.maybe(others) ?? first,
    'CHANGES.md': 'New.\n',
  }
  return new World({ github, runs, project, name, base, head })
}

/**
 * Takes one step: something happens, a run may be disturbed, an undisturbed one follows, and everything is looked at.
 * @param {World} world @param {number} seed @param {Part} part @returns {Promise<Told>}
 */
export async function step(world, seed, { number, without = false }) {
  const random = new Random(seed, number, 'step')
  const kinds = random.chance(0.72) || number === startOfLife(number) ? PUSHES : PEOPLES
  const chosen = random.weighted(kinds)
  const words = []
  const push = await chosen.take(world, new Random(seed, number, 'what'))
  words.push(push ?? `${chosen.name}: there is nothing to do that with`)
  if (random.chance(0.08)) return { number, words: [...words, 'no run follows'], problems: [] }
  const disturbance = random.weighted(DISTURBANCES)
  if (random.chance(0.4) && !without) {
    const said = await disturbance.take(world, new Random(seed, number, 'disturbance'))
    if (said) words.push(said)
  }
  return { number, words, problems: await world.settle() }
}

/**
 * Tells the parts of one life. @param {Runs} runs @param {GitHub} github @param {number} seed @param {readonly Part[]} parts @param {string} name The repository's.
 * @returns {AsyncGenerator<{ world: World, told: Told }>} It goes on behind a step with problems, unless the caller stops.
 */
export async function* tell(runs, github, seed, parts, name) {
  const life = Math.ceil((parts[0]?.number ?? 1) / LIFE)
  const world = open(runs, github, seed, life, name)
  for (const part of parts) yield { world, told: await step(world, seed, part) }
}

/**
 * The shortest story with the same kind of problem that is found in a number of attempts.
 * @param {readonly Part[]} parts @param {(parts: readonly Part[]) => Promise<boolean>} fails @param {number} attempts
 */
export async function shrink(parts, fails, attempts) {
  let shortest = parts
  let left = attempts
  /** @param {readonly Part[]} next */
  const attempt = async (next) => {
    if (left-- <= 0 || !(await fails(next))) return false
    shortest = next
    return true
  }
  for (let size = Math.max(1, parts.length >> 1); left > 0; ) {
    let removed = false
    for (let at = 0; at < shortest.length - 1 && left > 0; ) {
      // The last step is the one that shows it.
      const next = shortest.filter((_, index) => index < at || index >= at + size || index === shortest.length - 1)
      if (next.length < shortest.length && (await attempt(next))) removed = true
      else at += size
    }
    if (size > 1) size >>= 1
    else if (!removed) break
  }
  for (const { number } of shortest) {
    await attempt(shortest.map((part) => (part.number === number ? { number, without: true } : part)))
  }
  return shortest
}
