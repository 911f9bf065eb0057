import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hashOf } from '../../src/review/hash.ts'
import { isOpen } from '../../src/review/match.ts'
import { suggestionIn } from '../../src/review/retire.ts'
import { summaryOf } from '../../src/review/standing.ts'
import { SimulatedPull } from './simulated.ts'

/** A pull request with one Dockerfile, reviewed once. */
function reviewedPull(...texts: string[]): SimulatedPull {
  const pull = new SimulatedPull()
  pull.files.set('Dockerfile', texts.map(pull.line))
  pull.run()
  return pull
}

const actionsOf = (pull: SimulatedPull, options?: Parameters<SimulatedPull['plan']>[0]) =>
  pull.plan(options).actions.map((action) => action.do)
const edit = (pull: SimulatedPull, from: string, to: string, path = 'Dockerfile') =>
  pull.files.set(
    path,
    (pull.files.get(path) ?? []).map((line) => (line.text === from ? pull.line(to) : line)),
  )
const insertAbove = (pull: SimulatedPull, text: string, path = 'Dockerfile') =>
  pull.files.set(path, [pull.line(text), ...(pull.files.get(path) ?? [])])
const open = (pull: SimulatedPull) => pull.said.map(pull.thread).filter(isOpen)
const summary = (pull: SimulatedPull) => summaryOf(pull.standing)?.body ?? ''

describe('a finding that stands on the pull request', () => {
  test('is not written again', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    expect(pull.said).toHaveLength(1)
    expect(pull.run()).toBe(0)
  })

  test('is not written again when its lines moved', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    insertAbove(pull, '# A comment')
    expect(pull.run()).toBe(0)
  })

  test('is not written again when its file has another name', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    pull.files.set('docker/Dockerfile', pull.files.get('Dockerfile') ?? [])
    pull.files.delete('Dockerfile')
    expect(actionsOf(pull)).toEqual([])
  })

  test('is not taken for the same words in another file', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    pull.files.set('other.Dockerfile', ['FROM a', 'RUN bad one'].map(pull.line))
    expect(actionsOf(pull)).toEqual(['create'])
    pull.run()
    expect(open(pull).map(({ path }) => path)).toEqual(['Dockerfile', 'other.Dockerfile'])
  })
})

describe('a step that stands in its file twice', () => {
  test('keeps the thread on its lines when its twin is written above it, or goes away', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    const [thread] = pull.said
    const [from, step] = pull.files.get('Dockerfile') ?? []
    if (!from || !step) throw new Error('there are two lines')
    const twin = pull.line('RUN bad one')
    pull.files.set('Dockerfile', [from, twin, step])
    expect(actionsOf(pull)).toEqual(['create'])
    pull.run()
    expect(pull.said.map(({ on }) => on.id)).toEqual([step.id, twin.id])
    expect(pull.run()).toBe(0)
    pull.files.set('Dockerfile', [from, step])
    expect(actionsOf(pull)).toEqual(['resolve'])
    pull.run()
    expect(thread?.resolved).toBe('no')
    expect(pull.run()).toBe(0)
  })
})

describe('a suggestion that changed', () => {
  test('is edited where it stands, as long as nobody answered', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    edit(pull, 'FROM a', 'USER app')
    expect(actionsOf(pull)).toEqual(['edit'])
    pull.run()
    expect(open(pull).map(({ body }) => suggestionIn(body))).toEqual(['RUN good one as app'])
    expect(pull.run()).toBe(0)
  })

  test('is written anew where people answered; the old one loses its button and keeps its thread', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    pull.said[0]?.answers.push('Hm.')
    edit(pull, 'FROM a', 'USER app')
    expect(actionsOf(pull)).toEqual(['create', 'edit'])
    pull.run()
    const [old, now] = pull.said.map(pull.thread)
    expect(old).toMatchObject({ resolved: 'no', mark: { closed: true } })
    expect(suggestionIn(old?.body ?? '')).toBeNull()
    expect(old?.body).toContain('**Out of date:**')
    expect(suggestionIn(now?.body ?? '')).toBe('RUN good one as app')
    expect(pull.run()).toBe(0)
  })

  test('on lines that were changed is written anew, and the old thread is resolved', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    // The same finding on a line that a person wrote again.
    pull.files.set('Dockerfile', ['FROM a', 'USER app', 'RUN bad one'].map(pull.line))
    expect(actionsOf(pull)).toEqual(['create', 'resolve'])
    pull.run()
    expect(open(pull)).toHaveLength(1)
    expect(pull.run()).toBe(0)
  })
})

