import { describe, expect, test } from '@jest/globals'
import { startProgress } from '../../src/cli/progress.ts'
import { checkoutWith } from '../local/working-tree.ts'
import { layerwise, process } from './terminal.ts'

const many = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [
    `s${index}/Dockerfile`,
    'FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\n',
  ]),
)

describe('the progress of many files', () => {
  test('is a bar with a running count on a terminal, and is gone at the end', () => {
    const { io, written } = process({ terminal: true })
    let time = 0
    const progress = startProgress(io.err, 200, () => time)
    progress.show(100, 200, 7)
    progress.show(101, 200, 7)
    time = 1_000
    progress.show(200, 200, 1)
    progress.end()
    const [, half, whole, rest] = written.err.split('\r')
    expect(half).toBe(`[${'#'.repeat(15)}${'.'.repeat(15)}] 100/200 Dockerfiles, 7 findings\u001b[K`)
    expect(whole).toBe(`[${'#'.repeat(30)}] 200/200 Dockerfiles, 1 finding\u001b[K`)
    expect(rest).toBe('\u001b[K')
  })

  test('goes to standard error, and nowhere when that is no terminal', async () => {
    const cwd = checkoutWith(many)
    const seen = await layerwise(['audit', '--format', 'json'], { cwd, terminal: true })
    expect(seen.err).toMatch(/\/60 Dockerfiles, \d+ findings?/)
    expect(JSON.parse(seen.out).summary.files).toBe(60)
    expect((await layerwise(['audit'], { cwd })).err).toBe('')
  })
})
