import { describe, expect, test } from '@jest/globals'
import { insertCommand, removeCommands, removeWord } from '../../src/dockerfile/edit-run.ts'
import type { Instruction } from '../../src/dockerfile/model.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readRun } from '../../src/dockerfile/read-run.ts'
import type { Command, Script } from '../../src/dockerfile/shell.ts'
import { applyEdits } from '../../src/text/compose.ts'
import type { Edit } from '../../src/text/edit.ts'

interface Step {
  readonly file: ReturnType<typeof parseDockerfile>
  readonly run: Instruction
  readonly script: Script
  /** The command whose program is of that name. */
  named(program: string): Command
}

/** Reads a step, makes edits of it and gives it back as it is then; null where there are none to make. */
function edited(run: string, make: (step: Step) => readonly (Edit | null)[] | null, above = 'FROM x\n'): string | null {
  const text = above + run
  const file = parseDockerfile(text)
  const instruction = file.instructions.at(-1) as Instruction
  const script = readRun(file, instruction, ['/bin/sh', '-c']) as Script
  const named = (program: string) => script.commands.find(({ words }) => words[0]?.raw === program) as Command
  const edits = make({ file, run: instruction, script, named })
  if (edits === null || edits.includes(null)) return null
  return applyEdits(text, edits as Edit[]).slice(above.length)
}

const without = (run: string, ...programs: readonly string[]): string | null =>
  edited(run, ({ file, script, named }) => removeCommands(file.text, script, programs.map(named)))
const inFrontOf = (run: string, program: string, above?: string): string | null =>
  edited(run, ({ file, run: step, script, named }) => [insertCommand(file, step, script, named(program), 'new')], above)
const withoutWord = (run: string, raw: string): string | null =>
  edited(run, ({ script }) => {
    const command = script.commands.find(({ words }) => words.some((word) => word.raw === raw)) as Command
    return [removeWord(command, command.words.find((word) => word.raw === raw) as never)]
  })

describe('a word is taken out of a command with the blanks in front of it', () => {
  test.each([
    ['RUN a --no b\n', '--no', 'RUN a b\n'],
    ['RUN a b --no\n', '--no', 'RUN a b\n'],
    ['RUN a   --no  b\n', '--no', 'RUN a  b\n'],
    ['RUN a \\\n  --no \\\n  b\n', '--no', 'RUN a \\\n  b\n'],
    ['RUN a \\\n  b \\\n  --no\n', '--no', 'RUN a \\\n  b\n'],
    ['RUN a --no && b\n', '--no', 'RUN a && b\n'],
    ['RUN a "--no" b\n', '"--no"', 'RUN a b\n'],
    ['RUN <<EOF\na --no b\nEOF\n', '--no', 'RUN <<EOF\na b\nEOF\n'],
    ['RUN a \\\r\n  --no \\\r\n  b\r\n', '--no', 'RUN a \\\r\n  b\r\n'],
    ["RUN sh -c 'a --no b'\n", '--no', "RUN sh -c 'a b'\n"],
  ])('%j without %s', (run, word, result) => {
    expect(withoutWord(run, word)).toBe(result)
  })

  test('of the exec form with its comma', () => {
    expect(withoutWord('RUN ["a", "--no", "b"]\n', '"--no"')).toBe('RUN ["a", "b"]\n')
    expect(withoutWord('RUN ["a", "b", "--no"]\n', '"--no"')).toBe('RUN ["a", "b"]\n')
  })

  test('but never the program itself', () => {
    expect(withoutWord('RUN a b\n', 'a')).toBeNull()
  })
})

