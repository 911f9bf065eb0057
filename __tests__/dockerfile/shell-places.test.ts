import { describe, expect, test } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readRun } from '../../src/dockerfile/read-run.ts'
import { type Command, type List, type Script, wordValue } from '../../src/dockerfile/shell.ts'

function scriptOf(run: string, shell = ['/bin/sh', '-c']): Script & { text: string } {
  const text = `FROM debian\n${run}\n`
  const file = parseDockerfile(text)
  const script = readRun(file, file.instructions.at(-1) as never, shell)
  if ('unreadable' in script) throw new Error(script.unreadable)
  return { ...script, text }
}
const said = ({ words }: Command): string => words.map((word) => wordValue(word) ?? '?').join(' ')
const by = <Result>(run: string, what: (command: Command) => Result): Record<string, Result> =>
  Object.fromEntries(scriptOf(run).commands.map((command) => [said(command), what(command)]))

describe('whether a command runs whenever the step does', () => {
  test.each([
    ['RUN a && b; c', { a: 'always', b: 'always', c: 'always' }],
    ['RUN a || b', { a: 'always', b: 'sometimes' }],
    ['RUN a || b && c', { a: 'always', b: 'sometimes', c: 'sometimes' }],
    ['RUN (a || b); c', { a: 'always', b: 'sometimes', c: 'always' }],
    ['RUN { a; b; }', { a: 'always', b: 'always' }],
    ['RUN (a; b)', { a: 'always', b: 'always' }],
    ['RUN if a; then b; else c; fi', { a: 'always', b: 'sometimes', c: 'sometimes' }],
    ['RUN for x in 1; do a; done', { a: 'sometimes' }],
    ['RUN while a; do b; done', { a: 'sometimes', b: 'sometimes' }],
    ['RUN until a; do b; done', { a: 'sometimes', b: 'sometimes' }],
    ['RUN case x in y) a;; esac', { a: 'sometimes' }],
    ['RUN f() { a; }; b', { a: 'sometimes', b: 'always' }],
    ['RUN a | b', { a: 'always', b: 'always' }],
    ['RUN time a', { 'time a': 'always' }],
  ])('%s', (run, certainty) => {
    expect(by(run, (command) => command.certainty)).toEqual(certainty)
  })
})

describe('what surrounds a command', () => {
  test('a pipeline', () => {
    expect(by('RUN a | b && c', ({ piped }) => piped)).toEqual({ a: true, b: true, c: false })
  })

  test('a redirection', () => {
    expect(by('RUN a > /x && b < /y; c 2>&1; d', ({ redirected }) => redirected)).toEqual({
      a: true,
      b: true,
      c: true,
      d: false,
    })
  })

  test('a subshell, each with a number of its own', () => {
    const subshells = by('RUN (a && b) && (c) && d', ({ subshell }) => subshell)
    expect(subshells).toEqual({ a: 1, b: 1, c: 2, d: 0 })
  })
})

describe('the list that a command is an item of', () => {
  test('are the parts of a chain, in a list of statements', () => {
    const { commands, text } = scriptOf('RUN a && b; c')
    const [a, b, c] = commands.map(({ item }) => item)
    const items = (list?: List) => list?.items.map(({ start, end }) => text.slice(start, end))
    expect([items(a?.list), a?.index, b?.index, a?.list.kind]).toEqual([['a', 'b'], 0, 1, 'and'])
    expect([items(c?.list), c?.index, c?.list.kind]).toEqual([['a && b', 'c'], 1, 'statements'])
    expect(a?.list.parent).toEqual({ list: c?.list, index: 0 })
    expect(c?.list.parent).toBeNull()
  })

  test.each([
    ['a chain with an alternative', 'RUN a && b || c', ['a', 'b', 'c']],
    ['a pipeline', 'RUN a | b', ['a', 'b']],
    ['a subshell', 'RUN (a; b)', ['a', 'b']],
    ['a group', 'RUN { a; b; }', ['a', 'b']],
    ['a condition', 'RUN if a; then b; fi', ['a', 'b']],
    ['a loop', 'RUN for x in 1; do a; done', ['a']],
    ['a statement in the background', 'RUN a &', ['a']],
    ['a shell in a string', "RUN sh -c 'a && b'", ['a', 'b']],
  ])('is none inside of %s, from which nothing can be taken out', (_, run, names) => {
    const items = by(run, ({ item }) => item)
    for (const name of names) expect(items[name]).toBeNull()
  })
})

describe('a shell in a string', () => {
  test.each([
    ["RUN sh -c 'a && b'", ['sh -c a && b', 'a', 'b']],
    ['RUN bash -ec "a; b"', ['bash -ec a; b', 'a', 'b']],
    ["RUN bash -o pipefail -c 'a | b'", ['bash -o pipefail -c a | b', 'a', 'b']],
    ["RUN su app -c 'a'", ['su app -c a', 'su app a']],
    [
      "RUN su -s /bin/sh -c 'a && b' app",
      ['su -s /bin/sh -c a && b app', 'su -s /bin/sh app a', 'su -s /bin/sh app b'],
    ],
    ["RUN su -c 'a'", ['su -c a', 'su root a']],
    ["RUN sudo -u app sh -c 'a'", ['sudo -u app sh -c a', 'sudo -u app a']],
    ['RUN sh -c \'sh -c "a"\'', ['sh -c sh -c "a"', 'sh -c a', 'a']],
  ])('%s is read too, with whoever runs it in front', (run, commands) => {
    expect(scriptOf(run).commands.map(said)).toEqual(commands)
  })

  test('has its places in the file', () => {
    const { commands, text } = scriptOf("RUN sh -c 'a && b c'")
    expect(commands.map(({ span }) => text.slice(span.start, span.end))).toEqual(["sh -c 'a && b c'", 'a', 'b c'])
  })

  test.each(['RUN sh -c "a $B"', "RUN sh -c 'a'\\''b'", 'RUN sh -c $A', 'RUN sh -c "a \\"b\\""', 'RUN sh script.sh'])(
    'is not read where its text is not plain: %s',
    (run) => {
      expect(scriptOf(run).commands).toHaveLength(1)
    },
  )
})

describe('whether a script stops at the first statement that fails', () => {
  test.each([
    ['RUN a; b', false],
    ['RUN set -e; a', true],
    ['RUN set -eux && a', true],
    ['RUN set -o errexit; a', true],
    ['RUN set -x; a', false],
    ['RUN <<EOF\nset -e\na\nEOF', true],
    ['RUN <<EOF\na\nEOF', false],
    ['RUN <<EOF bash -e\na\nEOF', true],
    ['RUN bash -eux <<EOF\na\nEOF', true],
    ['RUN <<EOF\n#!/bin/bash -e\na\nEOF', true],
    ['RUN ["a"]', true],
  ])('%s: %j', (run, errexit) => {
    expect(scriptOf(run).errexit).toBe(errexit)
  })

  test('SHELL may say so', () => {
    expect(scriptOf('RUN a; b', ['/bin/bash', '-ec']).errexit).toBe(true)
    expect(scriptOf('RUN a; b', ['/bin/bash', '-e', '-c']).errexit).toBe(true)
    expect(scriptOf('RUN a; b', ['/bin/bash', '-o', 'pipefail', '-c']).errexit).toBe(false)
  })
})
