import { describe, expect, test } from '@jest/globals'
import { type Dockerfile, UnreadableDockerfile } from '../../src/dockerfile/model.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'

const namesIn = ({ directives }: Dockerfile): string[] => directives.map(({ name, value }) => `${name}=${value}`)
const below = (...lines: readonly string[]): Dockerfile => parseDockerfile(`${lines.join('\n')}\nFROM debian\n`)

// Each was tried with BuildKit v0.34.2 (DetectSyntax and ParseDirective).
describe('a directive is seen', () => {
  test.each([
    ['with a blank behind the sign', '# syntax=docker/dockerfile:1'],
    ['without one', '#syntax=docker/dockerfile:1'],
    ['with blanks around the equals sign', '# syntax = docker/dockerfile:1'],
    ['in capital letters, with tabs and blanks', '#\t SYNTAX=docker/dockerfile:1  '],
    ['behind a byte order mark', '\uFEFF# syntax=docker/dockerfile:1'],
    ['in a file with CRLF', '# syntax=docker/dockerfile:1\r'],
  ])('%s', (_, line) => {
    expect(namesIn(below(line))).toEqual(['syntax=docker/dockerfile:1'])
  })

  test('below and above the other two', () => {
    const lines = ['# check=skip=all', '# syntax=docker/dockerfile:1', '# escape=`']
    expect(namesIn(below(...lines))).toEqual(['check=skip=all', 'syntax=docker/dockerfile:1', 'escape=`'])
    expect(namesIn(below(...[...lines].reverse()))).toHaveLength(3)
  })

  test('below the first line of a script', () => {
    expect(namesIn(below('#!/usr/bin/env docker', '# syntax=a/b:1'))).toEqual(['syntax=a/b:1'])
    expect(namesIn(below('\uFEFF#!/usr/bin/env docker', '# syntax=a/b:1'))).toEqual(['syntax=a/b:1'])
  })
})

describe('a line is no directive', () => {
  test.each([
    ['below an empty line', ['', '# syntax=a/b:1']],
    ['below a comment', ['# a comment', '# syntax=a/b:1']],
    ['below a bare sign', ['#', '# syntax=a/b:1']],
    ['below a directive that is not known', ['# foo=bar', '# syntax=a/b:1']],
    ['with blanks in front', [' # syntax=a/b:1']],
    ['with two signs', ['## syntax=a/b:1']],
    ['with a colon', ['# syntax: a/b:1']],
    ['without a value', ['# syntax=']],
  ])('%s', (_, lines) => {
    const file = below(...lines)
    expect(file.directives).toEqual([])
    expect(file.comments).not.toEqual([])
  })

  test('below an instruction', () => {
    expect(parseDockerfile('FROM debian\n# syntax=a/b:1\n').directives).toEqual([])
  })
})

describe('a directive has its place', () => {
  test('the line, the whole of it, and the value', () => {
    const text = '\uFEFF# check=skip=all\r\n#  Syntax =  docker/dockerfile:1.4 \r\nFROM debian\r\n'
    const { directives } = parseDockerfile(text)
    expect(directives.map(({ line }) => line)).toEqual([1, 2])
    expect(directives.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      '# check=skip=all',
      '#  Syntax =  docker/dockerfile:1.4 ',
    ])
    expect(directives.map(({ valueSpan }) => text.slice(valueSpan.start, valueSpan.end))).toEqual([
      'skip=all',
      'docker/dockerfile:1.4',
    ])
  })

  test('it is no comment of the instruction below', () => {
    const file = parseDockerfile('# syntax=a/b:1\n# about the image\nFROM debian\n')
    expect(file.comments.map(({ text }) => text)).toEqual(['about the image'])
    expect(file.instructions[0]?.leading.map(({ text }) => text)).toEqual(['about the image'])
  })
})

describe('a file is refused', () => {
  test.each([
    ['a directive that stands twice, at the second', '# syntax=a\n# syntax=b\nFROM a\n', 2, /"syntax" stands twice/],
    ['an escape character that is none', '# syntax=a\n# escape=x\nFROM a\n', 2, /backslash or a backtick/],
    ['an instruction that does not exist', 'FROM a\n\nfoo bar\n', 3, /"FOO" is not an instruction/],
    ['an instruction above FROM', 'ARG A\nRUN b\nFROM a\n', 2, /RUN stands above the first FROM/],
    ['a file without FROM', 'ARG A\n', 1, /no FROM/],
    ['a file without instructions', '# a\n\n', 1, /no FROM/],
    ['a here-document without an end', 'FROM a\nRUN b\nRUN <<EOF\nc\n', 3, /EOF has no end/],
  ])('for %s', (_, text, line, message) => {
    let error: unknown
    try {
      parseDockerfile(text)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(UnreadableDockerfile)
    expect(error).toMatchObject({ line, message: expect.stringMatching(message) })
  })

  test('with the name of an instruction cut short, whatever it is', () => {
    expect(() => parseDockerfile(`FROM a\n${'x'.repeat(500)}\n`)).toThrow(/^"X{40}" is not an instruction$/)
    expect(() => parseDockerfile('FROM a\n\u001b[31mx\n')).toThrow('"\\u001b[31MX"')
  })
})
