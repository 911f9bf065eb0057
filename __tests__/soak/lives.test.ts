import { expect, jest, test } from '@jest/globals'
import { soak } from '../../scripts/soak/soak.mjs'
import { worlds } from './worlds.ts'

// Some hundred runs of the action, on a machine that may be busy.
jest.setTimeout(600_000)
const scene = worlds()

test.each([1, 2])('random lives of pull requests break no promise (seed %i)', async (seed) => {
  const { github, runs } = scene
  const lines: string[] = []
  const terminal = { write: (text: string) => lines.push(text) }
  const wentWell = await soak({ github, runs, seed, pushes: 30, terminal, attempts: 0 })
  expect([wentWell, ...lines]).toEqual([
    true,
    expect.stringMatching(/^\d+ pushes, \d+ findings, 0 lost, 0 said twice, 0 of a person's touched\n$/),
    expect.stringMatching(/pushes a second/),
  ])
  expect(Number.parseInt(lines[0] ?? '', 10)).toBeGreaterThanOrEqual(30)
})
