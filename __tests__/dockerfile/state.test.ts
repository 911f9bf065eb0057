import { describe, expect, test } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { assignmentsOf, joinPath, lookupIn, readStages, type Stage, shellLookupIn } from '../../src/dockerfile/state.ts'

const stagesOf = (...lines: readonly string[]): Stage[] => readStages(parseDockerfile(`${lines.join('\n')}\n`))
const last = (...lines: readonly string[]): Stage => stagesOf(...lines).at(-1) as Stage
/** What a variable is behind the last line. */
const valueBehind = (name: string, ...lines: readonly string[]) => {
  const stage = last(...lines)
  return lookupIn(stage.end, stage)(name)
}

// https://docs.docker.com/reference/dockerfile/#scope says that ENV always wins; BuildKit v0.34.2 does as stated here.
describe('of ENV and ARG the later one that has a value wins', () => {
  test.each([
    ['ENV above ARG with a value', ['FROM debian', 'ENV X=env', 'ARG X=arg'], { text: 'arg', assumed: true }],
    ['ARG above ENV', ['FROM debian', 'ARG X=arg', 'ENV X=env'], { text: 'env', assumed: false }],
    [
      'ENV above ARG without a value, which a build may give',
      ['FROM debian', 'ENV X=env', 'ARG X'],
      { text: 'env', assumed: true },
    ],
    [
      'an ARG above FROM, named again',
      ['ARG X=global', 'FROM debian', 'ENV X=env', 'ARG X'],
      { text: 'global', assumed: true },
    ],
    ['an ARG twice, the second without a value', ['FROM debian', 'ARG X=a', 'ARG X'], { text: 'a', assumed: true }],
    ['an ARG twice, both with a value', ['FROM debian', 'ARG X=a', 'ARG X=b'], { text: 'b', assumed: true }],
    ['ENV that takes its value from ARG', ['FROM debian', 'ARG X=a', 'ENV X=$X/b'], { text: 'a/b', assumed: true }],
  ])('%s', (_, lines, value) => {
    expect(valueBehind('X', ...lines)).toEqual(value)
  })
})

describe('a variable', () => {
  test.each([
    ['of an ARG above FROM is not seen until it is named again', ['ARG X=global', 'FROM debian'], undefined],
    ['of an ARG without any value is not known', ['FROM debian', 'ARG X'], null],
    ['that nothing sets is not set, in an image that is known', ['FROM debian'], undefined],
    ['that nothing sets may be set by an image that is not known', ['FROM ghcr.io/a/b'], null],
    ['that nothing sets is not set on nothing', ['FROM scratch'], undefined],
    [
      'of an ARG is inherited by a stage that is built on its own',
      ['FROM debian AS a', 'ARG X=1', 'FROM a'],
      { text: '1', assumed: true },
    ],
    ['of an ARG is not seen in any other stage', ['FROM debian AS a', 'ARG X=1', 'FROM debian'], undefined],
    [
      'of an ENV wins there over an ARG',
      ['FROM debian AS a', 'ENV X=env', 'ARG X=1', 'FROM a'],
      { text: 'env', assumed: false },
    ],
    ['of a stage beside it is not seen', ['FROM debian AS a', 'ENV X=1', 'FROM debian'], undefined],
  ])('%s', (_, lines, value) => {
    expect(valueBehind('X', ...lines)).toEqual(value)
  })

  test('of an ENV is inherited, through several stages', () => {
    expect(valueBehind('X', 'FROM debian AS a', 'ENV X=1', 'FROM a AS b', 'FROM b')).toEqual({
      text: '1',
      assumed: false,
    })
  })

  test('of one ENV sees the environment before it', () => {
    expect(valueBehind('B', 'FROM debian', 'ENV A=1', 'ENV A=2 B=$A')?.text).toBe('1')
    expect(valueBehind('B', 'FROM debian', 'ENV A=1', 'ENV A=2', 'ENV B=$A')?.text).toBe('2')
  })

  test('of one ARG line sees those before it on the line', () => {
    expect(valueBehind('B', 'FROM debian', 'ARG A=1 B=$A')?.text).toBe('1')
  })

  test('that rests on an unknown one is not known', () => {
    expect(valueBehind('B', 'FROM debian', 'ARG A', 'ENV B=x$A')).toBeNull()
  })

  test('is for a shell only what no build can change', () => {
    const stage = last('FROM debian', 'ENV E=1', 'ARG A=2', 'ARG B')
    const lookup = shellLookupIn(stage.end, stage)
    expect(['E', 'A', 'B', 'C'].map(lookup)).toEqual(['1', null, null, undefined])
  })
})

