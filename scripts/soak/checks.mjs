import { peoplesOf, sayingsOn, summariesOn, threadsOf } from './page.mjs'

/**
 * What must be true of a pull request after an undisturbed run.
 *
 * @typedef {import('../embedded-github/index.mjs').PullRequest} PullRequest
 * @typedef {import('./oracle.mjs').Expected} Expected
 * @typedef {import('./oracle.mjs').Due} Due
 * @typedef {import('./page.mjs').Saying} Saying
 * @typedef {'lost' | 'said twice' | 'stale' | 'touched' | 'repeated after a person resolved it' | 'stale button' | 'wrong button' | 'two summaries' | 'writes again' | 'failed' | 'wrong report'} Kind
 * @typedef {{ kind: Kind, says: string }} Problem
 * @typedef {object} Situation
 * @property {PullRequest} pull
 * @property {string} us Our login.
 * @property {Expected} expected
 * @property {ReadonlySet<string>} dismissed The ids of findings in threads that a person resolved.
 * @property {ReadonlySet<number>} reopened The comments whose threads a person opened again.
 */

/** @param {Due} due */
const nameOf = ({ id }) => id.replace('\0', ': ')

/** @param {Situation} situation @returns {{ problems: Problem[], places: Map<string, Saying> }} `places` says where each finding stands. */
export function checkSayings({ pull, us, expected, dismissed, reopened }) {
  /** @type {Problem[]} */
  const problems = []
  const sayings = sayingsOn(pull, us)
  const places = match(expected.due, sayings, expected.paths, reopened)
  const used = new Set(places.values())
  for (const due of expected.due) {
    const place = places.get(due.id)
    if (!place) problems.push({ kind: 'lost', says: `${nameOf(due)} is nowhere` })
    else if (place.where === 'comment' && dismissed.has(due.id)) {
      problems.push({ kind: 'repeated after a person resolved it', says: nameOf(due) })
    }
  }
  for (const saying of sayings) {
    if (used.has(saying) || (saying.thread && reopened.has(saying.thread.root.id))) continue
    const { path, rule, manager, where, thread } = saying
    // Of a file that cannot be read nobody knows what is left, nor whether it is another one that was renamed.
    if (expected.unread.has(path) || (expected.unread.size > 0 && !expected.paths.has(path))) continue
    const known = expected.due.some((due) => due.path === path && due.rule === rule && due.manager === manager)
    const place = thread
      ? `comment ${thread.root.id}${thread.lines ? ` on line ${thread.lines.end}` : ', outdated'}`
      : where
    problems.push({ kind: known ? 'said twice' : 'stale', says: `${path}: ${rule} ${manager} in the ${place}` })
  }
  const summaries = summariesOn(pull, us).length
  if (summaries > 1) problems.push({ kind: 'two summaries', says: `${summaries} texts list findings` })
  return { problems, places }
}

/**
 * Which finding is said where: as many as possible, each in one place, each place for one finding.
 * @param {Due[]} due @param {Saying[]} sayings @param {ReadonlySet<string>} there The paths of the head. @param {ReadonlySet<number>} reopened @returns {Map<string, Saying>}
 */
function match(due, sayings, there, reopened) {
  /** @type {Map<Saying, Due>} */
  const taken = new Map()
  /** @param {Due} one @param {Set<Saying>} seen @param {Saying[]} some @returns {boolean} */
  const place = (one, seen, some) =>
    some.some((saying) => {
      if (seen.has(saying) || !fits(one, saying, there)) return false
      seen.add(saying)
      const other = taken.get(saying)
      if (other && !place(other, seen, some)) return false
      taken.set(saying, one)
      return true
    })
  // What people opened again, and what stands on a file that went away, counts where nothing else does.
  const plain = sayings.filter(({ path, thread }) => !thread || (there.has(path) && !reopened.has(thread.root.id)))
  const unplaced = due.filter((one) => !place(one, new Set(), plain))
  for (const one of unplaced) place(one, new Set(), sayings)
  return new Map([...taken].map(([saying, one]) => [one.id, saying]))
}

/** @param {Due} due @param {Saying} saying @param {ReadonlySet<string>} there */
function fits({ path, rule, manager, lines }, saying, there) {
  if (saying.rule !== rule || saying.manager !== manager) return false
  // The thread of a file that was renamed since stands on the old name, which is no longer there.
  if (saying.path !== path) return saying.thread !== null && saying.thread.lines === null && !there.has(saying.path)
  const place = saying.thread?.lines
  return !place || lines.some(({ start, end }) => start <= place.end && place.start <= end)
}

/**
 * Every suggestion that GitHub would still commit is one that would be made now, and gives what `fix` gives.
 * @param {Situation} situation @param {(id: number) => { path: string, start: number, end: number, text: string } | null} editOf What a click would do; null where GitHub refuses.
 * @returns {Problem[]}
 */
export function checkButtons({ pull, us, expected, dismissed }, editOf) {
  /** @type {Problem[]} */
  const problems = []
  /** @type {Map<string, { start: number, end: number, text: string }[]>} */
  const live = new Map()
  for (const { root } of threadsOf(pull, us).filter(({ ours }) => ours)) {
    const edit = editOf(root.id)
    if (!edit) continue
    const { path, start, end } = edit
    if (expected.unread.has(path)) continue
    const whole = applied(expected.texts.get(path) ?? '', [edit])
    const button = expected.buttons.find(({ path: at, text }) => at === path && text === whole)
    if (!button) {
      const says = `comment ${root.id} offers ${JSON.stringify(edit.text)} for ${path}:${start}-${end}`
      problems.push({ kind: 'stale button', says })
    } else live.set(path, [...(live.get(path) ?? []), edit])
  }
  for (const [path, edits] of live) {
    // Without what a person dismissed it is less than `fix` makes, and of equal steps it is not told which was meant.
    if (dismissed.size > 0) continue
    if (edits.length !== expected.buttons.filter((button) => button.live && button.path === path).length) continue
    if (applied(expected.texts.get(path) ?? '', edits) === expected.fixed.get(path)) continue
    problems.push({ kind: 'wrong button', says: `all suggestions of ${path} together are not what fix makes` })
  }
  return problems
}

/** @param {string} text @param {{ start: number, end: number, text: string }[]} edits */
function applied(text, edits) {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  for (const { start, end, text: fresh } of [...edits].sort((a, b) => b.start - a.start)) {
    lines.splice(start - 1, end - start + 1, fresh)
  }
  return lines.join('')
}

/** What people wrote and did is as it was. @param {Map<string, string>} before @param {PullRequest} pull @param {string} us @returns {Problem[]} */
export function checkPeople(before, pull, us) {
  const now = peoplesOf(pull, us)
  return [...before].flatMap(([what, text]) => {
    if (now.get(what) === text) return []
    const says = now.has(what) ? `${what} was changed from ${text} to ${now.get(what)}` : `${what} is gone`
    return [{ kind: /** @type {const} */ ('touched'), says }]
  })
}