describe('a finding that is gone', () => {
  test('is resolved, and the summary counts without it', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one', 'RUN bad two')
    edit(pull, 'RUN bad one', 'RUN good one')
    expect(actionsOf(pull)).toEqual(['resolve'])
    pull.run()
    expect(pull.said.map(({ resolved }) => resolved)).toEqual(['by-us', 'no'])
    expect(summary(pull)).toContain('1 comment on the build cache')
    expect(pull.run()).toBe(0)
  })

  test('is said in one edit of its comment where the token may not resolve', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    pull.mayResolve = false
    edit(pull, 'RUN bad one', 'RUN good one')
    pull.run()
    expect(pull.said[0]?.body).toMatch(/^\*\*Done:\*\* as of 0000000 this is no longer found\./)
    expect(suggestionIn(pull.said[0]?.body ?? '')).toBeNull()
    expect(pull.run()).toBe(0)
  })

  test('although its lines are as they were loses its button as well', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    const files = pull
      .reviewed()
      .map((file) => ({ ...file, report: { ...file.report, findings: [], suggestions: [] } }))
    expect(actionsOf(pull, { files })).toEqual(['edit', 'resolve'])
  })

  test('with its whole Dockerfile is resolved, too', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    pull.files.clear()
    expect(actionsOf(pull)).toEqual(['resolve'])
    pull.run()
    expect(summary(pull)).toContain('Nothing left to say')
    expect(pull.run()).toBe(0)
  })

  test('is not resolved again when a person opens its thread', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    edit(pull, 'RUN bad one', 'RUN good one')
    pull.run()
    const [said] = pull.said
    if (said) said.resolved = 'no'
    expect(pull.run()).toBe(0)
  })

  test('has no button when a person opens a thread that a person had resolved, and keeps its state', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    const [said] = pull.said
    if (!said) throw new Error('nothing was said')
    said.resolved = 'by-others'
    // As where a line is put above one that stays: the thread is not outdated.
    const files = pull
      .reviewed()
      .map((file) => ({ ...file, report: { ...file.report, findings: [], suggestions: [] } }))
    pull.run(Number.POSITIVE_INFINITY, { files })
    said.resolved = 'no'
    expect(actionsOf(pull, { files })).toEqual(['edit'])
    pull.run(Number.POSITIVE_INFINITY, { files })
    expect([said.resolved, suggestionIn(said.body)]).toEqual(['no', null])
    expect(pull.run(Number.POSITIVE_INFINITY, { files })).toBe(0)
  })

  test('is left alone where its file could not be looked at', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one')
    expect(actionsOf(pull, { files: [], isUnknown: (path) => path === 'Dockerfile' })).toEqual([])
  })

  test('and comes back is said again: after we resolved it, and after its suggestion was committed', () => {
    for (const resolved of ['by-us', 'by-others'] as const) {
      const pull = reviewedPull('FROM a', 'RUN bad one')
      edit(pull, 'RUN bad one', 'RUN good one as root')
      // Committing a suggestion resolves its thread in the name of who clicked.
      if (pull.said[0] && resolved === 'by-others') pull.said[0].resolved = resolved
      pull.run()
      edit(pull, 'RUN good one as root', 'RUN bad one')
      expect(actionsOf(pull)).toEqual(['create'])
      pull.run()
      expect(open(pull)).toHaveLength(1)
      expect(pull.said[0]?.resolved).toBe(resolved)
      expect(pull.run()).toBe(0)
    }
  })
})

