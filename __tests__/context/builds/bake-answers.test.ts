import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readBakeHcl } from '../../../src/context/builds/bake-hcl.ts'
import { readBakeJson } from '../../../src/context/builds/bake-json.ts'
import { type BakeTarget, targetsOf } from '../../../src/context/builds/bake-targets.ts'

interface Answer {
  readonly context: string
  readonly dockerfile: string
  readonly inline: boolean
  readonly args: Readonly<Record<string, string>>
  readonly named: Readonly<Record<string, string>>
  readonly target: string | null
}

// The answers are those of docker buildx, not ours: `source` says which.
const { cases } = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'bake-answers.json'), 'utf8')) as {
  cases: readonly {
    name: string
    files: Record<string, string>
    use: readonly string[]
    builds: Record<string, Answer>
  }[]
}

const read = (name: string, text: string) => (name.endsWith('.json') ? readBakeJson : readBakeHcl)(name, text) ?? []

const answerOf = ({ texts, args, contexts }: BakeTarget): Answer => ({
  context: texts.get('context')?.text ?? '.',
  dockerfile: texts.get('dockerfile')?.text ?? 'Dockerfile',
  inline: texts.has('dockerfile-inline'),
  args: Object.fromEntries([...args].map(([name, { value }]) => [name, value])) as Record<string, string>,
  named: Object.fromEntries([...contexts].map(([name, { text }]) => [name, text])) as Record<string, string>,
  target: texts.get('target')?.text ?? null,
})

describe('the targets that docker buildx bake would build', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_, { use, files, builds }) => {
    const targets = targetsOf(use.flatMap((name) => read(name, files[name] as string)))
    const found = [...targets].map(([name, target]) => [name, answerOf(target)] as const)
    for (const [name, answer] of found) if (builds[name]) expect([name, answer]).toEqual([name, builds[name]])
    expect(found.map(([name]) => name)).toEqual(
      expect.arrayContaining(Object.keys(builds).filter((name) => name !== 'base')),
    )
  })
})
