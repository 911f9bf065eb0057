import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { Random } from '../../scripts/soak/random.mjs'
import { Runs } from '../../scripts/soak/runs.mjs'
import { run } from '../../src/action/run.ts'
import { analyse } from '../../src/analyse.ts'
import { commitSuggestions, compose } from '../../src/text/compose.ts'
import type { Suggestion } from '../../src/text/edit.ts'
import { casesIn, type FixtureCase, reportOn } from '../fixture-cases.ts'

/*
 * Every fixture is posted on a pull request by the action, and every suggestion block is applied by GitHub's rules to the
 * lines on which it was posted. None of this looks at the plan: blocks, lines and files come from the server.
 */

let github: Awaited<ReturnType<typeof startGitHub>>
let runs: Runs
beforeAll(async () => {
  github = await startGitHub()
  runs = new Runs(github, { run, analyse, compose, rules: [] }, new Random('suggestions'))
})
afterAll(async () => {
  runs.end()
  await github.stop()
})

const NOTHING_ELSE = { 'NOTES.md': '# Notes\n' }
const inputs = { 'comment-limit': '100', 'fail-on': 'never' }

/** The review of a pull request that makes a case's Dockerfile of `earlier`, or adds it. */
async function reviewed({ name, path, before, files }: FixtureCase, earlier: string | null) {
  const others = Object.fromEntries([...(files ?? [])].filter(([file]) => file !== path))
  const base = { ...others, ...(earlier === null ? {} : { [path]: earlier }) }
  const repository = github.createRepository({
    name: `${name.replaceAll('/', '-')}${earlier === null ? '' : '-changed'}`,
    files: Object.keys(base).length > 0 ? base : NOTHING_ELSE,
  })
  repository.commit({ branch: 'change', files: { [path]: before } })
  const pull = repository.openPull({ head: 'change' })
  const { failed } = await runs.run(pull, { inputs })
  expect(failed).toEqual([])
  const edits = pull.visibleComments.flatMap(({ id, body }) =>
    /^`{3,}suggestion$/m.test(body) ? [{ id, ...github.suggestedEdit(pull, id) }] : [],
  )
  return { pull, edits, read: () => repository.read('change', path) }
}

/** Whole lines replaced, from the last to the first. */
function applied(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    lines.splice(edit.start - 1, edit.end - edit.start + 1, edit.text)
  }
  return lines.join('')
}

/** Every part of a few things, and some of many. */
function partsOf<One>(all: readonly One[]): One[][] {
  const random = new Random('parts', all.length)
  if (all.length > 4) return Array.from({ length: 16 }, () => random.some(all, 0.5))
  return Array.from({ length: 2 ** all.length }, (_, part) => all.filter((_, at) => part & (1 << at)))
}

const cases = casesIn().map((one) => [one.name, one] as const)

describe.each(cases)('%s', (name, fixture) => {
  const { path, before } = fixture
  // What the pull request's repository holds where the case has no tree.
  const files = fixture.files ?? new Map([[path, before], ...Object.entries(NOTHING_ELSE)])
  const report = reportOn({ ...fixture, files }, before)
  const safe = report.suggestions.filter(({ safety }) => safety === 'safe')

  /** The suggestion of the report that one posted block is. */
  const meant = (edit: { start: number; end: number; text: string }): Suggestion => {
    const whole = applied(before, [edit])
    const found = safe.find((suggestion) => commitSuggestions(before, [suggestion]) === whole)
    expect([edit, found]).toEqual([edit, expect.objectContaining({ safety: 'safe' })])
    return found as Suggestion
  }

  test('as a new file: every block is what `fix` does there, alone, with others, and in any order', async () => {
    const { pull, edits, read } = await reviewed(fixture, null)
    const all = edits.map((edit) => ({ edit, suggestion: meant(edit) }))
    expect(new Set(all.map(({ suggestion }) => suggestion)).size).toBe(edits.length)
    for (const some of partsOf(all)) {
      expect(
        applied(
          before,
          some.map(({ edit }) => edit),
        ),
      ).toBe(
        commitSuggestions(
          before,
          some.map(({ suggestion }) => suggestion),
        ),
      )
    }
    if (edits.length < 2) return
    const random = new Random(name, 'order')
    const order = [...edits].sort(() => random.next() - 0.5).map(({ id }) => id)
    if (random.chance(0.5)) github.commitSuggestions(pull, order)
    else for (const id of order) github.commitSuggestion(pull, id)
    const fixed =
      all.length === safe.length
        ? report.fixed
        : commitSuggestions(
            before,
            all.map((one) => one.suggestion),
          )
    expect(read()).toBe(fixed)
  })

  // Most lines are outside of such a diff; a part of the cases shows it.
  if (new Random(name, 'sample').chance(0.12)) {
    test('as a changed file: the blocks that fit into the diff are the same', async () => {
      const earlier = withOtherLines(before, new Random(name, 'earlier'))
      const { pull, edits, read } = await reviewed({ ...fixture, files }, earlier)
      const suggestions = edits.map(meant)
      for (const { id } of edits) github.commitSuggestion(pull, id)
      expect(read()).toBe(commitSuggestions(before, suggestions))
    })
  }
})

/** What a text may have been before the pull request: one line is missing, and another one was different. */
function withOtherLines(text: string, random: Random): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  lines.splice(random.below(lines.length), 1)
  const at = random.below(lines.length)
  if (lines.length > 0) lines[at] = `# It was different.${(lines[at] ?? '').endsWith('\r\n') ? '\r' : ''}\n`
  return lines.join('')
}
