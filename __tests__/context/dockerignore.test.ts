import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { DockerIgnore } from '../../src/context/dockerignore.ts'

// The answers are those of github.com/moby/patternmatcher v0.6.1 and of the filter that the client sends a context with, not ours.
const { cases } = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'dockerignore-answers.json'), 'utf8')) as {
  cases: readonly { name: string; file: string; excluded: Record<string, boolean> }[]
}

describe('a .dockerignore leaves out what BuildKit leaves out', () => {
  const rows = cases.flatMap(({ name, file, excluded }) =>
    Object.entries(excluded).map(([path_, is]) => [name, file, path_, is] as const),
  )

  test.each(rows)('%s: %j, %s: %j', (_, file, name, excluded) => {
    expect(new DockerIgnore(file).excludes(name)).toBe(excluded)
  })

  test('whatever was asked before', () => {
    for (const { file, excluded } of cases) {
      const ignore = new DockerIgnore(file)
      const names = Object.keys(excluded)
      for (const name of [...names, ...names.reverse()]) expect(ignore.excludes(name)).toBe(excluded[name])
    }
  })
})

describe('an empty .dockerignore', () => {
  test.each(['', '\n\n', '# only a comment\n'])('%j leaves nothing out', (file) => {
    expect(['a', '.git/x', 'b/c'].filter((name) => new DockerIgnore(file).excludes(name))).toEqual([])
  })
})
