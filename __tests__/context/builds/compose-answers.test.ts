import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { ContextSource } from '../../../src/context/builds/build.ts'
import { buildsOfCompose } from '../../../src/context/builds/compose.ts'
import { joinInside } from '../../../src/context/paths.ts'
import { treeOf } from '../repository.ts'

interface Answer {
  readonly context: string
  readonly dockerfile: string
  readonly inline: boolean
  readonly args: Readonly<Record<string, string | null>>
  readonly named: Readonly<Record<string, string>>
  readonly target: string
}

// The answers are those of the loader that docker compose has, not ours: `source` says which.
const { cases } = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'compose-answers.json'), 'utf8')) as {
  cases: readonly {
    name: string
    files: Record<string, string>
    use: readonly string[]
    builds?: Record<string, Answer>
    refused?: string
  }[]
}

const isRemote = (text: string): boolean => /:\/\/|^(?:git@|service:)/.test(text)
function sourceOf(text: string): ContextSource {
  const folder = isRemote(text) ? null : joinInside('.', text)
  return folder === null ? { kind: 'elsewhere' } : { kind: 'folder', folder }
}

/** The builds of Dockerfiles of the repository. */
const expected = (builds: Record<string, Answer>) =>
  Object.entries(builds)
    .filter(([, { context, inline }]) => !inline && !isRemote(context) && joinInside('.', context) !== null)
    .map(([service, { context, dockerfile, args, named, target }]) => ({
      service,
      dockerfile: joinInside(context, dockerfile),
      context: sourceOf(context),
      args: new Map(Object.entries(args)),
      named: new Map(Object.entries(named).map(([name, text]) => [name, sourceOf(text)])),
      target: target || null,
    }))

const found = (use: readonly string[], files: Record<string, string>) =>
  [...buildsOfCompose(use, treeOf(files))].map(([service, { build }]) => ({
    service,
    dockerfile: build.dockerfile,
    context: build.context,
    // One that the environment gives is none in an empty environment.
    args: new Map([...build.args].flatMap(([name, { value }]) => (value === null ? [] : [[name, value]]))),
    named: build.named,
    target: build.target,
  }))

const byService = (one: { service: string }, other: { service: string }): number =>
  one.service < other.service ? -1 : 1

describe('the builds that docker compose would do', () => {
  test.each(cases.filter(({ builds }) => builds).map((one) => [one.name, one] as const))(
    '%s',
    (_, { use, files, builds = {} }) => {
      expect(found(use, files).sort(byService)).toEqual(expected(builds).sort(byService))
    },
  )
})