describe('a finding that a person resolved', () => {
  const dismissed = () => {
    const pull = reviewedPull('FROM a', 'RUN bad one', 'RUN bad two')
    if (pull.said[0]) pull.said[0].resolved = 'by-others'
    pull.run()
    return pull
  }

  test('is not said again, and the summary lists it', () => {
    const pull = dismissed()
    expect(pull.said).toHaveLength(2)
    expect(summary(pull)).toContain('1 finding that somebody dismissed by resolving its thread')
    expect(pull.run()).toBe(0)
  })

  test('is not said again when it went away and came back', () => {
    const pull = dismissed()
    edit(pull, 'RUN bad one', 'RUN good one')
    pull.run()
    edit(pull, 'RUN good one', 'RUN bad one')
    pull.run()
    expect(pull.said).toHaveLength(2)
    expect(pull.said[0]?.resolved).toBe('by-others')
  })

  test('in the same moment in which it went away is not said again either', () => {
    const pull = reviewedPull('FROM a', 'RUN bad one', 'RUN bad two')
    if (pull.said[0]) pull.said[0].resolved = 'by-others'
    edit(pull, 'RUN bad one', 'RUN 1')
    pull.run()
    edit(pull, 'RUN 1', 'RUN bad one')
    pull.run()
    expect(pull.said).toHaveLength(2)
    expect(summary(pull)).toContain('dismissed')
    expect(pull.run()).toBe(0)
  })

  test('loses a button that is no longer right, and nothing else', () => {
    const pull = dismissed()
    edit(pull, 'FROM a', 'USER app')
    pull.run()
    const [old] = pull.said
    expect(suggestionIn(old?.body ?? '')).toBeNull()
    expect(old?.body).toContain('no longer offered as a suggestion')
    expect(old?.resolved).toBe('by-others')
    expect(pull.run()).toBe(0)
  })

  test('stands again when the thread is opened again', () => {
    const pull = dismissed()
    if (pull.said[0]) pull.said[0].resolved = 'no'
    pull.run()
    expect(summary(pull)).not.toContain('dismissed')
    expect(open(pull)).toHaveLength(2)
    expect(pull.run()).toBe(0)
  })
})

describe('the limit', () => {
  test('keeps the more severe, and what is over it stands in the summary', () => {
    const pull = new SimulatedPull()
    pull.files.set('Dockerfile', ['RUN bad one', 'RUN bad e1', 'RUN bad two'].map(pull.line))
    const options = { commentLimit: 1 }
    pull.run(9, options)
    expect(open(pull).map(({ mark }) => mark.hashes)).toEqual([[hashOf('e1')]])
    expect(summary(pull)).toContain('2 more findings, over the limit of comments')
    expect(pull.run(9, options)).toBe(0)
  })
})

describe('a review that asks for changes', () => {
  const options = { reviewEvent: 'request-changes' } as const

  test('is dismissed once everything is done with, and not before', () => {
    const pull = new SimulatedPull()
    pull.files.set('Dockerfile', ['RUN bad one', 'RUN bad two'].map(pull.line))
    pull.run(9, options)
    expect(pull.reviews.map(({ state }) => state)).toEqual(['CHANGES_REQUESTED'])
    edit(pull, 'RUN bad one', 'RUN good one')
    expect(actionsOf(pull, options)).toEqual(['resolve'])
    pull.run(9, options)
    edit(pull, 'RUN bad two', 'RUN good two')
    expect(actionsOf(pull, options)).toEqual(['resolve', 'dismiss'])
    pull.run(9, options)
    expect(pull.reviews.map(({ state }) => state)).toEqual(['DISMISSED'])
    expect(pull.run(9, options)).toBe(0)
  })

  test('is not asked for by default, ever', () => {
    expect(reviewedPull('RUN bad one').reviews.map(({ state }) => state)).toEqual(['COMMENTED'])
  })
})

describe('what two runs at once leave', () => {
  test('twice is said once after the next run, and one summary gives way', () => {
    const pull = new SimulatedPull()
    pull.files.set('Dockerfile', ['RUN bad one', 'RUN bad two'].map(pull.line))
    const other = pull.copy()
    pull.run()
    other.run()
    pull.said.push(...other.said.map((one) => ({ ...one, comment: pull.id() })))
    pull.reviews.push(...other.reviews.map((one) => ({ ...one, id: pull.id() })))
    expect(actionsOf(pull)).toEqual(['resolve', 'resolve', 'fold'])
    pull.run()
    expect(open(pull)).toHaveLength(2)
    expect(pull.standing.reviews.filter((one) => one.summary)).toHaveLength(1)
    expect(pull.run()).toBe(0)
  })
})

/** What a person or a push does; the numbers choose where. */
type Event = { readonly what: (typeof kinds)[number]; readonly at: number; readonly to: number }
const kinds = [
  'add',
  'break',
  'mend',
  'remove',
  'user',
  'rename',
  'resolve',
  'reopen',
  'answer',
  'commit',
  'new file',
] as const
const events = fc.array(
  fc.record({ what: fc.constantFrom(...kinds), at: fc.nat({ max: 20 }), to: fc.nat({ max: 5 }) }),
  { minLength: 1, maxLength: 4 },
)

