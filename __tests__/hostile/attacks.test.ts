import { describe, expect, test } from '@jest/globals'
import { readCommands } from '../../scripts/runner.mjs'
import { attacks } from './attacks.ts'
import { everythingSaid, isOurs } from './everything-said.ts'
import { whatBrokeOut, whatLogObeys, whatTerminalObeys } from './judge.ts'
import { projectWith, reportsOf } from './project.ts'

test('there are two hundred attacks and more, none of them twice', () => {
  expect(attacks.length).toBeGreaterThanOrEqual(200)
  expect(new Set(attacks.map(({ text }) => text)).size).toBe(attacks.length)
})

describe('nothing breaks out of what is said about a repository whose every corner', () => {
  test.each(attacks.map(({ name, text }) => [name, text]))('%s', async (_, text) => {
    const said = everythingSaid(await reportsOf(projectWith(text)))
    expect(said.findings).toBeGreaterThan(5)
    for (const markdown of said.markdown) expect(whatBrokeOut(markdown, isOurs)).toEqual([])
    expect(whatLogObeys(said.text)).toEqual([])
    expect(whatTerminalObeys(said.annotations)).toEqual([])
    expect(whatTerminalObeys(said.commands)).toEqual([])
    const commands = readCommands(said.commands)
    expect(commands.filter(({ command }) => !['error', 'warning', 'notice'].includes(command))).toEqual([])
    // One command for each finding and notice: none was ended early, none was added.
    expect(commands).toHaveLength(said.findings + said.notices)
    expect(
      commands
        .flatMap(({ properties }) => Object.keys(properties))
        .filter((key) => !/^(?:file|line|endLine|title)$/.test(key)),
    ).toEqual([])
  })
})
