import { describe, expect, test } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { readRun } from '../../src/dockerfile/read-run.ts'
import { type Command, type Script, type Unreadable, wordValue } from '../../src/dockerfile/shell.ts'

/** Reads the last instruction of a file that consists of FROM and the lines. */
function read(run: string, { shell = ['/bin/sh', '-c'], above = '' } = {}) {
  const text = `${above}FROM debian\n${run}\n`
  const file = parseDockerfile(text)
  const script = readRun(file, file.instructions.at(-1) as never, shell)
  return { text, script }
}

function scriptOf(run: string, options?: Parameters<typeof read>[1]): Script & { text: string } {
  const { text, script } = read(run, options)
  if ('unreadable' in script) throw new Error(script.unreadable)
  return { ...script, text }
}

const whyNot = (run: string, options?: Parameters<typeof read>[1]): string =>
  (read(run, options).script as Unreadable).unreadable

const said = ({ words }: Command): string => words.map((word) => wordValue(word) ?? '?').join(' ')
const commandsIn = (run: string, options?: Parameters<typeof read>[1]): string[] =>
  scriptOf(run, options).commands.map(said)

describe('the commands of a step, in their order', () => {
  test.each([
    ['one', 'RUN a b', ['a b']],
    ['with quotes taken out', `RUN a "b c" 'd e' f\\ g`, ['a b c d e f g']],
    ['joined by &&', 'RUN a && b', ['a', 'b']],
    ['joined by ;', 'RUN a; b', ['a', 'b']],
    ['joined by ||', 'RUN a || b', ['a', 'b']],
    ['in a pipeline', 'RUN a | b', ['a', 'b']],
    ['in a group', 'RUN { a; b; }', ['a', 'b']],
    ['in a subshell', 'RUN (cd x && a)', ['cd x', 'a']],
    ['in a condition', 'RUN if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    ['in a loop', 'RUN for x in 1 2; do a; done; while b; do c; done', ['a', 'b', 'c']],
    ['in a case', 'RUN case $x in a) b;; *) c;; esac', ['b', 'c']],
    ['in a function', 'RUN f() { a; }; f', ['a', 'f']],
    ['behind a negation and a time', 'RUN ! a && time b', ['a', 'time b']],
    ['in the background', 'RUN a & b', ['a', 'b']],
    ['over continued lines', 'RUN a && \\\n  # why\n\n  b \\\n  && c', ['a', 'b', 'c']],
    ['over continued lines with CRLF', 'RUN a && \\\r\n  b', ['a', 'b']],
    ['in lower case', 'run a', ['a']],
    ['behind flags', 'RUN --mount=type=cache,target=/x --network=none \\\n  a', ['a']],
    ['that are assignments only', 'RUN X=1', ['']],
    ['behind a comment sign, which ends the line', 'RUN a # && b', ['a']],
  ])('%s', (_, run, commands) => {
    expect(commandsIn(run)).toEqual(commands)
  })

  test('with a backtick as the escape character', () => {
    expect(commandsIn('RUN a && `\n  b', { above: '# escape=`\n' })).toEqual(['a', 'b'])
  })
})

describe('a word', () => {
  test('stands in the file where its place says', () => {
    const { text, commands } = scriptOf('RUN --network=none a && \\\n  # c\n  b "c d" \\\n  $E/f')
    const words = commands.flatMap((command) => command.words)
    expect(words.map(({ span }) => text.slice(span.start, span.end))).toEqual(['a', 'b', '"c d"', '$E/f'])
    expect(words.map(({ raw }) => raw)).toEqual(['a', 'b', '"c d"', '$E/f'])
    expect(commands.map(({ span }) => text.slice(span.start, span.end))).toEqual(['a', 'b "c d" \\\n  $E/f'])
  })

  test.each([
    ['RUN a$B', 'a?'],
    ['RUN a${B}', 'a?'],
    ['RUN "a$B"', 'a?'],
    ['RUN a${UNSET:-c}', 'ac'],
  ])('takes its variables from what is known: %s', (run, value) => {
    const [word] = scriptOf(run).commands[0]?.words ?? []
    expect(wordValue(word as never, (name) => (name === 'B' ? '?' : ''))).toBe(value)
  })

  test.each(['RUN $(a)', 'RUN `a`', 'RUN a$B', 'RUN ${B%.*}', 'RUN ${B:+c}', 'RUN $1', 'RUN $((1+1))', 'RUN ${!B}'])(
    'is not known: %s',
    (run) => {
      expect(wordValue(scriptOf(run).commands[0]?.words[0] as never)).toBeNull()
    },
  )

  test.each([
    ["RUN 'a$B'", 'a$B'],
    ['RUN \\$B', '$B'],
    ['RUN "\\$B"', '$B'],
    ["RUN $'a b'", 'a b'],
    ['RUN /x/*', '/x/*'],
    ['RUN ~/x', '~/x'],
  ])('is literal: %s', (run, value) => {
    expect(wordValue(scriptOf(run).commands[0]?.words[0] as never)).toBe(value)
  })

  test('that is cut by a continuation is one, when what stands between can be read by a shell', () => {
    expect(commandsIn('RUN apt-get in\\\nstall a')).toEqual(['apt-get install a'])
    const { commands, text } = scriptOf('RUN foo\\\nbar')
    expect(commands[0]?.words.map(({ span }) => text.slice(span.start, span.end))).toEqual(['foo\\\nbar'])
  })

  test('that is cut otherwise makes the step unreadable', () => {
    expect(whyNot('RUN foo\\ \nbar')).toBe('a word is cut by a continuation')
    expect(whyNot('RUN foo\\\r\nbar')).toBe('a word is cut by a continuation')
  })
})

describe('an assignment', () => {
  test('in front of a command belongs to it', () => {
    const { commands, text } = scriptOf('RUN A=1 B="$C" D=$(e) a')
    expect(commands[0]?.assignments.map(({ name, value }) => [name, value && wordValue(value, () => 'c')])).toEqual([
      ['A', '1'],
      ['B', 'c'],
      ['D', null],
    ])
    expect(commands[0]?.assignments.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      'A=1',
      'B="$C"',
      'D=$(e)',
    ])
  })

  test('behind export and env is a word', () => {
    expect(commandsIn('RUN export A=1 B && env C=2 a')).toEqual(['export A=1 B', 'env C=2 a'])
  })
})

