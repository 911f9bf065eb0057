import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { agrees, projectOf, saidOf } from '../../scripts/prove/said.mjs'
import { openContext } from '../../src/context/build-context.ts'
import { Tree } from '../../src/context/tree.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readStages } from '../../src/dockerfile/state.ts'
import { readCopy } from '../../src/layers/context-copy.ts'
import { Layout } from '../../src/layers/layout.ts'

type Landed = Readonly<Record<string, string>> | 'fails'

interface Answers {
  readonly files: readonly string[]
  /** Symbolic links, with what they lead to. */
  readonly links?: Readonly<Record<string, string>>
  readonly ignore: string | null
  /** The ignore file is the Dockerfile's own. */
  readonly own?: boolean
  readonly workdir?: string
  /** The places of the files that `COPY . /` takes. */
  readonly seen: readonly string[] | 'fails'
  readonly copies: readonly { readonly line: string; readonly built: Landed }[]
}

// The answers are those of a real BuildKit (npm run prove -- ignore --write), not ours.
const { cases } = JSON.parse(
  fs.readFileSync(path.join(import.meta.dirname, '../context/buildkit-answers.json'), 'utf8'),
) as { cases: readonly Answers[] }
const PARTS = { openContext, Tree, parseDockerfile, readStages, Layout, readCopy }

const toldOf = ({ files, links, ignore, own = false, workdir = null, copies }: { workdir?: string | null } & Answers) =>
  saidOf(projectOf({ files: [...files], links, ignore, own, workdir, copies: copies.map(({ line }) => line) }), PARTS)

const contentAt = ({ links }: Answers, at: string) => {
  const target = links?.[at.slice(1)]
  return target === undefined ? at.slice(1) : `-> ${target}`
}

describe('a build sees and copies what BuildKit does', () => {
  test.each(cases.map((one, index) => [index, one] as const))('case %i', (_, one) => {
    const seen: Landed =
      one.seen === 'fails' ? one.seen : Object.fromEntries(one.seen.map((at) => [at, contentAt(one, at)]))
    const built = [{ line: 'COPY . /', built: seen }, ...one.copies]
    const wrong = toldOf(one).flatMap((said, index) =>
      agrees(said, built[index]?.built) ? [] : [{ ...built[index], said: said.landed }],
    )
    expect(wrong).toEqual([])
  })

  test('and most of what it builds is known', () => {
    const said = cases.flatMap((one) => {
      const built = [one.seen, ...one.copies.map((copy) => copy.built)]
      return toldOf(one).filter((_, index) => built[index] !== 'fails')
    })
    expect(said.filter(({ landed }) => landed === 'unknown').length / said.length).toBeLessThan(0.2)
  })
})