describe('a command is taken out of a script with what joins it to its neighbours', () => {
  test.each([
    ['the last of a chain', 'RUN a && rm x\n', ['rm'], 'RUN a\n'],
    ['the first of a chain', 'RUN rm x && a\n', ['rm'], 'RUN a\n'],
    ['one in the middle', 'RUN a && rm x && b\n', ['rm'], 'RUN a && b\n'],
    ['the last line of a chain', 'RUN a \\\n  && rm x\n', ['rm'], 'RUN a\n'],
    ['the last line of a chain with trailing signs', 'RUN a && \\\n  rm x\n', ['rm'], 'RUN a\n'],
    ['a line in the middle', 'RUN a \\\n  && rm x \\\n  && b\n', ['rm'], 'RUN a \\\n  && b\n'],
    ['a line in the middle with trailing signs', 'RUN a && \\\n  rm x && \\\n  b\n', ['rm'], 'RUN a && \\\n  b\n'],
    ['the first line', 'RUN rm x && \\\n  a\n', ['rm'], 'RUN a\n'],
    ['two of three', 'RUN a && rm x && del y\n', ['rm', 'del'], 'RUN a\n'],
    ['two that are apart', 'RUN rm x && a && del y\n', ['rm', 'del'], 'RUN a\n'],
    ['a statement between others', 'RUN a; rm x; b\n', ['rm'], 'RUN a; b\n'],
    ['the first statement', 'RUN rm x; b\n', ['rm'], 'RUN b\n'],
    ['the last statement of a script that stops at errors', 'RUN set -e; a; rm x\n', ['rm'], 'RUN set -e; a\n'],
    ['a statement that is a chain, as a whole', 'RUN a; rm x && del y; b\n', ['rm', 'del'], 'RUN a; b\n'],
    ['a line of a here-document', 'RUN <<EOF\na\nrm x\nb\nEOF\n', ['rm'], 'RUN <<EOF\na\nb\nEOF\n'],
    [
      'a line of a here-document with its comment',
      'RUN <<EOF\na\nrm x # tidy\nb\nEOF\n',
      ['rm'],
      'RUN <<EOF\na\nb\nEOF\n',
    ],
    [
      'the last line of a here-document that stops at errors',
      'RUN <<EOF\nset -e\na\nrm x\nEOF\n',
      ['rm'],
      'RUN <<EOF\nset -e\na\nEOF\n',
    ],
    ['with CRLF', 'RUN a \\\r\n  && rm x \\\r\n  && b\r\n', ['rm'], 'RUN a \\\r\n  && b\r\n'],
    ['behind a mount', 'RUN --mount=m \\\n  rm x && \\\n  a\n', ['rm'], 'RUN --mount=m \\\n  a\n'],
  ])('%s', (_, run, programs, result) => {
    expect(without(run, ...programs)).toBe(result)
  })

  test.each([
    ['nothing would be left', 'RUN rm x\n', ['rm']],
    ['nothing would be left of a chain', 'RUN rm x && del y\n', ['rm', 'del']],
    ['the exit status would be that of another command', 'RUN a; rm x\n', ['rm']],
    ['the exit status of a here-document would change', 'RUN <<EOF\na\nrm x\nEOF\n', ['rm']],
    ['another command runs only when it fails', 'RUN rm x || a\n', ['rm']],
    ['it stands in a chain with an alternative', 'RUN a && rm x || b\n', ['rm']],
    ['it stands in a condition', 'RUN if a; then rm x; fi\n', ['rm']],
    ['it stands in a pipeline', 'RUN a | rm x\n', ['rm']],
    ['it stands in a subshell', 'RUN (a && rm x) && b\n', ['rm']],
    ['it stands in a loop', 'RUN for x in 1; do a; rm x; done\n', ['rm']],
    ['it stands in a string', "RUN sh -c 'a && rm x'\n", ['rm']],
    ['it runs in the background', 'RUN rm x & a\n', ['rm']],
    ['the step is in the exec form', 'RUN ["sh", "-c", "a && rm x"]\n', ['rm']],
  ])('not where %s', (_, run, programs) => {
    expect(without(run, ...programs)).toBeNull()
  })
})

describe('a command is put in front of another one', () => {
  test.each([
    ['alone in its step', 'RUN a\n', 'a', 'RUN new && \\\n    a\n'],
    ['first of a chain whose lines end with &&', 'RUN a && \\\n  b\n', 'a', 'RUN new && \\\n  a && \\\n  b\n'],
    ['first of a chain whose lines begin with &&', 'RUN a \\\n  && b\n', 'a', 'RUN new \\\n  && a \\\n  && b\n'],
    ['on a line that begins with &&', 'RUN a \\\n  && b\n', 'b', 'RUN a \\\n  && new \\\n  && b\n'],
    ['on a line of its own', 'RUN a && \\\n  b\n', 'b', 'RUN a && \\\n  new && \\\n  b\n'],
    ['behind a mount', 'RUN --mount=m \\\n  a\n', 'a', 'RUN --mount=m \\\n  new && \\\n  a\n'],
    ['in a here-document', 'RUN <<EOF\n  a\nb\nEOF\n', 'a', 'RUN <<EOF\n  new\n  a\nb\nEOF\n'],
    ['in a chain of a here-document', 'RUN <<EOF\na && b\nEOF\n', 'b', 'RUN <<EOF\na && new && b\nEOF\n'],
    ['in lower case', 'run a\n', 'a', 'run new && \\\n    a\n'],
  ])('%s', (_, run, program, result) => {
    expect(inFrontOf(run, program)).toBe(result)
  })

  test('with the line ends and the escape character of the file', () => {
    expect(inFrontOf('RUN a\r\n', 'a', 'FROM x\r\n')).toBe('RUN new && \\\r\n    a\r\n')
    expect(inFrontOf('RUN a\n', 'a', '# escape=`\nFROM x\n')).toBe('RUN new && `\n    a\n')
    expect(inFrontOf('RUN <<EOF\r\na\r\nEOF\r\n', 'a', 'FROM x\r\n')).toBe('RUN <<EOF\r\nnew\r\na\r\nEOF\r\n')
  })

  test.each([
    ['a condition', 'RUN if a; then b; fi\n', 'b'],
    ['a pipeline', 'RUN a | b\n', 'a'],
    ['a subshell', 'RUN (a)\n', 'a'],
    ['an alternative', 'RUN a || b\n', 'b'],
    ['the exec form', 'RUN ["a"]\n', '"a"'],
  ])('not inside of %s', (_, run, program) => {
    expect(inFrontOf(run, program)).toBeNull()
  })
})
