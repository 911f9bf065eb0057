import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { startGitHub } from '../../scripts/embedded-github/index.mjs'
import { call, type Server, text } from './client.ts'

let github: Server
let number = 0
beforeAll(async () => {
  github = await startGitHub()
})
afterAll(() => github.stop())

/** The line numbers of one side that git's own hunk headers cover, whatever stands in the hunks. */
function covered(directory: string, from: string, to: string, side: 'left' | 'right'): number[] {
  const patch = execFileSync('git', ['-C', directory, 'diff', '--unified=3', from, to, '--', 'a'], { encoding: 'utf8' })
  return [...patch.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].flatMap((header) => {
    const [first, count] = side === 'left' ? [header[1], header[2]] : [header[3], header[4]]
    return Array.from({ length: Number(count ?? 1) }, (_, index) => Number(first) + index)
  })
}

const file = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 30 })

test('a comment is taken on exactly the lines that git’s own hunk headers cover', async () => {
  await fc.assert(
    fc.asyncProperty(file, file, async (before, after) => {
      fc.pre(text(before) !== text(after))
      const repository = github.createRepository({ name: `hunks-${++number}`, files: { a: text(before) } })
      repository.commit({ branch: 'change', files: { a: text(after) } })
      const { baseSha, headSha } = repository.openPull({ head: 'change' })
      const { directory } = repository.git
      for (const [side, name, count] of [
        ['LEFT', 'left', before.length],
        ['RIGHT', 'right', after.length],
      ] as const) {
        const taken: number[] = []
        for (let line = 1; line <= count + 1; line++) {
          const body = { path: 'a', body: 'x', commit_id: headSha, line, side }
          const { status } = await call(github, 'POST', `/repos/${repository.fullName}/pulls/1/comments`, { body })
          if (status === 201) taken.push(line)
          else expect(status).toBe(422)
        }
        expect(taken).toEqual(covered(directory, baseSha, headSha, name))
      }
    }),
    { numRuns: 12 },
  )
})
