import { describe, expect, test } from '@jest/globals'
import type { Dockerfile, Instruction } from '../src/dockerfile/model.ts'
import { parseDockerfile } from '../src/dockerfile/parse.ts'
import { casesIn, reportOn } from './fixture-cases.ts'

/**
 * BuildKit's own checks are no louder once all suggestions are committed: https://docs.docker.com/reference/build-checks/
 * Most of them look at instructions that no suggestion touches; these are what a suggestion could bring about.
 */
describe.each(casesIn().map((one) => [one.name, one] as const))('%s', (_, fixture) => {
  const before = parseDockerfile(fixture.before)
  const after = parseDockerfile(reportOn(fixture, fixture.before).fixed)

  test('ConsistentInstructionCasing: what is inserted is written as the rest', () => {
    if (casings(before).size === 1) expect(casings(after)).toEqual(casings(before))
  })

  test('NoEmptyContinuation: no empty line comes into a continued instruction', () => {
    expect(emptyContinuations(after)).toBeLessThanOrEqual(emptyContinuations(before))
  })

  test('JSONArgsRecommended, LegacyKeyValueFormat, FromAsCasing and all that look at other instructions: they stay', () => {
    expect(textsOf(after).sort()).toEqual(textsOf(before).sort())
  })
})

const keywordOf = ({ text }: Dockerfile, { keywordSpan }: Instruction): string =>
  text.slice(keywordSpan.start, keywordSpan.end)

const casings = (file: Dockerfile): Set<boolean> =>
  new Set(file.instructions.map((one) => keywordOf(file, one) === one.keyword))

const emptyContinuations = (file: Dockerfile): number =>
  file.instructions
    .flatMap(({ head }) => file.text.slice(head.start, head.end).split('\n').slice(1))
    .filter((line) => line.trim() === '').length

const textsOf = ({ text, instructions }: Dockerfile): string[] =>
  instructions
    .filter(({ keyword }) => !/^(?:RUN|COPY)$/.test(keyword))
    // A program that is moved out of a mount is called at its new place, in the form that was there.
    .map(({ keyword, json, span }) =>
      /^(?:CMD|ENTRYPOINT)$/.test(keyword) ? `${keyword} ${json ? 'exec' : 'shell'}` : text.slice(span.start, span.end),
    )
