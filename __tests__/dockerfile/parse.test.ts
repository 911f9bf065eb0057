import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { DockerfileParser } from 'dockerfile-ast'
import fc from 'fast-check'
import { type Instruction, UnreadableDockerfile } from '../../src/dockerfile/model.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { casesIn } from '../fixture-cases.ts'

interface Answer {
  readonly text: string
  readonly refused?: string
  readonly instructions?: readonly {
    readonly keyword: string
    readonly startLine: number
    readonly endLine: number
    readonly flags: readonly string[]
    readonly json?: readonly string[]
    readonly heredocs?: readonly { name: string; content: string; expand: boolean; chomp: boolean }[]
  }[]
}

const { cases } = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'buildkit-answers.json'), 'utf8')) as {
  cases: readonly Answer[]
}

/** What `docker build` refuses for reasons that do not concern how the file is split into instructions. */
const BEYOND_SPLITTING = /arrays must be comprised of strings|unknown flag|requires|invalid|mount/

const said = (text: string): Answer['instructions'] =>
  parseDockerfile(text).instructions.map((instruction) => ({
    keyword: instruction.keyword,
    startLine: instruction.lines.start,
    endLine: instruction.lines.end,
    flags: instruction.flags.map(({ name, value }) => (value === null ? `--${name}` : `--${name}=${value}`)),
    ...(instruction.json ? { json: instruction.json.map(({ value }) => value) } : {}),
    ...(instruction.heredocs.length > 0
      ? {
          heredocs: instruction.heredocs.map(({ name, body, expand, chomp }) => ({
            name,
            content: text.slice(body.start, body.end),
            expand,
            chomp,
          })),
        }
      : {}),
  }))

describe('a Dockerfile is split as BuildKit splits it', () => {
  test.each(cases.map(({ text }, index) => [JSON.stringify(text), index] as const))('%s', (_, index) => {
    const { text, refused, instructions } = cases[index] as Answer
    if (instructions) expect(said(text)).toEqual(instructions)
    else if (!BEYOND_SPLITTING.test(refused ?? '')) expect(() => parseDockerfile(text)).toThrow(UnreadableDockerfile)
  })
})

describe('dockerfile-ast alone reads these otherwise than BuildKit', () => {
  const keywords = (text: string) =>
    DockerfileParser.parse(text)
      .getInstructions()
      .map((one) => one.getKeyword())

  test.each([
    ['a doubled escape character at the end of a line is no continuation', 'FROM a\nRUN echo \\\\\nRUN b\n'],
    ['here-documents of which only one takes its tabs out', 'FROM a\nRUN cat <<-A <<B\n\ta\n\tA\nb\n\tB\nB\nRUN c\n'],
    ['a lone carriage return is no line end', 'FROM a\nRUN b\rc\nRUN d\n'],
  ])('%s', (_, text) => {
    const own = parseDockerfile(text).instructions.map(({ keyword }) => keyword)
    expect(keywords(text)).not.toEqual(own)
  })

  test('a comment with an equals sign in the first line is a comment', () => {
    const text = '# layerwise ignore=declare-syntax\nFROM a\n'
    expect(DockerfileParser.parse(text).getComments()).toEqual([])
    expect(parseDockerfile(text).comments.map((comment) => comment.text)).toEqual(['layerwise ignore=declare-syntax'])
  })
})

describe('spans', () => {
  const texts = casesIn().map(({ before }) => before)

  test.each(texts.map((text, index) => [index, text] as const))('of fixture %d are those of the file', (_, text) => {
    for (const instruction of parseDockerfile(text).instructions) spansOf(text, instruction)
  })

  function spansOf(text: string, instruction: Instruction): void {
    const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end)
    expect(at(instruction.keywordSpan).toUpperCase()).toBe(instruction.keyword)
    let last = instruction.keywordSpan.end
    for (const flag of instruction.flags) {
      expect(at(flag.span).replace(/[\\`]\r?\n\s*/g, '')).toBe(flag.raw)
      expect(flag.span.start).toBeGreaterThan(last)
      last = flag.span.end
    }
    for (const string of instruction.json ?? []) expect(JSON.parse(at(string.span))).toBe(string.value)
    for (const { word, name } of instruction.heredocs) expect(at(word.span)).toContain(name)
    for (const comment of [...instruction.leading, ...instruction.innerComments]) expect(at(comment.span)).toMatch(/^#/)
    if (!instruction.json && instruction.heredocs.length === 0 && instruction.keyword !== 'ONBUILD') {
      for (const { span, raw } of instruction.words) {
        if (!/[\\`]\r?\n/.test(at(span))) expect(at(span)).toBe(raw)
      }
    }
  }
})

describe('any text', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'FROM a',
      'RUN b \\',
      ' c',
      '# d',
      '',
      'RUN <<EOF',
      'EOF',
      'COPY <<A <<-B /x',
      '\tB',
      'A',
      '# escape=`',
      'ENV a=b \\\\',
    ),
    fc.string({ maxLength: 12 }),
  )
  const text = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'))
    .map(([lines, end]) => lines.join(end))

  test('is read, or refused with a line of the file', () => {
    fc.assert(
      fc.property(text, (dockerfile) => {
        try {
          let end = 0
          for (const { lines } of parseDockerfile(dockerfile).instructions) {
            expect(lines.start).toBeGreaterThan(end)
            expect(lines.end).toBeGreaterThanOrEqual(lines.start)
            end = lines.end
          }
        } catch (error) {
          if (!(error instanceof UnreadableDockerfile)) throw error
          expect(error.line).toBeGreaterThanOrEqual(1)
          expect(error.line).toBeLessThanOrEqual(dockerfile.split('\n').length)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
