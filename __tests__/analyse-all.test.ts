import { describe, expect, test } from '@jest/globals'
import type { AnalyseInput, FileReport } from '../src/analyse.ts'
import { analyseAll, type Source, type Surroundings } from '../src/analyse-all.ts'

const settings = { rules: {}, syntax: 'docker/dockerfile:1' }

const reportOn = ({ path, text }: AnalyseInput, missing: readonly string[]): FileReport => ({
  path,
  text,
  findings: [],
  suggestions: [],
  fixed: text,
  notices: [],
  ignored: [],
  missing,
})

/** Runs the rounds, and keeps what was read and how often each file was analysed. */
async function run(
  sources: readonly Source[],
  analyse: (input: AnalyseInput) => FileReport,
  files: Record<string, string> = {},
) {
  const batches: string[][] = []
  const progress: string[] = []
  const surroundings: Surroundings = {
    analyse,
    files: null,
    settings,
    read: async (paths) => {
      batches.push([...paths])
      return new Map(paths.flatMap((path) => (path in files ? [[path, files[path] as string]] : [])))
    },
    onProgress: (done, total) => progress.push(`${done}/${total}`),
  }
  return { ...(await analyseAll(sources, surroundings)), batches, progress }
}

describe('the rounds', () => {
  test('what several files miss is read in one batch, once', async () => {
    const { batches, reports } = await run(
      [
        { path: 'a', text: '' },
        { path: 'b', text: '' },
        { path: 'c', text: '' },
      ],
      (input) => {
        const wanted = input.path === 'c' ? [] : ['shared', `${input.path}.json`]
        return reportOn(
          input,
          wanted.filter((path) => !input.repository.texts.has(path)),
        )
      },
    )
    expect(batches).toEqual([['shared', 'a.json', 'b.json']])
    expect(reports.map(({ path, missing }) => [path, missing])).toEqual([
      ['a', []],
      ['b', []],
      ['c', []],
    ])
  })

  test('what a text names is read in the next round, and a missing file is null', async () => {
    const files = { one: 'two', two: 'three' }
    const { batches, reports } = await run(
      [{ path: 'a', text: 'one' }],
      (input) => {
        const { texts } = input.repository
        let next: string | null | undefined = 'one'
        while (next && texts.get(next)) next = texts.get(next)
        return reportOn(input, next && !texts.has(next) ? [next] : [])
      },
      files,
    )
    expect(batches).toEqual([['one'], ['two'], ['three']])
    expect(reports[0]?.missing).toEqual([])
  })

  test('a file that never has enough ends after six rounds', async () => {
    let count = 0
    const { batches, reports } = await run([{ path: 'a', text: '' }], (input) => reportOn(input, [`next${++count}`]))
    expect(batches).toHaveLength(5)
    expect(count).toBe(6)
    expect(reports[0]?.missing).toEqual(['next6'])
  })

  test('what cannot be read is not asked for again', async () => {
    let count = 0
    const { batches } = await run([{ path: 'a', text: '' }], (input) => {
      count += 1
      return reportOn(input, ['gone'])
    })
    expect(batches).toEqual([['gone']])
    expect(count).toBe(2)
  })

  test('the context goes along only where one is named', async () => {
    const seen: unknown[] = []
    const sources = [
      { path: 'a', text: '', context: 'web' },
      { path: 'b', text: '', context: undefined },
    ]
    await run(sources, (input) => {
      seen.push('context' in input ? input.context : 'none')
      return reportOn(input, [])
    })
    expect(seen).toEqual(['web', 'none'])
  })

  test('a failure of the analysis concerns one file, which says so', async () => {
    const { reports, crashes, progress } = await run(
      [
        { path: 'a', text: 'A' },
        { path: 'b', text: 'B' },
      ],
      (input) => {
        if (input.path === 'a') throw new TypeError('boom')
        return reportOn(input, [])
      },
    )
    expect(crashes).toEqual([{ path: 'a', error: new TypeError('boom') }])
    expect(reports.map(({ path, fixed }) => [path, fixed])).toEqual([
      ['a', 'A'],
      ['b', 'B'],
    ])
    expect(reports[0]?.notices).toEqual([
      { line: 1, message: 'Layerwise failed on this file, so nothing is said of it.' },
    ])
    expect(progress).toEqual(['1/2', '2/2'])
  })

  test('of no file nothing comes', async () => {
    expect((await run([], (input) => reportOn(input, []))).reports).toEqual([])
  })
})
