import { describe, expect, test } from '@jest/globals'
import { DockerfileParser } from 'dockerfile-ast'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { type Answer, answers } from './buildkit-answers.ts'

/** Why the file is not given to `dockerfile-ast` as it stands: each of these goes away once the library reads as BuildKit does. */
describe('dockerfile-ast alone splits these otherwise than BuildKit, and the correction makes it right', () => {
  test.each([
    'a lone carriage return, which is no line end',
    'a lone carriage return behind FROM',
    'a doubled escape character at the line end, which is no continuation',
    'three escape characters at the line end',
    'two escape characters with a blank between them',
    'a continuation at the end of the file',
    'several here-documents, the first without its tabs',
    'a here-document with a file descriptor',
    'two less-than signs inside single quotes with blanks',
    'an escaped here-document',
    'a name of a here-document quoted in part',
    'a name of a here-document with a blank in quotes',
    'a here-document with an empty name, which is none',
    'two here-documents glued to each other, which are none',
    'an escaped blank in front of a here-document',
    'a quote that is never closed, so that there is no here-document',
    'an apostrophe in front of a here-document, so that there is none',
    'a quote that is never closed in COPY',
    'an unknown directive above escape, which makes it a comment',
  ])('%s', (name) => {
    const { text, instructions } = answers.find((one) => one.name === name) as Answer
    const right = instructions?.map(({ keyword, startLine, endLine }) => [keyword, startLine, endLine])
    const alone = DockerfileParser.parse(text)
      .getInstructions()
      .map((one) => [one.getKeyword(), one.getRange().start.line + 1, one.getRange().end.line + 1])
    expect(alone).not.toEqual(right)
    const corrected = parseDockerfile(text).instructions
    expect(corrected.map(({ keyword, lines }) => [keyword, lines.start, lines.end])).toEqual(right)
  })
})

describe('dockerfile-ast alone reads these otherwise than BuildKit', () => {
  test('a comment with an equals sign in the first line is a comment, not a directive', () => {
    const text = '# layerwise ignore=declare-syntax\nFROM a\n'
    expect(DockerfileParser.parse(text).getComments()).toEqual([])
    expect(parseDockerfile(text).comments.map((comment) => comment.text)).toEqual(['layerwise ignore=declare-syntax'])
    expect(parseDockerfile(text).directives).toEqual([])
  })

  test('a file with a directive that stands twice is refused', () => {
    const text = '# syntax=a/b:1\n# syntax=a/b:2\nFROM debian\n'
    expect(DockerfileParser.parse(text).getInstructions()).toHaveLength(1)
    expect(() => parseDockerfile(text)).toThrow('the directive "syntax" stands twice')
  })

  test('a here-document whose end never comes makes the file unreadable', () => {
    const text = 'FROM debian\nRUN <<EOF\nnever ends\n'
    expect(DockerfileParser.parse(text).getInstructions()).toHaveLength(2)
    expect(() => parseDockerfile(text)).toThrow('the here-document EOF has no end')
  })

  test('blanks behind the escape character leave the flag in one piece', () => {
    const text = 'FROM debian\nRUN --mount=type=cache,\\ \ntarget=/x echo\n'
    expect(parseDockerfile(text).instructions[1]?.flags.map(({ value }) => value)).toEqual(['type=cache,target=/x'])
  })
})
