import { describe, expect, test } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import type { Finding } from '../../src/finding.ts'
import { Ignores } from '../../src/rules/ignore.ts'

const ON = new Map([
  ['mount-package-cache', 'on'],
  ['keep-mounted-cache', 'on'],
  ['declare-syntax', 'on'],
] as const)

const finding = (line: number, rule = 'mount-package-cache'): Finding => ({
  rule,
  severity: 'warning',
  lines: { start: line, end: line },
  message: '',
  help: '',
  because: [],
  remedy: { unknown: '' },
  fingerprint: '',
})

const ignoresIn = (...lines: readonly string[]): Ignores => new Ignores(parseDockerfile(`${lines.join('\n')}\n`))
/** Which of the lines of a file are silenced for a rule. */
const silenced = (lines: readonly string[], rule = 'mount-package-cache'): number[] => {
  const ignores = ignoresIn(...lines)
  return lines.map((_, index) => index + 1).filter((line) => ignores.silences(finding(line, rule)))
}
const IGNORE = '# layerwise ignore=mount-package-cache the base image is cached elsewhere'

describe('an ignore silences its rule', () => {
  test.each([
    ['for the instruction below', ['FROM a', IGNORE, 'RUN b', 'RUN c'], [2, 3]],
    ['for all its lines', ['FROM a', IGNORE, 'RUN b \\', '  && c', 'RUN d'], [2, 3, 4]],
    ['above its other comments', ['FROM a', IGNORE, '# why b', 'RUN b', 'RUN c'], [2, 3, 4]],
    ['below its other comments', ['FROM a', '# why b', IGNORE, 'RUN b', 'RUN c'], [3, 4]],
    ['for the lines of a here-document', ['FROM a', IGNORE, 'RUN <<EOF', 'b', 'EOF', 'RUN c'], [2, 3, 4, 5]],
    ['over an empty line', ['FROM a', IGNORE, '', 'RUN b', 'RUN c'], [2, 3, 4]],
    [
      'indented, without blanks and with more of them',
      ['FROM a', '  #layerwise   ignore=mount-package-cache', 'RUN b'],
      [2, 3],
    ],
    ['among several', ['FROM a', '# layerwise ignore=keep-mounted-cache,mount-package-cache both', 'RUN b'], [2, 3]],
    ['without a reason', ['FROM a', '# layerwise ignore=mount-package-cache', 'RUN b'], [2, 3]],
  ])('%s', (_, lines, expected) => {
    expect(silenced(lines)).toEqual(expected)
  })

  test('and no other', () => {
    expect(silenced(['FROM a', IGNORE, 'RUN b'], 'keep-mounted-cache')).toEqual([])
  })

  test.each([
    ['below the instruction', ['FROM a', 'RUN b', IGNORE], [3]],
    ['with another word', ['FROM a', '# hadolint ignore=mount-package-cache', 'RUN b'], []],
    ['with a colon', ['FROM a', '# layerwise ignore: mount-package-cache', 'RUN b'], []],
    ['in the middle of a sentence', ['FROM a', '# see layerwise ignore=mount-package-cache', 'RUN b'], []],
    ['in a longer name', ['FROM a', '# layerwise ignore=mount-package-cache-not', 'RUN b'], []],
    ['as a word of a command', ['FROM a', 'RUN b # layerwise ignore=mount-package-cache'], []],
  ])('not %s', (_, lines, expected) => {
    expect(silenced(lines)).toEqual(expected)
  })

  test('what is said of the first line, from above the first instruction', () => {
    const lines = ['# layerwise ignore=declare-syntax', 'FROM a', 'RUN b']
    expect(silenced(lines, 'declare-syntax')).toEqual([1, 2, 3])
    expect(silenced(['FROM a', '# layerwise ignore=declare-syntax', 'RUN b'], 'declare-syntax')).toContain(1)
  })
})

describe('an ignore that silences nothing is reported', () => {
  test('with its line', () => {
    const ignores = ignoresIn('FROM a', IGNORE, 'RUN b')
    expect(ignores.unused(ON)).toEqual([
      { line: 2, message: expect.stringContaining('"mount-package-cache", and nothing of that kind is found here') },
    ])
  })

  test('not when it silenced something', () => {
    const ignores = ignoresIn('FROM a', IGNORE, 'RUN b')
    ignores.silences(finding(3))
    expect(ignores.unused(ON)).toEqual([])
  })

  test('each rule of it by itself', () => {
    const ignores = ignoresIn('FROM a', '# layerwise ignore=mount-package-cache,keep-mounted-cache', 'RUN b')
    ignores.silences(finding(3))
    expect(ignores.unused(ON).map(({ message }) => message)).toEqual([expect.stringContaining('keep-mounted-cache')])
  })

  test('not when the rule is off', () => {
    expect(ignoresIn('FROM a', IGNORE, 'RUN b').unused(new Map([['mount-package-cache', 'off']]))).toEqual([])
  })

  test('with the rule that was meant when there is none of that name', () => {
    const [notice] = ignoresIn('FROM a', '# layerwise ignore=mount-pakage-cache', 'RUN b').unused(ON)
    expect(notice?.line).toBe(2)
    expect(notice?.message).toMatch(/"mount-pakage-cache" is no rule.*mount-package-cache/s)
  })

  test('and of two for one instruction both count when both silence', () => {
    const ignores = ignoresIn('FROM a', IGNORE, IGNORE, 'RUN b')
    ignores.silences(finding(4))
    expect(ignores.unused(ON)).toEqual([])
  })
})