describe('the values of an ENV, as written', () => {
  const assignments = (line: string) => assignmentsOf(last('FROM a', line).steps[0]?.instruction as never)

  test.each([
    [
      'ENV A=1 B="2 3" C=\'4\' D=5\\ 6',
      [
        ['A', '1'],
        ['B', '"2 3"'],
        ['C', "'4'"],
        ['D', '5\\ 6'],
      ],
    ],
    ['ENV A b c', [['A', 'b c']]],
    ['ENV A=', [['A', '']]],
    ['ENV A=b=c', [['A', 'b=c']]],
    [
      'ENV A=1 \\\n  # c\n  B=2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
  ])('%s', (line, pairs) => {
    expect(assignments(line)).toEqual(pairs)
  })
})

describe('what a stage is built on', () => {
  test('an earlier stage by name, in whatever case, before an image of that name', () => {
    const stages = stagesOf('FROM alpine AS Base', 'FROM base', 'FROM BASE AS python', 'FROM python')
    expect(stages.map(({ base }) => base.kind)).toEqual(['image', 'stage', 'stage', 'stage'])
    expect(stages.map(({ image }) => image?.family)).toEqual(['alpine', 'alpine', 'alpine', 'alpine'])
    expect(stages.map(({ name }) => name)).toEqual(['base', null, 'python', null])
  })

  test('the later of two stages of one name', () => {
    const stages = stagesOf('FROM alpine AS a', 'FROM debian AS a', 'FROM a')
    expect(stages[2]?.base).toMatchObject({ kind: 'stage', stage: { index: 1 } })
  })

  test('not a stage that comes later', () => {
    expect(stagesOf('FROM a', 'FROM debian AS a')[0]?.base).toMatchObject({ kind: 'image', image: null })
  })

  test.each([
    ['an image by an argument', ['ARG BASE=node:24', 'FROM $BASE'], 'image', 1001],
    ['a tag by an argument', ['ARG V=3.14', 'FROM python:${V}-slim'], 'image', 1000],
    ['a tag by an argument without a value', ['ARG V', 'FROM python:${V}-slim'], 'image', 1000],
    ['a tag by an argument with a default in place', ['FROM python:${V:-3.14}-slim'], 'image', 1000],
    ['an image of which nothing is known', ['FROM ghcr.io/a/b:1'], 'image', undefined],
    [
      'an image of that name elsewhere, by a tag that is not known',
      ['ARG V', 'FROM example.com/own/python:${V}'],
      'unknown',
      undefined,
    ],
    ['an image by an argument without a value', ['ARG BASE', 'FROM $BASE'], 'unknown', undefined],
    ['nothing', ['FROM scratch'], 'scratch', undefined],
    ['an image of a platform', ['FROM --platform=$BUILDPLATFORM node:24 AS x'], 'image', 1001],
  ])('%s', (_, lines, kind, nextId) => {
    const stage = last(...lines)
    expect(stage.base.kind).toBe(kind)
    expect(stage.image?.nextId).toBe(nextId)
  })
})

describe('the folder', () => {
  test.each([
    ['of an image that is known', ['FROM debian'], '/'],
    ['relative to the one before', ['FROM debian', 'WORKDIR /a', 'WORKDIR b/../c', 'WORKDIR .'], '/a/c'],
    ['above the root', ['FROM debian', 'WORKDIR ../../a'], '/a'],
    ['with slashes to spare', ['FROM debian', 'WORKDIR //a//b/'], '/a/b'],
    ['with variables', ['FROM debian', 'ENV D=/x', 'WORKDIR $D/y'], '/x/y'],
    ['in quotes, with a blank', ['FROM debian', 'WORKDIR "/a b"'], '/a b'],
    ['inherited', ['FROM debian AS a', 'WORKDIR /a', 'FROM a', 'WORKDIR b'], '/a/b'],
    ['with a variable that is not known', ['FROM debian', 'ARG D', 'WORKDIR $D/y'], null],
    ['below one that is not known', ['FROM debian', 'ARG D', 'WORKDIR $D', 'WORKDIR a'], null],
    ['relative, in an image that is not known', ['FROM ghcr.io/a/b', 'WORKDIR c'], null],
    ['absolute, in an image that is not known', ['FROM ghcr.io/a/b', 'WORKDIR c', 'WORKDIR /c'], '/c'],
  ])('%s', (_, lines, folder) => {
    expect(last(...lines).end.workdir).toBe(folder)
  })

  test.each([
    ['/a', 'b', '/a/b'],
    ['/a', '/b', '/b'],
    ['/a/b', '../c/.', '/a/c'],
    [null, '/b/', '/b'],
    [null, 'b', null],
    ['/', '.', '/'],
  ])('%j and %j are joined to %j', (folder, path, joined) => {
    expect(joinPath(folder, path)).toBe(joined)
  })
})

describe('SHELL', () => {
  test.each([
    ['is /bin/sh at first', ['FROM debian'], ['/bin/sh', '-c']],
    [
      'holds from its line on',
      ['FROM debian', 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]'],
      ['/bin/bash', '-o', 'pipefail', '-c'],
    ],
    ['is inherited', ['FROM debian AS a', 'SHELL ["/bin/bash", "-c"]', 'FROM a'], ['/bin/bash', '-c']],
    ['ends with its stage', ['FROM debian AS a', 'SHELL ["/bin/bash", "-c"]', 'FROM debian'], ['/bin/sh', '-c']],
    ['that is no array is not known', ['FROM debian', 'SHELL /bin/bash -c'], []],
  ])('%s', (_, lines, shell) => {
    expect(last(...lines).end.shell).toEqual(shell)
  })
})

describe('a step', () => {
  test('sees what is in force when it begins, not what it changes', () => {
    const { steps } = last('FROM debian', 'WORKDIR /a', 'ENV X=1', 'USER 5', 'RUN b')
    expect(steps.map(({ state }) => state.workdir)).toEqual(['/', '/a', '/a', '/a'])
    expect(steps.map(({ state }) => state.env.has('X'))).toEqual([false, false, true, true])
    expect(steps.map(({ state }) => state.user?.uid)).toEqual([0, 0, 0, 5])
  })

  test('knows its stage, and what it runs when it is a RUN', () => {
    const [first, second] = stagesOf('FROM debian', 'RUN a', 'FROM alpine', 'COPY b c')
    expect(first?.steps[0]?.stage).toBe(first)
    expect(first?.steps[0]?.script).toMatchObject({ commands: [{ words: [{ raw: 'a' }] }] })
    expect(second?.steps[0]?.script).toBeNull()
  })

  test('of ONBUILD changes nothing here', () => {
    const { user, workdir } = last('FROM debian', 'ONBUILD USER 5', 'ONBUILD WORKDIR /x').end
    expect([user?.uid, workdir]).toEqual([0, '/'])
  })
})
