import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Instruction, UnreadableDockerfile } from '../../src/dockerfile/model.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readStages } from '../../src/dockerfile/state.ts'
import type { Span } from '../../src/text/lines.ts'

/** Lines that matter to a reader of Dockerfiles, and others. */
const line = fc.oneof(
  fc.constantFrom(
    'FROM a',
    'FROM b AS c',
    'RUN b \\',
    'RUN b \\ ',
    ' c',
    '# d',
    '  # d \\',
    '',
    '\t',
    'RUN <<EOF',
    'EOF',
    'RUN --mount=type=cache,target=/x <<-EOF bash',
    'COPY <<A <<-B /x',
    '\tB',
    'A',
    '# escape=`',
    '# syntax=a',
    'ENV a=b \\\\',
    'ENV $X=${Y:-z',
    'ARG X="',
    "USER 'a",
    'SHELL ["a"',
    'ONBUILD RUN',
    'ONBUILD',
    'RUN ["a", "b"]',
    'RUN useradd a && if',
    'RUN $(( `',
    '--flag',
    '\uFEFF',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const anyText = fc
  .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([lines, end]) => lines.join(end))

const spansOf = (instruction: Instruction): Span[] => [
  instruction.keywordSpan,
  ...instruction.flags.map(({ span }) => span),
  ...(instruction.json ?? instruction.words).map(({ span }) => span),
]

/** What of a text is wrong: the places that are out of order or outside of the instruction they belong to. */
function misplaced(text: string): unknown[] {
  const wrong: unknown[] = []
  const { instructions, lines } = parseDockerfile(text)
  let above = 0
  let last = 0
  for (const instruction of instructions) {
    const { span, head, args, heredocs } = instruction
    if (instruction.lines.start <= above || instruction.lines.end < instruction.lines.start)
      wrong.push(instruction.lines)
    if (instruction.lines.end > lines.count) wrong.push(instruction.lines)
    above = instruction.lines.end
    if (span.start < last || head.start !== span.start || head.end > span.end) wrong.push(span)
    last = span.end
    let at = span.start
    for (const inner of spansOf(instruction)) {
      if (inner.start < at || inner.end < inner.start || inner.end > head.end) wrong.push(inner)
      at = inner.end
    }
    if (args.start < instruction.keywordSpan.end || args.end > head.end) wrong.push(args)
    for (const { body } of heredocs) if (body.start < head.end || body.end > span.end) wrong.push(body)
  }
  return wrong
}

describe('any text', () => {
  test('is read, or refused with a line of it, and nothing else is ever thrown', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          readStages(parseDockerfile(text))
        } catch (error) {
          if (!(error instanceof UnreadableDockerfile)) throw error
          expect(error.line).toBeGreaterThanOrEqual(1)
          expect(error.line).toBeLessThanOrEqual(text.split('\n').length)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  test('that is read has its parts in order, each inside its instruction', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let wrong: unknown[] = []
        try {
          wrong = misplaced(`FROM a\n${text}`)
        } catch (error) {
          if (!(error instanceof UnreadableDockerfile)) throw error
        }
        expect(wrong).toEqual([])
      }),
      { numRuns: 3_000 },
    )
  })
})

interface Piece {
  readonly text: string
  readonly keyword: string | null
}

/** Pieces of a Dockerfile that are one instruction each, or none. */
const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.constantFrom('', ' ', '# a comment', '  # RUN x \\', '#').map((text) => ({ text, keyword: null })),
  fc
    .record({
      keyword: fc.constantFrom('RUN', 'CMD', 'LABEL', 'ENV', 'EXPOSE'),
      lower: fc.boolean(),
      parts: fc.array(fc.constantFrom('a=b', '"c d"=e', "'f # g'=h", 'i=$J', 'k=\\"', 'l=<m'), {
        minLength: 1,
        maxLength: 5,
      }),
      between: fc.constantFrom(' ', '\t', ' \\\n  ', ' \\ \n', ' \\\n# c\n  ', ' \\\n\n', ' \\\n # <<EOF \\\n\t'),
    })
    .map(({ keyword, lower, parts, between }) => ({
      text: `${lower ? keyword.toLowerCase() : keyword} ${parts.join(between)}`,
      keyword,
    })),
  fc
    .record({
      keyword: fc.constantFrom('RUN', 'COPY', 'ADD', 'ONBUILD RUN'),
      names: fc.uniqueArray(fc.constantFrom('EOF', 'A', 'B_1'), { minLength: 1, maxLength: 3 }),
      dash: fc.boolean(),
      quote: fc.constantFrom('', '"', "'"),
      body: fc.constantFrom('', 'RUN x\n', 'echo \\\n', '# y\n\n', 'EOF2\n', 'FROM z\n'),
    })
    .map(({ keyword, names, dash, quote, body }) => ({
      text: `${keyword} ${names.map((name) => `<<${dash ? '-' : ''}${quote}${name}${quote}`).join(' ')} /x\n${names
        .map((name) => `${body}${dash ? '\t' : ''}${name}`)
        .join('\n')}`,
      keyword: keyword.split(' ')[0] as string,
    })),
)

describe('a Dockerfile that is put together from pieces', () => {
  test('has as many instructions as were put in, of the same kinds, whatever the line ends', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.boolean(),
        (pieces, eol, mark, closed) => {
          const text = ['FROM debian', ...pieces.map((one) => one.text)].join('\n')
          const dockerfile = `${mark ? '\uFEFF' : ''}${text}${closed ? '\n' : ''}`.replaceAll('\n', eol)
          const keywords = pieces.flatMap(({ keyword }) => keyword ?? [])
          expect(parseDockerfile(dockerfile).instructions.map(({ keyword }) => keyword)).toEqual(['FROM', ...keywords])
          expect(misplaced(dockerfile)).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })
})
