import { describe, expect, test } from '@jest/globals'
import { addMounts, continuationIndent } from '../../src/dockerfile/edit-run.ts'
import type { Instruction } from '../../src/dockerfile/model.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { applyEdits } from '../../src/text/compose.ts'

/** The last instruction of a file with mounts added to it, without what stands above it. */
function withMounts(run: string, mounts: readonly string[] = ['--mount=m'], above = 'FROM a\n'): string {
  const text = `${above}${run}`
  const file = parseDockerfile(text)
  const edit = addMounts(file, file.instructions.at(-1) as Instruction, mounts)
  const result = applyEdits(text, [edit])
  expect(parseDockerfile(result).instructions).toHaveLength(file.instructions.length)
  expect(result.startsWith(above)).toBe(true)
  return result.slice(above.length)
}

describe('a mount is added', () => {
  test.each([
    ['to a plain step, on a line of its own', 'RUN b c\n', 'RUN --mount=m \\\n    b c\n'],
    ['without a final line end', 'RUN b', 'RUN --mount=m \\\n    b'],
    ['to a continued step, with its indentation', 'RUN b && \\\n  c\n', 'RUN --mount=m \\\n  b && \\\n  c\n'],
    ['to a step indented with tabs', 'RUN b && \\\n\tc\n', 'RUN --mount=m \\\n\tb && \\\n\tc\n'],
    ['to a step that begins on its second line', 'RUN \\\n  b\n', 'RUN \\\n  --mount=m \\\n  b\n'],
    [
      'behind a flag, which keeps its place',
      'RUN --network=none b\n',
      'RUN --network=none \\\n    --mount=m \\\n    b\n',
    ],
    [
      'behind a flag on a line of its own',
      'RUN --network=none \\\n  b\n',
      'RUN --network=none \\\n  --mount=m \\\n  b\n',
    ],
    [
      'behind the last of several mounts, with their indentation',
      'RUN --mount=x \\\n      --mount=y \\\n    b\n',
      'RUN --mount=x \\\n      --mount=y \\\n      --mount=m \\\n    b\n',
    ],
    [
      'behind mounts that stand on one line with the command',
      'RUN --mount=x --mount=y b\n',
      'RUN --mount=x --mount=y \\\n    --mount=m \\\n    b\n',
    ],
    ['to a here-document, on its line', 'RUN <<EOF\nb\nEOF\n', 'RUN --mount=m <<EOF\nb\nEOF\n'],
    ['to the exec form', 'RUN ["b", "c"]\n', 'RUN --mount=m \\\n    ["b", "c"]\n'],
    ['to a lower-case step', 'run b\n', 'run --mount=m \\\n    b\n'],
    ['to an indented step', '  RUN b\n', '  RUN --mount=m \\\n      b\n'],
    ['behind blanks, which stay', 'RUN   b\n', 'RUN   --mount=m \\\n    b\n'],
    ['above a comment inside', 'RUN b \\\n  # why\n  && c\n', 'RUN --mount=m \\\n  b \\\n  # why\n  && c\n'],
    [
      'behind a flag that is followed by a comment',
      'RUN --network=none \\\n  # why\n  b\n',
      'RUN --network=none \\\n  --mount=m \\\n  # why\n  b\n',
    ],
  ])('%s', (_, run, result) => {
    expect(withMounts(run)).toBe(result)
  })

  test('with CRLF in a file with CRLF', () => {
    expect(withMounts('RUN b && \\\r\n  c\r\n', ['--mount=m'], 'FROM a\r\n')).toBe(
      'RUN --mount=m \\\r\n  b && \\\r\n  c\r\n',
    )
  })

  test('with a backtick where that is the escape character', () => {
    expect(withMounts('RUN b\n', ['--mount=m'], '# escape=`\nFROM a\n')).toBe('RUN --mount=m `\n    b\n')
  })

  test('each on a line of its own, in the order given', () => {
    expect(withMounts('RUN b\n', ['--mount=m', '--mount=n'])).toBe('RUN --mount=m \\\n    --mount=n \\\n    b\n')
    expect(withMounts('RUN <<EOF\nb\nEOF\n', ['--mount=m', '--mount=n'])).toBe(
      'RUN --mount=m \\\n    --mount=n \\\n    <<EOF\nb\nEOF\n',
    )
  })
})

describe('the indentation of continued lines', () => {
  const indent = (run: string, above = 'FROM a\n') => {
    const file = parseDockerfile(above + run)
    return continuationIndent(file, file.instructions.at(-1) as Instruction)
  }

  test.each([
    ['is that of the step', 'RUN b \\\n   c\n', 'FROM a\n', '   '],
    ['is the least deep one of the step', 'RUN b \\\n      c \\\n  && d\n', 'FROM a\n', '  '],
    ['is not that of its comments', 'RUN b \\\n # c\n   d\n', 'FROM a\n', '   '],
    ['is that of another step of the file', 'RUN b\n', 'FROM a\nRUN x \\\n\ty\n', '\t'],
    ['is four blanks where none is there to follow', 'RUN b\n', 'FROM a\nRUN x\n', '    '],
    ['is four blanks where the others have none', 'RUN b\n', 'FROM a\nRUN x \\\ny\n', '    '],
    ['goes on from that of the step itself', '\tRUN b\n', 'FROM a\n', '\t    '],
  ])('%s', (_, run, above, expected) => {
    expect(indent(run, above)).toBe(expected)
  })
})
