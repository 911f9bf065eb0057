import { describe, expect, test } from '@jest/globals'
import { readCommands } from '../../scripts/runner.mjs'
import { readJsonReport } from '../../src/report/read-json.ts'
import { wrongWithSarif } from '../report/sarif-schema.ts'
import { attacks } from './attacks.ts'
import { auditOf, everythingSaid, isOurs } from './everything-said.ts'
import { whatBrokeOut, whatBrokeOutOfPage, whatLogObeys, whatTerminalObeys } from './judge.ts'
import { projectWith, reportsOf } from './project.ts'

test('there are two hundred attacks and more, none of them twice', () => {
  expect(attacks.length).toBeGreaterThanOrEqual(200)
  expect(new Set(attacks.map(({ text }) => text)).size).toBe(attacks.length)
})

/** Nothing acts in what an audit is shown as. */
function expectHarmlessAudit(report: Parameters<typeof auditOf>[0]) {
  const audit = auditOf(report)
  expect(whatBrokeOutOfPage(audit.html, isOurs)).toEqual([])
  expect(whatBrokeOut(audit.markdown, isOurs)).toEqual([])
  expect(whatLogObeys(audit.text)).toEqual([])
  for (const log of audit.sarif) expect([...wrongWithSarif(log), ...linksIn(log)]).toEqual([])
}

/** Words in brackets before an address are a link in a message of SARIF (3.11.6 of the standard); the help of a rule is ours. */
const linksIn = (log: { runs: { results: unknown[] }[] }): string[] =>
  log.runs.flatMap(
    ({ results }) => JSON.stringify(results, ['message', 'text', 'relatedLocations']).match(/\]\([^)]*/g) ?? [],
  )

describe('nothing breaks out of what is said about a repository whose every corner', () => {
  test.each(attacks.map(({ name, text }) => [name, text]))('%s', async (_, text) => {
    const said = everythingSaid(await reportsOf(projectWith(text)))
    expect(said.findings).toBeGreaterThan(5)
    for (const markdown of said.markdown) expect(whatBrokeOut(markdown, isOurs)).toEqual([])
    expect(said.forged).toEqual([])
    expect(whatLogObeys(said.text)).toEqual([])
    expect(whatTerminalObeys(said.annotations)).toEqual([])
    expect(whatTerminalObeys(said.commands)).toEqual([])
    const commands = readCommands(said.commands)
    expect(commands.filter(({ command }) => !['error', 'warning', 'notice'].includes(command))).toEqual([])
    for (const text of said.check) expect(whatTerminalObeys(text)).toEqual([])
    expectHarmlessAudit(said.report)
    // One command for each finding and notice: none was ended early, none was added.
    expect(commands).toHaveLength(said.findings + said.notices)
    expect(
      commands
        .flatMap(({ properties }) => Object.keys(properties))
        .filter((key) => !/^(?:file|line|endLine|title)$/.test(key)),
    ).toEqual([])
  })
})

describe('nothing breaks out of a report that somebody else wrote and in which every text', () => {
  test.each(attacks.map(({ name, text }) => [name, text]))('%s', (_, text) => {
    const lines = { startLine: 1, endLine: text.split('\n').length }
    const finding = {
      ...{ rule: text, severity: 'warning', message: text, manager: text, help: `${text}\n\n${text}`, ...lines },
      ...{
        because: [{ ...lines, message: text }],
        fingerprint: text,
        filesThatRun: 3,
        inBaseline: false,
        [text]: text,
      },
      fix: { safety: text, ...lines, original: text, replacement: `${text}\n${text}` },
    }
    const names = ['octo/shop', 'octo/other']
    // Where the servers of a company are is for its reports to say.
    const isAddress = text.startsWith('http')
    const hostile = {
      version: 1,
      repositories: names.map((name, at) => ({
        name,
        server: isAddress ? 'https://github.example' : text,
        commit: text,
        notLookedAt: at === 0 ? null : text,
      })),
      files: [
        { repository: names[0], path: text, lineEnd: text, findings: [finding], notices: [{ line: 1, message: text }] },
      ],
      summary: { files: text },
      [text]: text,
    }
    expectHarmlessAudit(readJsonReport(JSON.stringify(hostile)))
  })
})