function happen(pull: SimulatedPull, { what, at, to }: Event, fresh: () => string): void {
  const paths = [...pull.files.keys()]
  const path = paths[at % Math.max(1, paths.length)] ?? 'Dockerfile'
  const lines = pull.files.get(path) ?? []
  const set = (some: typeof lines) => pull.files.set(path, some)
  const change = (from: RegExp, text: (line: string) => string) => {
    const fits = lines.filter((line) => from.test(line.text))
    const chosen = fits[at % Math.max(1, fits.length)]
    if (chosen) set(lines.map((line) => (line === chosen ? pull.line(text(line.text)) : line)))
    return chosen
  }
  const said = pull.said[at % Math.max(1, pull.said.length)]
  if (what === 'add') set(lines.toSpliced(to, 0, pull.line(`RUN bad ${at % 2 ? 'e' : 'w'}${fresh()}`)))
  else if (what === 'break') change(/^RUN good/, (line) => line.replace(/good (\S+).*/, 'bad $1'))
  else if (what === 'mend') change(/^RUN bad/, (line) => line.replace('bad', 'good'))
  else if (what === 'remove') set(lines.toSpliced(at % Math.max(1, lines.length), 1))
  else if (what === 'user') set([pull.line(`USER u${to}`), ...lines.filter(({ text }) => !text.startsWith('USER'))])
  else if (what === 'new file') pull.files.set(`${fresh()}.Dockerfile`, [pull.line(`RUN bad w${fresh()}`)])
  else if (what === 'rename') {
    pull.files.delete(path)
    pull.files.set(`moved${fresh()}/Dockerfile`, lines)
  } else if (!said) return
  else if (what === 'resolve') said.resolved = 'by-others'
  else if (what === 'reopen') said.resolved = 'no'
  else if (what === 'answer') said.answers.push('Really?')
  else {
    const { lines: at_, body, path: where } = pull.thread(said)
    const suggested = suggestionIn(body)
    if (!at_ || suggested === null) return
    const all = pull.files.get(where) ?? []
    pull.files.set(where, all.with(at_.end - 1, pull.line(suggested)))
    said.resolved = 'by-others'
  }
}

/** Where everything is: what is open in comments, by finding, and the words of the summary. */
function stateOf(pull: SimulatedPull) {
  return {
    open: open(pull)
      .map(({ mark, body }) => `${mark.hashes.join()} ${suggestionIn(body)}`)
      .sort(),
    summary: summary(pull).replace(/<!--.*-->/, ''),
    summaries: pull.standing.reviews.filter((one) => one.summary).length,
  }
}

function check(pull: SimulatedPull, before: SimulatedPull): void {
  const { plan } = pull.plan()
  // Every finding is in exactly one place.
  const listed = plan.listed.map(({ hash }) => hash)
  const inThreads = open(pull).flatMap(({ mark }) => mark.hashes)
  const found = pull.reviewed().flatMap(({ report }) => report.findings.map(({ fingerprint }) => hashOf(fingerprint)))
  expect([...listed, ...inThreads.filter((hash) => found.includes(hash))].sort()).toEqual(found.sort())
  // No button offers what would not be suggested now.
  const wanted = new Map(
    [...plan.said, ...plan.comments].map((one) => [one.hashes.join(), one.change?.after?.join('\n')]),
  )
  for (const { mark, body, outdated } of open(pull)) {
    const now = wanted.get(mark.hashes.join())
    if (!outdated && now !== undefined && suggestionIn(body) !== null) expect(suggestionIn(body)).toBe(now)
  }
  // What people wrote and decided is as it was.
  for (const one of before.said) {
    const now = pull.said.find(({ comment }) => comment === one.comment)
    expect(now?.answers).toEqual(one.answers)
    if (one.resolved !== 'no') expect(now?.resolved).toBe(one.resolved)
  }
  // Nothing more is to be done.
  expect(pull.copy().run()).toBe(0)
}

test('whatever happens, every finding is in one place, nothing is said twice, and a run that is cut off after any step loses nothing', () => {
  fc.assert(
    fc.property(fc.array(events, { minLength: 1, maxLength: 6 }), fc.boolean(), (pushes, mayResolve) => {
      const pull = new SimulatedPull()
      pull.mayResolve = mayResolve
      pull.files.set('Dockerfile', ['FROM a', 'RUN bad wa', 'RUN bad eb', 'RUN 1'].map(pull.line))
      let fresh = 0
      for (const push of [[], ...pushes]) {
        for (const event of push) happen(pull, event, () => `${++fresh}`)
        pull.head++
        const before = pull.copy()
        const steps = pull.run()
        check(pull, before)
        for (let cut = 0; cut <= steps; cut++) {
          const killed = before.copy()
          killed.run(cut)
          killed.run()
          check(killed, before)
          expect(stateOf(killed)).toEqual(stateOf(pull))
        }
      }
    }),
    { numRuns: 150 },
  )
}, 120_000)
