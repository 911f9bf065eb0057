import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { eventKind, knownEvents } from '../../src/action/events.ts'
import { baselinePlace } from '../../src/gate/baseline.ts'
import { checkName } from '../../src/github/check-run.ts'
import { errorChoices, scopes } from '../../src/options.ts'
import { mostAnnotations } from '../../src/report/check-run.ts'

const page = readFileSync(new URL('../../docs/required-check.md', import.meta.url), 'utf8')

/** The rows of the table whose first head is a text, cell by cell. */
const table = (head: string): string[][] => {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`))
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  return lines.slice(start + 2, end).map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  )
}

describe('the page on the required check', () => {
  test('names for each event the level that holds where none is chosen', () => {
    const rows = table('Event').flatMap(([names = '', , level = '']) =>
      [...names.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => [name, level.replaceAll('`', '')]),
    )
    const judged = knownEvents.filter((name) => eventKind(name).failsJob)
    expect(rows.map(([name]) => name).sort()).toEqual([...judged].sort())
    for (const [name = '', level] of rows) expect([name, eventKind(name).failOn]).toEqual([name, level])
  })

  test('describes every scope, and every choice of on-error', () => {
    expect(table('`scope`').map(([scope]) => scope)).toEqual(scopes.map((scope) => `\`${scope}\``))
    for (const choice of errorChoices) expect(page).toContain(`\`on-error: ${choice}\``)
  })

  test('names the baseline, the check run and its limit as they are', () => {
    for (const words of [baselinePlace, `\`${checkName}\``, `up to ${mostAnnotations} annotations`]) {
      expect(page).toContain(words)
    }
  })
})