describe('a here-document', () => {
  test('of a RUN alone is its script, with places in the file', () => {
    const { text, commands, form } = scriptOf('RUN <<EOF\n  a b\nc # d\n# e\nEOF')
    expect(form).toBe('heredoc')
    expect(commands.map(said)).toEqual(['a b', 'c'])
    expect(commands.map(({ span }) => text.slice(span.start, span.end))).toEqual(['a b', 'c'])
  })

  test.each([
    ['quoted', "RUN <<'EOF'\na\nEOF"],
    ['with tabs taken out', 'RUN <<-EOF\n\ta\n\tEOF'],
    ['behind a mount', 'RUN --mount=type=cache,target=/x \\\n  <<EOF\na\nEOF'],
    ['with a shell in front', 'RUN bash -e <<EOF\na\nEOF'],
    ['with a shell behind', 'RUN <<EOF bash -euo pipefail\na\nEOF'],
    ['with a first line that names a shell', 'RUN <<EOF\n#!/bin/bash\na\nEOF'],
    ['with a first line that finds a shell', 'RUN <<EOF\n#!/usr/bin/env bash\na\nEOF'],
    ['with CRLF', 'RUN <<EOF\r\na\r\nEOF\r'],
  ])('is read: %s', (_, run) => {
    expect(commandsIn(run)).toEqual(['a'])
  })

  test.each([
    ['several', 'RUN cat <<A <<B\na\nA\nb\nB', 'it has several here-documents'],
    [
      'a script of another language',
      'RUN <<EOF\n#!/usr/bin/env python3\nimport a\nEOF',
      'its here-document is a script for python3',
    ],
    ['one that does not parse', 'RUN <<EOF\nif a\nEOF', expect.any(String)],
  ])('is not read: %s', (_, run, why) => {
    expect(whyNot(run)).toEqual(why)
  })

  test('that a program reads is no script: the command around it is read', () => {
    expect(commandsIn('RUN cat > /x <<EOF && a\npip install b\nEOF')).toEqual(['cat', 'a'])
    expect(commandsIn('RUN python3 <<EOF\nimport a\nEOF')).toEqual(['python3'])
  })
})

describe('the exec form', () => {
  test('is one command with its strings as words', () => {
    const { form, commands, text, errexit } = scriptOf('RUN ["a", "b c", "$D"]')
    expect([form, errexit]).toEqual(['exec', true])
    expect(commands.map(said)).toEqual(['a b c $D'])
    expect(commands[0]?.words.map(({ span }) => text.slice(span.start, span.end))).toEqual(['"a"', '"b c"', '"$D"'])
    expect(commands[0]?.item).toBeNull()
  })

  test('of a shell is the script inside, with places in the file', () => {
    const { form, commands, text } = scriptOf('RUN ["/bin/bash", "-o", "pipefail"]\nRUN ["sh", "-c", "a && b c"]')
    expect(form).toBe('exec')
    expect(commands.map(({ span }) => text.slice(span.start, span.end))).toEqual(['a', 'b c'])
  })

  test('of a shell whose script has escapes is not read', () => {
    expect(whyNot('RUN ["sh", "-c", "a \\"b\\""]')).toBe('its script has escapes')
  })

  test('does not mind what SHELL says', () => {
    expect(commandsIn('RUN ["a"]', { shell: ['powershell'] })).toEqual(['a'])
  })

  test('of nothing has no commands', () => {
    expect(commandsIn('RUN []')).toEqual([])
  })
})

describe('a step that cannot be read', () => {
  test.each([
    ['another shell', 'RUN a', { shell: ['powershell', '-Command'] }, 'the shell is powershell'],
    ['no shell', 'RUN a', { shell: [] }, 'the shell is unknown'],
  ])('under %s', (_, run, options, why) => {
    expect(whyNot(run, options)).toBe(why)
  })

  test.each(['RUN a "b', 'RUN if a; then b', 'RUN (a', 'RUN a $(b', 'RUN a &&'])(
    'since it does not parse: %s',
    (run) => {
      expect(whyNot(run)).toEqual(expect.stringMatching(/./))
    },
  )

  test.each(['/bin/sh', 'bash', '/usr/bin/bash', '/bin/ash', 'dash', 'zsh', '/bin/ksh'])(
    'is none under %s',
    (shell) => {
      expect(commandsIn('RUN a', { shell: [shell, '-c'] })).toEqual(['a'])
    },
  )
})
