import { describe, expect, test } from '@jest/globals'
import { readCommentMark, readSummaryMark } from '../../src/review/mark.ts'
import { onGitHub, type Pull } from './on-github.ts'

const scene = onGitHub()
const { open, run } = scene

const text = (...lines: string[]) => `${lines.join('\n')}\n`
const old = Array.from({ length: 20 }, (_, index) => `RUN ${index}`)

/** All that a reader finds on the pull request, without numbers that hang on how often something was tried. */
function stateOf(pull: Pull) {
  const marked = scene.github.threads(pull).map((thread) => {
    const [comment] = thread.comments
    return { comment, mark: readCommentMark(comment?.body ?? ''), resolved: thread.resolvedBy }
  })
  return {
    threads: marked
      .filter(({ mark, resolved }) => mark && !mark.closed && resolved === null)
      .map(({ comment, mark }) => `${comment?.anchor.path} ${mark?.hashes.join()} ${mark?.suggestion}`)
      .sort(),
    // Each is there once, but those that are done with.
    summary: scene.github
      .reviews(pull)
      .filter(({ body }) => readSummaryMark(body))
      .map(({ body }) => body.replace(/<!--.*-->/, '').replace(/[0-9a-f]{40}|service-\d+/g, '')),
    people: pull.comments.filter(({ author }) => author === 'mona').map(({ body }) => body),
  }
}

/** Three pushes with everything that can happen to a thread. `runs` runs the action behind the last push. */
async function story(runs: (pull: Pull) => Promise<unknown>) {
  const { pull, push } = open(
    { Dockerfile: text('RUN bad one', 'USER a', 'RUN bad two', 'RUN bad three', ...old, 'RUN bad far') },
    { Dockerfile: text(...old, 'RUN bad far') },
  )
  await run(pull)
  const [, two, three] = scene.github.comments(pull).map(({ id }) => id)
  scene.github.reply(pull, two ?? 0, { author: 'mona', body: 'Why?' })
  scene.github.resolve(pull, three ?? 0, 'mona')
  push({
    Dockerfile: text('RUN good one', 'USER b', 'RUN bad two', 'RUN bad three', ...old, 'RUN bad far'),
    'b/Dockerfile': text('RUN worse'),
  })
  await runs(pull)
  return pull
}

/** The request with this number is done and not answered, and no other one behind it is: so it is for a run that was killed. */
function dieAt(nth: number) {
  let requests = 0
  scene.github.hooks.before = () => (++requests > nth ? 'disconnect' : undefined)
  scene.github.hooks.after = () => (requests >= nth ? 'disconnect' : undefined)
}

function live() {
  scene.github.hooks.before = undefined
  scene.github.hooks.after = undefined
}

describe('a run that is killed', () => {
  test('after any request, and run again, ends where an undisturbed one does', async () => {
    let requests = 0
    const undisturbed = await story(async (pull) => {
      await run(pull)
      requests = scene.github.requests.length
    })
    const expected = stateOf(undisturbed)
    expect(expected.threads).toHaveLength(2)
    expect(expected.summary).toHaveLength(1)
    for (let nth = 1; nth <= requests; nth++) {
      const pull = await story(async (one) => {
        dieAt(nth)
        await run(one)
        live()
        await run(one)
      })
      expect([nth, stateOf(pull)]).toEqual([nth, expected])
      await run(pull)
      expect(scene.github.writes()).toEqual([])
    }
  }, 120_000)

  test('in its first review, too', async () => {
    const files = { Dockerfile: text('RUN bad one', 'RUN worse') }
    const undisturbed = open(files).pull
    await run(undisturbed)
    const requests = scene.github.requests.length
    for (let nth = 1; nth <= requests; nth++) {
      const { pull } = open(files)
      dieAt(nth)
      await run(pull)
      live()
      await run(pull)
      expect([nth, stateOf(pull)]).toEqual([nth, stateOf(undisturbed)])
    }
  }, 60_000)

  test('on the ladder that GitHub’s refusals make it take', async () => {
    const files = { Dockerfile: text('RUN bad one', 'RUN bad two', 'RUN worse') }
    const refuse = () =>
      scene.github.faults.next({
        ...{
          method: 'POST',
          path: /\/reviews$/,
          status: 422,
          body: { message: 'Unprocessable Entity', errors: ['x'] },
        },
      })
    const undisturbed = open(files).pull
    refuse()
    await run(undisturbed)
    const requests = scene.github.requests.length
    const expected = stateOf(undisturbed)
    expect(expected.threads).toHaveLength(3)
    for (let nth = 1; nth <= requests; nth++) {
      const { pull } = open(files)
      refuse()
      dieAt(nth)
      await run(pull)
      live()
      scene.github.faults.clear()
      await run(pull)
      expect([nth, stateOf(pull)]).toEqual([nth, expected])
    }
  }, 60_000)
})

describe('two runs at once', () => {
  /** Runs the second one whole while a request of the first is on its way, and tells which request that was. */
  async function during(nth: number, pull: Pull, second: () => Promise<unknown>) {
    const event = scene.github.pullRequestEvent(pull)
    let seen = 0
    let held = ''
    const client = (token: string) => {
      const one = scene.client(token)
      one.hook.wrap('request', async (request, options) => {
        if (++seen === nth) {
          held = options.method
          await second()
        }
        return request(options)
      })
      return one
    }
    await run(pull, {}, { event, client })
    return held
  }

  test('of which one is for an older commit: the newer has the last word, whenever it comes in between', async () => {
    const first = { Dockerfile: text('RUN bad one', 'RUN bad two') }
    const last = { Dockerfile: text('RUN good one', 'RUN bad two', 'RUN bad three', 'RUN worse') }
    const alone = open(first)
    await run(alone.pull)
    alone.push(last)
    await run(alone.pull)
    const expected = stateOf(alone.pull)
    for (let nth = 1; ; nth++) {
      const { pull, push } = open(first)
      await run(pull)
      push({ Dockerfile: text('RUN good one', 'RUN bad two', 'RUN bad three') })
      const held = await during(nth, pull, async () => {
        push(last)
        await run(pull)
      })
      if (held === '') break
      // Between the last look at the head and the writing there is a moment, in which GitHub offers no lock.
      if (held !== 'PUT') expect([nth, stateOf(pull).summary]).toEqual([nth, expected.summary])
      // What both wrote in the same moment is put right by the next run.
      await run(pull)
      expect([nth, stateOf(pull)]).toEqual([nth, expected])
    }
  }, 60_000)

  test('for the same commit leave nothing twice after the next one', async () => {
    let twice = 0
    for (let nth = 1; nth <= 6; nth++) {
      const { pull } = open({ Dockerfile: text('RUN bad one', 'RUN bad two') })
      await during(nth, pull, () => run(pull))
      await run(pull)
      const { threads, summary } = stateOf(pull)
      expect([nth, threads.length, summary.length]).toEqual([nth, 2, 1])
      // The second summary is folded (R21: `minimizeComment` takes reviews, too), or was never written.
      const folded = pull.reviews.filter(({ body }) => body.startsWith('The summary of this pull request stands'))
      expect(folded.map(({ minimized }) => minimized)).toEqual(folded.map(() => 'duplicate'))
      twice += folded.length
    }
    expect(twice).toBeGreaterThan(0)
  }, 60_000)
})
